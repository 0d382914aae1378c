"""The stage of a figure: the floor, furniture and things, and how the layers are put together."""

from __future__ import annotations

from untwitch.web.figures.shapes import closed, line

WIDTH, HEIGHT, FLOOR = 220, 156, 142


def skin(*paths: str) -> str:
    """Parts of the body that melt into one outline."""
    return f'<path class="limb" d="{"".join(paths)}"/>'


def far(*paths: str) -> str:
    """Parts of the body on the side away from the reader."""
    return f'<path class="limb away" d="{"".join(paths)}"/>'


def ink(*paths: str) -> str:
    """A thing drawn with a thick line."""
    return f'<path class="ink" d="{"".join(paths)}"/>'


def thin(*paths: str) -> str:
    """A thing drawn with a thin line."""
    return f'<path class="thin" d="{"".join(paths)}"/>'


def thing(*paths: str) -> str:
    """A thing with a body: a pillow, a pack, a mattress."""
    return f'<path class="thing" d="{"".join(paths)}"/>'


def seam(*paths: str) -> str:
    """A line on the skin."""
    return f'<path class="seam" d="{"".join(paths)}"/>'


def floor(left: float = 8, right: float = 212) -> str:
    """The floor line."""
    return f'<path class="soil" d="M{left:g} {FLOOR + 1}H{right:g}"/>'


def wall(x: float, top: float = 10) -> str:
    """A wall seen from its edge, with the strokes of a cut."""
    step = 1 if x > WIDTH / 2 else -1
    cuts = "".join(f"M{x:g} {y}l{6 * step} -6" for y in range(int(top) + 8, FLOOR, 12))
    return ink(f"M{x:g} {top:g}V{FLOOR}") + thin(cuts)


def wall_behind(left: float = 14, right: float = 206) -> str:
    """A wall beside the person, seen from the front, with its skirting board."""
    board = f"M{left:g} {FLOOR - 8}H{right:g}M{left:g} 8V{FLOOR}M{right:g} 8V{FLOOR}"
    return f'<path class="room" d="{box(left, 8, right - left, FLOOR - 8, 1)}"/>' + thin(board)


def chair(left: float, seat: float, deep: float, back: float | None = None) -> str:
    """A chair that looks right: back, seat, legs. Without `back` it is a stool."""
    right = left + deep
    rest = f"M{left - 3:g} {back:g}L{left:g} {seat:g}" if back is not None else ""
    return ink(f"{rest}M{left:g} {seat:g}H{right:g}M{left + 1:g} {seat:g}V{FLOOR}M{right - 2:g} {seat:g}V{FLOOR}")


def chair_left(right: float, seat: float, deep: float, back: float) -> str:
    """A chair that looks left."""
    left = right - deep
    return ink(
        f"M{right + 3:g} {back:g}L{right:g} {seat:g}M{left:g} {seat:g}H{right:g}"
        f"M{right - 1:g} {seat:g}V{FLOOR}M{left + 2:g} {seat:g}V{FLOOR}"
    )


def bed(left: float, right: float, top: float) -> str:
    """A mattress on its frame."""
    depth = min(16, FLOOR - top - 6)
    legs = f"M{left + 8:g} {top + depth:g}V{FLOOR}M{right - 8:g} {top + depth:g}V{FLOOR}"
    return ink(legs) + thing(box(left, top, right - left, depth, 5))


def mat(left: float, right: float) -> str:
    """A thin mat on the floor."""
    return thing(box(left, FLOOR - 4, right - left, 5, 2.5))


def box(x: float, y: float, w: float, h: float, r: float = 3) -> str:
    """A box with round corners."""
    a = f"a{r:g} {r:g} 0 0 1"
    return (
        f"M{x + r:g} {y:g}h{w - 2 * r:g}{a} {r:g} {r:g}v{h - 2 * r:g}{a} -{r:g} {r:g}h-{w - 2 * r:g}{a} -{r:g} -{r:g}"
        f"v-{h - 2 * r:g}{a} {r:g} -{r:g}Z"
    )


def pillow(centre: complex, w: float, h: float) -> str:
    """A soft pillow lying flat."""
    x, y = w / 2, h / 2
    ring = [complex(-x, 0), complex(-x * 0.8, -y), complex(0, -y * 1.15), complex(x * 0.8, -y)]
    return thing(closed([centre + p for p in (*ring, *(-q for q in ring))]))


def towel(*points: complex) -> str:
    """A towel pulled tight through points."""
    return f'<path class="towel" d="{line(*points)}"/><path class="towel inner" d="{line(*points)}"/>'
