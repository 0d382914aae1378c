"""Text expressions to nodes and back: a small subset of Python expression syntax, read by the standard `ast`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

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
SIGNS = {"&": "and", "|": "or", "!(": "not (", "~": "not"}  # of other languages
LONGEST = 20_000
DEEPEST = 60
BIGGEST = 1e15
# Nothing a reader could take for something else: no look-alike letters, no comment or escape that hides a part of a rule.
STRANGE = re.compile(r"[^\t\n\r -~]|[#\\]")
WORD = re.compile(r"([\"'])[A-Za-z0-9_]+\1")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?")


class ExpressionError(UntwitchError):
    """A text that is not an expression of the rule language."""


@lru_cache(maxsize=8192)  # checks, compilers and pages read the same expressions again and again
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
    if strange := STRANGE.search(text):
        raise ExpressionError(f"{strange[0]!a} may not stand in an expression")
    line = " ".join(text.split())
    try:
        tree = ast.parse(line, mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise ExpressionError(f"this does not read as an expression: {line[:80]!r}{_hint(line)}") from error
    return _node(line, tree, 0)


def _node(line: str, tree: ast.expr, depth: int) -> Node:
    if depth > DEEPEST:
        raise ExpressionError(f"the expression is nested deeper than {DEEPEST}")

    def inner(parts: list[ast.expr]) -> tuple[Node, ...]:
        return tuple(_node(line, part, depth + 1) for part in parts)

    match tree:
        case ast.Name(name):
            return Fact(name)
        case ast.Attribute(ast.Name(name), option):
            return Fact(name, option)
        case ast.BoolOp(ast.And(), values):
            return AllOf(inner(values))
        case ast.BoolOp(ast.Or(), values):
            return AnyOf(inner(values))
        case ast.UnaryOp(ast.Not(), operand):
            return Not(*inner([operand]))
        case ast.Compare(ast.Name(name), [ast.In()], [ast.Set(elements)]):
            return In(name, tuple(_word(line, e) for e in elements))
        case ast.Compare(ast.Name(name), [op], [constant]) if type(op) in OPS:
            return Compare(name, OPS[type(op)], _constant(line, constant))
        case ast.Call(ast.Name("at_least"), [ast.Constant(need), *rest], []) if type(need) is int:
            if not 1 <= need <= len(rest):
                raise ExpressionError(f"at_least({need}, ...) needs a number from 1 to how many parts follow it")
            return AtLeast(need, inner(rest))
    said = _said(line, tree)
    raise ExpressionError(f"not in the rule language: {said[:80]!r}{_hint(said)}")


def _hint(text: str) -> str:
    """What is likely wrong with a text, as words to hang on to the message."""
    hints = [f"use `{word}` for {sign}" for sign, word in SIGNS.items() if sign in text]
    opened, closed = text.count("("), text.count(")")
    if opened != closed:
        hints.append(f"a bracket is {'open' if opened > closed else 'closed and was never open'}")
    if re.search(r"(?<![=!<>])=(?!=)", text):
        hints.append("use == to compare")
    if re.search(r"\b(AND|OR|NOT)\b", text):
        hints.append("and, or, not are written small")
    return f" ({'; '.join(hints)})" if hints else ""


def _said(line: str, tree: ast.expr) -> str:
    """The text of one part."""
    return line[tree.col_offset : tree.end_col_offset]


def _word(line: str, tree: ast.expr) -> str:
    said = _said(line, tree)
    if not WORD.fullmatch(said):
        raise ExpressionError(f"an option must be a word in quotes, not {said[:40]!r}")
    return said[1:-1]


def _constant(line: str, tree: ast.expr) -> Constant:
    said = _said(line, tree)
    if not NUMBER.fullmatch(said):
        return _word(line, tree)
    value = float(said) if "." in said or "e" in said else int(said)
    if abs(value) > BIGGEST:
        raise ExpressionError(f"a number in a rule must be finite and no bigger than {BIGGEST:g}")
    return value


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
            yield from _check_number(leaf, float(value), entry)


def _check_option(name: str, option: str, entry: Entry) -> Iterator[tuple[str, str | None]]:
    if option not in entry.options:
        meant = nearest(option, entry.options)
        yield f'"{name}" has no option "{option}"{"" if meant else "; it has: " + ", ".join(entry.options)}', meant


def _check_words(name: str, words: tuple[str, ...], entry: Entry) -> Iterator[tuple[str, str | None]]:
    if entry.kind != "choice":
        yield f'"{name}" is a {entry.kind} finding and cannot be compared with a word', None
        return
    if len(set(words)) < len(words):
        yield f'"{name}" is compared with the same option twice', None
    for word in words:
        yield from _check_option(name, word, entry)


def _check_number(leaf: Compare, value: float, entry: Entry) -> Iterator[tuple[str, str | None]]:
    if entry.kind != "number":
        yield f'"{leaf.name}" is a {entry.kind} finding and cannot be compared with a number', None
    elif not entry.low <= value <= entry.high:
        yield f'"{leaf.name}" goes from {entry.low:g} to {entry.high:g}, so it is never near {value:g}', None
    elif (leaf.op in (">=", "<") and value == entry.low) or (leaf.op in (">", "<=") and value == entry.high):
        yield f'"{show(leaf)}" is {"always" if leaf.op in (">=", "<=") else "never"} true', None
