"""Other programs: several that write at once, and one that is killed in the middle."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from journal_examples import SOURCE, new_id

from untwitch.journal.store import Journal

WRITER = str(Path(__file__).with_name("writer.py"))


def start(path: Path, person: UUID, pairs: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, WRITER, str(path), str(person), str(pairs)],
        env={"PYTHONPATH": SOURCE},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def go(*programs: subprocess.Popen[str]) -> None:
    for program in programs:
        assert program.stdin
        program.stdin.write("go\n")
        program.stdin.flush()


def test_programs_that_create_and_write_at_once_lose_nothing(path: Path) -> None:
    person = new_id()
    programs = [start(path, person, 40) for _ in range(2)]
    go(*programs)
    acknowledged = [line for program in programs for line in program.communicate()[0].split()]
    assert [program.returncode for program in programs] == [0, 0]
    with Journal.open(path) as journal:
        stored = Counter(str(record.topic) for record in journal.records(person))
    assert stored == dict.fromkeys(acknowledged, 2)
    assert len(acknowledged) == 80


@pytest.mark.parametrize("after", [1, 30])
def test_a_killed_program_loses_nothing_it_had_acknowledged(path: Path, after: int) -> None:
    person = new_id()
    with start(path, person, 100_000) as program:
        go(program)
        assert program.stdout
        seen = [program.stdout.readline().strip() for _ in range(after)]
        program.kill()
        seen += program.stdout.read().split("\n")[:-1]  # a last line without its end was never finished
    with Journal.open(path) as journal:
        stored = Counter(str(record.topic) for record in journal.records(person))
    assert set(seen) <= set(stored)
    assert set(stored.values()) == {2}  # never half a transaction
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
