"""Compiler to clauses for a SAT solver, over complete answers: used to ask whether an answer can still matter."""

from __future__ import annotations

from itertools import combinations

from untwitch.logic.atoms import FALSE, TRUE, AtomCompiler, AtomTable


class Clauses(AtomCompiler[int]):
    """Fold trees to literals; the clauses that tie them to their parts collect in `clauses` (Tseitin)."""

    def __init__(self, table: AtomTable, first: int = 1) -> None:
        super().__init__(table)
        self.first = first
        self.next = first + len(table.owners)
        self.clauses: list[list[int]] = []
        self.known: dict[tuple[int, ...], int] = {}

    def atom(self, index: int) -> int:
        return self.first + index

    def fresh(self) -> int:
        self.next += 1
        return self.next - 1

    def negation(self, part: int) -> int:
        return -part

    def all_of(self, parts: list[int]) -> int:
        if len(parts) == 1:
            return parts[0]
        key = tuple(sorted(parts))
        if key not in self.known:
            self.known[key] = out = self.fresh()
            self.clauses += [[-out, p] for p in parts]
            self.clauses.append([out, *(-p for p in parts)])
        return self.known[key]

    def any_of(self, parts: list[int]) -> int:
        return -self.all_of([-p for p in parts])

    def at_least(self, need: int, parts: list[int]) -> int:
        return self.any_of([self.all_of(list(some)) for some in combinations(parts, need)])

    def add_laws(self) -> None:
        """What holds for every real person: exactly one option of a choice, higher limits imply lower ones."""
        for index, code in enumerate(self.table.blank):
            if code in (TRUE, FALSE):
                self.clauses.append([self.atom(index) if code == TRUE else -self.atom(index)])
        for high, low in self.table.ordered():
            self.clauses.append([-self.atom(high), self.atom(low)])
        for start, stop in self.table.exclusive():
            options = [self.atom(i) for i in range(start, stop)]
            self.clauses.append(options)
            self.clauses += [[-a, -b] for a, b in combinations(options, 2)]
