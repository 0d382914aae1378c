"""What the journal holds of relief sessions and checks, put together for the pages that look back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from untwitch.journal.records import (
    CheckStarted,
    DecisionMade,
    Record,
    ScreenAnswered,
    SessionEnded,
    SessionStarted,
)
from untwitch.journal.store import Journal

ASK_AFTER = timedelta(minutes=15)
ASKED_FOR = timedelta(hours=24)
SUPPORT = "stop_and_support"


@dataclass(frozen=True)
class PastSession:
    """One relief session. Times are on the person's own clock; `ended` is what stands, `ended_at` when it first ended."""

    id: UUID
    technique: str
    check: UUID | None
    started_at: datetime
    ended_at: datetime | None
    ended: SessionEnded | None

    @property
    def ask_at(self) -> datetime | None:
        """When "How is it now?" is asked."""
        return self.ended_at + ASK_AFTER if self.ended_at else None


@dataclass(frozen=True)
class PastCheck:
    """One check. `decision` is None while it is not finished."""

    id: UUID
    started_at: datetime
    place: str | None
    side: str | None
    decision: DecisionMade | None


def past_session(journal: Journal, person: UUID, session: UUID) -> PastSession | None:
    """One session of a person, or None."""
    return next(iter(_sessions(journal.records(person, topic=session, include_corrected=True))), None)


def past_sessions(journal: Journal, person: UUID, since: datetime) -> tuple[PastSession, ...]:
    """The sessions begun since then, newest first."""
    kinds = (SessionStarted.kind, SessionEnded.kind)
    found = [r for kind in kinds for r in journal.records(person, kind=kind, since=since, include_corrected=True)]
    return _sessions(tuple(found))


def to_ask(journal: Journal, person: UUID, now: datetime) -> tuple[PastSession, ...]:
    """Sessions of the last 24 hours that wait for "How is it now?", the newest first. For the landing page and Today."""
    return tuple(
        s
        for s in past_sessions(journal, person, now - ASKED_FOR)
        if s.ask_at and s.ask_at <= now and s.ended and s.ended.feeling_after is None and s.technique != SUPPORT
    )


def _sessions(records: tuple[Record, ...]) -> tuple[PastSession, ...]:
    by_topic: dict[UUID, list[Record]] = {}
    for record in sorted(records, key=lambda r: (r.recorded_at, r.id)):
        if record.topic and record.kind in (SessionStarted.kind, SessionEnded.kind):
            by_topic.setdefault(record.topic, []).append(record)
    found = [s for topic, rows in by_topic.items() if (s := _session(topic, rows))]
    return tuple(sorted(found, key=lambda s: s.started_at, reverse=True))


def _session(topic: UUID, rows: list[Record]) -> PastSession | None:
    began = next((r for r in rows if r.kind == SessionStarted.kind), None)
    ends = [r for r in rows if r.kind == SessionEnded.kind]
    if began is None:
        return None
    told = began.read_as(SessionStarted)
    return PastSession(
        topic,
        told.technique,
        told.check,
        began.local,
        ends[0].local if ends else None,
        ends[-1].read_as(SessionEnded) if ends else None,
    )


def past_checks(journal: Journal, person: UUID, since: datetime) -> tuple[PastCheck, ...]:
    """The checks begun since then that have at least one answer, newest first."""
    decisions: dict[UUID, DecisionMade] = {}
    for record in journal.records(person, kind=DecisionMade.kind, since=since):
        made = record.read_as(DecisionMade)
        decisions[made.check] = made
    places: dict[UUID, tuple[str | None, str | None]] = {}
    for record in journal.records(person, kind=ScreenAnswered.kind, since=since):
        said = record.read_as(ScreenAnswered)
        here = (said.values.get("place"), said.values.get("side"))
        if here[0] or said.check not in places:
            places[said.check] = (str(here[0]) if here[0] else None, str(here[1]) if here[1] else None)
    found = [
        PastCheck(told.check, record.local, *places[told.check], decisions.get(told.check))
        for record in journal.records(person, kind=CheckStarted.kind, since=since)
        if (told := record.read_as(CheckStarted)).check in places
    ]
    return tuple(sorted(found, key=lambda c: c.started_at, reverse=True))
