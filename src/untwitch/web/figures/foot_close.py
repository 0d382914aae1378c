"""Shin and foot, close, resting on the other knee."""

from __future__ import annotations

from untwitch.web.figures.people import drawn
from untwitch.web.figures.shapes import arrow, limb, polar
from untwitch.web.figures.side import Arm, Leg
from untwitch.web.figures.stage import far, skin

SIZE = 400


def _lower_leg(foot: float, toes: float | None = None) -> tuple[Leg, str]:
    knee = complex(22, 98)
    ankle = knee + polar(-3, 0.246 * SIZE)
    leg = Leg(SIZE, knee + polar(176, 0.245 * SIZE), knee, ankle, foot, toes)
    under = far(limb((complex(96, 190), 30), (complex(92, 142), 26)))
    return leg, under + skin(leg.path())


def _hand(tip: complex, angle: float, length: float = 1, thumb: float = 0) -> Arm:
    wrist = tip - polar(angle, 0.095 * SIZE * length)
    elbow = wrist - polar(angle - 24, 0.15 * SIZE)
    return Arm(SIZE, elbow - polar(angle, 0.05 * SIZE), elbow, wrist, angle, thumb, length)


@drawn("foot_close", "rest")
def foot_rests() -> str:
    """The ankle rests on the other knee."""
    return _lower_leg(72)[1]


@drawn("foot_close", "point")
def points_the_foot() -> str:
    """The hand points foot and toes away from the shin."""
    leg, drawing = _lower_leg(8, -14)
    hand = _hand(leg.tip + complex(2, -7), -62, 0.9)
    return (
        drawing
        + leg.front_of_shin()
        + skin(hand.path())
        + arrow(leg.tip + complex(16, -34), leg.tip + complex(20, 2), 6)
    )


@drawn("foot_close", "toes_back")
def pulls_the_toes_back() -> str:
    """The hand pulls all toes back towards the shin, the thumb strokes the arch."""
    leg, drawing = _lower_leg(92, 146)
    hand = _hand(leg.tip + complex(-3, -5), 196, 0.8)
    arch = leg.heel + 0.5 * (leg.ball - leg.heel)
    thumb = limb(
        (arch + complex(12, 0), 5.6),
        (arch + complex(26, 5), 7),
        (arch + complex(52, 16), 12),
        (arch + complex(96, 34), 15),
    )
    return (
        drawing
        + leg.sole()
        + skin(hand.path())
        + skin(thumb)
        + arrow(leg.tip + complex(40, -26), leg.tip + complex(-16, -20), 6)
    )
