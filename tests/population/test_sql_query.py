"""The query says of every row what the program says of that person, on a real DuckDB and a real PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import duckdb
import psycopg
import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from population.databases import into_postgres, numbered
from untwitch.care.answers import read
from untwitch.care.triage import interval
from untwitch.errors import FaultsError
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import LEVELS
from untwitch.logic.atoms import FALSE, TRUE
from untwitch.logic.sql import DIALECTS
from untwitch.population.sql import query, table_name
from untwitch.population.synthetic import synthetic

Run = Callable[[pa.Table, str], list[dict[str, Any]]]
ENGINES = ["duckdb", "postgres"]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Iterator[tuple[str, Run]]:
    """A dialect, and a way to put people into the table `people` and ask the engine about them."""
    if request.param == "duckdb":
        with duckdb.connect() as database:
            yield "duckdb", lambda people, text: on_duckdb(database, people, text)
    else:
        connection = request.getfixturevalue("postgres")
        yield "postgres", lambda people, text: on_postgres(connection, people, text)


def on_duckdb(database: duckdb.DuckDBPyConnection, people: pa.Table, text: str) -> list[dict[str, Any]]:
    database.register("people", people)
    return database.sql(text).to_arrow_table().to_pylist()


def on_postgres(connection: psycopg.Connection[Any], people: pa.Table, text: str) -> list[dict[str, Any]]:
    into_postgres(connection, "people", people)
    with connection.cursor(row_factory=psycopg.rows.dict_row) as cursor:
        return cursor.execute(text.encode()).fetchall()


def by_program(guideline: Guideline, row: Mapping[str, Any]) -> dict[str, Any]:
    """One row as the compiled rules see it."""
    codes = bytearray(guideline.table.blank)
    for name, value in row.items():
        finding, _, option = name.partition(".")
        if value is not None and option:
            codes[guideline.table.places[finding, option]] = TRUE if value else FALSE
        elif value is not None and finding in guideline.findings:
            codes[slice(*guideline.table.spans[finding])] = guideline.table.codes_of(finding, value)
    found = list(zip(guideline.rules, guideline.ranks, guideline.evaluate(codes), strict=True))
    floor = max((rank for _, rank, code in found if code == TRUE), default=0)
    ceiling = max((rank for _, rank, code in found if code != FALSE), default=0)
    rules = [rule.id for rule, rank, code in found if code == TRUE and rank == floor]
    return {"id": row["id"], "floor": LEVELS[floor], "ceiling": LEVELS[ceiling], "rules": ",".join(rules)}


def differing(guideline: Guideline, people: pa.Table, found: Sequence[Mapping[str, Any]]) -> list[str]:
    """Each person of whom the database says something else."""
    said = {row["id"]: {key: row[key] for key in ("id", "floor", "ceiling", "rules")} for row in found}
    assert len(said) == len(found) == people.num_rows
    assert not any(row["bad_values"] for row in found)
    expected = (by_program(guideline, row) for row in people.to_pylist())
    return [json.dumps([one, said[one["id"]]]) for one in expected if said[one["id"]] != one]


@pytest.mark.parametrize("unknown", [0.0, 0.1])
def test_both_bounds_and_the_rules_are_those_of_the_program(
    guideline: Guideline, engine: tuple[str, Run], unknown: float, size: Callable[[int, int], int]
) -> None:
    dialect, run = engine
    people = numbered(list(synthetic(guideline, size(300, 20_000), 7, unknown)))
    assert not differing(guideline, people, run(people, query(guideline, dialect, rules=True)))


def test_the_check_of_one_person_says_the_same_when_nothing_is_concluded(guideline: Guideline) -> None:
    """As the page for data teams says: null for NULL; contacts_14d, when not known, is 1 there."""
    people = numbered(list(synthetic(guideline, 100, 3, 0.05)))
    for row in people.to_pylist():
        row["contacts_14d"] = 1 if row["contacts_14d"] is None else row["contacts_14d"]
        said: dict[str, Any] = {}
        for name, value in row.items():
            finding, _, option = name.partition(".")
            if option:
                said[finding] = None if value is None else [*said.get(finding, []), *([option] if value else [])]
            elif finding != "id":
                said[finding] = value
        now = interval(read(guideline, said))
        expected = by_program(guideline, row)
        assert (LEVELS[now.floor], LEVELS[now.ceiling]) == (expected["floor"], expected["ceiling"])


def test_without_the_rules_the_bounds_are_the_same(guideline: Guideline, engine: tuple[str, Run]) -> None:
    dialect, run = engine
    people = numbered(list(synthetic(guideline, 200, 8, 0.02)))
    short = {row["id"]: row for row in run(people, query(guideline, dialect))}
    for row in run(people, query(guideline, dialect, rules=True)):
        assert short[row["id"]] == {key: value for key, value in row.items() if key != "rules"}


def test_columns_that_the_table_lacks_are_not_known(guideline: Guideline, engine: tuple[str, Run]) -> None:
    dialect, run = engine
    every = numbered(list(synthetic(guideline, 200, 9, 0.1)))
    some = every.select([name for at, name in enumerate(every.schema.names) if name == "id" or at % 3])
    text = query(guideline, dialect, rules=True, present=[n for n in some.schema.names if n != "id"])
    assert not differing(guideline, some, run(some, text))


def test_a_wrong_value_counts_as_not_known_and_is_named(guideline: Guideline, engine: tuple[str, Run]) -> None:
    dialect, run = engine
    people = pa.table(
        {
            "id": [0, 1, 2, 3],
            "pain_now": pa.array([11.0, float("nan"), 10.0, None]),
            "fit": pa.array(["nonsense", "none", "none", None]),
            "stroke_sign": pa.array([False, True, False, None]),
        }
    )
    found = run(people, query(guideline, dialect, present=["pain_now", "fit", "stroke_sign"], rules=True))
    assert [row["bad_values"] for row in sorted(found, key=lambda row: row["id"])] == [
        "fit,pain_now",
        "pain_now",
        "",
        "",
    ]
    mended = people.set_column(1, "pain_now", pa.array([None, None, 10.0, None]))
    mended = mended.set_column(2, "fit", pa.array([None, "none", "none", None]))
    assert not differing(guideline, mended, [{**row, "bad_values": ""} for row in found])


def test_what_is_kept_comes_first_under_its_own_name(guideline: Guideline, engine: tuple[str, Run]) -> None:
    dialect, run = engine
    people = pa.table({"id": [7], "Ward 'B\"": ["x"], "stroke_sign": [True]})
    text = query(guideline, dialect, keep=["Ward 'B\"", "id"], present=["stroke_sign"], rules=True)
    assert run(people, text) == [
        {
            "Ward 'B\"": "x",
            "id": 7,
            "floor": "emergency",
            "ceiling": "emergency",
            "bad_values": "",
            "rules": "stroke_sign_seen",
        }
    ]


def test_only_the_columns_that_rules_read_are_asked_for(guideline: Guideline) -> None:
    text = query(guideline, "duckdb")
    unread = [f.id for f in guideline.findings.values() if f.group == "relief"]
    assert unread
    assert not [name for name in unread if f'"{name}"' in text or f'"{name}.' in text]


FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"dialect": "oracle"}, "--dialect: must be one of: duckdb, postgres, spark"),
    ({"table": "people; DROP TABLE people"}, "--table: must be a table"),
    ({"table": ""}, "--table: must be a table"),
    ({"table": "a..b"}, "--table: must be a table"),
    ({"table": '"open'}, "--table: must be a table"),
    ({"keep": ["Floor"]}, '"Floor" is a name that the query itself uses'),
    ({"keep": ["fit"]}, '"fit" is a name that the query itself uses'),
    ({"keep": ["id", "id"]}, '"id" stands there twice'),
    ({"present": ["stroke_sgn"]}, 'did you mean "stroke_sign"?'),
    ({"present": ["mind"]}, "one true/false column an option, like mind.confused"),
]


@pytest.mark.parametrize("wrong, message", FAULTS)
def test_a_wrong_wish_is_refused_by_name(guideline: Guideline, wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(FaultsError) as refused:
        query(guideline, **{"dialect": "duckdb", **wrong})
    assert message in str(refused.value)


def test_all_wrong_wishes_are_named_at_once(guideline: Guideline) -> None:
    with pytest.raises(FaultsError) as refused:
        query(guideline, "postgres", table="a b", keep=["floor"], present=["nothing"])
    assert len(refused.value.faults) == 3


@pytest.mark.parametrize(
    "dialect, name, quoted",
    [
        ("postgres", "Clinic.People", '"clinic"."people"'),
        ("postgres", '"People 2026"', '"People 2026"'),
        ("postgres", 'a."b.c""d"', '"a"."b.c""d"'),
        ("duckdb", "main.People", '"main"."People"'),
        ("spark", "lake.`a``b`.people", "`lake`.`a``b`.`people`"),
    ],
)
def test_a_table_is_named_as_the_engine_reads_it(dialect: str, name: str, quoted: str) -> None:
    assert table_name(name, DIALECTS[dialect]) == quoted


@given(text=st.text(max_size=30))
@example(text="text")
def test_no_table_name_leaves_its_quotes(text: str) -> None:
    try:
        name = table_name(text, DIALECTS["duckdb"])
    except FaultsError:
        return
    with duckdb.connect() as database:
        database.execute("SET python_enable_replacements = false")  # else the variables of this test are tables too
        with pytest.raises(duckdb.CatalogException):
            database.execute(f"SELECT * FROM {name}")
