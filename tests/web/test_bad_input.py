"""Stale, doubled, oversized and nonsensical forms, and a journal that cannot do its part: plain words, nothing lost."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from checks_made import answered
from web_way import Site, begun, send

from untwitch.journal.records import (
    JournalBroken,
    JournalBusy,
    JournalError,
    JournalFull,
    JournalReadOnly,
    Record,
    ScreenAnswered,
)
from untwitch.web.figures import DRAWN
from untwitch.web.poses import forms

NONE = {"say": "none"}


def fields_of(site: Site, check: UUID) -> dict[str, str]:
    """The hidden fields of the question page."""
    _, _, text = send(site.port, "GET", f"/check/{check}/ask")
    return dict(re.findall(r'<input type="hidden" name="(step|seen)" value="([^"]*)">', text))


def stored(site: Site, check: UUID) -> tuple[Record, ...]:
    return site.companion.journal.records(site.companion.me(), kind=ScreenAnswered.kind, topic=check)


def test_the_same_form_twice_is_stored_once(site: Site) -> None:
    check = begun(site.companion, place="calf")
    fields = {**fields_of(site, check), **NONE}
    for _ in range(3):
        assert send(site.port, "POST", f"/check/{check}/ask", fields)[0] == 303
    assert len(stored(site, check)) == 3


def test_the_same_start_twice_begins_one_check(site: Site) -> None:
    check = uuid4()
    for _ in range(2):
        assert send(site.port, "POST", "/start", {"check": str(check), **NONE})[0] == 303
    assert len(stored(site, check)) == 1


def test_the_same_change_twice_is_stored_once(site: Site) -> None:
    check = begun(site.companion, place="calf")
    for _ in range(2):
        assert send(site.port, "POST", f"/check/{check}/change/swollen_leg", {"answer": "yes"})[0] == 303
    assert len(site.companion.check(site.companion.me(), check).changes) == 1


def test_a_question_after_a_change_is_not_taken_for_an_old_page(site: Site) -> None:
    check = begun(site.companion, place="calf")
    send(site.port, "POST", f"/check/{check}/change/pain_now", {"number": "5", "say": "number"})
    fields = {**fields_of(site, check), **NONE}
    for _ in range(2):
        assert send(site.port, "POST", f"/check/{check}/ask", fields)[0] == 303
    assert len(stored(site, check)) == 3


@pytest.mark.parametrize(
    "spoilt", [{"seen": "0" * 16}, {"step": "9"}, {"step": ""}, {"step": "-1"}, {"step": "1"}, {"seen": ""}]
)
def test_an_old_page_is_shown_again_with_a_calm_sentence(site: Site, spoilt: dict[str, str]) -> None:
    check = begun(site.companion, place="calf")
    status, _, text = send(site.port, "POST", f"/check/{check}/ask", {**fields_of(site, check), **NONE, **spoilt})
    assert status == 409
    assert "out of date" in text
    assert 'href="/emergency"' in text
    assert len(stored(site, check)) == 2


@pytest.mark.parametrize(
    "sent, sentence",
    [
        ({"say": "ticked"}, "Tick what fits"),
        ({"say": "none", "line": "KEY"}, "Which is right?"),
        ({"say": "unsure_done"}, "Tick what fits"),
    ],
)
def test_an_unfinished_list_says_what_is_missing(site: Site, sent: dict[str, str], sentence: str) -> None:
    check = begun(site.companion, place="calf")
    screen = site.companion.screen(site.companion.check(site.companion.me(), check))
    assert screen
    sent = {k: screen.lines[0].key if v == "KEY" else v for k, v in sent.items()}
    status, _, text = send(site.port, "POST", f"/check/{check}/ask", {**fields_of(site, check), **sent})
    assert status == 422
    assert sentence in text
    assert len(stored(site, check)) == 2


@pytest.mark.parametrize("number", ["", "eleven", "11", "-1", "NaN", "inf", "1e9", "１", "3;4", "9" * 300])
def test_a_number_that_is_none_is_refused_by_name(site: Site, number: str) -> None:
    check = begun(site.companion, place="calf")
    status, _, text = send(site.port, "POST", f"/check/{check}/change/pain_now", {"number": number, "say": "number"})
    assert status == 422
    assert "Use a number" in text


@pytest.mark.parametrize("number, kept", [("7", 7), ("6,5", 6.5), ("0", 0), (" 10 ", 10)])
def test_a_number_may_have_a_comma_or_spaces(site: Site, number: str, kept: float) -> None:
    check = begun(site.companion, place="calf")
    send(site.port, "POST", f"/check/{check}/change/pain_now", {"number": number, "say": "number"})
    assert [c.value for c in site.companion.check(site.companion.me(), check).changes] == [kept]


@pytest.mark.parametrize(
    "wrong, sentence",
    [
        ({"age": ""}, "Use a whole number from 0 to 120"),
        ({"age": "121"}, "Use a whole number from 0 to 120"),
        ({"age": "4.5"}, "Use a whole number from 0 to 120"),
        ({"age": "-3"}, "Use a whole number from 0 to 120"),
        ({"movement": ""}, "Choose one"),
        ({"movement": "hiccups"}, "Choose one"),
        ({"body_parts": ""}, "Choose one"),
        ({"place": "tail"}, "Where is it?"),
    ],
)
def test_page_2_says_what_to_look_at_again_and_keeps_the_rest(site: Site, wrong: dict[str, str], sentence: str) -> None:
    check = begun(site.companion)
    fields = {"place": "calf", "side": "left", "movement": "cramp", "age": "44", "body_parts": "womb", **wrong}
    status, _, text = send(site.port, "POST", f"/check/{check}/where", fields)
    assert status == 422
    assert sentence in text
    assert len(stored(site, check)) == 1
    if "age" not in wrong and "place" not in wrong:
        assert 'name="age" value="44"' in text


def test_a_side_or_narrower_place_that_does_not_exist_is_left_out(site: Site) -> None:
    check = begun(site.companion)
    fields = {
        "place": "abdomen",
        "side": "up",
        "movement": "cramp",
        "age": "44",
        "body_parts": "womb",
        "narrow": "calf",
    }
    assert send(site.port, "POST", f"/check/{check}/where", fields)[0] == 303
    values = stored(site, check)[-1].read_as(ScreenAnswered).values
    assert list(values["site"]) == ["belly"]  # type: ignore[arg-type]
    assert "side" not in values


@pytest.mark.parametrize("size", [70_000, 10_000_000])
def test_a_body_that_is_too_large_is_refused_in_plain_words(site: Site, size: int) -> None:
    check = begun(site.companion)
    status, _, text = send(site.port, "POST", f"/check/{check}/where", b"age=" + b"9" * size)
    assert status == 413
    assert "Our forms are short" in text
    assert 'href="/emergency"' in text


def test_other_kinds_of_bodies_are_not_taken(site: Site) -> None:
    check = begun(site.companion)
    for kind in ("application/json", "text/plain", "multipart/form-data"):
        status = send(site.port, "POST", f"/check/{check}/where", b'{"age": 3}', {"Content-Type": kind})[0]
        assert status in (400, 422), kind


@pytest.mark.parametrize("page", ["where", "ask", "result", "change/pain_now"])
def test_an_unknown_check_is_said_plainly(site: Site, page: str) -> None:
    status, _, text = send(site.port, "GET", f"/check/01a20c77-9963-7662-b847-5db42cab7799/{page}")
    assert status == 404
    assert "not in the journal" in text


@pytest.mark.parametrize(
    "path", ["/check/7/ask", "/check/none/result", "/checks", "/check/01a20c77-9963-7662-b847-5db42cab7799"]
)
def test_an_unknown_address_is_said_plainly(site: Site, path: str) -> None:
    status, _, text = send(site.port, "GET", path)
    assert status == 404
    assert "There is no such page" in text


def test_an_unknown_finding_cannot_be_changed(site: Site) -> None:
    check = begun(site.companion)
    assert send(site.port, "GET", f"/check/{check}/change/nonsense")[0] == 404
    assert send(site.port, "POST", f"/check/{check}/change/nonsense", {"answer": "yes"})[0] == 404


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another program holds the journal's write lock."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


def test_a_busy_journal_keeps_the_answer_on_the_page(site: Site, tmp_path: Path) -> None:
    check = begun(site.companion, place="calf")
    fields = {**fields_of(site, check), **NONE}
    with locked(tmp_path / "journal.sqlite"):
        status, _, text = send(site.port, "POST", f"/check/{check}/ask", fields)
        assert status == 503
        assert "never stored twice" in text
        assert send(site.port, "GET", "/emergency")[0] == 200
    again = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', text.partition("<footer")[0]))
    assert again == fields
    assert send(site.port, "POST", f"/check/{check}/ask", again)[0] == 303
    assert len(stored(site, check)) == 3


@pytest.mark.parametrize(
    "trouble, status, sentence",
    [
        (JournalFull, 507, "disk is full"),
        (JournalBusy, 503, "safe to try again"),
        (JournalReadOnly, 503, "may not be written"),
        (JournalBroken, 503, "is damaged"),
        (JournalError, 503, "was not stored"),
        (RuntimeError, 500, "our mistake"),
    ],
)
def test_each_trouble_of_the_journal_has_its_words(
    site: Site, monkeypatch: pytest.MonkeyPatch, trouble: type[Exception], status: int, sentence: str
) -> None:
    check = begun(site.companion, place="calf")
    fields = {**fields_of(site, check), **NONE}

    def fails(*_: object) -> None:
        raise trouble

    monkeypatch.setattr(site.companion.journal, "append", fails)
    came, headers, text = send(site.port, "POST", f"/check/{check}/ask", fields)
    assert came == status
    assert sentence in text
    assert 'href="/emergency"' in text
    assert headers["content-security-policy"]


def test_a_verdict_shows_even_when_the_journal_is_full(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = site.companion.asker.start_screen()
    check = uuid4()
    send(site.port, "POST", "/start", {"check": str(check), "tap": screen.lines[1].key})

    def fails(*_: object) -> None:
        raise JournalFull

    monkeypatch.setattr(site.companion.journal, "append", fails)
    status, _, text = send(site.port, "GET", f"/check/{check}/result")
    assert status == 200
    assert "Call an ambulance now" in text


def test_help_shows_even_when_the_journal_cannot_be_read(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise JournalBroken

    for name in ("records", "latest", "people", "topics", "append", "add_person"):
        monkeypatch.setattr(site.companion.journal, name, fails)
    for path in ("/", "/emergency", "/crisis", "/about", "/safety", "/country"):
        assert send(site.port, "GET", path)[0] == 200, path


def test_a_drawing_that_is_missing_is_said_in_words(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(DRAWN, "sit_leg_long/knead")
    check = answered(site.companion)
    forms.cache_clear()
    for path in ("/explain/technique/calf_active_towel", f"/check/{check}/before/calf_active_towel"):
        status, _, text = send(site.port, "GET", path)
        assert (status, text.count('<svg class="pose"')) == (200, 2), path
        assert re.search(r'<p class="undrawn">Sits on a bed[^<]*kneads the calf', text), path
    forms.cache_clear()
