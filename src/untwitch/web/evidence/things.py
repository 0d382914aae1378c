"""The shapes of an evidence page, and the words for kinds, grades and actions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from untwitch.guideline.graph import Kind, Thing
from untwitch.guideline.types import Grade, Level
from untwitch.language import _
from untwitch.web.evidence.words import Mark
from untwitch.web.poses import Frame
from untwitch.web.sourced import Line, SourceRow

KINDS: tuple[Kind, ...] = get_args(Kind)
GRADES: tuple[Grade, ...] = get_args(Grade)


@dataclass(frozen=True)
class Table:
    """Rows under a head; the first cell of a row names it."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Part:
    """A headed list. `whole`: the lines are one sentence or paragraph each, not a list."""

    title: str
    lines: tuple[Line, ...] = ()
    whole: bool = False
    table: Table | None = None


@dataclass(frozen=True)
class Dates:
    """When this was last read against its sources, and when it must be read again."""

    read: str | None
    review_by: str | None
    overdue: bool


@dataclass(frozen=True)
class Explained:
    """One thing of the content. `rests_on` says how it is known; `unsigned` that it rests on no page we read."""

    kind: Kind
    id: str
    title: str
    lede: str
    parts: tuple[Part, ...]
    sources: tuple[SourceRow, ...]
    level: Level | None = None
    grade: Grade | None = None
    strength: str | None = None
    rests_on: str | None = None
    unsigned: bool = False
    dates: Dates | None = None
    linked: tuple[Part, ...] = ()
    frames: tuple[Frame, ...] = ()
    mark: Mark | None = None

    @property
    def partly_read(self) -> bool:
        """Does some of it rest on a page that was read, though all in all it is our choice or general knowledge?"""
        return self.unsigned and any(row.is_page for row in self.sources)

    @property
    def address(self) -> str:
        return address(Thing(self.kind, self.id))


def address(thing: Thing) -> str:
    """Where the page of a thing is."""
    return f"/explain/{thing.kind}/{thing.id}"


def kind_word(kind: Kind) -> str:
    """One thing of this kind."""
    return {
        "condition": _("What it could be"),
        "technique": _("Technique"),
        "sequence": _("Several techniques in a row"),
        "programme": _("Programme"),
        "finding": _("Question"),
        "rule": _("Rule"),
        "contraindication": _("Reason not to do a technique"),
        "fluids": _("Drinks"),
        "nutrients": _("Minerals and vitamins"),
        "food": _("Food"),
        "cold_heat": _("Cold and warmth"),
        "scale": _("Scale"),
        "safeguard": _("What Untwitch does"),
        "claim": _("The article says"),
        "left_out": _("The article leaves out"),
        "source": _("Source"),
    }[kind]


def kind_words(kind: Kind) -> str:
    """All things of this kind."""
    return {
        "condition": _("What it could be"),
        "technique": _("Techniques"),
        "sequence": _("Several techniques in a row"),
        "programme": _("Programmes"),
        "finding": _("Questions"),
        "rule": _("Rules"),
        "contraindication": _("Reasons not to do a technique"),
        "fluids": _("Drinks"),
        "nutrients": _("Minerals and vitamins"),
        "food": _("Foods"),
        "cold_heat": _("Cold and warmth"),
        "scale": _("Scales"),
        "safeguard": _("What Untwitch does for everybody"),
        "claim": _("What the article says"),
        "left_out": _("What the article leaves out"),
        "source": _("Sources"),
    }[kind]


def kind_says(kind: Kind) -> str:
    """What the things of this kind are for."""
    return {
        "condition": _("Illnesses and harmless causes, with what speaks for and against each."),
        "technique": _("What helps a cramp, spasm or twitch: the steps, the strength of the evidence, when not to."),
        "sequence": _("Fixed runs of steps, as they were studied."),
        "programme": _("Days and weeks, step by step: when to go on, go back or stop."),
        "finding": _("Everything that Untwitch can ask, and why it asks."),
        "rule": _("When it is urgent, how urgent, and why."),
        "fluids": _("How much to drink, which drinks count, and when it is too much."),
        "nutrients": _("Daily amounts, what an illness changes, and who may try a supplement."),
        "food": _("What a portion gives, and who should mind."),
        "cold_heat": _("Cold, warmth or neither, and for how long."),
        "scale": _("Questions that measure, and which change matters."),
        "safeguard": _("Checks that hold for every person, and what you can do at once."),
        "claim": _("Every claim of the article, held against the evidence."),
        "left_out": _("What the article does not say and Untwitch adds."),
        "contraindication": _("What keeps a technique away while it is true or not known."),
        "source": _("The pages, studies and guidelines that all of this rests on."),
    }[kind]


def grade_word(grade: Grade) -> str:
    """How sure we are, in two words."""
    return {
        "high": _("High certainty"),
        "moderate": _("Moderate certainty"),
        "low": _("Low certainty"),
        "very_low": _("Very low certainty"),
        "expert_opinion": _("Expert opinion"),
        "contradicted": _("Contradicted by studies"),
        "none": _("No evidence found"),
    }[grade]


def grade_says(grade: Grade) -> str:
    """What a grade of evidence means."""
    return {
        "high": _("Good trials agree. New ones are unlikely to change this."),
        "moderate": _("Trials support this. New ones could change how much it helps."),
        "low": _("Some trials support this. New ones may well change it."),
        "very_low": _("The trials are few or weak. We know little."),
        "expert_opinion": _("Experts advise this. No good trial was found."),
        "contradicted": _("Studies speak against this."),
        "none": _("No evidence was found."),
    }[grade]


def action_says(action: str) -> str:
    """What follows when a reason not to do a technique is true."""
    return {
        "block": _("While this is true, the technique is not offered."),
        "ask": _("While this is true, the technique is offered only after a clinician agreed."),
        "adapt": _("While this is true, the technique is changed or replaced."),
        "warn": _("While this is true, the technique is offered with a warning first."),
    }[action]
