"""`untwitch content ...`, `safety prove` and `--content`: counts agree with the content, faults are all named."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from untwitch.guideline.documents import CONTENT
from untwitch.safety.report import Property, Report
from untwitch.terminal import contents


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A copy of the content with two faults in two files."""
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)
    for name, old, new in (
        ("triage/rules/emergency.yaml", "condition: stroke_tia", "condition: stroke_tiaa"),
        ("care/countries.yaml", 'code: "GB"', 'cod: "GB"'),
    ):
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    return folder


def test_our_content_has_no_faults(run):
    result = run("content", "check")
    assert result.exit_code == 0
    assert result.stdout.startswith("No faults in ")


def test_counts_agree_with_the_guideline(run, guideline):
    counts = json.loads(run("content", "stats", "--json").stdout)
    for name, items in {
        "triage_rules": guideline.rules,
        "findings": guideline.findings,
        "derived_findings": guideline.derived,
        "conditions": guideline.conditions,
        "techniques": guideline.techniques,
        "sources": guideline.sources,
        "floors": guideline.floors,
        "places": guideline.places,
        "countries": guideline.countries,
        "screens": guideline.screens,
        "contraindications": guideline.contraindications,
    }.items():
        assert counts[name] == len(items), name
    assert sum(counts["rules_by_level"].values()) == counts["triage_rules"] >= 360
    assert sum(counts["findings_by_kind"].values()) == counts["findings"] >= 139
    assert counts["conditions"] >= 140
    assert counts["techniques"] == 54
    assert counts["without_source"] == counts["without_basis"] == 0
    assert counts["cases"] >= 2 * counts["triage_rules"]


def test_the_text_says_the_same_counts(monkeypatch, capsys):
    monkeypatch.setattr(contents, "read_checked", lambda folder: None)
    monkeypatch.setattr(
        contents, "counted", lambda documents: {"format": 1, "findings": 3, "rules_by_level": {"soon": 2}}
    )
    contents.show_stats(None, as_json=False)
    assert capsys.readouterr().out == "findings: 3\nrules_by_level:\n  soon: 2\n"


def test_every_finding_can_be_answered_as_listed(run, guideline):
    from untwitch.guideline.answers import misfit

    for shown in json.loads(run("content", "findings", "--json").stdout)["findings"]:
        finding = guideline.findings[shown["id"]]
        ids = [o["id"] for o in shown["options"]]
        good = {"yes_no": True, "number": shown["max"], "choice": ids[-1:] and ids[-1], "choices": ids}[shown["kind"]]
        assert misfit(finding, good) is None


@pytest.mark.parametrize("command", [("content", "check"), ("content", "findings")])
def test_a_broken_content_folder_is_refused_with_every_unreadable_file(run, broken, command):
    result = run("--content", str(broken), *command)
    assert result.exit_code == 2
    assert "care/countries.yaml:" in result.stderr
    assert 'did you mean "code"' in result.stderr
    assert "Traceback" not in result.output


def test_faults_across_files_are_named_with_their_line(run, broken):
    countries = broken / "care" / "countries.yaml"
    countries.write_bytes((CONTENT / "care" / "countries.yaml").read_bytes())
    result = run("--content", str(broken), "content", "check")
    assert result.exit_code == 2
    assert 'unknown condition "stroke_tiaa", did you mean "stroke_tia"?' in result.stderr
    assert "triage/rules/emergency.yaml:" in result.stderr


def test_no_decision_is_made_on_broken_content(run, broken):
    result = run("--content", str(broken), "decide", "--answers", "-", say='{"stroke_sign": true}')
    assert result.exit_code == 2
    assert result.stdout == ""


def test_a_content_folder_that_is_not_there_is_named(run, tmp_path):
    result = run("--content", str(tmp_path / "none"), "content", "check")
    assert result.exit_code == 2
    assert "there is no such content folder" in result.stderr


def test_other_content_is_read(run, tmp_path):
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)
    rules = folder / "triage" / "rules" / "emergency.yaml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace("slurred speech can be a stroke", "SLURRED speech can be a stroke"), encoding="utf-8")
    result = run("--content", str(folder), "decide", "--answers", "-", say='{"stroke_sign": true}')
    assert "SLURRED" in result.stdout


def prover(status: str, counterexample: str | None):
    found = Property("no_harm", "Nobody is harmed.", status, 0.2, counterexample, 1)
    return SimpleNamespace(prove=lambda guideline: Report(guideline.version, (found,)))


def test_a_proved_report_is_0(run, monkeypatch):
    monkeypatch.setitem(sys.modules, "untwitch.safety.prove", prover("proved", None))
    result = run("safety", "prove")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "1 of 1 proved.")


@pytest.mark.parametrize("status", ["refuted", "open"])
def test_a_property_that_is_not_proved_is_1_with_the_person(run, monkeypatch, status):
    monkeypatch.setitem(sys.modules, "untwitch.safety.prove", prover(status, "A person of 40 with ..."))
    result = run("safety", "prove")
    assert result.exit_code == 1
    assert "Against it: A person of 40" in result.stdout
    shown = json.loads(run("safety", "prove", "--json").stdout)
    assert (shown["format"], shown["proved"], shown["properties"][0]["status"]) == (1, False, status)


def test_without_the_solver_the_extra_is_named(run, monkeypatch):
    monkeypatch.setitem(sys.modules, "z3", None)
    result = run("safety", "prove")
    assert result.exit_code == 2
    assert "untwitch[proofs]" in result.stderr


def test_the_safety_report_names_what_does_not_hold_and_writes_what_was_asked(run, monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "untwitch.safety.prove", prover("proved", None))
    page, paper = tmp_path / "safety.html", tmp_path / "safety.md"
    result = run("safety", "report", "--html", str(page), "--markdown", str(paper))
    assert result.exit_code == 0
    assert "hazards" in result.stdout
    assert "No clinician has signed" in result.stdout
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert paper.read_text("utf-8").startswith("# The safety file")
    monkeypatch.setitem(sys.modules, "untwitch.safety.prove", prover("refuted", "A person of 40 with ..."))
    assert run("safety", "report").exit_code == 1
    assert json.loads(run("safety", "report", "--json").stdout)["holds"] is False


def test_a_file_that_is_no_test_run_is_refused_before_anything_is_proved(run, tmp_path):
    file = tmp_path / "run.xml"
    for text in ("no xml", "<testsuites/>"):
        file.write_text(text, "utf-8")
        result = run("safety", "report", "--tests", str(file))
        assert result.exit_code == 2
        assert "--tests" in result.stderr
    assert run("safety", "report", "--tests", str(tmp_path / "none.xml")).exit_code == 2


def test_what_is_overdue_depends_on_the_day(run, guideline):
    dated = [s for s in guideline.sources.values() if s.review_by]
    before, after = (
        json.loads(run("content", "overdue", "--on", d, "--json").stdout) for d in ("2026-11-24", "2040-01-01")
    )
    assert before["overdue"] == []
    assert before["next"] == min(s.review_by for s in dated)
    assert {row["id"] for row in after["overdue"]} >= {s.id for s in dated}
    on_the_day = json.loads(run("content", "overdue", "--on", before["next"], "--json").stdout)
    assert on_the_day["overdue"] == []
    assert "Nothing is overdue on 2026-11-24." in run("content", "overdue", "--on", "2026-11-24").stdout
    assert run("content", "overdue", "--on", "tomorrow").exit_code == 2
