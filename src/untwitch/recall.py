"""What the journal holds of a person's checks, put together as the decisions need it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from untwitch.care.answers import take
from untwitch.care.contacts import Contact
from untwitch.care.interview import WHERE, Response, State
from untwitch.care.knowledge import Knowledge
from untwitch.guideline.model import Guideline
from untwitch.journal.records import AnswerChanged, CheckStarted, DecisionMade, Record, ScreenAnswered

if TYPE_CHECKING:
    from untwitch.journal.store import Journal

LONGEST_CHECK = timedelta(days=2)  # from its first screen to its verdict


@dataclass(frozen=True)
class Answered:
    """One answered screen of a check: what was shown and what was said."""

    step: int
    record: Record
    told: ScreenAnswered


@dataclass(frozen=True)
class Check:
    """One check as it stands: everything said, the screens answered, and the place on the body map."""

    id: UUID
    person: UUID
    started_at: datetime
    state: State
    answered: tuple[Answered, ...]
    changes: tuple[AnswerChanged, ...]
    place: str | None
    side: str | None
    repeats: UUID | None = None

    @property
    def step(self) -> int:
        """The number of the next screen."""
        return 1 + max((a.step for a in self.answered), default=0)


def folded(
    guideline: Guideline, answered: list[Answered], changes: tuple[AnswerChanged, ...], contacts: int = 1
) -> State:
    """Everything said in a check, the changes from the result page last."""
    finding = guideline.repeat_contact.finding
    blank = Knowledge.blank(guideline)
    most = int(guideline.findings[finding].max or contacts) if finding in guideline.findings else 0
    state = State(blank.answered(finding, min(contacts, most)) if contacts > 1 and most else blank)
    for one in answered:
        values = {k: v for k, v in one.told.values.items() if k in guideline.findings}
        state = state.hear(Response(one.told.screen, one.told.told, values, one.told.open))
    for change in changes:
        state = State(
            take(state.knowledge.forgotten(change.finding), change.finding, change.value), state.groups, state.screens
        )
    return state


def place_of(answered: list[Answered]) -> tuple[str | None, str | None]:
    """The place on the body map and its side, as page 2 was answered."""
    for one in answered:
        if "place" in one.told.values:
            return str(one.told.values["place"]), str(one.told.values.get("side") or "") or None
    return None, None


def contact(values: Mapping[str, Any], began_at: datetime, recheck_at: datetime | None = None) -> Contact:
    """A check as a contact, from its answers to page 2."""
    movement = values.get("movement")
    kinds = movement if isinstance(movement, list | tuple) else ()
    age, parts = values.get("age_years"), values.get("body_parts")
    return Contact(
        values.get("place"),
        frozenset(map(str, kinds)),
        began_at,
        recheck_at,
        age_years=age if isinstance(age, int | float) else None,
        body_parts=parts if isinstance(parts, str) else None,
    )


def finished_contacts(journal: Journal, person: UUID, since: datetime, until: datetime) -> tuple[Contact, ...]:
    """The checks with a verdict in this time, in any order."""
    decided = {
        made.check: made.recheck_at
        for r in journal.records(person, kind=DecisionMade.kind, since=since, until=until)
        if (made := r.read_as(DecisionMade))
    }
    if not decided:
        return ()
    since -= LONGEST_CHECK
    began = {
        r.topic: r.at for r in journal.records(person, kind=CheckStarted.kind, since=since, until=until) if r.topic
    }
    answered = (r.read_as(ScreenAnswered) for r in journal.records(person, kind=ScreenAnswered.kind, since=since))
    where = {one.check: one.values for one in answered if one.screen == WHERE and one.check in decided}
    return tuple(contact(values, began[check], decided[check]) for check, values in where.items() if check in began)
