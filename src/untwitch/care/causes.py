"""Causes as arguments, not diagnoses: for each condition the answers for and against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from untwitch.care.knowledge import Knowledge
from untwitch.guideline.types import RANK, Condition, Rule
from untwitch.language import N_
from untwitch.logic.atoms import TRUE

Fit = Literal["fits well", "possible", "less likely"]
FITS: tuple[str, ...] = (N_("fits well"), N_("possible"), N_("less likely"))  # said with `_`
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
    def strong(self) -> bool:
        """Is a strong argument for it true?"""
        return any(text in self.condition.speaks_for.strong for text in self.speaks_for)

    @property
    def score(self) -> int:
        """Strong arguments count two, weak ones one, against subtract. An order to read in, not a probability."""
        return self._weight(self.speaks_for, self.condition.speaks_for.strong) - self._weight(
            self.against, self.condition.against.strong
        )

    @staticmethod
    def _weight(true: tuple[str, ...], strong: tuple[str, ...]) -> int:
        return sum(STRONG if text in strong else WEAK for text in true)


def causes(knowledge: Knowledge, rules: tuple[Rule, ...], most: int = 6) -> tuple[Cause, ...]:
    """Explanations with a rule or a strong argument for them, best first; nothing when nothing fits.

    `rules` are those that give the level or could. The conditions of the most urgent ones come first: they say what must
    not be missed. A condition that is always more urgent than the result is left out, for the result has excluded it.
    Base rates are shown, never multiplied in.
    """
    top = max((RANK[r.level] for r in rules), default=0)
    deciding = {r.condition for r in rules if RANK[r.level] == top and top >= RANK["soon"]}
    pointed = {r.condition for r in rules}
    found = [_cause(knowledge, c, c.id in pointed) for c in knowledge.guideline.conditions.values()]
    fitting = [c for c in found if c.by_rule or (c.strong and _mildest(c.condition) <= top)]
    fitting.sort(key=lambda c: (c.condition.id in deciding, c.score + (STRONG if c.by_rule else 0)), reverse=True)
    return tuple(fitting[:most])


def _mildest(condition: Condition) -> int:
    return min(RANK[level] for level in condition.usual_level)


def _cause(knowledge: Knowledge, condition: Condition, by_rule: bool) -> Cause:
    def true(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(t for t in texts if knowledge.truth_of(t) == TRUE)

    speaks_for = (*true(condition.speaks_for.strong), *true(condition.speaks_for.weak))
    against = (*true(condition.against.strong), *true(condition.against.weak))
    strong_against = any(t in condition.against.strong for t in against)
    strong_for = any(t in condition.speaks_for.strong for t in speaks_for)
    fit: Fit = "less likely" if strong_against else "fits well" if strong_for else "possible"
    return Cause(condition, fit, speaks_for, against, by_rule)
