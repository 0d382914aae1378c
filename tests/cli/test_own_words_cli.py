"""Own words in the terminal: `understand` shows, `check --words` asks line by line and goes on."""

from __future__ import annotations

import json

from shapes import explained, paths
from test_check import joined, lines

from untwitch import understand
from untwitch.journal.records import ScreenAnswered
from untwitch.journal.store import Journal

STORY = "left calf cramp at night since i started a water pill, 35 years old. no fever"
CALM = [""] * 14


def kept(journal):
    with Journal.open(journal) as opened:
        return [
            r.read_as(ScreenAnswered) for p in opened.people() for r in opened.records(p.id, kind=ScreenAnswered.kind)
        ]


def test_understand_in_words(run):
    shown = joined(run("understand", STORY))
    assert "Left calf (left calf)" in shown
    assert "No fever: not hot and shivery (no fever)" in shown


def test_understand_as_json_is_what_python_gives_and_what_the_page_explains(run):
    texts = (STORY, "i want to die, my legs cramp")
    shown = [json.loads(run("understand", text, "--json").stdout) for text in texts]
    assert shown == [understand(text).document() for text in texts]
    assert {p for d in shown for p in paths(d)} == set(explained("understand"))


def test_understand_reads_standard_input_and_any_bytes(run):
    assert "Calf" in run("understand", "-", say="calf cramp").stdout
    for odd in (b"\xff\xfe\x00 calf", b"", "\u202e\U0001f9b5".encode() * 4000, b"\x1b[2Jcalf cramp"):
        result = run("understand", "-", say=odd)
        assert result.exit_code == 0
        assert "\x1b" not in result.stdout


def test_understand_answers_other_languages_politely(run):
    assert "only English" in joined(run("understand", "ich habe nachts einen Wadenkrampf"))


def test_understand_puts_help_first(run):
    shown = run("understand", "chest pain and my arm twitches").stdout
    assert shown.index("emergency number") < shown.index("Chest pain")


def test_a_check_from_own_words_to_the_verdict(run, journal):
    result = run("check", "--words", STORY, say=lines("", "a", "1", "GB", *CALM))
    assert result.exit_code == 0
    assert "Is this right?" in result.stdout
    assert "Enter = 2, as you said" in joined(result)
    assert "SAFE TO TREAT AT HOME" in result.stdout
    told = kept(journal)
    lists = next(s.values for s in told if s.screen == "profile")
    assert lists == {"conditions": [], "medicines": ["water_tablet"], "new_medicines": []}
    assert [s.screen for s in told][:3] == ["start", "words", "where"]
    assert dict(told[1].told) == {"when.at_night": True, "fever_shivers": False}
    where = told[2].values
    assert (where["place"], where["side"], where["movement"], where["age_years"]) == ("calf", "left", ["cramp"], 35)
    assert "story" not in told[1].values


def test_what_is_not_confirmed_is_asked(run, journal):
    run("check", "--words", STORY, say=lines("", "", "left calf", "2", "35", "1", "GB", *CALM))
    told = kept(journal)
    assert (told[1].screen, told[1].told, told[1].values) == ("words", (), {})
    assert told[2].values["movement"] == ["cramp"]


def test_words_that_say_nothing_lead_to_the_questions(run, journal):
    result = run("check", "--words", "qwer asdf", say=lines("", "left calf", "2", "35", "1", "GB", *CALM))
    assert "could not be read" in joined(result)
    assert [s.screen for s in kept(journal)][:2] == ["start", "where"]
