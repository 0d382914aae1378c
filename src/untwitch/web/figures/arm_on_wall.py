"""Standing with an arm on a wall or on a door frame."""

from __future__ import annotations

from untwitch.web.figures.face import face
from untwitch.web.figures.front import Front
from untwitch.web.figures.people import drawn, flat, person
from untwitch.web.figures.shapes import arrow, muscle, polar
from untwitch.web.figures.side import Arm, Side
from untwitch.web.figures.stage import FLOOR, floor, ink, skin, wall

SIZE = 124


def standing_front(x: float, size: float = SIZE) -> tuple[Front, str]:
    """A person on both feet, from the front, and the legs."""
    who = Front(size, complex(x, FLOOR - 0.535 * size))
    legs = "".join(who.leg(k, -90 + 3 * k, -90 + k).path() for k in (1, -1))
    return who, legs


def _on_wall(shoulder: complex, wrist: complex, size: float) -> Arm:
    way = wrist - shoulder
    elbow = shoulder + way * (0.172 / 0.322)
    return Arm(size, shoulder, elbow, wrist, 180, -90, 0.32)


@drawn("arm_on_wall", "palm")
def palm_on_the_wall() -> str:
    """The palm on the wall at shoulder height, elbow straight, thumb up."""
    who, legs = standing_front(106)
    shoulder = who.shoulder(-1)
    arm = _on_wall(shoulder, shoulder + polar(184, 0.322 * SIZE), SIZE)
    body = skin(who.path(), legs) + face(who)
    return wall(arm.wrist.real - 6) + floor() + body + skin(arm.path()) + skin(who.arm(1, -82, -88).path())


@drawn("arm_on_wall", "turn_away")
def turns_away_from_the_wall() -> str:
    """The body turns away from the wall; the arm stays behind."""
    body = Side(SIZE, complex(112, FLOOR - 0.526 * SIZE + 0.6), 89)
    near, away = body.leg_to(flat(106, SIZE)), body.leg_to(flat(118, SIZE))
    shoulder = body.shoulder
    arm = _on_wall(shoulder, shoulder + polar(186, 0.322 * SIZE), SIZE)
    cue = arrow(body.head + complex(16, -2), body.head + complex(34, 24), 9)
    return wall(arm.wrist.real - 6) + floor() + person(body, near, away, arm) + arm.biceps(0.004) + cue


def _post(x: float) -> str:
    return ink(f"M{x - 4:g} 8V{FLOOR}M{x + 4:g} 8V{FLOOR}M{x - 4:g} 8H{x + 4:g}")


@drawn("arm_on_wall", "doorway")
def forearms_on_the_frame() -> str:
    """Both forearms on the door frame, elbows at shoulder height."""
    who, legs = standing_front(110)
    arms = [who.arm(k, 90 - 92 * k, 90, short=(0.9, 1)) for k in (1, -1)]
    posts = "".join(_post(a.elbow.real + 10 * k) for a, k in zip(arms, (1, -1), strict=True))
    body = skin(who.path(), legs) + face(who)
    return posts + floor() + body + "".join(skin(a.path()) for a in arms)


@drawn("arm_on_wall", "step_through")
def steps_through_the_door() -> str:
    """A step forward: the chest moves ahead of the arms."""
    body = Side(SIZE, complex(114, FLOOR - 59.5), 84)
    near, away = body.leg_to(flat(94, SIZE) - 5j, -20, 0), body.leg_to(flat(132, SIZE))
    arm = body.arm(172, 92)
    chest = muscle(body.front(0.84, 0.040), body.front(0.52, 0.046), 0.022 * SIZE)
    cue = arrow(body.spine(0.6) + 34, body.spine(0.6) + 62)
    return _post(arm.elbow.real - 9) + floor() + person(body, near, away, hot=chest) + skin(arm.path()) + cue
