"""The document of one visit, as values: every rendering shows exactly this."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from untwitch.care.plan import Section
from untwitch.guideline.types import Basis, Grade, Level, Via
from untwitch.report.calls import Call


@dataclass(frozen=True)
class CallCard:
    """The card for the telephone: who and what it is about, what decided, what a doctor asks next, what to ask."""

    age: str
    kind: str
    place: str
    signs: tuple[str, ...]
    also: tuple[Said, ...]
    ask: str


@dataclass(frozen=True)
class SourceSaid:
    """A source by its title, and how it was read."""

    title: str
    read: Basis


@dataclass(frozen=True)
class Reason:
    """Why the level is what it is: one rule in words, with its sources and the weakest link behind it."""

    because: str
    sources: tuple[SourceSaid, ...]
    basis: Basis


@dataclass(frozen=True)
class Said:
    """One answer: what it is about, and what was said."""

    about: str
    answer: str


@dataclass(frozen=True)
class SaidGroup:
    """Answers of one topic that say something is there; or what was answered in the same way, under that answer."""

    title: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Answers:
    """Everything that was said: what is there, danger signs said to be absent (by answer), and what stays open."""

    there: tuple[SaidGroup, ...]
    absent: tuple[SaidGroup, ...]
    unsure: tuple[str, ...]
    unasked: tuple[str, ...]


@dataclass(frozen=True)
class CauseSaid:
    """One explanation with the answers for and against it."""

    name: str
    means: str
    fit: str
    speaks_for: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True)
class ToDo:
    """One line of the plan."""

    what: str
    amount: str | None
    how_long: str | None
    why: str | None
    stops_if: str | None
    grade: Grade
    basis: Basis


@dataclass(frozen=True)
class PlanPart:
    """One part of the plan. `asked_first`: techniques that may be used only after a few questions, by name."""

    section: Section
    items: tuple[ToDo, ...]
    asked_first: tuple[str, ...]


@dataclass(frozen=True)
class LookAgain:
    """When to look again and what to do then; `at` is None when it is within the hour."""

    say: str
    at: datetime | None


@dataclass(frozen=True)
class VisitReport:
    """One visit. `level` is None while nothing can be said yet; `could_be` names the highest level still open."""

    made_at: datetime
    content_version: str
    country: str | None
    level: Level | None
    via: Via
    settled: bool
    could_be: Level
    calls: tuple[Call, ...]
    note: str | None
    say: CallCard | None
    first_aid: tuple[str, ...]
    reasons: tuple[Reason, ...]
    raised: str | None
    conflicts: tuple[str, ...]
    at_once_if: tuple[str, ...]
    answers: Answers
    causes: tuple[CauseSaid, ...]
    plan: tuple[PlanPart, ...]
    again: LookAgain | None
    reviewed: bool

    @property
    def emergency_numbers(self) -> tuple[str, ...]:
        """The numbers to call when life is in danger; empty when the country is not known."""
        return next((c.numbers for c in self.calls if c.purpose == "emergency"), ())
