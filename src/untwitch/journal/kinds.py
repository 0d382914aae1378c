"""What each kind of record says. A later kind plugs in as one more `@register`ed class."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, ClassVar, Literal, TypeAlias
from uuid import UUID

from untwitch.journal.fields import (
    JSON,
    Place,
    a_mapping,
    a_match,
    a_moment,
    a_pair,
    a_text,
    a_whole,
    a_yes_no,
    an_id,
    any_json,
    many,
    none_or,
)
from untwitch.journal.payload import Payload, register

Told: TypeAlias = bool | Literal["not_sure"]

_WORD = a_match(r"[a-z][a-z0-9_]{0,99}", "a name in small letters like night_cramp")
_SIGN = a_text(300)
_NOTE = a_text(2000)


def _a_told(value: object, place: Place) -> object:
    if value != "not_sure" and not isinstance(value, bool):
        place.refuse('true, false or "not_sure"', value)
    return value


class _OfCheck(Payload):
    __slots__ = ()
    check: UUID

    @property
    def topic(self) -> UUID | None:
        return self.check


class _OfSession(Payload):
    __slots__ = ()
    session: UUID

    @property
    def topic(self) -> UUID | None:
        return self.session


@register
@dataclass(frozen=True, slots=True)
class PersonNamed(Payload):
    """How a person is shown on screen; the newest one stands."""

    kind: ClassVar[str] = "person_named"

    name: Annotated[str, a_text(100)]
    birth_year: Annotated[int | None, none_or(a_whole(1850, 2250))] = None
    country: Annotated[str | None, none_or(a_match("[A-Z]{2}", "a country code like FR"))] = None


@register
@dataclass(frozen=True, slots=True)
class CheckStarted(_OfCheck):
    """A person began a check; `repeats` is the earlier one whose answers are shown again to be confirmed."""

    kind: ClassVar[str] = "check_started"

    check: Annotated[UUID, an_id]
    repeats: Annotated[UUID | None, none_or(an_id)] = None


@register
@dataclass(frozen=True, slots=True)
class ScreenAnswered(_OfCheck):
    """The response to one screen: signs told, whole values, and ticked lines that name several signs."""

    kind: ClassVar[str] = "screen_answered"

    check: Annotated[UUID, an_id]
    step: Annotated[int, a_whole(0, 1000)]
    screen: Annotated[str, a_text(100)]
    told: Annotated[tuple[tuple[str, Told], ...], many(a_pair(_SIGN, _a_told))] = ()
    values: Annotated[Mapping[str, JSON], a_mapping(_WORD, any_json)] = field(default_factory=dict)
    open: Annotated[tuple[tuple[str, ...], ...], many(many(_SIGN, fewest=1))] = ()


@register
@dataclass(frozen=True, slots=True)
class AnswerChanged(_OfCheck):
    """A later, different answer to one finding of a check."""

    kind: ClassVar[str] = "answer_changed"

    check: Annotated[UUID, an_id]
    finding: Annotated[str, _WORD]
    value: Annotated[JSON, any_json]


@register
@dataclass(frozen=True, slots=True)
class DecisionMade(_OfCheck):
    """What was decided, under which content, with the whole decision as it was shown in `document`."""

    kind: ClassVar[str] = "decision_made"

    check: Annotated[UUID, an_id]
    level: Annotated[str | None, none_or(_WORD)]
    floor: Annotated[str, _WORD]
    ceiling: Annotated[str, _WORD]
    via: Annotated[str, _WORD]
    settled: Annotated[bool, a_yes_no]
    rules: Annotated[tuple[str, ...], many(_WORD)]
    content_version: Annotated[str, a_text(100)]
    recheck_at: Annotated[datetime | None, none_or(a_moment)]
    document: Annotated[Mapping[str, JSON], a_mapping(a_text(300), any_json)]


@register
@dataclass(frozen=True, slots=True)
class SessionStarted(_OfSession):
    """A person began a relief technique, after a check or without one."""

    kind: ClassVar[str] = "session_started"

    session: Annotated[UUID, an_id]
    technique: Annotated[str, _WORD]
    check: Annotated[UUID | None, none_or(an_id)] = None


@register
@dataclass(frozen=True, slots=True)
class SessionEnded(_OfSession):
    """How a relief session ended and what the person said of it."""

    kind: ClassVar[str] = "session_ended"

    session: Annotated[UUID, an_id]
    technique: Annotated[str, _WORD]
    steps_done: Annotated[int, a_whole(0, 1000)]
    stopped_by: Annotated[str | None, none_or(_NOTE)] = None
    did_it_stop: Annotated[int | None, none_or(a_whole(0, 10))] = None
    feeling_after: Annotated[str | None, none_or(_NOTE)] = None
