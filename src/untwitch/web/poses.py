"""The pictures of a technique: each drawing with its text alternative, its caption and the steps it shows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from markupsafe import Markup, escape

from untwitch.guideline.model import Guideline
from untwitch.guideline.types import Picture, Sequence, Technique
from untwitch.web.figures import DRAWN
from untwitch.web.session_view import sentence


@dataclass(frozen=True)
class Frame:
    """One picture of several that stand in order."""

    drawing: Markup
    caption: str


def frames(guideline: Guideline, item: Technique | Sequence) -> tuple[Frame, ...]:
    """All pictures of a technique or a sequence, in order."""
    return tuple(Frame(figure(p, said(guideline, p)), sentence(p.detail)) for p in item.pictures)


def said(guideline: Guideline, picture: Picture) -> str:
    """The text alternative: what the pose shows, then the detail."""
    return f"{sentence(guideline.poses[picture.pose])} {sentence(picture.detail)}"


def figure(picture: Picture, label: str) -> Markup:
    """A drawing with its label.

    >>> str(figure(Picture("walk", "slow", "heels down"), "Walks")).startswith('<svg class="pose"')
    True
    """
    if picture.form not in forms(picture.pose):  # the words say it too, so a page without the drawing is still a page
        return Markup('<p class="undrawn">{}</p>').format(label)
    drawing = Markup(_drawing(f"{picture.pose}/{picture.form}"))  # noqa: S704 - drawn here, no text from outside
    return Markup('<svg class="pose" viewBox="0 0 220 156" role="img" aria-label="{}">{}</svg>').format(
        escape(label), drawing
    )


@cache
def forms(pose: str) -> tuple[str, ...]:
    """The forms in which a pose is drawn.

    >>> forms("walk")
    ('slow',)
    """
    return tuple(form for drawn, _, form in (name.partition("/") for name in DRAWN) if drawn == pose)


def main_picture(technique: Technique) -> Picture:
    """The picture of what is done longest; getting ready, checking and resting do not count."""
    times = {id(p): 0 for p in technique.pictures}
    rounds = [1] * len(technique.once) + [technique.reps] * len(technique.cycle)
    for number, ((act, seconds, _say), often) in enumerate(
        zip((*technique.once, *technique.cycle), rounds, strict=True), 1
    ):
        picture = next((p for p in technique.pictures if p.steps is None or number in p.steps), technique.pictures[0])
        times[id(picture)] += 0 if act in ("set", "check", "rest") else seconds * often
    return max(technique.pictures, key=lambda p: times[id(p)])


@cache
def _drawing(name: str) -> str:
    return DRAWN[name]()
