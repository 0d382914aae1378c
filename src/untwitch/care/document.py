"""Decisions, plans and screens as plain JSON. The shapes are versioned and described in docs/use/json.md."""

from __future__ import annotations

from typing import Any

from untwitch.care.causes import Cause
from untwitch.care.decision import Decision
from untwitch.care.interview import Response, ShownScreen
from untwitch.care.plan import Item, Plan
from untwitch.guideline.types import Rule
from untwitch.logic.text import show

FORMAT = 1
WORDS = frozenset({"because", "words", "say", "reading", "safety_net", "name", "base_rate"})


def decision_document(made: Decision) -> dict[str, Any]:
    """One decision, format 1."""
    return {
        "format": FORMAT,
        "level": made.level,
        "floor": made.floor,
        "ceiling": made.ceiling,
        "settled": made.settled,
        "via": made.via,
        "rules": [_rule(r) for r in made.rules],
        "either_way": [_rule(r) for r in made.either_way],
        "why_raised": made.why_raised,
        "used": list(made.used),
        "unknown": list(made.unknown),
        "not_sure": list(made.not_sure),
        "must_know": list(made.must_know),
        "would_change": [{"sign": c.sign, "words": c.words, "level": c.level} for c in made.would_change],
        "safety_net": list(made.safety_net),
        "conflicts": [{"id": c.id, "ask_again": list(c.ask_again), "reading": c.reading} for c in made.conflicts],
        "recheck": None
        if made.recheck is None
        else {"id": made.recheck.id, "after_hours": made.recheck.after_hours, "say": made.recheck.say},
        "conditions": [_cause(c) for c in made.causes],
        "first_aid": list(made.first_aid),
        "content_version": made.content_version,
    }


def without_words(document: Any) -> Any:
    """What a document says apart from the language in which it says it: two of one decision are then equal."""
    if isinstance(document, dict):
        return {key: without_words(value) for key, value in document.items() if key not in WORDS}
    return [without_words(one) for one in document] if isinstance(document, list) else document


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "level": rule.level,
        "via": rule.via,
        "because": rule.because,
        "condition": rule.condition,
        "sources": list(rule.sources),
        "basis": rule.basis,
    }


def _cause(cause: Cause) -> dict[str, Any]:
    return {
        "id": cause.condition.id,
        "name": cause.condition.name,
        "fit": cause.fit,
        "for": list(cause.speaks_for),
        "against": list(cause.against),
        "base_rate": cause.condition.base_rate,
    }


def plan_document(plan: Plan) -> dict[str, Any]:
    """One plan."""
    return {
        "items": [_item(i) for i in plan.items],
        "techniques": [
            {
                "id": o.technique.id,
                "status": o.status,
                "reasons": list(o.reasons),
                "unknown": list(o.unknown),
                "rules": list(o.rules),
            }
            for o in plan.offers
        ],
        "first_aid": list(plan.first_aid),
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "section": item.section,
        "what": item.what,
        "amount": item.amount,
        "how_long": item.how_long,
        "why": item.why_you,
        "grade": item.grade,
        "basis": item.basis,
        "sources": list(item.sources),
        "stops_if": item.stops_if,
        "status": item.status,
        "technique": item.technique,
        "reasons": list(item.reasons),
    }


def screen_document(screen: ShownScreen) -> dict[str, Any]:
    """One screen of the interview."""
    return {
        "id": screen.id,
        "kind": screen.kind,
        "title": screen.title,
        "why": screen.why,
        "help": screen.help,
        "lines": [
            {"label": line.label, "signs": [show(s) for s in line.signs], "opens": list(line.opens), "gate": line.gate}
            for line in screen.lines
        ],
        "finding": screen.finding.id if screen.finding else None,
        "findings": [f.id for f in screen.findings],
        "options": [o.id for o in screen.options],
    }


def response_document(response: Response) -> dict[str, Any]:
    """What one screen told."""
    return {
        "told": [[sign, truth] for sign, truth in response.told],
        "values": {k: list(v) if isinstance(v, tuple) else v for k, v in response.values.items()},
        "open": [list(group) for group in response.open],
    }
