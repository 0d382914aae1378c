"""The rules as formulas over every possible person, in one incremental solver.

A `Side` is the rules over one set of answers. The complete side stands for people who have answered everything, the
partial side for people some of whose answers are unknown. `Ground` builds each once and shares it between properties.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import z3

from untwitch.guideline.model import Guideline
from untwitch.guideline.types import RANK, Rule
from untwitch.logic.atoms import FALSE, TRUE, UNKNOWN
from untwitch.logic.nodes import Node, expand, fold, leaves
from untwitch.logic.solver import Pair, World
from untwitch.logic.text import parse
from untwitch.safety.polarity import Poles, poles
from untwitch.safety.report import Open

PATIENCE_MS = 20_000
LEVELS_ABOVE = (1, 2, 3, 4)  # routine to emergency, as ranks


@dataclass
class Side:
    """The rules over one world of answers."""

    guideline: Guideline
    world: World
    solver: Any
    memo: dict[Node, Pair] = field(default_factory=dict)

    def truth(self, node: Node) -> Pair:
        """(surely true, possibly true) as formulas."""
        return fold(node, self.world.compiler(), self.memo)

    def text(self, text: str) -> Pair:
        """The same of an expression in the rule language."""
        return self.truth(read(self.guideline, text))

    @cached_property
    def rules(self) -> dict[str, Pair]:
        return {r.id: self.truth(self.guideline.node(r.when)) for r in self.guideline.rules}

    @cached_property
    def sure(self) -> dict[int, Any]:
        """For each rank: a rule of this level or a more urgent one is surely true (the floor)."""
        return {rank: self._some(rank, 0) for rank in LEVELS_ABOVE}

    @cached_property
    def possible(self) -> dict[int, Any]:
        """For each rank: a rule of this level or a more urgent one is not surely false (the ceiling)."""
        return {rank: self._some(rank, 1) for rank in LEVELS_ABOVE}

    def _some(self, rank: int, which: int) -> Any:
        return z3.Or([self.rules[r.id][which] for r in self.guideline.rules if RANK[r.level] >= rank])

    @contextmanager
    def assuming(self, *wanted: Any) -> Iterator[None]:
        """These formulas hold inside the block."""
        self.solver.push()
        self.solver.add(*wanted)
        try:
            yield
        finally:
            self.solver.pop()

    def exists(self, *wanted: Any) -> bool:
        """Is there a person for whom all of this holds?"""
        with self.assuming(*wanted):
            return self.check()

    def find(self, *wanted: Any) -> bytes | None:
        """The answers of a person for whom all of this holds; None when there is no such person."""
        with self.assuming(*wanted):
            return self.codes(self.solver.model()) if self.check() else None

    def check(self) -> bool:
        """Is there a person for whom everything assumed holds?"""
        found = self.solver.check()
        if found == z3.unknown:
            raise Open("the solver gave no answer in time")
        return bool(found == z3.sat)

    def codes(self, model: Any) -> bytes:
        """The person of a model, one code an atom."""
        true = _values(model, self.world.sure)
        maybe = true if self.world.sure is self.world.possible else _values(model, self.world.possible)
        return bytes(TRUE if t else UNKNOWN if p else FALSE for t, p in zip(true, maybe, strict=True))


def _values(model: Any, atoms: Sequence[Any]) -> list[bool]:
    """The truth of each atom; one that the model leaves open is false. By Z3's own calls: thousands are read."""
    context, raw = model.ctx.ref(), model.model
    found = (z3.Z3_model_get_const_interp(context, raw, atom.decl().ast) for atom in atoms)
    return [value.value is not None and z3.Z3_get_bool_value(context, value) == z3.Z3_L_TRUE for value in found]


def read(guideline: Guideline, text: str) -> Node:
    """An expression that stands in the proofs and not in the content, with derived facts expanded."""
    if text in guideline.nodes:
        return guideline.nodes[text]
    return expand(parse(text), {name: guideline.nodes[name] for name in guideline.derived})


@dataclass(eq=False)
class Ground:
    """One guideline, its two sides, and the number of facts proved so far."""

    guideline: Guideline
    obligations: int = 0
    _deciding: dict[str, bytes | None] = field(default_factory=dict)

    def count(self, many: int = 1) -> None:
        self.obligations += many

    @cached_property
    def complete(self) -> Side:
        return self._side(World.complete(self.guideline.table))

    @cached_property
    def partial(self) -> Side:
        return self._side(World.partial(self.guideline.table, "k"))

    def _side(self, world: World) -> Side:
        solver = z3.Solver()
        solver.set("timeout", PATIENCE_MS)
        solver.add(*world.laws)
        return Side(self.guideline, world, solver)

    @cached_property
    def _other(self) -> World:
        """A second complete person, whose laws stand in the complete side's solver."""
        world = World.complete(self.guideline.table, "o")
        self.complete.solver.add(*world.laws)
        return world

    @cached_property
    def poles(self) -> Poles:
        """Which atoms stand un-negated and which negated in the rules above self-care."""
        return poles(self.guideline)

    def deciding(self, rule: Rule) -> bytes | None:
        """A complete person whom this rule concerns and no more urgent one; None when there is nobody."""
        if rule.id not in self._deciding:
            side, rank = self.complete, RANK[rule.level]
            above = [z3.Not(side.sure[rank + 1])] if rank + 1 in side.sure else []
            self._deciding[rule.id] = side.find(side.rules[rule.id][0], *above)
        return self._deciding[rule.id]

    def other(self, finding: str) -> Side:
        """The complete person again, with another answer to one finding. Rules that do not read it are shared."""
        start, stop = self.guideline.table.spans[finding]
        base, other = self.complete, self._other
        atoms = [*base.world.sure[:start], *other.sure[start:stop], *base.world.sure[stop:]]
        _ = base.sure  # every rule is in the memo before it is shared
        kept = {node: pair for node, pair in base.memo.items() if finding not in self.names(node)}
        return Side(self.guideline, World(base.world.table, atoms, atoms, ()), base.solver, kept)

    def names(self, node: Node) -> frozenset[str]:
        """The findings an expression reads."""
        if node not in self._names:
            self._names[node] = frozenset(leaf.name for leaf in leaves(node))
        return self._names[node]

    @cached_property
    def _names(self) -> dict[Node, frozenset[str]]:
        return {}
