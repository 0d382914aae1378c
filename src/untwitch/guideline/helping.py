"""The shapes of what helps over days and weeks: programmes, scales, foods; and of the article's claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from untwitch.guideline.types import STRICT, Basis, Grade, Scalar, Words

Verdict = Literal["supported", "partly", "unproven", "outdated", "unsafe"]
VERDICTS: tuple[Verdict, ...] = ("unsafe", "outdated", "unproven", "partly", "supported")
Review = Literal["engineering", "clinician"]
Anchor = Literal[
    "rise", "breakfast", "noon", "afternoon", "evening", "bed_minus_60", "bed", "each_episode", "each_void", "each_urge",
    "hourly", "any",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Topic:
    """A group of claims that people look for together."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    name: Words


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of the article in our paraphrase. `does` names what carries our answer out, as `kind:id`."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    line: int
    topic: str
    says: Words
    verdict: Verdict
    evidence: Words
    does: tuple[str, ...]
    sources: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One thing that the article leaves out and Untwitch adds."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    what: Words
    does: tuple[str, ...]
    sources: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class Safeguard:
    """Something Untwitch does for every person, in words, with what a person can do with it at once."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    name: Words
    says: Words
    how: tuple[Words, ...]
    you: tuple[Words, ...]
    see: tuple[str, ...]
    sources: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class Score:
    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    min: float
    max: float
    step: float
    better: Literal["lower", "higher"]
    unit: Words | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """The smallest change that matters to people; null where none is established."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    points: float | None
    percent: float | None
    success_at_most: float | None = None
    recovered_at_most: float | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """A rating scale in our own wording. A scale without `ask` is computed from others."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    name: Words
    ask: Words | None
    recall: Words
    score: Score
    change: Change
    note: Words
    licence: Literal["free", "free_check", "own", "own_wording"]
    sources: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class Blocked:
    """Keeps a programme away while true or unknown; `give` is offered instead."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    when: str
    say: Words
    give: Words


@dataclass(frozen=True, slots=True)
class Track:
    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    when: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Who may start a programme, and on which track."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    contra: tuple[str, ...]
    blocked_if: tuple[Blocked, ...]
    tracks: tuple[Track, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """Something counted while a programme runs; `how` says how."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    kind: Literal["number", "yes_no"]
    period: Literal["day", "week", "event"]
    how: Words
    unit: Words | None = None
    min: float | None = None
    max: float | None = None


@dataclass(frozen=True, slots=True)
class StateValue:
    """A value that a programme keeps between reviews, always inside its bounds."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    start: int | str
    min: float | None = None
    max: float | None = None
    not_below: str | None = None
    options: tuple[str, ...] = ()


Changes = Mapping[str, Mapping[Literal["to", "from", "add", "times"], Scalar]]


@dataclass(frozen=True, slots=True)
class StartRow:
    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    when: str
    go: str
    set: Changes | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do in a phase. `ref` names the technique, sequence or programme that `do` says."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    do: Literal["technique", "sequence", "programme", "log", "card", "rest"]
    at: tuple[Anchor, ...]
    say: Words
    ref: str | None = None
    times: int | None = None
    when: str | None = None


@dataclass(frozen=True, slots=True)
class Phase:
    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    name: Words
    review_days: int
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class StepRule:
    """One rule of a review. `phases`: where it applies, all when empty."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    do: Literal["stop", "pause", "step_back", "finish", "advance", "step_up"]
    when: str
    say: Words
    phases: tuple[str, ...] = ()
    go: str | None = None
    set: Changes | None = None


@dataclass(frozen=True, slots=True)
class Referral:
    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    when: str
    to: Literal["gp", "pharmacist", "clinician"]
    say: Words


@dataclass(frozen=True, slots=True)
class Reminder:
    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    task: str
    at: str
    say: Words


@dataclass(frozen=True, slots=True)
class Promise:
    """What a programme may promise."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    says: Words
    grade: Grade
    sources: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class Backing:
    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    grade: Grade
    says: Words


@dataclass(frozen=True)
class Programme:
    """A programme of days or weeks as data: one file each. Its examples are worked weeks for the tests."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    name: Words
    aim: Words
    entry: Entry
    measures: Mapping[str, Measure]
    state: Mapping[str, StateValue]
    start: tuple[StartRow, ...]
    first: str
    phases: Mapping[str, Phase]
    rules: tuple[StepRule, ...]
    referrals: tuple[Referral, ...]
    reminders: tuple[Reminder, ...]
    expect: Promise
    evidence: Backing
    sources: tuple[str, ...]
    basis: Basis
    review: Review
    examples: tuple[Mapping[str, Any], ...]
    hold: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Food:
    """One food or drink; values per 100 g, null where not verified. Some foods lack some values."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    name: Words
    group: str
    portion: Words
    portion_g: float
    per_100_g: Mapping[str, float | None]
    vegan: Literal["yes", "no", "check"]
    vegetarian: Literal["yes", "no", "check"]
    gluten_free: Literal["yes", "no", "check"]
    record: str
    ndb_no: str
    fdc_id: str | None = None
    allergens: tuple[str, ...] = ()
    fodmap: Literal["high", "suitable", "portion", "conflict"] | None = None
    flags: tuple[str, ...] = ()
