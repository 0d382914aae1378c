"""Explain: a plain page for everything that the content holds, and the form that says it is wrong."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from untwitch.guideline.graph import Thing
from untwitch.language import _
from untwitch.web.evidence.explainer import Explainer
from untwitch.web.evidence.remark import LONGEST, LONGEST_CONTACT, as_json, as_letter, remark
from untwitch.web.evidence.things import KINDS, Explained, address, kind_word, kind_words
from untwitch.web.render import page
from untwitch.web.sourced import Line
from untwitch.web.visit import Visit, shows


@dataclass(frozen=True)
class ExplainContext:
    """One thing of the content, the word for its kind, and where all of that kind are listed."""

    kind_word: str
    shelf: str
    it: Explained


@dataclass(frozen=True)
class FoundContext:
    """An id that several things have (`choices`), or that nothing has; then `meant` is the nearest one there is."""

    asked: str
    choices: tuple[Line, ...]
    meant: Line | None


@dataclass(frozen=True)
class WrongContext:
    """The form that says a page is wrong, with what was typed and what is missing."""

    it: Explained
    said: str
    contact: str
    error: str | None
    longest: int
    longest_contact: int


def one(visit: Visit) -> Response:
    """Explain the thing of this kind and id."""
    found = _found(visit)
    if found is None:
        return _missing(_explainer(visit), visit.request.path_params["id"])
    return page("explain.html", shown(found))


def shown(found: Explained) -> ExplainContext:
    """What the page of a thing needs."""
    return ExplainContext(kind_words(found.kind), f"/evidence?kind={found.kind}", found)


def anything(visit: Visit) -> Response:
    """Explain the thing of this id, whatever its kind; several of one id are offered to choose."""
    name = visit.request.path_params["id"]
    explainer = _explainer(visit)
    kinds = explainer.kinds_of(name)
    if not kinds:
        return _missing(explainer, name)
    if len(kinds) == 1:
        return RedirectResponse(address(Thing(kinds[0], name)), status_code=307)
    lines = tuple(Line(kind_word(k), address(Thing(k, name))) for k in kinds)
    return page("explain_found.html", FoundContext(name, lines, None))


def wrong(visit: Visit) -> Response:
    """Show the form that says this page is wrong."""
    found = _found(visit)
    if found is None:
        return _missing(_explainer(visit), visit.request.path_params["id"])
    return _form(found)


def prepare(visit: Visit) -> Response:
    """Give the file that the person can send. Nothing is stored or sent."""
    found, said, contact = _found(visit), visit.field("said"), visit.field("contact")
    if found is None:
        return _missing(_explainer(visit), visit.request.path_params["id"])
    if not said:
        return _form(found, contact=contact, error=_("Please say what is wrong first."), status=422)
    companion = visit.companion
    made = remark(found, said, contact, companion.guideline.version, companion.clock())
    ending, kind, text = ("json", "application/json", as_json(made))
    if visit.field("as") != "json":
        ending, kind, text = ("txt", "text/plain", as_letter(made))
    return Response(
        text.encode(),
        media_type=f"{kind}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{made.name}.{ending}"', "Cache-Control": "no-store"},
    )


def _form(found: Explained, contact: str = "", error: str | None = None, status: int = 200) -> Response:
    return page("explain_wrong.html", WrongContext(found, "", contact, error, LONGEST, LONGEST_CONTACT), status)


def _found(visit: Visit) -> Explained | None:
    kind = next((k for k in KINDS if k == visit.request.path_params["kind"]), None)
    return _explainer(visit).explain(kind, visit.request.path_params["id"]) if kind else None


def _missing(explainer: Explainer, name: str) -> Response:
    meant = explainer.meant(name)
    found = explainer.explain(meant.kind, meant.id) if meant else None
    line = Line(found.title, address(meant)) if meant and found else None
    return page("explain_found.html", FoundContext(name[:60], (), line), 404)


def _explainer(visit: Visit) -> Explainer:
    return Explainer(visit.companion.guideline, visit.companion.clock().date())


routes = [
    Route("/explain/{kind}/{id}/wrong", shows(wrong), methods=["GET"]),
    Route("/explain/{kind}/{id}/wrong", shows(prepare), methods=["POST"]),
    Route("/explain/{kind}/{id}", shows(one), methods=["GET"]),
    Route("/explain/{id}", shows(anything), methods=["GET"]),
]
