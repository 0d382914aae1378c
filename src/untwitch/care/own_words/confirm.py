"""What a person confirmed, as the response to the screen "words"."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from untwitch.care.interview import WHERE_FINDINGS
from untwitch.care.own_words.heard import PlaceHeard, Understanding
from untwitch.care.screens import Response, Told

WORDS = "words"  # the id of the screen
WHERE_KEY, STORY_KEY = (
    "where",
    "story",
)  # values that are no findings: what page 2 starts from, and the text if it is kept


def place_key(place: str) -> str:
    """How a place is named in a form."""
    return f"place.{place}"


def keys_of(understood: Understanding) -> frozenset[str]:
    """Every line that can be confirmed."""
    places = {place_key(p) for heard in understood.places for p in heard.places}
    return frozenset(places | {p.key for p in understood.proposals})


def clear_keys(understood: Understanding) -> frozenset[str]:
    """The lines that "all of this is right" confirms: everything but places of which the person must choose one."""
    clear = {place_key(h.places[0]) for h in understood.places if len(h.places) == 1}
    return frozenset(clear | {p.key for p in understood.proposals})


def confirmed(understood: Understanding, keys: Collection[str], story: str | None = None) -> Response:
    """The response that says the confirmed lines and nothing else.

    Place, kind, age and body parts are not answers yet: page 2 starts from them. Lines that were not confirmed say nothing.
    """
    told: list[tuple[str, Told]] = []
    values: dict[str, Any] = {}
    where: dict[str, Any] = _places(understood.places, keys)
    for line in understood.proposals:
        if line.key not in keys:
            continue
        if line.finding == "movement":
            where.setdefault("movement", []).append(line.sign.partition(".")[2])
        elif line.finding in WHERE_FINDINGS:
            where[line.finding] = line.values.get(line.finding, _option(line.sign))
        else:
            told += line.tells
            values |= line.values
    if where:
        values[WHERE_KEY] = where
    if story:
        values[STORY_KEY] = story
    return Response(WORDS, tuple(told), values)


def _option(sign: str) -> str:
    """The option that a sign like body_parts == "womb" names."""
    return sign.partition('"')[2].rstrip('"')


def _places(heard: tuple[PlaceHeard, ...], keys: Collection[str]) -> dict[str, Any]:
    chosen = [(p, h) for h in heard for p in h.places if place_key(p) in keys]
    if not chosen:
        return {}
    found: dict[str, Any] = {"places": list(dict.fromkeys(p for p, _ in chosen))}
    side = next((h.side for _, h in chosen[:1]), None)
    if side:
        found["side"] = side
    narrow = list(dict.fromkeys(n for _, h in chosen for n in h.narrow))
    return found | ({"narrow": narrow} if narrow else {})


def where_of(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """What page 2 starts from, in the values of an answered "words" screen; empty when there is nothing."""
    found = values.get(WHERE_KEY)
    return found if isinstance(found, Mapping) else {}
