"""What a proof run says: one property a row, each a sentence that a clinician could sign."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["proved", "refuted", "open"]


@dataclass(frozen=True, slots=True)
class Property:
    """One property. `counterexample` is a person in plain words; `obligations` counts the single facts proved."""

    id: str
    sentence: str
    status: Status
    seconds: float
    counterexample: str | None
    obligations: int

    def document(self) -> dict[str, object]:
        return {
            "id": self.id,
            "sentence": self.sentence,
            "status": self.status,
            "seconds": round(self.seconds, 3),
            "counterexample": self.counterexample,
            "obligations": self.obligations,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """All properties of one guideline."""

    content_version: str
    properties: tuple[Property, ...]

    @property
    def proved(self) -> bool:
        """Does every property hold?"""
        return all(p.status == "proved" for p in self.properties)

    def document(self) -> dict[str, object]:
        """The report as plain JSON."""
        return {
            "version": 1,
            "content_version": self.content_version,
            "proved": self.proved,
            "seconds": round(sum(p.seconds for p in self.properties), 3),
            "obligations": sum(p.obligations for p in self.properties),
            "properties": [p.document() for p in self.properties],
        }


class Refuted(Exception):
    """A property does not hold. The text is a person in plain words."""


class Open(Exception):
    """The solver gave no answer in time; nothing is known."""
