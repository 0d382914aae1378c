"""Is a changed rule the same for everybody? The solver looks for a person whose level changes, and shows one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

import z3

from untwitch.guideline.model import Guideline
from untwitch.guideline.types import RANK
from untwitch.logic import scalar
from untwitch.logic.atoms import TRUE, AtomTable
from untwitch.logic.nodes import Node
from untwitch.safety.theory import Ground, Side


class Sameness:
    """The rules of a guideline over people whose answers fit each other; `table` also knows the limits of changed rules."""

    def __init__(self, guideline: Guideline, table: AtomTable) -> None:
        code = scalar.compiled([guideline.node(r.when) for r in guideline.rules], table)
        self.guideline = replace(guideline, table=table, rules_code=code)
        self.ranks = {r.id: RANK[r.level] for r in guideline.rules}

    @cached_property
    def sides(self) -> tuple[tuple[Side, list[dict[str, Any]]], ...]:
        """People who answered everything, and people who did not; each rule's truth has a name in the solver."""
        ground = Ground(self.guideline)
        return tuple((side, _named(side, which)) for side, which in ((ground.complete, (0,)), (ground.partial, (0, 1))))

    def whose_level_changes(self, rule: str, level: str, node: Node) -> bytes | None:
        """The answers of somebody whose level changes when the rule is this tree at this level; None: nobody's does."""
        high, low = self.ranks[rule], RANK[level]
        for side, named in self.sides:
            changed = side.truth(node)
            for which, truths in enumerate(named):
                others = [t for name, t in truths.items() if name != rule and self.ranks[name] >= high]
                moved = truths[rule] if low != high else z3.Xor(truths[rule], changed[which])
                found = side.find(z3.Not(z3.Or(others)), moved)
                if found is not None:
                    return found
        return None


def _named(side: Side, which: tuple[int, ...]) -> list[dict[str, Any]]:
    side.solver.add(*fitting(side))
    found = []
    for one in which:
        truths = {name: z3.Bool(f"r{id(side)}.{one}.{name}") for name in side.rules}
        side.solver.add(*(truths[name] == pair[one] for name, pair in side.rules.items()))
        found.append(truths)
    return found


def fitting(side: Side) -> Iterator[Any]:
    """Answers that fit each other: what surely does not apply is absent, and nothing contradicts itself."""
    guideline, world = side.guideline, side.world
    for finding in guideline.findings.values():
        for condition in (finding.applies_if, finding.needs_device):
            if condition and finding.absent is not None:
                applies = side.text(condition)[1]
                absent = guideline.table.codes_of(finding.id, finding.absent)
                for at, code in zip(range(*guideline.table.spans[finding.id]), absent, strict=True):
                    there = world.sure[at] if code == TRUE else z3.Not(world.possible[at])
                    yield z3.Or(applies, there)
    for conflict in guideline.conflicts:
        yield z3.Not(side.text(conflict.when)[1])
