"""Records: the envelope every entry shares, and the one place from which other rooms take record types.

Nothing here loads a database driver.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from untwitch.errors import FaultsError
from untwitch.journal.fields import JSON, Place, Reader, a_mapping, a_match, a_text, a_whole, any_json
from untwitch.journal.ids import Ids, uuid7
from untwitch.journal.kinds import (
    AnswerChanged,
    CheckStarted,
    DecisionMade,
    PersonNamed,
    ScreenAnswered,
    SessionEnded,
    SessionStarted,
    Told,
)
from untwitch.journal.payload import KINDS, P, Payload, register
from untwitch.journal.refusals import (
    DifferentRecord,
    JournalBroken,
    JournalBusy,
    JournalError,
    JournalFull,
    JournalReadOnly,
    JournalTooNew,
    JournalUnreachable,
    NotAJournal,
    UnknownPerson,
    UnknownRecord,
    UnknownVersion,
)
from untwitch.when import NotAnInstant, in_zone, instant

__all__ = [
    "JSON",
    "KINDS",
    "AnswerChanged",
    "CheckStarted",
    "DecisionMade",
    "DifferentRecord",
    "Ids",
    "JournalBroken",
    "JournalBusy",
    "JournalError",
    "JournalFull",
    "JournalReadOnly",
    "JournalTooNew",
    "JournalUnreachable",
    "NotAJournal",
    "Payload",
    "Person",
    "PersonNamed",
    "Record",
    "ScreenAnswered",
    "SessionEnded",
    "SessionStarted",
    "Told",
    "UnknownPerson",
    "UnknownRecord",
    "UnknownVersion",
    "payload_of",
    "register",
    "require_sound",
    "uuid7",
]

_ENVELOPE: dict[str, Reader] = {
    "kind": a_match(r"[a-z][a-z0-9_]{0,63}", "a kind in small letters"),
    "version": a_whole(1, 32767),
    "zone": a_match(
        r"[+-]\d\d:[0-5]\d|[A-Za-z0-9_+-]{1,30}(/[A-Za-z0-9_+-]{1,30}){0,3}",
        "a zone like Europe/Paris or +01:00",
    ),
    "origin": a_match(r"(?=.*\S)[^\x00-\x1f\x7f]{1,200}", "a name of 1 to 200 characters on one line"),
    "payload": a_mapping(a_text(300), any_json),
}


@dataclass(frozen=True, slots=True)
class Record:
    """One entry as stored: who, what kind, when it was true, when and from where it came, and what it says.

    Both times are kept in UTC; `zone` is where the person was, so that `local` shows their own clock.
    Raises FaultsError, with every fault, for anything that could not be stored and read back exactly.
    """

    id: UUID
    person: UUID
    kind: str
    version: int
    at: datetime
    zone: str  # IANA name or UTC offset, as reported
    recorded_at: datetime
    origin: str  # "web", "cli", or the import it came from; origins are never merged silently
    payload: Mapping[str, JSON]
    corrects: UUID | None = None
    topic: UUID | None = None  # the check or session it belongs to

    def __post_init__(self) -> None:
        top = Place("record", [])
        for name, read in _ENVELOPE.items():
            object.__setattr__(self, name, read(getattr(self, name), top.inside(name)))
        for name in ("at", "recorded_at"):
            object.__setattr__(self, name, _utc(getattr(self, name), top.inside(name)))
        for name in ("id", "person", "corrects", "topic"):
            _check_id(getattr(self, name), top.inside(name), may_lack=name in {"corrects", "topic"})
        if self.corrects == self.id:
            top.inside("corrects").note("a record cannot correct itself")
        if top.faults:
            raise FaultsError(top.faults)

    @classmethod
    def of(
        cls,
        payload: Payload,
        *,
        id: UUID,  # noqa: A002 - the field's own name
        person: UUID,
        at: datetime,
        zone: str,
        recorded_at: datetime,
        origin: str,
        corrects: UUID | None = None,
    ) -> Self:
        """The record of a typed payload.

        Raises FaultsError when payload or envelope are not as they must be.
        """
        said = payload.to_payload()
        kind, version, topic = payload.kind, payload.version, payload.topic
        return cls(id, person, kind, version, at, zone, recorded_at, origin, said, corrects, topic)

    @property
    def local(self) -> datetime:
        """`at` on the person's own clock. Raises UnknownZone when this computer does not know the zone."""
        return in_zone(self.at, self.zone)

    def read_as(self, kind: type[P]) -> P:
        """The typed payload, when the caller knows the kind.

        Raises JournalError for another kind, UnknownVersion, or FaultsError.
        """
        payload = payload_of(self)
        if not isinstance(payload, kind):
            raise JournalError(f'Expected a record of kind "{kind.kind}", came "{self.kind}".')
        return payload


@dataclass(frozen=True, slots=True)
class Person:
    """Someone whose journal this is; `named` is the newest name given."""

    id: UUID
    added_at: datetime
    named: PersonNamed | None


def payload_of(record: Record) -> Payload | None:
    """The typed payload; None for a kind this program does not know, which stays a raw record.

    Raises UnknownVersion for a known kind in another version, FaultsError for a payload that is not its kind.
    """
    kind = KINDS.get(record.kind)
    if kind is None:
        return None
    if record.version != kind.version:
        raise UnknownVersion(
            f'An entry of kind "{record.kind}" has version {record.version}, this program reads version '
            f"{kind.version}. Nothing was changed. Install the newer version to read it."
        )
    return kind.from_payload(record.payload)


def _utc(value: Any, place: Place) -> Any:
    if not isinstance(value, datetime):
        place.refuse("a time with its zone", value)
        return value
    try:
        return instant(value)
    except NotAnInstant as wrong:
        place.note(str(wrong))
        return value


def _check_id(value: object, place: Place, *, may_lack: bool) -> None:
    if not (isinstance(value, UUID) or (may_lack and value is None)):
        place.refuse("a UUID", value)


def require_sound(record: Record) -> None:
    """Refuse a record that could be stored but not read again as what its kind says.

    Raises UnknownVersion or FaultsError.
    """
    payload = payload_of(record)
    if payload is not None and payload.topic != record.topic:
        place = Place("record.topic", [])
        place.refuse(f"the topic of its payload, {payload.topic}", str(record.topic))
        raise FaultsError(place.faults)
