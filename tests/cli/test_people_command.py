"""`untwitch people` and `--for`: several people in one journal, in the terminal."""

from __future__ import annotations

from pathlib import Path

from untwitch.journal.records import CheckStarted
from untwitch.journal.store import Journal


def started(journal: Path) -> dict[str, int]:
    with Journal.open(journal) as opened:
        return {p.named.name: len(opened.records(p.id, kind=CheckStarted.kind)) for p in opened.people() if p.named}


def test_people_are_listed_added_and_renamed(run) -> None:
    assert run("people").stdout == "Me\n"
    assert run("people", "--add", "Ana").stdout == "Me\nAna\n"
    assert run("people", "--rename", "me", "Dad").stdout == "Dad\nAna\n"


def test_a_check_is_kept_for_the_one_named(run, journal: Path) -> None:
    run("people", "--add", "Ana")
    assert "For Ana" in run("check", "--for", "ana", say="\nq\n").stdout
    assert started(journal) == {"Me": 0, "Ana": 1}


def test_a_name_nobody_has_is_refused_with_the_one_probably_meant(run, journal: Path) -> None:
    run("people", "--add", "Johanna")
    refused = run("check", "--for", "Johana")
    assert refused.exit_code == 2
    assert 'did you mean "johanna"?' in refused.stderr
    assert started(journal) == {"Me": 0, "Johanna": 0}


def test_a_name_is_taken_once(run) -> None:
    refused = run("people", "--add", "ME")
    assert refused.exit_code == 2
    assert "already" in refused.stderr


def test_a_name_nobody_has_is_not_renamed(run) -> None:
    refused = run("people", "--rename", "Nobody", "Ana")
    assert refused.exit_code == 2
    assert refused.stderr.startswith("--rename: nobody")
