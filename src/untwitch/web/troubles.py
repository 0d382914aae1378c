"""When something goes wrong: which trouble it is, and its page in plain words. The Emergency link stays on it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from untwitch.companion import NoSuchCheck, OldPage
from untwitch.errors import FaultsError
from untwitch.journal.records import (
    JournalBroken,
    JournalBusy,
    JournalError,
    JournalFull,
    JournalReadOnly,
    UnknownPerson,
)
from untwitch.web.render import page

STATUS = {
    "foreign_host": 400,
    "bad_input": 422,
    "cross_site": 403,
    "not_found": 404,
    "no_such_check": 404,
    "method": 405,
    "old_page": 409,
    "too_big": 413,
    "busy": 503,
    "full": 507,
    "read_only": 503,
    "broken": 503,
    "journal": 503,
    "failed": 500,
}
OF: tuple[tuple[type[Exception], str], ...] = (
    (NoSuchCheck, "no_such_check"),
    (OldPage, "old_page"),
    (FaultsError, "bad_input"),
    (JournalBusy, "busy"),
    (JournalFull, "full"),
    (JournalReadOnly, "read_only"),
    (JournalBroken, "broken"),
    (UnknownPerson, "no_such_check"),
    (JournalError, "journal"),
)
RETRY = ("busy", "full", "read_only", "journal", "failed")
MOST_KEPT = 200


@dataclass(frozen=True)
class TroubleContext:
    """`kept` are the fields of the form that could not be stored, so that it can be sent again from this page."""

    trouble: str
    details: tuple[str, ...]
    action: str
    kept: tuple[tuple[str, str], ...]


def trouble_page(trouble: str, details: tuple[str, ...] = (), request: Request | None = None) -> Response:
    """The page of one trouble."""
    kept: list[tuple[str, str]] = []
    if request is not None and trouble in RETRY and request.method == "POST":
        form = getattr(request.state, "form", None)
        kept = [(k, v) for k, v in form.multi_items() if isinstance(v, str)][:MOST_KEPT] if form else []
    action = request.url.path if request is not None else "/"
    return page("trouble.html", TroubleContext(trouble, details, action, tuple(kept)), STATUS[trouble])


def name_of(error: Exception) -> str:
    """The trouble that an error is."""
    if isinstance(error, HTTPException):
        return {404: "not_found", 405: "method", 400: "bad_input"}.get(error.status_code, "failed")
    return next((name for kind, name in OF if isinstance(error, kind)), "failed")


async def show_trouble(request: Request, error: Exception) -> Response:
    """The handler of every error that a page raises."""
    details = tuple(f.message for f in error.faults) if isinstance(error, FaultsError) else ()
    return trouble_page(name_of(error), details, request)


HANDLERS: dict[type[Exception], Callable[[Request, Exception], Awaitable[Response]]] = {
    HTTPException: show_trouble,
    **{kind: show_trouble for kind, _ in OF},
}
