"""The landing page: the danger list itself, the crisis exit, and an unfinished check to carry on with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from untwitch.care.interview import Response as Told
from untwitch.care.interview import ShownLine, ShownScreen, respond
from untwitch.companion import Check, NoSuchCheck, OldPage
from untwitch.journal.records import JournalError
from untwitch.web.render import page
from untwitch.web.resume import Unfinished, unfinished
from untwitch.web.said import ticked_lines
from untwitch.web.visit import Visit, onward, shows

IN_OWN_WORDS = "none_words"
FIRST = 1  # the danger list is always the first step of a check


@dataclass(frozen=True)
class StartContext:
    """`ticked` and `unsure_of` are line keys of an earlier answer; `asks_unsure`: the list of what one is not sure of."""

    check: UUID
    screen: ShownScreen
    ticked: frozenset[str]
    unsure_of: frozenset[str]
    asks_unsure: bool
    carry_on: Unfinished | None
    error: str | None
    again: UUID | None = None


def landing(visit: Visit) -> Response:
    """Show the danger list. It shows even when the journal cannot be read."""
    screen = visit.companion.asker.start_screen()
    earlier = _earlier(visit)
    asks_unsure = visit.asked("unsure") == "1"
    if earlier is None:
        again = _id(visit.asked("again"))
        carry_on = None if asks_unsure or again else _carry_on(visit)
        new = StartContext(visit.companion.ids(), screen, frozenset(), frozenset(), asks_unsure, carry_on, None, again)
        return _page(new)
    ticked, unsure = ticked_lines(screen, earlier.answered[0].told) if earlier.answered else (frozenset(), frozenset())
    return _page(StartContext(earlier.id, screen, ticked, unsure, asks_unsure, None, None))


def start(visit: Visit) -> Response:
    """Store the response to the danger list as the first step of a check, and go on."""
    screen = visit.companion.asker.start_screen()
    check = _id(visit.field("check"))
    if check is None:
        raise OldPage
    response = _response(visit, screen)
    if response is None:
        unsure = frozenset(visit.fields("unsure"))
        again = _id(visit.field("again"))
        context = StartContext(check, screen, frozenset(), unsure, True, None, "nothing_ticked", again)
        return _page(context, status=422)
    visit.companion.start(visit.person, check, repeats=_id(visit.field("again")))
    visit.companion.answer(visit.companion.check(visit.person, check), FIRST, response)
    if visit.field("say") == IN_OWN_WORDS:
        return RedirectResponse(f"/check/{check}/words", status_code=303)
    return onward(visit, check)


def _response(visit: Visit, screen: ShownScreen) -> Told | None:
    """What was said. One tapped card says nothing about the others: they may not have been read."""
    tapped = visit.field("tap")
    if tapped:
        return respond(replace(screen, lines=(_line(screen, tapped),)), frozenset({tapped}))
    if visit.field("say") in ("none", IN_OWN_WORDS):
        return respond(screen, frozenset())
    unsure = frozenset(_line(screen, key).key for key in visit.fields("unsure"))
    return respond(screen, frozenset(), unsure) if unsure else None


def _line(screen: ShownScreen, key: str) -> ShownLine:
    found = next((line for line in screen.lines if line.key == key), None)
    if found is None:
        raise OldPage
    return found


def _earlier(visit: Visit) -> Check | None:
    """The check whose first answer is to be corrected, when the address names one."""
    check = _id(visit.asked("check"))
    if check is None:
        return None
    try:
        return visit.companion.check(visit.person, check)
    except NoSuchCheck:
        return None


def _carry_on(visit: Visit) -> Unfinished | None:
    try:
        return unfinished(visit)
    except JournalError:
        return None


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _page(context: StartContext, status: int = 200) -> Response:
    return page("start.html", context, status)


routes = [
    Route("/", shows(landing), methods=["GET"]),
    Route("/start", shows(start), methods=["POST"]),
]
