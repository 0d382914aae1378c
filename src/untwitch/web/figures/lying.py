"""Lying on the back or on the front, on the floor or on a bed."""

from __future__ import annotations

from untwitch.web.figures.people import drawn, flat, person
from untwitch.web.figures.shapes import arrow, curve, muscle
from untwitch.web.figures.side import Arm, Leg, Side
from untwitch.web.figures.stage import FLOOR, bed, chair_left, far, floor, mat, pillow, skin, thin

SIZE = 175
GROUND = FLOOR - 4


def laid(x: float, top: float = GROUND, size: float = SIZE, **more: float) -> Side:
    """A person on the back, head to the left, on ground at `top`."""
    return Side(size, complex(x, top - 0.07 * size), 180, look=178, **more)


def bent(body: Side, x: float, top: float = GROUND) -> Leg:
    """A leg with its foot flat at `x`."""
    return body.leg_to(flat(x, SIZE, top))


def under_head(body: Side) -> str:
    """A pillow under the head."""
    return pillow(complex(body.head.real - 2, body.head.imag + 0.06 * SIZE), 36, 10)


def _knees_bent(body: Side, hot: str = "", cue: str = "") -> str:
    near, away = bent(body, body.hip.real + 44), bent(body, body.hip.real + 50)
    arm = body.arm(-14, 4)
    return floor() + mat(10, 206) + under_head(body) + person(body, near, away, arm, hot=hot) + cue


def _belly_wall(body: Side) -> str:
    return muscle(body.front(0.12, 0.038), body.front(0.6, 0.042), 0.022 * SIZE)


@drawn("lie_knees_bent", "start")
def lies_with_knees_bent() -> str:
    """On the back, knees bent, feet flat."""
    return _knees_bent(laid(112))


@drawn("lie_knees_bent", "press_down")
def presses_the_back_down() -> str:
    """The low back presses into the bed."""
    body = laid(112, curve=8)
    at = body.front(0.35, 0.20)
    return _knees_bent(body, _belly_wall(body), arrow(at - 14j, at + 10j))


def _hug(near_end: str) -> tuple[Side, Leg, str]:
    body = laid(104)
    near = body.leg(132, -14, 44)
    arm, other = body.arm_to(near.knee + 8 + 5j, 30, 1), body.arm_to(near.knee + 11 + 5j, 30, 1)
    away = bent(body, 152) if near_end == "flat" else body.leg(0, -2, 80)
    drawing = floor() + mat(10, 206) + under_head(body) + far(away.path(), other.path())
    return body, near, drawing + skin(body.path(), near.path()) + body.face() + skin(arm.path())


@drawn("lie_knee_hug", "hug")
def hugs_one_knee() -> str:
    """Both hands bring one knee to the chest; the other foot stays flat."""
    body, near, drawing = _hug("flat")
    low = muscle(body.front(0.06, -0.044), body.front(0.58, -0.036), 0.02 * SIZE)
    return drawing + low + arrow(near.knee + 26 - 22j, near.knee - 2 - 24j, 7)


BED = 92


def _on_bed(body: Side, near: Leg, away: Leg, hug: bool) -> str:
    knee = away.knee if hug else near.knee
    arm, other = body.arm_to(knee + 7 + 5j, 30, 1), body.arm_to(knee + 10 + 5j, 30, 1)
    drawing = floor() + bed(8, 116, BED) + under_head(body)
    return drawing + far(away.path(), other.path()) + skin(body.path(), near.path()) + body.face() + skin(arm.path())


@drawn("lie_knee_hug", "edge")
def leg_hangs_over_the_edge() -> str:
    """The far knee hugged, the near leg hangs over the edge."""
    body = laid(108, BED, 158)
    near, away = body.leg(-20, -84, -24), body.leg(128, -10, 44)
    return _on_bed(body, near, away, True) + near.front_of_hip() + arrow(188 + 76j, 188 + 102j)


@drawn("lie_knee_hug", "edge_up")
def leg_comes_up() -> str:
    """The hands bring the leg up."""
    body = laid(108, BED, 158)
    near, away = body.leg(120, -12, 44), body.leg(126, -8, 44)
    return _on_bed(body, near, away, False) + arrow(176 + 92j, 168 + 58j, -8)


@drawn("lie_legs_on_chair", "rest")
def calves_on_a_chair() -> str:
    """Calves on a chair seat, hips and knees square."""
    body = laid(100)
    near, away = body.leg(88, 0, 84), body.leg(86, 0, 84)
    arm = body.arm_to(body.front(0.42, 0.075), 0, 1)
    seat = near.ankle.imag + 0.045 * SIZE
    chair = chair_left(194, seat, 74, 24)
    low = muscle(body.front(0.06, -0.046), body.front(0.58, -0.034), 0.02 * SIZE)
    return floor() + mat(10, 112) + chair + under_head(body) + person(body, near, away, arm, hot=low)


