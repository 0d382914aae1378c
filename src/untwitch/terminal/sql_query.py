"""`untwitch population sql`: the whole rule base as one query for a database that already holds the people."""

from __future__ import annotations

import sys
from pathlib import Path

from untwitch.errors import Fault, FaultsError
from untwitch.language import _
from untwitch.terminal.opening import open_guideline
from untwitch.terminal.synthetic import whole_file
from untwitch.terminal.talk import Talk

BIGGEST = 1_000_000


def run(
    folder: Path | None,
    dialect: str,
    table: str,
    keep: str,
    columns: str | None,
    rules: bool,
    output: str | None,
) -> None:
    """Print the query, or write it to a file, which appears whole or not at all."""
    from untwitch.population.sql import query

    present = None if columns is None else names_in(columns)
    text = query(open_guideline(folder), dialect, table, split(keep), present, rules)
    if output is None:
        sys.stdout.write(text)
        return
    with whole_file(Path(output)) as path:
        path.write_text(text, "utf-8")
    Talk().say(_("The query was written to %(file)s.") % {"file": output})


def split(names: str) -> tuple[str, ...]:
    """Names with commas between."""
    return tuple(name.strip() for name in names.split(",") if name.strip())


def names_in(file: str) -> list[str]:
    """Column names from a file (`-`: standard input): one a line, or with commas between, like the first line of a CSV."""
    try:
        text = sys.stdin.read(BIGGEST) if file == "-" else Path(file).read_bytes()[:BIGGEST].decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FaultsError([Fault(file, 0, "--columns-in", _("is not a text file in UTF-8"))]) from None
    names = [name.strip().strip("\"'`") for line in text.splitlines() for name in line.split(",")]
    found = [name for name in dict.fromkeys(names) if name]
    if not found:
        raise FaultsError([Fault(file, 0, "--columns-in", _("names no column"))])
    return found
