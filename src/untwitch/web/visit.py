"""One visit to one page: the request, its form, and whose journal it is about."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property, wraps
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from untwitch.care.screens import ShownScreen
from untwitch.companion import Check, Companion, Result
from untwitch.errors import UntwitchError
from untwitch.journal.records import JournalError
from untwitch.web.household import PERSON_COOKIE, Household
from untwitch.web.remembered import Remembered
from untwitch.web.troubles import trouble_page

MOST_FIELDS = 400
log = logging.getLogger(__name__)
_now: ContextVar[Visit | None] = ContextVar("visit", default=None)


def whom() -> str | None:
    """Whom the page that is being made is about, where several people share this computer."""
    visit = _now.get()
    return visit.whom if visit else None


@dataclass(frozen=True)
class Visit:
    """What a page gets. `form` is empty for a GET."""

    request: Request
    form: FormData

    @property
    def companion(self) -> Companion:
        """Speaks the language of this request."""
        companion: Companion = self.request.app.state.companion
        return companion.spoken()

    @property
    def lock(self) -> threading.RLock:
        """Held around everything that reads the journal and then writes to it."""
        lock: threading.RLock = self.request.app.state.lock
        return lock

    @property
    def household(self) -> Household:
        household: Household = self.request.app.state.household
        return household

    @cached_property
    def person(self) -> UUID:
        """Whose page this is: the check's or session's own person, else the one chosen in this browser, else the first.

        So a page that is still open about one person never writes to another's log.
        """
        params = self.request.path_params
        with self.lock:
            return self.household.person(
                self.companion, params.get("check") or params.get("session"), self.request.cookies.get(PERSON_COOKIE)
            )

    @cached_property
    def whom(self) -> str | None:
        """The name of the person, where several share this computer; None when the journal cannot be read."""
        try:
            return self.household.name(self.companion, self.person)
        except JournalError:
            return None

    @cached_property
    def country(self) -> str | None:
        """The country chosen; None until then, and None when the journal cannot be read: help comes first."""
        try:
            return self.companion.country(self.person)
        except JournalError:
            return None

    @property
    def check_id(self) -> UUID:
        found: UUID = self.request.path_params["check"]
        return found

    @cached_property
    def check(self) -> Check:
        """The check named in the address. Raises NoSuchCheck."""
        return self.companion.check(self.person, self.check_id)

    def screen(self, check: Check) -> ShownScreen | None:
        """The next screen of a check, or None when it has its verdict."""
        screens: Remembered[ShownScreen | None] = self.request.app.state.screens
        return screens.get(check, self.companion.screen)

    @cached_property
    def result(self) -> Result:
        """Decision and plan of the check. A verdict is shown even when the journal cannot keep it."""
        results: Remembered[Result] = self.request.app.state.results
        try:
            with self.lock:
                return results.get(self.check, self.companion.result)
        except JournalError:
            return self.companion.result(self.check, keep=False)

    def field(self, name: str) -> str:
        """One text field of the form, without spaces around it; empty when it was not sent."""
        value = self.form.get(name)
        return value.strip() if isinstance(value, str) else ""

    def fields(self, name: str) -> tuple[str, ...]:
        """Every value of a field that may come several times."""
        return tuple(v for v in self.form.getlist(name) if isinstance(v, str))

    def asked(self, name: str) -> str:
        """One value of the address's query."""
        return self.request.query_params.get(name, "").strip()


def shows(page: Callable[[Visit], Response]) -> Callable[[Request], object]:
    """Make an endpoint of a plain function. It runs in a worker thread; a POST holds the lock from start to end."""

    @wraps(page)
    async def endpoint(request: Request) -> Response:
        if request.method != "POST":
            return await run_in_threadpool(_guarded, page, Visit(request, FormData()))
        async with request.form(max_files=0, max_fields=MOST_FIELDS) as form:
            request.state.form = form
            return await run_in_threadpool(_locked, page, Visit(request, form))

    return endpoint


def _locked(page: Callable[[Visit], Response], visit: Visit) -> Response:
    with visit.lock:
        return _guarded(page, visit)


def _guarded(page: Callable[[Visit], Response], visit: Visit) -> Response:
    """What we refuse by name has its page (troubles.py); our own mistakes are logged and get a page too."""
    _now.set(visit)
    try:
        return page(visit)
    except (UntwitchError, HTTPException):
        raise
    except Exception:
        log.exception("the page %s failed", visit.request.url.path)
        return trouble_page("failed", (), visit.request)


def onward(visit: Visit, check: UUID) -> Response:
    """To the next page of a check: the verdict when there is one, else the next screen."""
    screen = visit.screen(visit.companion.check(visit.person, check))
    page = "result" if screen is None else "where" if screen.kind == "where" else "ask"
    return RedirectResponse(f"/check/{check}/{page}", status_code=303)
