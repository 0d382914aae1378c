"""The upper body from the front and from behind: what the arms do."""

from __future__ import annotations

from untwitch.web.figures.face import face
from untwitch.web.figures.front import Front
from untwitch.web.figures.people import drawn
from untwitch.web.figures.shapes import arrow, curve, limb, line, muscle
from untwitch.web.figures.side import Arm
from untwitch.web.figures.stage import seam, skin, thing

SIZE = 268
BACK = 236


def bust(x: float = 110, y: float = 150, **more: float) -> Front:
    """A person down to the hips."""
    return Front(SIZE, complex(x, y), **more)


def _collar(who: Front) -> str:
    bones = (curve(who.at(0.955, 0.012 * k), who.at(0.92, 0.07 * k), -5 * k) for k in (1, -1))
    return seam(*bones)


def _facing(who: Front, *arms: Arm, hot: str = "", turn: float = 0) -> str:
    return skin(who.path()) + _collar(who) + face(who, turn) + hot + "".join(skin(a.path()) for a in arms)


@drawn("upper_body_arms", "across")
def arm_across() -> str:
    """One arm across the chest at shoulder height."""
    who = bust(116)
    other = who.arm(-1, -98, -84)
    across = _across(who, 0)
    return _facing(who, other, across) + arrow(who.shoulder(1) + 40 - 18j, who.shoulder(1) + 12 - 34j, -6)


@drawn("upper_body_arms", "across_press")
def presses_above_the_elbow() -> str:
    """The other hand presses above the elbow."""
    who = bust(116)
    across = _across(who, 7)
    spot = across.elbow + 0.28 * (across.shoulder - across.elbow)
    hand = who.arm_to(-1, spot + complex(-9, 14), -1, 62, (0.72, 0.8))
    way = across.elbow - across.shoulder
    back = muscle(across.shoulder + complex(7, -7), across.shoulder + 0.62 * way - 6j, 0.018 * SIZE, -3)
    return _facing(who, across) + back + skin(hand.path()) + arrow(spot + 44 + 38j, spot + 14 + 38j)


def _across(who: Front, further: float) -> Arm:
    elbow = who.shoulder(1) + complex(-38 - further, 5)
    return Arm(SIZE, who.shoulder(1), elbow, elbow + complex(-37, -1), 178)


@drawn("upper_body_arms", "elbow_up")
def hand_behind_the_head() -> str:
    """One hand behind the head, the elbow up."""
    who = bust(108, 158)
    up = who.arm_to(1, who.on_head(0.028, -0.052), -1, 240, (1, 0.92))
    return skin(up.path()) + _facing(who, who.arm(-1, -98, -84))


@drawn("upper_body_arms", "elbow_press")
def eases_the_elbow_back() -> str:
    """The other hand eases the elbow back."""
    who = bust(108, 158)
    up = who.arm_to(1, who.on_head(0.028, -0.052), -1, 240, (1, 0.92))
    hand = who.arm_to(-1, up.elbow + complex(-17, 7), 1, 14, (1, 1))
    back = up.elbow - up.shoulder
    triceps = muscle(up.shoulder + 0.2 * back + 3, up.shoulder + 0.92 * back + 3, 0.017 * SIZE)
    return (
        skin(up.path())
        + skin(hand.path())
        + _facing(who, hot="")
        + triceps
        + arrow(up.elbow + 22 - 2j, up.elbow + 26 + 22j, 5)
    )


def _torso(who: Front) -> str:
    return skin(who.leg(1, -90, -90).path(), who.leg(-1, -90, -90).path(), who.path()) + face(who)


@drawn("upper_body_arms", "rib_press")
def presses_the_sore_spot() -> str:
    """A hand presses the sore spot at the ribs."""
    who = Front(215, 108 + 126j)
    press = who.arm_to(1, who.at(0.42, 0.112), 1, 168, (0.94, 0.9))
    sore = muscle(who.at(0.78, 0.062), who.at(0.26, 0.052), 0.019 * 215, -4)
    return _torso(who) + sore + skin(who.arm(-1, -100, -82).path()) + skin(press.path())


