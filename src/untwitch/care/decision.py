"""The result of a check: level, how to be seen, what decided it, what stays open, what would change it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from untwitch.care.causes import Cause, causes
from untwitch.care.interview import State
from untwitch.care.relevance import askable, undecided_atoms
from untwitch.care.triage import (
    EMERGENCY,
    Interval,
    conflict_rank,
    conflicts,
    interval,
    is_unsure,
    most_urgent_via,
    must_know_missing,
    not_sure_rank,
)
from untwitch.care.wording import statement
from untwitch.guideline.dangers import dangers
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import LEVELS, RANK, Conflict, Level, Recheck, Rule, Via
from untwitch.logic.atoms import FALSE, TRUE
from untwitch.logic.nodes import Node, leaves
from untwitch.logic.text import show


@dataclass(frozen=True)
class Change:
    """A sign that would raise the level, in words, and the level it would give."""

    sign: str
    words: str
    level: Level


@dataclass(frozen=True)
class Decision:
    """Everything a result carries. `level` is what to act on; None while nothing can be said yet.

    `settled` is false while a question could still change the level: then it says "at least this, could still be
    `ceiling`". `either_way`: a line with several signs was ticked, and these rules give the level whichever sign was
    meant. `why_raised` names what lifted the level above the rules: "not_sure", "conflict" or "either_way".
    """

    floor: Level
    ceiling: Level
    level: Level | None
    settled: bool
    via: Via
    rules: tuple[Rule, ...]
    either_way: tuple[Rule, ...]
    open_rules: tuple[Rule, ...]
    used: tuple[str, ...]
    unknown: tuple[str, ...]
    not_sure: tuple[str, ...]
    must_know: tuple[str, ...]
    would_change: tuple[Change, ...]
    safety_net: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    recheck: Recheck | None
    causes: tuple[Cause, ...]
    first_aid: tuple[str, ...]
    why_raised: str | None
    content_version: str

    @property
    def deciding(self) -> tuple[Rule, ...]:
        """The rules that give the level."""
        return tuple(r for r in (*self.rules, *self.either_way) if r.level == self.level)


@dataclass(frozen=True)
class Standing:
    """Where a check stands: what lifted the level, what is left to ask, and whether the level can still change."""

    now: Interval
    raised: dict[str, int]
    left: frozenset[int]
    missing: tuple[str, ...]

    @property
    def rank(self) -> int:
        """The floor or above: nothing here can lower it."""
        return max(self.now.floor, *self.raised.values())

    @property
    def settled(self) -> bool:
        return _settled(self.now, self.rank, bool(self.left), self.missing)

    @property
    def level(self) -> Level | None:
        return LEVELS[self.rank] if self.settled or self.rank > 0 else None


def standing(state: State) -> Standing:
    """The level and how firm it is; `decide` adds the reasons."""
    now = state.interval()
    raised = {"not_sure": not_sure_rank(now), "conflict": conflict_rank(state.knowledge), "either_way": now.floor}
    return Standing(now, raised, askable(now, undecided_atoms(now)), must_know_missing(state.knowledge))


def decide(state: State) -> Decision:
    """The decision on everything said so far. Pure: the same answers give the same decision."""
    stands = standing(state)
    now, rank, level = stands.now, stands.rank, stands.level
    knowledge, guideline = state.knowledge, state.guideline
    fired, changes = now.fired, would_change(now, rank)
    either = _either_way(state, fired, rank)
    reasons = (*fired, *either)
    return Decision(
        floor=LEVELS[now.floor],
        ceiling=LEVELS[now.ceiling],
        level=level,
        settled=stands.settled,
        via=most_urgent_via(reasons, rank),
        rules=fired,
        either_way=either,
        open_rules=tuple(r for r in now.open if RANK[r.level] > now.floor),
        used=_used(guideline, fired, knowledge.asked),
        unknown=_owners(guideline, stands.left),
        not_sure=_owners(guideline, knowledge.unsure),
        must_know=stands.missing,
        would_change=changes,
        safety_net=safety_net(now, rank, changes),
        conflicts=conflicts(knowledge),
        recheck=recheck(state, level),
        causes=causes(knowledge, reasons),
        first_aid=tuple(
            dict.fromkeys(step for r in reasons if RANK[r.level] >= RANK["urgent"] for step in r.first_aid)
        ),
        why_raised=_why_raised(stands.raised, rank, fired),
        content_version=guideline.version,
    )


def _either_way(state: State, fired: tuple[Rule, ...], rank: int) -> tuple[Rule, ...]:
    """The most urgent rule of each way an unsettled group can turn out, when no rule gives the level by itself."""
    if rank == 0 or any(RANK[r.level] == rank for r in fired):
        return ()
    tops = [branch.fired[0] for branch in state.branches() if branch.fired and branch.floor >= rank]
    return tuple({rule.id: rule for rule in tops}.values())


def _settled(now: Interval, rank: int, left: bool, missing: tuple[str, ...]) -> bool:
    """Settled: an emergency, or nothing left to ask; and for self-care every must-know sign known."""
    if rank == EMERGENCY:
        return True
    if rank == 0 and (missing or now.ceiling > 0):
        return False
    return now.floor == now.ceiling or not left


def _why_raised(raised: dict[str, int], rank: int, fired: tuple[Rule, ...]) -> str | None:
    if rank == 0 or any(RANK[r.level] == rank for r in fired):
        return None
    return next((why for why, value in raised.items() if value == rank), None)


def _owners(guideline: Guideline, atoms: Iterable[int]) -> tuple[str, ...]:
    named = {guideline.table.owners[i] for i in atoms}
    return tuple(i for i in guideline.findings if i in named)


def _used(guideline: Guideline, fired: tuple[Rule, ...], asked: frozenset[str]) -> tuple[str, ...]:
    """The findings that the fired rules read, of those that were answered."""
    read = {leaf.name for rule in fired for leaf in leaves(guideline.node(rule.when))}
    return tuple(i for i in guideline.findings if i in read and i in asked)


def would_change(now: Interval, rank: int) -> tuple[Change, ...]:
    """Single signs, each enough to raise the level, the most urgent first; place signs before general ones."""
    found = []
    if rank < EMERGENCY:
        for danger in _signs_here(now):
            if now.knowledge.truth(danger) != TRUE:
                then = interval(now.knowledge.heard(danger, True)).floor
                if then > rank:
                    found.append(Change(show(danger), statement(now.guideline, danger), LEVELS[then]))
    return tuple(sorted(found, key=lambda c: -RANK[c.level]))


def _signs_here(now: Interval) -> tuple[Node, ...]:
    """The danger signs of this person's must-know lists, places first, without those that cannot apply."""
    guideline, knowledge = now.guideline, now.knowledge
    places = [p for p in guideline.must_know_places if knowledge.truth_of(p.when) == TRUE]
    wanted = dict.fromkeys(m.finding for p in places for m in p.must_know)
    wanted |= dict.fromkeys(m.finding for m in guideline.must_know)
    order = {name: at for at, name in enumerate(wanted)}
    mine = [d for d in dangers(guideline) if d.finding in order and d.finding not in _impossible(now)]
    return tuple(d.sign for d in sorted(mine, key=lambda d: order[d.finding]))


