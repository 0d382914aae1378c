"""`untwitch relieve`: only what may be offered, after what must be asked, step by step."""

from __future__ import annotations

import pytest
from test_check import CALM, CHANGED, NONE, PAGE_2, joined, kept, lines

from untwitch.journal.records import ScreenAnswered, SessionEnded, SessionStarted

__all__ = ["kept"]
FAST = ("--no-wait", "--plain")


@pytest.fixture
def calm(run):
    """A person whose calf cramp may be treated at home."""
    assert run("check", say=lines(*CALM)).exit_code == 0


def number_of(shown: str, name: str) -> str:
    listed = shown.rpartition("Relief: Calf")[2].splitlines()
    return next(line.split(".")[0].strip() for line in listed if name in line)


@pytest.fixture
def towel(run, calm, guideline) -> str:
    """The number under which the towel stretch is offered."""
    return number_of(run("relieve", "calf", *FAST, say="\n").stdout, guideline.techniques["calf_active_towel"].name)


def test_the_list_says_status_and_reasons_and_asks_nothing(run, guideline):
    result = run("relieve", "calf", "--kind", "cramp", "--list")
    assert result.exit_code == 0
    assert "(stop_and_support), 0 min 30 s: you can do this now" in result.stdout
    assert "(calf_active_towel), 2 min 10 s: a few questions first" in joined(result)
    assert "nothing is known of you yet" in joined(result)
    assert ">" not in result.stdout


def test_after_a_check_the_list_knows_the_person(run, calm):
    shown = joined(run("relieve", "calf", "--list"))
    assert "nothing is known" not in shown
    assert "To be asked:" in shown


def test_a_newer_check_of_another_place_hides_no_finished_one_unless_it_heard_of_danger(run, calm):
    run("check", "--new", say=lines(NONE, "left thigh", "q"))
    assert "nothing is known" not in joined(run("relieve", "calf", "--list"))
    run("check", "--new", say=lines("1", "q"))
    assert "nothing is known" in joined(run("relieve", "calf", "--list"))


@pytest.mark.parametrize("word", ["Calf", "charley horse", "CALF"])
def test_a_place_is_found_by_name(run, word):
    assert "Calf:" in run("relieve", word, "--list").stdout


@pytest.mark.parametrize(
    "words, message",
    [
        (("clf", "--list"), 'did you mean "calf"'),
        (("back",), "may be: "),
        (("",), "may be: "),
        (("zzz",), "is not in the list"),
        (("calf", "--kind", "crmp"), 'did you mean "cramp"'),
    ],
)
def test_an_unknown_place_or_kind_is_refused_with_what_was_meant(run, words, message):
    result = run("relieve", *words)
    assert result.exit_code == 2
    assert message in result.stderr


def test_stop_and_support_comes_before_everything(run, guideline):
    result = run("relieve", "calf", *FAST, say=lines(NONE))
    assert result.stdout.index(guideline.techniques["stop_and_support"].name) < result.stdout.index(
        "First a short check"
    )


def test_a_short_check_of_this_place_is_asked_first(run, kept):
    result = run("relieve", "calf", *FAST, say=lines(NONE, *PAGE_2[1:], *[NONE] * 12))
    assert "Where is it?" not in result.stdout
    assert kept(ScreenAnswered)[1].values["place"] == "calf"
    assert "Relief: Calf" in result.stdout


def test_a_check_of_another_place_does_not_count(run, calm):
    assert "First a short check" not in run("relieve", "calf", *FAST, say=lines(NONE)).stdout
    assert "First a short check" in run("relieve", "hand", *FAST, say=lines(NONE)).stdout


def test_an_unfinished_check_of_another_place_is_not_gone_on_with(run):
    run("check", say=lines(NONE, *PAGE_2, "q"))
    shown = run("relieve", "hand", *FAST, say=lines(NONE)).stdout
    assert "is not finished" not in shown
    assert "Is any of this happening now?" in shown


def test_no_technique_after_an_urgent_result(run):
    result = run("relieve", "calf", *FAST, say=lines(NONE, *PAGE_2[1:], "3", *[NONE] * 12))
    assert "No stretching, rubbing or warming now." in result.stdout
    assert "Relief: Calf" not in result.stdout


def test_questions_come_before_a_technique_and_then_its_steps(run, towel, kept, guideline):
    result = run("relieve", "calf", *FAST, say=lines(towel, NONE, NONE, "9", NONE))
    technique = guideline.techniques["calf_active_towel"]
    assert result.exit_code == 0
    assert result.stdout.index("Before you start: any of these?") < result.stdout.index(technique.does)
    assert result.stdout.count("Hold (") == technique.reps
    assert "Stop at once" in result.stdout
    [started], [ended] = kept(SessionStarted), kept(SessionEnded)
    assert (started.technique, started.session) == (technique.id, ended.session)
    assert (ended.did_it_stop, ended.stopped_by, ended.steps_done) == (9, None, 2 + 2 * technique.reps)


def test_a_reason_against_it_withholds_it_and_names_what_to_do_instead(run, towel, kept):
    result = run("relieve", "calf", *FAST, say=lines(towel, "2", NONE))
    assert kept(SessionStarted) == []
    assert "not for you now" in result.stdout or "No stretching" in result.stdout


def test_not_sure_before_a_technique_is_not_a_no(run, towel, kept):
    result = run("relieve", "calf", *FAST, say=lines(towel, "n", NONE, NONE))
    assert kept(SessionStarted) == []
    assert "Traceback" not in result.output


def test_a_safety_check_waits_and_x_stops_with_a_reason(run, calm, kept, guideline):
    shown = run("relieve", "calf", *FAST, say=lines(NONE)).stdout
    support = number_of(shown, guideline.techniques["stop_and_support"].name)
    result = run("relieve", "calf", *FAST, say=lines(support, "x", "1", NONE, NONE))
    assert "EMERGENCY: get help now" in result.stdout
    assert "999" in result.stdout
    [ended] = kept(SessionEnded)
    assert (ended.stopped_by, ended.steps_done) == ("red_flag", 0)


def test_input_that_ends_in_a_session_keeps_the_session(run, towel, kept):
    result = run("relieve", "calf", *FAST, say=lines(towel, NONE))
    assert result.exit_code == 2
    assert [e.stopped_by for e in kept(SessionEnded)] == ["ended early"]


def test_the_result_leads_on_to_relief(run, calm, kept):
    typed = (NONE, *CHANGED, *[NONE] * (len(kept(ScreenAnswered)) - 2), "r", NONE)
    assert "Relief: Calf" in run("check", "--plain", "--new", say=lines(*typed)).stdout
