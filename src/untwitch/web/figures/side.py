"""A person seen from the side, looking right: joints from lengths and angles, and the outlines round them.

All lengths are parts of the person's height, so that every figure has the same build. Bones keep their length: a knee
or an elbow is computed, never placed by hand.
"""

from __future__ import annotations

from dataclasses import dataclass

from untwitch.web.figures.shapes import Disc, angle_of, closed, disc, joint, limb, line, muscle, polar

TRUNK, NECK, THIGH, SHIN, ANKLE, UPPER, FORE, HAND = 0.33, 0.09, 0.245, 0.246, 0.039, 0.172, 0.150, 0.095
# How far the trunk reaches to the front and to the back of the spine, from the pelvis (0) to the neck (1).
OUTLINE = (
    (-0.17, 0.020, 0.040),
    (-0.06, 0.050, 0.072),
    (0.08, 0.060, 0.078),
    (0.22, 0.060, 0.062),
    (0.42, 0.058, 0.046),
    (0.64, 0.064, 0.056),
    (0.82, 0.058, 0.060),
    (0.95, 0.038, 0.046),
    (1.06, 0.020, 0.026),
)


@dataclass(frozen=True)
class Leg:
    """A leg. `foot` is the angle of the sole, `toes` that of the toes."""

    size: float
    hip: complex
    knee: complex
    ankle: complex
    foot: float = 0
    toes: float | None = None

    @property
    def down(self) -> complex:
        """The way from the ankle to the sole."""
        return polar(self.foot - 90, self.size)

    @property
    def ball(self) -> complex:
        """The ball of the foot."""
        return self.ankle + polar(self.foot, 0.092 * self.size) + 0.024 * self.down

    @property
    def heel(self) -> complex:
        """The middle of the heel."""
        return self.ankle + polar(self.foot, -0.024 * self.size) + 0.018 * self.down

    @property
    def tip(self) -> complex:
        """The end of the toes."""
        return self.ball + polar(self.foot if self.toes is None else self.toes, 0.045 * self.size)

    def path(self) -> str:
        """The outline: thigh, knee, shin with its calf, foot."""
        s, shin = self.size, self.ankle - self.knee
        back = shin / abs(shin) * 1j * s
        thigh = limb((self.hip, 0.068 * s), (self.knee, 0.041 * s))
        calf = limb((self.knee + 0.02 * shin, 0.036 * s), *self._calf(back), (self.ankle, 0.022 * s))
        return thigh + limb((self.knee, 0.041 * s), (self.ankle, 0.0225 * s)) + calf + self._foot()

    def _calf(self, back: complex) -> tuple[Disc, ...]:
        at = self.knee + 0.30 * (self.ankle - self.knee)
        return ((at + 0.012 * back, 0.037 * self.size),)

    def _foot(self) -> str:
        s = self.size
        heel, ball, tip = (self.heel, 0.021 * s), (self.ball, 0.0155 * s), (self.tip, 0.0125 * s)
        return limb((self.ankle, 0.024 * s), ball, heel, (self.ankle, 0.024 * s)) + limb(ball, tip)

    def _belly(self, a: complex, b: complex, spot: tuple[float, float], thick: float, back: float) -> str:
        aside = (b - a) / abs(b - a) * 1j * back * self.size
        return muscle(a + (b - a) * spot[0] + aside, a + (b - a) * spot[1] + aside, thick * self.size)

    def calf(self, low: bool = False) -> str:
        """The muscle of the calf; `low` is the deeper one further down."""
        spot = (0.38, 0.86) if low else (0.06, 0.62)
        return self._belly(self.knee, self.ankle, spot, 0.026 if low else 0.034, 0.012 if low else 0.021)

    def hamstring(self) -> str:
        """The muscle at the back of the thigh."""
        return self._belly(self.hip, self.knee, (0.18, 0.94), 0.034, 0.026)

    def quadriceps(self) -> str:
        """The muscle at the front of the thigh."""
        return self._belly(self.hip, self.knee, (0.18, 0.96), 0.036, -0.024)

    def front_of_hip(self) -> str:
        """The muscle over the front of the hip."""
        a = self.hip + polar(angle_of(self.hip - self.knee), 0.10 * self.size)
        return self._belly(a, self.knee, (0.0, 0.46), 0.032, -0.034)

    def front_of_shin(self) -> str:
        """The muscle beside the shin bone."""
        return self._belly(self.knee, self.ankle, (0.08, 0.74), 0.026, -0.016)

    def sole(self) -> str:
        """The muscles under the arch."""
        under = 0.012 * self.down
        return muscle(self.heel + under, self.ball + under, 0.02 * self.size, -0.006 * self.size)


@dataclass(frozen=True)
class Arm:
    """An arm. `hand` is the angle of the hand, `thumb` how far the thumb stands off; `length` shortens the hand."""

    size: float
    shoulder: complex
    elbow: complex
    wrist: complex
    hand: float
    thumb: float = 0
    length: float = 1

    @property
    def tip(self) -> complex:
        """The end of the fingers."""
        return self.wrist + polar(self.hand, HAND * self.size * self.length)

    @property
    def palm(self) -> complex:
        """The middle of the hand."""
        return self.wrist + polar(self.hand, 0.45 * HAND * self.size * self.length)

    def path(self) -> str:
        """The outline: upper arm, forearm, hand with its thumb."""
        s = self.size
        palm, tip = (self.palm, 0.0185 * s), (self.tip, 0.0105 * s)
        fore = self.elbow + 0.25 * (self.wrist - self.elbow)
        return (
            limb((self.shoulder, 0.034 * s), (self.elbow, 0.0245 * s), (fore, 0.026 * s), (self.wrist, 0.0165 * s))
            + limb((self.wrist, 0.0165 * s), palm, tip)
            + (self._thumb() if self.thumb else "")
        )

    def _thumb(self) -> str:
        root = self.wrist + 0.3 * (self.palm - self.wrist)
        tip = root + polar(self.hand + self.thumb, 0.046 * self.size)
        return limb((root, 0.013 * self.size), (tip, 0.0085 * self.size))

    def biceps(self, back: float = -0.008) -> str:
        """The muscle at the front of the upper arm."""
        way = self.elbow - self.shoulder
        aside = way / abs(way) * 1j * back * self.size
        return muscle(self.shoulder + 0.22 * way + aside, self.shoulder + 0.95 * way + aside, 0.026 * self.size)


