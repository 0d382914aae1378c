"""One answer changed from the verdict page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from untwitch.companion import Check, OldPage
from untwitch.guideline.types import Finding
from untwitch.logic.atoms import FALSE, TRUE
from untwitch.report.said import finding_said
from untwitch.web.answers import Missing, Sent, form_of, sent, value_of
from untwitch.web.render import page
from untwitch.web.said import NOT_SURE
from untwitch.web.visit import Visit, onward, shows

ON_PAGE_2 = ("site", "movement")


@dataclass(frozen=True)
class ChangeContext:
    check: Check
    finding: Finding
    now: str
    form: Sent
    problem: str | None


def show_change(visit: Visit) -> Response:
    """Ask one finding again, with the answer as it stands."""
    finding = _finding(visit)
    if finding.id in ON_PAGE_2:
        return RedirectResponse(f"/check/{visit.check_id}/where", status_code=303)
    return _page(visit, finding, _as_known(visit.check, finding), None)


def change(visit: Visit) -> Response:
    """Store the new answer and decide again."""
    finding, form = _finding(visit), sent(visit)
    try:
        value = value_of(finding, finding.options, form)
    except Missing as missing:
        return _page(visit, finding, form, missing.what)
    except OldPage:
        return _page(visit, finding, Sent(), "stale")
    if not _said_already(visit.check, finding, value):
        visit.companion.change(visit.check, finding.id, value)
    return onward(visit, visit.check_id)


def _finding(visit: Visit) -> Finding:
    """The finding in the address, when it is one that a person can answer."""
    finding = visit.companion.guideline.findings.get(visit.request.path_params["finding"])
    if finding is None or finding.origin:
        raise HTTPException(404)
    return finding


def _said_already(check: Check, finding: Finding, value: Any) -> bool:
    """Is this the change that was made last? The same form sent twice is stored once."""
    mine = [c for c in check.changes if c.finding == finding.id]
    return bool(mine) and mine[-1].value == value


def _as_known(check: Check, finding: Finding) -> Sent:
    """The answer as it stands, when it is a whole one or some ticked options."""
    knowledge = check.state.knowledge
    if finding.id in knowledge.values:
        return form_of(knowledge.values[finding.id])
    start, stop = knowledge.guideline.table.spans[finding.id]
    if any(i in knowledge.unsure for i in range(start, stop)):
        return Sent(chosen=NOT_SURE)
    if finding.kind == "choices":
        return Sent(ticked=frozenset(o.id for o in finding.options if knowledge.ticked(finding.id, o.id)))
    if finding.kind == "yes_no":
        return Sent(chosen={TRUE: "yes", FALSE: "no"}.get(knowledge.codes[start], ""))
    true = [o.id for o, at in zip(finding.options, range(start, stop), strict=False) if knowledge.codes[at] == TRUE]
    return Sent(chosen=true[0] if true else "")


def _page(visit: Visit, finding: Finding, form: Sent, problem: str | None) -> Response:
    now = finding_said(visit.check.state.knowledge, finding.id).answer
    return page("change.html", ChangeContext(visit.check, finding, now, form, problem), 422 if problem else 200)


routes = [
    Route("/check/{check:uuid}/change/{finding}", shows(show_change), methods=["GET"]),
    Route("/check/{check:uuid}/change/{finding}", shows(change), methods=["POST"]),
]
