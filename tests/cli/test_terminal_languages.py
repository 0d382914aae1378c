"""The terminal in German and in a made-up language, and as plain as a screen reader needs it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pseudo import CODE, bare, speak_pseudo
from untwitch.journal.records import ScreenAnswered
from untwitch.journal.store import Journal

Run = Callable[..., Any]
ALL_NO = "\nleft calf\n2\n35\n1\n" + "\n" * 20
# The same in every language: our name, ids and commands, sources, answers as they are typed, units.
SAME = re.compile(
    r"Untwitch|answers:|`[^`]*`|[a-z]+(?:_[a-z0-9]+)+|[a-z]+:[A-Z0-9]+|https?://\S+|\b(?:[A-Z]{2,}|min|s|n|b|q|x|p|r|a)\b|\d+\S*"
)


@pytest.mark.parametrize(
    "words, say",
    [
        (("check", "--country", "GB"), ALL_NO),
        (("check", "--country", "GB"), "1\n"),
        (("relieve", "calf", "--list"), ""),
        (("explain", "calf_active_towel"), ""),
        (("decide", "--answers", "-"), '{"stroke_sign": true}'),
        (("decide", "--answers", "-"), '{"pain_now": 99}'),
    ],
    ids=["calm", "danger", "list", "technique", "decided", "refused"],
)
def test_every_sentence_of_the_terminal_comes_from_a_catalogue(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], say: str
) -> None:
    speak_pseudo(monkeypatch)
    shown = run("--language", CODE, *words, say=say).output
    shown = re.sub(r"(?s)\n[^\n]*\bSóúrçés?.*", "", shown)  # titles of sources stay English
    rest = re.findall(r"[A-Za-z]{2,}(?: [A-Za-z]+)*", SAME.sub(" ", bare(shown)))
    assert not rest, shown


def test_a_check_in_german(run: Run) -> None:
    shown = run("--language", "de", "check", "--country", "DE", say=ALL_NO).output
    assert "KANN SICHER ZU HAUSE BEHANDELT WERDEN" in shown
    assert "Diese Übersetzung wurde von einer Maschine entworfen." in re.sub(r"\s+", " ", shown)


def test_a_place_is_found_by_its_german_name(run: Run) -> None:
    shown = run("--language", "de", "check", "--country", "DE", say="\nlinks wade\nq\n").output
    assert "Wade" in shown
    assert "Keine Stelle heißt so" not in shown


@pytest.mark.parametrize("typed", ["linke Wade", "Wade links", "linker Oberarm", "linkes Schienbein", "1 links"])
def test_a_side_is_understood_in_every_form_and_on_both_ends(run: Run, journal: Path, typed: str) -> None:
    shown = run("--language", "de", "check", "--country", "DE", say=f"\n{typed}\n2\n35\n1\nq\n").output
    assert "Keine Stelle heißt so" not in shown
    with Journal.open(journal) as kept:
        records = [r for person in kept.people() for r in kept.records(person.id, kind=ScreenAnswered.kind)]
        screens = [record.read_as(ScreenAnswered) for record in records]
    assert [s.values["side"] for s in screens if s.screen == "where"] == ["left"]


def test_a_danger_is_told_with_the_german_number(run: Run) -> None:
    assert (
        "112"
        in run("--language", "de", "decide", "--answers", "-", "--country", "DE", say='{"stroke_sign": true}').output
    )


def test_a_language_that_we_do_not_speak_is_refused(run: Run) -> None:
    refused = run("--language", "tlh", "content", "stats")
    assert refused.exit_code == 2
    assert "en, de" in refused.output


def untwitch(*words: str, **environment: str) -> str:
    env = {k: v for k, v in os.environ.items() if k not in ("LANG", "LC_ALL", "LC_MESSAGES", "UNTWITCH_LANGUAGE")}
    start = "from untwitch.cli import main; main()"
    command = [sys.executable, "-X", "importtime", "-c", start, *words]
    made = subprocess.run(command, capture_output=True, text=True, env={**env, **environment}, check=True)
    return made.stdout + made.stderr


def test_english_needs_no_babel_and_german_is_read_from_the_environment() -> None:
    english = untwitch("--help", LANG="C.UTF-8")
    assert "Answer questions here" in english
    assert not re.search(r"\| +babel", english)
    assert "Hier Fragen beantworten" in untwitch("--help", LANG="de_AT.UTF-8")
    assert "Answer questions here" in untwitch("--help", LANG="de_DE.UTF-8", UNTWITCH_LANGUAGE="en")


def test_plain_before_the_command_means_no_colour_and_no_columns(run: Run) -> None:
    shown = run("--plain", "check", "--country", "GB", say=ALL_NO).output
    assert "\x1b" not in shown
    assert os.environ.get("UNTWITCH_PLAIN") is None
