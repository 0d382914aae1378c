"""What was said in the check that is being repeated, as it would stand in the form: shown to be confirmed or changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from untwitch.care.interview import ShownScreen
from untwitch.care.knowledge import Knowledge
from untwitch.companion import Check
from untwitch.guideline.types import Level
from untwitch.journal.records import DecisionMade
from untwitch.web.answers import Sent, form_of, rows_of
from untwitch.web.visit import Visit
from untwitch.when import in_words


@dataclass(frozen=True)
class LastTime:
    """The repeated check: how long ago it was, and its level when it had one."""

    check: Check
    ago: str
    level: Level | None


def last_time(visit: Visit) -> LastTime | None:
    """The check that this one repeats, or None."""
    old = visit.companion.repeated(visit.check)
    if old is None:
        return None
    made = visit.companion.journal.records(visit.person, kind=DecisionMade.kind, topic=old.id)
    level = made[-1].read_as(DecisionMade).level if made else None
    return LastTime(old, in_words(visit.companion.clock() - old.started_at), level)  # type: ignore[arg-type]


def said_then(old: Check, screen: ShownScreen) -> Sent:
    """The form of a screen as the earlier check would fill it."""
    knowledge = old.state.knowledge
    if screen.findings:
        return rows_of(knowledge.values, screen.findings)
    if screen.finding:
        value = knowledge.values.get(screen.finding.id)
        return form_of(list(value) if isinstance(value, tuple) else value)
    return Sent(ticked=frozenset(_true_lines(knowledge, screen)))


def _true_lines(knowledge: Knowledge, screen: ShownScreen) -> Iterator[str]:
    for line in screen.lines:
        if any(knowledge.holds(sign) for sign in line.signs):
            yield line.key
            yield from (part.key for part in line.parts if knowledge.holds(part.signs[0]))
        elif any(knowledge.values.get(name) for name in line.opens):
            yield line.key
