"""Whom to call: which lines for a result, in the order to call them, and what is not checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from untwitch.guideline.model import Guideline
from untwitch.guideline.types import Country, Via

FIRST: Mapping[Via, tuple[str, ...]] = {
    "ambulance": ("emergency",),
    "emergency_department": ("emergency",),
    "poison_centre": ("poison", "emergency"),
    "crisis_line": ("crisis", "emergency"),
}
ELSE = ("medical", "emergency")


@dataclass(frozen=True)
class Call:
    """One purpose with its numbers, or with the fallback text where no number is known."""

    purpose: str
    numbers: tuple[str, ...]
    verified: bool
    say: str | None

    def document(self) -> dict[str, Any]:
        return {
            "purpose": self.purpose, "numbers": list(self.numbers), "verified": self.verified, "say": self.say,
        }  # fmt: skip


def calls(guideline: Guideline, country: Country | None, via: Via) -> tuple[Call, ...]:
    """Whom to call, first one first. An emergency number nobody verified comes with the fallback text."""
    return tuple(_call(guideline, country, purpose) for purpose in FIRST.get(via, ELSE))


def _call(guideline: Guideline, country: Country | None, purpose: str) -> Call:
    fallback = guideline.fallback[purpose]
    if country is None:
        return Call(purpose, (), False, fallback)
    value = getattr(country, purpose)
    numbers = (value,) if isinstance(value, str) else tuple(value or ())
    verified = purpose in country.verified
    needs_fallback = not numbers or (purpose == "emergency" and not verified)
    return Call(purpose, numbers, verified, fallback if needs_fallback else None)
