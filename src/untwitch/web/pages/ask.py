"""The questions: one list or one question a page, with the way back."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from untwitch.care.interview import Response as Told
from untwitch.care.interview import ShownScreen
from untwitch.care.own_words.confirm import WORDS
from untwitch.companion import Check, OldPage
from untwitch.guideline.types import Finding
from untwitch.web.answers import Missing, Sent, form_of, rows_of, sent, told
from untwitch.web.floor import Floor, floor_of
from untwitch.web.from_words import named_in_lists
from untwitch.web.last_time import LastTime, last_time, said_then
from untwitch.web.printed import fingerprint
from untwitch.web.progress import screens_left
from untwitch.web.render import page
from untwitch.web.resume import lists
from untwitch.web.said import SaidStep, steps_said, ticked_lines
from untwitch.web.visit import Visit, onward, shows

MOST_STEPS = 1000


@dataclass(frozen=True)
class AskContext:
    """One screen. `form` is what was answered before or refused; `asks_unsure`: now asked which lines are not sure.

    `problem` names why a form was not used: "stale", "nothing_ticked", "not_a_number" and so on.
    """

    check: Check
    screen: ShownScreen
    step: int
    seen: str
    back: str
    form: Sent
    asks_unsure: bool
    problem: str | None
    done: int
    left: int
    floor: Floor | None
    so_far: tuple[SaidStep, ...]
    last: LastTime | None


def ask(visit: Visit) -> Response:
    """Show the next screen, or an earlier one with its answer when the address names its step."""
    step = _step_of(visit.asked("step"))
    if step is not None and step < visit.check.step:
        return _earlier(visit, step)
    screen = visit.screen(visit.check)
    if screen is None or screen.kind == "where":
        return onward(visit, visit.check_id)
    last = last_time(visit)
    if last:
        form = said_then(last.check, screen)
    else:
        form = rows_of(_listed(visit, screen.findings), screen.findings) if screen.findings else Sent()
    return _show(visit, screen, visit.check.step, form, last=last)


def _listed(visit: Visit, findings: tuple[Finding, ...]) -> dict[str, list[str]]:
    """What long lists start from: what was ticked the last time, and what was confirmed of the person's own words."""
    last, named = lists(visit, findings), named_in_lists(visit.check)
    return {f.id: [*last.get(f.id, ()), *named.get(f.id, ())] for f in findings}


def _earlier(visit: Visit, step: int) -> Response:
    """A screen that was answered before. The danger list and page 2 have pages of their own."""
    if step == 1:
        return RedirectResponse(f"/?check={visit.check_id}", status_code=303)
    if any(a.step == step and a.told.screen == WORDS for a in visit.check.answered):
        return RedirectResponse(f"/check/{visit.check_id}/words", status_code=303)
    before = visit.companion.check(visit.person, visit.check_id, before=step)
    screen = visit.screen(before)
    if screen is None or screen.kind == "where":
        return RedirectResponse(f"/check/{visit.check_id}/where", status_code=303)
    return _show(visit, screen, step, _answered(visit.check, screen, step))


def tell(visit: Visit) -> Response:
    """Store one response, when the form is for the screen that this step shows."""
    step = _step_of(visit.field("step"))
    screen = None
    if step is not None and step <= visit.check.step:
        screen = visit.screen(visit.companion.check(visit.person, visit.check_id, before=step))
    if step is None or screen is None or fingerprint(screen) != visit.field("seen"):
        return _stale(visit)
    return _use(visit, screen, step, sent(visit))


def _use(visit: Visit, screen: ShownScreen, step: int, form: Sent) -> Response:
    if form.say == "unsure":
        return _show(visit, screen, step, form, asks_unsure=True)
    try:
        response: Told = told(screen, form)
    except Missing as missing:
        asks = bool(form.say == "unsure_done")
        return _show(visit, screen, step, form, asks_unsure=asks, problem=missing.what)
    except OldPage:
        return _stale(visit)
    visit.companion.answer(visit.check, step, response)
    return onward(visit, visit.check_id)


def _stale(visit: Visit) -> Response:
    """The page as it stands now, with a calm sentence. Nothing was stored."""
    screen = visit.screen(visit.check)
    if screen is None or screen.kind == "where":
        return onward(visit, visit.check_id)
    return _show(visit, screen, visit.check.step, Sent(), problem="stale")


def _show(
    visit: Visit,
    screen: ShownScreen,
    step: int,
    form: Sent,
    *,
    asks_unsure: bool = False,
    problem: str | None = None,
    last: LastTime | None = None,
) -> Response:
    check = visit.check
    context = AskContext(
        check=check,
        screen=screen,
        step=step,
        seen=fingerprint(screen),
        back=_back(check, step),
        form=form,
        asks_unsure=asks_unsure,
        problem=problem,
        done=len([a for a in check.answered if a.step < step]),
        left=screens_left(check.state),
        floor=floor_of(check),
        so_far=steps_said(check, visit.companion.guideline),
        last=last,
    )
    return page("ask.html", context, 409 if problem == "stale" else 422 if problem else 200)


def _back(check: Check, step: int) -> str:
    """Where the way back leads: the screen answered before this one."""
    before = max((a.step for a in check.answered if a.step < step), default=1)
    return f"/?check={check.id}" if before == 1 else f"/check/{check.id}/ask?step={before}"


def _step_of(text: str) -> int | None:
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else 0
    return number if 1 <= number <= MOST_STEPS else None


def _answered(check: Check, screen: ShownScreen, step: int) -> Sent:
    """The earlier answer as it would stand in the form; empty when the screen was another one then."""
    earlier = next((a.told for a in check.answered if a.step == step and a.told.screen == screen.id), None)
    if earlier is None:
        return Sent()
    if screen.findings:
        return rows_of(earlier.values, screen.findings)
    if screen.finding is None:
        ticked, unsure = ticked_lines(screen, earlier)
        return Sent(ticked, unsure)
    return form_of(earlier.values.get(screen.finding.id))


routes = [
    Route("/check/{check:uuid}/ask", shows(ask), methods=["GET"]),
    Route("/check/{check:uuid}/ask", shows(tell), methods=["POST"]),
]
