"""How well the content is guarded: each rule is changed by one slip at a time, and something must notice.

First the people of the content are asked: a case, floor or regression person whose expectation fails kills the mutant.
Of what is left the solver finds out whether any person's level changes at all; if nobody's does, the mutant is the same
rule in other words and counts apart. The proof that every danger sign keeps its level is tried on the rest.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import z3

from untwitch.guideline.documents import Documents
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import LEVELS, RANK
from untwitch.logic.atoms import FALSE, TRUE, AtomTable, evaluate
from untwitch.logic.nodes import leaves
from untwitch.safety.crowd import Expected, people_of
from untwitch.safety.floors import claims
from untwitch.safety.mutants import Mutant, mutants
from untwitch.safety.person import describe, shrunk
from untwitch.safety.same import Sameness
from untwitch.safety.survivors import REASONS

Fate = Literal["case", "proof", "same", "alive"]
NEEDED: Mapping[str, float] = {"emergency": 0.95, "urgent": 0.95, "soon": 0.85, "routine": 0.85, "self_care": 0.85}
Watch = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mutant. `by`: the person of the content or the property that noticed it, or the reason to live on.

    `person`: somebody whose level it changes, in words, where nothing noticed.
    """

    mutant: Mutant
    level: str
    fate: Fate
    by: str | None = None
    person: str | None = None

    def document(self) -> dict[str, Any]:
        return {
            "rule": self.mutant.rule,
            "level": self.level,
            "slip": self.mutant.slip,
            "said": self.mutant.said,
            "when": self.mutant.when,
            "fate": self.fate,
            "by": self.by,
            "person": self.person,
        }


@dataclass(frozen=True, slots=True)
class Score:
    """The mutants of the rules of one level."""

    level: str
    mutants: int
    by_cases: int
    by_proofs: int
    same: int
    alive: int

    @property
    def killed(self) -> float:
        """The share that was noticed, of those that change somebody's level."""
        counted = self.mutants - self.same
        return 1.0 if counted == 0 else (self.by_cases + self.by_proofs) / counted

    @property
    def enough(self) -> bool:
        return self.killed >= NEEDED[self.level]

    def document(self) -> dict[str, Any]:
        return {
            "level": self.level,
            "mutants": self.mutants,
            "killed_by_cases": self.by_cases,
            "killed_by_proofs": self.by_proofs,
            "same": self.same,
            "alive": self.alive,
            "score": round(self.killed, 4),
            "needed": NEEDED[self.level],
        }


@dataclass(frozen=True)
class Mutation:
    """All outcomes of one content."""

    content_version: str
    rules: int
    outcomes: tuple[Outcome, ...]

    @property
    def scores(self) -> tuple[Score, ...]:
        """One a level, the most urgent first; levels of which no rule was tried are left out."""
        return tuple(
            _score(level, mine)
            for level in reversed(LEVELS)
            if (mine := [o for o in self.outcomes if o.level == level])
        )

    @property
    def enough(self) -> bool:
        return all(score.enough for score in self.scores)

    @property
    def alive(self) -> tuple[Outcome, ...]:
        return tuple(o for o in self.outcomes if o.fate == "alive")

    def document(self) -> dict[str, Any]:
        return {
            "version": 1,
            "content_version": self.content_version,
            "enough": self.enough,
            "rules": self.rules,
            "scores": [s.document() for s in self.scores],
            "alive": [o.document() for o in self.alive],
        }


def _score(level: str, mine: Sequence[Outcome]) -> Score:
    count = {fate: sum(o.fate == fate for o in mine) for fate in ("case", "proof", "same", "alive")}
    return Score(level, len(mine), count["case"], count["proof"], count["same"], count["alive"])


