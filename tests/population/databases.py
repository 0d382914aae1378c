"""Arrow tables of people put into real databases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import psycopg
import pyarrow as pa

from untwitch.logic.sql import DIALECTS


def plain_kind(kind: pa.DataType) -> str:
    """The SQL type for an Arrow type."""
    if pa.types.is_boolean(kind):
        return "BOOLEAN"
    if pa.types.is_integer(kind):
        return "BIGINT"
    return "DOUBLE PRECISION" if pa.types.is_floating(kind) else "TEXT"


def into_postgres(connection: psycopg.Connection[Any], name: str, people: pa.Table) -> None:
    """A table of that name, made anew."""
    quoted = DIALECTS["postgres"].identifier
    columns = ", ".join(f"{quoted(field.name)} {plain_kind(field.type)}" for field in people.schema)
    connection.execute(f"DROP TABLE IF EXISTS {quoted(name)}; CREATE TABLE {quoted(name)} ({columns})".encode())
    with connection.cursor().copy(f"COPY {quoted(name)} FROM STDIN".encode()) as copy:
        for batch in people.to_batches(max_chunksize=1000):
            for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                copy.write_row(row)


def numbered(batches: Sequence[pa.RecordBatch]) -> pa.Table:
    """One table of all batches, with a column `id` that counts from 0."""
    people = pa.Table.from_batches(batches)
    return people.add_column(0, "id", pa.array(range(people.num_rows)))
