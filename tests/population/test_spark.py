"""A real local Spark says the same: the query as SQL, and the batch function through mapInArrow."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from conformance.statements import statement, truths
from logic.trees import MEANING, VOCABULARY, random_answers, random_tree
from population.databases import numbered
from untwitch.cli import app
from untwitch.errors import FaultsError
from untwitch.guideline.model import Guideline
from untwitch.logic import sql
from untwitch.logic.nodes import AllOf, AtLeast, Fact, Node, Not
from untwitch.logic.text import DEEPEST, parse
from untwitch.logic.truth import Truth
from untwitch.population import spark as on_spark
from untwitch.population.java import prepare_spark, wheel_java_home
from untwitch.population.layout import read_layout
from untwitch.population.sql import query
from untwitch.population.synthetic import synthetic
from untwitch.population.triage import Triage, Wanted, triage_batch

pytestmark = pytest.mark.spark
Session = Any


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    pytest.importorskip("pyspark", reason="pyspark is not installed: make spark")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("JAVA_HOME", str(wheel_java_home()))  # also where the machine has another
        environment.setenv("PYSPARK_PYTHON", "")
        environment.delenv("PYSPARK_PYTHON")
        prepare_spark()
        yield from local_session(tmp_path_factory.mktemp("spark"))


def local_session(folder: Path) -> Iterator[Session]:
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").appName("untwitch-tests")
    options = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.local.dir": str(folder / "scratch"),
        "spark.sql.codegen.wholeStage": "false",  # compiling each statement's Java takes longer than these few rows
    }
    for name, value in options.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


@pytest.fixture(scope="module")
def people(guideline: Guideline, size: Callable[[int, int], int]) -> pa.Table:
    return numbered(list(synthetic(guideline, size(300, 20_000), 4, 0.05)))


@pytest.fixture(scope="module")
def expected(guideline: Guideline, people: pa.Table) -> list[dict[str, Any]]:
    (batch,) = people.combine_chunks().to_batches()
    return triage_batch(batch, guideline, keep=["id"]).to_pylist()


@pytest.fixture(scope="module")
def table(spark: Session, people: pa.Table, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The people as a Spark table of several partitions, also under the name `people`."""
    folder = tmp_path_factory.mktemp("people")
    for at in range(0, len(people), 100):
        pq.write_table(people.slice(at, 100), folder / f"{at}.parquet")
    frame = spark.read.parquet(str(folder))
    frame.createOrReplaceTempView("people")
    return frame


def by_id(rows: Any) -> list[dict[str, Any]]:
    return sorted((row.asDict() for row in rows), key=lambda row: row["id"])


def test_map_in_arrow_says_what_one_machine_says(
    table: Any, guideline: Guideline, expected: list[dict[str, Any]]
) -> None:
    found = by_id(on_spark.triage(table, guideline, keep=["id"]).collect())
    assert found == expected


def test_open_danger_signs_come_through(table: Any, guideline: Guideline, people: pa.Table) -> None:
    few = table.where("id < 5")
    (batch,) = people.slice(0, 5).combine_chunks().to_batches()
    found = by_id(on_spark.triage(few, guideline, keep=["id"], rules=False, open_dangers=True).collect())
    assert found == triage_batch(batch, guideline, keep=["id"], rules=False, open_dangers=True).to_pylist()


def test_the_query_says_what_the_batches_say(
    spark: Session, table: Any, guideline: Guideline, expected: list[dict[str, Any]]
) -> None:
    found = by_id(spark.sql(query(guideline, "spark", rules=True)).collect())
    assert not any(row.pop("bad_values") for row in found)
    assert found == [{**row, "rules": ",".join(row["rules"])} for row in expected]


def test_a_wrong_column_is_refused_before_anything_runs(spark: Session, guideline: Guideline) -> None:
    frame = spark.createDataFrame([(1, "yes")], "id int, stroke_sign string")
    with pytest.raises(FaultsError, match="stroke_sign: holds string"):
        on_spark.triage(frame, guideline, keep=["id"])


