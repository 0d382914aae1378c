"""What Untwitch is for, what it is not, and where the answers are kept."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from untwitch.web.render import page
from untwitch.web.visit import Visit, shows


@dataclass(frozen=True)
class AboutContext:
    """Counts of the content that is in use, and its version."""

    rules: int
    findings: int
    sources: int
    version: str
    signed: bool


def about(visit: Visit) -> Response:
    """Intended use, limits and privacy."""
    guideline = visit.companion.guideline
    signed = all(state == "clinician" for state in guideline.review.values())
    context = AboutContext(
        len(guideline.rules), len(guideline.findings), len(guideline.sources), guideline.version, signed
    )
    return page("about.html", context)


routes = [Route("/about", shows(about), methods=["GET"])]
