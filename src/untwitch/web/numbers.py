"""Whose telephone numbers are shown, and what is said when we do not know them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from untwitch.guideline.types import Country
from untwitch.language import _
from untwitch.web.visit import Visit

Line = Literal["emergency", "medical", "poison", "crisis"]
CALLS_OF: Mapping[str, Line] = {
    "ambulance": "emergency",
    "emergency_department": "emergency",
    "poison_centre": "poison",
    "crisis_line": "crisis",
    "maternity": "medical",
    "same_day": "medical",
    "clinician": "medical",
    "midwife": "medical",
    "gp": "medical",
}
WITH_ARTICLE = ("GB", "US", "NL")


@dataclass(frozen=True)
class Numbers:
    """The numbers of a country, or None for each that we do not know, with the words to show instead.

    A number that was not seen on an official page is shown together with those words.
    """

    country: Country | None
    fallback: Mapping[str, str]

    @property
    def the_name(self) -> str:
        """The country's name inside a sentence."""
        if self.country is None:
            return ""
        name = self.country.name
        return _("the %s") % name if self.country.code in WITH_ARTICLE else name

    @property
    def note(self) -> str | None:
        return self.country.note if self.country else None

    def of(self, line: Line) -> tuple[str, ...]:
        """The numbers of one line in the order in which to try them; empty when none is known."""
        found = getattr(self.country, line, None) if self.country else None
        return (found,) if isinstance(found, str) else tuple(found or ())

    def sure(self, line: Line) -> bool:
        """Were these numbers seen on an official page?"""
        return self.country is not None and line in self.country.verified

    def instead(self, line: Line) -> str | None:
        """What to say beside or in place of the number: always, unless a verified number is known."""
        return None if self.sure(line) and self.of(line) else self.fallback.get(line)

    @property
    def emergency(self) -> str | None:
        """The first emergency number."""
        return next(iter(self.of("emergency")), None)


def numbers(visit: Visit) -> Numbers:
    """The numbers of the person's country."""
    guideline = visit.companion.guideline
    return Numbers(guideline.countries.get(visit.country or ""), guideline.fallback)
