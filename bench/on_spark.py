"""The rules on a local Spark with two cores: the generated SQL, and the batch function through mapInArrow.

Used by bench/population.py where PySpark is installed. Both rows are warm: the first run, in which Spark compiles, is not counted.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from untwitch.guideline.model import Guideline

Counts = dict[tuple[str, str], int]
Line = Callable[[str, float, str], None]


def installed() -> bool:
    return find_spec("pyspark") is not None


def counts(guideline: Guideline, people: pa.RecordBatch, folder: Path, line: Line) -> list[Counts]:
    """Write one line a way, and give the people by floor and ceiling that each found."""
    from untwitch.population.spark import triage
    from untwitch.population.sql import query

    path = folder / "spark.parquet"
    pq.write_table(pa.Table.from_batches([people]), path, row_group_size=len(people) // 4)
    session = _session(folder)
    frame = session.read.parquet(str(path)).repartition(2).cache()
    frame.count()
    frame.createOrReplaceTempView("people")
    text = query(guideline, "spark", keep=(), present=frame.columns)
    ways = {
        "straight SQL on Spark, 2 threads": lambda: session.sql(text),
        "mapInArrow on Spark, 2 threads": lambda: triage(frame, guideline, rules=False),
    }
    found = []
    for what, way in ways.items():
        seconds, said = _best(lambda way=way: way().groupBy("floor", "ceiling").count().collect())
        line(what, len(people) / seconds, f"{len(people):,} people, cached in Spark")
        found.append({(row["floor"], row["ceiling"]): row["count"] for row in sorted(said)})
    session.stop()
    return found


def _best(work: Callable[[], Any]) -> tuple[float, Any]:
    work()
    seconds, said = [], None
    for _ in range(2):
        start = time.perf_counter()
        said = work()
        seconds.append(time.perf_counter() - start)
    return min(seconds), said


def _session(folder: Path) -> Any:
    from pyspark.sql import SparkSession

    from untwitch.population.java import prepare_spark

    prepare_spark()
    builder = SparkSession.builder.master("local[2]").appName("untwitch-bench")
    options = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.driver.memory": "4g",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.local.dir": str(folder),
        "spark.ui.showConsoleProgress": "false",
    }
    for name, value in options.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    return session
