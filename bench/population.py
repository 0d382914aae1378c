"""How fast are the rules over a table, what limits it, and how far is that from other ways to run the same rules?

Usage: python bench/population.py [--people N] [--stream N] [--no-stream]

One run, the same made-up people for all, the same counts checked against each other. Ratios mean more than figures: the
machine may be busy. "Limit" is what one process (or two) can read from memory, for these very columns.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import active_children, get_context
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.ipc as ipc
import pyarrow.parquet as pq

import on_spark
from one_by_one import as_text, person_facts, two_valued
from untwitch.guideline.load import load
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import LEVELS
from untwitch.population.layout import read_layout
from untwitch.population.outputs import RANKS
from untwitch.population.pieces import Job
from untwitch.population.planes_of import BatchPlanes
from untwitch.population.running import triage_table
from untwitch.population.synthetic import synthetic
from untwitch.population.triage import Triage

BATCH = 1 << 20  # rows a batch in the files
SQL_PEOPLE, ENGINE_PEOPLE, SPARK_PEOPLE = 20_000, 100, 100_000
TIMES = 3
Counts = dict[tuple[str, str], int]
ROW = "{:44} {:>12} {:>9} {:>12}  {}"


@dataclass
class Table:
    """The people as files, and what reading them costs."""

    folder: Path
    people: int
    bytes_a_person: float

    @property
    def arrow(self) -> str:
        return str(self.folder / "people.arrow")

    @property
    def parquet(self) -> str:
        return str(self.folder / "people.parquet")


class Report:
    """One line a way; each rate beside the memory limit and the first SQL line."""

    def __init__(self) -> None:
        self.limit = 0.0
        self.rates: dict[str, float] = {}

    def line(self, what: str, people_s: float, note: str = "") -> None:
        self.rates[what] = people_s
        share = f"{people_s / self.limit:.2%}" if self.limit else ""
        sql = self.rates.get("straight SQL on DuckDB, 2 threads")
        ratio = f"{people_s / sql:,.1f} x" if sql else ""
        print(ROW.format(what, f"{people_s:,.0f}/s", share, ratio, note), flush=True)


def best(work: Callable[[], object], times: int = TIMES, clock: Callable[[], float] = time.perf_counter) -> float:
    """Seconds of the fastest of some runs."""
    found = []
    for _ in range(times):
        start = clock()
        work()
        found.append(clock() - start)
    return min(found)


def write_people(guideline: Guideline, folder: Path, people: int) -> Table:
    """The people as one file of each form, in large batches. Ages and other numbers as 16 bits where they are whole."""
    arrow = parquet = None
    size = 0
    for start in range(0, people, BATCH):
        table = pa.Table.from_batches([*synthetic(guideline, min(BATCH, people - start), 1 + start)])
        batch = narrowed(table).combine_chunks().to_batches()[0]
        size += batch.nbytes
        arrow = arrow or ipc.new_file(str(folder / "people.arrow"), batch.schema)
        parquet = parquet or pq.ParquetWriter(str(folder / "people.parquet"), batch.schema)
        arrow.write_batch(batch)
        parquet.write_batch(batch, row_group_size=BATCH // 4)
    assert arrow
    assert parquet
    arrow.close()
    parquet.close()
    return Table(folder, people, size / people)


def narrowed(table: pa.Table) -> pa.Table:
    for at, field in enumerate(table.schema):
        if pa.types.is_floating(field.type):
            try:
                table = table.set_column(at, field.name, table.column(at).cast(pa.int16()))
            except pa.ArrowInvalid:  # not whole
                table = table.set_column(at, field.name, table.column(at).cast(pa.float32()))
    return table


def batches(path: str, part: int = 0, parts: int = 1) -> Iterator[pa.RecordBatch]:
    """One process's share of an Arrow file that lies in memory."""
    reader = ipc.open_file(pa.memory_map(path))
    for number in range(part, reader.num_record_batches, parts):
        yield reader.get_batch(number)


def popcounts(triage: Triage, batch: pa.RecordBatch) -> Counter[tuple[int, int]]:
    """People by floor and ceiling, counted in planes; nothing is written."""
    found: Counter[tuple[int, int]] = Counter()
    for first, last, planes in triage.blocks(batch):
        everyone = np.full(len(planes[0]), ~np.uint64(0))
        if (last - first) % 64:
            everyone[-1] = np.uint64((1 << (last - first) % 64) - 1)
        floors, ceilings = exactly(planes[:4], everyone), exactly([~p for p in planes[4:8]], everyone)
        for f, floor in floors.items():
            for c, ceiling in ceilings.items():
                if c >= f:
                    found[f, c] += int(np.bitwise_count(floor & ceiling).sum())
    return found


