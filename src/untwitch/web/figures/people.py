"""A whole person put together: the parts on the far side first, then the trunk, the muscle, the near arm."""

from __future__ import annotations

from collections.abc import Callable

from untwitch.web.figures.side import ANKLE, SHIN, Arm, Leg, Side
from untwitch.web.figures.stage import FLOOR, far, skin

Draw = Callable[[], str]
DRAWN: dict[str, Draw] = {}


def drawn(pose: str, *forms: str) -> Callable[[Draw], Draw]:
    """Register a drawing under its pose and form."""

    def keep(draw: Draw) -> Draw:
        for form in forms:
            DRAWN[f"{pose}/{form}"] = draw
        return draw

    return keep


def person(
    body: Side,
    near: Leg | None = None,
    away: Leg | None = None,
    arm: Arm | None = None,
    away_arm: Arm | None = None,
    hot: str = "",
    held: str = "",
    awake: bool = False,
) -> str:
    """A person from the side. `hot` lies on the body under the near arm, `held` under the hand."""
    parts = [far(p.path()) for p in (away, away_arm) if p]
    parts.append(skin(*([near.path()] if near else []), body.path()) + body.face(awake))
    parts += [hot, held, skin(arm.path()) if arm else ""]
    return "".join(parts)


def flat(x: float, size: float, floor: float = FLOOR) -> complex:
    """The ankle of a foot that stands flat on the floor."""
    return complex(x, floor - ANKLE * size)


def knee_height(size: float) -> float:
    """How high a bent knee stands over the floor."""
    return FLOOR - (ANKLE + SHIN) * size
