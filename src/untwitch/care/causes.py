"""Causes as arguments, not diagnoses: for each condition the answers for and against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from untwitch.care.knowledge import Knowledge
from untwitch.guideline.types import RANK, Condition, Rule
from untwitch.logic.atoms import TRUE

Fit = Literal["fits well", "possible", "less likely"]
STRONG, WEAK = 2, 1


@dataclass(frozen=True)
class Cause:
    """One explanation with its arguments, as expressions of the rule language that are true."""

    condition: Condition
    fit: Fit
    speaks_for: tuple[str, ...]
    against: tuple[str, ...]
    by_rule: bool

    @property
    def score(self) -> int:
        """Strong arguments count two, weak ones one, against subtract. An order to read in, not a probability."""
        return self._weight(self.speaks_for, self.condition.speaks_for.strong) - self._weight(
            self.against, self.condition.against.strong
        )

    @staticmethod
    def _weight(true: tuple[str, ...], strong: tuple[str, ...]) -> int:
        return sum(STRONG if text in strong else WEAK for text in true)


def causes(knowledge: Knowledge, fired: tuple[Rule, ...], most: int = 6) -> tuple[Cause, ...]:
    """Explanations with at least one argument for them, best first.

    The conditions of the rules that decided come first: they say what must not be missed. Base rates are shown, never
    multiplied in.
    """
    top = max((RANK[r.level] for r in fired), default=0)
    deciding = {r.condition for r in fired if RANK[r.level] == top and top > 0}
    pointed = {r.condition for r in fired}
    found = [
        cause
        for condition in knowledge.guideline.conditions.values()
        if (cause := _cause(knowledge, condition, condition.id in pointed)).speaks_for or cause.by_rule
    ]
    urgent = top >= RANK["soon"]
    found.sort(
        key=lambda c: (urgent and c.condition.id in deciding, c.score + (STRONG if c.by_rule else 0)), reverse=True
    )
    return tuple(found[:most])


def _cause(knowledge: Knowledge, condition: Condition, by_rule: bool) -> Cause:
    def true(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(t for t in texts if knowledge.truth_of(t) == TRUE)

    speaks_for = (*true(condition.speaks_for.strong), *true(condition.speaks_for.weak))
    against = (*true(condition.against.strong), *true(condition.against.weak))
    strong_for = any(t in condition.speaks_for.strong for t in speaks_for) or by_rule
    strong_against = any(t in condition.against.strong for t in against)
    fit: Fit = "less likely" if strong_against else "fits well" if strong_for else "possible"
    return Cause(condition, fit, speaks_for, against, by_rule)
