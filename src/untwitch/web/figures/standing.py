"""Standing: at a wall, with a heel on a step, holding a chair, walking."""

from __future__ import annotations

from untwitch.web.figures.people import drawn, flat, person
from untwitch.web.figures.shapes import arrow, polar
from untwitch.web.figures.side import Arm, Leg, Side
from untwitch.web.figures.stage import FLOOR, floor, ink, wall, wall_behind

SIZE = 138
WALL = 169


def upright(x: float, lean: float = 90, drop: float = 0, **more: float) -> Side:
    """A person whose straight legs reach the floor; `drop` lowers the hips."""
    return Side(SIZE, complex(x, FLOOR - 0.526 * SIZE + drop), lean, **more)


def hands_on_wall(body: Side, height: float, bend: int = -1) -> tuple[Arm, Arm]:
    """Both palms flat on the wall."""
    at = complex(WALL - 4.5, height)
    return body.arm_to(at, 84, bend), body.arm_to(at - 2j, 84, bend)


def _lunge(
    hip: complex, lean: float, back_x: float, front_x: float, cue: str = "", low: bool = False, hot: bool = True
) -> str:
    body = Side(SIZE, hip, lean)
    near, away = body.leg_to(flat(back_x, SIZE)), body.leg_to(flat(front_x, SIZE))
    arm, other = hands_on_wall(body, body.shoulder.imag + 4)
    calf = near.calf(low) if hot else ""
    return floor() + wall(WALL) + person(body, near, away, arm, other, calf) + cue


@drawn("stand_wall_lunge", "start")
def lunge_begins() -> str:
    """Stands at the wall, one leg behind."""
    return _lunge(complex(109, FLOOR - 68), 71, 84, 132, hot=False)


@drawn("stand_wall_lunge", "straight")
def lunge_straight() -> str:
    """Hips forward, back knee straight, heel down."""
    return _lunge(complex(120, FLOOR - 62), 81, 84, 132, arrow(78 + 68j, 102 + 68j))


@drawn("stand_wall_lunge", "bent")
def lunge_bent() -> str:
    """Back knee soft, sinking."""
    return _lunge(complex(113, FLOOR - 56), 76, 84, 132, arrow(80 + 68j, 80 + 94j), low=True)


@drawn("stand_wall_lunge", "upright")
def stands_at_the_wall() -> str:
    """Stands upright, cramping leg in front, hand on the wall."""
    body = upright(120, lean=88, drop=1.4)
    near, away = body.leg_to(flat(127, SIZE)), body.leg_to(flat(106, SIZE) - 6j, -22, 0)
    arm, other = hands_on_wall(body, body.shoulder.imag + 6)
    return floor() + wall(WALL) + person(body, near, away, arm, other, near.calf())


@drawn("stand_wall_lunge", "weight")
def leans_over_the_leg() -> str:
    """Leans forward over the cramping leg, knee straight, heel down."""
    ankle = flat(104, SIZE)
    body = Side(SIZE, ankle + polar(72, 0.489 * SIZE), 70)
    near, away = body.leg_to(ankle), body.leg_to(flat(84, SIZE) - 12j, -42, 4)
    arm, other = hands_on_wall(body, body.shoulder.imag + 4)
    return floor() + wall(WALL) + person(body, near, away, arm, other, near.calf()) + arrow(72 + 60j, 96 + 60j)


STEP = FLOOR - 20


def _step() -> str:
    return wall_behind() + floor() + ink(f"M134 {FLOOR}V{STEP}H170V{FLOOR}")


def _heel_on_step(lean: float, hip: complex, hand: complex, cue: str = "", hot: bool = True) -> str:
    body = Side(SIZE, hip, lean, look=lean + 4)
    away = body.leg_to(flat(hip.real - 2, SIZE))
    near = body.leg_to(complex(hip.real + 48.5, STEP - 0.042 * SIZE), 72)
    other = body.arm_to(hand, 84)
    arm = body.arm_to(near.hip + 0.52 * (near.knee - near.hip) - 5j, -30) if hot else body.arm(-84, -70)
    return _step() + person(body, near, away, arm, other, near.hamstring() if hot else "") + cue


