"""The level that is certain already, while the questions go on."""

from __future__ import annotations

from dataclasses import dataclass

from untwitch.companion import Check
from untwitch.guideline.types import LEVELS, RANK, Level


@dataclass(frozen=True)
class Floor:
    """At least this level, and the plain sentence of the first rule that gives it."""

    level: Level
    because: str | None


def floor_of(check: Check) -> Floor | None:
    """What is certain above self-care; None when nothing is."""
    now = check.state.interval()
    if now.floor == 0:
        return None
    rule = next((r for r in now.fired if RANK[r.level] == now.floor), None)
    return Floor(LEVELS[now.floor], rule.because if rule else None)
