"""Head, neck and shoulders, close, and the jaw and the eyes."""

from __future__ import annotations

from untwitch.web.figures.face import chewing, face, fingers, lid_muscle, side_of_neck
from untwitch.web.figures.front import Front
from untwitch.web.figures.people import drawn
from untwitch.web.figures.shapes import arrow, closed, curve, limb, line
from untwitch.web.figures.side import Arm, Side
from untwitch.web.figures.stage import ink, pillow, seam, skin, thing

SIZE = 290
SEATED = 226
CLOSE = 540
NEAR = 860


def _sitter(look: float = 90, size: float = SIZE, top: float = 26, **more: float) -> Front:
    y = top + (0.33 + 0.09 + 0.065) * size
    return Front(size, complex(110, y), look=look, **more)


def _bones(who: Front) -> str:
    bones = (curve(who.at(0.955, 0.012 * k), who.at(0.92, 0.07 * k), -0.02 * who.size * k) for k in (1, -1))
    return seam(*bones)


def _down(who: Front, *sides: int) -> str:
    return "".join(skin(who.arm(k, -90 + 9 * k, -90 - 5 * k).path()) for k in sides)


def _shown(
    who: Front, hot: str = "", turn: float = 0, nod: float = 0, sides: tuple[int, ...] = (1, -1), eyes: str = "closed"
) -> str:
    return (
        skin(who.path(ears=abs(turn) < 0.3))
        + _ear(who, turn)
        + _bones(who)
        + face(who, turn, nod, eyes)
        + hot
        + _down(who, *sides)
    )


def _ear(who: Front, turn: float) -> str:
    if abs(turn) < 0.3:
        return ""
    x = -0.052 * (1 if turn > 0 else -1)
    return seam(
        closed(
            [who.on_head(x, 0.012), who.on_head(x * 0.72, 0.004), who.on_head(x * 0.8, -0.022), who.on_head(x, -0.012)]
        )
    )


def _on_seat(look: float, hot: str = "", sides: tuple[int, ...] = (1, -1)) -> tuple[Front, str]:
    who = _sitter(look, SEATED, 14)
    seat, knees = who.hip.imag + 0.055 * SEATED, [who.hip + complex(0.066 * k, 0.088) * SEATED for k in (1, -1)]
    legs = [
        skin(limb((who.at(0, 0.05 * k), 0.052 * SEATED), (p, 0.052 * SEATED), (p + 40j, 0.036 * SEATED)))
        for k, p in zip((1, -1), knees, strict=True)
    ]
    hold = skin(who.arm_to(-1, complex(who.hip.real - 0.135 * SEATED, seat - 12), -1, 275).path())
    loose = skin(who.arm_to(1, knees[0] + complex(6, -18), 1, 262, (1, 0.86)).path()) if 1 in sides else ""
    chair = ink(f"M{who.hip.real - 44:.0f} {seat:.0f}H{who.hip.real + 44:.0f}")
    body = chair + skin(who.path()) + _bones(who) + face(who) + "".join(legs)
    return who, body + (side_of_neck(who, -1) if hot else "") + hold + loose


@drawn("head_and_neck", "tall")
def sits_tall() -> str:
    """Sits tall, one hand holds the chair seat."""
    return _on_seat(90)[1]


@drawn("head_and_neck", "tilt")
def ear_to_the_shoulder() -> str:
    """The ear sinks towards the shoulder, the hand only rests on the head."""
    who, drawing = _on_seat(66, "neck", ())
    over = who.arm_to(1, who.on_head(0.012, 0.078), -1, 205, (0.86, 0.86))
    return drawing + skin(over.path()) + arrow(who.head + complex(-34, 10), who.head + complex(-20, -14), 5)


@drawn("head_and_neck", "turned")
def head_turned() -> str:
    """The head turned halfway to one side."""
    who = _sitter()
    return _shown(who, turn=0.85, eyes="open") + arrow(92 + 14j, 130 + 14j, 8)


