"""`untwitch explain`: every id in the content has plain words."""

from __future__ import annotations

import pytest

from untwitch.guideline.model import Guideline
from untwitch.terminal.explain import Explainer
from untwitch.terminal.talk import Talk


@pytest.mark.parametrize("wanted", ["stroke_sign_seen", "sk:E01"])
def test_a_rule_is_found_by_id_and_by_dossier_number(run, guideline: Guideline, wanted):
    result = run("explain", wanted)
    rule = guideline.rule["stroke_sign_seen"]
    shown = " ".join(result.stdout.split())
    assert result.exit_code == 0
    assert rule.because in shown
    assert "Level: an emergency." in shown
    assert "Read how:" in shown
    assert "no clinician has signed it" in shown


def test_every_id_is_explained(guideline: Guideline, capsys):
    explainer = Explainer(Talk(), guideline)
    for wanted in explainer.ids():
        tellings = list(explainer.all_named(wanted))
        assert tellings, wanted
        for tell in tellings:
            tell()
        shown = capsys.readouterr().out
        assert len(shown.splitlines()) >= 3, wanted
        assert "unknown" not in [line.partition("Review: ")[2] for line in shown.splitlines()], wanted


def test_an_unknown_id_is_refused_with_the_nearest(run):
    result = run("explain", "strok_sign_seen")
    assert result.exit_code == 2
    assert 'did you mean "stroke_sign_seen"' in result.stderr


def test_an_odd_id_is_only_not_found(run):
    result = run("explain", "\x1b[2J'; DROP")
    assert result.exit_code == 2
    assert "\x1b" not in result.output


def test_a_remark_becomes_a_letter_that_names_content_and_page(run, guideline, tmp_path):
    file = tmp_path / "letter.txt"
    result = run("explain", "sk:E01", "--wrong", "Too long.", "--contact", "me", "--out", str(file))
    letter = file.read_text(encoding="utf-8")
    assert result.exit_code == 0
    assert "Nothing was sent" in result.stdout
    for part in ("Too long.", "me", guideline.version, guideline.rule["stroke_sign_seen"].because):
        assert part in letter


def test_a_remark_must_say_which_page_and_what(run):
    for words in (["heatstroke", "--wrong", "x"], ["no_such", "--wrong", "x"], ["rule:heatstroke", "--wrong", " "]):
        assert run("explain", *words).exit_code == 2
    assert "rule:heatstroke" in run("explain", "heatstroke", "--wrong", "x").stderr
    assert "Too long." in run("explain", "rule:heatstroke", "--wrong", "Too long.").stdout
