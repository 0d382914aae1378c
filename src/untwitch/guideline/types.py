"""The shapes of clinical content. Plain frozen dataclasses; the strict reader validates YAML into them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

Level = Literal["emergency", "urgent", "soon", "routine", "self_care"]
LEVELS: tuple[Level, ...] = ("self_care", "routine", "soon", "urgent", "emergency")
RANK: dict[str, int] = {level: rank for rank, level in enumerate(LEVELS)}
Via = Literal[
    "ambulance", "emergency_department", "poison_centre", "maternity", "crisis_line", "same_day",
    "clinician", "midwife", "gp", "optician", "pharmacist", "none",
]  # fmt: skip
Basis = Literal["primary", "abstract", "copy", "third_party", "general_knowledge", "design"]
Grade = Literal["high", "moderate", "low", "very_low", "expert_opinion", "contradicted", "none"]
Group = Literal[
    "start", "person", "movement", "pain", "limb", "head", "body", "bladder", "womb", "causes", "child", "relief"
]  # fmt: skip
Words = Annotated[str, "words"]  # what a person reads: it goes through the catalogues of languages
Rows = Annotated[
    Mapping[str, Any], "rows"
]  # plain data; the names under which a person reads text: phrases.SAID_IN_ROWS
Scalar = bool | int | float | str
Answer = bool | int | float | str | tuple[str, ...] | None
STRICT: dict[str, Any] = {"extra": "forbid"}
UNSIGNED: frozenset[str] = frozenset({"general_knowledge", "design"})


@dataclass(frozen=True, slots=True)
class Option:
    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    label: Words
    short: Words | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a person can answer. `absent` is the answer that means "nothing of this kind"; None where there is none.

    `gate`: takes its absent value when that option was shown and not ticked. `applies_if`, `needs_device`: when known
    false the finding is not asked and takes its absent value. `if_not_sure_act_as`: used when the questions have ended.
    `remember_days`: so long the answer is offered again at a later check ("still right?").
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    kind: Literal["yes_no", "choice", "choices", "number"]
    question: Words
    why: Words
    group: Group
    routes: tuple[str, ...]
    dossier: tuple[str, ...]
    absent: Answer
    help: Words | None = None
    options: tuple[Option, ...] = ()
    unit: str | None = None
    min: float | None = None
    max: float | None = None
    gate: str | None = None
    applies_if: str | None = None
    needs_device: str | None = None
    if_not_sure_act_as: Scalar | None = None
    asked: str | None = None
    origin: Literal["journal"] | None = None
    short: Words | None = None
    remember_days: int | None = None

    def label(self, option: str) -> str:
        """The words of one option."""
        return next(o.label for o in self.options if o.id == option)


@dataclass(frozen=True, slots=True)
class Derived:
    """A named expression over findings and other derived facts; never asked."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    when: str
    dossier: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """An example of a rule: `given` is what differs from the named baseline person.

    `level`: what the person gets by all rules together, where it is part of the example.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    person: str
    given: Mapping[str, Answer]
    expect: bool
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One urgency rule with one level."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    dossier: tuple[str, ...]
    level: Level
    via: Via
    when: str
    because: Words
    condition: str
    blocks_relief: Literal[False] | tuple[str, ...]
    first_aid: tuple[str, ...]
    sources: tuple[str, ...]
    basis: Basis
    cases: tuple[Case, ...] = ()
    changed: str | None = None


@dataclass(frozen=True, slots=True)
class Weighted:
    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    strong: tuple[str, ...]
    weak: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """Arguments for and against one explanation. The base rate is words, never multiplied."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    name: Words
    means: Words
    usual_level: tuple[Level, ...]
    base_rate: Words | None
    speaks_for: Weighted
    against: Weighted
    sources: tuple[str, ...]
    basis: Basis

    @property
    def arguments(self) -> tuple[str, ...]:
        """Every expression that speaks for or against it."""
        return (*self.speaks_for.strong, *self.speaks_for.weak, *self.against.strong, *self.against.weak)


@dataclass(frozen=True, slots=True)
class Source:
    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    grade: Basis
    title: str
    where: str
    year: int | None = None
    read: str | None = None
    review_by: str | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """A topic: what it is about, and when a person is on it. `general` has no `when`: it is nobody's own."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    about: Words
    when: str | None = None


@dataclass(frozen=True, slots=True)
class FirstAidStep:
    """One step until help is there. `dont`: something to leave alone, shown with the sign for that."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    text: Words
    source: str
    dont: bool = False


