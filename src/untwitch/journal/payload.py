"""The base of every typed payload, and the registry a later kind plugs into."""

from __future__ import annotations

from dataclasses import MISSING, fields
from functools import cache
from typing import ClassVar, Self, TypeVar, get_type_hints
from uuid import UUID

from untwitch.errors import FaultsError
from untwitch.journal.fields import JSON, Place, Reader, any_json, as_json, read_fields
from untwitch.journal.refusals import JournalError

P = TypeVar("P", bound="Payload")


class Payload:
    """What one kind of record says. Subclasses are frozen dataclasses; each field names its reader."""

    __slots__ = ()
    kind: ClassVar[str]
    version: ClassVar[int] = 1

    @property
    def topic(self) -> UUID | None:
        """The check or session this record belongs to, if any."""
        return None

    def to_payload(self) -> dict[str, JSON]:
        """The JSON form that `from_payload` reads back without loss.

        Raises FaultsError, with every fault, when a field holds what its kind does not allow.
        """
        readers, _ = _readers(type(self))  # type: ignore[arg-type]
        given = {name: as_json(getattr(self, name), read) for name, read in readers.items()}
        self.from_payload(given)
        plain: dict[str, JSON] = any_json(given, Place(self.kind, []))
        return plain

    @classmethod
    def from_payload(cls, payload: object) -> Self:
        """Read the JSON form strictly.

        Raises FaultsError, with every fault: missing, unknown and wrong fields.
        """
        readers, optional = _readers(cls)  # type: ignore[arg-type]
        place = Place(cls.kind, [])
        read = read_fields(payload, readers, optional, place)
        if place.faults:
            raise FaultsError(place.faults)
        return cls(**read)


@cache
def _readers(kind: type[Payload]) -> tuple[dict[str, Reader], frozenset[str]]:
    hints = get_type_hints(kind, include_extras=True)
    known = fields(kind)  # type: ignore[arg-type]
    readers: dict[str, Reader] = {f.name: hints[f.name].__metadata__[0] for f in known}
    return readers, frozenset(f.name for f in known if f.default is not MISSING)


KINDS: dict[str, type[Payload]] = {}


def register(kind: type[P]) -> type[P]:
    """Make a payload class known under its kind.

    Raises JournalError when another class has the same kind: records would be read as the wrong thing.
    """
    if KINDS.setdefault(kind.kind, kind) is not kind:
        raise JournalError(f'Two record classes have the kind "{kind.kind}".')
    return kind
