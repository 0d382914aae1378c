"""Everything that was said in one visit, for a reader who was not there: what is there first, by topic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from untwitch.care.decision import Decision
from untwitch.care.interview import State
from untwitch.care.knowledge import Knowledge
from untwitch.care.wording import name_of
from untwitch.guideline.types import Finding, Group
from untwitch.language import _
from untwitch.logic.atoms import TRUE
from untwitch.report.model import Answers, SaidGroup
from untwitch.report.said import is_baby, is_ordinary, place_words, true_signs
from untwitch.report.why import tapped
from untwitch.report.words import group_title
from untwitch.saying import lower_first

NOT_SIGNS = ("site", "movement", "age_years", "age_months", "body_parts", "for_whom")


def answers(state: State, decision: Decision, place: str | None = None, side: str | None = None) -> Answers:
    """What is there by topic, the danger signs that are not, and what nobody knows."""
    knowledge, findings = state.knowledge, state.guideline.findings
    unasked = dict.fromkeys((*decision.must_know, *decision.unknown)) if not decision.settled else {}
    return Answers(
        there=tuple(_there(state, place_words(state.guideline, place, side))),
        absent=tuple(_absent(findings[n] for n in _denied(knowledge))),
        unsure=tuple(name_of(findings[n]) for n in decision.not_sure),
        unasked=tuple(name_of(findings[n]) for n in unasked if n not in decision.not_sure),
    )


def _there(state: State, place: str) -> Iterator[SaidGroup]:
    knowledge = state.knowledge
    first: dict[str, tuple[str, ...]] = {"start": tapped(state), "movement": (place,) if place else ()}
    for group in get_args(Group):
        mine = [f for f in state.guideline.findings.values() if f.group == group and f.id in knowledge.asked]
        said = [words for f in mine if not (place and f.id == "site") for words in _words(knowledge, f)]
        found = tuple(dict.fromkeys([*first.get(group, ()), *said]))
        if found:
            yield SaidGroup(group_title(group), found)


def _words(knowledge: Knowledge, finding: Finding) -> tuple[str, ...]:
    """What is there of one finding. A number known only to be ordinary says nothing; a bare word gets its topic."""
    in_months = finding.id == "age_years" and is_baby(knowledge)
    if finding.origin or in_months or (is_ordinary(knowledge, finding.id) and finding.id not in knowledge.values):
        return ()
    said = knowledge.values.get(finding.id)
    bare = finding.group == "person" and any(o.id == said and not o.short for o in finding.options)
    return (
        (f"{name_of(finding)}: {lower_first(finding.label(str(said)))}",)
        if bare
        else true_signs(knowledge, (finding.id,))
    )


def _absent(denied: Iterable[Finding]) -> Iterator[SaidGroup]:
    """The findings of which nothing is there, under what was said of them."""
    found: dict[str, list[str]] = {}
    for finding in denied:
        found.setdefault(_no(finding), []).append(name_of(finding))
    yield from (SaidGroup(said, tuple(names)) for said, names in found.items())


def _no(finding: Finding) -> str:
    if finding.kind == "choice":
        return finding.label(str(finding.absent))
    return _("None of these") if finding.kind == "choices" else _("No")


def _denied(knowledge: Knowledge) -> Iterator[str]:
    """The danger signs of everybody and of this place of which nothing is there."""
    guideline = knowledge.guideline
    needed = [m.finding for m in guideline.must_know]
    for place in guideline.must_know_places:
        if knowledge.truth_of(place.when) == TRUE:
            needed += [m.finding for m in place.must_know]
    for name in dict.fromkeys(needed):
        finding = guideline.findings[name]
        asked = name in knowledge.asked and name not in NOT_SIGNS and finding.kind != "number"
        if asked and knowledge.known(name) and not true_signs(knowledge, (name,)):
            yield name