@drawn("upper_body_arms", "rib_reach")
def reaches_over_and_leans_away() -> str:
    """The arm of the sore side overhead, leaning away."""
    who = Front(172, 122 + 112j, lean=98, bend=-24, look=112)
    over = who.arm(1, 112, 140, 146)
    side = muscle(who.at(0.84, 0.082), who.at(0.2, 0.066), 0.020 * 172, 4)
    drawing = skin(over.path()) + _torso(who) + side + skin(who.arm(-1, -104, -84).path())
    return drawing + arrow(66 + 30j, 48 + 52j, 5)


def _blades(who: Front) -> str:
    spine = curve(who.at(0.06), who.at(0.98), 0)
    blades = (curve(who.at(0.86, 0.030 * k), who.at(0.62, 0.058 * k), -9 * k) for k in (1, -1))
    return seam(spine, *blades)


def between_the_blades(who: Front) -> str:
    """The muscles between spine and shoulder blade."""
    return "".join(muscle(who.at(0.70, 0.008 * k), who.at(0.84, 0.062 * k), 0.014 * BACK) for k in (1, -1))


@drawn("upper_back", "tall")
def sits_tall() -> str:
    """Sits tall, arms down."""
    who = Front(BACK, 110 + 140j)
    arms = "".join(skin(who.arm(k, -90 + 8 * k, -90 - 6 * k).path()) for k in (1, -1))
    return skin(who.path()) + _blades(who) + arms


@drawn("upper_back", "hug")
def hugs() -> str:
    """Hugs the shoulders, the upper back pushed backwards."""
    who = Front(BACK, 110 + 140j, wide=1.04)
    arms = skin(*(limb((who.shoulder(k), 0.034 * BACK), (who.at(0.62, 0.12 * k), 0.030 * BACK)) for k in (1, -1)))
    hands = "".join(_grip(who, k) for k in (1, -1))
    return arms + skin(who.path()) + _blades(who) + between_the_blades(who) + hands


def _grip(who: Front, side: int) -> str:
    root = who.at(0.70, 0.112 * side)
    return skin(
        *(
            limb(
                (root + complex(0, 5.6 * k - 8), 3.4),
                (who.at(0.70, 0.060 * side) + complex(0, 5 * k - 11 + abs(k - 1)), 2.8),
            )
            for k in range(4)
        )
    )


@drawn("upper_back", "open")
def opens_the_arms() -> str:
    """Opens the arms, the breastbone lifted."""
    who = Front(BACK, 110 + 140j)
    arms = "".join(skin(who.arm(k, 90 - 98 * k, 90 - 70 * k, short=(0.78, 0.66)).path()) for k in (1, -1))
    cues = "".join(
        arrow(who.shoulder(k) + complex(20 * k, 30), who.shoulder(k) + complex(46 * k, 16), 5 * k) for k in (1, -1)
    )
    return skin(who.path()) + _blades(who) + arms + between_the_blades(who) + cues


@drawn("upper_back", "wrap")
def wrap_round_the_back() -> str:
    """A warm wrap round the low back, seen from behind."""
    who = Front(BACK, 110 + 128j)
    arms = "".join(skin(who.arm(k, -90 + 16 * k, -90 + 2 * k).path()) for k in (1, -1))
    low = "".join(muscle(who.at(0.62, 0.022 * k), who.at(0.02, 0.02 * k), 0.014 * BACK) for k in (1, -1))
    ring = [(0.42, -0.068), (0.42, 0.068), (0.26, 0.077), (0.1, 0.089), (0.1, -0.089), (0.26, -0.077)]
    band = line(*(who.at(t, x) for t, x in ring)) + "Z"
    warm = (curve(who.at(0.2, 0.03 * k), who.at(0.32, 0.03 * k), 3) for k in (-1, 0, 1))
    legs = skin(who.leg(1, -90, -90).path(), who.leg(-1, -90, -90).path(), who.path())
    return legs + _blades(who) + low + thing(band) + f'<path class="heat" d="{"".join(warm)}"/>' + arms
