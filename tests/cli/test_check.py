"""`untwitch check` in one process, answered line by line as through a pipe."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from untwitch.journal.records import AnswerChanged, CheckStarted, DecisionMade, PersonNamed, ScreenAnswered
from untwitch.journal.store import Journal

NONE = ""
PAGE_2 = ("left calf", "2", "35", "1", "GB")
CHANGED = ("left calf", "2", "x", "35", "1")  # page 2 of a later check, where the profile is not right any more
CALM = (NONE, *PAGE_2, *[NONE] * 12)


def lines(*typed: str) -> str:
    return "".join(f"{word}\n" for word in typed)


def joined(result) -> str:
    """What was shown, without the breaks of a narrow terminal."""
    return " ".join(result.stdout.split())


@pytest.fixture
def check(run) -> Callable:
    return lambda *typed, words=(): run("check", *words, say=lines(*typed))


@pytest.fixture
def kept(journal: Path) -> Callable:
    """`kept(ScreenAnswered)`: what the journal holds of a kind, oldest first."""

    def read(kind):
        with Journal.open(journal) as opened:
            return [r.read_as(kind) for p in opened.people() for r in opened.records(p.id, kind=kind.kind)]

    return read


def test_a_calm_calf_cramp_ends_at_home_with_a_plan(check, kept):
    result = check(*CALM)
    assert result.exit_code == 0
    assert "SAFE TO TREAT AT HOME" in result.stdout
    assert "\nNow\n" in result.stdout
    [made] = kept(DecisionMade)
    assert (made.level, made.settled) == ("self_care", True)
    told = kept(ScreenAnswered)
    assert [s.screen for s in told][:2] == ["start", "where"]
    assert {k: told[1].values[k] for k in ("site", "movement", "age_years", "body_parts", "place", "side")} == {
        "site": ["calf"], "movement": ["cramp"], "age_years": 35, "body_parts": "womb", "place": "calf", "side": "left",
    }  # fmt: skip


def test_records_come_from_the_command_line(check, journal):
    check("4")
    with Journal.open(journal) as opened:
        origins = {r.origin for p in opened.people() for r in opened.records(p.id)}
    assert origins == {"cli"}


def test_one_tick_on_the_danger_list_is_an_emergency_at_once(check, kept):
    result = check("2", words=("--country", "GB"))
    assert result.stdout.count("Screen") == 0
    assert result.stdout.index("EMERGENCY") < result.stdout.index("999") < result.stdout.index("\nWhy\n")
    assert [d.level for d in kept(DecisionMade)] == ["emergency"]


@pytest.mark.parametrize("before", [(), (NONE,), (NONE, "calf")])
def test_c_is_the_crisis_exit_from_anywhere(check, before):
    result = check(*before, "c", words=("--country", "GB"))
    assert result.exit_code == 0
    shown = result.stdout.partition("EMERGENCY")[2]
    assert "Crisis line: 116 123" in shown
    assert "999" in shown


def test_the_certain_level_is_said_as_soon_as_it_is_certain(check):
    shown = joined(check(NONE, *PAGE_2, "3"))
    assert "So far: urgent (today)." in shown
    assert "Now we check for anything more urgent." in shown


def test_not_sure_is_kept_apart_from_no(check, kept):
    check("n 2", words=("--country", "GB"))
    told = dict(kept(ScreenAnswered)[0].told)
    assert {truth for sign, truth in told.items() if sign.startswith("chest_pain")} == {"not_sure"}
    assert told["stroke_sign"] is False


def test_not_sure_alone_is_about_every_line(check, kept):
    check("n")
    assert {truth for _, truth in kept(ScreenAnswered)[0].told} == {"not_sure"}


@pytest.mark.parametrize(
    "typed", ["9", "0 1", "x", "1,,x", "-1", "2 n 2", "1-99", "²", "1e3", "'; DROP TABLE record; --"]
)
def test_a_wrong_number_says_what_is_expected_and_asks_again(check, typed):
    result = check(typed, "2")
    assert "expected" in result.stdout or "cannot be ticked and not sure at once" in result.stdout
    assert "EMERGENCY" in result.stdout


def test_a_question_mark_says_why_we_ask(check, guideline):
    assert guideline.screens[0].why in joined(check("?", "2"))


def test_s_shows_how_to_stop_and_support_and_asks_again(check, guideline):
    shown = check("s", "2").stdout
    assert guideline.techniques["stop_and_support"].name in shown
    assert shown.count("Numbers that are true") == 2


def test_places_are_found_by_a_few_letters(check):
    shown = joined(check(NONE, "qzx", "clf", "back", "lumbago", NONE, "b"))
    assert "No place is called that." in shown
    assert 'Did you mean "Calf"?' in shown
    assert "That may be:" in shown
    assert "Lower back." in shown


def test_ages_are_asked_again_until_they_are_ages(check, kept):
    typed = ("x", "-3", "121", "1e2", "nan", "35,5")
    shown = check(NONE, "calf", "2", *typed, "1", NONE).stdout
    assert shown.count("A number from 0 to 120 years is expected") == 5
    assert kept(ScreenAnswered)[1].values["age_years"] == 35.5


def test_the_months_of_a_baby_are_asked_with_its_age(check, kept):
    check(NONE, "calf", "2", "1", "16", "1", NONE)
    assert kept(ScreenAnswered)[1].values["age_months"] == 16
    assert kept(ScreenAnswered)[1].values["body_parts"] == "womb"


def test_back_goes_one_question_back_on_page_2(check, kept):
    check(NONE, "calf", "2", "b", "1", "35", "1", NONE)
    assert kept(ScreenAnswered)[1].values["movement"] == ["twitch"]


def test_back_corrects_the_screen_before_and_forgets_nothing(check, kept):
    shown = check(NONE, *PAGE_2, "b", "hand", NONE, "2", NONE, NONE).stdout
    told = kept(ScreenAnswered)
    assert [s.screen for s in told] == ["start", "where"]
    assert told[1].values["place"] == "hand"
    assert "Enter = 35, as last time" in shown


def test_back_from_the_first_screen_stays_there(check):
    assert "This is the first screen." in check("b", "2").stdout


def test_quitting_keeps_what_was_said_and_the_next_check_goes_on(check, kept):
    first = check(NONE, *PAGE_2, "q")
    assert first.exit_code == 0
    assert "What you said is kept." in first.stdout
    second = check(NONE, *[NONE] * 12)
    assert "Screens answered and kept: 2." in second.stdout
    assert "Screen 3" in second.stdout
    assert "SAFE TO TREAT AT HOME" in second.stdout
    assert len(kept(CheckStarted)) == 1


@pytest.mark.parametrize("how", ["typed", "option"])
def test_a_new_check_can_be_begun_instead(check, kept, how):
    check(NONE, *PAGE_2, "q")
    result = check("new", "2") if how == "typed" else check("2", words=("--new",))
    assert "EMERGENCY" in result.stdout
    assert len(kept(CheckStarted)) == 2


def test_a_finished_check_is_not_gone_on_with(check):
    check("2")
    assert "is not finished" not in check("2").stdout


def test_an_old_check_begins_anew(check, monkeypatch):
    from untwitch.terminal import walk

    check(NONE, "q")
    monkeypatch.setattr(walk, "STALE", walk.STALE * 0)
    assert "is not finished" not in check("2").stdout


def test_age_and_body_parts_are_remembered(check, kept):
    check(*CALM)
    shown = check(NONE, "eyelid", "1", NONE, "q").stdout
    assert "Is this still right?" in shown
    assert "Age: 35 years" in shown
    first, again = [s.values for s in kept(ScreenAnswered) if s.screen == "where"]
    assert (first["age_years"], first["body_parts"]) == (again["age_years"], again["body_parts"])
    assert again["conditions"] == []
    assert "pregnancy" in again


def test_a_profile_that_changed_is_asked_anew(check, kept):
    check(*CALM)
    check(NONE, "eyelid", "1", "x", NONE, NONE, "q")
    again = [s.values for s in kept(ScreenAnswered) if s.screen == "where"][-1]
    assert again["age_years"] == 35
    assert "conditions" not in again


def test_a_check_is_repeated_with_the_last_answers_said(run, check, kept):
    check(NONE, *PAGE_2, "3", *[NONE] * 12)
    shown = joined(run("check", "--again", say=lines(NONE, "left calf", "2", NONE, "q")))
    assert shown.count("Last time:") >= 2
    assert "Last time: none of these" in shown
    first, again = kept(CheckStarted)
    assert again.repeats == first.check


def test_nothing_to_repeat_is_said(run):
    result = run("check", "--again", say="")
    assert "no finished check" in result.stderr
    assert result.exit_code == 2


def test_the_country_is_asked_once(check, kept):
    check(NONE, *PAGE_2[:-1], "Ukraina", "fr", "q")
    assert kept(PersonNamed)[-1].country == "FR"
    assert "Which country" not in check("new", NONE, "calf", "2", "35", "1", "q").stdout


def test_any_answer_can_be_changed_from_the_result(check, kept):
    result = check(NONE, *PAGE_2, "3", *[NONE] * 8)
    assert "URGENT: be seen today" in result.stdout
    again = (NONE, *CHANGED, "3", *[NONE] * (len(kept(ScreenAnswered)) - 3))
    result = check(*again, "a", "one leg or arm", "2", *[NONE] * 12)
    assert "[second_contact_same_trouble]" in result.stdout, "not urgent any more, but the second check of one calf"
    assert [(c.finding, c.value) for c in kept(AnswerChanged)] == [("swollen_leg", False)]


def test_the_answers_that_decided_are_listed_to_be_changed(check, kept):
    shown = check("2", "a", "zz", "sk", "b", NONE).stdout.partition("Which answer?")[2]
    assert "Chest pain" in shown.partition("A number, or a word")[0]
    assert "or a word of an answer, is expected." in shown
    assert "EMERGENCY" in shown
    assert kept(AnswerChanged) == []


def test_without_any_input_it_says_what_it_needs(check, kept, journal):
    result = check()
    assert result.exit_code == 2
    assert "needs a terminal" in result.stderr
    assert kept(CheckStarted) == []


def test_input_that_ends_early_is_kept(check, kept):
    result = check(NONE, *PAGE_2)
    assert result.exit_code == 2
    assert "ended too early" in result.stderr
    assert len(kept(ScreenAnswered)) == 2


def test_very_long_and_odd_input_is_only_not_understood(run):
    result = run("check", say=b"a" * 100_000 + b"\n\xff\xfe\x1b[2J\n2\n")
    assert result.exit_code == 0
    assert "EMERGENCY" in result.stdout
    assert "\x1b" not in result.output


@pytest.mark.parametrize("columns", ["40", "24"])
def test_it_fits_a_narrow_terminal(check, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    shown = check(*CALM).stdout
    assert max(map(len, shown.splitlines())) <= int(columns)


def test_plain_output_is_letters_and_punctuation_only(check):
    shown = check(*CALM, words=("--plain",)).stdout
    assert not [c for c in shown if 0x2500 <= ord(c) <= 0x27BF or c in "\x1b\r\b"]


def test_a_journal_that_cannot_be_written_still_lets_danger_be_heard(check, monkeypatch):
    from untwitch.companion import Companion
    from untwitch.journal.records import JournalFull

    def full(*_, **__):
        raise JournalFull

    monkeypatch.setattr(Companion, "start", full)
    result = check("2", words=("--country", "GB"))
    assert "There is no room left for the journal." in joined(result)
    assert "EMERGENCY: get help now" in result.stdout
    assert "999" in result.stdout


def test_a_file_that_is_no_journal_is_left_as_it_is(run, journal: Path):
    journal.write_text("my diary")
    result = run("check", say="2\n")
    assert result.exit_code == 2
    assert "not an Untwitch journal" in result.stderr
    assert journal.read_text() == "my diary"


@pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_named(run, tmp_path):
    tmp_path.chmod(0o500)
    assert run("check", say="2\n").exit_code == 2
