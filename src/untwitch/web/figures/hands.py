"""Hands and forearms, close, and hands that lie on a muscle."""

from __future__ import annotations

from cmath import exp
from math import radians

from untwitch.web.figures.people import drawn
from untwitch.web.figures.shapes import arrow, closed, curve, limb, muscle, polar
from untwitch.web.figures.side import Arm, Side
from untwitch.web.figures.stage import box, seam, skin, thing

BODY = 250


def _reaching(hand: float, thumb: float, other: bool, hot: str) -> tuple[Arm, str]:
    who = Side(BODY, complex(52, 158), 90)
    arm = Arm(
        BODY, who.shoulder, who.shoulder + polar(-2, 0.172 * BODY), who.shoulder + polar(-2, 0.322 * BODY), hand, thumb
    )
    body = skin(who.path()) + who.face()
    way = arm.wrist - arm.elbow
    aside = way / abs(way) * 1j * BODY * (0.010 if hot == "under" else -0.010)
    work = muscle(arm.elbow + 0.04 * way + aside, arm.elbow + 0.86 * way + aside, 0.020 * BODY)
    drawing = body + skin(arm.path()) + (work if hot else "")
    if other:
        drawing += skin(who.arm_to(arm.tip + complex(-26, 5), 6, 1).path())
    return arm, drawing


@drawn("forearm_and_hand", "palm_up")
def arm_out_palm_up() -> str:
    """The arm out, elbow straight, palm up."""
    return _reaching(2, 62, False, "top")[1]


@drawn("forearm_and_hand", "fingers_back")
def draws_the_fingers_back() -> str:
    """The other hand draws palm and fingers down and back; the palm looks ahead."""
    arm, drawing = _reaching(-98, 0, True, "top")
    return drawing + arrow(arm.wrist + 34 - 2j, arm.wrist + 22 + 30j, 9)


@drawn("forearm_and_hand", "palm_down")
def arm_out_palm_down() -> str:
    """The arm out, elbow straight, palm down."""
    return _reaching(-4, -44, False, "top")[1]


@drawn("forearm_and_hand", "wrist_down")
def bends_the_wrist_down() -> str:
    """The other hand bends the wrist down; the palm looks back."""
    arm, drawing = _reaching(-84, -50, False, "top")
    who = Side(BODY, complex(52, 158), 90)
    other = who.arm_to(arm.palm + complex(-22, 12), 20, 1)
    other = Arm(BODY, other.shoulder, other.elbow, other.wrist, 40, length=0.8)
    return drawing + skin(other.path()) + arrow(arm.wrist + 34 - 2j, arm.wrist + 22 + 30j, 9)


# Fingers of an open hand: place across the palm, place along it, length, as parts of the hand's length.
FINGERS = ((-0.20, 0.50, 0.34), (-0.07, 0.55, 0.42), (0.07, 0.55, 0.45), (0.20, 0.51, 0.40))


def open_hand(wrist: complex, angle: float, length: float, spread: float, thumb: float) -> str:
    """A hand from above with its forearm; `spread` fans the fingers, `thumb` is how far the thumb stands off."""
    way, aside = polar(angle, length), polar(angle - 90, length)
    ring = [(-0.17, 0.0), (-0.25, 0.2), (-0.27, 0.5), (-0.1, 0.6), (0.1, 0.61), (0.28, 0.52), (0.27, 0.25), (0.18, 0.0)]
    palm = closed([wrist + aside * x + way * y for x, y in ring])
    parts = [palm, limb((wrist + way * 0.04, 0.17 * length), (wrist - way * 0.9, 0.25 * length))]
    for nth, (x, y, long) in enumerate(FINGERS):
        root = wrist + aside * x + way * y
        turned = way * exp(1j * radians((nth - 1.5) * spread)) * long
        parts.append(
            limb((root, 0.072 * length), (root + turned * 0.5, 0.066 * length), (root + turned, 0.055 * length))
        )
    root = wrist + aside * 0.18 + way * 0.16
    first = root + way * exp(1j * radians(thumb)) * 0.24
    parts.append(
        limb(
            (root, 0.105 * length),
            (first, 0.078 * length),
            (first + way * exp(1j * radians(thumb * 0.72)) * 0.2, 0.062 * length),
        )
    )
    return "".join(parts)


HAND_AT, LONG = complex(74, 84), 92


def _on_table(spread: float, thumb: float, hot: bool) -> str:
    board = thing(box(10, 14, 200, 132, 8))
    pad = _thumb_pad() if hot else ""
    return board + skin(open_hand(HAND_AT, 0, LONG, spread, thumb)) + _knuckles() + pad


def _knuckles() -> str:
    return seam(
        *(
            curve(HAND_AT + complex(0.60 * LONG, y * LONG - 3), HAND_AT + complex(0.60 * LONG, y * LONG + 3), -2)
            for y in (-0.15, -0.02, 0.11)
        )
    )


def _thumb_pad() -> str:
    return muscle(HAND_AT + complex(0.06, 0.14) * LONG, HAND_AT + complex(0.40, 0.36) * LONG, 0.085 * LONG)


@drawn("forearm_and_hand", "flat")
def palm_on_the_table() -> str:
    """The palm lies on the table, fingers loose."""
    return _on_table(3, 34, False)


@drawn("forearm_and_hand", "thumb_rub")
def rubs_the_thumb_pad() -> str:
    """The palm looks up; the thumb of the other hand rubs the thumb pad in circles."""
    tip = HAND_AT + complex(0.30, 0.30) * LONG
    thumb = limb((tip, 6), (tip + 16 + 18j, 7.5), (tip + 34 + 34j, 10))
    hand = limb((tip + 34 + 34j, 12), (tip + 66 + 52j, 20), (tip + 100 + 64j, 16))
    hold = "".join(
        limb((tip + complex(30 + 11 * k, 18 + 5 * k), 6), (tip + complex(50 + 9 * k, 44), 7)) for k in range(2)
    )
    palm = seam(curve(HAND_AT + complex(0.10, 0.02) * LONG, HAND_AT + complex(0.50, 0.20) * LONG, 0.09 * LONG))
    ring = arrow(tip + complex(-20, 22), tip + complex(16, 34), -14, head=7)
    return (
        skin(open_hand(HAND_AT - 14j, 0, LONG, 4, 42))
        + _move(palm + _thumb_pad(), -14)
        + _move(skin(hand, thumb) if hold else "", -14)
        + ring
    )


def _move(drawing: str, down: float) -> str:
    return f'<g transform="translate(0 {down:g})">{drawing}</g>'


@drawn("forearm_and_hand", "spread")
def fingers_spread() -> str:
    """All fingers straight and spread, the thumb away from the palm."""
    tips = [HAND_AT + complex(1.12, y) * LONG for y in (-0.52, 0.50)]
    cues = arrow(tips[0] - 6 + 14j, tips[0] + 4 - 12j, -4, head=7) + arrow(
        tips[1] - 6 - 14j, tips[1] + 4 + 10j, 4, head=7
    )
    return _on_table(13, 62, True) + cues
