"""A technique as a guided session on a page: its steps as they are read, and the beats that the timer runs.

Without script the steps, with their seconds and rounds, are the session.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from untwitch.care.knowledge import Knowledge
from untwitch.care.session import LONG_SECONDS, NAMES, repeats, timeline
from untwitch.guideline.files import SkinSign
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import Step, Technique
from untwitch.language import _
from untwitch.logic.atoms import FALSE
from untwitch.saying import counted, span_words

Kind = Literal["timed", "safety", "skin", "long"]
NOT_BETTER = "not_better_600s"


@dataclass(frozen=True)
class ShownStep:
    """One step as it is read. `kind`: counted down, a safety question, a look at the skin, or too long to watch."""

    act: str
    name: str
    say: str
    seconds: int
    length: str
    kind: Kind
    repeated: bool
    picture: int


@dataclass(frozen=True)
class Stop:
    """One reason to stop, as a button."""

    code: str
    say: str


@dataclass(frozen=True)
class SessionView:
    """Steps, beats and stop reasons of one session.

    A beat is `[step, seconds, round, rounds, side, kind]`; `loop_from` is the beat at which an active technique begins
    again until the cramp lets go, or -1.
    """

    steps: tuple[ShownStep, ...]
    beats: tuple[tuple[int, int, int, int, str, Kind], ...]
    loop_from: int
    longest_seconds: int
    rounds: int
    both_sides: bool
    stops: tuple[Stop, ...]
    skin: tuple[SkinSign, ...]
    minutes_note: str | None


def session_view(guideline: Guideline, technique: Technique, knowledge: Knowledge | None) -> SessionView:
    """The session of a technique for what is known of this person."""
    fitted, note = _fitted(guideline, technique, knowledge)
    kinds = _kinds([*fitted.once, *fitted.cycle])
    parts = zip([*fitted.once, *fitted.cycle], kinds, _pictures(technique, fitted), strict=True)
    steps = tuple(_shown(step, kind, at >= len(fitted.once), nth) for at, (step, kind, nth) in enumerate(parts))
    beats = tuple(_beats(fitted, kinds))
    loops = bool(fitted.cycle) and repeats(fitted)
    return SessionView(
        steps=steps,
        beats=beats,
        loop_from=len(fitted.once) if loops else -1,
        longest_seconds=guideline.longest_active_seconds,
        rounds=fitted.sets * fitted.reps if fitted.cycle else 0,
        both_sides=fitted.sides == "each",
        stops=_stops(guideline, fitted, loops),
        skin=guideline.cold_heat.skin_ladder if "skin" in kinds else (),
        minutes_note=note,
    )


def _shown(step: Step, kind: Kind, repeated: bool, picture: int) -> ShownStep:
    act, seconds, say = step
    return ShownStep(act, _(NAMES[act]), sentence(say), seconds, length_words(seconds), kind, repeated, picture)


def _kinds(steps: list[Step]) -> list[Kind]:
    """A check after something was laid on the skin is a look at the skin; an earlier one asks about safety."""
    laid = False
    found: list[Kind] = []
    for act, seconds, *_rest in steps:
        found.append("skin" if act == "check" and laid else "safety" if act == "check" else _timed(seconds))
        laid = laid or act == "apply"
    return found


def _pictures(technique: Technique, fitted: Technique) -> Iterator[int]:
    """For each step that is really done, the number of its picture; a look that was put in keeps the one before it."""
    own = [*technique.once, *technique.cycle]
    known = {
        (own[number - 1][0], own[number - 1][2]): nth
        for nth, picture in enumerate(technique.pictures)
        for number in (range(1, len(own) + 1) if picture.steps is None else picture.steps)
    }
    now = 0
    for act, _seconds, say in (*fitted.once, *fitted.cycle):
        now = known.get((act, say), now)
        yield now


def _timed(seconds: int) -> Kind:
    return "long" if seconds >= LONG_SECONDS else "timed"


def _beats(technique: Technique, kinds: list[Kind]) -> Iterator[tuple[int, int, int, int, str, Kind]]:
    places = _places(technique)
    for beat, at in zip(timeline(technique), places, strict=True):
        yield at, beat.seconds, beat.round, beat.rounds, beat.side or "", kinds[at]


def _places(technique: Technique) -> list[int]:
    """For each beat of the time line, the number of its step on the page."""
    once, cycle = len(technique.once), len(technique.cycle)
    turns = technique.reps * (2 if technique.sides == "each" else 1)
    one_set = [*range(once), *(once + at for _ in range(turns) for at in range(cycle))]
    return one_set * technique.sets


def _stops(guideline: Guideline, technique: Technique, loops: bool) -> tuple[Stop, ...]:
    codes = dict.fromkeys([*technique.stop, *([NOT_BETTER] if loops else [])])
    return tuple(Stop(code, guideline.stop_codes[code].say) for code in codes)


def _fitted(guideline: Guideline, technique: Technique, knowledge: Knowledge | None) -> tuple[Technique, str | None]:
    """The technique with the pack's own limits: shorter by age, and a look at the skin in every long pack."""
    modality = _modality(guideline, technique)
    if modality is None:
        return technique, None
    most = _most_seconds(modality, knowledge)
    shorter = tuple(_shortened(technique.once, most))
    note = _("At most %s at your age.") % length_words(most) if most and shorter != technique.once else None
    return replace(technique, once=tuple(_with_look(guideline, modality, list(shorter)))), note


