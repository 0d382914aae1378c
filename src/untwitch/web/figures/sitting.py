"""Sitting on a chair: upright, drinking, breathing, with the knees held, at a screen."""

from __future__ import annotations

from dataclasses import replace

from untwitch.web.figures.people import drawn, flat, person
from untwitch.web.figures.shapes import arrow, disc, limb, line, muscle, polar
from untwitch.web.figures.side import Leg, Side
from untwitch.web.figures.stage import FLOOR, box, chair, far, floor, ink, skin, thin, thing

SIZE = 155
SEAT = FLOOR - 0.262 * SIZE


def seated(x: float = 97, lean: float = 91, curve: float = 0, look: float | None = None, **more: float) -> Side:
    """A person on a chair at `x`."""
    return Side(SIZE, complex(x, SEAT - 0.068 * SIZE), lean, curve, look, **more)


def legs(body: Side, ahead: float = 0) -> tuple[Leg, Leg]:
    """Both feet flat under the knees."""
    x = body.hip.real + 0.24 * SIZE + ahead
    return body.leg_to(flat(x, SIZE)), body.leg_to(flat(x + 6, SIZE))


def on_chair(body: Side) -> str:
    """The floor and the chair under a person."""
    return floor() + chair(body.hip.real - 15, SEAT + 1.5, 48, 50)


def table(left: float, right: float, top: float) -> str:
    """A table seen from the side."""
    return ink(f"M{left:g} {top:g}H{right:g}M{right - 6:g} {top:g}V{FLOOR}")


@drawn("sit_chair", "table")
def holds_the_table() -> str:
    """Sits and holds the edge of a table."""
    body = seated(78)
    near, away = legs(body)
    arm, other = body.arm_to(body.hip + 34 - 17j, 6), body.arm_to(body.hip + 36 - 18j, 6)
    return on_chair(body) + table(118, 190, 80) + person(body, near, away, arm, other)


@drawn("sit_chair", "rest")
def rests() -> str:
    """Sits at ease, hands in the lap."""
    body = seated()
    near, away = legs(body)
    return on_chair(body) + person(body, near, away, body.arm_to(body.hip + 24 - 11j, -8))


@drawn("sit_chair", "hold_leg")
def holds_the_leg() -> str:
    """Sits and supports the thigh with both hands."""
    body = seated(lean=78, curve=10)
    near, away = legs(body)
    arm, other = body.arm_to(body.hip + 25 - 9j, -12), body.arm_to(body.hip + 34 - 7j, -12)
    return on_chair(body) + person(body, near, away, arm, other, near.quadriceps())


def _breath(belly: float, lift: float) -> tuple[Side, str]:
    body = seated(belly=belly, lift=lift)
    near, away = legs(body)
    arm = replace(body.arm_to(body.front(0.28, 0.016 + 0.024 * belly), 24), length=0.62)
    return body, on_chair(body) + person(body, near, away, arm)


@drawn("sit_chair", "breathe_in")
def breathes_in() -> str:
    """In: the belly rises under the hand."""
    body, drawing = _breath(1, 0.03)
    at = body.front(0.32, 0.17)
    return drawing + arrow(at - 2 + 0j, at + 20 + 0j) + arrow(body.mouth + 32 + 4j, body.mouth + 12 + 2j, 3, head=7)


@drawn("sit_chair", "breathe_out")
def breathes_out() -> str:
    """Out: the belly sinks, the shoulders drop."""
    body, drawing = _breath(0, -0.03)
    at, back = body.front(0.32, 0.17), body.shoulder - 30 + 0j
    return drawing + arrow(at + 20 + 0j, at - 2 + 0j) + arrow(back - 8j, back + 12j, head=7)


def _cup(at: complex, tall: float, wide: float, tilt: float) -> str:
    up, right = polar(90 + tilt, tall), polar(tilt, wide)
    return thing(line(at - right / 2 * 0.8, at + right / 2 * 0.8, at + right / 2 + up, at - right / 2 + up) + "Z")


def _drinks(at_mouth: bool, tall: float, wide: float) -> str:
    body = seated(look=96 if at_mouth else None)
    near, away = legs(body)
    arm = body.arm_to(body.mouth + 12 + 11j, 118) if at_mouth else body.arm_to(body.hip + 38 - 24j, 30)
    tilt = 48 if at_mouth else 0
    foot = body.mouth + polar(tilt - 90, tall) + 3 - 1j if at_mouth else arm.palm + 5 + 4j
    hold = arm.palm + polar(arm.hand, 3)
    thumb = skin(limb((hold, 3), (foot + polar(90 + tilt, 0.45 * tall) + polar(tilt, -0.2 * wide), 2.2)))
    cue = arrow(body.mouth + 38 + 26j, body.mouth + 34 + 4j, -6) if at_mouth else ""
    cup = _cup(foot, tall, wide, tilt)
    return on_chair(body) + person(body, near, away, arm, awake=not at_mouth) + cup + thumb + cue


