"""Something laid on a muscle, or a hand that rubs it: a thigh, close."""

from __future__ import annotations

from untwitch.web.figures.people import drawn, flat, person
from untwitch.web.figures.shapes import arrow, curve, limb, line, muscle, polar
from untwitch.web.figures.side import Arm, Leg
from untwitch.web.figures.sitting import SIZE as SITTER
from untwitch.web.figures.sitting import on_chair, seated
from untwitch.web.figures.stage import box, skin, thin, thing

SIZE = 400
SPOT = complex(92, 70)


def _thigh(hot: bool = True) -> str:
    hip = complex(26, 108)
    knee = hip + polar(3, 0.245 * SIZE)
    leg = Leg(SIZE, hip, knee, knee + polar(-88, 0.246 * SIZE))
    thigh = limb((hip - 60, 30), (hip, 29), (hip + 0.45 * (knee - hip) + 1j, 27), (knee, 17.5))
    work = muscle(hip + complex(18, -12), knee + complex(-8, -5), 9) if hot else ""
    return skin(thigh, leg.path()) + work


def _hand(tip: complex, angle: float = -24, length: float = 1, thumb: float = 0) -> str:
    wrist = tip - polar(angle, 0.095 * SIZE * length)
    elbow = wrist - polar(-46, 0.15 * SIZE)
    return skin(Arm(SIZE, elbow - polar(-60, 20), elbow, wrist, angle, thumb, length).path())


def _pack(cold: bool, lifted: complex = 0j) -> str:
    at = SPOT + lifted
    body = thing(box(at.real - 34, at.imag - 6, 68, 17, 7))
    if cold:
        stars = "".join(_star(at + complex(x, 2.5)) for x in (-20, 0, 20))
        return body + f'<path class="cold" d="{stars}"/>'
    waves = "".join(curve(at + complex(x, 7), at + complex(x, -3), 3) for x in (-20, -7, 7, 20))
    return body + f'<path class="heat" d="{waves}"/>'


def _star(at: complex) -> str:
    return "".join(line(at + polar(a, 4.6), at - polar(a, 4.6)) for a in (90, 30, 150))


@drawn("hand_on_part", "look")
def looks_at_the_skin() -> str:
    """The skin is bare; a fingertip feels it."""
    return _thigh() + _hand(SPOT + complex(4, 12), -52)


@drawn("hand_on_part", "warm")
def warm_pack() -> str:
    """A wrapped warm pack lies on the muscle."""
    rising = thin(*(curve(SPOT + complex(x, -18), SPOT + complex(x, -40), 4) for x in (22, 34, 46)))
    return _thigh() + _pack(False) + _hand(SPOT + complex(10, -9)) + rising


@drawn("hand_on_part", "warm_off")
def warm_pack_off() -> str:
    """The warm pack is off, the skin rests."""
    return _thigh() + _pack(False, complex(88, 66)) + arrow(SPOT + complex(30, -26), SPOT + complex(86, 30), -16)


@drawn("hand_on_part", "cold")
def cold_pack() -> str:
    """A cold pack in a damp towel lies on the muscle."""
    return _thigh() + _pack(True) + _hand(SPOT + complex(10, -9))


@drawn("hand_on_part", "cold_off")
def cold_pack_off() -> str:
    """The cold pack is off, the skin warms up."""
    return _thigh() + _pack(True, complex(88, 66)) + arrow(SPOT + complex(30, -26), SPOT + complex(86, 30), -16)


def _cube(at: complex) -> str:
    cloth = thin(
        curve(at + complex(-17, -3), at + complex(17, -3), 9), curve(at + complex(-17, -3), at + complex(-12, 8), -3)
    )
    return thing(box(at.real - 10, at.imag - 8, 20, 18, 4)) + cloth


@drawn("hand_on_part", "ice")
def ice_cube() -> str:
    """A wet ice cube held in kitchen towel."""
    at = SPOT + complex(14, -24)
    return _thigh() + _cube(at) + _hand(at + complex(-4, -6), -30, thumb=-34)


@drawn("hand_on_part", "ice_circles")
def ice_circles() -> str:
    """The cube moves in slow circles and never stands still."""
    at = SPOT + complex(4, 2)
    ring = arrow(at + complex(14, -15), at + complex(17, 9), 24)
    return _thigh() + _cube(at) + _hand(at + complex(-4, -6), -30, thumb=-34) + ring


@drawn("hand_on_part", "stroke")
def strokes_towards_the_heart() -> str:
    """Long strokes with the flat hand towards the heart."""
    return _thigh() + _hand(SPOT + complex(18, 9), -12) + arrow(SPOT + complex(104, -16), SPOT + complex(58, -16))


@drawn("hand_on_part", "knead")
def kneads() -> str:
    """The hand kneads across the belly of the muscle."""
    return (
        _thigh()
        + _hand(SPOT + complex(14, 16), -34, thumb=-50)
        + arrow(SPOT + complex(40, -10), SPOT + complex(78, 2), -5, both=True)
    )


@drawn("hand_on_part", "loose")
def shakes_loose() -> str:
    """The hand is off, the muscle shakes loose."""
    waves = thin(*(curve(SPOT + complex(x, -8), SPOT + complex(x + 20, -8), 5) for x in (-40, -14, 12)))
    return _thigh() + waves


@drawn("sit_chair", "bottle")
def bottle_on_the_belly() -> str:
    """A covered warm bottle on the belly, sitting."""
    body = seated(lean=100)
    x = body.hip.real + 0.24 * SITTER
    near, away = body.leg_to(flat(x, SITTER)), body.leg_to(flat(x + 6, SITTER))
    at = body.front(0.30, 0.072)
    bottle = (
        f'<g transform="rotate(78 {at.real:.0f} {at.imag:.0f})">{thing(box(at.real - 13, at.imag - 6, 26, 12, 5))}</g>'
    )
    arm = body.arm_to(at + complex(0, -4), 14)
    warm = "".join(curve(at + complex(16 + 6 * k, 8), at + complex(16 + 6 * k, -6), 3) for k in range(3))
    return on_chair(body) + person(body, near, away, arm, held=bottle) + f'<path class="heat" d="{warm}"/>'
