"""Before a technique: the short list or question that must be answered first, or why it is kept away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from untwitch.care.interview import ShownScreen
from untwitch.care.relief import Offer
from untwitch.companion import OldPage
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import RANK, Technique
from untwitch.web.answers import Missing, Sent, sent, told
from untwitch.web.poses import Frame, frames
from untwitch.web.printed import fingerprint
from untwitch.web.render import page
from untwitch.web.visit import Visit, onward, shows

AT_THIS_LEVEL = "not_at_this_level"


@dataclass(frozen=True)
class BeforeContext:
    """One list or question before a technique. `problem` names why a form was not used."""

    check: UUID
    technique: Technique
    screen: ShownScreen
    seen: str
    form: Sent
    asks_unsure: bool
    frames: tuple[Frame, ...]
    problem: str | None


@dataclass(frozen=True)
class WithheldContext:
    """Why a technique is kept away, and what to do in its place.

    `unknown`: the reasons are not there for certain; the person was not sure. `open`: the check is not finished;
    `urgent`: being seen comes first.
    """

    check: UUID
    technique: Technique
    reasons: tuple[str, ...]
    unknown: bool
    open: bool
    urgent: bool
    instead: tuple[Technique, ...]
    forms: tuple[str, ...]


def before(visit: Visit) -> Response:
    """Ask, send on to the session when it is offered, or say why it is kept away."""
    return _show(visit, _technique(visit), Sent())


def tell(visit: Visit) -> Response:
    """Store one response; ask again until the technique is offered or kept away."""
    technique = _technique(visit)
    screen = visit.companion.before(visit.check, technique)
    if screen is None:
        return _show(visit, technique, Sent())
    form = sent(visit)
    if fingerprint(screen) != visit.field("seen"):
        return _show(visit, technique, Sent(), problem="stale")
    if form.say == "unsure":
        return _show(visit, technique, form, asks_unsure=True)
    try:
        response = told(screen, form)
    except Missing as missing:
        return _show(visit, technique, form, form.say == "unsure_done", missing.what)
    except OldPage:
        return _show(visit, technique, Sent(), problem="stale")
    visit.companion.answer(visit.check, visit.check.step, response)
    return _next(visit, technique)


def _next(visit: Visit, technique: Technique) -> Response:
    """After an answer. A danger that the answer named goes before everything: the check is judged again."""
    check = visit.companion.check(visit.person, visit.check_id)
    result = visit.companion.result(check, keep=False).decision
    offer = visit.companion.offer(check, technique)
    rows = visit.companion.guideline.contraindications
    danger = any(rows[code].opens_triage for code in offer.reasons)
    if danger or result.level is None or not result.settled or RANK[result.level] >= RANK["urgent"]:
        return onward(visit, check.id)
    page_of = "relief" if offer.status == "offered" else "before"
    return RedirectResponse(f"/check/{check.id}/{page_of}/{technique.id}", status_code=303)


def _technique(visit: Visit) -> Technique:
    found = visit.companion.guideline.techniques.get(visit.request.path_params["technique"])
    if found is None:
        raise HTTPException(404)
    return found


def _show(
    visit: Visit, technique: Technique, form: Sent, asks_unsure: bool = False, problem: str | None = None
) -> Response:
    offer = visit.companion.offer(visit.check, technique)
    if offer.status == "offered":
        return RedirectResponse(f"/check/{visit.check_id}/relief/{technique.id}", status_code=303)
    screen = visit.companion.before(visit.check, technique)
    if screen is None:
        return _withheld(visit, technique, offer)
    seen, guideline = fingerprint(screen), visit.companion.guideline
    context = BeforeContext(
        visit.check_id, technique, screen, seen, form, asks_unsure, frames(guideline, technique), problem
    )
    return page("relief_before.html", context, 409 if problem == "stale" else 422 if problem else 200)


def _withheld(visit: Visit, technique: Technique, offer: Offer) -> Response:
    guideline = visit.companion.guideline
    made = visit.companion.result(visit.check, keep=False).decision
    context = WithheldContext(
        check=visit.check_id,
        technique=technique,
        reasons=tuple(dict.fromkeys(reasons(guideline, offer))),
        unknown=offer.status == "ask_first",
        open=not made.settled,
        urgent=made.settled and made.level in ("urgent", "emergency"),
        instead=tuple(guideline.techniques[s.technique] for s in offer.instead if s.technique),
        forms=tuple(s.form for s in offer.instead if s.form),
    )
    return page("relief_withheld.html", context)


def reasons(guideline: Guideline, offer: Offer) -> Iterator[str]:
    """Why a technique is kept away, in the content's sentences."""
    for code in (*offer.reasons, *offer.unknown):
        yield guideline.contraindications[code].why
    for rule in offer.rules:
        if rule in guideline.rule:
            yield guideline.rule[rule].because


routes = [
    Route("/check/{check:uuid}/before/{technique}", shows(before), methods=["GET"]),
    Route("/check/{check:uuid}/before/{technique}", shows(tell), methods=["POST"]),
]
