"""`untwitch population triage`, `summary` and `what-if` in a terminal and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from shapes import explained, paths

from untwitch.guideline.model import Guideline

LINES = """patient,stroke_sign,age_years,duration_days,movement,worried
a,true,35,3,twitch,
b,false,61,30,twitch;cramp,true
c,,,,,
"""


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in.csv").write_text(LINES, "utf-8")
    return tmp_path


def test_triage_says_how_many_are_where_and_that_it_is_no_diagnosis(run, clinic):
    told = run("population", "triage", "in.csv", "out.csv", "--keep", "patient,age_years", "--with-rules")
    assert told.exit_code == 0
    assert "3 people triaged" in told.stdout
    assert "an emergency: 1 at least, 1 of them settled" in told.stdout
    assert "no diagnoses" in " ".join(told.stdout.split())
    assert "safe to treat at home" not in told.stdout
    assert (clinic / "out.csv").read_text().splitlines()[1] == "a,35.0,emergency,emergency,stroke_sign_seen"
    told = run("population", "summary", "out.csv")
    assert "stroke_sign_seen" in told.stdout
    assert "from 40 years" in told.stdout


def test_what_if_says_who_moves(run, clinic):
    told = run(
        "population", "what-if", "in.csv", "--columns", "duration_days,movement", "--threshold", "duration_days:14=60"
    )
    assert told.exit_code == 0
    assert "1 of 3 people move" in " ".join(told.stdout.split())
    said = " ".join(told.stdout.split())
    assert "A person who: Age: not known" in said
    assert "(twitch)" in said
    assert "stroke" not in said


def test_json_is_explained(run, clinic, guideline):
    words = ["population", "triage", "in.csv", "out.arrow", "--keep", "patient,age_years", "--with-rules", "--json"]
    assert set(paths(json.loads(run(*words).stdout))) == set(explained("population triage"))
    found = json.loads(run("population", "summary", "out.arrow", "--json").stdout)
    assert set(paths(found)) == set(explained("population summary"))
    calm_person(clinic / "calm.csv", guideline)
    words = ["population", "what-if", "calm.csv", "--rule", "stroke_sign_seen", "--when", "age_years >= 1", "--json"]
    assert set(paths(json.loads(run(*words).stdout))) == set(explained("population what-if"))


def calm_person(path: Path, guideline: Guideline) -> None:
    """One person who has answered everything, so that a rule moves floor and ceiling."""
    answers = guideline.baselines["nothing_named"].answers
    row = {}
    for finding in guideline.findings.values():
        value = answers.get(finding.id)
        value = finding.absent if value is None else value
        if value is not None:
            row[finding.id] = ";".join(value) or "[]" if isinstance(value, tuple | list) else str(value).lower()
    path.write_text(",".join(row) + "\n" + ",".join(row.values()) + "\n", "utf-8")


@pytest.mark.parametrize(
    "words, message",
    [
        (["triage", "in.csv", "out.csv"], "patient: is not a finding; keep it with --keep"),
        (["triage", "in.csv", "in.csv", "--keep", "patient"], "in.csv: is there already"),
        (["triage", "none.csv", "out.csv"], "There is no file none.csv"),
        (["triage", "nonsense://x", "out.csv"], "That database address cannot be used"),
        (["what-if", "in.csv", "--keep", "patient"], "say what is to change"),
        (["what-if", "in.csv", "--when", "worried"], "--when: needs --rule"),
        (["what-if", "in.csv", "--threshold", "age_years"], "--threshold: must look like age_years:60=65"),
        (["what-if", "in.csv", "--threshold", "age_year:60=65"], 'names no number, did you mean "age_years"?'),
        (["summary", "in.csv"], "floor: is missing: this is no triaged table"),
    ],
)
def test_nonsense_is_refused_in_plain_words(run, clinic, words, message):
    refused = run("population", *words)
    assert refused.exit_code == 2
    assert message in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (clinic / "out.csv").exists()


def test_bad_rows_are_set_aside_by_name(run, clinic):
    (clinic / "in.csv").write_text(LINES + "d,perhaps,400,,,\n", "utf-8")
    refused = run("population", "triage", "in.csv", "out.csv", "--keep", "patient")
    assert refused.exit_code == 2
    assert "age_years (row 4): must be from 0 to 120 years" in refused.stderr
    assert "stroke_sign (row 4): must be true or false" in refused.stderr
    told = run("population", "triage", "in.csv", "out.csv", "--keep", "patient", "--skip-bad", "aside.csv")
    assert "aside.csv" in told.stdout
    assert len((clinic / "out.csv").read_text().splitlines()) == 4
