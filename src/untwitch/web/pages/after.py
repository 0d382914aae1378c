"""After a session: did it stop, and how is it a while later."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from untwitch.companion import OldPage
from untwitch.journal.records import SessionEnded
from untwitch.language import N_, _
from untwitch.web.past import PastSession, past_session
from untwitch.web.render import page
from untwitch.web.visit import Visit, shows

FEELINGS = {"gone": N_("Gone"), "better": N_("Better"), "same": N_("The same"), "worse": N_("Worse")}


@dataclass(frozen=True)
class AfterContext:
    """One ended session. `due`: the time has come to ask how it is now; `error` names the question without an answer."""

    session: UUID
    check: UUID | None
    name: str
    score: int | None
    feeling: str | None
    feelings: dict[str, str]
    ask_at: datetime
    due: bool
    error: str | None


def after(visit: Visit) -> Response:
    """The two questions, or what was answered."""
    return _page(visit, _ended(visit), None)


def say(visit: Visit) -> Response:
    """Store one of the answers as a correction of the session's end."""
    past = _ended(visit)
    score, feeling = visit.field("did_it_stop"), visit.field("feeling")
    asked = "did_it_stop" if visit.field("asks") != "feeling" else "feeling"
    if (asked == "did_it_stop" and not score) or (asked == "feeling" and not feeling):
        return _page(visit, past, asked, 422)
    ended = past.ended or SessionEnded(session=past.id, technique=past.technique, steps_done=0)
    if asked == "did_it_stop":
        if score not in {str(n) for n in range(11)}:
            raise OldPage
        ended = replace(ended, did_it_stop=int(score))
    else:
        if feeling not in FEELINGS:
            raise OldPage
        ended = replace(ended, feeling_after=feeling)
    visit.companion.end_session(visit.person, ended)
    return RedirectResponse(f"/session/{past.id}/after", status_code=303)


def _ended(visit: Visit) -> PastSession:
    past = past_session(visit.companion.journal, visit.person, visit.request.path_params["session"])
    if past is None:
        raise HTTPException(404)
    return past


def _page(visit: Visit, past: PastSession, error: str | None, status: int = 200) -> Response:
    technique = visit.companion.guideline.techniques.get(past.technique)
    now = visit.companion.clock()
    ask_at = past.ask_at or now
    context = AfterContext(
        session=past.id,
        check=past.check,
        name=technique.name if technique else past.technique.replace("_", " "),
        score=past.ended.did_it_stop if past.ended else None,
        feeling=past.ended.feeling_after if past.ended else None,
        feelings={name: _(word) for name, word in FEELINGS.items()},
        ask_at=ask_at,
        due=ask_at <= now,
        error=error,
    )
    return page("session_after.html", context, status)


routes = [
    Route("/session/{session:uuid}/after", shows(after), methods=["GET"]),
    Route("/session/{session:uuid}/after", shows(say), methods=["POST"]),
]
