"""How we keep you safe: what can go wrong, what we do about it, what is proved, and what is not."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from untwitch.guideline.hazards import Limit, Promise, Worry
from untwitch.web.render import page
from untwitch.web.visit import Visit, shows


@dataclass(frozen=True)
class SafetyContext:
    """The page's sentences, and how many hazards and proved sentences stand behind them."""

    worries: tuple[Worry, ...]
    promises: tuple[Promise, ...]
    limits: tuple[Limit, ...]
    hazards: int
    proved: int
    signed: bool


def safety(visit: Visit) -> Response:
    """What can go wrong, what we do about it, what is proved and what is not."""
    guideline = visit.companion.guideline
    file = guideline.safety
    signed = all(state == "clinician" for state in guideline.review.values())
    context = SafetyContext(
        tuple(file.worries.values()),
        tuple(file.promises.values()),
        tuple(file.limits.values()),
        len(file.hazards),
        len(file.properties),
        signed,
    )
    return page("safety.html", context)


routes = [Route("/safety", shows(safety), methods=["GET"])]