def _modality(guideline: Guideline, technique: Technique) -> Mapping[str, Any] | None:
    """The cold or heat rows that hold for a technique that lays something on the skin."""
    if not any(step[0] == "apply" for step in technique.once):
        return None
    rows = guideline.cold_heat.modality.values()
    own = [m for m in rows if m["technique"] == technique.id]
    return next(iter([*own, *(m for m in rows if m["contra_set"] in technique.contra_sets)]), None)


def _most_seconds(modality: Mapping[str, Any], knowledge: Knowledge | None) -> int | None:
    """The shortest limit of the age rows that are not known to be false."""
    if knowledge is None:
        return None
    rows = [row["minutes"] for row in modality["age_minutes"] if knowledge.truth_of(row["when"]) != FALSE]
    return min((m * 60 for m in rows if m is not None), default=None)


def _shortened(steps: tuple[Step, ...], most: int | None) -> Iterator[Step]:
    left = most
    for act, seconds, say in steps:
        if act != "apply" or left is None or seconds >= LONG_SECONDS:
            yield act, seconds, say
            continue
        if left > 0:
            yield act, min(seconds, left), say
        left -= min(seconds, left)


def _with_look(guideline: Guideline, modality: Mapping[str, Any], steps: list[Step]) -> Iterator[Step]:
    """Every pack of the content's `check_after_seconds` or longer is lifted once; the clock waits for the answer."""
    after = int(modality["check_after_seconds"])
    looks = any(act == "check" for act, *_rest in steps[_first_apply(steps) :])
    for act, seconds, say in steps:
        if act != "apply" or looks or seconds < after or seconds >= LONG_SECONDS:
            yield act, seconds, say
            continue
        yield act, after, say
        yield _look(guideline, modality)
        if seconds > after:
            yield act, seconds - after, say


def _first_apply(steps: list[Step]) -> int:
    return next((at for at, step in enumerate(steps) if step[0] == "apply"), len(steps))


def _look(guideline: Guideline, modality: Mapping[str, Any]) -> Step:
    """The words of the look come from the modality's own technique."""
    steps = list(guideline.techniques[modality["technique"]].once)
    return next(s for s in steps[_first_apply(steps) :] if s[0] == "check")


def sentence(text: str) -> str:
    """A line of content as a sentence.

    >>> sentence("to the right, return")
    'To the right, return.'
    """
    said = text[:1].upper() + text[1:]
    return said if said.endswith((".", "!", "?")) else f"{said}."


def length_words(seconds: int) -> str:
    """A length of time in words.

    >>> length_words(20), length_words(60), length_words(130), length_words(7200)
    ('20 seconds', '1 minute', '2 minutes 10 seconds', '2 hours')
    """
    if seconds >= 3600 and seconds % 3600 == 0:
        return counted(seconds // 3600, "hours")
    minutes, rest = divmod(seconds, 60)
    said = [counted(minutes, "minutes")] if minutes else []
    return " ".join([*said, *([counted(rest, "seconds")] if rest or not minutes else [])])


def watched_words(view: SessionView) -> str:
    """How long a session lasts on the screen, without the hours of rest after it, in short words."""
    seconds = sum(beat[1] for beat in view.beats if beat[5] != "long")
    return span_words(seconds) if seconds else next((step.length for step in view.steps), "")
