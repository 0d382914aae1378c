"""The command line run in this process, and a journal of each test's own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from untwitch.cli import app

Run = Callable[..., Any]


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


@pytest.fixture
def run(journal: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`run("decide", "--answers", "-", say="{}")`: a command, its result; 80 columns and no colour."""
    monkeypatch.setenv("UNTWITCH_JOURNAL", str(journal))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("NO_COLOR", raising=False)

    def invoke(*words: str, say: str | bytes | None = None) -> Any:
        return CliRunner().invoke(app, words, input=say, catch_exceptions=False)

    return invoke


@pytest.fixture
def decide(run: Run) -> Run:
    """`decide({...}, "--json")`: decide on these answers."""
    return lambda answers, *words: run("decide", "--answers", "-", *words, say=json.dumps(answers))
