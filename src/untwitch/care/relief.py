"""Which techniques may be offered: only when every contraindication is known to be absent and no rule blocks the family."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from untwitch.care.interview import ShownLine, ShownScreen, question
from untwitch.care.knowledge import Knowledge
from untwitch.care.triage import Interval, interval, live_atoms
from untwitch.care.wording import statement
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import RANK, Contraindication, Level, Rule, Substitute, Technique
from untwitch.language import _
from untwitch.logic.atoms import FALSE, TRUE, UNKNOWN
from untwitch.logic.nodes import leaves
from untwitch.logic.text import show

Status = Literal["offered", "ask_first", "withheld"]
SAFE_ALWAYS = "stop_and_support"  # needs nothing known: it may be on screen from the first tap
LONGEST = 8
GRADES = ("high", "moderate", "low", "very_low", "expert_opinion", "none", "contradicted")


@dataclass(frozen=True)
class Offer:
    """One technique for this person. `reasons` are contraindication codes that are true, `unknown` those not known.

    `changes` and `warnings` are sentences shown with an offered technique; `instead` names what to do in its place.
    """

    technique: Technique
    status: Status
    reasons: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    instead: tuple[Substitute, ...] = ()


def codes_of(guideline: Guideline, technique: Technique) -> tuple[str, ...]:
    """Every contraindication code a technique carries, its families' sets included."""
    return guideline.codes_of(technique)


def offer(now: Interval, technique: Technique, level: Level | None) -> Offer:
    """Offered, to be asked about first, or withheld with the reasons."""
    if technique.id == SAFE_ALWAYS:
        return Offer(technique, "offered")
    blocking = tuple(_blocking_rules(now, technique))  # read twice: true rules withhold, unknown ones ask first
    sure = tuple(r.id for r, code in blocking if code == TRUE)
    maybe = tuple(r.id for r, code in blocking if code == UNKNOWN)
    if level is None or RANK[level] >= RANK["urgent"]:
        return Offer(technique, "withheld", rules=sure or ("not_at_this_level",))
    found = _Codes(now.knowledge, technique)
    if sure or found.blocked:
        return Offer(technique, "withheld", found.blocked, (), sure, instead=found.instead)
    if maybe or found.unknown:
        return Offer(technique, "ask_first", (), found.unknown, maybe)
    return Offer(technique, "offered", changes=found.changes, warnings=found.warnings, instead=found.instead)


class _Codes:
    """The truth of every code of one technique, sorted by what follows."""

    def __init__(self, knowledge: Knowledge, technique: Technique) -> None:
        guideline = knowledge.guideline
        blocked: list[str] = []
        unknown: list[str] = []
        changes: list[str] = []
        warnings: list[str] = []
        instead: list[Substitute] = []
        for code in codes_of(guideline, technique):
            row = guideline.contraindications[code]
            truth = knowledge.truth_of(row.when)
            if truth == UNKNOWN:
                unknown.append(code)
            elif truth == TRUE:
                if row.action == "warn":
                    warnings.append(row.why)
                elif row.action == "adapt" and row.change:
                    changes.append(row.change)
                elif row.action == "adapt" and _same_in_another_form(guideline, code, row, technique):
                    changes += [
                        s.form for s in _substitutes(guideline, code, row, technique) if s.form and not s.technique
                    ]
                else:
                    blocked.append(code)
                    instead += _substitutes(guideline, code, row, technique)
        self.blocked, self.unknown = tuple(blocked), tuple(unknown)
        self.changes, self.warnings, self.instead = tuple(changes), tuple(warnings), tuple(instead)


def _substitutes(
    guideline: Guideline, code: str, row: Contraindication, technique: Technique
) -> tuple[Substitute, ...]:
    if row.instead == "by_technique":
        rows = guideline.substitutes.get(code, {}).get(technique.id, ())
        return tuple(Substitute(technique=r) if isinstance(r, str) else r for r in rows)
    return tuple(Substitute(technique=name) for name in row.instead or ())