@drawn("head_and_neck", "to_armpit")
def nose_to_the_armpit() -> str:
    """Looks down towards the armpit."""
    who = _sitter(74)
    hot = side_of_neck(who, -1)
    return _shown(who, hot, turn=0.8, nod=1) + arrow(158 + 36j, 160 + 66j, 6)


def _supported(turn: float, hot: int = 0) -> tuple[Front, str]:
    who = _sitter(size=340, top=24)
    back = pillow(who.head + 6j, 128, 84)
    return who, back + _shown(who, side_of_neck(who, hot) if hot else "", turn=turn, eyes="open")


@drawn("head_and_neck", "supported")
def head_supported() -> str:
    """The head supported, looking ahead."""
    return _supported(0)[1]


@drawn("head_and_neck", "turn_easy")
def turns_to_the_easy_side() -> str:
    """Turns to the easy side as far as is comfortable."""
    who, drawing = _supported(0.9)
    return drawing + arrow(who.on_head(-0.03, 0.083), who.on_head(0.085, 0.058), 6)


@drawn("head_and_neck", "turn_stiff")
def turns_to_the_stiff_side() -> str:
    """Turns a little to the stiff side, to the first pull."""
    who, drawing = _supported(-0.4, 1)
    return drawing + arrow(who.on_head(0.01, 0.086), who.on_head(-0.045, 0.078), -3)


@drawn("head_and_neck", "shrug")
def shoulders_up() -> str:
    """Both shoulders drawn up to the ears."""
    who = _sitter(lift=0.10)
    hot = "".join(side_of_neck(who, k) for k in (1, -1))
    cues = "".join(arrow(who.shoulder(k) + complex(30 * k, 26), who.shoulder(k) + complex(30 * k, 0)) for k in (1, -1))
    return _shown(who, hot) + cues


@drawn("head_and_neck", "drop")
def shoulders_drop() -> str:
    """Both shoulders drop, the breath goes out."""
    who = _sitter(lift=-0.03)
    cues = "".join(
        arrow(who.shoulder(k) + complex(30 * k, -12), who.shoulder(k) + complex(30 * k, 14)) for k in (1, -1)
    )
    return _shown(who) + cues


@drawn("head_and_neck", "tongue")
def tongue_behind_the_teeth() -> str:
    """The mouth from the side, cut open: tongue tip behind the top front teeth, teeth apart, lips closed."""
    who = Side(NEAR, complex(96, 62 + 0.42 * NEAR), 90, look=92)
    at = who.on_head
    room = thing(
        closed(
            [
                at(0.052, -0.020),
                at(0.028, -0.012),
                at(-0.012, -0.020),
                at(-0.016, -0.052),
                at(0.020, -0.064),
                at(0.050, -0.054),
            ]
        )
    )
    teeth = thing(line(at(0.050, -0.021), at(0.043, -0.019), at(0.0445, -0.032), at(0.048, -0.032)) + "Z")
    low = thing(line(at(0.047, -0.054), at(0.041, -0.056), at(0.042, -0.043), at(0.046, -0.043)) + "Z")
    ring = [
        at(0.0425, -0.0235),
        at(0.034, -0.0205),
        at(0.008, -0.024),
        at(-0.012, -0.044),
        at(0.012, -0.058),
        at(0.036, -0.053),
        at(0.036, -0.036),
    ]
    tongue = f'<path class="hot" d="{closed(ring)}"/>'
    lips = seam(line(at(0.052, -0.037), at(0.066, -0.037)))
    return (
        skin(who.path())
        + who.face()
        + room
        + tongue
        + teeth
        + low
        + lips
        + arrow(at(0.118, -0.020), at(0.080, -0.028), 3)
    )


def _head_close(**more: float) -> Front:
    return _sitter(size=CLOSE, top=12, **more)


