"""Compiler to generated Python on 2-bit codes: many expressions, one person, microseconds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import CodeType

from untwitch.logic.atoms import INVERTED, AtomTable, at_least_code
from untwitch.logic.lines import LineWriter
from untwitch.logic.nodes import Node, fold

Evaluator = Callable[[bytes | bytearray], bytes]


def source(expressions: Sequence[Node], table: AtomTable) -> str:
    """Python source of `evaluate(a)`: atom codes in, one code an expression out."""
    writer = LineWriter(table, "N", "L", lambda name, expression: f" {name}={expression}")
    memo: dict[Node, str] = {}
    results = [fold(e, writer, memo) for e in expressions]
    return "\n".join(["def evaluate(a):", *writer.lines, f" return bytes(({''.join(r + ',' for r in results)}))"])


def compiled(expressions: Sequence[Node], table: AtomTable) -> CodeType:
    """The code object of `source`, fit for a cache."""
    return compile(source(expressions, table), "<rules>", "exec")


def evaluator(code: CodeType) -> Evaluator:
    """The function in a code object made by `compiled`."""
    names: dict[str, object] = {"N": INVERTED, "L": at_least_code}
    exec(code, names)  # noqa: S102 - generated from validated trees only, see LineWriter
    function = names["evaluate"]
    assert callable(function)  # noqa: S101 - `source` always defines it
    return function
