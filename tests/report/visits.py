"""Ten people of the test people, walked through the whole interview to their reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from people.reading import HERE, load, pictures
from untwitch.care.decision import decide
from untwitch.care.plan import make as make_plan
from untwitch.care.simulate import walk
from untwitch.companion import Asker
from untwitch.guideline.model import Guideline
from untwitch.report.making import make
from untwitch.report.model import VisitReport

AT = datetime(2026, 11, 22, 14, 5, tzinfo=timezone(timedelta(hours=1)))
TEN = {
    "eyelid_flickers_after_short_nights": "GB",
    "hamstring_cramps_after_a_hot_day_on_the_roof": "US",
    "calf_cramps_at_night_in_week_twenty_eight": "DE",
    "baby_of_nine_weeks_cries_in_the_evenings": "FR",
    "eyelid_still_flickers_after_three_weeks": None,
    "chest_squeezes_on_the_stairs_for_three_weeks": "GB",
    "eyes_roll_up_on_a_new_antipsychotic": "CA",
    "hand_turned_white_and_cold_all_at_once": "JP",
    "swollen_calf_and_sudden_short_breath_after_a_flight": "GB",
    "baby_bends_in_runs_on_waking": None,
}


@dataclass(frozen=True)
class Visit:
    """One person's report."""

    id: str
    report: VisitReport


def visits(guideline: Guideline) -> Iterator[Visit]:
    """The reports of the ten, made as the program makes them."""
    places = {r["id"]: r["place"] for n in ("everyday", "dangerous") for r in load(HERE / f"{n}.yaml")["people"]}
    asker = Asker(guideline)
    for person in pictures(guideline):
        if person.id in TEN:
            _steps, state = walk(person.knowledge, asker.matters)
            made = decide(state)
            place = places[person.id]
            side = "left" if place in ("calf", "hand", "thigh_back") else None
            country = guideline.countries.get(TEN[person.id] or "")
            plan = make_plan(state, made, place)
            yield Visit(person.id, make(state, made, plan, AT, country=country, place=place, side=side))