@drawn("sit_chair", "glass")
def holds_a_glass() -> str:
    """Sits upright with a glass of water."""
    return _drinks(False, 17, 11)


@drawn("sit_chair", "sip")
def sips() -> str:
    """Sips from the glass."""
    return _drinks(True, 17, 11)


@drawn("sit_chair", "cup")
def holds_a_cup() -> str:
    """Sits with a very small cup."""
    return _drinks(False, 10, 11)


@drawn("sit_chair", "rinse")
def rinses() -> str:
    """Takes the small cup to the mouth."""
    return _drinks(True, 10, 11)


@drawn("sit_chair", "knees_up")
def knees_up() -> str:
    """Both knees held at the chest, leaning forward."""
    body = seated(lean=72, curve=30, look=58)
    near, away = body.leg(40, -72, -12), body.leg(37, -72, -12)
    arm = body.arm_to(near.knee + 7 + 16j, -60)
    start = body.head - 30 - 12j
    belly = muscle(body.front(0.42, 0.022), body.front(0.62, 0.052), 0.02 * SIZE)
    return on_chair(body) + person(body, near, away, arm, hot=belly) + arrow(start, start + 24 - 6j, 8)


def _ball(x: float) -> tuple[Side, Leg, str]:
    body = seated()
    away = body.leg_to(flat(body.hip.real + 26, SIZE))
    radius = 7
    ankle = complex(x, FLOOR - 2 * radius - 0.034 * SIZE)
    near = body.leg_to(ankle, 0)
    ball = thing(disc(complex(body.hip.real + 48, FLOOR - radius), radius))
    arm = body.arm_to(body.hip + 26 - 12j, -8)
    drawing = on_chair(body) + far(away.path()) + ball + person(body, near, None, arm)
    return body, near, drawing


@drawn("sit_chair", "ball_heel")
def ball_under_the_arch() -> str:
    """A ball under the arch."""
    _, near, drawing = _ball(142)
    return drawing + near.sole()


@drawn("sit_chair", "ball_toes")
def ball_rolls() -> str:
    """Rolls the ball from heel to toes."""
    _, near, drawing = _ball(134)
    return drawing + near.sole() + arrow(near.ankle + 26 - 18j, near.ankle + 54 - 18j, both=True)


def _desk(look: float) -> str:
    body = seated(62, look=look)
    near, away = legs(body)
    screen = ink("M150 42L144 74M147 58L154 80M160 80H142") + table(104, 168, 82)
    return on_chair(body) + screen + person(body, near, away, body.arm_to(body.hip + 37 - 15j, 4), awake=True)


@drawn("sit_chair", "screen")
def at_the_screen() -> str:
    """Works at a screen."""
    return _desk(84)


@drawn("sit_chair", "look_far")
def looks_far() -> str:
    """Looks past the screen at something far away."""
    tree = thin("M196 66V40M196 52l6 -5", disc(196 + 34j, 10))
    return _desk(93) + thing(box(178, 10, 36, 58, 4)) + tree + arrow(104 + 24j, 164 + 24j)


@drawn("sit_chair", "urge_still")
def sits_still() -> str:
    """Sits still; the pelvic floor squeezes."""
    body = seated()
    near, away = legs(body)
    low = muscle(body.hip + complex(-7, 6.5), body.hip + complex(13, 8), 4)
    at = body.hip + complex(-36, 14)
    return (
        on_chair(body) + person(body, near, away, body.arm_to(body.hip + 26 - 12j, -8), hot=low) + arrow(at, at - 20j)
    )


@drawn("sit_chair", "urge_press")
def presses_the_foot() -> str:
    """Presses the ball of the foot into the floor."""
    body = seated()
    near, away = body.leg_to(flat(124, SIZE) - 4j, -18, 0), legs(body)[1]
    return (
        on_chair(body)
        + person(body, near, away, body.arm_to(body.hip + 26 - 12j, -8))
        + arrow(near.ball + 14 - 32j, near.ball + 14 - 8j)
    )
