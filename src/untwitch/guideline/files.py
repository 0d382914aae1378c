"""Which content files there are and what stands in each: one dataclass a kind of file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from untwitch.guideline import hazards as z
from untwitch.guideline import helping as h
from untwitch.guideline import helping_files as hf
from untwitch.guideline import said
from untwitch.guideline import types as t

Review = Literal["engineering", "clinician"]


@dataclass(frozen=True)
class FindingsFile:
    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    review: Review
    findings: tuple[t.Finding, ...]


@dataclass(frozen=True)
class DerivedFile:
    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    review: Review
    derived: tuple[t.Derived, ...]


@dataclass(frozen=True)
class RulesFile:
    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    review: Review
    read: str
    review_by: str
    rules: tuple[t.Rule, ...]


@dataclass(frozen=True)
class FirstAidFile:
    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    review: Review
    read: str
    review_by: str
    technique_families: Mapping[str, str]
    first_aid_steps: Mapping[str, t.FirstAidStep]


@dataclass(frozen=True)
class RoutesFile:
    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    review: Review
    read: str
    routes: Mapping[str, t.Route]


@dataclass(frozen=True)
class ConditionsFile:
    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    review: Review
    conditions: tuple[t.Condition, ...]


@dataclass(frozen=True)
class SourcesFile:
    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    sources: tuple[t.Source, ...]


@dataclass(frozen=True)
class FloorsFile:
    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    review: Review
    baselines: Mapping[str, t.Baseline]
    floors: tuple[t.Floor, ...]


@dataclass(frozen=True)
class MustKnowFile:
    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    review: Review
    general: tuple[t.MustKnow, ...]
    places: tuple[t.MustKnowPlace, ...]


@dataclass(frozen=True, slots=True)
class Someone:
    """A baseline person with some answers changed."""

    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    person: str
    given: Mapping[str, t.Answer]


@dataclass(frozen=True, slots=True)
class Pair:
    """The same situation through two routes; both must end at the same level."""

    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    id: str
    level: t.Level
    left: Someone
    right: Someone


@dataclass(frozen=True, slots=True)
class Never:
    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    id: str
    person: str
    given: Mapping[str, t.Answer]


@dataclass(frozen=True, slots=True)
class RepeatStep:
    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    contact: int
    at_least: t.Level
    rule: str
    also_needs: str | None = None


@dataclass(frozen=True, slots=True)
class RepeatContact:
    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    finding: str
    window_days: int
    same_trouble: str
    counts: str
    published: Mapping[str, t.Scalar]
    decision: tuple[RepeatStep, ...]
    why_not_more: str


@dataclass(frozen=True)
class CrossChecksFile:
    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    review: Review
    pairs: tuple[Pair, ...]
    never_self_care: tuple[Never, ...]
    conflicts: tuple[t.Conflict, ...]
    may_lower: tuple[str, ...]
    repeat_contact: RepeatContact


@dataclass(frozen=True, slots=True)
class Vignette:
    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    id: str
    text: str
    person: str
    given: Mapping[str, t.Answer]
    expected: t.Level


@dataclass(frozen=True)
class RegressionFile:
    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    vignettes: tuple[Vignette, ...]


@dataclass(frozen=True)
class TechniquesFile:
    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    review: Review
    global_rules: tuple[str, ...]
    longest_active_seconds: int
    sources: tuple[str, ...]
    basis: t.Basis
    poses: Mapping[str, t.Words]
    known_needs: tuple[str, ...]
    known_muscles: tuple[str, ...]
    stop_codes: Mapping[str, t.StopCode]
    techniques: tuple[t.Technique, ...]
    sequences: tuple[t.Sequence, ...]


@dataclass(frozen=True)
class ContraindicationsFile:
    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    review: Review
    codes: Mapping[str, t.Contraindication]
    sets: Mapping[str, tuple[str, ...]]
    substitutes: Mapping[str, Mapping[str, tuple[str | t.Substitute, ...]]]


@dataclass(frozen=True)
class PlacesFile:
    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    review: Review
    sources: tuple[str, ...]
    basis: t.Basis
    regions: Mapping[str, t.Region]
    places: tuple[t.Place, ...]
    technique_groups: Mapping[str, tuple[str, ...]]
    muscle_classes: Mapping[str, tuple[str, ...]]
    also_called: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class CountriesFile:
    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    review: Review
    fallback: Mapping[str, str]
    fallback_sources: tuple[str, ...]
    fallback_basis: t.Basis
    release_rule: str
    countries: tuple[t.Country, ...]


@dataclass(frozen=True, slots=True)
class AgeMinutes:
    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    when: str
    minutes: int | None


@dataclass(frozen=True, slots=True)
class SkinSign:
    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    id: str
    looks: t.Words
    then: Literal["stop", "go_on"]
    do: t.Words
    opens_triage: bool


@dataclass(frozen=True)
class ColdHeatFile:
    """Cold and warmth as rules. Rows used by later programmes are kept as plain data."""

    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    review: Review
    choice: tuple[t.Rows, ...]
    choice_unknown: t.Rows
    cold_when_it_seems_right: Mapping[str, str]
    choice_sources: tuple[str, ...]
    choice_basis: t.Basis
    modality: Mapping[str, t.Rows]
    gaps_between_sources: Any
    lockouts: tuple[Mapping[str, Any], ...]
    skin_ladder: tuple[SkinSign, ...]
    skin_sources: tuple[str, ...]
    skin_basis: t.Basis
    examples: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class InterviewFile:
    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    review: Review
    screens: tuple[t.Screen, ...]


@dataclass(frozen=True)
class RecheckFile:
    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    review: Review
    recheck: tuple[t.Recheck, ...]


@dataclass(frozen=True)
class AdviceFile:
    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    review: Review
    advice: tuple[t.Advice, ...]


@dataclass(frozen=True)
class OwnWordsFile:
    """What people call things: the lexicon of `care/own_words`."""

    __pydantic_config__: ClassVar[dict[str, Any]] = t.STRICT
    review: Review
    grammar: said.Grammar
    english: tuple[str, ...]
    other_languages: Mapping[str, tuple[str, ...]]
    not_meant: tuple[str, ...]
    places: tuple[said.PlaceSaid, ...]
    movements: tuple[said.MovementSaid, ...]
    people: tuple[said.PersonSaid, ...]
    signs: tuple[said.SignSaid, ...]
    alarms: tuple[said.AlarmSaid, ...]


FILES: dict[str, type] = {
    "triage/findings/*.yaml": FindingsFile,
    "care/findings.yaml": FindingsFile,
    "triage/derived.yaml": DerivedFile,
    "triage/rules/*.yaml": RulesFile,
    "triage/first_aid.yaml": FirstAidFile,
    "triage/routes.yaml": RoutesFile,
    "triage/conditions.yaml": ConditionsFile,
    "triage/sources.yaml": SourcesFile,
    "care/sources.yaml": SourcesFile,
    "triage/floors.yaml": FloorsFile,
    "triage/must_know.yaml": MustKnowFile,
    "triage/cross_checks.yaml": CrossChecksFile,
    "triage/regression.yaml": RegressionFile,
    "care/techniques.yaml": TechniquesFile,
    "care/contraindications.yaml": ContraindicationsFile,
    "care/places.yaml": PlacesFile,
    "care/countries.yaml": CountriesFile,
    "care/cold_heat.yaml": ColdHeatFile,
    "triage/interview.yaml": InterviewFile,
    "triage/recheck.yaml": RecheckFile,
    "care/advice.yaml": AdviceFile,
    "care/own_words.yaml": OwnWordsFile,
    "care/article_claims.yaml": hf.ArticleFile,
    "care/safeguards.yaml": hf.SafeguardsFile,
    "care/programmes/*.yaml": h.Programme,
    "care/scales.yaml": hf.ScalesFile,
    "care/foods.yaml": hf.FoodsFile,
    "care/fluids.yaml": hf.FluidsFile,
    "care/nutrient_targets.yaml": hf.NutrientsFile,
    "safety/properties.yaml": z.PropertiesFile,
    "safety/hazards.yaml": z.HazardsFile,
    "safety/promises.yaml": z.PromisesFile,
    "safety/held.yaml": z.HeldFile,
}
