"""Help at once: the emergency numbers, someone to talk to, and the choice of the country."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from untwitch.guideline.types import Country, FirstAidStep, Source
from untwitch.web.numbers import Numbers, numbers
from untwitch.web.render import page
from untwitch.web.visit import Visit, shows

BASICS = ("stay", "recovery", "fit", "choke", "adrenaline", "sugar_awake", "time_it")
HERE = "/emergency"
CRISIS_SOURCES = ("x:S1", "x:S2")


@dataclass(frozen=True)
class EmergencyContext:
    """Numbers first; `steps` are first-aid steps of the content."""

    numbers: Numbers
    steps: tuple[FirstAidStep, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class CrisisContext:
    numbers: Numbers
    safe: FirstAidStep | None
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class CountryContext:
    """`back` is the page of ours to return to."""

    chosen: str | None
    countries: tuple[Country, ...]
    back: str
    wrong: bool


def emergency(visit: Visit) -> Response:
    """Who to call, what to say, what to do meanwhile. Needs no journal."""
    guideline = visit.companion.guideline
    steps = tuple(guideline.first_aid[s] for s in BASICS if s in guideline.first_aid)
    sources = dict.fromkeys(s.source for s in steps if s.source in guideline.sources)
    context = EmergencyContext(numbers(visit), steps, tuple(guideline.sources[s] for s in sources))
    return page("emergency.html", context)


def crisis(visit: Visit) -> Response:
    """For thoughts of ending one's life: someone to talk to at once."""
    guideline = visit.companion.guideline
    sources = tuple(guideline.sources[s] for s in CRISIS_SOURCES if s in guideline.sources)
    return page("crisis.html", CrisisContext(numbers(visit), guideline.first_aid.get("safe_person"), sources))


def country(visit: Visit) -> Response:
    """The list of countries."""
    return page("country.html", _countries(visit, visit.asked("back"), wrong=False))


def choose_country(visit: Visit) -> Response:
    """Remember the country, and go back to the page that asked."""
    code, back = visit.field("country"), own_address(visit.field("back"), HERE)
    if code and code not in visit.companion.guideline.countries:
        return page("country.html", _countries(visit, back, wrong=True), status=422)
    if code != (visit.country or ""):
        visit.companion.choose_country(visit.person, code or None)
    return RedirectResponse(back, status_code=303)


def _countries(visit: Visit, back: str, wrong: bool) -> CountryContext:
    found = sorted(visit.companion.guideline.countries.values(), key=lambda c: c.name)
    return CountryContext(visit.country, tuple(found), own_address(back, HERE), wrong)


def own_address(address: str, otherwise: str) -> str:
    """A path of this site; anything else leads to `otherwise`, never away."""
    plain = address.startswith("/") and not address.startswith("//") and address.isascii() and address.isprintable()
    return address if plain and "\\" not in address and len(address) < 200 else otherwise


routes = [
    Route("/emergency", shows(emergency), methods=["GET"]),
    Route("/crisis", shows(crisis), methods=["GET"]),
    Route("/country", shows(country), methods=["GET"]),
    Route("/country", shows(choose_country), methods=["POST"]),
]
