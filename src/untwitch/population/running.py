"""A whole table through the rules: in pieces, on several processes, and again from where an interrupted run stopped.

Every finished piece stands in a folder beside the output, in files that are there whole or not at all. The output is
put together from them at the end, so a run that was killed gives the same bytes as one that was not.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import asdict, dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from untwitch.errors import Fault, FaultsError
from untwitch.guideline.load import load
from untwitch.kept import cache_folder
from untwitch.language import _
from untwitch.population import database
from untwitch.population.pieces import (
    ASIDE,
    DONE,
    FOUND,
    ROW,
    Job,
    Piece,
    digest,
    parts,
    work,
    worker_for,
    write_whole,
)
from untwitch.population.tables import ending, is_database
from untwitch.population.triage import SHOWN_ROWS, fault_of
from untwitch.population.writing import check_ending, write_file

UNFINISHED = ".unfinished"
RUN, OURS = "run.json", ".ours"
Progress = Callable[[int, "int | None", float], None]  # rows done, rows in all where known, seconds since the start


@dataclass(frozen=True)
class Outcome:
    """A finished run: people by floor and ceiling (`counts[floor][ceiling]`), and what was set aside."""

    rows: int
    bad_rows: int
    counts: list[list[int]]
    seconds: float
    resumed: int


def triage_table(job: Job, processes: int = 1, progress: Progress | None = None) -> Outcome:
    """Triage a table into another. Nothing is written to `out` before every row is done and right.

    Raises
    ------
    FaultsError
        Wrong columns (before any work), or wrong values without `skip_bad`: all of them, and there is no output.
    TableTrouble
        A table cannot be read or written.
    """
    started = time.monotonic()
    _refuse_early(job)
    folder = work_folder(job)
    _begin(job, folder)
    done = {piece.number: piece for piece in _done(folder)}
    resumed = len(done)
    for piece in _pieces(job, folder, done, processes):
        done[piece.number] = piece
        if progress:
            rows = sum(p.rows for p in done.values())
            progress(rows, worker_for(job).table.rows, time.monotonic() - started)
    pieces = [done[number] for number in sorted(done)]
    faults = _faults(pieces)
    if not faults or job.skip_bad:
        _publish(job, folder, pieces)
    shutil.rmtree(folder)
    if faults and not job.skip_bad:
        raise FaultsError(faults)
    counts = np.sum([p.counts for p in pieces], axis=0).tolist() if pieces else Piece(0).counts
    return Outcome(
        sum(p.rows for p in pieces), sum(p.bad_rows for p in pieces), counts, time.monotonic() - started, resumed
    )


def _refuse_early(job: Job) -> None:
    """Everything that can be refused before work starts."""
    worker_for(job)
    for name in filter(None, (job.out, job.skip_bad)):
        if is_database(name):
            there = database.has_table(name, job.out_table or "")
        else:
            check_ending(name)
            there = Path(name).exists()
        if there and not job.replace and not _is_ours(job, name):
            about = job.out_table if is_database(name) and job.out_table else name
            raise FaultsError([Fault("", 0, about, _("is there already; --replace writes over it"))])


def work_folder(job: Job) -> Path:
    if is_database(job.out):
        mark = hashlib.sha256(f"{job.out} {job.out_table}".encode()).hexdigest()[:16]
        return cache_folder() / f"population-{mark}{UNFINISHED}"
    return Path(job.out + UNFINISHED)


def _begin(job: Job, folder: Path) -> None:
    """Keep what an interrupted run of the very same job has finished; clear away anything else."""
    said = _asked(job)
    mark = folder / RUN
    if folder.exists() and not _is_of(folder, said):
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(mark, json.dumps(said))


def _asked(job: Job) -> dict[str, Any]:
    """What a run is told by: the table, the content and the job."""
    asked = {name: str(value) for name, value in asdict(replace(job, source="", replace=False)).items()}
    asked["out"] = hashlib.sha256(job.out.encode()).hexdigest()  # a database's address may hold a password
    return {"table": worker_for(job).table.identity, "content": load(job.content).version, "job": asked}


def _is_of(folder: Path, said: dict[str, Any]) -> bool:
    mark = folder / RUN
    return mark.exists() and bool(json.loads(mark.read_text("utf-8")) == said)


def _is_ours(job: Job, name: str) -> bool:
    """Did this very run put that file out before it was killed, and is it still the same file?"""
    folder = work_folder(job)
    if is_database(name) or not _is_of(folder, _asked(job)):
        return False
    return _mark(Path(name)) in [mark.read_text("utf-8") for mark in folder.glob(f"*{OURS}")]


def _mark(path: Path) -> str:
    """What a file keeps when it is renamed, and another file or a changed one has not."""
    told = path.stat()
    return f"{told.st_ino} {told.st_size} {told.st_mtime_ns}"


def _done(folder: Path) -> Iterator[Piece]:
    for path in folder.glob(f"*{DONE}"):
        yield Piece(**json.loads(path.read_text("utf-8")))


def _pieces(job: Job, folder: Path, done: dict[int, Piece], processes: int) -> Iterator[Piece]:
    """Every piece that is not done yet, as it is finished."""
    if processes < 2:
        for number, batch in _tasks(job, done):
            yield work(job, folder, number, batch)
        return
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        running: set[Future[Piece]] = set()
        for number, batch in _tasks(job, done):
            running.add(pool.submit(work, job, folder, number, batch))
            if len(running) > processes:  # not more: each may hold a batch
                finished, running = wait(running, return_when=FIRST_COMPLETED)
                yield from (one.result() for one in finished)
        yield from (one.result() for one in running)


def _tasks(job: Job, done: dict[int, Piece]) -> Iterator[tuple[int, pa.RecordBatch | None]]:
    """Numbers of pieces; with their rows where a table can only be read from its start."""
    worker = worker_for(job)
    if worker.table.pieces is not None:
        yield from ((number, None) for number in range(worker.table.pieces) if number not in done)
        return
    count = 0
    for number, batch in enumerate(worker.table.all(worker.columns)):
        count += 1
        if number not in done or done[number].digest != digest(batch):  # the table may have changed since
            done.pop(number, None)
            yield number, batch
    for number in [n for n in done if n >= count]:
        del done[number]


def _faults(pieces: Sequence[Piece]) -> list[Fault]:
    """What is wrong in all pieces together, rows counted from 1 over the whole table."""
    many: dict[tuple[str, str], int] = {}
    rows: dict[tuple[str, str], list[int]] = {}
    for piece, first in zip(pieces, _firsts(pieces), strict=True):
        for column, reason, count, some in piece.wrong:
            what = column, reason
            many[what] = many.get(what, 0) + count
            rows[what] = [*rows.get(what, ()), *(row + first for row in some)][:SHOWN_ROWS]
    return [fault_of(column, reason, rows[column, reason], count) for (column, reason), count in many.items()]


def _firsts(pieces: Sequence[Piece]) -> list[int]:
    """The number of each piece's first row, counted from 1."""
    return [1, *itertools.accumulate((p.rows for p in pieces), initial=1)][1 : len(pieces) + 1]


