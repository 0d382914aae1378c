"""Writing a table in the form its name asks for."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.ipc as ipc
import pyarrow.parquet as pq

from untwitch.population.spelled import BETWEEN, NONE
from untwitch.population.tables import ARROW, CSV, ENDINGS, PARQUET, ending, unknown_ending


def check_ending(name: str) -> None:
    """Refuse a name that says no form, before any work.

    Raises
    ------
    FaultsError
        The ending is none that we write.
    """
    if ending(name) not in ENDINGS:
        raise unknown_ending(name)


def write_file(path: Path, form: str, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
    """Write batches as Arrow IPC, Parquet or CSV (`form` is a file ending); the same rows give the same bytes."""
    if form in ARROW:
        with ipc.new_file(str(path), schema) as arrow:
            for batch in batches:
                arrow.write_batch(batch)
    elif form in PARQUET:
        with pq.ParquetWriter(str(path), schema) as parquet:
            for batch in batches:
                parquet.write_batch(batch, row_group_size=max(1, len(batch)))
    elif form in CSV:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(schema.names)
            for batch in batches:
                writer.writerows(_lines(batch))
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _lines(batch: pa.RecordBatch) -> Iterator[tuple[str, ...]]:
    return zip(*([_said(value) for value in column.to_pylist()] for column in batch.columns), strict=True)


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return BETWEEN.join(map(str, value)) or NONE
    return "" if value is None else str(value)
