"""Explain: a plain page for every rule, condition, technique, question and source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from untwitch.web.explained import KINDS, Explained, Explainer, Kind
from untwitch.web.render import page
from untwitch.web.sourced import Line
from untwitch.web.visit import Visit, shows


@dataclass(frozen=True)
class ExplainContext:
    """One thing of the content, with the word for its kind."""

    kind_word: str
    it: Explained


@dataclass(frozen=True)
class FoundContext:
    """An id that several things have (`choices`), or that nothing has; then `meant` is the nearest one there is."""

    asked: str
    choices: tuple[Line, ...]
    meant: Line | None


def one(visit: Visit) -> Response:
    """Explain the thing of this kind and id."""
    kind, name = visit.request.path_params["kind"], visit.request.path_params["id"]
    explainer = _explainer(visit)
    known = next((k for k in get_args(Kind) if k == kind), None)
    found = explainer.explain(known, name) if known else None
    if found is None:
        return _missing(explainer, name)
    return page("explain.html", ExplainContext(KINDS[found.kind], found))


def anything(visit: Visit) -> Response:
    """Explain the thing of this id, whatever its kind; several of one id are offered to choose."""
    name = visit.request.path_params["id"]
    explainer = _explainer(visit)
    kinds = explainer.kinds_of(name)
    if not kinds:
        return _missing(explainer, name)
    if len(kinds) == 1:
        return RedirectResponse(f"/explain/{kinds[0]}/{name}", status_code=307)
    lines = tuple(Line(KINDS[k], f"/explain/{k}/{name}") for k in kinds)
    return page("explain_found.html", FoundContext(name, lines, None))


def _missing(explainer: Explainer, name: str) -> Response:
    meant = explainer.meant(name)
    line = Line(meant[1].replace("_", " "), f"/explain/{meant[0]}/{meant[1]}") if meant else None
    return page("explain_found.html", FoundContext(name[:60], (), line), 404)


def _explainer(visit: Visit) -> Explainer:
    return Explainer(visit.companion.guideline, visit.companion.clock().date())


routes = [
    Route("/explain/{kind}/{id}", shows(one), methods=["GET"]),
    Route("/explain/{id}", shows(anything), methods=["GET"]),
]
