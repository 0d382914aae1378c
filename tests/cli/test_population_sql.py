"""`untwitch population sql` at the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

COLUMNS = 'id,"stroke_sign",mind.confused\npain_now\n'


def test_the_printed_query_runs_as_it_is(run: Any) -> None:
    found = run("population", "sql", "--dialect", "duckdb", "--columns-in", "-", "--keep", "id", say=COLUMNS)
    assert found.exit_code == 0
    with duckdb.connect() as database:
        database.execute('CREATE TABLE people (id INT, stroke_sign BOOLEAN, "mind.confused" BOOLEAN, pain_now INT)')
        database.execute("INSERT INTO people VALUES (1, TRUE, NULL, 3), (2, FALSE, NULL, 11)")
        assert database.execute(found.stdout).fetchall() == [
            (1, "emergency", "emergency", ""),
            (2, "self_care", "emergency", "pain_now"),
        ]


def test_a_query_in_a_file_is_the_one_that_is_printed(run: Any, tmp_path: Path) -> None:
    words = ("population", "sql", "--dialect", "spark", "--table", "lake.people", "--rules")
    out = tmp_path / "triage.sql"
    assert run(*words, "--output", str(out)).exit_code == 0
    assert out.read_text("utf-8") == run(*words).stdout
    assert [path.name for path in tmp_path.iterdir()] == ["triage.sql"]


def test_every_wrong_wish_is_named(run: Any, tmp_path: Path) -> None:
    names = tmp_path / "names.csv"
    names.write_text("stroke_sgn\n")
    words = ("--dialect", "oracle", "--keep", "floor", "--columns-in", str(names))
    found = run("population", "sql", *words)
    assert found.exit_code == 2
    assert found.stdout == ""
    for name in ("--dialect", "--keep", 'did you mean "stroke_sign"?'):
        assert name in found.stderr


def test_a_file_of_names_must_be_a_text_with_names(run: Any, tmp_path: Path) -> None:
    for content, message in ((b"\xff\xfe\x00", "is not a text file"), (b"\n , \n", "names no column")):
        (tmp_path / "names").write_bytes(content)
        found = run("population", "sql", "--dialect", "duckdb", "--columns-in", str(tmp_path / "names"))
        assert found.exit_code == 2
        assert message in found.stderr
    assert run("population", "sql", "--dialect", "duckdb", "--columns-in", str(tmp_path / "none")).exit_code == 2
