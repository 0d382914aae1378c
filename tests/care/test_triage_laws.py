"""Laws of the triage interval: answers only settle, nothing is assumed, not sure only raises."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from untwitch import decide
from untwitch.care.answers import read
from untwitch.care.decision import standing
from untwitch.care.interview import State
from untwitch.care.knowledge import Knowledge
from untwitch.care.triage import interval, must_know_missing
from untwitch.guideline.dangers import dangers
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import LEVELS, RANK, Finding, Level
from untwitch.logic.atoms import TRUE, UNKNOWN
from untwitch.logic.nodes import Fact

Draw = Callable[[Finding, random.Random], Any]


def level_of(guideline: Guideline, answers: dict[str, Any]) -> Level | None:
    """The level that `decide` gives, without the reasons and what would change it."""
    return standing(State(read(guideline, answers))).level


def test_answers_only_settle_whatever_their_order(
    guideline: Guideline, random_answer: Draw, size: Callable[[int, int], int]
) -> None:
    rng = random.Random(11)
    for _ in range(size(150, 10_000)):
        known = Knowledge.blank(guideline)
        before = interval(known)
        for finding in rng.sample(list(guideline.findings.values()), rng.randint(5, 60)):
            if finding.id in known.closed or finding.origin:
                continue  # what is closed is not asked
            value = random_answer(finding, rng)
            known = known.answered(finding.id, tuple(value) if isinstance(value, list) else value)
            after = interval(known)
            assert after.floor <= after.ceiling
            assert after.floor >= before.floor, finding.id
            assert after.ceiling <= before.ceiling, finding.id
            before = after


def test_nothing_asked_means_nothing_said() -> None:
    found = decide({})
    assert (found.level, found.floor, found.ceiling, found.settled) == (None, "self_care", "emergency", False)


def test_an_unfinished_check_says_at_least() -> None:
    found = decide({"swollen_leg": True})
    assert found.level == "urgent"
    assert found.ceiling == "emergency"
    assert not found.settled


def test_self_care_is_not_given_while_a_must_know_sign_is_not_asked(calm: dict[str, Any], guideline: Guideline) -> None:
    assert decide(calm).level == "self_care"
    needed = {m.finding for m in guideline.must_know} | {
        m.finding for p in guideline.must_know_places if p.id in ("any_muscle", "calf") for m in p.must_know
    }
    conditional = {"pregnancy", "pregnancy_signs", "child_signs", "age_months"}  # closed by age and body parts
    for finding in sorted(needed - conditional):
        found = decide({k: v for k, v in calm.items() if k != finding} | {finding: None})
        assert found.level != "self_care", finding
        assert finding in found.must_know, finding


def test_a_danger_sign_that_is_not_sure_raises(calm: dict[str, Any], guideline: Guideline) -> None:
    for danger in dangers(guideline):
        least = {RANK["emergency"]: "urgent", RANK["urgent"]: "soon", RANK["soon"]: "routine"}.get(danger.rank)
        name = danger.finding
        if least is None or name in ("age_years", "site", "movement") or name in read(guideline, calm).closed:
            continue
        level = level_of(guideline, {**calm, name: "not_sure"})
        assert level is not None
        assert RANK[level] >= RANK[least], (name, level)


def test_not_sure_never_lowers(
    calm: dict[str, Any], guideline: Guideline, random_answer: Draw, size: Callable[[int, int], int]
) -> None:
    rng = random.Random(5)
    for _ in range(size(60, 3_000)):
        person = dict(calm)
        for finding in rng.sample(list(guideline.findings.values()), 5):
            if finding.group != "relief" and not finding.origin:
                person[finding.id] = random_answer(finding, rng)
        name = rng.choice([k for k in person if not guideline.findings[k].origin])
        known = read(guideline, {**person, name: None})
        sure = interval(known).floor
        assert RANK[level_of(guideline, {**person, name: "not_sure"}) or "self_care"] >= sure, name


def test_pregnancy_not_sure_acts_as_could_be(calm: dict[str, Any]) -> None:
    person = {**calm, "body_parts": "womb", "site": ["low_tummy"], "movement": ["inside_cramp"], "pain_now": 3}
    assert RANK[decide({**person, "pregnancy": "not_sure"}).level or "self_care"] >= RANK["urgent"]


def test_an_answered_gate_closes_what_is_off_the_route_and_nothing_else(guideline: Guideline) -> None:
    eyelid = {"site": ["eyelid"], "movement": ["twitch"], "age_years": 40}
    known = read(guideline, {**eyelid, "other_trouble": []})
    assert known.closed["tummy_signs"] == "other_trouble.tummy"
    assert "eye_face" not in known.closed  # it belongs to the eyelid and is asked itself
    assert read(guideline, eyelid).closed.get("tummy_signs") is None
    ticked = read(guideline, {**eyelid, "other_trouble": ["tummy"]})
    assert "tummy_signs" not in ticked.closed


def test_without_a_device_what_needs_it_is_absent(guideline: Guideline) -> None:
    known = read(guideline, {"other_trouble": ["fever"], "has_thermometer": False})
    assert "temp_c" in known.closed
    assert "fever_shivers" not in known.closed


def test_what_was_said_is_never_overwritten_by_a_gate(guideline: Guideline) -> None:
    known = read(guideline, {"site": ["eyelid"], "movement": ["twitch"], "tummy_signs": ["hard"], "other_trouble": []})
    assert known.ticked("tummy_signs", "hard")


def test_conflicting_answers_take_the_more_urgent_reading(guideline: Guideline, calm: dict[str, Any]) -> None:
    for conflict in guideline.conflicts:
        case = {k: list(v) if isinstance(v, tuple) else v for k, v in conflict.case.items()}
        found = decide({**calm, **case})
        assert conflict.id in [c.id for c in found.conflicts]
        without = interval(read(guideline, {**calm, **case})).floor
        assert RANK[found.level or "self_care"] >= without
    assert decide({**calm, "painkiller_failed": True}).level != "self_care"


def test_thoughts_of_suicide_are_an_emergency_by_the_crisis_line(calm: dict[str, Any]) -> None:
    found = decide({**calm, "crisis_thoughts": True})
    assert (found.level, found.via) == ("emergency", "crisis_line")


def test_an_answer_part_settles_only_what_it_says(guideline: Guideline) -> None:
    known = read(
        guideline,
        {"mind": {"not": ["confused"]}, "pain_now": {"below": 7}, "breath_level": {"one_of": ["normal", "lying_flat"]}},
    )
    assert known.truth(Fact("mind", "confused")) != UNKNOWN
    assert known.truth(Fact("mind", "hard_to_wake")) == UNKNOWN
    assert "mind" in known.asked
    assert (
        read(guideline, {"fit": {"one_of": ["now", "first_ever"]}}).truth_of(
            'fit in {"now", "over_5_min", "first_ever"}'
        )
        == TRUE
    )


def test_rest_none_fills_all_but_what_was_said(guideline: Guideline, calm: dict[str, Any]) -> None:
    some = {k: calm[k] for k in ("site", "movement", "age_years", "body_parts", "onset", "duration_days", "how_often")}
    assert decide({**some, "rest": "none"}).level == "self_care"
    unsure = decide({**some, "swollen_leg": "not_sure", "rest": "none"})
    assert unsure.level == "soon"
    assert "swollen_leg" in unsure.not_sure
    assert decide({**some, "rest": "not_sure"}).level == "urgent"


def test_every_rule_level_has_a_way_to_be_seen(guideline: Guideline) -> None:
    assert {r.level for r in guideline.rules} == set(LEVELS)
    assert not must_know_missing(read(guideline, {"rest": "none"})) or decide({"rest": "none"}).level != "self_care"


@pytest.mark.parametrize("answers, about", [
    ({"sadle_numb": True}, "sadle_numb"),
    ({"saddle_numb": "yes"}, "saddle_numb"),
    ({"age_years": 300}, "age_years"),
    ({"age_years": float("nan")}, "age_years"),
    ({"pain_now": True}, "pain_now"),
    ({"mind": "confused"}, "mind"),
    ({"mind": ["confused", "confused"]}, "mind"),
    ({"mind": [["deep"]]}, "mind"),
    ({"fit": "<script>"}, "fit"),
    ({"fit": {"maybe": ["now"]}}, "fit"),
    ({"rest": "all"}, "rest"),
    ({"age_years": 10**400}, "age_years"),
])  # fmt: skip
def test_a_bad_answer_is_named(answers: dict[str, Any], about: str) -> None:
    from untwitch.errors import FaultsError

    with pytest.raises(FaultsError) as refused:
        decide({**answers, "also_wrong": 1})
    assert {f.about for f in refused.value.faults} == {about, "also_wrong"}


def test_a_part_that_no_answer_can_satisfy_is_named() -> None:
    from untwitch.errors import FaultsError

    with pytest.raises(FaultsError, match="pain_now: leaves no possible answer"):
        decide({"pain_now": {"below": 0}})
