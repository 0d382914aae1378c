"""Text expressions to nodes and back: a small subset of Python expression syntax, read by the standard `ast`."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator, Mapping

from untwitch.errors import UntwitchError, nearest
from untwitch.logic.nodes import AllOf, AnyOf, AtLeast, Compare, Constant, Fact, In, Leaf, Node, Not, Op, leaves
from untwitch.logic.vocabulary import Entry, Vocabulary

OPS: dict[type[ast.cmpop], Op] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
LONGEST = 20_000
DEEPEST = 60


class ExpressionError(UntwitchError):
    """A text that is not an expression of the rule language."""


def parse(text: str) -> Node:
    """Read one expression.

    Raises
    ------
    ExpressionError
        The text is not in the grammar; the message says which part.

    >>> parse('swollen_leg and not pain_now >= 7')
    AllOf(parts=(Fact(name='swollen_leg', option=None), Not(part=Compare(name='pain_now', op='>=', value=7))))
    """
    if len(text) > LONGEST:
        raise ExpressionError(f"the expression is longer than {LONGEST} characters")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise ExpressionError(f"this does not read as an expression: {text.strip()[:80]!r}") from error
    return _node(tree, 0)


def _node(tree: ast.expr, depth: int) -> Node:
    if depth > DEEPEST:
        raise ExpressionError(f"the expression is nested deeper than {DEEPEST}")
    deeper = depth + 1
    match tree:
        case ast.Name(name):
            return Fact(name)
        case ast.Attribute(ast.Name(name), option):
            return Fact(name, option)
        case ast.BoolOp(ast.And(), values):
            return AllOf(tuple(_node(v, deeper) for v in values))
        case ast.BoolOp(ast.Or(), values):
            return AnyOf(tuple(_node(v, deeper) for v in values))
        case ast.UnaryOp(ast.Not(), operand):
            return Not(_node(operand, deeper))
        case ast.Compare(ast.Name(name), [ast.In()], [ast.Set(elements)]):
            return In(name, tuple(_word(e) for e in elements))
        case ast.Compare(ast.Name(name), [op], [constant]) if type(op) in OPS:
            return Compare(name, OPS[type(op)], _constant(constant))
        case ast.Call(ast.Name("at_least"), [ast.Constant(int(need)), *rest], []) if rest and need is not True:
            return AtLeast(need, tuple(_node(r, deeper) for r in rest))
    raise ExpressionError(f"not in the rule language: {ast.unparse(tree)[:80]!r}")


def _word(tree: ast.expr) -> str:
    match tree:
        case ast.Constant(str(word)):
            return word
    raise ExpressionError(f"an option must be a word in quotes, not {ast.unparse(tree)[:40]!r}")


def _constant(tree: ast.expr) -> Constant:
    match tree:
        case ast.UnaryOp(ast.USub(), ast.Constant(value)) if type(value) in (int, float):
            return -value  # type: ignore[operator]
        case ast.Constant(value) if type(value) in (int, float, str) and value == value:
            if isinstance(value, float) and math.isinf(value):
                raise ExpressionError("a number in a rule must be finite")
            return value  # type: ignore[return-value]
    raise ExpressionError(f"only a number or a word in quotes may stand here: {ast.unparse(tree)[:40]!r}")


def show(node: Node) -> str:
    """Write a tree as text that `parse` reads back to an equal tree.

    >>> show(parse('a and (b or not c.d)'))
    'a and (b or not c.d)'
    """
    match node:
        case Fact(name, option):
            return name if option is None else f"{name}.{option}"
        case Compare(name, op, value):
            return f"{name} {op} {_quoted(value)}"
        case In(name, values):
            return f"{name} in {{{', '.join(_quoted(v) for v in values)}}}"
        case Not(part):
            return f"not {_inner(part)}"
        case AllOf(parts):
            return " and ".join(map(_inner, parts))
        case AnyOf(parts):
            return " or ".join(map(_inner, parts))
        case AtLeast(need, parts):
            return f"at_least({need}, {', '.join(map(show, parts))})"


def _inner(node: Node) -> str:
    return f"({show(node)})" if isinstance(node, AllOf | AnyOf) else show(node)


def _quoted(value: Constant) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)


def check(node: Node, vocabulary: Vocabulary, derived: Mapping[str, object] = {}) -> Iterator[tuple[str, str | None]]:
    """Every type fault of a tree as (message, suggestion): unknown names and options, wrong kinds, values out of range."""
    for leaf in leaves(node):
        yield from _check_leaf(leaf, vocabulary, derived)


def _check_leaf(leaf: Leaf, vocabulary: Vocabulary, derived: Mapping[str, object]) -> Iterator[tuple[str, str | None]]:
    entry = vocabulary.get(leaf.name)
    if entry is None:
        if isinstance(leaf, Fact) and leaf.option is None and leaf.name in derived:
            return
        yield f'unknown finding "{leaf.name}"', nearest(leaf.name, [*vocabulary, *derived])
        return
    match leaf:
        case Fact(name, None):
            if entry.kind != "yes_no":
                yield f'"{name}" is a {entry.kind} finding and needs an option or a comparison', None
        case Fact(name, option):
            if entry.kind != "choices":
                yield f'"{name}" is a {entry.kind} finding, so ".{option}" has no meaning', None
            else:
                yield from _check_option(name, option or "", entry)
        case In(name, values):
            yield from _check_words(name, values, entry)
        case Compare(name, op, str(word)):
            if op not in ("==", "!="):
                yield f'"{name}" can only be compared with == or !=', None
            yield from _check_words(name, (word,), entry)
        case Compare(name, _, value):
            yield from _check_number(name, float(value), entry)


def _check_option(name: str, option: str, entry: Entry) -> Iterator[tuple[str, str | None]]:
    if option not in entry.options:
        yield f'"{name}" has no option "{option}"', nearest(option, entry.options)


def _check_words(name: str, words: tuple[str, ...], entry: Entry) -> Iterator[tuple[str, str | None]]:
    if entry.kind != "choice":
        yield f'"{name}" is a {entry.kind} finding and cannot be compared with a word', None
        return
    if len(set(words)) < len(words):
        yield f'"{name}" is compared with the same option twice', None
    for word in words:
        yield from _check_option(name, word, entry)


def _check_number(name: str, value: float, entry: Entry) -> Iterator[tuple[str, str | None]]:
    if entry.kind != "number":
        yield f'"{name}" is a {entry.kind} finding and cannot be compared with a number', None
    elif not entry.low <= value <= entry.high:
        yield f'"{name}" goes from {entry.low:g} to {entry.high:g}, so it is never near {value:g}', None
