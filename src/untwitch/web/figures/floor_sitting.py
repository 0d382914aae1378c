"""Sitting with one leg long, on a bed or the floor, and kneeling on one knee."""

from __future__ import annotations

from untwitch.web.figures.people import drawn, flat, person
from untwitch.web.figures.shapes import arrow
from untwitch.web.figures.side import Leg, Side
from untwitch.web.figures.stage import FLOOR, bed, floor, ink, pillow, skin, thin, towel

SIZE = 192
BED = 122


def long_sit(lean: float = 92, curve: float = 0, look: float | None = None, top: float = BED) -> Side:
    """A person on a bed with the legs ahead."""
    return Side(SIZE, complex(66, top - 0.07 * SIZE), lean, curve, look)


def long_leg(body: Side, foot: float = 84, top: float = BED, short: float = 0) -> Leg:
    """A leg along the bed; `short` pulls the heel in, so that the knee bends."""
    return body.leg_to(complex(body.hip.real + 0.489 * SIZE - short, top - 0.046 * SIZE), foot)


def _on_bed() -> str:
    return floor() + bed(8, 212, BED)


def _round_foot(leg: Leg, hand: complex) -> str:
    sole = leg.ball + 0.019 * leg.down
    return towel(hand, sole, sole + 0.3 * (leg.heel - leg.ball))


@drawn("sit_leg_long", "towel_set")
def towel_round_the_foot() -> str:
    """A towel round the ball of the foot, the foot still loose."""
    body = long_sit(84, 8)
    near = long_leg(body, 66)
    arm = body.arm_to(body.shoulder + 42 + 34j, 14)
    return (
        _on_bed()
        + person(body, near, long_leg(body, 62), held=_round_foot(near, arm.palm))
        + near.calf()
        + skin(arm.path())
    )


@drawn("sit_leg_long", "towel_pull")
def towel_pulls_the_toes() -> str:
    """The towel draws the toes towards the shin."""
    body = long_sit(100, 4)
    near = long_leg(body, 104)
    arm = body.arm_to(body.shoulder + 26 + 38j, 20)
    drawing = person(body, near, long_leg(body, 66), held=_round_foot(near, arm.palm)) + near.calf() + skin(arm.path())
    return _on_bed() + drawing + arrow(near.tip + 31 + 30j, near.tip + 6 - 14j, -13)


@drawn("sit_leg_long", "knead")
def kneads_the_calf() -> str:
    """The free hand kneads the calf, the other holds the towel."""
    body = long_sit(58, 26, 62)
    near = long_leg(body, 88)
    calf = near.knee + 0.3 * (near.ankle - near.knee)
    arm, other = body.arm_to(calf - 14 - 5j, -14), body.arm_to(body.shoulder + 52 + 20j, -4)
    drawing = person(body, near, long_leg(body, 80), held=_round_foot(near, other.palm), away_arm=other) + near.calf()
    press = arrow(complex(calf.real - 12, BED + 8), complex(calf.real + 18, BED + 8), both=True, head=6)
    return _on_bed() + drawing + skin(arm.path()) + press


@drawn("sit_leg_long", "ground")
def sits_on_the_ground() -> str:
    """Sits on the ground in the shade and rests."""
    body = long_sit(108, 0, 94, FLOOR)
    near, away = long_leg(body, 70, FLOOR, 26), long_leg(body, 66, FLOOR, 10)
    arm = body.arm_to(complex(body.hip.real - 28, FLOOR - 6), 180, 1)
    shade = thin(
        "M138 30q4 -16 22 -14q8 -12 24 -6q18 -4 20 12q14 8 2 18q-6 10 -20 4q-10 8 -22 0q-24 4 -26 -14Z",
        f"M181 44V{FLOOR}M187 44V{FLOOR}",
    )
    return shade + floor() + person(body, near, away, arm)


@drawn("sit_leg_long", "ground_pull")
def pulls_on_the_ground() -> str:
    """A gentle pull with a towel."""
    body = long_sit(98, 4, top=FLOOR)
    near = long_leg(body, 102, FLOOR)
    arm = body.arm_to(body.shoulder + 28 + 38j, 16)
    drawing = person(body, near, long_leg(body, 66, FLOOR, 24), held=_round_foot(near, arm.palm)) + near.calf()
    return floor() + drawing + skin(arm.path()) + arrow(near.tip + 31 + 30j, near.tip + 6 - 14j, -13)


