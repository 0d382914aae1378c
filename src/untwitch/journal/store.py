"""The journal itself: append records, read them back. Nothing is ever changed in place."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from untwitch.errors import UntwitchError
from untwitch.journal import schema
from untwitch.journal.opening import open_engine, reading, writing
from untwitch.journal.records import Person, PersonNamed, Record, require_sound
from untwitch.journal.refusals import (
    DifferentRecord,
    JournalBroken,
    JournalBusy,
    UnknownPerson,
    UnknownRecord,
)
from untwitch.when import instant

_ROW = schema.record
_AT_ONCE = 500  # ids in one query; databases bound the number of parameters


class Journal:
    """One journal, safe to share between the threads of a server. Every query is bound to a person.

    Every method raises a JournalError when the database cannot do its part: JournalBusy, JournalFull,
    JournalReadOnly, JournalUnreachable or JournalBroken. What was acknowledged before stays stored.
    """

    def __init__(self, engine: Engine, busy_timeout_s: float) -> None:
        self.engine = engine
        self._busy_timeout_s = busy_timeout_s
        self._writer = threading.Lock()

    @classmethod
    def open(cls, place: str | Path, *, busy_timeout_s: float = 5.0) -> Self:
        """Open the journal at a path or database address; a missing one is made, an older one updated.

        Raises NotAJournal, JournalTooNew when a newer program wrote it, or another JournalError.
        """
        return cls(open_engine(place, busy_timeout_s), busy_timeout_s)

    def close(self) -> None:
        """Let go of the file or server. Nothing is pending: an append that returned is stored."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def add_person(self, person: UUID, added_at: datetime, *records: Record) -> None:
        """Add a person with their first records; doing it again changes nothing.

        Raises NotAnInstant for a time without zone, and what `append` raises.
        """
        row = {"id": person, "added_at": instant(added_at)}
        _require_sound(records)
        with self._writing() as db:
            if not _present(db, [person]):
                db.execute(sa.insert(schema.person), row)
            _append(db, records)

    def people(self) -> tuple[Person, ...]:
        """Everyone in this journal, in the order they were added, each with the newest name."""
        with reading(self.engine) as db:
            rows = db.execute(sa.select(schema.person).order_by(schema.person.c.added_at, schema.person.c.id)).all()
            named = _read(db, _oldest_first(_standing().where(_ROW.c.kind == PersonNamed.kind)))
        names = {record.person: record.read_as(PersonNamed) for record in named}
        return tuple(Person(row.id, row.added_at, names.get(row.id)) for row in rows)

    def append(self, *records: Record) -> None:
        """Store all records or none. Storing the same record again is a no-op, whenever it was recorded.

        Raises DifferentRecord when an id is taken by a record that says something else, UnknownPerson,
        UnknownRecord when a correction comes before what it corrects, UnknownVersion, or FaultsError.
        """
        _require_sound(records)
        with self._writing() as db:
            _append(db, records)

    def records(
        self,
        person: UUID,
        kind: str | None = None,
        topic: UUID | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        include_corrected: bool = False,
        limit: int | None = None,
    ) -> tuple[Record, ...]:
        """A person's records from `since` up to but not including `until`, oldest first.

        Left out, unless asked for, is what a later record corrects; of several corrections of one record the
        newest stands. `limit` keeps the newest ones. Raises NotAnInstant for a time without zone.
        """
        asked = sa.select(_ROW) if include_corrected else _standing()
        asked = asked.where(_ROW.c.person == person, *_filters(kind, topic, since, until))
        with reading(self.engine) as db:
            if limit is None:
                return tuple(_read(db, _oldest_first(asked)))
            return tuple(_read(db, _newest_first(asked).limit(limit)))[::-1]

    def record(self, person: UUID, id: UUID) -> Record | None:  # noqa: A002 - the field's own name
        """One record of a person by its id, corrected or not; None when there is none."""
        with reading(self.engine) as db:
            found = _read(db, sa.select(_ROW).where(_ROW.c.person == person, _ROW.c.id == id))
        return found[0] if found else None

    def latest(self, person: UUID, kind: str) -> Record | None:
        """The newest record of a kind that stands, or None."""
        found = self.records(person, kind, limit=1)
        return found[0] if found else None

    def topics(self, person: UUID, kind: str) -> tuple[UUID, ...]:
        """The checks or sessions that have a standing record of this kind, the newest such record first."""
        standing = _standing().where(_ROW.c.person == person, *_filters(kind, None, None, None)).subquery()
        newest = sa.func.max(standing.c.at)
        asked = sa.select(standing.c.topic).where(standing.c.topic.is_not(None)).group_by(standing.c.topic)
        with reading(self.engine) as db:
            return tuple(db.scalars(asked.order_by(newest.desc(), standing.c.topic.desc())))

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """The write lock of this process, then that of the database.

        Threads queue here because SQLite makes a second writer sleep in growing steps instead of queueing.
        """
        if self.engine.dialect.name != "sqlite":
            with writing(self.engine) as db:
                yield db
            return
        if not self._writer.acquire(timeout=self._busy_timeout_s):
            raise JournalBusy
        try:
            with writing(self.engine) as db:
                yield db
        finally:
            self._writer.release()


