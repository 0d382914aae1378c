"""The formulas say what the program does: compared with the program itself on random people."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import z3

from untwitch.care.knowledge import Knowledge
from untwitch.care.relief import codes_of, offer
from untwitch.care.triage import interval
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import LEVELS
from untwitch.logic.atoms import FALSE, TRUE
from untwitch.safety.person import ceiling_of, floor_of
from untwitch.safety.remedies import Offers, offered, techniques, when_of
from untwitch.safety.theory import Ground

Sized = Callable[[int, int], int]


@pytest.fixture(scope="module")
def ground(guideline: Guideline) -> Ground:
    return Ground(guideline)


def well(guideline: Guideline) -> Knowledge:
    """Everything answered, nothing wrong."""
    person = Knowledge.blank(guideline)
    usual = next(iter(guideline.baselines.values())).answers
    for name, finding in guideline.findings.items():
        value = usual.get(name, finding.absent)
        person = person if value is None else person.answered(name, value)
    return person


def people(guideline: Guideline, many: int, seed: int) -> Iterator[Knowledge]:
    """Random people: some mostly well, some mostly unknown, some with many things wrong."""
    rng = random.Random(seed)
    calm = well(guideline)
    for _ in range(many):
        person = calm if rng.random() < 0.7 else Knowledge.blank(guideline)
        for name in rng.sample(list(guideline.findings), rng.choice((1, 1, 2, 2, 3, 5, 40))):
            lot = rng.random()
            finding = guideline.findings[name]
            options = [o.id for o in finding.options]
            if lot < 0.2:
                person = person.unsure_finding(name)
            elif lot < 0.35:
                person = person.forgotten(name)
            else:
                person = person.answered(name, _value(finding, options, rng))
        yield person


def _value(finding: Any, options: list[str], rng: random.Random) -> Any:
    match finding.kind:
        case "yes_no":
            return rng.random() < 0.7
        case "choice":
            return rng.choice(options)
        case "choices":
            return tuple(rng.sample(options, rng.choice((0, 1, 1, 2))))
        case _:
            return rng.choice((finding.min, finding.max, round(rng.uniform(finding.min, finding.max))))


def test_an_offer_is_what_the_proofs_think_it_is(guideline: Guideline, size: Sized) -> None:
    seen = {"offered": 0, "ask_first": 0, "withheld": 0}
    for person in people(guideline, size(250, 5_000), seed=6):
        now = interval(person)
        assert (now.floor, now.ceiling) == (floor_of(guideline, person.codes), ceiling_of(guideline, person.codes))
        for technique in techniques(guideline):
            found = offer(now, technique, LEVELS[now.floor])
            seen[found.status] += 1
            assert (found.status == "offered") == offered(guideline, technique, person.codes), technique.id
            if found.status == "offered":
                check_what_goes_with_it(guideline, person, found)
    assert min(seen.values()) > 500


def check_what_goes_with_it(guideline: Guideline, person: Knowledge, found: Any) -> None:
    """A reason that is true and does not forbid is shown as a change or a warning."""
    for code in codes_of(guideline, found.technique):
        row = guideline.contraindications[code]
        if person.truth(when_of(guideline, code)) == TRUE:
            assert found.changes or found.warnings
            assert row.action in ("adapt", "warn")
            assert row.action != "warn" or row.why in found.warnings
            assert not row.change or row.action == "warn" or row.change in found.changes


def same(ground: Ground, person: Knowledge) -> list[Any]:
    """The partial world is exactly this person."""
    world = ground.partial.world
    parts = []
    for sure, possible, code in zip(world.sure, world.possible, person.codes, strict=True):
        parts += [sure if code == TRUE else z3.Not(sure), z3.Not(possible) if code == FALSE else possible]
    return parts


def test_every_person_of_the_program_is_one_of_the_proofs(ground: Ground, size: Sized) -> None:
    """Their rules have the same truth there, and so have the offers."""
    guideline, side = ground.guideline, ground.partial
    offers = {t.id: Offers(ground).of(t) for t in techniques(guideline)}
    for person in people(guideline, size(20, 300), seed=7):
        with side.assuming(*same(ground, person)):
            assert side.exists()
            wrong = []
            for (sure, possible), code in zip(side.rules.values(), guideline.evaluate(person.codes), strict=True):
                wrong += [sure != z3.BoolVal(code == TRUE), possible != z3.BoolVal(code != FALSE)]
            for technique in techniques(guideline):
                wrong.append(offers[technique.id] != z3.BoolVal(offered(guideline, technique, person.codes)))
            assert not side.exists(z3.Or(wrong))