@dataclass(frozen=True, slots=True)
class Floor:
    """The level one answer reaches when it is added to each baseline person."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    finding: str
    answer: Scalar
    level: Mapping[str, Level]
    danger_sign: bool
    dossier: Level | None = None

    @property
    def rank(self) -> int:
        """The most urgent level over all baseline persons."""
        return max(RANK[level] for level in self.level.values())


@dataclass(frozen=True, slots=True)
class Baseline:
    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    about: str
    answers: Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class MustKnow:
    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    finding: str
    why: Words


@dataclass(frozen=True, slots=True)
class MustKnowPlace:
    """What must be known before self-care may be given when `when` is true."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    kind: Literal["skeletal", "inside"]
    when: str
    must_know: tuple[MustKnow, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Answers that cannot both be right: ask again, and take the more urgent reading until settled.

    `acts_as` is that reading as signs the decision takes as true meanwhile; they only ever raise the level.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    when: str
    ask_again: tuple[str, ...]
    reading: Words
    case: Mapping[str, Answer]
    acts_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """One drawing: `form` picks it among those of its pose. `steps` are the steps it shows, from 1; None means all."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    pose: str
    form: str
    detail: Words
    steps: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Dose:
    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    times_a_day: tuple[int, int]
    weeks: int | None
    say: Words


@dataclass(frozen=True, slots=True)
class Evidence:
    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    grade: Grade
    says: Words | None = None
    note: Words | None = None
    numbers: tuple[Mapping[str, Scalar | None], ...] = ()


Position = Literal[
    "any", "sitting", "sitting_on_bed", "standing", "kneeling", "lying", "lying_back", "lying_front", "lying_or_sitting"
]
Act = Literal["check", "set", "hold", "move", "press", "breathe", "apply", "rest"]
Step = tuple[Act, int, Words]


@dataclass(frozen=True, slots=True)
class Technique:
    """A relief or prevention technique as steps: seconds = sets * (once + reps * cycle * (2 when each side))."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    name: Words
    does: Words
    sites: tuple[str, ...]
    use: tuple[Literal["active", "prevent", "bedtime", "after", "exercise"], ...]
    kinds: tuple[str, ...]
    position: Position
    needs: tuple[Words, ...]
    pictures: tuple[Picture, ...]
    muscles: tuple[str, ...]
    once: tuple[Step, ...]
    cycle: tuple[Step, ...]
    reps: int
    sides: Literal["one", "each", "both", "none"]
    sets: int
    seconds: int
    dose: Dose
    then: tuple[str, ...]
    contra: tuple[str, ...]
    contra_sets: tuple[str, ...]
    stop: tuple[str, ...]
    evidence: Evidence
    sources: tuple[str, ...]
    basis: Basis
    families: tuple[str, ...]
    fixed_dose: bool = False
    groups: tuple[str, ...] = ()
    only_when: str | None = None


@dataclass(frozen=True, slots=True)
class Sequence:
    """A fixed run of steps that joins several techniques into one session."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    name: Words
    does: Words
    steps: tuple[Step, ...]
    pictures: tuple[Picture, ...]
    seconds: int
    techniques: tuple[str, ...]
    instead_when_unsteady: tuple[str, ...]
    fixed_dose: bool
    contra: tuple[str, ...]
    evidence: Evidence
    sources: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class StopCode:
    """What pressing Stop offers, and where it leads."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    say: Words
    then: Literal["emergency", "triage", "rest", "skin"]
    wait_seconds: int = 0


@dataclass(frozen=True, slots=True)
class Contraindication:
    """A reason that keeps a technique away while true or unknown."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    when: str
    action: Literal["block", "ask", "adapt", "warn"]
    why: Words
    sources: tuple[str, ...]
    basis: Basis
    opens_triage: bool = False
    joins: tuple[str, ...] = ()
    change: Words | None = None
    instead: tuple[str, ...] | Literal["by_technique"] | None = None


@dataclass(frozen=True, slots=True)
class Substitute:
    """What to do instead: another technique, or the same one in another form."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    technique: str | None = None
    form: Words | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """A region of the body map. `opens` shows a close-up and is no place by itself."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    place: str | None = None
    side: Literal["left", "right", "middle"] | None = None
    view: Literal["front", "back", "inside"] | None = None
    opens: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place a person can point at: the site options it ticks and the technique sites it opens."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    name: Words
    site: tuple[str, ...]
    narrow: tuple[str, ...]
    technique_sites: tuple[str, ...]
    kinds: tuple[str, ...]
    list_only: bool = False


@dataclass(frozen=True, slots=True)
class Country:
    """Telephone numbers as text. A field not in `verified` rests on general knowledge."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    code: str
    name: Words
    emergency: tuple[str, ...]
    medical: str | None
    poison: str | None
    crisis: str | None
    note: Words | None
    verified: tuple[str, ...]
    sources: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list screen: the signs that ticking it may mean.

    `signs` are expressions. `lowest`: a number finding whose lowest limit still open becomes the sign; `{limit}` in the
    label stands for it. `opens`: findings that are asked in full when the line is ticked and take their absent value
    when it is not. `gate`: an option of `other_trouble` that the line stands for. `label` is shown when all its signs
    can still matter, otherwise the labels of those that can are joined.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    label: Words
    signs: tuple[str, ...] = ()
    help: Words | None = None
    gate: str | None = None
    lowest: str | None = None
    opens: tuple[str, ...] = ()
    icon: str | None = None


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen of the interview, shown when `when` is not false. Either `lines` to tick, or one `finding` to answer."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    title: Words
    why: Words
    when: str | None = None
    help: Words | None = None
    lines: tuple[Line, ...] = ()
    finding: str | None = None
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Recheck:
    """When to look again: after so many hours, and what to do then."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    level: Level
    after_hours: float
    say: Words
    sources: tuple[str, ...]
    basis: Basis
    when: str | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """One sentence of a plan for a level, with its section."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    section: Literal["now", "today", "week", "prevent", "watch", "ask"]
    say: Words
    sources: tuple[str, ...]
    basis: Basis
    levels: tuple[Level, ...] = ()
    when: str | None = None
    amount: Words | None = None
    how_long: Words | None = None
    why_you: Words | None = None
    grade: Grade = "expert_opinion"
    stops_if: Words | None = None
    not_if: str | None = None
