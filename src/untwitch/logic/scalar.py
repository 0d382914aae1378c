"""Compiler to generated Python on 2-bit codes: many expressions, one person, microseconds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import CodeType

from untwitch.logic.atoms import INVERTED, AtomTable, at_least_code
from untwitch.logic.lines import LineWriter
from untwitch.logic.nodes import Node, fold

Evaluator = Callable[[bytes | bytearray], bytes]
SingleEvaluator = Callable[[bytes | bytearray], int]


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
    function = _defined(code, "evaluate")
    assert callable(function)  # noqa: S101 - `source` always defines it
    return function


def compiled_singly(expressions: Sequence[Node], table: AtomTable) -> CodeType:
    """A code object with one function an expression, for who needs a few of them many times. Fit for a cache."""
    texts = []
    for number, expression in enumerate(expressions):
        writer = LineWriter(table, "N", "L", lambda name, text: f" {name}={text}")
        result = fold(expression, writer, {})
        texts.append("\n".join([f"def e{number}(a):", *writer.lines, f" return {result}"]))
    names = "".join(f"e{number}," for number in range(len(expressions)))
    return compile("\n".join([*texts, f"singly=({names})"]), "<each rule>", "exec")


def evaluators(code: CodeType) -> tuple[SingleEvaluator, ...]:
    """The functions in a code object made by `compiled_singly`, in the order of the expressions."""
    functions = _defined(code, "singly")
    assert isinstance(functions, tuple)  # noqa: S101 - `compiled_singly` always defines it
    return functions


def _defined(code: CodeType, name: str) -> object:
    names: dict[str, object] = {"N": INVERTED, "L": at_least_code}
    exec(code, names)  # noqa: S102 - generated from validated trees only, see LineWriter
    return names[name]
