"""One piece of a table: read, checked, triaged, and written where a later run finds it."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.ipc as ipc

from untwitch.guideline.load import load
from untwitch.population.layout import Layout, read_layout
from untwitch.population.spelled import read_spelled, spelled_schema
from untwitch.population.tables import Table, open_table
from untwitch.population.triage import SHOWN_ROWS, Triage, Wanted, plain
from untwitch.population.values import Wrong, wrong_values

LEVELS = 5
DONE, FOUND, ASIDE = ".done", ".arrow", ".bad"
ROW, REASONS = "row", "reasons"


@dataclass(frozen=True)
class Job:
    """What to do with which table. `query`: the table or SELECT of a database. `only`: read only these columns."""

    source: str
    out: str
    content: Path | None = None
    query: str | None = None
    out_table: str | None = None
    keep: tuple[str, ...] = ()
    only: tuple[str, ...] | None = None
    wanted: Wanted = field(default_factory=Wanted)
    skip_bad: str | None = None
    replace: bool = False


@dataclass
class Piece:
    """What one piece gave. `counts[floor][ceiling]`: people; `wrong`: column, reason, how many rows, and the first ones."""

    number: int
    rows: int = 0
    bad_rows: int = 0
    digest: str = ""  # of the rows, where they came from the start of a table that has no pieces
    counts: list[list[int]] = field(default_factory=lambda: np.zeros((LEVELS, LEVELS), int).tolist())
    wrong: list[tuple[str, str, int, list[int]]] = field(default_factory=list)


def digest(batch: pa.RecordBatch) -> str:
    return hashlib.blake2b(memoryview(batch.serialize()), digest_size=16).hexdigest()


@dataclass
class Worker:
    """What a process keeps between pieces."""

    table: Table
    layout: Layout
    triage: Triage
    skips: bool

    @property
    def columns(self) -> list[str]:
        return [*self.layout.kept, *(c.name for c in self.layout.columns if c.name not in self.layout.kept)]

    @property
    def read_schema(self) -> pa.Schema:
        schema = pa.schema([self.table.schema.field(name) for name in self.columns])
        return spelled_schema(self.layout.columns, schema) if self.table.text else schema

    @property
    def out_schema(self) -> pa.Schema:
        """What is kept, then what the rules say."""
        return pa.schema([*(self.read_schema.field(name) for name in self.layout.kept), *self.triage.schema])

    @property
    def bad_schema(self) -> pa.Schema:
        """Row number and reasons, then the row as it was given."""
        given = [self.table.schema.field(name) for name in self.columns]
        return pa.schema([pa.field(ROW, pa.int64()), pa.field(REASONS, pa.string()), *given])

    def read(self, batch: pa.RecordBatch) -> tuple[pa.RecordBatch, list[Wrong]]:
        """A batch as answers, and what is wrong with it."""
        wrong: list[Wrong] = []
        if self.table.text:
            batch, wrong = read_spelled(self.layout, batch)
        batch = plain(batch)
        return batch, [*wrong, *wrong_values(self.layout, batch)]


@lru_cache(maxsize=2)
def worker_for(job: Job) -> Worker:
    """The table opened and the rules compiled.

    Raises
    ------
    FaultsError
        Wrong columns.
    TableTrouble
        The table cannot be read.
    """
    guideline = load(job.content)
    table = open_table(job.source, job.query)
    layout = read_layout(guideline, table.schema, job.keep, job.only, typed=not table.text)
    return Worker(table, layout, Triage(layout, job.wanted), bool(job.skip_bad))


def work(job: Job, folder: Path, number: int, batch: pa.RecordBatch | None) -> Piece:
    """One piece: read, check, triage, write, and only then call it done."""
    worker, piece = worker_for(job), Piece(number)
    if batch is None:
        batches = worker.table.piece(number, worker.columns)
    else:
        piece.digest = digest(batch)
        batches = iter([batch])
    found, aside = (part(folder, number, ending) for ending in (FOUND, ASIDE))
    with (
        ipc.new_file(f"{found}.part", worker.out_schema) as out,
        ipc.new_file(f"{aside}.part", worker.bad_schema) as bad,
    ):
        for one in batches:
            _take(worker, piece, one, out, bad)
    for path in (found, aside):
        os.replace(f"{path}.part", path)
    write_whole(part(folder, number, DONE), json.dumps(asdict(piece)))
    return piece


def _take(worker: Worker, piece: Piece, batch: pa.RecordBatch, out: Any, bad: Any) -> None:
    good, wrong = worker.read(batch)
    if wrong:
        reasons = _reasons(wrong)
        if worker.skips:
            bad.write_batch(_set_aside(worker, batch, reasons, piece.rows))
        keep = np.ones(len(batch), np.bool_)
        keep[list(reasons)] = False
        good = good.filter(pa.array(keep))
        piece.bad_rows += len(reasons)
        piece.wrong += [(w.column, w.reason, len(w.rows), (w.rows[:SHOWN_ROWS] + piece.rows).tolist()) for w in wrong]
    result = worker.triage.checked_batch(good)
    floor, ceiling = (np.asarray(result.column(name).indices) for name in ("floor", "ceiling"))
    people = np.bincount(floor.astype(np.int64) * LEVELS + ceiling, minlength=LEVELS * LEVELS)
    piece.counts = (np.array(piece.counts) + people.reshape(LEVELS, LEVELS)).tolist()
    piece.rows += len(batch)
    out.write_batch(result)


def _reasons(wrong: Sequence[Wrong]) -> dict[int, str]:
    """For each bad row all that is wrong with it, by rising row."""
    found: dict[int, list[str]] = {}
    for one in wrong:
        for row in one.rows.tolist():
            found.setdefault(row, []).append(f"{one.column}: {one.reason}")
    return {row: "; ".join(found[row]) for row in sorted(found)}


def _set_aside(worker: Worker, batch: pa.RecordBatch, reasons: dict[int, str], first: int) -> pa.RecordBatch:
    rows = batch.take(pa.array(list(reasons)))
    told = [pa.array([row + first for row in reasons], pa.int64()), pa.array(reasons.values(), pa.string())]
    return pa.RecordBatch.from_arrays([*told, *rows.columns], schema=worker.bad_schema)


def part(folder: Path, number: int, ending: str) -> Path:
    return folder / f"{number:07}{ending}"


def write_whole(path: Path, text: str) -> None:
    """A file that is there whole or not at all."""
    unfinished = path.with_name(f"{path.name}.part")
    unfinished.write_text(text, "utf-8")
    os.replace(unfinished, path)


def parts(folder: Path, pieces: Sequence[Piece], ending: str) -> Iterator[tuple[Piece, pa.RecordBatch]]:
    """The batches of finished pieces, in order."""
    for piece in pieces:
        with pa.memory_map(str(part(folder, piece.number, ending))) as mapped:
            reader = ipc.open_file(mapped)
            for at in range(reader.num_record_batches):
                yield piece, reader.get_batch(at)
