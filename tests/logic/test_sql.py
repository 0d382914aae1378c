"""The SQL compiler beyond the shared cases: quoting, wrong values, deep nesting, on real engines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg import Connection

from logic.trees import VOCABULARY
from untwitch.logic import sql
from untwitch.logic.nodes import AllOf, AnyOf, AtLeast, Compare, Fact, Node, Not
from untwitch.logic.text import DEEPEST
from untwitch.logic.truth import Truth
from untwitch.logic.vocabulary import Entry

Ask = Callable[[str], list[tuple[Any, ...]]]
ANY_TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), min_size=1, max_size=20)


@pytest.fixture(scope="module", params=["duckdb", "postgres"])
def engine(request: pytest.FixtureRequest) -> Iterator[tuple[sql.Dialect, Ask]]:
    """A dialect, and a way to ask the engine that speaks it."""
    dialect = sql.DIALECTS[request.param]
    if dialect.name == "postgres":
        connection: Connection[Any] = request.getfixturevalue("postgres")
        yield dialect, lambda text: connection.execute(text.encode()).fetchall()
    else:
        with duckdb.connect() as database:
            yield dialect, lambda text: database.execute(text).fetchall()


@given(text=ANY_TEXT)
def test_a_text_arrives_letter_by_letter(engine: tuple[sql.Dialect, Ask], text: str) -> None:
    dialect, ask = engine
    assert ask(f"SELECT {dialect.literal(text)}") == [(text,)]


@given(name=ANY_TEXT)
def test_any_name_can_be_a_column(engine: tuple[sql.Dialect, Ask], name: str) -> None:
    dialect, ask = engine
    quoted = dialect.identifier(name)
    assert ask(f"SELECT {quoted} FROM (SELECT 7 AS {quoted}) AS t") == [(7,)]


@pytest.mark.parametrize(
    "name, given_value, kept",
    [
        ("pain", "CAST('NaN' AS DOUBLE PRECISION)", None),
        ("pain", "CAST('Infinity' AS DOUBLE PRECISION)", None),
        ("pain", "-1", None),
        ("pain", "10.5", None),
        ("pain", "10", 10.0),
        ("pain", "CAST(6.5 AS DECIMAL(4, 2))", 6.5),
        ("breath", "'nonsense'", None),
        ("breath", "''", None),
        ("breath", "'gasping'", "gasping"),
    ],
)
def test_what_is_no_answer_is_not_known(
    engine: tuple[sql.Dialect, Ask], name: str, given_value: str, kept: object
) -> None:
    dialect, ask = engine
    [(_, value)] = sql.answers(name, VOCABULARY[name], dialect)
    assert ask(f"SELECT {value} FROM (SELECT {given_value} AS {dialect.identifier(name)}) AS t") == [(kept,)]


def tower(kind: Callable[[Node], Node], height: int) -> Node:
    node: Node = Fact("swollen")
    for _ in range(height):
        node = kind(node)
    return node


TOWERS: dict[str, Callable[[Node], Node]] = {
    "not": Not,
    "and": lambda node: AllOf((node, Fact("numb"))),
    "or": lambda node: AnyOf((Fact("hot"), node)),
    "at_least": lambda node: AtLeast(2, (node, Fact("numb"), Fact("hot"))),
}


@pytest.mark.parametrize("kind", ["not", "and", "or", "at_least"])
@pytest.mark.parametrize("known", [True, False, None])
def test_the_deepest_expression_is_read(engine: tuple[sql.Dialect, Ask], kind: str, known: Truth) -> None:
    """`numb` is true and `hot` false, so each storey hands on what the one below it says."""
    dialect, ask = engine
    text = sql.expression(tower(TOWERS[kind], DEEPEST), VOCABULARY, dialect)
    assert len(text) < 20_000  # in step with the tree, not doubled by each storey
    row = f"(SELECT {sql.empty(Entry('yes_no'), dialect) if known is None else known} AS swollen, TRUE AS numb, FALSE AS hot) AS t"
    assert ask(f"SELECT {text} FROM {row}") == [(known,)]


def test_a_hundred_parts_are_counted(engine: tuple[sql.Dialect, Ask]) -> None:
    dialect, ask = engine
    parts = [Fact("numb")] * 40 + [Fact("hot")] * 40 + [Fact("swollen")] * 20
    row = "(SELECT TRUE AS numb, FALSE AS hot, CAST(NULL AS BOOLEAN) AS swollen) AS t"
    for need, truth in ((40, True), (41, None), (60, None), (61, False)):
        text = sql.expression(AtLeast(need, tuple(parts)), VOCABULARY, dialect)
        assert ask(f"SELECT {text} FROM {row}") == [(truth,)]


EDGES = [(">=", 0, True), ("<", 0, False), (">", 10, False), ("<=", 10, True), ("==", 11, False), ("!=", -1, True)]


@pytest.mark.parametrize("op, limit, known", EDGES)
def test_a_limit_at_the_edge_of_the_range_is_known_before_anything_is_answered(
    op: Any, limit: float, known: bool
) -> None:
    assert sql.expression(Compare("pain", op, limit), VOCABULARY, sql.DIALECTS["spark"]) == str(known).upper()
