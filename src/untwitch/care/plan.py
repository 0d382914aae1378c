"""The plan: now, today, this week, prevent, watch for, ask. Each item with amount, reason, evidence and what stops it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from untwitch.care.decision import Decision
from untwitch.care.interview import State
from untwitch.care.relief import Offer, offers, places_of
from untwitch.care.session import active_seconds
from untwitch.care.triage import interval
from untwitch.guideline.types import Advice, Basis, Grade
from untwitch.language import N_
from untwitch.logic.atoms import FALSE, TRUE
from untwitch.saying import span_words

Section = Literal["now", "today", "week", "prevent", "watch", "ask"]
SECTIONS: dict[Section, str] = {
    "now": N_("Now"),
    "today": N_("Today"),
    "week": N_("This week"),
    "prevent": N_("Keep it from coming back"),
    "watch": N_("Watch for"),
    "ask": N_("Ask a pharmacist or clinician"),
}


@dataclass(frozen=True)
class Item:
    """One line of the plan. `technique` names a guided session; `status` as for techniques."""

    section: Section
    what: str
    amount: str | None
    how_long: str | None
    why_you: str | None
    grade: Grade
    basis: Basis
    sources: tuple[str, ...]
    stops_if: str | None
    status: Literal["offered", "ask_first", "withheld"] = "offered"
    technique: str | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What to do, by section; `offers` are all fitting techniques, withheld ones with their reasons."""

    items: tuple[Item, ...]
    offers: tuple[Offer, ...]
    first_aid: tuple[str, ...]

    def section(self, name: Section) -> tuple[Item, ...]:
        return tuple(i for i in self.items if i.section == name)


def make(state: State, decision: Decision, place: str | None = None) -> Plan:
    """The plan for one decision. At urgent and emergency only the first-aid steps that the fired rules name."""
    now = interval(state.knowledge)
    places = places_of(state.knowledge, place)
    found = offers(now, places, decision.level)
    first_aid = tuple(state.guideline.first_aid[s].text for s in decision.first_aid)
    if decision.level in (None, "urgent", "emergency"):
        return Plan((), found, first_aid)
    items = [*_technique_items(state, found), *_advice_items(state, decision)]
    return Plan(tuple(sorted(items, key=lambda i: list(SECTIONS).index(i.section))), found, first_aid)


def _technique_items(state: State, found: tuple[Offer, ...]) -> list[Item]:
    items = []
    for one in found:
        technique = one.technique
        section: Section = "now" if "active" in technique.use else "prevent"
        reasons = [state.guideline.contraindications[c].why for c in (*one.reasons, *one.unknown)]
        reasons += [state.guideline.rule[r].because for r in one.rules if r in state.guideline.rule]
        items.append(
            Item(
                section,
                technique.name,
                technique.dose.say,
                span_words(active_seconds(technique)),
                technique.does,
                technique.evidence.grade,
                technique.basis,
                technique.sources,
                "; ".join(state.guideline.stop_codes[s].say for s in technique.stop) or None,
                one.status,
                technique.id,
                tuple(reasons),
            )
        )
    return items


def _advice_items(state: State, decision: Decision) -> list[Item]:
    return [
        _advice_item(state, row)
        for row in state.guideline.advice
        if (not row.levels or decision.level in row.levels)
        and (row.when is None or state.knowledge.truth_of(row.when) == TRUE)
        and (row.not_if is None or state.knowledge.truth_of(row.not_if) == FALSE)
    ]


def _advice_item(state: State, row: Advice) -> Item:
    return Item(
        row.section, row.say, row.amount, row.how_long, row.why_you, row.grade, row.basis, row.sources, row.stops_if
    )