def _same_in_another_form(guideline: Guideline, code: str, row: Contraindication, technique: Technique) -> bool:
    return any(s.form and not s.technique for s in _substitutes(guideline, code, row, technique)[:1])


def _blocking_rules(now: Interval, technique: Technique) -> Iterator[tuple[Rule, int]]:
    """Rules that are true or unknown and block a family of the technique. "all" blocks every family."""
    for rule, code in zip(now.guideline.rules, now.codes, strict=True):
        if code != FALSE and rule.blocks_relief and ({"all", *technique.families} & set(rule.blocks_relief)):
            yield rule, code


def offers(now: Interval, places: tuple[str, ...], level: Level | None) -> tuple[Offer, ...]:
    """Every technique that fits the places and kinds of movement, the one to start with first.

    What is made for the place goes before what suits any muscle, even where a few questions come first: breathing alone
    is no answer to a locked calf. Then what needs no question, then the better evidence. Withheld ones stand last.
    """
    here = {s for p in places for s in now.guideline.places[p].technique_sites}

    def rank(one: Offer) -> tuple[bool, bool, bool, bool, int]:
        technique = one.technique
        return (
            one.status == "withheld",
            technique.id != SAFE_ALWAYS,
            not here & set(technique.sites),
            one.status == "ask_first",
            GRADES.index(technique.evidence.grade),
        )

    return tuple(sorted((offer(now, t, level) for t in fitting(now.knowledge, places)), key=rank))


def fitting(knowledge: Knowledge, places: tuple[str, ...]) -> Iterator[Technique]:
    """Techniques for these places and this kind of movement."""
    guideline = knowledge.guideline
    sites = {s for p in places for s in guideline.places[p].technique_sites}
    sites |= {name for name, members in guideline.technique_groups.items() if set(members) & set(places)}
    for technique in guideline.techniques.values():
        kinds = [k for k in technique.kinds if knowledge.ticked("movement", k)]
        wanted = technique.only_when is None or knowledge.truth_of(technique.only_when) == TRUE
        if kinds and wanted and sites & set(technique.sites):
            yield technique


def places_of(knowledge: Knowledge, chosen: str | None = None) -> tuple[str, ...]:
    """The places meant: the one chosen on the body map, else every place all of whose site options are ticked."""
    guideline = knowledge.guideline
    if chosen in guideline.places:
        return (str(chosen),)
    here = [p.id for p in guideline.places.values() if p.site and all(knowledge.ticked("site", s) for s in p.site)]
    nowhere = [p for p in guideline.places.values() if not p.site]
    return tuple(here) or tuple(p.id for p in nowhere if any(knowledge.ticked("movement", k) for k in p.kinds))


def questions_before(knowledge: Knowledge, technique: Technique, level: Level | None) -> ShownScreen | None:
    """What must be asked before a technique may be offered: one short list, or one question; None when all is known."""
    now = interval(knowledge)
    found = offer(now, technique, level)
    if found.status != "ask_first":
        return None
    guideline = knowledge.guideline
    texts = [guideline.contraindications[c].when for c in found.unknown] + [guideline.rule[r].when for r in found.rules]
    atoms = sorted({a for text in texts for a in live_atoms(knowledge, guideline.node(text), {})[1]} - knowledge.unsure)
    signs = [guideline.table.sign_of(a) for a in atoms]
    ticks = [s for s in signs if guideline.findings[next(iter(leaves(s))).name].kind in ("yes_no", "choices")]
    if ticks:
        lines = tuple(ShownLine(show(s), statement(guideline, s), (s,)) for s in ticks[:LONGEST])
        why = _("Each of these would make this technique unsafe for you, or change how you do it.")
        return ShownScreen(f"before:{technique.id}", "list", _("Before you start: any of these?"), why, None, lines)
    if not signs:
        return None
    name = next(iter(leaves(signs[0]))).name
    return question(guideline, name, guideline.findings[name].options)