def mutate(
    guideline: Guideline,
    documents: Documents,
    rules: Iterable[str] | None = None,
    sample: int | None = None,
    seed: int = 0,
    watch: Watch = lambda done, all_: None,
) -> Mutation:
    """Try every slip in every rule, or in those named; or `sample` slips picked by `seed`.

    Raises
    ------
    KeyError
        There is no rule of that name.
    ValueError
        The content disappoints one of its own people: its cases must hold before it is mutated.
    """
    chosen = [guideline.rule[name] for name in rules] if rules is not None else list(guideline.rules)
    every = [m for rule in chosen for m in mutants(guideline, rule)]
    if sample is not None and sample < len(every):
        every = random.Random(seed).sample(every, sample)  # noqa: S311 - a choice of tests
    trial = Trial(guideline, documents, every)
    outcomes = []
    for done, mutant in enumerate(every):
        outcomes.append(trial.outcome(mutant))
        watch(done + 1, len(every))
    return Mutation(guideline.version, len(chosen), tuple(outcomes))


class Trial:
    """The people of the content and the solver, made once for many mutants."""

    def __init__(self, guideline: Guideline, documents: Documents, every: Sequence[Mutant]) -> None:
        self.guideline = guideline
        nodes = [*guideline.nodes.values(), *(m.node for m in every)]
        self.table = AtomTable.of(guideline.table.vocabulary, nodes)
        self.expected = Expected(guideline, tuple(people_of(documents)), self.table)
        for rule in guideline.rules:
            someone = self.expected.disappointed(rule.id, rule.level, guideline.node(rule.when))
            if someone is not None:
                raise ValueError(f"{self.expected.people[someone].about} does not hold")

    @cached_property
    def same(self) -> Sameness:
        return Sameness(self.guideline, self.table)

    def outcome(self, mutant: Mutant) -> Outcome:
        level = self.guideline.rule[mutant.rule].level
        someone = self.expected.disappointed(mutant.rule, mutant.level, mutant.node)
        if someone is not None:
            return Outcome(mutant, level, "case", self.expected.people[someone].about)
        codes = self.same.whose_level_changes(mutant.rule, mutant.level, mutant.node)
        if codes is None:
            return Outcome(mutant, level, "same")
        if self._floor_falls(mutant):
            return Outcome(mutant, level, "proof", "single_sign_floors")
        reason = REASONS.get((mutant.rule, mutant.said))
        return Outcome(mutant, level, "alive", reason, describe(self.same.guideline, self._shrunk(mutant, codes)))

    def _shrunk(self, mutant: Mutant, codes: bytes) -> bytes:
        """The same person with every answer that does not matter made calm."""
        guideline = self.same.guideline
        rules = guideline.rules
        at = next(n for n, rule in enumerate(rules) if rule.id == mutant.rule)

        def moves(trial: bytes) -> bool:
            verdicts = bytearray(guideline.evaluate(trial))
            before = _interval(guideline.ranks, verdicts)
            verdicts[at] = evaluate(mutant.node, guideline.table, trial)
            ranks = (*guideline.ranks[:at], RANK[mutant.level], *guideline.ranks[at + 1 :])
            return _interval(ranks, verdicts) != before

        return shrunk(guideline, codes, moves)

    def _floor_falls(self, mutant: Mutant) -> bool:
        """Is there a danger sign that no longer gives its level? Only signs that the rule reads can tell."""
        side, named = self.same.sides[1]
        read = {leaf.name for leaf in leaves(self.guideline.node(self.guideline.rule[mutant.rule].when))}
        for claim in claims(self.guideline):
            if claim.danger.finding in read and claim.rank <= RANK[self.guideline.rule[mutant.rule].level]:
                others = [
                    t for name, t in named[0].items() if name != mutant.rule and self.same.ranks[name] >= claim.rank
                ]
                own = [side.truth(mutant.node)[0]] if RANK[mutant.level] >= claim.rank else []
                holds = [side.truth(claim.danger.sign)[0], *([side.text(claim.when)[0]] if claim.when else [])]
                if side.exists(*holds, z3.Not(z3.Or([*others, *own]))):
                    return True
        return False


def _interval(ranks: Sequence[int], verdicts: bytearray) -> tuple[int, int]:
    """The most urgent level that is true, and the most urgent that is not false."""
    floor = max((r for r, code in zip(ranks, verdicts, strict=True) if code == TRUE), default=0)
    return floor, max((r for r, code in zip(ranks, verdicts, strict=True) if code != FALSE), default=0)


def survivors(found: Mutation) -> Iterator[Outcome]:
    """Mutants that nothing noticed and for which no reason is listed."""
    return (o for o in found.alive if o.by is None)