def exactly(planes: Any, everyone: Any) -> dict[int, Any]:
    """A plane a level from cumulative ones, most urgent first."""
    found, left = {}, everyone
    for rank, plane in zip(RANKS, planes, strict=True):
        found[rank] = plane & left
        left = left & ~plane
    return {**found, 0: left}


def count_part(path: str, part: int, parts: int, ready: Any, results: Any, compiled: bool = True) -> None:
    """A process of its own: make ready, wait for the others, then count its share again and again."""
    (first, *_) = batches(path, part, parts)
    triage = Triage(read_layout(load(), first.schema), compile_after=0 if compiled else 1 << 62)
    popcounts(triage, first)
    for _ in range(TIMES):
        ready.wait()
        counts: Counter[tuple[int, int]] = Counter()
        start = time.process_time()
        for batch in batches(path, part, parts):
            counts += popcounts(triage, batch)
        results.put((counts, time.process_time() - start))
        ready.wait()


def count_part_in_numpy(path: str, part: int, parts: int, ready: Any, results: Any) -> None:
    count_part(path, part, parts, ready, results, compiled=False)


def sum_part(path: str, part: int, parts: int, ready: Any, results: Any) -> None:
    """The memory limit: read every byte of the columns once, and do nothing with it."""
    buffers = [
        np.frombuffer(buffer, np.uint64, len(buffer) // 8)
        for batch in batches(path)
        for column in batch.columns
        for buffer in column.buffers()
        if buffer is not None and len(buffer) > 64
    ]
    mine = buffers[part::parts]
    for _ in range(TIMES + 1):
        ready.wait()
        for buffer in mine:
            np.bitwise_or.reduce(buffer)
        results.put((Counter(), 0.0))
        ready.wait()


def in_processes(work: Callable[..., None], path: str, parts: int, times: int = TIMES) -> tuple[float, float, Counts]:
    """Of the best round of all processes together: seconds, seconds of the busiest core, and the counts.

    The two differ when other programs take the cores away meanwhile.
    """
    context = get_context("spawn")
    ready, results = context.Barrier(parts + 1), context.Queue()
    processes = [context.Process(target=work, args=(path, n, parts, ready, results)) for n in range(parts)]
    for process in processes:
        process.start()
    seconds, cores, total = [], [], Counter[tuple[int, int]]()
    for _ in range(times):
        ready.wait()
        start = time.perf_counter()
        told = [results.get() for _ in processes]
        seconds.append(time.perf_counter() - start)
        cores.append(max(core for _counts, core in told))
        total = sum((counts for counts, _core in told), Counter())
        ready.wait()
    for process in processes:
        process.join()
    return min(seconds), min(cores), named(total)


def named(counts: Any) -> Counts:
    return {(LEVELS[f], LEVELS[c]): n for (f, c), n in sorted(counts.items()) if n}


def sql_counts(guideline: Guideline, table: Table, report: Report) -> Counts | None:
    """The generated SQL over the first people, in DuckDB."""
    import duckdb

    from untwitch.logic.sql import DIALECTS
    from untwitch.population.sql import Query

    people = next(batches(table.arrow)).slice(0, SQL_PEOPLE)
    told = pa.Table.from_batches([people])
    present = frozenset(told.schema.names)
    text = Query(guideline, DIALECTS["duckdb"], table="people", keep=(), present=present).text()
    link = duckdb.connect(config={"threads": 2})
    link.register("given", told)
    link.execute("CREATE TABLE people AS SELECT * FROM given")
    asked = f"SELECT floor, ceiling, count(*) FROM ({text.rstrip().rstrip(';')}) GROUP BY ALL"
    found: list[tuple[str, str, int]] = []

    def ask() -> None:
        found[:] = link.execute(asked).fetchall()

    seconds = best(ask, 2)
    report.line("straight SQL on DuckDB, 2 threads", len(people) / seconds, f"{len(text) // 1000} kB of SQL")
    return {(f, c): n for f, c, n in sorted(found)}


def person_by_person(guideline: Guideline, table: Table, report: Report) -> list[Counts]:
    """zen-engine and JSON logic over some people, both bounds."""
    import zen
    from json_logic import jsonLogic

    people = next(batches(table.arrow)).slice(0, ENGINE_PEOPLE)
    triage = Triage(read_layout(guideline, people.schema))
    facts = person_facts(guideline, triage, people)
    rules = [(rank, guideline.node(rule.when)) for rule, rank in zip(guideline.rules, guideline.ranks, strict=True)]
    found: list[Counts] = []

    def run(levels: Callable[[dict[str, bool]], tuple[int, int]]) -> None:
        found.append(named(Counter(levels(person) for person in facts)))

    copies = [[(rank, two_valued(node, side)) for rank, node in rules] for side in (True, False)]

    def by_logic(person: dict[str, bool]) -> tuple[int, int]:
        """The rules stand most urgent first, so the first that holds ends it."""
        floor, ceiling = (next((rank for rank, rule in copy if jsonLogic(rule, person)), 0) for copy in copies)
        return floor, ceiling

    seconds = best(lambda: run(by_logic), 2)
    report.line("JSON logic, person by person", len(people) / seconds, "two copies of every rule")
    lists = ["[" + ", ".join(as_text(node, side) for _rank, node in rules) + "]" for side in (True, False)]
    both = zen.compile_expression(
        f"[{lists[0]}, {lists[1]}]"
    )  # one call a person: handing over the facts is the most of it

    def by_zen(person: dict[str, bool]) -> tuple[int, int]:
        sure, possible = both.evaluate(person)
        floor, ceiling = (next((rules[at][0] for at, true in enumerate(one) if true), 0) for one in (sure, possible))
        return floor, ceiling

    seconds = best(lambda: run(by_zen), 2)
    report.line("zen-engine, person by person", len(people) / seconds, "two copies of every rule, compiled")

    def ours() -> None:
        for row in range(len(people)):
            guideline.evaluate(codes[row])

    from untwitch.population.what_if import codes_at

    codes = [codes_at(triage, people.slice(row, 1)) for row in range(len(people))]
    report.line("our own generated Python, person by person", len(people) / best(ours), "both bounds at once")
    return found


def parquet(table: Table, report: Report) -> None:
    """From Parquet with checks and output columns, against decoding alone."""
    reader = pq.ParquetFile(table.parquet, memory_map=True)
    words = [f.name for f in reader.schema_arrow if pa.types.is_dictionary(f.type)]
    triage = Triage(read_layout(load(), reader.schema_arrow), compile_after=0)

    def groups(work: Callable[[pa.RecordBatch], object]) -> None:
        opened = pq.ParquetFile(table.parquet, memory_map=True, read_dictionary=words)
        for batch in opened.iter_batches(BATCH // 4, use_threads=False):
            work(batch)

    alone = best(lambda: groups(len), 2, time.process_time)  # both by the core's own clock: the ratio is what is asked
    whole = best(lambda: groups(triage.batch), 2, time.process_time)
    report.line("decoding Parquet alone, one core", table.people / alone)
    report.line("Parquet to levels, one core", table.people / whole, f"{whole / alone - 1:+.0%} on top of decoding")


def stream(table: Table, people: int, report: Report) -> None:
    """The whole command on a file of many people, two processes, and the most memory any of them took."""
    many = table.folder / "many.arrow"
    written = 0
    (source, *_) = batches(table.arrow)
    with ipc.new_file(str(many), source.schema) as out:
        while written < people:
            for batch in batches(table.arrow):
                out.write_batch(batch.slice(0, people - written))
                written += min(len(batch), people - written)
                if written >= people:
                    break
    most = 0.0

    def look(_rows: int, _total: int | None, _seconds: float) -> None:
        nonlocal most
        most = max([most, *(high_water(child.pid) for child in active_children())])

    start = time.perf_counter()
    outcome = triage_table(Job(str(many), str(table.folder / "levels.arrow")), 2, look)
    seconds = time.perf_counter() - start
    size = many.stat().st_size / 1e9
    report.line(
        f"the command: {outcome.rows:,} people streamed", outcome.rows / seconds,
        f"Arrow file of {size:.1f} GB; most memory of a process {most:.2f} GB, mapped pages of the file included",
    )  # fmt: skip
    many.unlink()


def high_water(pid: int | None) -> float:
    """GB that a process held at most. (What the system says of ended children counts this process's own memory in.)"""
    try:
        said = Path(f"/proc/{pid}/status").read_text("utf-8")
    except OSError:
        return 0.0
    return int(said.partition("VmHWM:")[2].split()[0]) / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=4 * BATCH)
    parser.add_argument("--stream", type=int, default=10_000_000)
    parser.add_argument("--no-stream", action="store_true")
    asked = parser.parse_args()
    guideline, report = load(), Report()
    with tempfile.TemporaryDirectory() as folder:
        table = write_people(guideline, Path(folder), asked.people)
        rules = len(guideline.rules)
        print(
            f"{asked.people:,} people, {rules} rules, {table.bytes_a_person:.0f} bytes a person, load {os.getloadavg()[0]:.1f}\n"
        )
        print(ROW.format("way", "people", "of limit", "SQL", ""))
        seconds, _, _ = in_processes(sum_part, table.arrow, 2, TIMES + 1)
        report.limit = table.people / seconds
        report.line(
            "limit: reading the columns, 2 processes",
            report.limit,
            f"{table.bytes_a_person * report.limit / 1e9:.1f} GB/s",
        )
        said = sql_counts(guideline, table, report)
        each = person_by_person(guideline, table, report)
        numpy, core, plain = in_processes(count_part_in_numpy, table.arrow, 1)
        report.line(
            "planes in NumPy, 1 process", table.people / numpy, f"{table.people / core:,.0f}/s were the core not shared"
        )
        one, core, counts = in_processes(count_part, table.arrow, 1)
        report.line("planes, 1 process", table.people / one, f"{table.people / core:,.0f}/s were the core not shared")
        two, core, again = in_processes(count_part, table.arrow, 2)
        report.line(
            "planes, 2 processes", table.people / two, f"{table.people / core:,.0f}/s were the cores not shared"
        )
        check(guideline, table, [counts, again, plain], said, each)
        on_a_cluster(guideline, table, report)
        with_checks(table, report)
        parquet(table, report)
        if not asked.no_stream:
            stream(table, asked.stream, report)
        engine = max(report.rates["JSON logic, person by person"], report.rates["zen-engine, person by person"])
        planes = report.rates["planes, 2 processes"]
        print(f"\nplanes on 2 processes: {planes / report.rates['straight SQL on DuckDB, 2 threads']:,.0f} times straight SQL, "
              f"{planes / engine:,.0f} times the faster engine; the United Kingdom (69 M) in {69e6 / planes:.1f} s")  # fmt: skip
        print(json.dumps({"floor and ceiling": {f"{f} to {c}": n for (f, c), n in counts.items()}}))


def with_checks(table: Table, report: Report) -> None:
    """In one process, with every value checked and the output columns made."""
    (first, *_) = batches(table.arrow)
    triage = Triage(read_layout(load(), first.schema), compile_after=0)
    report.line("planes with checks and output, 1 process", len(first) / best(lambda: triage.batch(first)))
    made = best(lambda: BatchPlanes(triage.layout, first, triage.program.atoms))
    steps = len(triage.program.steps)
    print(f"{'':44} {triage.program.operations} operations, {steps - triage.program.operations} loads, "
          f"{triage.program.registers} registers; a batch is opened in {1e3 * made:.1f} ms")  # fmt: skip


def on_a_cluster(guideline: Guideline, table: Table, report: Report) -> None:
    """The two ways on Spark, where it is installed (make spark)."""
    if not on_spark.installed():
        print("Spark is not installed: make spark")
        return
    people = next(batches(table.arrow)).slice(0, SPARK_PEOPLE)
    found = on_spark.counts(guideline, people, table.folder, report.line)
    expected = named(popcounts(Triage(read_layout(guideline, people.schema)), people))
    assert found == [expected, expected], "Spark differs"


def check(guideline: Guideline, table: Table, all_: list[Counts], sql: Counts | None, each: list[Counts]) -> None:
    """The same people, the same counts, whichever way."""
    assert all_[0] == all_[1] == all_[2], "one process, two and NumPy differ"
    assert sum(all_[0].values()) == table.people
    (first, *_) = batches(table.arrow)
    triage = Triage(read_layout(guideline, first.schema))
    if sql is not None:
        assert named(popcounts(triage, first.slice(0, SQL_PEOPLE))) == sql, "SQL differs"
    few = named(popcounts(triage, first.slice(0, ENGINE_PEOPLE)))
    assert all(counts == few for counts in each), "a person-by-person engine differs"


if __name__ == "__main__":
    main()