@drawn("sit_leg_long", "straighten")
def straightens_the_knee() -> str:
    """The heel slides out on the bed, the knee straightens slowly."""
    body = long_sit(104, 4)
    near, away = long_leg(body, 76, short=16), long_leg(body, 70)
    arm = body.arm_to(complex(body.hip.real - 22, BED - 7), 180, 1)
    return _on_bed() + person(body, near, away, arm, hot=near.hamstring()) + arrow(166 + 78j, 196 + 78j)


@drawn("sit_leg_long", "rub_thigh")
def kneads_the_back_of_the_thigh() -> str:
    """A hand under the thigh kneads it."""
    body = long_sit(86, 14)
    near, away = long_leg(body, 76, short=9), long_leg(body, 70)
    under = near.hip + 0.62 * (near.knee - near.hip) + 9j
    arm = body.arm_to(under - 16 - 2j, 6)
    rub = arrow(under - 8 - 34j, under + 20 - 38j, -7, both=True, head=7)
    return _on_bed() + person(body, near, away, arm, hot=near.hamstring()) + rub


@drawn("sit_leg_long", "lean")
def leans_from_the_hips() -> str:
    """Leans forward from the hips, the leg long."""
    body = long_sit(62, 10, 60)
    near = long_leg(body, 86)
    arm, other = body.arm_to(near.knee + 8 - 10j, -14), body.arm_to(near.knee + 14 - 12j, -14)
    return (
        _on_bed() + person(body, near, long_leg(body, 80), arm, other, near.hamstring()) + arrow(96 + 12j, 128 + 24j, 8)
    )


EDGE = 104
SMALL = 160


def _bed_edge(lean: float, curve: float, foot: float, reach: float, cue: str = "", hot: bool = True) -> str:
    body = Side(SMALL, complex(60, EDGE - 0.07 * SMALL), lean, curve, lean - 6)
    away = body.leg_to(complex(body.hip.real + 0.488 * SMALL, EDGE - 0.046 * SMALL), foot)
    ankle = flat(96, SMALL)
    near = Leg(SMALL, body.hip, complex(88, EDGE - 2), ankle)
    arm, other = body.arm_to(body.hip + complex(reach, -10), -12), body.arm_to(body.hip + complex(reach + 6, -10), -12)
    parts = skin(away.path()) + (away.calf() + away.hamstring() if hot else "")
    return floor() + bed(8, 196, EDGE) + parts + person(body, near, None, arm, other) + cue


@drawn("sit_leg_long", "edge_tall")
def sits_tall_on_the_edge() -> str:
    """One leg along the bed, the other foot on the floor; sits tall."""
    return _bed_edge(90, 0, 90, 30, hot=False)


@drawn("sit_leg_long", "edge_reach")
def slides_the_hands_down() -> str:
    """Both hands slide down the leg, back straight, toes up."""
    return _bed_edge(52, 4, 98, 62, arrow(94 + 22j, 124 + 34j, 8))


KNEELER = 150


def _half_kneel(forward: float, hot: bool, cue: str = "") -> str:
    hip = complex(92 + forward, FLOOR - 6 - 0.279 * KNEELER + forward * 0.12)
    body = Side(KNEELER, hip, 91, -4 if hot else 0)
    knee = _lay(hip, complex(88, FLOOR - 6 - 0.036 * KNEELER))
    near = Leg(KNEELER, hip, knee, knee + complex(-0.243 * KNEELER, 2), 198, 240)
    away = body.leg_to(flat(128, KNEELER))
    other = body.arm_to(body.shoulder + 33 + 24j, 2)
    top = other.palm.imag + 4
    x = other.palm.real + 2
    seat = ink(f"M{x - 2:.0f} {top:.0f}L{x:.0f} 106H{x + 38:.0f}M{x:.0f} 106V{FLOOR}M{x + 36:.0f} 106V{FLOOR}")
    arm = body.arm(-112, -96)
    cushion = pillow(complex(near.knee.real - 8, FLOOR - 3.5), 54, 9)
    return floor() + seat + cushion + person(body, near, away, arm, other, near.front_of_hip() if hot else "") + cue


def _lay(hip: complex, knee: complex) -> complex:
    """The knee on its cushion, a thigh's length from the hip."""
    drop = knee.imag - hip.imag
    return complex(hip.real - max((0.245 * KNEELER) ** 2 - drop**2, 0) ** 0.5, knee.imag)


@drawn("kneel_half", "start")
def kneels_on_one_knee() -> str:
    """Kneels on a cushion, the other foot in front, hand on a chair."""
    return _half_kneel(0, False)


@drawn("kneel_half", "hold")
def tucks_and_shifts() -> str:
    """The tail tucked under, the hips shifted forward."""
    return _half_kneel(12, True, arrow(52 + 92j, 78 + 92j))
