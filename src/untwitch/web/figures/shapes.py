"""Shapes of the figures as SVG paths: tapered limbs, ribbons along a spine, muscles and arrows.

A point is a complex number, x to the right and y downwards, as on the screen. Angles are in degrees: 0 points right,
90 points up. All outlines run the same way round, so that shapes of one path melt into one outline.
"""

from __future__ import annotations

import cmath
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import acos, atan2, cos, degrees, hypot, radians, sin, sqrt

Disc = tuple[complex, float]


def polar(angle: float, length: float) -> complex:
    """The step of a length in a direction.

    >>> f"{polar(90, 2):.1f}"
    '0.0-2.0j'
    """
    return complex(length * cos(radians(angle)), -length * sin(radians(angle)))


def angle_of(step: complex) -> float:
    """The direction of a step, the other way round of `polar`."""
    return degrees(atan2(-step.imag, step.real))


def joint(start: complex, end: complex, first: float, second: float, bend: int) -> complex:
    """Where the elbow or knee is when the limb reaches from `start` to `end`.

    `bend` +1 puts it on the left of the way, -1 on the right. A target out of reach is a mistake in the drawing.

    >>> f"{joint(0j, 6 + 0j, 5, 5, 1):.1f}"
    '3.0-4.0j'
    """
    way = end - start
    far = abs(way)
    if not abs(first - second) <= far <= first + second:
        raise ValueError(f"a limb of {first:.1f} and {second:.1f} does not reach over {far:.1f}")
    along = (first**2 - second**2 + far**2) / (2 * far)
    aside = sqrt(max(first**2 - along**2, 0))
    return start + way / far * (along - 1j * bend * aside)


def xy(point: complex) -> str:
    """A point as path text, to a tenth."""
    return f"{round(point.real, 1) + 0:g} {round(point.imag, 1) + 0:g}"


def disc(centre: complex, radius: float) -> str:
    """A whole disc."""
    r, left, right = f"{radius:.1f}", xy(centre - radius), xy(centre + radius)
    return f"M{right}A{r} {r} 0 0 0 {left}A{r} {r} 0 0 0 {right}Z"


def limb(*discs: Disc) -> str:
    """A chain of tapered capsules through discs, with round ends."""
    return "".join(_capsule(a, b) for a, b in pairwise(discs))


def _capsule(a: Disc, b: Disc) -> str:
    (p, r), (q, s) = a, b
    far = abs(q - p)
    if far <= abs(r - s) + 0.01:
        return disc(*max(a, b, key=lambda d: d[1]))
    way, slope = cmath.phase(q - p), acos((r - s) / far)
    one, two = cmath.exp(1j * (way + slope)), cmath.exp(1j * (way - slope))
    big = (int(s > r), int(s <= r))
    return (
        f"M{xy(p + r * one)}L{xy(q + s * one)}A{s:.1f} {s:.1f} 0 {big[0]} 0 {xy(q + s * two)}"
        f"L{xy(p + r * two)}A{r:.1f} {r:.1f} 0 {big[1]} 0 {xy(p + r * one)}Z"
    )


def closed(points: Sequence[complex]) -> str:
    """A smooth closed outline through points."""
    turn = sum((a.conjugate() * b).imag for a, b in pairwise([*points, points[0]]))
    ring = list(points) if turn < 0 else list(reversed(points))
    n = len(ring)
    parts = [f"M{xy(ring[0])}"]
    for at in range(n):
        before, a, b, after = (ring[(at + k) % n] for k in (-1, 0, 1, 2))
        parts.append(f"C{xy(a + (b - before) / 6)} {xy(b - (after - a) / 6)} {xy(b)}")
    return "".join(parts) + "Z"


def line(*points: complex) -> str:
    """Straight lines from point to point."""
    return "M" + "L".join(xy(p) for p in points)


def curve(start: complex, end: complex, bow: float) -> str:
    """A bent line; `bow` is how far its middle stands aside, to the left of the way when positive."""
    return f"M{xy(start)}Q{xy(_control(start, end, bow))} {xy(end)}"


def _control(start: complex, end: complex, bow: float) -> complex:
    way = (end - start) / abs(end - start)
    return (start + end) / 2 - 2j * bow * way


def arrow(start: complex, end: complex, bow: float = 0, both: bool = False, head: float = 8) -> str:
    """An arrow, bent by `bow`; with `both` it has a point at each end."""
    middle = _control(start, end, bow)
    tips = [_tip(end, end - middle, head)] + ([_tip(start, start - middle, head)] if both else [])
    return f'<path class="cue" d="{curve(start, end, bow)}{"".join(tips)}"/>'


def _tip(point: complex, way: complex, head: float) -> str:
    back = -way / abs(way) * head
    return line(point + back * cmath.exp(0.6j), point, point + back * cmath.exp(-0.6j))


def muscle(start: complex, end: complex, thick: float, bow: float = 0) -> str:
    """A muscle at work: a spindle with stripes across, so that it is known without its colour."""
    middle, way = _control(start, end, bow), (end - start) / abs(end - start)
    aside = -2j * way * thick
    sides = (f"M{xy(start)}Q{xy(middle + aside)} {xy(end)}", f"Q{xy(middle - aside)} {xy(start)}Z")
    stripes = "".join(_stripes(start, middle, end, thick))
    return f'<path class="hot" d="{"".join(sides)}"/><path class="stripe" d="{stripes}"/>'


def _stripes(start: complex, middle: complex, end: complex, thick: float) -> Iterable[str]:
    count = max(4, round(abs(end - start) / 6))
    for nth in range(1, count):
        t = nth / count
        at = (1 - t) ** 2 * start + 2 * t * (1 - t) * middle + t * t * end
        way = (1 - t) * (middle - start) + t * (end - middle)
        half = -1j * way / abs(way) * thick * (4 * t * (1 - t)) * 0.62
        yield line(at - half, at + half)


def ray(at: complex, angle: float, length: float = 5) -> str:
    """A short line, for a gleam or a shake."""
    return line(at, at + polar(angle, length))


def span(a: complex, b: complex) -> float:
    """The distance between two points."""
    return hypot((a - b).real, (a - b).imag)
