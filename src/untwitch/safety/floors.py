"""Danger signs: each gives at least its level whatever else is answered, and none of them ever lowers a level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import z3

from untwitch.care.wording import statement
from untwitch.guideline.dangers import SOON, Danger, dangers
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import LEVELS, RANK
from untwitch.logic.atoms import TRUE, evaluate
from untwitch.logic.nodes import Leaf, Node, Not
from untwitch.logic.text import show
from untwitch.safety.listed import OUTRANKED
from untwitch.safety.person import calm, describe, floor_of, level_words, shrunk
from untwitch.safety.report import Refuted
from untwitch.safety.stated import STATED
from untwitch.safety.theory import Ground, read


@dataclass(frozen=True)
class Claim:
    """A sign gives at least a rank; to everyone, or to those for whom `when` is known to hold."""

    danger: Danger
    rank: int
    when: str | None
    reason: str | None


def key(sign: Leaf | Not) -> str:
    """How a sign is named in the stated conditions."""
    return show(sign)


def in_words(guideline: Guideline, sign: Leaf | Not) -> str:
    return f"not: {statement(guideline, sign.part)}" if isinstance(sign, Not) else statement(guideline, sign)


def claims(guideline: Guideline) -> Iterator[Claim]:
    """What is claimed of every danger sign: the floor table's level, or what is stated by hand."""
    for danger in dangers(guideline):
        if not danger.row.danger_sign:
            continue
        stated = STATED.get(key(danger.sign))
        if stated is None:
            yield Claim(danger, danger.rank, None, None)
            continue
        if stated.everyone:
            yield Claim(danger, RANK[stated.everyone], None, stated.reason)
        for level, when in stated.when:
            yield Claim(danger, RANK[level], when, stated.reason)


def single_sign_floors(ground: Ground) -> None:
    """Every claim holds for all other answers, known or not; and the claims say no less than the floor table."""
    guideline, side = ground.guideline, ground.partial
    for claim in claims(guideline):
        ground.count()
        wanted = [side.truth(claim.danger.sign)[0], z3.Not(side.sure[claim.rank])]
        if claim.when:
            wanted.append(side.text(claim.when)[0])
        found = side.find(*wanted)
        if found is not None:
            raise Refuted(_too_low(guideline, claim, found))
    _claims_match_the_table(ground)


def _too_low(guideline: Guideline, claim: Claim, codes: bytes) -> str:
    needed: list[Node] = [claim.danger.sign, *([read(guideline, claim.when)] if claim.when else [])]

    def refutes(trial: bytes) -> bool:
        holds = all(evaluate(n, guideline.table, trial) == TRUE for n in needed)
        return holds and floor_of(guideline, trial) < claim.rank

    codes = shrunk(guideline, codes, refutes)
    got = level_words(floor_of(guideline, codes))
    sign = in_words(guideline, claim.danger.sign)
    return f'{describe(guideline, codes)}, gets {got} although "{sign}" alone means {level_words(claim.rank)}.'


def _claims_match_the_table(ground: Ground) -> None:
    """On each baseline person of a row the claims give the level that the row gives: nothing was weakened by hand."""
    guideline = ground.guideline
    of: dict[Danger, list[Claim]] = {}
    for claim in claims(guideline):
        of.setdefault(claim.danger, []).append(claim)
    for danger, mine in of.items():
        for person, level in danger.row.level.items():
            ground.count()
            codes = baseline_with(guideline, person, danger)
            held = [c.rank for c in mine if c.when is None or _true(guideline, c.when, codes)]
            if RANK[level] >= SOON and max(held, default=0) < RANK[level]:
                sign, given = in_words(guideline, danger.sign), level_words(RANK[level])
                raise Refuted(
                    f'{describe(guideline, codes)}, has "{sign}", which the floor table puts at {given}, '
                    f"but no stated claim says so."
                )


def _true(guideline: Guideline, text: str, codes: bytes) -> bool:
    return evaluate(read(guideline, text), guideline.table, codes) == TRUE


def baseline_with(guideline: Guideline, person: str, danger: Danger) -> bytes:
    """A baseline person of the floor table with the row's answer."""
    answers = guideline.baselines[person].answers
    row, table = danger.row, guideline.table
    codes = bytearray(table.blank)
    for name in guideline.findings:
        value = answers.get(name)
        usual = calm(guideline, name) if value is None else table.codes_of(name, value)
        codes[slice(*table.spans[name])] = usual or codes[slice(*table.spans[name])]
    ticked = answers.get(row.finding)
    if guideline.findings[row.finding].kind == "choices":
        given: Any = [*(ticked if isinstance(ticked, tuple | list) else ()), row.answer]
    else:
        given = row.answer
    codes[slice(*table.spans[row.finding])] = table.codes_of(row.finding, given)
    return bytes(codes)


def floor_table_exact(ground: Ground) -> None:
    """The rules give each row of the floor table, harmless ones too, the very level it names: no less and no more."""
    guideline = ground.guideline
    for danger in dangers(guideline):
        for person, level in danger.row.level.items():
            ground.count()
            codes = baseline_with(guideline, person, danger)
            got = floor_of(guideline, codes)
            if got != RANK[level]:
                raise Refuted(
                    f"{describe(guideline, codes)}, gets {level_words(got)}; the floor table says "
                    f"{level_words(RANK[level])}."
                )


def crisis_first(ground: Ground) -> None:
    """Thoughts of suicide or self-harm: an emergency, by the crisis line or something more urgent."""
    from untwitch.care.triage import MOST_URGENT_VIA

    guideline, side = ground.guideline, ground.partial
    enough = MOST_URGENT_VIA[: MOST_URGENT_VIA.index("crisis_line") + 1]
    helps = [side.rules[r.id][0] for r in guideline.rules if r.level == "emergency" and r.via in enough]
    thoughts = read(guideline, "crisis_thoughts")
    ground.count()
    found = side.find(side.truth(thoughts)[0], z3.Not(z3.Or(helps)))
    if found is None:
        return

    def refutes(trial: bytes) -> bool:
        if evaluate(thoughts, guideline.table, trial) != TRUE:
            return False
        fired = zip(guideline.rules, guideline.evaluate(trial), strict=True)
        return not any(c == TRUE and r.level == LEVELS[-1] and r.via in enough for r, c in fired)

    codes = shrunk(guideline, found, refutes)
    raise Refuted(f"{describe(guideline, codes)}, is not sent to the crisis line or to emergency help.")


def every_rule_can_fire(ground: Ground) -> None:
    """No rule is impossible."""
    for rule in ground.guideline.rules:
        ground.count()
        if ground.deciding(rule) is None and not ground.complete.exists(ground.complete.rules[rule.id][0]):
            raise Refuted(f"No person at all meets the rule that says: {rule.because}")


def every_rule_decides(ground: Ground) -> None:
    """For every rule there is a person whom no more urgent rule meets: no rule is dead weight."""
    for rule in ground.guideline.rules:
        ground.count()
        if rule.id not in OUTRANKED and ground.deciding(rule) is None:
            raise Refuted(f"Everyone who meets this rule is met by a more urgent one: {rule.because}")
