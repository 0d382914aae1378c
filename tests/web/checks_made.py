"""Checks made without a browser, for the pages that come after the questions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from untwitch.care.interview import Response, ShownScreen, respond
from untwitch.companion import Companion

CALF_CRAMP = {
    "site": ["calf"],
    "movement": ["cramp"],
    "age_years": 35,
    "body_parts": "neither",
    "place": "calf",
    "side": "left",
}
FEW = {"pain_now": 3, "duration_days": 1, "episode_minutes": 5, "hours_since_pee": 2}


def where(companion: Companion, **values: Any) -> dict[str, Any]:
    """The values of page 2, with an answer that each finding has."""
    said = {**CALF_CRAMP, **values}
    options = [o.id for o in companion.guideline.findings["body_parts"].options]
    if said["body_parts"] not in options:
        said["body_parts"] = options[-1] if "none" not in options else "none"
    return said


def answered(companion: Companion, told: dict[str, Any] | None = None, **place: Any) -> UUID:
    """A check answered to its end: nothing ticked but what `told` says of single findings."""
    person = companion.me()
    check = companion.start(person)
    for _ in range(40):
        now = companion.check(person, check)
        screen = companion.screen(now)
        if screen is None:
            return check
        companion.answer(now, now.step, _response(companion, screen, told or {}, place))
    raise AssertionError("the interview did not end")


def _response(companion: Companion, screen: ShownScreen, told: dict[str, Any], place: dict[str, Any]) -> Response:
    if screen.kind == "where":
        return Response("where", (), where(companion, **place))
    if screen.finding is None:
        ticked = frozenset(line.key for line in screen.lines if any(str(s) in told for s in line.signs))
        return respond(screen, ticked)
    finding = screen.finding
    if finding.id in told:
        return Response(screen.id, (), {finding.id: told[finding.id]})
    absent = finding.absent if finding.absent is not None else FEW.get(finding.id, "not_sure")
    value = list(absent) if isinstance(absent, tuple) else absent
    return Response(screen.id, (), {finding.id: value})
