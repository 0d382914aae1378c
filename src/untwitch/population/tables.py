"""Tables by their file ending: Arrow IPC, Parquet, CSV, or a table in a database. Read in pieces, so that memory is bounded.

A piece is what one process works on at a time and what an interrupted run need not do again.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.csv as csv
import pyarrow.ipc as ipc
import pyarrow.parquet as pq

from untwitch.errors import Fault, FaultsError, UntwitchError
from untwitch.language import _

BATCH_ROWS = 262_144
ARROW, PARQUET, CSV = (".arrow", ".feather", ".ipc"), (".parquet", ".pq"), (".csv",)
ENDINGS = (*ARROW, *PARQUET, *CSV)


class TableTrouble(UntwitchError):
    """A table that cannot be read or written."""


class Table(Protocol):
    """A table to read. `text` says that values come as text and must be read as answers first."""

    @property
    def text(self) -> bool: ...
    @property
    def schema(self) -> pa.Schema: ...
    @property
    def rows(self) -> int | None:
        """How many rows, where that is known before reading."""

    @property
    def identity(self) -> str:
        """A mark that changes when the table does, as far as can be told without reading it."""

    @property
    def pieces(self) -> int | None:
        """How many pieces, where they can be read in any order; None where the table can only be read from the start."""

    def piece(self, number: int, columns: Sequence[str]) -> Iterator[pa.RecordBatch]: ...
    def all(self, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Every batch from the start, each of at most BATCH_ROWS rows."""


def ending(name: str) -> str:
    return Path(name).suffix.lower()


def is_database(name: str) -> bool:
    return "://" in name


def open_table(name: str, query: str | None = None) -> Table:
    """A table by its file ending, or by a database address with `query`: a table's name or a SELECT.

    Raises
    ------
    TableTrouble
        The file is not there, or is no such table.
    """
    if is_database(name):
        from untwitch.population.database import DatabaseTable

        return DatabaseTable(name, query or "")
    if not Path(name).is_file():
        raise TableTrouble(_("There is no file %(name)s.") % {"name": name})
    table = _by_ending(name)
    try:
        table.schema  # noqa: B018 - opens the file
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as trouble:
        raise unreadable(name, trouble) from None
    return table


def _by_ending(name: str) -> Table:
    if ending(name) in ARROW:
        return ArrowTable(name)
    if ending(name) in PARQUET:
        return ParquetTable(name)
    if ending(name) in CSV:
        return CsvTable(name)
    raise unknown_ending(name)


def unreadable(name: str, trouble: Exception) -> TableTrouble:
    said = {"name": name, "why": str(trouble).splitlines()[0][:200]}
    return TableTrouble(_("%(name)s cannot be read as a table: %(why)s") % said)


def unknown_ending(name: str) -> FaultsError:
    said = {"endings": ", ".join(ENDINGS)}
    return FaultsError([Fault(name, 0, "", _("must end in one of %(endings)s, or be a database address") % said)])


@dataclass(frozen=True)
class _File:
    name: str
    text: bool = field(default=False, init=False)

    @property
    def identity(self) -> str:
        """Its place, size and time: reading all of a large file only to know it again would double the work."""
        said = os.stat(self.name)
        mark = f"{Path(self.name).resolve()} {said.st_size} {said.st_mtime_ns}"
        return hashlib.sha256(mark.encode()).hexdigest()[:16]


def sliced(batches: Iterator[pa.RecordBatch], columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        for start in range(0, len(batch), BATCH_ROWS):
            yield batch.select(columns).slice(start, BATCH_ROWS)


@dataclass(frozen=True)
class ArrowTable(_File):
    """An Arrow IPC file, mapped into memory: nothing is copied, pages are read when they are looked at."""

    @cached_property
    def _reader(self) -> Any:
        return ipc.open_file(pa.memory_map(self.name))

    @property
    def schema(self) -> pa.Schema:
        return self._reader.schema

    @cached_property
    def rows(self) -> int | None:
        return sum(len(self._reader.get_batch(at)) for at in range(self._reader.num_record_batches))

    @cached_property
    def _groups(self) -> list[range]:
        """Small batches are worked on together."""
        found, first, rows = [], 0, 0
        for at in range(self._reader.num_record_batches):
            rows += len(self._reader.get_batch(at))
            if rows >= BATCH_ROWS:
                found.append(range(first, at + 1))
                first, rows = at + 1, 0
        return [*found, range(first, self._reader.num_record_batches)] if rows else found

    @property
    def pieces(self) -> int | None:
        return len(self._groups)

    def piece(self, number: int, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        reader = ipc.open_file(pa.memory_map(self.name))  # of its own, so that pages can be given back
        yield from sliced((reader.get_batch(at) for at in self._groups[number]), columns)

    def all(self, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        for number in range(len(self._groups)):
            yield from self.piece(number, columns)


@dataclass(frozen=True)
class ParquetTable(_File):
    """A Parquet file; a piece is a row group, which is read batch by batch."""

    @cached_property
    def _reader(self) -> Any:
        return pq.ParquetFile(self.name, memory_map=True)

    @property
    def schema(self) -> pa.Schema:
        return self._reader.schema_arrow

    @property
    def rows(self) -> int | None:
        return int(self._reader.metadata.num_rows)

    @property
    def pieces(self) -> int | None:
        return int(self._reader.num_row_groups)

    def piece(self, number: int, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        words = [f.name for f in self.schema if pa.types.is_dictionary(f.type) and f.name in columns]
        reader = pq.ParquetFile(self.name, memory_map=True, read_dictionary=words)
        yield from reader.iter_batches(BATCH_ROWS, [number], columns, use_threads=False)

    def all(self, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        for number in range(self._reader.num_row_groups):
            yield from self.piece(number, columns)


@dataclass(frozen=True)
class CsvTable(_File):
    """A CSV file with a first line of names. Everything is read as text, so that a wrong value can be named by its row."""

    text: bool = field(default=True, init=False)
    rows: int | None = field(default=None, init=False)
    pieces: int | None = field(default=None, init=False)

    def _open(self, columns: Sequence[str] | None) -> Any:
        with csv.open_csv(self.name) as opened:
            names = opened.schema.names
        options = csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            include_columns=columns,
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
            null_values=[""],
        )
        return csv.open_csv(self.name, csv.ReadOptions(block_size=1 << 24), convert_options=options)

    @cached_property
    def schema(self) -> pa.Schema:
        with self._open(None) as opened:
            return opened.schema

    def piece(self, number: int, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        raise NotImplementedError("a CSV file is read from its start")

    def all(self, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        try:
            with self._open(columns) as opened:
                yield from sliced(opened, columns)
        except pa.ArrowInvalid as trouble:
            raise unreadable(self.name, trouble) from None
