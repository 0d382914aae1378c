"""A relief session: the steps of a technique on a time line, with rounds and sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from untwitch.guideline.types import Act, Sequence, Step, Technique
from untwitch.language import N_, _

LONG_SECONDS = 1800  # from here on a step is a wait between sessions, not counted down
Side = Literal["left", "right"] | None
NAMES: dict[Act, str] = {
    "check": N_("Check"),
    "set": N_("Get ready"),
    "hold": N_("Hold"),
    "move": N_("Move"),
    "press": N_("Rub"),
    "breathe": N_("Breathe"),
    "apply": N_("Leave it on"),
    "rest": N_("Rest"),
}


@dataclass(frozen=True)
class Beat:
    """One step on the time line. `waits`: the clock stops until the person answers (a safety or skin check)."""

    act: Act
    name: str
    seconds: int
    say: str
    round: int
    rounds: int
    side: Side
    waits: bool


def timeline(technique: Technique) -> tuple[Beat, ...]:
    """Every step in order. The seconds add up to the technique's own."""
    beats: list[Beat] = []
    for set_number in range(technique.sets):
        beats += [_beat(step, 0, 0, None) for step in technique.once]
        sides: tuple[Side, ...] = ("left", "right") if technique.sides == "each" else (None,)
        for side in sides:
            for nth in range(technique.reps):
                number = set_number * technique.reps + nth + 1
                beats += [_beat(step, number, technique.sets * technique.reps, side) for step in technique.cycle]
    return tuple(beats)


def active_seconds(technique: Technique) -> int:
    """How long one goes along with it, without the hours of rest after it; all of it when there is nothing else."""
    return sum(b.seconds for b in timeline(technique) if b.seconds < LONG_SECONDS) or technique.seconds


def sequence_timeline(sequence: Sequence) -> tuple[Beat, ...]:
    """The fixed steps of a sequence."""
    return tuple(_beat(step, 0, 0, None) for step in sequence.steps)


def _beat(step: Step, number: int, rounds: int, side: Side) -> Beat:
    act, seconds, say = step
    return Beat(act, _(NAMES[act]), seconds, say, number, rounds, side, act == "check")


def repeats(technique: Technique) -> bool:
    """An active technique goes on until the cramp lets go, up to the longest active time."""
    return "active" in technique.use and not technique.fixed_dose
