"""Danger signs: the rows of the floor table as signs of the rule language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from untwitch.guideline.model import Guideline
from untwitch.guideline.types import RANK, Floor
from untwitch.logic.nodes import Compare, Fact, Leaf, Not

SOON, URGENT = RANK["soon"], RANK["urgent"]


@dataclass(frozen=True)
class Danger:
    """One row of the floor table as a sign: the level it alone gives, over all baseline persons."""

    sign: Leaf | Not
    row: Floor = field(compare=False, repr=False)

    @property
    def finding(self) -> str:
        return self.row.finding

    @property
    def rank(self) -> int:
        return self.row.rank


@lru_cache(maxsize=8)
def dangers(guideline: Guideline) -> tuple[Danger, ...]:
    """Every single-sign row of the floor table, as signs."""
    return tuple(Danger(sign, row) for row in guideline.floors for sign in _sign_of(guideline, row))


@lru_cache(maxsize=8)
def grave_dangers(guideline: Guideline) -> Mapping[str, tuple[Danger, ...]]:
    """For each finding its single signs that alone give urgent or emergency."""
    grave = [d for d in dangers(guideline) if d.rank >= URGENT]
    return {name: tuple(d for d in grave if d.finding == name) for name in guideline.findings}


def _sign_of(guideline: Guideline, row: Floor) -> Iterator[Leaf | Not]:
    """A row's answer as a sign; nothing for a number that no rule tells from the calm one."""
    match guideline.findings[row.finding].kind:
        case "yes_no":
            yield Fact(row.finding) if row.answer is True else Not(Fact(row.finding))
        case "choices":
            yield Fact(row.finding, str(row.answer))
        case "choice":
            yield Compare(row.finding, "==", str(row.answer))
        case _:
            yield from _limit_passed(guideline, row.finding, float(row.answer))


def _limit_passed(guideline: Guideline, finding: str, value: float) -> Iterator[Leaf | Not]:
    """The furthest limit between the calm person's number and this one."""
    calm = next(iter(guideline.baselines.values())).answers[finding]
    table = guideline.table
    start = table.spans[finding][0]
    there, here = table.codes_of(finding, value), table.codes_of(finding, float(calm or 0))  # type: ignore[arg-type]
    up = [i for i, (a, b) in enumerate(zip(there, here, strict=True)) if a > b]
    down = [i for i, (a, b) in enumerate(zip(there, here, strict=True)) if a < b]
    if up:
        yield table.sign_of(start + up[-1])
    elif down:
        yield Not(table.sign_of(start + down[0]))
