"""Instants: text that reads back exactly, and nothing without a zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from journal_examples import moments

from untwitch.when import NotAnInstant, UnknownZone, in_words, in_zone, instant, iso, parse_iso


@given(moments)
def test_text_of_an_instant_reads_back_with_its_offset(moment: datetime) -> None:
    again = parse_iso(iso(moment))
    assert (again, again.utcoffset()) == (moment, moment.utcoffset())


@given(moments, moments)
def test_text_in_utc_sorts_as_time_does(one: datetime, other: datetime) -> None:
    texts = iso(instant(one)), iso(instant(other))
    assert {len(text) for text in texts} == {32}
    assert (texts[0] < texts[1]) == (one < other)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "8:30",
        "2026-03-01",
        "2026-03-01T08:30:00",
        "2026-02-30T08:30:00Z",
        "2026-W09-7T08:30:00Z",
        "2026-03-01T08:30:00Z\n",
        "２026-03-01T08:30:00Z",
        "2026-03-01T08:30:00+25:00",
        "0001-01-01T00:00:00+01:00",
    ],
)
def test_anything_but_one_instant_is_refused(text: str) -> None:
    with pytest.raises(NotAnInstant):
        parse_iso(text)


def test_a_time_without_zone_is_refused() -> None:
    for use in (instant, iso):
        with pytest.raises(NotAnInstant, match="time zone"):
            use(datetime(2026, 3, 1))


def test_local_time_follows_name_or_offset() -> None:
    summer = datetime(2026, 7, 1, 12, tzinfo=UTC)
    assert in_zone(summer, "Europe/Paris").hour == 14
    assert in_zone(summer, "-03:30").strftime("%H:%M") == "08:30"


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd", "/etc/passwd", "Europe", "+24:00", "a\x00b"])
def test_an_unknown_zone_is_named(zone: str) -> None:
    with pytest.raises(UnknownZone):
        in_zone(datetime(2026, 7, 1, tzinfo=UTC), zone)


@pytest.mark.parametrize(
    "passed, words",
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(0), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=119), "1 hour ago"),
        (timedelta(hours=47), "1 day ago"),
        (timedelta(days=13), "1 week ago"),
        (timedelta(days=70), "2 months ago"),
        (timedelta(days=800), "2 years ago"),
        (timedelta(hours=-5), "in 5 hours"),
    ],
)
def test_spans_are_said_in_words_and_rounded_down(passed: timedelta, words: str) -> None:
    assert in_words(passed) == words
