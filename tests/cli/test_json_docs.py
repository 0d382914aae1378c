"""docs/use/json.md explains every key that is printed, and no other."""

from __future__ import annotations

import json
from typing import Any

import pytest
import typer.main
from shapes import explained, paths

from untwitch.cli import app
from untwitch.terminal import proving

NIGHT_CRAMP = {"site": ["calf"], "movement": ["cramp"], "age_years": 35, "body_parts": "womb"}
PEOPLE: tuple[dict[str, Any], ...] = (
    {**NIGHT_CRAMP, "swollen_leg": True},
    {**NIGHT_CRAMP, "stroke_sign": True},
    {**NIGHT_CRAMP, "pregnancy": "over_20w", "age_years": 8},
    {**NIGHT_CRAMP, "rest": "none", "how_often": "most_days", "onset": "sudden"},
)
LEVEL_KEYS = {"level", "floor", "ceiling"}


def seen(documents: list[Any]) -> set[str]:
    return {path for document in documents for path in paths(document)}


def test_decide(decide):
    keys = seen([json.loads(decide(p, "--json", "--country", "DE").stdout) for p in (*PEOPLE, settled())])
    assert keys == set(explained("decide"))


def settled() -> dict[str, Any]:
    """A person whose check ended in self-care, so that the plan has items."""
    from untwitch.guideline.load import load

    return {k: v for k, v in load().baselines["nothing_named"].answers.items() if v is not None} | NIGHT_CRAMP


def test_interview(run):
    documents = [
        json.loads(run("interview", "--answers", "-", "--json", say=json.dumps(p)).stdout)
        for p in ({**NIGHT_CRAMP, "medicines": ["statin"]}, {"mind": ["confused"], "crisis_thoughts": True})
    ]
    results = {path for path in seen(documents) if path.startswith("result.")}
    assert seen(documents) - results == set(explained("interview"))
    mine = {r.removeprefix("result.").replace("either_way[]", "rules[]") for r in results}
    assert mine <= set(explained("decide"))


def test_content_stats(run):
    assert seen([json.loads(run("content", "stats", "--json").stdout)]) == set(explained("content stats"))


def test_article(run):
    assert seen([json.loads(run("article", "--json").stdout)]) == set(explained("article"))


def test_content_overdue(run):
    assert seen([json.loads(run("content", "overdue", "--on", "2040-01-01", "--json").stdout)]) == set(
        explained("content overdue")
    )


def test_a_remark(run, tmp_path):
    file = tmp_path / "remark.json"
    run("explain", "stroke_sign_seen", "--wrong", "Say more.", "--out", str(file))
    assert seen([json.loads(file.read_text(encoding="utf-8"))]) == set(explained("A remark"))


def test_content_findings(run):
    assert seen([json.loads(run("content", "findings", "--json").stdout)]) == set(explained("content findings"))


def test_safety_prove():
    from untwitch.safety.report import Property, Report

    report = Report("v", (Property("id", "sentence", "proved", 0.1, None, 3),))
    assert seen([proving.document(report)]) == set(explained("safety prove"))


def test_bad_input(decide):
    shown = json.loads(decide({"strok_sign": True}, "--json").stdout)
    assert seen([shown]) == set(explained("Bad input"))


def commands(command: Any, name: str = "untwitch") -> dict[str, Any]:
    """Every command by its full name."""
    found = {name: command}
    for word, inner in getattr(command, "commands", {}).items():
        found |= commands(inner, f"{name} {word}")
    return found


ALL = commands(typer.main.get_command(app))


@pytest.mark.parametrize("name", ALL)
def test_help_works_for_every_command(run, name):
    result = run(*name.split()[1:], "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.stdout
    assert all(len(line) <= 80 for line in result.stdout.splitlines())


def test_safety_mutate(run):
    given = run("safety", "mutate", "--rule", "lithium_and_twitch", "--json")
    assert seen([json.loads(given.stdout)]) == set(explained("safety mutate"))


def test_safety_report(guideline):
    from untwitch.safety.record import record
    from untwitch.terminal.safety_file import document, known

    assert seen([document(record(guideline, known(), None, "0", "2026-11-24"))]) == set(explained("safety report"))
