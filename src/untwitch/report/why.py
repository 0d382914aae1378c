"""Why a decision is what it is, what to say when calling, and what it may be, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from untwitch.care.causes import Cause
from untwitch.care.decision import Decision
from untwitch.care.interview import State
from untwitch.care.knowledge import Knowledge
from untwitch.care.triage import interval
from untwitch.care.wording import statement
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import RANK, FirstAidStep, Rule, Source
from untwitch.logic.nodes import Node
from untwitch.logic.text import parse
from untwitch.report.said import (
    SaidFinding,
    finding_said,
    is_baby,
    is_ordinary,
    place_words,
    true_parts,
    true_signs,
)
from untwitch.saying import either

MOST_SAID = 8
FOR_CALLER = ("pregnancy", "conditions", "medicines", "new_medicines")


@dataclass(frozen=True)
class CauseShown:
    """One explanation with its arguments in words."""

    cause: Cause
    speaks_for: tuple[str, ...]
    against: tuple[str, ...]


@dataclass(frozen=True)
class ToSay:
    """What to say when calling, from the person's own answers."""

    age: str
    kind: str
    place: str
    signs: tuple[str, ...]
    also: tuple[SaidFinding, ...]


def reasons(decision: Decision, state: State) -> tuple[Rule, ...]:
    """The rules that give the level. When a ticked line names several signs, the rules of each of them."""
    return decision.deciding or either_way(state, decision)


def either_way(state: State, decision: Decision) -> tuple[Rule, ...]:
    """For a ticked line of which it is not known which sign is meant: what each of its signs would mean."""
    rank = RANK[decision.level] if decision.level else 0
    found: dict[str, Rule] = {}
    for sign in (s for group in state.groups for s in group):
        fired = interval(state.knowledge.heard(sign, True)).fired
        found |= {r.id: r for r in fired if RANK[r.level] >= rank}
    return tuple(found.values()) if rank else ()


def tapped(state: State) -> tuple[str, ...]:
    """The ticked lines of which it is not known which sign is meant, in the words that were ticked where they still stand."""
    if not state.groups:
        return ()
    lines = {tuple(map(parse, line.signs)): line.label for s in state.guideline.screens for line in s.lines}
    return tuple(lines.get(group) or _either(state.guideline, group) for group in state.groups)


def _either(guideline: Guideline, group: tuple[Node, ...]) -> str:
    return either([statement(guideline, s) for s in group])


def first_aid(decision: Decision, state: State, rules: tuple[Rule, ...]) -> tuple[FirstAidStep, ...]:
    """The steps that the fired rules name; when it is not known which rule, those that all of them name."""
    steps: Iterable[str] = decision.first_aid
    if not decision.deciding and rules:
        steps = [s for s in rules[0].first_aid if all(s in r.first_aid for r in rules)]
    if decision.level not in ("urgent", "emergency"):
        return ()
    return tuple(state.guideline.first_aid[s] for s in steps)


def sources_of(guideline: Guideline, rules: Iterable[Rule], more: Iterable[str] = ()) -> tuple[Source, ...]:
    """The sources behind some rules, each once."""
    named = dict.fromkeys([*(s for r in rules for s in r.sources), *more])
    return tuple(guideline.sources[n] for n in named if n in guideline.sources)


def to_say(state: State, decision: Decision, place: str | None = None, side: str | None = None) -> ToSay:
    """Age, what, where, the signs that decided, and what a doctor asks next."""
    knowledge, guideline = state.knowledge, state.guideline
    who = ("site", "movement", "age_years", "body_parts", *FOR_CALLER)
    signs = (
        *tapped(state),
        *true_signs(knowledge, tuple(n for n in decision.used if n not in who and not is_ordinary(knowledge, n))),
    )
    also = tuple(finding_said(knowledge, n) for n in FOR_CALLER if n in knowledge.asked)
    return ToSay(
        age=_age(knowledge),
        kind=finding_said(knowledge, "movement").answer if "movement" in knowledge.asked else "",
        place=place_words(guideline, place, side),
        signs=signs[:MOST_SAID],
        also=tuple(a for a in also if a.answer and knowledge.values.get(a.finding.id) not in ((), "no", None)),
    )


def _age(knowledge: Knowledge) -> str:
    """The age in months for a baby, else in years; empty when it was not asked."""
    name = "age_months" if is_baby(knowledge) else "age_years"
    return finding_said(knowledge, name).answer if name in knowledge.asked else ""


def causes_shown(state: State, decision: Decision) -> tuple[CauseShown, ...]:
    """The explanations with their arguments in words.

    One that is always more urgent than the verdict is left out unless a rule points to it: its danger signs were asked
    and are absent, so one weak argument for it would only frighten.
    """
    rank = RANK[decision.level] if decision.settled and decision.level else 0

    def words(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(w for t in texts for w in true_parts(state.knowledge, state.guideline.node(t))))

    return tuple(
        CauseShown(c, words(c.speaks_for), words(c.against))
        for c in decision.causes
        if c.by_rule or not c.condition.usual_level or min(RANK[x] for x in c.condition.usual_level) <= rank
    )
