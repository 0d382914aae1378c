"""Mutants of a rule: the small slips an author could make, one at a time, in the rule as it stands in the content."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from untwitch.guideline.model import Guideline
from untwitch.guideline.types import LEVELS, RANK, Level, Rule
from untwitch.logic.nodes import AllOf, AnyOf, AtLeast, Compare, In, Node, Not, expand, parts_of
from untwitch.logic.text import check, parse, show

Slip = Literal["drop", "swap", "negate", "shift", "lower"]
SLIPS: tuple[Slip, ...] = ("drop", "swap", "negate", "shift", "lower")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rule with one slip. `when` is its text after the slip, `node` the same with derived facts expanded."""

    rule: str
    slip: Slip
    said: str
    level: Level
    when: str
    node: Node


def mutants(guideline: Guideline, rule: Rule) -> Iterator[Mutant]:
    """Every slip in one rule, each once. Texts that the content checks would refuse are no slips that can pass."""
    derived = {name: guideline.nodes[name] for name in guideline.derived}
    seen = {show(parse(rule.when))}
    for slip, said, tree in slips(parse(rule.when)):
        text = show(tree)
        if text not in seen and not any(check(tree, guideline.table.vocabulary, guideline.derived)):
            seen.add(text)
            yield Mutant(rule.id, slip, said, rule.level, text, expand(tree, derived))
    if RANK[rule.level]:
        lower = LEVELS[RANK[rule.level] - 1]
        yield Mutant(rule.id, "lower", f"level {lower}", lower, rule.when, guideline.node(rule.when))


def slips(tree: Node) -> Iterator[tuple[Slip, str, Node]]:
    """Every tree with one slip somewhere, as (kind, what was done, tree)."""
    yield from _here(tree)
    for at, part in enumerate(parts_of(tree)):
        for slip, said, changed in slips(part):
            yield slip, said, _with_part(tree, at, changed)


def _here(tree: Node) -> Iterator[tuple[Slip, str, Node]]:
    match tree:
        case AllOf(parts) | AnyOf(parts):
            swapped = AnyOf(parts) if isinstance(tree, AllOf) else AllOf(parts)
            yield "swap", f"{show(tree)} became {show(swapped)}", swapped
            for at, part in enumerate(parts):
                yield "drop", f"{show(part)} left out", _without(tree, at)
        case AtLeast(need, parts):
            for now in (need - 1, need + 1):
                if 1 <= now <= len(parts):
                    yield "shift", f"at least {now} instead of {need}", AtLeast(now, parts)
            for at, part in enumerate(parts):
                if need < len(parts):
                    yield "drop", f"{show(part)} left out", AtLeast(need, (*parts[:at], *parts[at + 1 :]))
        case Not():
            pass  # its part is negated, which is the same
        case _:
            yield from _leaf(tree)


def _leaf(leaf: Node) -> Iterator[tuple[Slip, str, Node]]:
    yield "negate", f"not {show(leaf)}", Not(leaf)
    match leaf:
        case In(name, values) if len(values) > 1:
            for value in values:
                left = tuple(v for v in values if v != value)
                fewer: Node = In(name, left) if len(left) > 1 else Compare(name, "==", left[0])
                yield "drop", f'{name} == "{value}" left out', fewer
        case Compare(_, _, value) if not isinstance(value, str):
            for step in (-1, 1):
                shifted = replace(leaf, value=value + step)
                yield "shift", f"{show(shifted)} instead of {show(leaf)}", shifted


def _without(tree: AllOf | AnyOf, at: int) -> Node:
    left = (*tree.parts[:at], *tree.parts[at + 1 :])
    return left[0] if len(left) == 1 else type(tree)(left)


def _with_part(tree: Node, at: int, part: Node) -> Node:
    """The same tree with another part at one place; Not(Not(x)) is x."""
    match tree:
        case Not():
            return part.part if isinstance(part, Not) else Not(part)
        case AllOf(parts) | AnyOf(parts) | AtLeast(_, parts):
            make: Callable[..., Node] = type(tree) if not isinstance(tree, AtLeast) else lambda p: AtLeast(tree.need, p)
            return make((*parts[:at], part, *parts[at + 1 :]))
        case _:
            raise TypeError("a leaf has no parts")