@dataclass(frozen=True)
class Side:
    """The trunk and head. `lean` 90 is upright, `curve` bends the back forward, `look` 90 holds the head upright."""

    size: float
    hip: complex
    lean: float = 90
    curve: float = 0
    look: float | None = None
    belly: float = 0
    lift: float = 0

    @property
    def _bends(self) -> tuple[complex, complex, complex]:
        half = TRUNK / 2 * self.size
        waist = self.hip + polar(self.lean + self.curve / 2, half)
        return self.hip, waist, waist + polar(self.lean - self.curve / 2, half)

    def spine(self, t: float) -> complex:
        """A place on the spine, 0 at the pelvis and 1 at the neck."""
        a, b, c = self._bends
        return (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t * t * c

    def front(self, t: float, out: float) -> complex:
        """A place in front of the spine; behind it when `out` is negative."""
        a, b, c = self._bends
        way = (1 - t) * (b - a) + t * (c - b)
        return self.spine(t) + way / abs(way) * 1j * out * self.size

    @property
    def shoulder(self) -> complex:
        """Where the arm begins."""
        return self.front(0.86 + self.lift, -0.004)

    @property
    def _up(self) -> complex:
        return polar(self.lean - self.curve / 2 if self.look is None else self.look, self.size)

    @property
    def head(self) -> complex:
        """The middle of the head."""
        neck = self.lean - self.curve / 2
        return self.spine(1) + polar((neck + angle_of(self._up)) / 2, NECK * self.size) + 0.012 * self._up * 1j

    def on_head(self, ahead: float, up: float) -> complex:
        """A place on the head, in parts of the height."""
        return self.head + self._up * (up + 1j * ahead)

    @property
    def mouth(self) -> complex:
        """Where the mouth is."""
        return self.on_head(0.056, -0.038)

    def path(self) -> str:
        """The outline of trunk, neck and head."""
        s = self.size
        swell = [
            (t, f + self.belly * (0.024 if t in (0.22, 0.42) else 0.010 if t == 0.08 else 0), b) for t, f, b in OUTLINE
        ]
        ring = [self.front(t, f) for t, f, _ in swell] + [self.front(t, -b) for t, _, b in reversed(swell)]
        neck = limb((self.spine(0.97), 0.034 * s), (self.on_head(-0.012, -0.02), 0.032 * s))
        return closed(ring) + neck + self._skull()

    def _skull(self) -> str:
        s, at = self.size, self.on_head
        jaw = limb((at(0.008, 0.004), 0.058 * s), (at(0.030, -0.048), 0.027 * s))
        nose = limb((at(0.050, 0.006), 0.010 * s), (at(0.066, -0.014), 0.0065 * s), (at(0.05, -0.02), 0.009 * s))
        return disc(at(-0.006, 0.008), 0.061 * s) + jaw + nose

    def face(self, open_eye: bool = False) -> str:
        """Eye and ear."""
        at, s = self.on_head, self.size
        ear = f'<path class="seam" d="M{_c(at(-0.008, 0.012))}Q{_c(at(-0.026, 0.014))} {_c(at(-0.022, -0.006))}Q{_c(at(-0.016, -0.022))} {_c(at(-0.008, -0.014))}"/>'
        if open_eye:
            return ear + f'<path class="eye" d="{disc(at(0.042, 0.008), max(1.3, 0.009 * s))}"/>'
        lid = f"M{_c(at(0.030, 0.008))}Q{_c(at(0.040, -0.004))} {_c(at(0.052, 0.006))}"
        return ear + f'<path class="seam" d="{lid}"/>'

    def leg(self, thigh: float, shin: float, foot: float = 0, toes: float | None = None) -> Leg:
        """A leg from its angles."""
        knee = self.hip + polar(thigh, THIGH * self.size)
        return Leg(self.size, self.hip, knee, knee + polar(shin, SHIN * self.size), foot, toes)

    def leg_to(self, ankle: complex, foot: float = 0, toes: float | None = None, bend: int = 1) -> Leg:
        """A leg that reaches a place; the knee goes forward."""
        knee = joint(self.hip, ankle, THIGH * self.size, SHIN * self.size, bend)
        return Leg(self.size, self.hip, knee, ankle, foot, toes)

    def arm(self, upper: float, fore: float, hand: float | None = None) -> Arm:
        """An arm from its angles."""
        elbow = self.shoulder + polar(upper, UPPER * self.size)
        wrist = elbow + polar(fore, FORE * self.size)
        return Arm(self.size, self.shoulder, elbow, wrist, fore if hand is None else hand)

    def arm_to(self, wrist: complex, hand: float | None = None, bend: int = -1) -> Arm:
        """An arm that reaches a place; the elbow hangs below."""
        elbow = joint(self.shoulder, wrist, UPPER * self.size, FORE * self.size, bend)
        return Arm(self.size, self.shoulder, elbow, wrist, angle_of(wrist - elbow) if hand is None else hand)


def _c(point: complex) -> str:
    return line(point)[1:]
