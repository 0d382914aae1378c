"""Relief: stop and support from the first tap, and the guided session of a technique."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from untwitch.care.relief import SAFE_ALWAYS
from untwitch.companion import OldPage
from untwitch.guideline.files import SkinSign
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import Source, StopCode, Technique
from untwitch.journal.records import SessionEnded
from untwitch.language import _
from untwitch.web.pages import after, before
from untwitch.web.past import past_session
from untwitch.web.poses import Frame, figure, frames, main_picture, said
from untwitch.web.render import page
from untwitch.web.session_view import SessionView, sentence, session_view
from untwitch.web.visit import Visit, onward, shows

CHECK_FAILED = "check_failed"  # "something is wrong" at a safety check of the steps
MOST_STEPS = 1000


@dataclass(frozen=True)
class SupportContext:
    """Stop and support. `dangers` are the signs that its second step names; `check` is None before any check."""

    check: UUID | None
    technique: Technique
    figure: Markup
    first: str
    dangers: tuple[str, ...]
    session: UUID
    base: str


@dataclass(frozen=True)
class SessionContext:
    """One guided session. `changes` and `warnings` hold for this person and stand first."""

    check: UUID
    technique: Technique
    frames: tuple[Frame, ...]
    view: SessionView
    session: UUID
    base: str
    changes: tuple[str, ...]
    warnings: tuple[str, ...]
    rules: tuple[str, ...]
    active: bool
    sources: tuple[Source, ...]
    unsigned: bool


@dataclass(frozen=True)
class StoppedContext:
    """Why the session stopped and what to do now."""

    check: UUID
    technique: Technique
    say: str
    then: str
    wait_minutes: int | None
    skin: SkinSign | None
    ladder: tuple[SkinSign, ...]
    session: str


def technique_of(visit: Visit) -> Technique:
    """The technique named in the address; an unknown one is a page that is not there."""
    found = visit.companion.guideline.techniques.get(visit.request.path_params["technique"])
    if found is None:
        raise HTTPException(404)
    return found


def drawing(guideline: Guideline, technique: Technique) -> Markup:
    """The one picture that stands for a technique."""
    picture = main_picture(technique)
    return figure(picture, said(guideline, picture))


def support(visit: Visit) -> Response:
    """Stop, sit down, look for danger: open to everybody at any time."""
    check = _check_id(visit)
    technique = visit.companion.guideline.techniques[SAFE_ALWAYS]
    first, second = (step[2] for step in technique.once)
    signs = second.partition("?")[2].split(",")
    dangers = tuple(sentence(s.strip().removeprefix(_("or") + " ")).rstrip(".") for s in signs)
    base = f"/check/{check}/support" if check else "/support"
    context = SupportContext(
        check,
        technique,
        drawing(visit.companion.guideline, technique),
        sentence(first),
        dangers,
        visit.companion.ids(),
        base,
    )
    return page("session_support.html", context)


def support_done(visit: Visit) -> Response:
    """No danger sign: on with the check."""
    _ends(visit, visit.companion.guideline.techniques[SAFE_ALWAYS], None)
    check = _check_id(visit)
    return onward(visit, check) if check else RedirectResponse("/", status_code=303)


def support_stop(visit: Visit) -> Response:
    """A danger sign: who to call."""
    _ends(visit, visit.companion.guideline.techniques[SAFE_ALWAYS], "red_flag")
    return RedirectResponse("/emergency", status_code=303)


def _check_id(visit: Visit) -> UUID | None:
    """The check in the address; one that is not in the journal is refused."""
    return visit.check.id if "check" in visit.request.path_params else None


def session(visit: Visit) -> Response:
    """The guided session, only when the technique is offered to this person now."""
    technique = technique_of(visit)
    if technique.id == SAFE_ALWAYS:
        return RedirectResponse(f"/check/{visit.check_id}/support", status_code=303)
    offer = visit.companion.offer(visit.check, technique)
    if offer.status != "offered":
        return RedirectResponse(f"/check/{visit.check_id}/before/{technique.id}", status_code=303)
    guideline = visit.companion.guideline
    context = SessionContext(
        check=visit.check_id,
        technique=technique,
        frames=frames(guideline, technique),
        view=session_view(guideline, technique, visit.check.state.knowledge),
        session=_session_id(visit.asked("session")) or visit.companion.ids(),
        base=_base(visit, technique),
        changes=offer.changes,
        warnings=offer.warnings,
        rules=guideline.global_rules,
        active="active" in technique.use or "exercise" in technique.use,
        sources=tuple(guideline.sources[s] for s in technique.sources),
        unsigned=technique.basis in ("design", "general_knowledge"),
    )
    return page("session.html", context)


def begin(visit: Visit) -> Response:
    """Write down that a session begins, then show it."""
    technique = technique_of(visit)
    if visit.companion.offer(visit.check, technique).status != "offered":
        return RedirectResponse(f"/check/{visit.check_id}/before/{technique.id}", status_code=303)
    begun = visit.companion.start_session(visit.person, technique.id, visit.check_id)
    return RedirectResponse(f"{_base(visit, technique)}?session={begun}", status_code=303)


def done(visit: Visit) -> Response:
    """It has stopped, or the steps are done: ask how it went."""
    ended = _ends(visit, technique_of(visit), None)
    return RedirectResponse(f"/session/{ended}/after", status_code=303)


def stop(visit: Visit) -> Response:
    """A reason to stop was pressed: to the page it leads to."""
    technique, code = technique_of(visit), visit.field("code")
    reason = _reason(visit.companion.guideline, technique, code)
    ended = _ends(visit, technique, code)
    if reason.then == "emergency":
        return RedirectResponse("/emergency", status_code=303)
    return RedirectResponse(f"{_base(visit, technique)}/stopped/{code}?session={ended}", status_code=303)


def stopped(visit: Visit) -> Response:
    """What to do after stopping."""
    guideline, technique = visit.companion.guideline, technique_of(visit)
    code = visit.request.path_params["code"]
    reason = _reason(guideline, technique, code)
    ladder = guideline.cold_heat.skin_ladder
    context = StoppedContext(
        check=visit.check.id,
        technique=technique,
        say=reason.say,
        then=reason.then,
        wait_minutes=reason.wait_seconds // 60 or None,
        skin=next((row for row in ladder if row.id == code), None),
        ladder=tuple(row for row in ladder if row.then == "stop"),
        session=str(_session_id(visit.asked("session")) or ""),
    )
    return page("session_stopped.html", context)


def _reason(guideline: Guideline, technique: Technique, code: str) -> StopCode:
    """What a stop button means. A code that no button of this session has is an old page."""
    view = session_view(guideline, technique, None)
    if code in {s.code for s in view.stops}:
        return guideline.stop_codes[code]
    row = next((r for r in guideline.cold_heat.skin_ladder if r.id == code and r.then == "stop"), None)
    if row is not None:
        return StopCode(row.looks, "skin")
    if code == CHECK_FAILED:
        return StopCode(_("Something was not right at the check"), "triage")
    raise OldPage


def _ends(visit: Visit, technique: Technique, stopped_by: str | None) -> UUID:
    """Write down the end of a session, and its beginning when the page was opened by a plain link.

    Sent again, it keeps the score that was given in between.
    """
    companion, given = visit.companion, _session_id(visit.field("session"))
    session = companion.start_session(visit.person, technique.id, _check_id(visit), given)
    steps = visit.field("steps_done")
    count = min(int(steps), MOST_STEPS) if steps.isdecimal() and len(steps) < 9 else 0
    ended = SessionEnded(session=session, technique=technique.id, steps_done=count, stopped_by=stopped_by)
    earlier = past_session(companion.journal, visit.person, session)
    if earlier and earlier.ended:
        was = earlier.ended
        ended = replace(ended, did_it_stop=was.did_it_stop, feeling_after=was.feeling_after)
    companion.end_session(visit.person, ended)
    return session


def _session_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _base(visit: Visit, technique: Technique) -> str:
    return f"/check/{visit.check_id}/relief/{technique.id}"


_RELIEF = "/check/{check:uuid}/relief/{technique}"
routes = [
    Route("/support", shows(support), methods=["GET"]),
    Route("/support/done", shows(support_done), methods=["POST"]),
    Route("/support/stop", shows(support_stop), methods=["POST"]),
    Route("/check/{check:uuid}/support", shows(support), methods=["GET"]),
    Route("/check/{check:uuid}/support/done", shows(support_done), methods=["POST"]),
    Route("/check/{check:uuid}/support/stop", shows(support_stop), methods=["POST"]),
    Route(_RELIEF, shows(session), methods=["GET"]),
    Route(_RELIEF, shows(begin), methods=["POST"]),
    Route(_RELIEF + "/done", shows(done), methods=["POST"]),
    Route(_RELIEF + "/stop", shows(stop), methods=["POST"]),
    Route(_RELIEF + "/stopped/{code}", shows(stopped), methods=["GET"]),
    *before.routes,
    *after.routes,
]
