"""The remembered profile as page 2 shows it: every fact with its answer, and since when; one press says "still right"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from untwitch.web.printed import seal
from untwitch.web.visit import Visit
from untwitch.when import in_words


@dataclass(frozen=True)
class StillRight:
    """`facts`: (about, answer) in words. `said`: how long ago the oldest of them was said. `seen` marks these values."""

    facts: tuple[tuple[str, str], ...]
    said: str
    values: dict[str, Any]
    seen: str


def still_right(visit: Visit) -> StillRight | None:
    """The profile to confirm; None at a first visit, or when too much of it is too old."""
    found = visit.companion.remembered(visit.person, besides=visit.check_id)
    if not found:
        return None
    facts = tuple(one.in_words for one in found)
    oldest = min(one.said_at for one in found)
    values = {one.finding.id: list(one.value) if isinstance(one.value, tuple) else one.value for one in found}
    return StillRight(facts, in_words(visit.companion.clock() - oldest), values, seal(values))