@drawn("get_up_side", "push")
def gets_up_over_the_side() -> str:
    """Lies on the side and pushes up with the arms."""
    body = Side(SIZE, complex(124, GROUND - 0.075 * SIZE), 142, curve=-10, look=120)
    near, away = body.leg(12, -156, -158), body.leg(20, -150, -158)
    left, right = complex(body.shoulder.real - 16, GROUND - 4), complex(body.shoulder.real + 22, GROUND - 4)
    arm, other = body.arm_to(right, 0, 1), body.arm_to(left, 180, 1)
    return floor() + mat(10, 206) + person(body, near, away, arm, other) + arrow(44 + 66j, 62 + 38j, 6)


def _on_front(body: Side, arm: Arm, hot: str = "", cue: str = "") -> str:
    near = body.leg(184, 181, 188)
    return floor() + mat(6, 214) + person(body, near, None, arm, hot=hot) + cue


@drawn("lie_front_press", "start")
def lies_on_the_front() -> str:
    """Face down, hands under the shoulders."""
    body = Side(SIZE, complex(118, GROUND - 0.064 * SIZE), 2, curve=-4, look=-4)
    return _on_front(body, body.arm(158, -48, 0))


@drawn("lie_front_press", "press")
def presses_the_chest_up() -> str:
    """The chest lifted, the hips stay down."""
    body = Side(SIZE, complex(114, GROUND - 0.064 * SIZE), 40, curve=-36, look=78)
    hot = muscle(body.front(0.1, 0.034), body.front(0.62, 0.04), 0.024 * SIZE)
    hand = complex(body.shoulder.real + 8, GROUND - 4)
    return _on_front(body, body.arm_to(hand, 0, 1), hot, arrow(196 + 108j, 196 + 80j))


def _stretched(hand: float = 4, body: Side | None = None) -> tuple[Side, Leg, str]:
    body = body or laid(98)
    near, away = body.leg(2, -6, 74), body.leg(4, -4, 68)
    knees = pillow(complex(near.knee.real, GROUND - 2), 30, 9)
    arm = body.arm(-12, 2, hand)
    return body, near, floor() + mat(8, 212) + under_head(body) + knees + person(body, near, away, arm)


@drawn("lie_rest", "loose")
def lies_loose() -> str:
    """Everything let go, arms beside the body."""
    return _stretched()[2]


@drawn("lie_rest", "tense")
def tenses_one_part() -> str:
    """One part tensed at half effort, here the hand and arm."""
    body = laid(98)
    near, away = body.leg(2, -6, 74), body.leg(4, -4, 68)
    knees = pillow(complex(near.knee.real, GROUND - 2), 30, 9)
    arm = body.arm(-10, 34)
    fist = skin(arm.path())
    hot = muscle(arm.elbow + 3 - 2j, arm.wrist - 2 + 2j, 0.022 * SIZE)
    shake = thin(*(curve(arm.tip + complex(5 + k, -8), arm.tip + complex(8 + k, 6), -3) for k in (0, 5)))
    drawing = floor() + mat(8, 212) + under_head(body) + knees + person(body, near, away) + fist
    return drawing + hot + shake


@drawn("lie_rest", "soles")
def pillow_under_the_soles() -> str:
    """On the back: a pillow holds the soles, so that the toes point up; the covers lie loose."""
    top = 108
    body = laid(100, top, 160)
    near, away = body.leg(1, -2, 84), body.leg(2, -1, 82)
    rest = pillow(near.ankle + 17 - 8j, 40, 14)
    turned = f'<g transform="rotate(90 {near.ankle.real + 17:.0f} {near.ankle.imag - 9:.0f})">{rest}</g>'
    cover = thin(curve(84 + 88j, near.tip - 6 - 6j, 12), curve(near.tip - 6 - 6j, near.tip + 26 + 30j, 10))
    head = pillow(complex(body.head.real - 2, body.head.imag + 10), 36, 10)
    return floor() + bed(6, 214, top) + head + person(body, near, away, body.arm(-12, 2)) + near.calf() + turned + cover


@drawn("lie_rest", "feet_over")
def feet_over_the_edge() -> str:
    """Face down: the feet hang over the end of the mattress."""
    top = 104
    body = Side(160, complex(112, top - 0.066 * 160), 4, curve=0, look=-2)
    near = body.leg(181, 180, 262)
    head = pillow(complex(body.head.real + 2, body.head.imag + 10), 36, 8)
    arm = body.arm_to(body.shoulder + 30 + 4j, 0, -1)
    return floor() + bed(34, 214, top) + head + person(body, near, None, arm) + near.calf()
