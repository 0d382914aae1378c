"""What is remembered between visits: an unfinished check, and the person's age and body parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from untwitch.care.interview import WHERE
from untwitch.companion import Check
from untwitch.guideline.types import Finding
from untwitch.journal.records import DecisionMade, ScreenAnswered
from untwitch.report.said import place_words
from untwitch.web.visit import Visit
from untwitch.when import in_words

STILL_NEW = timedelta(hours=24)  # after a day the danger list must be asked again
LOOKED_AT = 80  # the newest answers that are searched for a remembered profile


@dataclass(frozen=True)
class Unfinished:
    """A check without its verdict: where it is about, when it was begun, where it goes on."""

    check: Check
    place: str | None
    begun: str


def unfinished(visit: Visit) -> Unfinished | None:
    """The newest check when it was begun lately and has no verdict yet."""
    journal = visit.companion.journal
    newest = journal.topics(visit.person, ScreenAnswered.kind)[:1]
    if not newest or newest[0] in journal.topics(visit.person, DecisionMade.kind):
        return None
    check = visit.companion.check(visit.person, newest[0])
    passed = visit.companion.clock() - check.started_at
    if passed > STILL_NEW:
        return None
    place = place_words(visit.companion.guideline, check.place, check.side) if check.place else None
    return Unfinished(check, place, in_words(passed))


def profile(visit: Visit) -> Mapping[str, Any]:
    """What the person said on page 2 the last time; empty at the first visit."""
    return next((said.values for said in _lately(visit) if said.screen == WHERE), {})


def lists(visit: Visit, findings: tuple[Finding, ...]) -> Mapping[str, Any]:
    """What was ticked the last time in each of these lists; the person looks it over before it counts."""
    found: dict[str, Any] = {}
    for said in _lately(visit):
        for finding in findings:
            if isinstance(said.values.get(finding.id), list | tuple) and said.values[finding.id]:
                found.setdefault(finding.id, said.values[finding.id])
    return found


def _lately(visit: Visit) -> Iterator[ScreenAnswered]:
    """The newest answers of this person, newest first."""
    answered = visit.companion.journal.records(visit.person, kind=ScreenAnswered.kind, limit=LOOKED_AT)
    return (record.read_as(ScreenAnswered) for record in reversed(answered))
