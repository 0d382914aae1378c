"""The figures of the relief techniques: a person for every step, drawn from a skeleton as SVG."""

from __future__ import annotations

from untwitch.web.figures import (
    arm_on_wall,
    chair_front,
    floor_sitting,
    foot_close,
    hands,
    head_and_neck,
    lying,
    on_the_skin,
    sitting,
    standing,
    upper_body,
)
from untwitch.web.figures.people import DRAWN

__all__ = [
    "DRAWN",
    "arm_on_wall",
    "chair_front",
    "floor_sitting",
    "foot_close",
    "hands",
    "head_and_neck",
    "lying",
    "on_the_skin",
    "sitting",
    "standing",
    "upper_body",
]
