"""Unknown answers: what they may do to a rule, and that self-care waits for the signs that must be known."""

from __future__ import annotations

from typing import Any

import z3

from untwitch.guideline.dangers import URGENT
from untwitch.guideline.types import RANK
from untwitch.logic.atoms import FALSE, UNKNOWN, evaluate
from untwitch.logic.nodes import Node
from untwitch.logic.solver import World
from untwitch.safety.floors import Claim, claims, in_words
from untwitch.safety.person import ceiling_of, describe, level_words, shrunk
from untwitch.safety.report import Refuted
from untwitch.safety.theory import Ground, Side, read


def surely_implies_possibly(ground: Ground) -> None:
    """No rule is surely true and not possibly true, whatever is known."""
    side = ground.partial
    ground.count(len(side.rules))
    if side.exists(z3.Or([z3.And(sure, z3.Not(possible)) for sure, possible in side.rules.values()])):
        raise Refuted("A rule can be surely true and impossible at the same time: the logic itself is broken.")


def answers_only_settle(ground: Ground) -> None:
    """One more answer never makes a true rule open or false, and never makes a false rule open or true."""
    before = ground.partial
    world = World.partial(ground.guideline.table, "m")
    after = Side(ground.guideline, world, before.solver)
    pairs = zip(before.world.sure, before.world.possible, world.sure, world.possible, strict=True)
    more: list[Any] = [z3.And(z3.Implies(t, s), z3.Implies(q, p)) for t, p, s, q in pairs]
    moved = [
        z3.Or(z3.And(old[0], z3.Not(new[0])), z3.And(new[1], z3.Not(old[1])))
        for old, new in zip(before.rules.values(), after.rules.values(), strict=True)
    ]
    ground.count(2 * len(moved))
    if before.exists(*world.laws, *more, z3.Or(moved)):
        raise Refuted("One more answer can unsettle a rule that was settled: the logic itself is broken.")


def self_care_needs_must_know(ground: Ground) -> None:
    """While a must-know danger sign is unknown, some rule above self-care is still possible."""
    guideline, side = ground.guideline, ground.partial
    lists = [m for place in guideline.must_know_places for m in place.must_know]
    needed = {m.finding for m in (*guideline.must_know, *lists)}
    for claim in claims(guideline):
        if claim.rank < URGENT or claim.danger.finding not in needed:
            continue
        ground.count()
        sure, possible = side.truth(claim.danger.sign)
        wanted = [possible, z3.Not(sure), z3.Not(side.possible[RANK["routine"]])]
        if claim.when:
            wanted.append(side.text(claim.when)[1])
        found = side.find(*wanted)
        if found is not None:
            raise Refuted(_too_soon(ground, claim, found))


def _too_soon(ground: Ground, claim: Claim, codes: bytes) -> str:
    guideline = ground.guideline
    conditions: list[Node] = [read(guideline, claim.when)] if claim.when else []

    def refutes(trial: bytes) -> bool:
        open_sign = evaluate(claim.danger.sign, guideline.table, trial) == UNKNOWN
        applies = all(evaluate(n, guideline.table, trial) != FALSE for n in conditions)
        return open_sign and applies and ceiling_of(guideline, trial) == 0

    codes = shrunk(guideline, codes, refutes)
    sign = in_words(guideline, claim.danger.sign)
    return (
        f'{describe(guideline, codes)}, can end with self-care although it is not known whether "{sign}" is true, '
        f"which means {level_words(claim.rank)}."
    )
