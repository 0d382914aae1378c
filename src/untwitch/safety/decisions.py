"""What `care` adds to the rules, gone through case by case: the must-know gate, "not sure", two routes to one level."""

from __future__ import annotations

from collections.abc import Mapping

import z3

from untwitch.care.decision import standing
from untwitch.care.interview import State
from untwitch.care.knowledge import Knowledge
from untwitch.care.triage import interval, must_know_missing
from untwitch.care.wording import name_of
from untwitch.guideline.dangers import SOON, dangers
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import LEVELS, RANK, Answer
from untwitch.logic.atoms import FALSE, evaluate
from untwitch.safety.person import describe, level_words
from untwitch.safety.report import Refuted
from untwitch.safety.theory import Ground


def must_know_gate(ground: Ground) -> None:
    """On each must-know list: whoever could get self-care does not get it while one finding of the list is missing."""
    guideline = ground.guideline
    general = tuple(m.finding for m in guideline.must_know)
    places = ((p.when, tuple(m.finding for m in p.must_know)) for p in guideline.must_know_places)
    for when, mine in ((None, general), *places):
        person = _well_person(ground, when)
        if person is None:
            continue
        for name in mine:
            if not _closed(guideline, name, person.codes):
                ground.count(2)
                _waits(guideline, person.forgotten(name), name, asked=False)
                _waits(guideline, person.unsure_finding(name), name, asked=True)


def _well_person(ground: Ground, when: str | None) -> Knowledge | None:
    """Someone to whom the list applies, with everything answered and no rule above self-care true."""
    side, table = ground.complete, ground.guideline.table
    topics = [side.world.sure[i] for i in range(*table.spans["other_trouble"])]  # no topic is closed by its gate
    applies = [side.text(when)[0]] if when else []
    codes = side.find(*topics, *applies, z3.Not(side.sure[RANK["routine"]]))
    return None if codes is None else Knowledge(ground.guideline, codes, asked=frozenset(ground.guideline.findings))


def _closed(guideline: Guideline, name: str, codes: bytes) -> bool:
    finding = guideline.findings[name]
    ways = [w for w in (finding.applies_if, finding.needs_device) if w]
    return any(evaluate(guideline.node(w), guideline.table, codes) == FALSE for w in ways)


def _waits(guideline: Guideline, knowledge: Knowledge, name: str, asked: bool) -> None:
    listed = asked or name in must_know_missing(knowledge)
    if standing(State(knowledge)).level == "self_care" or not listed:
        how = "not sure" if asked else "never asked"
        words = name_of(guideline.findings[name])
        raise Refuted(f'{describe(guideline, knowledge.codes)}, gets self-care although "{words}" is {how}.')


def not_sure_never_lower(ground: Ground) -> None:
    """On every baseline person and danger finding: "not sure" gives no less than the answers already give, and at least
    one level below the finding's most urgent sign."""
    guideline = ground.guideline
    least: dict[str, int] = {}
    for danger in dangers(guideline):
        if danger.rank >= SOON:
            least[danger.finding] = max(danger.rank - 1, least.get(danger.finding, 0))
    for baseline in guideline.baselines.values():
        person = _answered(guideline, baseline.answers)
        for name, rank in least.items():
            ground.count()
            unsure = person.unsure_finding(name)
            level = standing(State(unsure)).level
            if level is None or RANK[level] < max(rank, interval(unsure).floor):
                words = name_of(guideline.findings[name])
                raise Refuted(
                    f'{describe(guideline, unsure.codes)}, is not sure about "{words}" and gets less than '
                    f"{level_words(max(rank, interval(unsure).floor))}."
                )


def _answered(guideline: Guideline, answers: Mapping[str, Answer]) -> Knowledge:
    person = Knowledge.blank(guideline)
    for name, value in answers.items():
        if value is not None:
            person = person.answered(name, value)
    return person


def two_routes_same_level(ground: Ground) -> None:
    """The same trouble told as a muscle or as a place inside the body ends at the same level."""
    guideline = ground.guideline
    for pair in guideline.pairs:
        for side in (pair.left, pair.right):
            ground.count()
            answers = {**guideline.baselines[side.person].answers, **side.given}
            person = _answered(guideline, answers)
            got = LEVELS[interval(person).floor]
            if got != pair.level:
                wanted = level_words(RANK[pair.level])
                raise Refuted(
                    f"{describe(guideline, person.codes)}, gets {level_words(RANK[got])}, by the other route {wanted}."
                )
