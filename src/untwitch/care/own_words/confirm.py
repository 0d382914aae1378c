"""What a person confirmed, as the response to the screen "words"."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from untwitch.care.interview import WHERE_FINDINGS, WHOLE_LISTS
from untwitch.care.own_words.heard import PlaceHeard, Understanding
from untwitch.care.screens import Response, Told

WORDS = "words"  # the id of the screen
# Values that are no findings: what page 2 and the long lists start from, and the text if it is kept.
WHERE_KEY, LISTS_KEY, STORY_KEY = "where", "lists", "story"


def confirmed(understood: Understanding, keys: Collection[str], story: str | None = None) -> Response:
    """The response that says the confirmed lines and nothing else.

    Place, kind, age and body parts are not answers yet: page 2 starts from them. Nor are illnesses and medicines: one that
    was named opens the whole lists, with it ticked. Lines that were not confirmed say nothing.
    """
    told: list[tuple[str, Told]] = []
    values: dict[str, Any] = {}
    where: dict[str, Any] = _places(understood.places, keys)
    lists: dict[str, list[str]] = {}
    for line in understood.proposals:
        if line.key not in keys:
            continue
        if line.finding == "movement":
            where.setdefault("movement", []).append(line.sign.partition(".")[2])
        elif line.finding in WHOLE_LISTS:
            lists.setdefault(line.finding, []).append(line.sign.partition(".")[2])
        elif line.finding in WHERE_FINDINGS:
            where[line.finding] = line.values.get(line.finding, _option(line.sign))
        else:
            told += line.tells
            values |= line.values
    if where:
        values[WHERE_KEY] = where
    if lists:
        values |= {name: {} for name in WHOLE_LISTS} | {LISTS_KEY: lists}
    if story:
        values[STORY_KEY] = story
    return Response(WORDS, tuple(told), values)


def _option(sign: str) -> str:
    """The option that a sign like body_parts == "womb" names."""
    return sign.partition('"')[2].rstrip('"')


def _places(heard: tuple[PlaceHeard, ...], keys: Collection[str]) -> dict[str, Any]:
    chosen = [(p, h) for h in heard for p in h.places if h.key(p) in keys]
    if not chosen:
        return {}
    found: dict[str, Any] = {"places": list(dict.fromkeys(p for p, _ in chosen))}
    side = next((h.side for _, h in chosen[:1]), None)
    if side:
        found["side"] = side
    narrow = list(dict.fromkeys(n for _, h in chosen for n in h.narrow))
    return found | ({"narrow": narrow} if narrow else {})
