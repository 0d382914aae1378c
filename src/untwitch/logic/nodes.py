"""The expression tree of the rule language, and the one `fold` that every compiler uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

Op = Literal["<", "<=", ">", ">=", "==", "!="]
Constant = float | str
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fact:
    """A yes/no finding or a derived fact by its name, or one option of a `choices` finding (`movement.twitch`)."""

    name: str
    option: str | None = None


@dataclass(frozen=True, slots=True)
class Compare:
    """A number compared with a constant, or a `choice` with one of its options."""

    name: str
    op: Op
    value: Constant


@dataclass(frozen=True, slots=True)
class In:
    """A `choice` that is one of several options."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Node


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """True when at least `need` parts are true."""

    need: int
    parts: tuple[Node, ...]


Leaf = Fact | Compare | In
Node = Fact | Compare | In | Not | AllOf | AnyOf | AtLeast


class Compiler(Protocol[T]):
    """One method per node: what the node means in one target."""

    def fact(self, node: Fact) -> T: ...
    def compare(self, node: Compare) -> T: ...
    def one_of(self, node: In) -> T: ...
    def negation(self, part: T) -> T: ...
    def all_of(self, parts: list[T]) -> T: ...
    def any_of(self, parts: list[T]) -> T: ...
    def at_least(self, need: int, parts: list[T]) -> T: ...


def fold(node: Node, compiler: Compiler[T], memo: dict[Node, T] | None = None) -> T:
    """Translate a tree bottom-up. Equal subtrees are translated once when a memo is shared."""
    memo = {} if memo is None else memo
    if node in memo:
        return memo[node]
    match node:
        case Fact():
            out = compiler.fact(node)
        case Compare():
            out = compiler.compare(node)
        case In():
            out = compiler.one_of(node)
        case Not(part):
            out = compiler.negation(fold(part, compiler, memo))
        case AllOf(parts):
            out = compiler.all_of([fold(p, compiler, memo) for p in parts])
        case AnyOf(parts):
            out = compiler.any_of([fold(p, compiler, memo) for p in parts])
        case AtLeast(need, parts):
            out = compiler.at_least(need, [fold(p, compiler, memo) for p in parts])
    memo[node] = out
    return out


def parts_of(node: Node) -> tuple[Node, ...]:
    """The direct parts of a node; empty for a leaf."""
    match node:
        case Not(part):
            return (part,)
        case AllOf(parts) | AnyOf(parts) | AtLeast(_, parts):
            return parts
        case _:
            return ()


def leaves(node: Node) -> Iterator[Leaf]:
    """Every leaf of a tree, left to right, with repeats."""
    if isinstance(node, Fact | Compare | In):
        yield node
    for part in parts_of(node):
        yield from leaves(part)


def expand(node: Node, derived: Mapping[str, Node]) -> Node:
    """Replace every derived fact by what it stands for, all the way down."""
    match node:
        case Fact(name, None) if name in derived:
            return expand(derived[name], derived)
        case Not(part):
            return Not(expand(part, derived))
        case AllOf(parts):
            return AllOf(tuple(expand(p, derived) for p in parts))
        case AnyOf(parts):
            return AnyOf(tuple(expand(p, derived) for p in parts))
        case AtLeast(need, parts):
            return AtLeast(need, tuple(expand(p, derived) for p in parts))
        case _:
            return node


def negated_leaves(node: Node, under: bool = False) -> Iterator[Leaf]:
    """Leaves under an odd number of nots: only these can make the whole false by becoming true."""
    if isinstance(node, Fact | Compare | In) and under:
        yield node
    for part in parts_of(node):
        yield from negated_leaves(part, under ^ isinstance(node, Not))
