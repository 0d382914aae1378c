"""From a decision, its plan and everything said to the document of the visit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from untwitch.care.decision import Decision
from untwitch.care.interview import State
from untwitch.care.plan import SECTIONS, Item, Plan
from untwitch.care.relief import SAFE_ALWAYS
from untwitch.care.wording import name_of
from untwitch.guideline.types import Country, Via
from untwitch.report import why
from untwitch.report.answers import answers
from untwitch.report.calls import calls
from untwitch.report.model import CallCard, CauseSaid, LookAgain, PlanPart, Reason, Said, SourceSaid, ToDo, VisitReport
from untwitch.report.said import true_signs
from untwitch.report.words import to_ask
from untwitch.saying import lower_first

MOST_REASONS = 5
MOST_CAUSES = 4
CALLED_AT = ("emergency", "urgent", "soon")
OTHERWISE: Via = "ambulance"  # its line, the emergency number, stands on every report


def make(
    state: State,
    decision: Decision,
    plan: Plan,
    at: datetime,
    *,
    country: Country | None = None,
    place: str | None = None,
    side: str | None = None,
) -> VisitReport:
    """The document of one visit; `at` is on the person's own clock. The same input gives the same document."""
    guideline = state.guideline
    rules = why.reasons(decision, state)
    called = decision.level in CALLED_AT
    by_telephone = calls(guideline, country, decision.via if called else OTHERWISE)
    lines = {c.purpose for c in by_telephone}
    return VisitReport(
        made_at=at,
        content_version=decision.content_version,
        country=country.name if country else None,
        level=decision.level,
        via=decision.via,
        settled=decision.settled,
        could_be=decision.ceiling,
        calls=by_telephone,
        note=country.note if country and lines & {"medical", "poison"} else None,
        say=_to_say(state, decision, place, side) if called else None,
        first_aid=tuple(s.text for s in why.first_aid(decision, state, rules)),
        reasons=tuple(_reasons(state, decision)),
        raised=decision.why_raised,
        conflicts=tuple(c.reading for c in decision.conflicts),
        at_once_if=decision.safety_net,
        answers=answers(state, decision, place, side),
        causes=() if decision.via == "crisis_line" else tuple(_causes(state, decision)),
        plan=tuple(_plan(plan, decision)),
        again=_again(decision, at),
        reviewed=all(state_of != "engineering" for state_of in guideline.review.values()),
    )


def _to_say(state: State, decision: Decision, place: str | None, side: str | None) -> CallCard:
    found = why.to_say(state, decision, place, side)
    where = found.place or "; ".join(true_signs(state.knowledge, ("site",)))
    also = tuple(Said(name_of(a.finding), a.answer) for a in found.also)
    return CallCard(found.age, found.kind, where, found.signs, also, to_ask(decision.level, decision.via))


def _reasons(state: State, decision: Decision) -> Iterator[Reason]:
    for rule in why.reasons(decision, state)[:MOST_REASONS]:
        sources = tuple(SourceSaid(s.title, s.grade) for s in why.sources_of(state.guideline, (rule,)))
        yield Reason(rule.because, sources, rule.basis)


def _causes(state: State, decision: Decision) -> Iterator[CauseSaid]:
    for one in why.causes_shown(state, decision)[:MOST_CAUSES]:
        condition = one.cause.condition
        yield CauseSaid(condition.name, condition.means, one.cause.fit, one.speaks_for, one.against)


def _plan(plan: Plan, decision: Decision) -> Iterator[PlanPart]:
    """A plan only when there is a settled decision; techniques that need questions first by name alone."""
    for section in SECTIONS if decision.settled else ():
        mine = [i for i in plan.section(section) if i.status != "withheld" and i.technique != SAFE_ALWAYS]
        ready = tuple(_to_do(i) for i in mine if i.status == "offered")
        later = tuple(i.what for i in mine if i.status == "ask_first")
        if ready or later:
            yield PlanPart(section, ready, later)


def _to_do(item: Item) -> ToDo:
    stops = "; ".join(map(lower_first, item.stops_if.split("; "))) if item.stops_if else None
    how_long = None if item.technique else item.how_long  # the amount of a technique says it already
    return ToDo(item.what, item.amount, how_long, item.why_you, stops, item.grade, item.basis)


def _again(decision: Decision, at: datetime) -> LookAgain | None:
    if decision.recheck is None or decision.level is None:
        return None
    hours = decision.recheck.after_hours
    return LookAgain(decision.recheck.say, at + timedelta(hours=hours) if hours >= 1 else None)
