"""Sitting with one ankle across the other knee, from the front; and knee rolls, from above."""

from __future__ import annotations

from untwitch.web.figures.face import face
from untwitch.web.figures.front import Front, FrontLeg
from untwitch.web.figures.people import drawn
from untwitch.web.figures.shapes import arrow, limb, muscle
from untwitch.web.figures.stage import FLOOR, box, floor, ink, skin, thing

SIZE = 160
SEAT = FLOOR - 0.285 * SIZE


def _sitter(drop: float = 1, look: float = 90) -> tuple[Front, FrontLeg, FrontLeg]:
    who = Front(SIZE, complex(106, SEAT - 0.055 * SIZE), drop=drop, look=look)
    hip = who.at(-0.02, -0.047)
    knee = complex(hip.real - 5, SEAT + 2)
    plain = FrontLeg(SIZE, hip, knee, complex(knee.real - 1, FLOOR - 0.062 * SIZE))
    start = who.at(-0.02, 0.047)
    out = start + complex(0.19 * SIZE, 2)
    ankle = complex(plain.knee.real + 3, plain.knee.imag - 9)
    return who, plain, FrontLeg(SIZE, start, out, ankle)


def _crossed(leg: FrontLeg) -> str:
    foot = limb(
        (leg.ankle, 0.024 * SIZE),
        (leg.ankle + complex(-12, 3), 0.018 * SIZE),
        (leg.ankle + complex(-21, 8), 0.013 * SIZE),
    )
    return leg.path(foot=False) + foot


def _stool() -> str:
    return ink(f"M78 {SEAT + 5:.0f}H138M82 {SEAT + 5:.0f}V{FLOOR}M134 {SEAT + 5:.0f}V{FLOOR}")


@drawn("sit_ankle_on_knee", "cross")
def ankle_on_the_knee() -> str:
    """One ankle across the other knee."""
    who, plain, leg = _sitter()
    arms = (
        who.arm_to(-1, leg.ankle + complex(5, -8), -1, 300, (1, 0.9)),
        who.arm_to(1, leg.knee + complex(-6, -8), 1, 300, (1, 0.9)),
    )
    body = skin(plain.path(), who.path()) + face(who)
    return floor() + _stool() + body + skin(_crossed(leg)) + "".join(skin(a.path()) for a in arms)


@drawn("sit_ankle_on_knee", "lean")
def leans_over_the_leg() -> str:
    """Leans forward with a straight back."""
    who, plain, leg = _sitter(0.74)
    arms = (
        who.arm_to(-1, leg.ankle + complex(5, -6), -1, 300, (0.86, 0.8)),
        who.arm_to(1, leg.knee + complex(-8, -6), 1, 300, (0.86, 0.8)),
    )
    buttock = muscle(leg.hip + complex(4, 9), leg.hip + complex(27, 11), 4.4)
    body = skin(plain.path(), who.path()) + face(who, nod=0.6)
    drawing = floor() + _stool() + body + skin(_crossed(leg)) + "".join(skin(a.path()) for a in arms) + buttock
    return drawing + arrow(who.head + 26 - 12j, who.head + 26 + 16j)


LONG = 178


def _from_above(knees: float) -> str:
    who = Front(LONG, 108 + 80j, lean=180, look=180)
    order = (1, -1) if knees < 0 else (-1, 1)
    legs = [_rolled(who, k, knees) for k in order]
    arms = [who.arm(k, 48 * k, 14 * k, short=(0.9, 1)) for k in (1, -1)]
    pad = thing(box(8, 22, 204, 116, 8)) + thing(box(16, 50, 42, 60, 8))
    drawing = (
        pad
        + skin(*(a.path() for a in arms))
        + "".join(skin(leg.path()) for leg in legs)
        + skin(who.path(ears=False))
        + face(who)
    )
    side = muscle(
        who.at(0.5, 0.052 * (1 if knees > 0 else -1)), who.at(0.08, 0.06 * (1 if knees > 0 else -1)), 0.018 * LONG
    )
    tip = legs[0].knee + complex(22, 0)
    return (
        drawing
        + side
        + arrow(
            complex(tip.real + 14, 80),
            complex(tip.real + 14, 80 + 34 * (1 if knees > 0 else -1)),
            -6 * (1 if knees > 0 else -1),
        )
    )


def _rolled(who: Front, side: int, knees: float) -> FrontLeg:
    hip = who.at(-0.02, 0.047 * side)
    knee = hip + complex(0.15 * LONG, knees + (-3 * side))
    ankle = complex(hip.real + 0.24 * LONG, hip.imag + 0.25 * knees)
    return FrontLeg(LONG, hip, knee, ankle)


@drawn("lie_knees_bent", "roll_left")
def rolls_to_the_left() -> str:
    """Both knees a little to the left, from above."""
    return _from_above(-26)


@drawn("lie_knees_bent", "roll_right")
def rolls_to_the_right() -> str:
    """Both knees a little to the right, from above."""
    return _from_above(26)