def _require_sound(records: Iterable[Record]) -> None:
    for record in records:
        require_sound(record)


def _append(db: Connection, records: Sequence[Record]) -> None:
    people = {record.person for record in records}
    if _present(db, people) != people:
        raise UnknownPerson
    stored = _stored(db, {each for record in records for each in (record.id, record.corrects) if each})
    fresh: list[Record] = []
    for record in records:
        if record.id not in stored:
            _require_target(record, stored)
            stored[record.id] = record
            fresh.append(record)
        elif _said(stored[record.id]) != _said(record):
            raise DifferentRecord
    if fresh:
        db.execute(sa.insert(_ROW), [_row(record) for record in fresh])


def _require_target(record: Record, stored: dict[UUID, Record]) -> None:
    """Refuse a correction of something that is not stored yet; this also makes circles impossible."""
    if record.corrects is None:
        return
    target = stored.get(record.corrects)
    if target is None or target.person != record.person:
        raise UnknownRecord


def _stored(db: Connection, ids: set[UUID]) -> dict[UUID, Record]:
    """What is stored under these ids. The one look across people: an id is taken whoever has it."""
    found: dict[UUID, Record] = {}
    for some in _portions(ids):
        found |= {record.id: record for record in _read(db, sa.select(_ROW).where(_ROW.c.id.in_(some)))}
    return found


def _present(db: Connection, people: Iterable[UUID]) -> set[UUID]:
    """Which of these people there are, held until the transaction ends.

    SQLite has one writer at a time anyway. On PostgreSQL the lock makes the second of two equal appends
    wait, see the first and be the no-op it should be. Ids come in order, so that two imports cannot wait
    for each other in a ring.
    """
    table = schema.person
    held = sa.select(table.c.id).order_by(table.c.id).with_for_update()
    return {who for some in _portions(people) for who in db.scalars(held.where(table.c.id.in_(some)))}


def _portions(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    listed = sorted(ids)
    return (listed[start : start + _AT_ONCE] for start in range(0, len(listed), _AT_ONCE))


def _said(record: Record) -> tuple[object, ...]:
    """What makes two records the same: everything but when it reached us, since a retry arrives later.

    The payload counts as JSON, in which 1, 1.0 and true differ although Python calls them equal.
    """
    row = _row(record)
    del row["recorded_at"]
    row["payload"] = json.dumps(record.payload, sort_keys=True)
    return tuple(row.values())


def _row(record: Record) -> dict[str, Any]:
    return {column.name: getattr(record, column.name) for column in _ROW.columns}


def _read(db: Connection, asked: sa.Select[Any]) -> list[Record]:
    """Raises JournalBroken for a row that could never have been stored by this program."""
    try:
        return [Record(**row) for row in db.execute(asked).mappings()]
    except (ValueError, UntwitchError) as wrong:
        raise JournalBroken from wrong


def _standing() -> sa.Select[Any]:
    """Records that nothing corrects, and of several corrections of one record the newest."""
    other = _ROW.alias("other")
    newer = sa.tuple_(other.c.recorded_at, other.c.id) > sa.tuple_(_ROW.c.recorded_at, _ROW.c.id)
    corrected = sa.exists().where(other.c.person == _ROW.c.person, other.c.corrects == _ROW.c.id)
    outdone = sa.exists().where(other.c.person == _ROW.c.person, other.c.corrects == _ROW.c.corrects, newer)
    return sa.select(_ROW).where(~corrected, ~outdone)


def _filters(
    kind: str | None, topic: UUID | None, since: datetime | None, until: datetime | None
) -> Iterator[sa.ColumnElement[bool]]:
    if kind is not None:
        yield _ROW.c.kind == kind
    if topic is not None:
        yield _ROW.c.topic == topic
    if since is not None:
        yield _ROW.c.at >= instant(since)
    if until is not None:
        yield _ROW.c.at < instant(until)


def _oldest_first(asked: sa.Select[Any]) -> sa.Select[Any]:
    return asked.order_by(_ROW.c.at, _ROW.c.id)


def _newest_first(asked: sa.Select[Any]) -> sa.Select[Any]:
    return asked.order_by(_ROW.c.at.desc(), _ROW.c.id.desc())
