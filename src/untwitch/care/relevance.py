"""Can an answer still change the verdict? Partial evaluation first (sound, fast), then SAT (exact).

Two copies of the rules share every answer but one; the question is whether their levels can differ. Trying one answer
at a time with the rest unknown is not a valid stop rule: it overlooks signs that matter only together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from untwitch.care.triage import EMERGENCY, Interval, live_atoms
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import RANK
from untwitch.logic.atoms import TRUE, UNKNOWN
from untwitch.logic.cnf import Clauses
from untwitch.logic.nodes import Node, fold

SOLVER = "cadical195"  # 0.25 ms a question here; glucose4 and minisat22 take about twice that


def undecided_atoms(now: Interval) -> frozenset[int]:
    """Unknown atoms in the rules that could still raise the level: nothing else can change the verdict."""
    if now.floor == EMERGENCY or now.floor == now.ceiling:
        return frozenset()
    memo: dict[Node, tuple[int, frozenset[int]]] = {}
    found: set[int] = set()
    for rule in now.open:
        if RANK[rule.level] > now.floor:
            found |= live_atoms(now.knowledge, now.guideline.node(rule.when), memo)[1]
    return frozenset(found)


def askable(now: Interval, atoms: Iterable[int]) -> frozenset[int]:
    """Atoms that may be asked: not closed, not answered "not sure", not counted from the journal."""
    knowledge, guideline = now.knowledge, now.guideline
    owners = guideline.table.owners
    shut = {*knowledge.closed, *(f.id for f in guideline.findings.values() if f.origin == "journal")}
    return frozenset(i for i in atoms if i not in knowledge.unsure and owners[i] not in shut)


@dataclass
class Oracle:
    """The two-copy formula of one rule base in an incremental SAT solver. Not for two threads at once."""

    guideline: Guideline
    solver: Any = field(init=False, repr=False)
    shift: int = field(init=False)
    same: list[int] = field(init=False)
    differ: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        from pysat.solvers import Solver

        left = self._copy(1)
        right = self._copy(left[0].next)
        self.shift = right[0].first - left[0].first
        clauses = [*left[0].clauses, *right[0].clauses]
        fresh = right[0].next
        self.same, fresh = self._selectors(clauses, fresh)
        self.differ = {}
        for floor in range(EMERGENCY):
            self.differ[floor], fresh = self._difference(clauses, fresh, left[1], right[1], floor)
        self.solver = Solver(name=SOLVER, bootstrap_with=clauses)

    def _copy(self, first: int) -> tuple[Clauses, dict[int, int]]:
        """One copy of the rules: its clauses, and for each rank a literal "at this level or above"."""
        writer = Clauses(self.guideline.table, first)
        writer.add_laws()
        memo: dict[Node, int] = {}
        fired: dict[int, list[int]] = {rank: [] for rank in range(1, EMERGENCY + 1)}
        for rule in self.guideline.rules:
            if RANK[rule.level]:
                fired[RANK[rule.level]].append(fold(self.guideline.node(rule.when), writer, memo))
        levels: dict[int, int] = {}
        above: list[int] = []
        for rank in range(EMERGENCY, 0, -1):
            above += fired[rank]
            levels[rank] = writer.any_of(list(above))
        return writer, levels

    def _selectors(self, clauses: list[list[int]], fresh: int) -> tuple[list[int], int]:
        """For each atom the selector that makes its answer the same in both copies. One a finding; one an option of choices."""
        table = self.guideline.table
        same: list[int] = []
        for name, (start, stop) in table.spans.items():
            apart = table.vocabulary[name].kind == "choices"
            for atom in range(start, stop):
                if apart or atom == start:
                    selector, fresh = fresh, fresh + 1
                a, b = 1 + atom, 1 + atom + self.shift
                clauses += [[-selector, -a, b], [-selector, a, -b]]
                same.append(selector)
        return same, fresh

    def _difference(
        self, clauses: list[list[int]], fresh: int, left: dict[int, int], right: dict[int, int], floor: int
    ) -> tuple[int, int]:
        """A literal that forces the left level above the right one, somewhere above the floor."""
        wanted, fresh = fresh, fresh + 1
        ways = []
        for rank in range(floor + 1, EMERGENCY + 1):
            ways.append(fresh)
            clauses += [[-fresh, left[rank]], [-fresh, -right[rank]]]
            fresh += 1
        clauses.append([-wanted, *ways])
        return wanted, fresh

    def matters(self, now: Interval, atom: int) -> bool:
        """Exact: for some answers to everything else, does this atom's truth change the level?"""
        if now.floor >= EMERGENCY or now.knowledge.codes[atom] != UNKNOWN:
            return False
        known = list(self._known(now, self.same[atom]))
        a, b = 1 + atom, 1 + atom + self.shift
        wanted = self.differ[now.floor]
        return bool(self.solver.solve([*known, a, -b, wanted]) or self.solver.solve([*known, -a, b, wanted]))

    def _known(self, now: Interval, free: int) -> Iterator[int]:
        for atom, code in enumerate(now.knowledge.codes):
            if code != UNKNOWN:
                a = 1 + atom
                yield a if code == TRUE else -a
                if self.same[atom] == free:
                    yield a + self.shift if code == TRUE else -(a + self.shift)
        yield from (s for s in dict.fromkeys(self.same) if s != free)