def _impossible(now: Interval) -> frozenset[str]:
    """Findings closed by who the person is (`applies_if`), not by a gate: they cannot come up later."""
    conditions = {f.id: f.applies_if for f in now.guideline.findings.values()}
    return frozenset(name for name, why in now.knowledge.closed.items() if why == conditions[name])


def safety_net(now: Interval, rank: int, changes: tuple[Change, ...]) -> tuple[str, ...]:
    """Signs at which to get help at once, in words: first what stayed "not sure", then this place's emergencies."""
    guideline, knowledge = now.guideline, now.knowledge
    unsure = [
        statement(guideline, d.sign)
        for d in dangers(guideline)
        if d.rank == EMERGENCY and knowledge.unsure and is_unsure(knowledge, d)
    ]
    if rank == EMERGENCY:
        return tuple(dict.fromkeys(unsure))
    emergencies = [c.words for c in changes if c.level == "emergency"]
    return tuple(dict.fromkeys([*unsure, *emergencies]))[:8]


def recheck(state: State, level: Level | None) -> Recheck | None:
    """The first clock of this level that applies; the row without `when` is the level's default."""
    for row in state.guideline.recheck:
        if row.level == level and (row.when is None or state.knowledge.truth_of(row.when) == TRUE):
            return row
    return None


__all__ = ["FALSE", "Change", "Decision", "decide", "recheck", "replace", "safety_net", "would_change"]
