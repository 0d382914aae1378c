"""A yes answer never lowers a level, apart from the few that are listed with their reason.

An atom that stands only un-negated in the rules above self-care cannot lower a level by becoming true: that is seen
from the rules at once. The rest is asked of the solver with two people who differ in one finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import z3

from untwitch.care.wording import statement
from untwitch.guideline.dangers import SOON, Danger, dangers
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import LEVELS, RANK
from untwitch.logic.atoms import FALSE, TRUE, AtomTable, evaluate
from untwitch.logic.nodes import Compare, Fact, Node, Not
from untwitch.logic.text import show
from untwitch.safety.floors import in_words
from untwitch.safety.listed import MAY_LOWER, UNLESS
from untwitch.safety.person import calm, describe, floor_of, level_words, shrunk
from untwitch.safety.report import Refuted
from untwitch.safety.theory import Ground, Side

DROPS = tuple((high, low) for low, high in combinations(range(len(LEVELS)), 2))


def danger_never_lowers(ground: Ground) -> None:
    """Danger signs, then every other yes answer and option, then the listed ones for exactly what they may do."""
    raising, lowering = ground.poles
    for danger in dangers(ground.guideline):
        if danger.rank >= SOON and key(danger.sign) not in MAY_LOWER:
            ground.count()
            if not _clear_danger(ground.guideline, danger, raising, lowering):
                _ask_danger(ground, danger)
    for atom in _ticks(ground.guideline.table):
        ground.count()
        sign = ground.guideline.table.sign_of(atom)
        if show(sign) in MAY_LOWER:
            _ask_listed(ground, sign)
        elif atom in lowering:
            _ask_tick(ground, sign)


def key(sign: Node) -> str:
    return show(sign)


def _ticks(table: AtomTable) -> Iterator[int]:
    """The atoms that a person can tick by themselves: yes answers and options of a list."""
    return (i for i, name in enumerate(table.owners) if table.vocabulary[name].kind in ("yes_no", "choices"))


def _clear_danger(guideline: Guideline, danger: Danger, raising: frozenset[int], lowering: frozenset[int]) -> bool:
    """Going from the calm answer to the sign makes only un-negated atoms true and only negated ones false."""
    start, stop = guideline.table.spans[danger.finding]
    if guideline.findings[danger.finding].kind == "number":
        return not frozenset(range(start, stop)) & (raising if isinstance(danger.sign, Not) else lowering)
    if not isinstance(danger.sign, Fact | Compare) or guideline.table.index(danger.sign) in lowering:
        return False
    if guideline.findings[danger.finding].kind != "choice":
        return True
    usual = calm(guideline, danger.finding) or b""
    return not any(code == TRUE and atom in raising for atom, code in enumerate(usual, start))


def _ask_danger(ground: Ground, danger: Danger) -> None:
    """Two people: one calm in this finding, one with the sign; the rest of their answers the same."""
    side, other = ground.complete, ground.other(danger.finding)
    before, after = side.truth(danger.sign)[0], other.truth(danger.sign)[0]
    wanted = [z3.Not(before), after, *_steps(ground, danger, side, other)]
    if danger.finding in UNLESS:
        wanted.append(z3.Not(side.text(UNLESS[danger.finding][0])[0]))
    found = side.find(*wanted, z3.Or([drop(side, other, high, low) for high, low in DROPS]))
    if found is not None:
        raise Refuted(_lowered(ground, danger.finding, danger.sign, found, ()))


def _steps(ground: Ground, danger: Danger, side: Side, other: Side) -> Iterator[Any]:
    """From the calm option to the sign; or a number that only moves towards danger."""
    start, stop = ground.guideline.table.spans[danger.finding]
    usual = calm(ground.guideline, danger.finding)
    if ground.guideline.findings[danger.finding].kind != "number":
        if usual is not None:
            yield from (a if c == TRUE else z3.Not(a) for a, c in zip(side.world.sure[start:stop], usual, strict=True))
        return
    for low, high in zip(side.world.sure[start:stop], other.world.sure[start:stop], strict=True):
        yield z3.Implies(high, low) if isinstance(danger.sign, Not) else z3.Implies(low, high)


def drop(side: Side, other: Side, high: int, low: int) -> Any:
    """The first person's level is exactly `high`, the second's exactly `low`."""
    above = [z3.Not(side.sure[high + 1])] if high + 1 in side.sure else []
    least = [other.sure[low]] if low else []
    return z3.And(side.sure[high], *above, *least, z3.Not(other.sure[low + 1]))


def _ask_tick(ground: Ground, sign: Fact | Compare) -> None:
    """An option that stands negated in a rule and is not listed."""
    found = _ticked(ground, sign, DROPS)
    if found is not None:
        raise Refuted(_lowered(ground, sign.name, sign, found, ()))


def _ask_listed(ground: Ground, sign: Fact | Compare) -> None:
    """A listed answer does no more than its list says, and never leads from emergency to self-care."""
    allowed = {(RANK[a], RANK[b]) for a, b in MAY_LOWER[show(sign)].drops}
    forbidden = tuple(d for d in DROPS if d not in allowed or d == (RANK["emergency"], RANK["self_care"]))
    found = _ticked(ground, sign, forbidden)
    if found is not None:
        raise Refuted(_lowered(ground, sign.name, sign, found, tuple(allowed)))


def _ticked(ground: Ground, sign: Fact | Compare, drops: tuple[tuple[int, int], ...]) -> bytes | None:
    side, other = ground.complete, ground.other(sign.name)
    start, stop = ground.guideline.table.spans[sign.name]
    mine = ground.guideline.table.index(sign)
    same = [side.world.sure[i] == other.world.sure[i] for i in range(start, stop) if i != mine]
    change = [z3.Not(side.world.sure[mine]), other.world.sure[mine]]
    return side.find(*change, *same, z3.Or([drop(side, other, high, low) for high, low in drops]))


def _lowered(
    ground: Ground, finding: str, sign: Fact | Compare | Node, codes: bytes, allowed: tuple[tuple[int, int], ...]
) -> str:
    """The first person in words, and what the answer does to them."""
    guideline = ground.guideline

    def with_sign(person: bytes) -> bytes:
        return _given(guideline, finding, sign, person)

    def refutes(trial: bytes) -> bool:
        high, low = floor_of(guideline, trial), floor_of(guideline, with_sign(trial))
        clear = evaluate(sign, guideline.table, trial) == FALSE
        return clear and high > low and (high, low) not in allowed

    codes = shrunk(guideline, codes, refutes)
    before, after = level_words(floor_of(guideline, codes)), level_words(floor_of(guideline, with_sign(codes)))
    words = in_words(guideline, sign) if isinstance(sign, Fact | Compare | Not) else statement(guideline, sign)
    return f'{describe(guideline, codes)}, gets {before}, but only {after} once "{words}" is true as well.'


def _given(guideline: Guideline, finding: str, sign: Node, person: bytes) -> bytes:
    from untwitch.logic.atoms import tell

    codes = bytearray(person)
    start, stop = guideline.table.spans[finding]
    if guideline.findings[finding].kind == "choice":
        codes[start:stop] = guideline.table.blank[start:stop]
    tell(guideline.table, codes, sign, True)
    return bytes(codes)
