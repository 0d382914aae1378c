"""Choosing the language: a form in the foot of every page, kept in this browser."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from untwitch.catalogues import NAMES
from untwitch.companion import OldPage
from untwitch.web.pages.emergency import own_address
from untwitch.web.speaking import COOKIE, KEPT_SECONDS
from untwitch.web.visit import Visit, shows


def choose(visit: Visit) -> Response:
    """Remember the language, and go back to the page where it was chosen."""
    code = visit.field("language")
    if code not in NAMES:
        raise OldPage
    answer = RedirectResponse(own_address(visit.field("back"), "/"), status_code=303)
    answer.set_cookie(COOKIE, code, max_age=KEPT_SECONDS, httponly=True, samesite="lax")
    return answer


routes = [Route("/language", shows(choose), methods=["POST"])]