def test_a_wrong_value_stops_the_job_and_is_named(spark: Session, guideline: Guideline) -> None:
    from pyspark.errors import PySparkException

    frame = spark.createDataFrame([(1, 37.0), (2, 370.0)], "id int, temp_c double")
    with pytest.raises(PySparkException, match="temp_c"):
        on_spark.triage(frame, guideline, keep=["id"]).collect()


def test_a_worker_with_other_rules_refuses(guideline: Guideline) -> None:
    batch = pa.record_batch({"c0": [True]})
    work = on_spark.Work(("stroke_sign",), (), Wanted(), None, guideline.version)
    assert [row["floor"] for row in next(work([batch])).to_pylist()] == ["emergency"]
    with pytest.raises(on_spark.OtherRulesError, match="install the same version everywhere"):
        next(replace(work, version="another")([batch]))


def test_the_rules_on_spark_read_the_layout_once(guideline: Guideline) -> None:
    batch = pa.record_batch({"stroke_sign": [True, None]})
    made = Triage(read_layout(guideline, batch.schema), Wanted())
    assert on_spark.plain_text(made.batch(batch)).schema.field("floor").type == pa.string()


def asked(spark: Session, nodes: list[Node], facts: list[dict[str, Any]]) -> list[Truth]:
    return truths(spark.sql(statement(VOCABULARY, nodes, facts, sql.DIALECTS["spark"])).collect())


def test_the_written_meaning_holds_on_spark(spark: Session) -> None:
    whole = [c for c in MEANING["cases"] if not any(isinstance(fact, dict) for fact in c["facts"].values())]
    found = asked(spark, [parse(c["expression"]) for c in whole], [c["facts"] for c in whole])
    assert found == [c["result"] for c in whole]


def test_random_trees_agree_on_spark(spark: Session, size: Callable[[int, int], int]) -> None:
    from conformance.meaning import meaning

    rng = random.Random(7)
    for _ in range(size(1, 20)):
        nodes = [random_tree(rng, rng.choice((1, 2, 3, 4))) for _ in range(100)]
        facts = [random_answers(rng, 0.6, 0) for _ in nodes]
        assert asked(spark, nodes, facts) == [meaning(n, VOCABULARY, f) for n, f in zip(nodes, facts, strict=True)]


def test_the_deepest_expression_is_read_by_spark(spark: Session) -> None:
    node: Node = Fact("swollen")
    for _ in range(DEEPEST // 3):
        node = AtLeast(2, (Not(Not(node)), AllOf((Fact("numb"), Fact("numb"))), Fact("hot")))
    facts = [{"swollen": True, "numb": True, "hot": False}, {"numb": True, "hot": False}]
    assert asked(spark, [node, node], facts) == [True, None]


@pytest.mark.parametrize("text", ["can't", 'say "x"', "back\\slash \\n", "`tick`", "ä 🦵", "a.b"])
def test_texts_and_names_arrive_letter_by_letter(spark: Session, text: str) -> None:
    dialect = sql.DIALECTS["spark"]
    name = dialect.identifier(text)
    rows = spark.sql(f"SELECT {name} FROM (SELECT {dialect.literal(text)} AS {name}) AS t").collect()
    assert [row[0] for row in rows] == [text]


def test_the_command_writes_what_the_batches_say(
    table: Any, tmp_path: Path, people: pa.Table, expected: list[dict[str, Any]]
) -> None:
    """In the session that exists already."""
    pq.write_table(people, tmp_path / "people.parquet")
    words = ["population", "spark", str(tmp_path / "people.parquet"), str(tmp_path / "levels"), "--keep", "id"]
    done = CliRunner().invoke(app, [*words, "--with-rules"])
    assert done.exit_code == 0, done.output
    found = pq.read_table(tmp_path / "levels").to_pylist()
    assert sorted(found, key=lambda row: row["id"]) == expected
    again = CliRunner().invoke(app, words)
    assert again.exit_code == 2
    assert "Spark says:" in again.stderr


def test_the_command_says_which_value_is_wrong(spark: Session, tmp_path: Path) -> None:
    pq.write_table(pa.table({"temp_c": [370.0]}), tmp_path / "people.parquet")
    words = ["population", "spark", str(tmp_path / "people.parquet"), str(tmp_path / "levels")]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 2
    assert "temp_c (row 1): must be from" in done.stderr
