"""The face of a person seen from the front: lids, brows, nose and mouth, looking ahead or turned."""

from __future__ import annotations

from untwitch.web.figures.front import Front
from untwitch.web.figures.shapes import closed, disc, limb, muscle, xy
from untwitch.web.figures.stage import seam


def face(who: Front, turn: float = 0, nod: float = 0, eyes: str = "closed", mouth: float = 0) -> str:
    """The lines of a face. `turn` -1 to 1 looks to a side, `nod` looks down, `mouth` opens it."""
    dx, dy = 0.034 * turn, -0.026 * nod
    parts = [_eye(who, k * 0.0245 * (1 - 0.25 * abs(turn)) + dx, dy, eyes) for k in (1, -1)]
    return "".join(parts) + seam(_nose(who, turn, dx, dy), _chin(who, mouth)) + _mouth(who, dx * 1.1, dy, mouth)


def _eye(who: Front, x: float, dy: float, eyes: str) -> str:
    at, y = who.on_head, 0.002 + dy
    brow = f"M{xy(at(x - 0.013, y + 0.020))}Q{xy(at(x, y + 0.027))} {xy(at(x + 0.013, y + 0.020))}"
    if eyes == "open":
        almond = [at(x - 0.012, y), at(x, y + 0.007), at(x + 0.012, y), at(x, y - 0.007)]
        return seam(brow, closed(almond)) + f'<path class="eye" d="{disc(at(x, y), 0.0052 * who.size)}"/>'
    return seam(brow, f"M{xy(at(x - 0.012, y + 0.002))}Q{xy(at(x, y - 0.010))} {xy(at(x + 0.012, y + 0.002))}")


def _nose(who: Front, turn: float, dx: float, dy: float) -> str:
    at, side = who.on_head, 1 if turn >= 0 else -1
    x = dx * 1.35
    bridge = f"M{xy(at(dx + 0.003 * side, 0.004 + dy))}L{xy(at(x + 0.009 * side, -0.018 + dy))}"
    return bridge + f"Q{xy(at(x + 0.003 * side, -0.024 + dy))} {xy(at(x - 0.004 * side, -0.022 + dy))}"


def _chin(who: Front, mouth: float) -> str:
    at, low = who.on_head, 0.016 * mouth
    start, end = at(-0.0275, -0.058 - low), at(0.0275, -0.058 - low)
    return f"M{xy(start)}C{xy(at(-0.018, -0.081 - low))} {xy(at(0.018, -0.081 - low))} {xy(end)}"


def _mouth(who: Front, dx: float, dy: float, mouth: float) -> str:
    at, y = who.on_head, -0.043 + dy * 0.8
    if mouth:
        low = y - 0.010 - 0.018 * mouth
        mid = (y + low) / 2
        half = [(0.015, mid), (0.010, y), (-0.010, y), (-0.015, mid), (-0.009, low), (0.009, low)]
        ring = [at(dx + right, up) for right, up in half]
        return f'<path class="hollow" d="{closed(ring)}"/>'
    return seam(f"M{xy(at(dx - 0.014, y))}Q{xy(at(dx, y - 0.004))} {xy(at(dx + 0.014, y))}")


def chewing(who: Front, side: int, temple: bool = False) -> str:
    """The muscle of the cheek, and that of the temple."""
    at, s = who.on_head, who.size
    cheek = muscle(at(0.042 * side, -0.004), at(0.025 * side, -0.058), 0.0105 * s, -0.003 * s * side)
    return cheek + (muscle(at(0.044 * side, 0.044), at(0.046 * side, 0.010), 0.009 * s) if temple else "")


def side_of_neck(who: Front, side: int) -> str:
    """The muscle from the back of the ear to the top of the shoulder."""
    start, end = who.on_head(0.026 * side, -0.062), who.at(0.94 + who.lift, 0.066 * side)
    return muscle(start, end, 0.013 * who.size, -0.016 * who.size * side)


def lid_muscle(who: Front, side: int) -> str:
    """The ring muscle of one eye."""
    x = 0.0245 * side
    a, b = who.on_head(x - 0.019, 0.003), who.on_head(x + 0.019, 0.003)
    return "".join(muscle(a, b, 0.0065 * who.size, bow * who.size) for bow in (0.015, -0.016))


def fingers(tip: complex, way: complex, size: float, count: int = 2) -> str:
    """Fingers whose tips touch `tip`, coming along `way`."""
    step, aside = way / abs(way), way / abs(way) * 1j
    return "".join(
        limb(
            (tip + aside * size * 0.020 * k, 0.0105 * size),
            (tip + aside * size * 0.018 * k - step * size * 0.07, 0.0125 * size),
        )
        for k in range(count)
    )
