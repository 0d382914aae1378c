"""What a plan begins with: what is made for the place, not what suits any muscle."""

from __future__ import annotations

import pytest

from untwitch.care.relief import SAFE_ALWAYS, Offer
from untwitch.care.session import active_seconds
from untwitch.guideline.load import load
from untwitch.guideline.model import Guideline
from untwitch.verdict import decide

CALM = {
    "age_years": 45,
    "body_parts": "womb",
    "duration_days": 10,
    "onset": "sudden",
    "how_often": "weekly",
    "rest": "none",
}
PLACES = [p for p in load().places.values() if p.site and "cramp" in p.kinds]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.id)
def test_what_is_made_for_the_place_goes_before_what_suits_any(guideline: Guideline, place) -> None:
    made = decide({**CALM, "site": list(place.site), "movement": ["cramp"]}, guideline)
    offers = [o for o in made.plan.offers if o.status != "withheld" and o.technique.id != SAFE_ALWAYS]
    here = {
        s for p in guideline.places.values() if p.site and set(p.site) <= set(place.site) for s in p.technique_sites
    }
    general = [at for at, one in enumerate(offers) if not _for(one, here)]
    own = [at for at, one in enumerate(offers) if _for(one, here)]
    assert not own or not general or max(own) < min(general)


def _for(one: Offer, here: set[str]) -> bool:
    return bool(here & set(one.technique.sites))


def test_hours_of_rest_are_not_told_as_time_to_spend(guideline: Guideline) -> None:
    """The plan said that a warm pack takes 75 minutes: an hour of that is the wait before the next one."""
    pack = next(t for t in guideline.techniques.values() if t.name == "Warm pack")
    assert active_seconds(pack) < 20 * 60 < pack.seconds


def test_the_exercise_protocol_is_for_exercise_cramps(guideline: Guideline) -> None:
    calf = {**CALM, "site": ["calf"], "movement": ["cramp"]}
    for linked in (False, True):
        made = decide({**calf, "exercise_link": linked}, guideline)
        assert any(o.technique.id == "exercise_cramp_stretch" for o in made.plan.offers) is linked
