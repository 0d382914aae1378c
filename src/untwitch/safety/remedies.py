"""No technique reaches a person for whom it is not safe.

`Offers` says in formulas when `care.relief.offer` offers a technique; `offered` says the same of one person. A test
compares both with `offer` itself on thousands of random people.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import z3

from untwitch.care.knowledge import Knowledge
from untwitch.care.relief import SAFE_ALWAYS, codes_of, offer
from untwitch.care.triage import interval
from untwitch.guideline.dangers import URGENT
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import RANK, Level, Rule, Substitute, Technique
from untwitch.logic.atoms import FALSE, TRUE, evaluate
from untwitch.logic.nodes import Node
from untwitch.safety.listed import BLOOD_CODES, BLOOD_CONDITIONS, BLOOD_FAMILIES, LEGS, demanded
from untwitch.safety.person import describe, floor_of, shrunk
from untwitch.safety.report import Refuted
from untwitch.safety.theory import Ground


def keeps(guideline: Guideline, code: str, technique: Technique) -> bool:
    """A code that, when true, leaves the technique on offer: with a warning, a change, or in another form."""
    row = guideline.contraindications[code]
    if row.action == "warn" or (row.action == "adapt" and row.change):
        return True
    if row.action != "adapt" or row.instead != "by_technique":
        return False
    first = guideline.substitutes.get(code, {}).get(technique.id, ())[:1]
    return any(isinstance(s, Substitute) and bool(s.form) and not s.technique for s in first)


def blocking(guideline: Guideline, technique: Technique) -> Iterator[Rule]:
    """Rules that keep the technique away while true or unknown."""
    for rule in guideline.rules:
        if rule.blocks_relief and {"all", *technique.families} & set(rule.blocks_relief):
            yield rule


def when_of(guideline: Guideline, code: str) -> Node:
    return guideline.node(guideline.contraindications[code].when)


@dataclass
class Offers:
    """When each technique is offered, as formulas over the partial side."""

    ground: Ground

    def of(self, technique: Technique) -> Any:
        """The level is the floor or above; from urgent on nothing is offered."""
        guideline, side = self.ground.guideline, self.ground.partial
        parts = [z3.Not(side.sure[URGENT])]
        parts += [z3.Not(side.rules[r.id][1]) for r in blocking(guideline, technique)]
        for code in codes_of(guideline, technique):
            sure, possible = side.truth(when_of(guideline, code))
            parts.append(z3.Or(z3.Not(possible), sure) if keeps(guideline, code, technique) else z3.Not(possible))
        return z3.And(parts)


def offered(guideline: Guideline, technique: Technique, codes: bytes) -> bool:
    """The same for one person, by the evaluator."""
    if floor_of(guideline, codes) >= URGENT:
        return False
    truths = dict(zip((r.id for r in guideline.rules), guideline.evaluate(codes), strict=True))
    if any(truths[r.id] != FALSE for r in blocking(guideline, technique)):
        return False
    for code in codes_of(guideline, technique):
        truth = evaluate(when_of(guideline, code), guideline.table, codes)
        if truth != FALSE and not (truth == TRUE and keeps(guideline, code, technique)):
            return False
    return True


def techniques(guideline: Guideline) -> Iterator[Technique]:
    return (t for t in guideline.techniques.values() if t.id != SAFE_ALWAYS)


def no_technique_with_contraindication(ground: Ground) -> None:
    """Every code a technique carries, and every code its family must carry, keeps it away while true or unknown."""
    guideline, offers = ground.guideline, Offers(ground)
    for technique in techniques(guideline):
        formula = offers.of(technique)
        for code in must_keep_away(guideline, technique):
            _check_code(ground, technique, code, formula)


def must_keep_away(guideline: Guideline, technique: Technique) -> tuple[str, ...]:
    """The codes a technique carries, and those that its families and its place must carry."""
    return tuple(dict.fromkeys([*codes_of(guideline, technique), *demanded(technique)]))


def _check_code(ground: Ground, technique: Technique, code: str, formula: Any) -> None:
    """Unknown never passes; true passes only with the change or the warning that the content gives."""
    ground.count()
    guideline, side = ground.guideline, ground.partial
    node = when_of(guideline, code)
    sure, possible = side.truth(node)
    soft = keeps(guideline, code, technique) and code in codes_of(guideline, technique)
    found = side.find(formula, possible, *([z3.Not(sure)] if soft else []))
    if found is not None:
        why = guideline.contraindications[code].why
        raise Refuted(unsafe(ground, technique, node, found, f'"{why}"', soft))


def unsafe(ground: Ground, technique: Technique, node: Node, codes: bytes, why: str, soft: bool = False) -> str:
    """The person in words who is offered a technique although something against it is true or not known."""
    guideline = ground.guideline

    def refutes(trial: bytes) -> bool:
        truth = evaluate(node, guideline.table, trial)
        return truth != FALSE and not (soft and truth == TRUE) and offered(guideline, technique, trial)

    codes = shrunk(guideline, codes, refutes)
    known = "is true" if evaluate(node, guideline.table, codes) == TRUE else "is not known to be absent"
    return f'{describe(guideline, codes)}, is offered "{technique.name}" although this {known}: {why}'


def clot_artery_compartment_block(ground: Ground) -> None:
    """A clot, a blocked artery, pressure in a muscle: true or unknown keeps massage, stretching and heat away."""
    guideline, side, offers = ground.guideline, ground.partial, Offers(ground)
    rules = [r for r in guideline.rules if r.condition in BLOOD_CONDITIONS]
    for technique in techniques(guideline):
        if not set(technique.families) & set(BLOOD_FAMILIES):
            continue
        dangers = [(guideline.node(r.when), r.because) for r in rules]
        dangers += [(when_of(guideline, c), guideline.contraindications[c].why) for c in _blood(guideline, technique)]
        formula = offers.of(technique)
        ground.count(len(dangers))
        if not side.exists(formula, z3.Or([side.truth(node)[1] for node, _ in dangers])):
            continue
        for node, why in dangers:
            found = side.find(formula, side.truth(node)[1])
            if found is not None:
                raise Refuted(unsafe(ground, technique, node, found, f'"{why}"'))


def _blood(guideline: Guideline, technique: Technique) -> tuple[str, ...]:
    """The clot code speaks of legs: it binds what can be done on a leg. The rules bind everything."""
    return BLOOD_CODES if on_a_leg(guideline, technique) else tuple(c for c in BLOOD_CODES if c != "dvt_signs")


def on_a_leg(guideline: Guideline, technique: Technique) -> bool:
    """Can the technique be offered for a place on a leg?"""
    legs = [p for p in guideline.places.values() if set(p.site) & set(LEGS)]
    sites = {s for p in legs for s in p.technique_sites}
    sites |= {g for g, members in guideline.technique_groups.items() if {p.id for p in legs} & set(members)}
    return bool(sites & set(technique.sites))


def relief_gate(ground: Ground) -> None:
    """At emergency and urgent, and before a level is known, only "stop and support" is offered."""
    guideline = ground.guideline
    closed: tuple[Level | None, ...] = ("emergency", "urgent", None)
    for codes in _people(ground):
        now = interval(Knowledge(guideline, codes))
        for technique in guideline.techniques.values():
            for level in closed:
                ground.count()
                if (offer(now, technique, level).status == "offered") != (technique.id == SAFE_ALWAYS):
                    person = describe(guideline, codes)
                    raise Refuted(
                        f'{person}, has the wrong answer about "{technique.name}" while the level is {level}.'
                    )


def _people(ground: Ground) -> Iterator[bytes]:
    """A person for each level, and one of whom nothing is known."""
    side = ground.complete
    yield ground.guideline.table.blank
    for rank in range(RANK["emergency"] + 1):
        at = [side.sure[rank]] if rank else []
        above = [z3.Not(side.sure[rank + 1])] if rank < RANK["emergency"] else []
        found = side.find(*at, *above)
        if found is not None:
            yield found
