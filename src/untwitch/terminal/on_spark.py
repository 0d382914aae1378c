"""`untwitch population spark`: the rules over a table that Spark reads, on the cluster that its settings name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from untwitch.errors import UntwitchError
from untwitch.language import _
from untwitch.terminal.opening import open_guideline
from untwitch.terminal.tables import libraries
from untwitch.terminal.talk import Talk

JAVA_CALL = "An error occurred while calling"


class SparkRefused(UntwitchError):
    """Spark is not installed, does not start, or cannot read or write what it was given."""


def run(folder: Path | None, source: str, out: str, keep: Sequence[str], with_rules: bool, with_open: bool) -> None:
    """Read, triage, write. What stands at OUT already is never written over."""
    with libraries():
        from untwitch.population.spark import triage
    guideline, folder = open_guideline(folder), folder.resolve() if folder else None
    session = _session()
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        people = session.read.parquet(source) if is_path(source) else session.table(source)
        found = triage(people, guideline, keep=keep, rules=with_rules, open_dangers=with_open, folder=folder)
        writer = found.write.mode("error")
        writer.parquet(out) if is_path(out) else writer.saveAsTable(out)
    except (PySparkException, Py4JError) as refused:
        raise SparkRefused(_("Spark says: %(why)s") % {"why": reason(str(refused))}) from None
    Talk().say(_("The levels were written to %(file)s.") % {"file": out})


def is_path(name: str) -> bool:
    """A path or an address, not the name of a table."""
    return "/" in name or name.endswith(".parquet")


def reason(text: str) -> str:
    """What a person can use of Spark's message: our own refusal on a worker, or else its first line."""
    lines = [line.strip(" :") for line in text.splitlines() if line.strip() and not line.startswith(JAVA_CALL)]
    ours = [line.partition(": ")[2] for line in lines if line.startswith("untwitch.")]
    return (ours or lines or [""])[0][:500]


def _session() -> Any:
    """The session that exists, or the one that Spark's settings give."""
    from untwitch.population.java import prepare_spark

    prepare_spark()
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] != "pyspark":
            raise
        raise SparkRefused(
            _("This needs Spark, of the extra \"spark\": pip install 'untwitch[population,spark]'.")
        ) from None
    try:
        return SparkSession.builder.appName("untwitch").getOrCreate()
    except (PySparkException, OSError) as refused:
        raise SparkRefused(_("Spark does not start: %(why)s") % {"why": reason(str(refused))}) from None
