"""Compiler to generated Python for partial evaluation: which unknown atoms can still move each expression.

An expression that is known has none. An unknown one has those of its unknown parts: a part that is known false under an
"or", or known true under an "and", can no longer matter. Sound: an atom left out cannot change the expression, whatever
else is answered. Sets of atoms are bits of one integer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import CodeType

from untwitch.logic.atoms import INVERTED, UNKNOWN, AtomTable, at_least_code
from untwitch.logic.lines import LineWriter
from untwitch.logic.nodes import Node, fold

LiveEvaluator = Callable[[bytes | bytearray], list[int]]


class _LiveWriter(LineWriter):
    """Beside each operation's code it writes the bits of the atoms that can still move it."""

    def __init__(self, table: AtomTable) -> None:
        super().__init__(table, "N", "L", lambda name, expression: f" {name}={expression}")

    def _with_bits(self, name: str, parts: list[str]) -> str:
        if not self.lines or not self.lines[-1].startswith(f" {name}="):
            return name  # written before
        bits = "|".join(dict.fromkeys(map(_bits, parts)))
        self.lines.append(f" {_bits(name)}={bits} if {name}==2 else 0")
        return name

    def negation(self, part: str) -> str:
        return self._with_bits(super().negation(part), [part])

    def all_of(self, parts: list[str]) -> str:
        return parts[0] if len(parts) == 1 else self._with_bits(super().all_of(parts), parts)

    def any_of(self, parts: list[str]) -> str:
        return parts[0] if len(parts) == 1 else self._with_bits(super().any_of(parts), parts)

    def at_least(self, need: int, parts: list[str]) -> str:
        return self._with_bits(super().at_least(need, parts), parts)

    def among(self, inside: list[str], outside: list[str]) -> str:
        return self._with_bits(super().among(inside, outside), inside)


def _bits(name: str) -> str:
    return f"b{name[1:]}" if name.startswith("a[") else f"m{name}"


def compiled(expressions: Sequence[Node], table: AtomTable) -> CodeType:
    """The code object of `live(a)`: atom codes in, the bits of one expression each out. Fit for a cache."""
    writer = _LiveWriter(table)
    memo: dict[Node, str] = {}
    results = [_bits(fold(e, writer, memo)) for e in expressions]
    head = f"def live(a):\n b=[B[i] if c=={UNKNOWN} else 0 for i,c in enumerate(a)]"
    return compile("\n".join([head, *writer.lines, f" return [{','.join(results)}]"]), "<live>", "exec")


def evaluator(code: CodeType, table: AtomTable) -> LiveEvaluator:
    """The function in a code object made by `compiled`."""
    bits = [1 << i for i in range(len(table.owners))]
    names: dict[str, object] = {"N": INVERTED, "L": at_least_code, "B": bits}
    exec(code, names)  # noqa: S102 - generated from validated trees only, see LineWriter
    function = names["live"]
    assert callable(function)  # noqa: S101 - `compiled` always defines it
    return function


def atoms_of(bits: int) -> frozenset[int]:
    """The atoms in a set of bits.

    >>> sorted(atoms_of(0b1010))
    [1, 3]
    """
    found = []
    while bits:
        lowest = bits & -bits
        found.append(lowest.bit_length() - 1)
        bits ^= lowest
    return frozenset(found)
