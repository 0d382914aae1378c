"""Compiler to Z3: what holds for every possible person, not for the ones we thought of.

Each atom becomes two booleans, "surely true" and "possibly true". A person who has answered everything has the two
equal; with unknown answers the first implies the second. Z3 is imported only here and only by the proofs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import z3

from untwitch.logic.atoms import FALSE, TRUE, AtomCompiler, AtomTable

Pair = tuple[Any, Any]  # (surely true, possibly true), Z3 booleans


@dataclass(frozen=True)
class World:
    """One person as Z3 variables, with the laws that every real person obeys."""

    table: AtomTable
    sure: Sequence[Any]
    possible: Sequence[Any]
    laws: Sequence[Any]

    @staticmethod
    def complete(table: AtomTable, name: str = "") -> World:
        """A person who has answered everything."""
        atoms = [z3.Bool(f"{name}{i}") for i in range(len(table.owners))]
        return World(table, atoms, atoms, [*_fixed(table, atoms), *_ordered(table, atoms), *_exclusive(table, atoms)])

    @staticmethod
    def partial(table: AtomTable, name: str = "") -> World:
        """A person some of whose answers are unknown, option by option."""
        size = range(len(table.owners))
        sure, possible = [z3.Bool(f"{name}t{i}") for i in size], [z3.Bool(f"{name}p{i}") for i in size]
        laws = [z3.Implies(t, p) for t, p in zip(sure, possible, strict=True)]
        laws += [*_fixed(table, sure), *_ordered(table, sure), *_ordered(table, possible)]
        for start, stop in table.exclusive():
            laws.append(z3.Or(possible[start:stop]))
            laws += [
                z3.Implies(sure[i], z3.Not(possible[j]))
                for i in range(start, stop)
                for j in range(start, stop)
                if i != j
            ]
        return World(table, sure, possible, laws)

    def compiler(self) -> Solver:
        return Solver(self)


def _fixed(table: AtomTable, atoms: Sequence[Any]) -> list[Any]:
    return [
        atoms[i] if code == TRUE else z3.Not(atoms[i]) for i, code in enumerate(table.blank) if code in (TRUE, FALSE)
    ]


def _ordered(table: AtomTable, atoms: Sequence[Any]) -> list[Any]:
    return [z3.Implies(atoms[high], atoms[low]) for high, low in table.ordered()]


def _exclusive(table: AtomTable, atoms: Sequence[Any]) -> list[Any]:
    return [z3.PbEq([(a, 1) for a in atoms[start:stop]], 1) for start, stop in table.exclusive()]


class Solver(AtomCompiler[Pair]):
    """Fold a tree to (surely true, possibly true) over one world's variables."""

    def __init__(self, world: World) -> None:
        super().__init__(world.table)
        self.world = world

    def atom(self, index: int) -> Pair:
        return self.world.sure[index], self.world.possible[index]

    def negation(self, part: Pair) -> Pair:
        return z3.Not(part[1]), z3.Not(part[0])

    def all_of(self, parts: list[Pair]) -> Pair:
        return z3.And([p[0] for p in parts]), z3.And([p[1] for p in parts])

    def any_of(self, parts: list[Pair]) -> Pair:
        return z3.Or([p[0] for p in parts]), z3.Or([p[1] for p in parts])

    def at_least(self, need: int, parts: list[Pair]) -> Pair:
        return z3.PbGe([(p[0], 1) for p in parts], need), z3.PbGe([(p[1], 1) for p in parts], need)

    def among(self, inside: list[Pair], outside: list[Pair]) -> Pair:
        if self.world.sure is self.world.possible:  # complete: what is not outside is inside
            return self.any_of(inside)
        possible = z3.Or([p[1] for p in inside])
        return z3.And(possible, *(z3.Not(p[1]) for p in outside)), possible
