"""The people of the content, all at once: each case, floor and regression person is one bit of a whole number.

A truth value is two numbers, who surely and who possibly. Python's own integers are wide enough for all of them, so one
AND asks a rule of a few thousand people in well under a microsecond.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from untwitch.guideline import files as f
from untwitch.guideline.documents import Documents
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import RANK, Answer
from untwitch.logic.atoms import FALSE, TRUE, AtomCompiler, AtomTable
from untwitch.logic.nodes import Node, fold

Bits = tuple[int, int]  # (surely true, possibly true), one bit a person


@dataclass(frozen=True, slots=True)
class Someone:
    """A person of the content and what is expected: `rule` to be `expect`, a level of exactly or at least `rank`."""

    about: str
    answers: Mapping[str, Answer]
    rule: str | None = None
    expect: bool | None = None
    rank: int | None = None
    at_least: bool = False


def people_of(documents: Documents) -> Iterator[Someone]:
    """Everybody in the content of whom something is expected."""
    baselines = documents.one(f.FloorsFile).baselines

    def answers(person: str, given: Mapping[str, Answer]) -> dict[str, Answer]:
        return {**baselines[person].answers, **given}

    for rule, _, _ in documents.items(f.RulesFile, "rules"):
        for number, case in enumerate(rule.cases, 1):
            about = f"case {number} of {rule.id}"
            rank = RANK[case.level] if case.level else None
            yield Someone(about, answers(case.person, case.given), rule.id, case.expect, rank)
    for row in documents.one(f.FloorsFile).floors:
        for person, level in row.level.items():
            facts = baselines[person].answers
            ticked = facts[row.finding]
            whole: Any = (*ticked, row.answer) if isinstance(ticked, tuple) else row.answer
            about = f"floor of {row.finding} {row.answer} for {person}"
            yield Someone(about, {**facts, row.finding: whole}, rank=RANK[level])
    for one in documents.one(f.RegressionFile).vignettes:
        yield Someone(f"regression person {one.id}", answers(one.person, one.given), rank=RANK[one.expected])
    cross = documents.one(f.CrossChecksFile)
    for pair in cross.pairs:
        for side in (pair.left, pair.right):
            yield Someone(f"pair {pair.id}", answers(side.person, side.given), rank=RANK[pair.level])
    for never in cross.never_self_care:
        yield Someone(f"never self-care {never.id}", answers(never.person, never.given), rank=1, at_least=True)


def codes_of(table: AtomTable, answers: Mapping[str, Answer]) -> bytes:
    """What whole answers say of every atom; None is not asked."""
    codes = bytearray(table.blank)
    for name, value in answers.items():
        if value is not None:
            codes[slice(*table.spans[name])] = table.codes_of(name, value)
    return bytes(codes)


@dataclass
class Crowd(AtomCompiler[Bits]):
    """Many people; `truth` folds a tree to who surely and who possibly meets it."""

    table: AtomTable
    codes: Sequence[bytes]
    _memo: dict[Node, Bits] = field(default_factory=dict)

    @cached_property
    def all(self) -> int:
        """Everyone."""
        return (1 << len(self.codes)) - 1

    @cached_property
    def atoms(self) -> list[Bits]:
        columns = zip(*self.codes, strict=True)
        return [
            (_number(c == TRUE for c in column), _number(c != FALSE for c in column)) for column in map(list, columns)
        ]

    def truth(self, node: Node) -> Bits:
        return fold(node, self, self._memo)

    def atom(self, index: int) -> Bits:
        return self.atoms[index]

    def negation(self, part: Bits) -> Bits:
        return self.all ^ part[1], self.all ^ part[0]

    def all_of(self, parts: list[Bits]) -> Bits:
        sure = possible = self.all
        for one, other in parts:
            sure, possible = sure & one, possible & other
        return sure, possible

    def any_of(self, parts: list[Bits]) -> Bits:
        sure = possible = 0
        for one, other in parts:
            sure, possible = sure | one, possible | other
        return sure, possible

    def at_least(self, need: int, parts: list[Bits]) -> Bits:
        return self._reach(need, [p[0] for p in parts]), self._reach(need, [p[1] for p in parts])

    def _reach(self, need: int, parts: list[int]) -> int:
        reached = [self.all] + [0] * need  # reached[k]: k of the parts seen so far hold
        for part in parts:
            for k in range(need, 0, -1):
                reached[k] |= reached[k - 1] & part
        return reached[need]

    def among(self, inside: list[Bits], outside: list[Bits]) -> Bits:
        sure, possible = self.any_of(inside)
        return sure | (possible & self.negation(self.any_of(outside))[0]), possible


def _number(bits: Iterator[bool]) -> int:
    return int("".join("1" if bit else "0" for bit in reversed(list(bits))) or "0", 2)


class Expected:
    """The content's people before a guideline's rules: who is expected to be what, and whom a mutant disappoints."""

    def __init__(self, guideline: Guideline, people: Sequence[Someone], table: AtomTable) -> None:
        self.guideline, self.people = guideline, people
        self.crowd = Crowd(table, [codes_of(table, one.answers) for one in people])
        self.sure = {r.id: self.crowd.truth(guideline.node(r.when))[0] for r in guideline.rules}
        self.possible = {r.id: self.crowd.truth(guideline.node(r.when))[1] for r in guideline.rules}

    @cached_property
    def _fire(self) -> dict[str, Bits]:
        """For each rule who must meet it, and who must not."""
        found: dict[str, Bits] = {r.id: (0, 0) for r in self.guideline.rules}
        for at, one in enumerate(self.people):
            if one.rule is not None:
                yes, no = found[one.rule]
                found[one.rule] = (yes | 1 << at, no) if one.expect else (yes, no | 1 << at)
        return found

    @cached_property
    def _levels(self) -> list[Bits]:
        """For each rank who must get at least it, and who must get less."""
        return [
            (
                _number(one.rank is not None and one.rank >= rank for one in self.people),
                _number(one.rank is not None and one.rank < rank and not one.at_least for one in self.people),
            )
            for rank in range(len(RANK))
        ]

    @cached_property
    def _others(self) -> dict[str, list[int]]:
        """For each rule and rank: who gets at least the rank by the other rules."""
        once, twice = [0] * len(RANK), [0] * len(RANK)
        for rule in self.guideline.rules:
            for rank in range(RANK[rule.level] + 1):
                twice[rank] |= once[rank] & self.sure[rule.id]
                once[rank] |= self.sure[rule.id]
        return {
            r.id: [(once[k] & ~self.sure[r.id]) | twice[k] if k <= RANK[r.level] else once[k] for k in range(len(RANK))]
            for r in self.guideline.rules
        }

    def disappointed(self, rule: str, level: str, node: Node) -> int | None:
        """The place of the first person whose expectation fails when the rule is this tree at this level."""
        sure, possible = self.crowd.truth(node)
        must, must_not = self._fire[rule]
        wrong = (must & ~sure) | (must_not & possible)
        for rank in range(1, len(RANK)):
            gets = self._others[rule][rank] | (sure if rank <= RANK[level] else 0)
            enough, less = self._levels[rank]
            wrong |= (enough & ~gets) | (less & gets)
        return (wrong & -wrong).bit_length() - 1 if wrong else None
