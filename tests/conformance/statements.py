"""Cases as one SQL statement: a table with one row a person, each of whom is asked an expression of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from untwitch.logic import sql
from untwitch.logic.nodes import Node
from untwitch.logic.truth import Truth
from untwitch.logic.vocabulary import Vocabulary


def statement(
    vocabulary: Vocabulary, expressions: Sequence[Node], people: Sequence[Mapping[str, Any]], dialect: sql.Dialect
) -> str:
    """Gives (number, truth) for each person, whose facts are whole answers."""
    compiled = enumerate(sql.expressions(expressions, vocabulary, dialect))
    answers = [pair for name, entry in vocabulary.items() for pair in sql.answers(name, entry, dialect)]
    rows = [row(vocabulary, at, facts, dialect) for at, facts in enumerate(people)]
    names = ", ".join(dialect.identifier(name) for name, _ in answers)
    return (
        f"SELECT number, CASE number {' '.join(f'WHEN {at} THEN {text}' for at, text in compiled)} END FROM ("
        f"SELECT number, {', '.join(f'{value} AS {dialect.identifier(name)}' for name, value in answers)}"
        f" FROM (VALUES {', '.join([empty_row(vocabulary, dialect), *rows])}) AS people(number, {names})"
        f") AS answers WHERE number >= 0"
    )


def empty_row(vocabulary: Vocabulary, dialect: sql.Dialect) -> str:
    """A row that gives every column its type."""
    kinds = [sql.empty(entry, dialect) for name, entry in vocabulary.items() for _ in sql.columns(name, entry)]
    return f"(-1, {', '.join(kinds)})"


def row(vocabulary: Vocabulary, at: int, facts: Mapping[str, Any], dialect: sql.Dialect) -> str:
    """Whole answers as a row of a table; what was not answered is NULL."""
    cells: list[Any] = []
    for name, entry in vocabulary.items():
        fact = facts.get(name)
        cells += [None if fact is None else o in fact for o in entry.options] if entry.kind == "choices" else [fact]
    shown = ("NULL" if v is None else dialect.literal(v) if isinstance(v, str) else str(v) for v in cells)
    return f"({at}, {', '.join(shown)})"


def truths(rows: Iterable[Sequence[Any]]) -> list[Truth]:
    """The answers to a statement in the order of the people."""
    return [truth for _, truth in sorted(rows, key=lambda found: found[0])]
