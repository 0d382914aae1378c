"""The people who share this computer: whom the next check is for, somebody new, another name."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from untwitch.companion import OldPage
from untwitch.household import LONGEST, NameNotUsable, shown_name
from untwitch.web.household import PERSON_COOKIE
from untwitch.web.pages.emergency import own_address
from untwitch.web.render import page
from untwitch.web.speaking import KEPT_SECONDS
from untwitch.web.visit import Visit, shows


@dataclass(frozen=True)
class PeopleContext:
    """`people`: id and name of each. `typed`: a name that was refused, with the reason in `error`."""

    people: tuple[tuple[UUID, str], ...]
    chosen: UUID
    back: str
    longest: int
    typed: str = ""
    error: str = ""
    renaming: UUID | None = None


def people(visit: Visit) -> Response:
    """Who is here, with a field to add somebody."""
    return page("people.html", _context(visit, visit.asked("back")))


def choose(visit: Visit) -> Response:
    """Go on for another person; their answers and log are their own."""
    return _go_on(visit, _person(visit, "person"))


def add(visit: Visit) -> Response:
    """Add somebody, and go on for them."""
    try:
        added = visit.companion.add_person(visit.field("name"), visit.country)
    except NameNotUsable as wrong:
        return _refused(visit, str(wrong), None)
    return _go_on(visit, added)


def rename(visit: Visit) -> Response:
    """Call a person by another name."""
    person = _person(visit, "person")
    try:
        visit.companion.rename(person, visit.field("name"))
    except NameNotUsable as wrong:
        return _refused(visit, str(wrong), person)
    visit.household.people(visit.companion)
    return RedirectResponse("/people", status_code=303)


def _person(visit: Visit, field: str) -> UUID:
    """The person that the form names. Raises OldPage for anybody who is not here."""
    found = next((p.id for p in visit.household.people(visit.companion) if str(p.id) == visit.field(field)), None)
    if found is None:
        raise OldPage
    return found


def _go_on(visit: Visit, person: UUID) -> Response:
    visit.household.people(visit.companion)
    back = own_address(visit.field("back"), "/")
    answer = RedirectResponse(back if back == "/today" else "/", status_code=303)  # other pages are about somebody else
    answer.set_cookie(PERSON_COOKIE, str(person), max_age=KEPT_SECONDS, httponly=True, samesite="lax")
    return answer


def _refused(visit: Visit, why: str, renaming: UUID | None) -> Response:
    said = _context(visit, visit.field("back"), visit.field("name")[:LONGEST], why, renaming)
    return page("people.html", said, status=422)


def _context(visit: Visit, back: str, typed: str = "", error: str = "", renaming: UUID | None = None) -> PeopleContext:
    here = tuple((p.id, shown_name(p)) for p in visit.household.people(visit.companion))
    return PeopleContext(here, visit.person, own_address(back, "/"), LONGEST, typed, error, renaming)


routes = [
    Route("/people", shows(people), methods=["GET"]),
    Route("/people", shows(choose), methods=["POST"]),
    Route("/people/add", shows(add), methods=["POST"]),
    Route("/people/rename", shows(rename), methods=["POST"]),
]
