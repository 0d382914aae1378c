"""The shapes of amounts: how much to drink, and what a day's minerals and vitamins are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from untwitch.guideline.types import STRICT, Basis, Grade, Level, Words


@dataclass(frozen=True, slots=True)
class DayFact:
    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    kind: Literal["yes_no"]
    how: Words


@dataclass(frozen=True, slots=True)
class DrinkRow:
    """One row of the question "how much to drink": the first that is not known false is taken."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    when: str
    outcome: str
    why: Words
    sources: tuple[str, ...]
    basis: Basis
    drinks_ml: int | None = None


@dataclass(frozen=True, slots=True)
class DrinkTarget:
    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    when: str
    drinks_ml: int


@dataclass(frozen=True, slots=True)
class DrinkExtra:
    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    when: str
    add_ml: int
    outcomes: tuple[str, ...]
    lifts_ceiling: bool
    sources: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class Drink:
    """A kind of drink. `weight`: the share of it that counts."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    weight: float
    say: Words
    most_ml: int | None = None


@dataclass(frozen=True, slots=True)
class TooMuch:
    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    say: Words
    level: Level | Literal["warn"]
    most_ml: int | None = None
    most_ml_per_kg: int | None = None


@dataclass(frozen=True, slots=True)
class NoPush:
    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    rows: tuple[str, ...]
    sources: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class Sweat:
    """Drinking around exercise, with the sums written out."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    sweat_rate: Words
    dryness_percent: Words
    sodium_mg_h: Words
    worked: Mapping[str, float]
    during: Words
    ceiling_without_measured_rate_l_h: float
    after: Words
    sources: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class NutrientGroup:
    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    when: str


@dataclass(frozen=True, slots=True)
class NutrientLimit:
    """The most that a supplement may give a day; `hard` is the strictest published ceiling."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    nutrient: str
    a_day: float
    unit: Literal["mg", "ug"]
    hard: float
    why: Words
    sources: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class NutrientChange:
    """What an illness or a medicine changes. `target` null: no target is shown, only the sentence."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    when: str
    nutrient: str
    target: float | None
    drop_praise: bool
    filter: str | None
    say: Words
    sources: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class SupplementGate:
    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    blocked_if: tuple[NutrientGroup, ...]
    spacing: Words
    trial: Words
    sources: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class NutrientStudy:
    """What studies say about one nutrient and cramps."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    says: Words
    grade: Grade
    sources: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class FoodSteps:
    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    steps: tuple[Words, ...]
    sources: tuple[str, ...]
    basis: Basis