def _publish(job: Job, folder: Path, pieces: Sequence[Piece]) -> None:
    """Put the output together; the bad rows first, so that an output never stands without them."""
    worker = worker_for(job)
    if job.skip_bad:
        _write(job.skip_bad, folder / "bad.out", worker.bad_schema, _bad_rows(folder, pieces))
    found = (batch for _piece, batch in parts(folder, pieces, FOUND))
    if is_database(job.out):
        database.write_table(job.out, job.out_table or "", worker.out_schema, found, job.replace)
    else:
        _write(job.out, folder / "found.out", worker.out_schema, found)


def _write(name: str, unfinished: Path, schema: pa.Schema, batches: Iterator[pa.RecordBatch]) -> None:
    write_file(unfinished, ending(name), schema, batches)
    write_whole(unfinished.with_suffix(OURS), _mark(unfinished))
    if Path(name).parent.stat().st_dev == unfinished.stat().st_dev:
        os.replace(unfinished, name)
    else:
        shutil.move(unfinished, name)


def _bad_rows(folder: Path, pieces: Sequence[Piece]) -> Iterator[pa.RecordBatch]:
    first = dict(zip((p.number for p in pieces), _firsts(pieces), strict=True))
    for piece, batch in parts(folder, pieces, ASIDE):
        yield batch.set_column(0, ROW, pc.add(batch.column(0), first[piece.number]))
