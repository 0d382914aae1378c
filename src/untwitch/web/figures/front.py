"""A person seen from the front or from behind: trunk, arms and legs on both sides, and the face.

`side` is +1 for the right of the picture and -1 for its left. A limb that points towards the reader looks shorter:
`short` says by how much, and it is never longer than its bone.
"""

from __future__ import annotations

from dataclasses import dataclass

from untwitch.web.figures.shapes import angle_of, closed, disc, joint, limb, polar
from untwitch.web.figures.side import FORE, NECK, SHIN, THIGH, TRUNK, UPPER, Arm

WIDTHS = (
    (-0.20, 0.020),
    (-0.10, 0.074),
    (0.05, 0.088),
    (0.20, 0.079),
    (0.40, 0.066),
    (0.60, 0.078),
    (0.76, 0.088),
    (0.88, 0.094),
    (0.955, 0.066),
    (1.03, 0.034),
)


@dataclass(frozen=True)
class FrontLeg:
    """A leg seen from the front, its foot pointing at the reader."""

    size: float
    hip: complex
    knee: complex
    ankle: complex

    def path(self, foot: bool = True) -> str:
        """The outline."""
        s = self.size
        calf = self.knee + 0.3 * (self.ankle - self.knee)
        leg = limb((self.hip, 0.062 * s), (self.knee, 0.042 * s), (calf, 0.040 * s), (self.ankle, 0.023 * s))
        sole = limb((self.ankle, 0.024 * s), (self.ankle + 0.038j * s, 0.024 * s)) if foot else ""
        return leg + sole


@dataclass(frozen=True)
class Front:
    """Trunk and head. `lean` tips the trunk, `bend` curves it, `look` tips the head, `drop` shortens the trunk."""

    size: float
    hip: complex
    lean: float = 90
    bend: float = 0
    look: float = 90
    drop: float = 1
    lift: float = 0
    wide: float = 1

    @property
    def _bends(self) -> tuple[complex, complex, complex]:
        half = TRUNK / 2 * self.size * self.drop
        waist = self.hip + polar(self.lean + self.bend / 2, half)
        return self.hip, waist, waist + polar(self.lean - self.bend / 2, half)

    def at(self, t: float, side: float = 0) -> complex:
        """A place on the trunk: `t` along the spine, `side` across in parts of the height."""
        a, b, c = self._bends
        way = (1 - t) * (b - a) + t * (c - b)
        here = (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t * t * c
        return here + way / abs(way) * 1j * side * self.size * self.wide

    def shoulder(self, side: int) -> complex:
        """Where the arm begins."""
        return self.at(0.86 + self.lift, 0.099 * side)

    @property
    def up(self) -> complex:
        """The way up the head."""
        return polar(self.look, self.size)

    @property
    def head(self) -> complex:
        """The middle of the head."""
        neck = (self.lean - self.bend / 2 + self.look) / 2
        return self.at(1) + polar(neck, NECK * self.size)

    def on_head(self, right: float, up: float) -> complex:
        """A place on the head."""
        return self.head + self.up * (up + 1j * right)

    def path(self, ears: bool = True, jaw: float = 0) -> str:
        """The outline of trunk, neck and head; `jaw` lets the chin down."""
        s = self.size
        widths = [(t + (self.lift if 0.7 < t < 1 else 0), w) for t, w in WIDTHS]
        ring = [self.at(t, w) for t, w in widths] + [self.at(t, -w) for t, w in reversed(widths)]
        return (
            closed(ring) + limb((self.at(0.97), 0.040 * s), (self.on_head(0, -0.03), 0.036 * s)) + self.skull(ears, jaw)
        )

    def skull(self, ears: bool = True, jaw: float = 0) -> str:
        """The outline of the head alone."""
        s, at = self.size, self.on_head
        ear = "".join(disc(at(0.060 * k, -0.006), 0.013 * s) for k in (1, -1)) if ears else ""
        chin = limb((at(0, 0), 0.057 * s), (at(0, -0.046 - 0.016 * jaw), 0.030 * s))
        return disc(at(0, 0.009), 0.060 * s) + chin + ear

    def arm(
        self, side: int, upper: float, fore: float, hand: float | None = None, short: tuple[float, float] = (1, 1)
    ) -> Arm:
        """An arm from its angles."""
        elbow = self.shoulder(side) + polar(upper, UPPER * self.size * min(short[0], 1))
        wrist = elbow + polar(fore, FORE * self.size * min(short[1], 1))
        return Arm(self.size, self.shoulder(side), elbow, wrist, fore if hand is None else hand)

    def arm_to(
        self, side: int, wrist: complex, bend: int, hand: float | None = None, short: tuple[float, float] = (1, 1)
    ) -> Arm:
        """An arm that reaches a place."""
        first, second = UPPER * self.size * short[0], FORE * self.size * short[1]
        elbow = joint(self.shoulder(side), wrist, first, second, bend)
        return Arm(self.size, self.shoulder(side), elbow, wrist, angle_of(wrist - elbow) if hand is None else hand)

    def leg(self, side: int, thigh: float, shin: float, short: tuple[float, float] = (1, 1)) -> FrontLeg:
        """A leg from its angles."""
        hip = self.at(-0.02, 0.047 * side)
        knee = hip + polar(thigh, THIGH * self.size * min(short[0], 1))
        return FrontLeg(self.size, hip, knee, knee + polar(shin, SHIN * self.size * min(short[1], 1)))
