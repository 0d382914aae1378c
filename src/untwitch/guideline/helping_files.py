"""What stands in the content files about programmes, drinks, minerals, scales, foods and the article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from untwitch.guideline import amounts as a
from untwitch.guideline import helping as h
from untwitch.guideline import types as t
from untwitch.guideline.helping import Review


@dataclass(frozen=True)
class ArticleFile:
    """The source article, claim by claim, and what it leaves out."""

    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    review: Review
    topics: tuple[h.Topic, ...]
    claims: tuple[h.Claim, ...]
    left_out: tuple[h.LeftOut, ...]


@dataclass(frozen=True)
class SafeguardsFile:
    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    review: Review
    safeguards: tuple[h.Safeguard, ...]


@dataclass(frozen=True)
class ScalesFile:
    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    review: Review
    scales: tuple[h.Scale, ...]
    statistics_note: t.Words
    statistics_sources: tuple[str, ...]


@dataclass(frozen=True)
class FoodsFile:
    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    review: Review
    sources: tuple[str, ...]
    basis: t.Basis
    foods: tuple[h.Food, ...]


@dataclass(frozen=True, slots=True)
class FoodTable:
    """Where the values of the foods come from."""

    sources: tuple[str, ...]
    basis: t.Basis


@dataclass(frozen=True)
class FluidsFile:
    """How much to drink, as data. A number is a line to compare with, never a quota."""

    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    review: Review
    day_facts: Mapping[str, a.DayFact]
    bounds: Mapping[str, int]
    outcomes: Mapping[str, t.Words]
    resolver: tuple[a.DrinkRow, ...]
    targets: tuple[a.DrinkTarget, ...]
    targets_sources: tuple[str, ...]
    targets_basis: t.Basis
    targets_note: t.Words
    modifiers: tuple[a.DrinkExtra, ...]
    no_push_also: tuple[t.Words, ...]
    no_push: a.NoPush
    drinks: tuple[a.Drink, ...]
    drinks_sources: tuple[str, ...]
    drinks_basis: t.Basis
    rehydration_salts: Mapping[str, Any]
    exercise: a.Sweat
    too_much: tuple[a.TooMuch, ...]
    too_much_sources: tuple[str, ...]
    too_much_basis: t.Basis
    caffeine: Mapping[str, Any]
    examples: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class NutrientsFile:
    """Daily amounts by age and sex, what changes them, and what a supplement may give."""

    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    review: Review
    groups: tuple[a.NutrientGroup, ...]
    minerals: Mapping[str, tuple[str | float | None, ...]]
    minerals_sources: tuple[str, ...]
    minerals_basis: t.Basis
    minerals_note: t.Words
    vitamins: Mapping[str, tuple[str | float | None, ...]]
    vitamins_sources: tuple[str, ...]
    vitamins_basis: t.Basis
    vitamins_note: t.Words
    breast_feeding: Mapping[str, Any]
    limits: tuple[a.NutrientLimit, ...]
    modifiers: tuple[a.NutrientChange, ...]
    supplement_gate: a.SupplementGate
    evidence: tuple[a.NutrientStudy, ...]
    foods: a.FoodSteps
    outcomes: tuple[str, ...]
