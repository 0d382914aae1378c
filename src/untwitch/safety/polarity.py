"""Which atoms stand un-negated and which negated: what can be seen of a rule without a solver."""

from __future__ import annotations

from untwitch.guideline.model import Guideline
from untwitch.guideline.types import RANK
from untwitch.logic.atoms import AtomCompiler
from untwitch.logic.nodes import Node, fold

Poles = tuple[frozenset[int], frozenset[int]]  # atoms that can make it true by becoming true; by becoming false


class Polarity(AtomCompiler[Poles]):
    """Which atoms stand un-negated and which negated in a rule."""

    def atom(self, index: int) -> Poles:
        return frozenset((index,)), frozenset()

    def negation(self, part: Poles) -> Poles:
        return part[1], part[0]

    def all_of(self, parts: list[Poles]) -> Poles:
        return frozenset().union(*(p[0] for p in parts)), frozenset().union(*(p[1] for p in parts))

    def any_of(self, parts: list[Poles]) -> Poles:
        return self.all_of(parts)

    def at_least(self, need: int, parts: list[Poles]) -> Poles:
        return self.all_of(parts)


def poles(guideline: Guideline) -> Poles:
    """The same over all rules above self-care."""
    memo: dict[Node, Poles] = {}
    compiler = Polarity(guideline.table)
    above = [r for r in guideline.rules if RANK[r.level] > 0]
    return compiler.all_of([fold(guideline.node(r.when), compiler, memo) for r in above])