@drawn("stand_heel_on_step", "start")
def heel_on_the_step() -> str:
    """Stands tall, heel on a low step, hand on a wall."""
    return _heel_on_step(88, complex(96, FLOOR - 71), 136 + 48j, hot=False)


@drawn("stand_heel_on_step", "hinge")
def hinges_at_the_hips() -> str:
    """Leans from the hips, back straight."""
    return _heel_on_step(52, complex(92, FLOOR - 71), 144 + 58j, arrow(134 + 14j, 158 + 36j, 7))


def _at_chair(bent: bool) -> str:
    body = upright(100, drop=0.5)
    away = body.leg_to(flat(101, SIZE))
    near = body.leg(-88, 126, 212) if bent else body.leg_to(flat(96, SIZE))
    other = body.arm_to(125 + 63j, 4)
    arm = body.arm_to(near.ankle + 6 - 4j, 200, bend=1) if bent else body.arm(-92, -80)
    hot = near.quadriceps() if bent else ""
    seat = ink(f"M131 66L134 104H172M135 104V{FLOOR}M170 104V{FLOOR}")
    cue = arrow(50 + 112j, 50 + 84j) if bent else ""
    return floor() + seat + person(body, near, away, arm, other, hot) + cue


@drawn("stand_heel_to_seat", "start")
def stands_at_the_chair() -> str:
    """Stands upright and holds the back of a chair."""
    return _at_chair(False)


@drawn("stand_heel_to_seat", "hold")
def heel_to_the_buttock() -> str:
    """The heel held at the buttock, knees together."""
    return _at_chair(True)


def _walk(
    near_thigh: float, near_shin: float, near_foot: float, away: tuple[float, float, float], x: float = 104
) -> tuple[Side, Leg, Leg]:
    body = upright(x, lean=88, drop=0)
    return body, body.leg(near_thigh, near_shin, near_foot), body.leg(*away)


@drawn("walk", "slow")
def walks() -> str:
    """Slow steps, the heel comes down first."""
    body, near, away = _walk(-72, -76, 14, (-98, -127, -30))
    drawing = floor() + person(body, near, away, body.arm(-106, -84), body.arm(-72, -48), near.calf(), awake=True)
    return drawing + arrow(152 + 72j, 182 + 72j)


@drawn("walk", "easy")
def walks_easily() -> str:
    """An easy pace with swinging arms."""
    body, near, away = _walk(-101, -127, -28, (-72, -78, 12))
    drawing = floor() + person(body, near, away, body.arm(-70, -40), body.arm(-112, -86), awake=True)
    return drawing + arrow(152 + 72j, 182 + 72j)


def _beside_a_wall(body: Side, near: Leg, away: Leg, hot: str = "", cue: str = "") -> str:
    other = body.arm_to(body.hip + 34 - 22j, 10)
    return wall_behind() + floor() + person(body, near, away, body.arm(-112, -84), other, hot, awake=True) + cue


@drawn("stand", "near_wall")
def stands_near_a_wall() -> str:
    """Stands tall, a hand on the wall beside."""
    body = upright(104, drop=0.5)
    return _beside_a_wall(body, body.leg_to(flat(104, SIZE)), body.leg_to(flat(110, SIZE)))


@drawn("walk", "knees_lifted")
def walks_with_knees_lifted() -> str:
    """One knee lifted to a comfortable height."""
    body = upright(100, drop=0.5)
    near = body.leg(-16, -92, -6)
    return _beside_a_wall(body, near, body.leg_to(flat(100, SIZE)), near.front_of_hip(), arrow(164 + 106j, 164 + 78j))
