"""Whole tables: every form of file, a database, bad rows, several processes, and a run that was killed."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from population.by_person import made_up
from untwitch.errors import FaultsError
from untwitch.guideline.model import Guideline
from untwitch.population import running
from untwitch.population.pieces import Job
from untwitch.population.running import triage_table, work_folder
from untwitch.population.tables import TableTrouble, open_table
from untwitch.population.triage import Wanted, triage_batch
from untwitch.population.writing import write_file

PEOPLE = 400
COLUMNS = (
    "age_years",
    "body_parts",
    "stroke_sign",
    "fit",
    "mind",
    "swollen_leg",
    "movement.twitch",
    "duration_days",
    "pain_now",
)
ALL = Wanted(rules=True, open_dangers=True)


@pytest.fixture(scope="module")
def people(guideline: Guideline) -> pa.RecordBatch:
    (batch,) = made_up(guideline, PEOPLE, 21)
    mind = pa.array(
        [["confused"] if n % 50 == 0 else [] if n % 3 else None for n in range(PEOPLE)], pa.list_(pa.string())
    )
    told = {n: mind if n == "mind" else batch.column(n) for n in COLUMNS}
    return pa.record_batch({"patient": [f"p{n}" for n in range(PEOPLE)], **told})


@pytest.fixture
def folder(tmp_path: Path, people: pa.RecordBatch, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the people as `in.arrow`, `in.parquet` and `in.csv`, in many pieces."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("untwitch.population.tables.BATCH_ROWS", 150)
    for ending in (".arrow", ".csv"):
        write_file(tmp_path / f"in{ending}", ending, people.schema, slices(people, 70))
    pq.write_table(pa.Table.from_batches([people]), tmp_path / "in.parquet", row_group_size=100)
    return tmp_path


def slices(batch: pa.RecordBatch, rows: int) -> Iterator[pa.RecordBatch]:
    return (batch.slice(start, rows) for start in range(0, len(batch), rows))


def rows_of(name: str, query: str | None = None) -> list[dict[str, object]]:
    table = open_table(name, query)
    rows = [row for batch in table.all(table.schema.names) for row in batch.to_pylist()]
    for row in rows:
        for key, value in row.items():
            row[key] = joined(value)
    return rows


def joined(value: object) -> object:
    """A value as CSV holds it."""
    return "" if value is None else ";".join(value) or "[]" if isinstance(value, list) else value


def expected(people: pa.RecordBatch, guideline: Guideline) -> list[dict[str, object]]:
    found = triage_batch(people, guideline, keep=["patient"], open_dangers=True).to_pylist()
    return [{key: joined(value) for key, value in row.items()} for row in found]


@pytest.mark.parametrize("source", [".arrow", ".parquet", ".csv"])
def test_every_form_gives_every_form(folder: Path, people: pa.RecordBatch, guideline: Guideline, source: str) -> None:
    for out in (".arrow", ".parquet", ".csv"):
        outcome = triage_table(Job(f"in{source}", f"out{out}", keep=("patient",), wanted=ALL))
        assert rows_of(f"out{out}") == expected(people, guideline)
        assert (outcome.rows, outcome.bad_rows, sum(map(sum, outcome.counts))) == (PEOPLE, 0, PEOPLE)
    assert sorted(p.name for p in folder.iterdir() if p.name.startswith("out")) == [
        "out.arrow",
        "out.csv",
        "out.parquet",
    ]


def test_a_database_is_read_and_written(folder: Path, people: pa.RecordBatch, guideline: Guideline) -> None:
    address = f"sqlite:///{folder / 'clinic.db'}"
    from untwitch.population.database import write_table

    write_table(address, "patients", people.schema, [people], replace=False)
    select = "SELECT * FROM patients WHERE CAST(age_years AS REAL) >= 65"
    old = people.filter(pa.array([(age or 0) >= 65 for age in people["age_years"].to_pylist()]))
    for query, who in (("patients", people), (select, old)):
        triage_table(
            Job(
                "sqlite:///clinic.db",
                address,
                query=query,
                out_table="found",
                keep=("patient",),
                wanted=ALL,
                replace=True,
            )
        )
        assert rows_of(address, "found") == expected(who, guideline)
    with pytest.raises(FaultsError, match="found: is there already"):
        triage_table(Job("in.csv", address, out_table="found", keep=("patient",)))
    with pytest.raises(TableTrouble, match="The database refused"):
        triage_table(Job(address, "out.csv", query="nothing"))


@pytest.mark.parametrize("source", [".arrow", ".parquet", ".csv"])
def test_bad_rows_are_refused_or_set_aside(
    folder: Path, people: pa.RecordBatch, guideline: Guideline, source: str
) -> None:
    """One in a hundred is bad: all others come out as if those had not been there."""
    ages = people["age_years"].to_pylist()
    bad = set(range(7, PEOPLE, 67))
    ages = [999.0 if n in bad else age for n, age in enumerate(ages)]
    spoilt = people.set_column(people.schema.get_field_index("age_years"), "age_years", pa.array(ages))
    write_file(folder / f"bad{source}", source, spoilt.schema, slices(spoilt, 70))
    with pytest.raises(FaultsError) as refused:
        triage_table(Job(f"bad{source}", "out.arrow", keep=("patient",), wanted=ALL))
    assert "age_years (rows 8, 75, 142, 209, 276 and 1 more): must be from 0 to 120 years" in str(refused.value)
    assert not (folder / "out.arrow").exists()
    outcome = triage_table(Job(f"bad{source}", "out.arrow", keep=("patient",), wanted=ALL, skip_bad="aside.csv"))
    assert outcome.bad_rows == len(bad)
    good = people.filter(pa.array([n not in bad for n in range(PEOPLE)]))
    assert rows_of("out.arrow") == expected(good, guideline)
    aside = rows_of("aside.csv")
    assert [int(str(row["row"])) for row in aside] == [n + 1 for n in sorted(bad)]
    assert {row["reasons"] for row in aside} == {"age_years: must be from 0 to 120 years"}
    assert [row["patient"] for row in aside] == [f"p{n}" for n in sorted(bad)]


def test_text_that_is_no_answer_is_named(folder: Path) -> None:
    lines = [
        "stroke_sign,age_years,mind,fit",
        "maybe,40,confused,none",
        "1,old,[],",
        'FALSE,,"[""confused""]", now ',
        ",,[,",
    ]
    (folder / "text.csv").write_text("\n".join(lines) + "\n", "utf-8")
    with pytest.raises(FaultsError) as refused:
        triage_table(Job("text.csv", "out.csv"))
    assert [str(f) for f in refused.value.faults] == [
        "age_years (row 2): is not a number",
        "mind (row 4): is not a list like a;b",
        "stroke_sign (row 1): must be true or false (or 1 or 0)",
    ]
    triage_table(Job("text.csv", "out.csv", skip_bad="aside.csv"))
    assert [row["floor"] for row in rows_of("out.csv")] == ["emergency"]


def test_what_cannot_be_done_is_refused_before_any_work(folder: Path) -> None:
    (folder / "broken.parquet").write_bytes(b"no parquet")
    (folder / "taken.csv").write_text("", "utf-8")
    for job, message in (
        (Job("none.csv", "out.csv"), "There is no file none.csv"),
        (Job("broken.parquet", "out.csv"), "broken.parquet cannot be read as a table"),
        (Job("in.csv", "out.csv"), "patient: is not a finding"),
        (Job("in.csv", "out.xlsx", keep=("patient",)), "out.xlsx: must end in one of"),
        (Job("in.csv", "taken.csv", keep=("patient",)), "taken.csv: is there already"),
        (Job("in.csv", "out.csv", keep=("patient", "adress")), "adress: is not in the table"),
    ):
        with pytest.raises((TableTrouble, FaultsError), match=message):
            triage_table(job)
    assert not list(folder.glob("*.unfinished"))


def test_two_processes_give_the_same_bytes(folder: Path, size: Callable[[int, int], int]) -> None:
    for source in ("in.parquet", "in.csv")[: size(1, 2)]:
        jobs = [Job(source, f"out{n}.arrow", keep=("patient",), wanted=ALL) for n in (1, 2)]
        for processes, job in enumerate(jobs, 1):
            seen: list[int] = []
            triage_table(job, processes, lambda rows, _total, _seconds, seen=seen: seen.append(rows))
            assert seen == sorted(seen)
            assert seen[-1] == PEOPLE
        assert Path("out1.arrow").read_bytes() == Path("out2.arrow").read_bytes()
        Path("out1.arrow").unlink()
        Path("out2.arrow").unlink()


def killed_at(job: Job, moment: int | str) -> None:
    """In a process of its own: run, and `kill -9` at the given renaming of a file, or at that to the given name."""
    real, count = os.replace, itertools.count(1)

    def rename(old: str | Path, new: str | Path) -> None:
        if moment in (next(count), new):
            os.kill(os.getpid(), signal.SIGKILL)
        real(old, new)

    pytest.MonkeyPatch().setattr(os, "replace", rename)  # for the rest of this process
    triage_table(job)


@pytest.mark.parametrize("source", [".parquet", ".csv"])
def test_a_killed_run_carries_on_to_the_same_bytes(folder: Path, source: str, size: Callable[[int, int], int]) -> None:
    whole = Job(f"in{source}", "whole.parquet", keep=("patient",), wanted=ALL, skip_bad="aside.csv")
    triage_table(whole)
    moments: Iterable[int | str] = [*(range(1, 30) if size(0, 1) else (1, 4, 9)), "out.parquet"]
    for moment in moments:
        job = Job(f"in{source}", "out.parquet", keep=("patient",), wanted=ALL, skip_bad="aside2.csv")
        child = multiprocessing.get_context("fork").Process(target=killed_at, args=(job, moment))
        child.start()
        child.join()
        if child.exitcode == -signal.SIGKILL:
            assert not Path("out.parquet").exists()
            outcome = triage_table(job)
            if isinstance(moment, int) and moment <= 9:  # one renaming for the run, three a piece
                assert outcome.resumed == max(0, moment - 2) // 3
        assert Path("out.parquet").read_bytes() == Path("whole.parquet").read_bytes()
        assert not work_folder(job).exists()
        Path("out.parquet").unlink()
        Path("aside2.csv").unlink()


def test_a_file_that_was_put_there_since_is_not_written_over(folder: Path) -> None:
    job = Job("in.csv", "out.parquet", keep=("patient",), wanted=ALL, skip_bad="aside2.csv")
    child = multiprocessing.get_context("fork").Process(target=killed_at, args=(job, "out.parquet"))
    child.start()
    child.join()
    assert child.exitcode == -signal.SIGKILL
    Path("aside2.csv").write_text("mine", "utf-8")
    with pytest.raises(FaultsError, match=r"aside2\.csv: is there already"):
        triage_table(job)
    assert Path("aside2.csv").read_text("utf-8") == "mine"


def test_what_another_job_left_behind_is_not_taken_over(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(running, "_publish", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            triage_table(Job("in.csv", "out.csv", keep=("patient",)))
    outcome = triage_table(Job("in.csv", "out.csv", keep=("patient",), wanted=ALL))
    assert outcome.resumed == 0
    assert "rules" in rows_of("out.csv")[0]


def test_rows_that_changed_since_are_done_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database has no mark that says it changed, so every part is compared."""
    from untwitch.population.database import write_table

    def patients(signs: list[bool]) -> pa.RecordBatch:
        return pa.record_batch({"stroke_sign": signs})

    job = Job("sqlite:///clinic.db", "out.csv", query="patients")
    write_table("sqlite:///clinic.db", "patients", patients([]).schema, [patients([False] * 400)], replace=True)
    with monkeypatch.context() as broken:
        broken.setattr(running, "_publish", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            triage_table(job)
    write_table("sqlite:///clinic.db", "patients", patients([]).schema, [patients([True] * 300)], replace=True)
    outcome = triage_table(job)
    assert outcome.rows == 300
    assert {row["floor"] for row in rows_of("out.csv")} == {"emergency"}
