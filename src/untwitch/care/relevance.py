"""Can an answer still change the verdict? Partial evaluation first (sound, fast), then SAT (exact).

Two copies of the rules share every answer but one; the question is whether their levels can differ. Trying one answer
at a time with the rest unknown is not a valid stop rule: it overlooks signs that matter only together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from untwitch.care.knowledge import Knowledge
from untwitch.care.triage import EMERGENCY, Interval
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import RANK, Finding
from untwitch.logic.atoms import FALSE, TRUE, UNKNOWN, tell
from untwitch.logic.cnf import Clauses
from untwitch.logic.live import atoms_of
from untwitch.logic.nodes import Node, fold

SOLVER = "cadical195"  # 0.25 ms a question here; glucose4 and minisat22 take about twice that


def undecided_atoms(now: Interval) -> frozenset[int]:
    """Unknown atoms in the rules that could still raise the level: nothing else can change the verdict."""
    if now.floor == EMERGENCY or now.floor == now.ceiling:
        return frozenset()
    bits = 0
    for rank, code, live in zip(now.guideline.ranks, now.codes, now.guideline.live(now.knowledge.codes), strict=True):
        if code == UNKNOWN and rank > now.floor:
            bits |= live
    return atoms_of(bits)


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
    units: dict[int, list[int]] = field(init=False)
    differ: dict[int, int] = field(init=False)
    _base: tuple[Knowledge, list[int]] | None = field(default=None, init=False, repr=False)
    _calm: _Calm | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        from pysat.solvers import Solver

        left = self._copy(1)
        right = self._copy(left[0].next)
        self.shift = right[0].first - left[0].first
        clauses = [*left[0].clauses, *right[0].clauses]
        fresh = right[0].next
        self.same, fresh = self._selectors(clauses, fresh)
        self.units = {}
        for atom, selector in enumerate(self.same):
            self.units.setdefault(selector, []).append(atom)
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
        return self._shown_by_calm(now, atom) or self._solved(now, atom)

    def _shown_by_calm(self, now: Interval, atom: int) -> bool:
        """A witness without the solver: on the person with everything else absent, the atom alone changes the level."""
        if self._calm is None or self._calm.knowledge is not now.knowledge:
            self._calm = _Calm.of(now)
        codes = self._calm.codes
        if codes[atom] != FALSE or UNKNOWN in codes:
            return False
        told = bytearray(codes)
        tell(self.guideline.table, told, self.guideline.table.sign_of(atom), True)
        span = slice(*self.guideline.table.spans[self.guideline.table.owners[atom]])
        kept = all(was in (UNKNOWN, new) for was, new in zip(now.knowledge.codes[span], told[span], strict=True))
        return kept and max(now.floor, self._calm.level_when(told, span)) != max(now.floor, self._calm.level)

    def _solved(self, now: Interval, atom: int) -> bool:
        known = self._known(now, self.same[atom])
        a, b = 1 + atom, 1 + atom + self.shift
        wanted = self.differ[now.floor]
        return bool(self.solver.solve([*known, a, -b, wanted]) or self.solver.solve([*known, -a, b, wanted]))

    def _known(self, now: Interval, free: int) -> list[int]:
        """What is assumed: known atoms in the left copy, and all answers but one the same in the right copy."""
        if self._base is None or self._base[0] is not now.knowledge:
            codes = now.knowledge.codes
            left = [(1 + i if code == TRUE else -1 - i) for i, code in enumerate(codes) if code != UNKNOWN]
            self._base = (now.knowledge, [*left, *self.units])
        mine = [i for i in self.units[free] if now.knowledge.codes[i] != UNKNOWN]
        right = [(1 + i + self.shift) * (1 if now.knowledge.codes[i] == TRUE else -1) for i in mine]
        known = [*self._base[1], *right]
        known.remove(free)
        return known


@dataclass(frozen=True)
class _Calm:
    """The calm person of one state: their codes, the rules true of them (most urgent first), their level."""

    knowledge: Knowledge
    codes: bytes
    true: tuple[int, ...]

    @staticmethod
    def of(now: Interval) -> _Calm:
        codes = calm(now)
        verdicts = now.guideline.evaluate(codes)
        return _Calm(now.knowledge, codes, tuple(at for at, code in enumerate(verdicts) if code == TRUE))

    @property
    def level(self) -> int:
        return self._most(self.true)

    def level_when(self, told: bytearray, span: slice) -> int:
        """The level when the answers of one finding change. Only the rules that read them are worked out anew."""
        guideline = self.knowledge.guideline
        moved = (i for i in range(span.start, span.stop) if told[i] != self.codes[i])
        read = frozenset().union(*(guideline.rules_reading[i] for i in moved))
        each = guideline.evaluate_each
        return max(
            self._most(tuple(at for at in self.true if at not in read)),
            self._most(tuple(at for at in read if each[at](told) == TRUE)),
        )

    def _most(self, rules: tuple[int, ...]) -> int:
        return max((self.knowledge.guideline.ranks[at] for at in rules), default=0)


def calm(now: Interval) -> bytes:
    """The person as known, with everything unknown absent; numbers and choices without such an answer take the first."""
    codes, table = bytearray(now.knowledge.codes), now.guideline.table
    for finding in now.guideline.findings.values():
        start, stop = table.spans[finding.id]
        if UNKNOWN in codes[start:stop]:
            codes[start:stop] = _filled(now.guideline, finding, bytes(codes[start:stop]))
    return bytes(codes)


def _filled(guideline: Guideline, finding: Finding, known: bytes) -> bytes:
    """A complete answer that agrees with what is known, the absent one where it does."""
    options = [o.id for o in finding.options]
    if finding.absent is not None:
        absent = guideline.table.codes_of(finding.id, finding.absent)
        if all(n in (UNKNOWN, b) for n, b in zip(known, absent, strict=True)):
            return absent
    if finding.kind == "choice":
        first = known.index(UNKNOWN) if TRUE not in known else known.index(TRUE)
        return guideline.table.codes_of(finding.id, options[first])
    return bytes(FALSE if n == UNKNOWN else n for n in known)
