"""The shapes of the safety file: what is proved, what can go wrong for a person, and what is done about it.

Words of ISO 14971 and DCB0129: a hazard is a possible source of harm; a cause and a foreseeable sequence of events lead to
a hazardous situation, in which harm can follow; a control lowers how likely or how grave that is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from untwitch.guideline import types as t

Severity = Literal["minor", "significant", "considerable", "major", "catastrophic"]
Likelihood = Literal["very_low", "low", "medium", "high", "very_high"]
SEVERITIES: tuple[Severity, ...] = ("minor", "significant", "considerable", "major", "catastrophic")
LIKELIHOODS: tuple[Likelihood, ...] = ("very_low", "low", "medium", "high", "very_high")
LINKS = ("property", "test", "screen", "route", "document")


@dataclass(frozen=True, slots=True)
class Stated:
    """One proved property as a sentence that a clinician can sign. Its check stands in `safety.prove`."""

    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    id: str
    group: str
    sentence: str
    why: str


@dataclass(frozen=True, slots=True)
class Risk:
    """How grave the harm is and how likely: an estimate, on the scale of the file."""

    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    severity: Severity
    likelihood: Likelihood

    @property
    def ranks(self) -> tuple[int, int]:
        """Severity and likelihood, each 0 to 4."""
        return SEVERITIES.index(self.severity), LIKELIHOODS.index(self.likelihood)


@dataclass(frozen=True, slots=True)
class Control:
    """What is done about a hazard, and what shows it: `property:ID`, `test:FILE::NAME`, `screen:ID`, `route:/PATH`, `document:FILE#ANCHOR`."""

    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    says: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hazard:
    """What can go wrong for a person, how it comes about, how grave and how likely it is before and after the controls."""

    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    id: str
    hazard: str
    cause: str
    sequence: str
    situation: str
    harm: str
    before: Risk
    after: Risk
    basis: Literal["design"]
    controls: tuple[Control, ...]

    @property
    def links(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(link for control in self.controls for link in control.by))


@dataclass(frozen=True, slots=True)
class Promise:
    """One sentence of the page for everybody. `by` names the properties, or the hazards, that it sums up."""

    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    id: str
    says: t.Words
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Worry:
    """What can go wrong and what we do about it, in plain words, with the hazards it sums up."""

    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    id: str
    says: t.Words
    we_do: t.Words
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """What is not shown."""

    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    id: str
    says: t.Words


@dataclass(frozen=True, slots=True)
class Held:
    """What a grave rule said when it was last read: `when` holds findings only, no derived fact."""

    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    id: str
    level: Literal["emergency", "urgent"]
    when: str


@dataclass(frozen=True)
class HeldFile:
    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    review: Literal["engineering", "clinician"]
    rules: tuple[Held, ...]


@dataclass(frozen=True)
class PropertiesFile:
    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    review: Literal["engineering", "clinician"]
    groups: Mapping[str, str]
    properties: tuple[Stated, ...]


@dataclass(frozen=True)
class HazardsFile:
    """`risk` gives for each severity the rating, 1 to 5, at each likelihood from very low to very high."""

    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    review: Literal["engineering", "clinician"]
    severities: Mapping[Severity, str]
    likelihoods: Mapping[Likelihood, str]
    risk: Mapping[Severity, tuple[int, int, int, int, int]]
    ratings: Mapping[str, str]
    hazards: tuple[Hazard, ...]


@dataclass(frozen=True)
class PromisesFile:
    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    review: Literal["engineering", "clinician"]
    worries: tuple[Worry, ...]
    promises: tuple[Promise, ...]
    limits: tuple[Limit, ...]


@dataclass(frozen=True, slots=True)
class SafetyFile:
    """All files of `content/safety`."""

    groups: Mapping[str, str]
    properties: Mapping[str, Stated]
    severities: Mapping[Severity, str]
    likelihoods: Mapping[Likelihood, str]
    risk: Mapping[Severity, tuple[int, int, int, int, int]]
    ratings: Mapping[str, str]
    hazards: Mapping[str, Hazard]
    worries: Mapping[str, Worry]
    promises: Mapping[str, Promise]
    limits: Mapping[str, Limit]
    held: tuple[Held, ...]

    def rating(self, risk: Risk) -> int:
        """1 (acceptable) to 5 (unacceptable)."""
        return self.risk[risk.severity][LIKELIHOODS.index(risk.likelihood)]

    def hazards_of(self, link: str) -> tuple[str, ...]:
        """The hazards with a control that names this link."""
        return tuple(h.id for h in self.hazards.values() if link in h.links)
