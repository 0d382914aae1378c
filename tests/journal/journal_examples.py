"""Entries for the journal tests: a maker of plain ones, and every entry there could be."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

import untwitch.errors
from untwitch.journal.records import (
    AnswerChanged,
    CheckStarted,
    DecisionMade,
    Ids,
    Payload,
    PersonNamed,
    Record,
    ScreenAnswered,
    SessionEnded,
    SessionStarted,
)

SOURCE = str(Path(untwitch.errors.__file__).parents[1])  # for programs started by a test
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOSTILE = 'Robert\'); DROP TABLE record;--\x00<script>alert("1")</script> %s :x {{7*7}} \u202e\U0001f9b5'

_seconds = itertools.count()
new_id = Ids(lambda: NOON + timedelta(seconds=next(_seconds)), lambda size: bytes(size))


def entry(payload: Payload, person: UUID, *, minute: float = 0, **changed: Any) -> Record:
    """A record of `payload`, `minute` minutes after noon."""
    moment = NOON + timedelta(minutes=minute)
    given: dict[str, Any] = {"id": new_id(), "person": person, "at": moment, "recorded_at": moment}
    return Record.of(payload, **(given | {"zone": "Europe/Paris", "origin": "web"} | changed))


def screen(check: UUID, step: int = 0, **values: Any) -> ScreenAnswered:
    return ScreenAnswered(check, step, "start", (("stroke_sign", False),), values)


readable = st.text(min_size=1, max_size=40).filter(str.strip)
words = st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True)
ids = st.uuids()
moments = st.datetimes(
    datetime(1900, 1, 1),
    datetime(2200, 1, 1),
    timezones=st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def some(values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(values, max_size=4).map(tuple)


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


told = st.tuples(readable, st.booleans() | st.just("not_sure"))
opened = st.lists(readable, min_size=1, max_size=3).map(tuple)
by_finding = st.dictionaries(words, json_values, max_size=3)
document = st.dictionaries(readable, json_values, max_size=3)
country = maybe(st.from_regex("[A-Z]{2}", fullmatch=True))
steps = st.integers(0, 1000)

EVERY_KIND: dict[type[Payload], st.SearchStrategy[Any]] = {
    PersonNamed: st.builds(PersonNamed, readable, maybe(st.integers(1850, 2250)), country),
    CheckStarted: st.builds(CheckStarted, ids),
    ScreenAnswered: st.builds(ScreenAnswered, ids, steps, readable, some(told), by_finding, some(opened)),
    AnswerChanged: st.builds(AnswerChanged, ids, words, json_values),
    DecisionMade: st.builds(
        DecisionMade,
        ids,
        maybe(words),
        words,
        words,
        words,
        st.booleans(),
        some(words),
        readable,
        maybe(moments),
        document,
    ),
    SessionStarted: st.builds(SessionStarted, ids, words, maybe(ids)),
    SessionEnded: st.builds(
        SessionEnded, ids, words, steps, maybe(readable), maybe(st.integers(0, 10)), maybe(readable)
    ),
}
payloads = st.one_of(*EVERY_KIND.values())
