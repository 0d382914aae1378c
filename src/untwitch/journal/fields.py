"""Strict reading of payloads: one reader per sort of value, and every fault found, not only the first."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from untwitch.errors import Fault, nearest
from untwitch.when import NotAnInstant, iso, parse_iso

JSON: TypeAlias = "bool | int | float | str | list[JSON] | dict[str, JSON] | None"

DEEPEST = 32  # far deeper than any payload; bounds the work on a hostile one
LARGEST_WHOLE = 2**53  # beyond it a browser would silently round


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a payload the reader stands, and the faults found so far."""

    path: str
    faults: list[Fault]

    def inside(self, key: str) -> Place:
        """The place of one field or item in this one."""
        return Place(f"{self.path}{key}" if key.startswith("[") else f"{self.path}.{key}", self.faults)

    def refuse(self, wanted: str, came: object) -> None:
        """Note that something else than `wanted` came."""
        self.faults.append(Fault("", 0, self.path, f"needs {wanted}, came {_shown(came)}"))

    def note(self, message: str, suggestion: str | None = None) -> None:
        """Note another fault at this place."""
        self.faults.append(Fault("", 0, self.path, message, suggestion))


Reader: TypeAlias = Callable[[object, Place], Any]


def _shown(came: object) -> str:
    try:
        text = json.dumps(came)
    except (TypeError, ValueError, RecursionError):
        text = type(came).__name__
    return text if len(text) <= 60 else f"{text[:57]}..."


def read_fields(
    payload: object, readers: Mapping[str, Reader], optional: Iterable[str], place: Place
) -> dict[str, Any]:
    """Read a whole payload: no field missing, none unknown, each of its own sort. Faults go to `place`."""
    if not isinstance(payload, Mapping):
        place.refuse("named fields", payload)
        return {}
    for key in payload:
        if key not in readers:
            place.inside(str(key)[:64]).note("unknown field", nearest(str(key), readers))
    for key in readers:
        if key not in payload and key not in optional:
            place.inside(key).note("is missing")
    return {key: read(payload[key], place.inside(key)) for key, read in readers.items() if key in payload}


def as_json(value: object, reader: Reader) -> Any:
    """The form of a field that its reader takes: ids and instants as text, tuples as lists.

    Where anything is allowed nothing is changed: an instant there would silently come back as text.
    """
    return value if reader is any_json else _plain(value)


def _plain(value: object) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat() if value.utcoffset() is None else iso(value)
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return value


def is_readable(text: str) -> bool:
    """True when the text can be written as UTF-8; half a character pair cannot be shown or exported."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def a_text(longest: int) -> Reader:
    """Any text that is not blank, kept to the letter, up to `longest` characters."""

    def read(value: object, place: Place) -> object:
        if not isinstance(value, str) or not value.strip() or len(value) > longest or not is_readable(value):
            place.refuse(f"a text of 1 to {longest} characters", value)
        return value

    return read


def a_match(pattern: str, wanted: str) -> Reader:
    """Text of one form, described in plain words by `wanted`."""
    form = re.compile(pattern, re.ASCII)

    def read(value: object, place: Place) -> object:
        if not isinstance(value, str) or not form.fullmatch(value):
            place.refuse(wanted, value)
        return value

    return read


def a_whole(lowest: int, highest: int) -> Reader:
    """A whole number in a range; true and false are not numbers here."""

    def read(value: object, place: Place) -> object:
        if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
            place.refuse(f"a whole number from {lowest} to {highest}", value)
        return value

    return read


def a_yes_no(value: object, place: Place) -> object:
    """True or false."""
    if not isinstance(value, bool):
        place.refuse("true or false", value)
    return value


def an_id(value: object, place: Place) -> UUID | None:
    """A UUID in its usual writing."""
    try:
        found = UUID(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None or str(found) != value:
        place.refuse("an id like 017f22e2-79b0-7cc3-98c4-dc0c0c07398f", value)
        return None
    return found


def a_moment(value: object, place: Place) -> datetime | None:
    """An instant with its zone."""
    try:
        return parse_iso(value if isinstance(value, str) else "")
    except NotAnInstant:
        place.refuse("a date, time and zone like 2026-03-01T08:30:00+01:00", value)
        return None


def none_or(reader: Reader) -> Reader:
    """Null, or what `reader` reads."""
    return lambda value, place: None if value is None else reader(value, place)


def many(reader: Reader, *, fewest: int = 0) -> Reader:
    """A list of one sort of thing, read to a tuple."""

    def read(value: object, place: Place) -> tuple[Any, ...]:
        if not isinstance(value, list) or len(value) < fewest:
            place.refuse("a list" if fewest == 0 else f"a list of at least {fewest}", value)
            return ()
        return tuple(reader(part, place.inside(f"[{number}]")) for number, part in enumerate(value))

    return read


def a_pair(first: Reader, second: Reader) -> Reader:
    """A list of exactly two things, read to a tuple."""

    def read(value: object, place: Place) -> tuple[Any, ...]:
        if not isinstance(value, list) or len(value) != 2:
            place.refuse("a pair", value)
            return ()
        return first(value[0], place.inside("[0]")), second(value[1], place.inside("[1]"))

    return read


def a_mapping(keys: Reader, values: Reader) -> Reader:
    """Values under names, each name read by `keys`."""

    def read(value: object, place: Place) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            place.refuse("values under names", value)
            return {}
        return {keys(key, place): values(part, place.inside(str(key)[:64])) for key, part in value.items()}

    return read


def any_json(value: object, place: Place, depth: int = 0) -> Any:
    """A copy of anything JSON can hold without loss; refuses NaN, infinity and what a browser would round."""
    if depth > DEEPEST:
        place.refuse(f"at most {DEEPEST} levels", "more")
        return None
    if isinstance(value, Mapping):
        return {_key(key, place): any_json(part, place.inside(str(key)[:64]), depth + 1) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [any_json(part, place.inside(f"[{n}]"), depth + 1) for n, part in enumerate(value)]
    if not _is_plain(value):
        place.refuse("a value that can be kept exactly", value)
    return value


def _key(key: object, place: Place) -> str:
    if not isinstance(key, str) or not is_readable(key):
        place.refuse("names that are text", key)
    return str(key)


def _is_plain(value: object) -> bool:
    if isinstance(value, str):
        return is_readable(value)
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, int):
        return abs(value) <= LARGEST_WHOLE
    return value is None