@drawn("head_and_neck", "jaw_rest")
def jaw_hangs_loose() -> str:
    """Lips closed, teeth apart, the jaw hangs loose."""
    who = _head_close()
    hot = "".join(chewing(who, k) for k in (1, -1))
    return _shown(who, hot) + arrow(who.on_head(0.105, -0.03), who.on_head(0.105, -0.075))


@drawn("head_and_neck", "jaw_warm")
def warm_pack_round_the_jaw() -> str:
    """A warm pack round the jaw."""
    who = _head_close()
    at = who.on_head
    ring = [
        at(k * x, y)
        for k in (1, -1)
        for x, y in (
            ((0.064, 0.014), (0.074, -0.02), (0.062, -0.07), (0.025, -0.098))
            if k > 0
            else ((0.025, -0.098), (0.062, -0.07), (0.074, -0.02), (0.064, 0.014))
        )
    ]
    inner = [
        at(-0.046, 0.006),
        at(-0.040, -0.036),
        at(-0.018, -0.062),
        at(0.018, -0.062),
        at(0.040, -0.036),
        at(0.046, 0.006),
    ]
    band = line(*ring, *inner) + "Z"
    warm = "".join(curve(at(x, y), at(x, y + 0.022), 3) for x, y in ((-0.052, -0.05), (0.052, -0.05), (0, -0.088)))
    return _shown(who) + thing(band) + f'<path class="heat" d="{warm}"/>'


@drawn("head_and_neck", "jaw_open")
def mouth_opens() -> str:
    """The mouth opens as far as is comfortable."""
    who = _head_close()
    hot = "".join(chewing(who, k) for k in (1, -1))
    body = skin(who.path(jaw=1)) + _bones(who) + face(who, mouth=1) + hot + _down(who, 1, -1)
    return body + arrow(who.on_head(0.105, -0.03), who.on_head(0.105, -0.085))


@drawn("head_and_neck", "jaw_close")
def mouth_closes() -> str:
    """The mouth closes and rests."""
    who = _head_close()
    return _shown(who) + arrow(who.on_head(0.105, -0.085), who.on_head(0.105, -0.035))


@drawn("head_and_neck", "jaw_circles")
def circles_on_the_cheek() -> str:
    """Two fingers make small circles on the cheek muscle, then on the temple."""
    who = _head_close()
    spot = who.on_head(0.044, -0.030)
    hand = fingers(spot, complex(-34, -16), CLOSE) + fingers(spot + complex(3, 12), complex(-34, -14), CLOSE, 1)
    wrist = spot + complex(52, 26)
    arm = Arm(CLOSE, wrist + complex(10, 90), wrist + complex(26, 76), wrist, 155, length=0.7)
    ring = arrow(who.on_head(0.108, 0.030), who.on_head(0.070, 0.026), -12, head=7)
    return _shown(who, chewing(who, 1, temple=True), sides=(-1,)) + skin(arm.path(), hand) + ring


@drawn("head_and_neck", "eyes_far")
def looks_at_something_far() -> str:
    """Eyes open, looking at something far away."""
    who = _head_close()
    return _shown(who, eyes="open") + lid_muscle(who, 1)


@drawn("head_and_neck", "eyes_closed")
def eyes_closed() -> str:
    """Both eyes closed, slow breathing."""
    who = _head_close()
    return _shown(who) + lid_muscle(who, 1)


@drawn("head_and_neck", "eye_touch")
def fingertip_on_the_lid_edge() -> str:
    """A clean fingertip rests on the edge of the lid, without pressing."""
    who = _head_close()
    spot = who.on_head(0.034, -0.014)
    wrist = spot + complex(54, 50)
    arm = Arm(CLOSE, wrist + complex(0, 90), wrist + complex(14, 70), wrist, 138, length=0.62)
    finger = fingers(spot, complex(-30, -28), CLOSE, 1) + fingers(spot + complex(16, 15), complex(-30, -28), CLOSE, 1)
    return _shown(who, sides=(-1,)) + lid_muscle(who, 1) + skin(arm.path(), finger)
