"""Compiler to SQL: one expression as text that DuckDB, PostgreSQL and Spark read.

NULL is "not known", and SQL's own AND, OR and NOT are Kleene's. Columns carry the finding's id: a boolean for a yes/no
finding, text for a choice, a number for a number, and one boolean an option for choices (`"movement.twitch"`). The text
grows in step with the tree: no part is written twice, however deep the nesting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from untwitch.logic.nodes import Compare, Fact, In, Node, fold
from untwitch.logic.vocabulary import Entry, Vocabulary

Name = Literal["duckdb", "postgres", "spark"]


@dataclass(frozen=True)
class Dialect:
    """Where the three engines differ.

    `quote`: the mark around an identifier. `backslash`: whether it escapes inside a text. `array`, `first`, `join`: how a
    list is written, the number of its first element, and how texts in it are joined. `step`, `fence`: what follows AS in a WITH and what ends the
    sub-query, so that each step is worked out once a row, is not stored, and is not copied into whoever reads it.
    """

    name: Name
    quote: str = '"'
    backslash: bool = False
    array: str = "(ARRAY[{}])"
    first: int = 1
    join: str = "COALESCE(array_to_string(ARRAY[{}], ','), '')"
    number: str = "DOUBLE PRECISION"
    text: str = "VARCHAR"
    step: str = "NOT MATERIALIZED "
    fence: str = ""

    def identifier(self, name: str) -> str:
        """A name that is taken letter by letter.

        >>> DIALECTS["spark"].identifier("movement.twitch")
        '`movement.twitch`'
        """
        return f"{self.quote}{name.replace(self.quote, self.quote * 2)}{self.quote}"

    def literal(self, text: str) -> str:
        """A text value.

        >>> DIALECTS["postgres"].literal("can't")
        "'can''t'"
        """
        if self.backslash:
            return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
        return "'" + text.replace("'", "''") + "'"

    def one_of_list(self, values: Sequence[str], place: str) -> str:
        """The element of a list at a place that counts from 0."""
        return f"{self.array.format(', '.join(values))}[{f'{self.first} + ' if self.first else ''}{place}]"

    def joined(self, texts: Sequence[str]) -> str:
        """The texts that are not NULL, with commas between."""
        return self.join.format(", ".join(texts))


DIALECTS: dict[str, Dialect] = {
    d.name: d
    for d in (
        Dialect("duckdb"),
        Dialect("postgres", fence=" OFFSET 0"),
        Dialect(
            "spark",
            quote="`",
            backslash=True,
            array="array({})",
            first=0,
            join="array_join(array({}), ',')",
            number="DOUBLE",
            text="STRING",
            step="",
        ),
    )
}


def column(name: str, option: str | None = None) -> str:
    """The column of a finding, or of one option of a `choices` finding."""
    return name if option is None else f"{name}.{option}"


def columns(name: str, entry: Entry) -> Iterator[str]:
    """The columns of one finding."""
    yield from [column(name, option) for option in entry.options] if entry.kind == "choices" else [name]


def number(value: float) -> str:
    """A number as SQL, signed ones in brackets."""
    return repr(value) if value >= 0 else f"({value!r})"


@dataclass(frozen=True)
class Sql:
    """Fold a tree to a SQL expression that can stand anywhere without more brackets."""

    vocabulary: Vocabulary
    dialect: Dialect

    def fact(self, node: Fact) -> str:
        return self.dialect.identifier(column(node.name, node.option))

    def compare(self, node: Compare) -> str:
        name = self.dialect.identifier(node.name)
        if isinstance(node.value, str):
            return f"({name} {'=' if node.op == '==' else '<>'} {self.dialect.literal(node.value)})"
        known = _known(node, self.vocabulary[node.name])
        if known is not None:
            return str(known).upper()
        op = {"==": "=", "!=": "<>"}.get(node.op, node.op)
        return f"({name} {op} {number(node.value)})"

    def one_of(self, node: In) -> str:
        words = ", ".join(map(self.dialect.literal, node.values))
        return f"({self.dialect.identifier(node.name)} IN ({words}))"

    def negation(self, part: str) -> str:
        return f"(NOT {part})"

    def all_of(self, parts: list[str]) -> str:
        return _joined(" AND ", parts)

    def any_of(self, parts: list[str]) -> str:
        return _joined(" OR ", parts)

    def at_least(self, need: int, parts: list[str]) -> str:
        """A list of what every count of true and unknown parts means, looked up once.

        The place in it is `true * (parts + 1) + unknown`: every part adds `parts + 1`, 1 when unknown, or 0 when false.
        """
        size = len(parts) + 1
        places = [divmod(place, size) for place in range(size * len(parts) + 1)]
        outcomes = ["TRUE" if sure >= need else "NULL" if sure + open_ >= need else "FALSE" for sure, open_ in places]
        place = " + ".join(f"COALESCE(CAST({part} AS INTEGER) * {size}, 1)" for part in parts)
        return self.dialect.one_of_list(outcomes, f"({place})")


def _joined(word: str, parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({word.join(parts)})"


def _known(node: Compare, entry: Entry) -> bool | None:
    """A comparison that the range of the number decides before anything is answered."""
    value, low, high = float(node.value), entry.low, entry.high
    above, reached = value < low, value <= low  # everybody is above it; at it or above
    below, short = value > high, value >= high
    sides = {
        ">=": (reached, below),
        ">": (above, short),
        "<": (below, reached),
        "<=": (short, above),
        "==": (False, above or below),
        "!=": (above or below, False),
    }
    always, never = sides[node.op]
    return True if always else False if never else None


def expression(node: Node, vocabulary: Vocabulary, dialect: Dialect) -> str:
    """One expression as SQL over the finding columns, as `answers` hands them on.

    >>> from untwitch.logic.text import parse
    >>> vocabulary = {"hot": Entry("yes_no"), "pain": Entry("number", low=0, high=10)}
    >>> expression(parse("hot and not pain >= 7"), vocabulary, DIALECTS["duckdb"])
    '("hot" AND (NOT ("pain" >= 7)))'
    """
    return fold(node, Sql(vocabulary, dialect))


def expressions(nodes: Sequence[Node], vocabulary: Vocabulary, dialect: Dialect) -> list[str]:
    """Many expressions; a part that several have in common is translated once (and written in each)."""
    memo: dict[Node, str] = {}
    return [fold(node, Sql(vocabulary, dialect), memo) for node in nodes]


def good(name: str, entry: Entry, dialect: Dialect) -> str | None:
    """What a value of a finding's column must fulfil; None when its type says it all. NULL for NULL."""
    quoted = dialect.identifier(name)
    match entry.kind:
        case "number":  # NaN counts as bigger than any number in all three
            return f"({quoted} BETWEEN {number(entry.low)} AND {number(entry.high)})"
        case "choice":
            return f"({quoted} IN ({', '.join(map(dialect.literal, entry.options))}))"
        case _:
            return None


def answers(name: str, entry: Entry, dialect: Dialect) -> Iterator[tuple[str, str]]:
    """(column, SQL) of one finding as read from a table: a value that is no answer to it becomes NULL.

    Numbers become double precision, as everywhere in this program.
    """
    check = good(name, entry, dialect)
    for each in columns(name, entry):
        quoted = dialect.identifier(each)
        value = f"CAST({quoted} AS {dialect.number})" if entry.kind == "number" else quoted
        yield each, value if check is None else f"CASE WHEN {check} THEN {value} END"


def empty(entry: Entry, dialect: Dialect) -> str:
    """What a column that the table lacks holds."""
    kinds = {"number": dialect.number, "choice": dialect.text}
    return f"CAST(NULL AS {kinds.get(entry.kind, 'BOOLEAN')})"
