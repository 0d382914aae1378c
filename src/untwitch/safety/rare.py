"""People whom a million do not show: the solver looks for somebody whose level each changed rule raises or lowers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import z3

from untwitch.guideline.model import Guideline
from untwitch.guideline.types import RANK
from untwitch.logic.nodes import Node
from untwitch.logic.solver import Pair, World
from untwitch.safety.same import fitting
from untwitch.safety.theory import PATIENCE_MS, Side
from untwitch.safety.together import Together


def people_moved(both: Together) -> Iterator[bytes]:
    """For each changed rule and way the answers of somebody whose level it moves, if there is anybody at all.

    First among people whose answers are complete and fit each other, then among all, unknown answers included.

    Raises
    ------
    Open
        The solver gave no answer in time.
    """
    pairs = _Pairs(both)
    for change in both.changed:
        for one, other in (("old", "new"), ("new", "old")):
            rule = getattr(change, one)
            if rule is not None and RANK[rule.level] > 0:
                wanted = one, other, rule.id, RANK[rule.level]
                codes = pairs.complete.only_in(*wanted) or pairs.partial.only_in(*wanted)
                if codes is not None:
                    yield codes


class _Pairs:
    """The second is made only when the first finds nobody."""

    def __init__(self, both: Together) -> None:
        self.both = both

    @cached_property
    def complete(self) -> _Pair:
        return _Pair(self.both, World.complete(self.both.new.table), True)

    @cached_property
    def partial(self) -> _Pair:
        return _Pair(self.both, World.partial(self.both.new.table, "k"), False)


class _Pair:
    """Both versions over one world of answers, in one solver."""

    def __init__(self, both: Together, world: World, fits: bool) -> None:
        self.solver = z3.Solver()
        self.solver.set("timeout", PATIENCE_MS)
        self.solver.add(*world.laws)
        memo: dict[Node, Pair] = {}  # what both versions say alike is one formula
        self.side = {name: Side(guideline, world, self.solver, memo) for name, guideline in _versions(both)}
        if fits:
            for side in self.side.values():
                self.solver.add(*fitting(side))

    def only_in(self, one: str, other: str, rule: str, rank: int) -> bytes | None:
        """Somebody whom this rule gives its level in one version, and whom nothing gives as much in the other."""
        here, there = self.side[one], self.side[other]
        return here.find(here.rules[rule][0], z3.Not(_reached(there, rank)))


def _versions(both: Together) -> Iterator[tuple[str, Guideline]]:
    yield from (("old", both.old), ("new", both.new))


def _reached(side: Side, rank: int) -> Any:
    return side.sure[rank]
