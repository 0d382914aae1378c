"""The triage interval and the verdict: floor, ceiling, the not-sure policy, must-know signs, conflicts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from untwitch.care.knowledge import Knowledge
from untwitch.guideline.dangers import SOON, URGENT, Danger, dangers, grave_dangers
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import LEVELS, RANK, Conflict, Level, Rule, Via
from untwitch.logic.atoms import FALSE, TRUE, UNKNOWN
from untwitch.logic.nodes import AllOf, AnyOf, AtLeast, Compare, Fact, In, Leaf, Node, Not, parts_of

EMERGENCY = RANK["emergency"]
MOST_URGENT_VIA: tuple[Via, ...] = (
    "ambulance", "emergency_department", "poison_centre", "maternity", "crisis_line", "same_day",
    "clinician", "midwife", "optician", "gp", "pharmacist", "none",
)  # fmt: skip
DEFAULT_VIA: dict[Level, Via] = {
    "emergency": "ambulance",
    "urgent": "same_day",
    "soon": "clinician",
    "routine": "gp",
    "self_care": "none",
}


@dataclass(frozen=True)
class Interval:
    """Floor and ceiling as ranks (0 self-care to 4 emergency), and one code a rule in the guideline's order."""

    knowledge: Knowledge
    floor: int
    ceiling: int
    codes: bytes

    @property
    def guideline(self) -> Guideline:
        return self.knowledge.guideline

    @cached_property
    def fired(self) -> tuple[Rule, ...]:
        """Rules that are true, most urgent first."""
        return tuple(r for r, code in zip(self.guideline.rules, self.codes, strict=True) if code == TRUE)

    @cached_property
    def open(self) -> tuple[Rule, ...]:
        """Rules that are unknown, most urgent first."""
        return tuple(r for r, code in zip(self.guideline.rules, self.codes, strict=True) if code == UNKNOWN)


def interval(knowledge: Knowledge) -> Interval:
    """Floor = the most urgent rule that is true; ceiling = the most urgent rule that is not false."""
    guideline = knowledge.guideline
    codes = guideline.evaluate(knowledge.codes)
    ranks = guideline.ranks
    first_true = codes.find(TRUE)
    open_from = len(codes) - len(codes.lstrip(b"\0"))
    floor = ranks[first_true] if first_true >= 0 else 0
    ceiling = ranks[open_from] if open_from < len(codes) else 0
    return Interval(knowledge, floor, ceiling, codes)


def live_atoms(
    knowledge: Knowledge, node: Node, memo: dict[Node, tuple[int, frozenset[int]]]
) -> tuple[int, frozenset[int]]:
    """(code, unknown atoms that can still move it): partial evaluation of one expression.

    Sound: an atom left out cannot change the expression, whatever else is answered. It may keep one too many.
    """
    if node in memo:
        return memo[node]
    match node:
        case Not(part):
            code, live = live_atoms(knowledge, part, memo)
            out = ((TRUE, 1, UNKNOWN, FALSE)[code], live)
        case AllOf(parts) | AnyOf(parts) | AtLeast(_, parts):
            seen = [live_atoms(knowledge, p, memo) for p in parts]
            code = _combined(node, [c for c, _ in seen])
            live = frozenset().union(*(a for c, a in seen if c == UNKNOWN)) if code == UNKNOWN else frozenset()
            out = (code, live)
        case _:
            code = knowledge.truth(node)
            out = (code, _atoms(knowledge, node) if code == UNKNOWN else frozenset())
    memo[node] = out
    return out


def _combined(node: Node, codes: list[int]) -> int:
    match node:
        case AllOf():
            return FALSE if FALSE in codes else UNKNOWN if UNKNOWN in codes else TRUE
        case AtLeast(need, _):
            sure = codes.count(TRUE)
            return TRUE if sure >= need else UNKNOWN if sure + codes.count(UNKNOWN) >= need else FALSE
        case _:
            return TRUE if TRUE in codes else UNKNOWN if UNKNOWN in codes else FALSE


def _atoms(knowledge: Knowledge, leaf: Node) -> frozenset[int]:
    """The unknown atoms of one leaf."""
    table = knowledge.guideline.table
    match leaf:
        case Fact() | Compare(value=str()):
            atoms = [table.index(leaf)]
        case Compare(name, _, value):
            start = table.spans[name][0]
            atoms = [start + i for i, (limit, _) in enumerate(table.cuts[name]) if limit == value]
        case _:
            atoms = [table.index(Compare(leaf.name, "==", v)) for v in leaf.values]  # type: ignore[union-attr]
    return frozenset(i for i in atoms if knowledge.codes[i] == UNKNOWN)


def not_sure_rank(now: Interval) -> int:
    """The least level that "not sure" answers allow. It raises, never lowers (DESIGN section 5)."""
    return max((*_unsure_signs(now), *_half_open_rules(now), *_acted_as(now)), default=0)


def _unsure_signs(now: Interval) -> Iterator[int]:
    """An option whose single-sign floor is emergency (urgent, soon) and that is not sure gives urgent (soon, routine)."""
    knowledge = now.knowledge
    for danger in dangers(now.guideline):
        if knowledge.unsure and danger.rank >= SOON and is_unsure(knowledge, danger):
            yield danger.rank - 1


def is_unsure(knowledge: Knowledge, danger: Danger) -> bool:
    start, stop = knowledge.guideline.table.spans[danger.finding]
    return knowledge.truth(danger.sign) == UNKNOWN and any(i in knowledge.unsure for i in range(start, stop))


def _half_open_rules(now: Interval) -> Iterator[int]:
    """An emergency (urgent) rule left open only by "not sure", with a danger sign in it true, gives urgent (soon)."""
    knowledge = now.knowledge
    if not knowledge.unsure:
        return
    signs = frozenset(d.sign for d in dangers(now.guideline) if d.rank >= SOON)
    memo: dict[Node, tuple[int, frozenset[int]]] = {}
    for rule in now.open:
        if RANK[rule.level] >= URGENT:
            node = now.guideline.node(rule.when)
            _, live = live_atoms(knowledge, node, memo)
            if live <= knowledge.unsure and _holds_true_danger(knowledge, node, signs):
                yield RANK[rule.level] - 1


def _holds_true_danger(knowledge: Knowledge, node: Node, signs: frozenset[Leaf | Not]) -> bool:
    """Does the expression hold a leaf that is true because of a danger sign of the same finding?"""
    if isinstance(node, Fact | Compare | In):
        same = [s for s in signs if isinstance(s, Fact | Compare) and s.name == node.name]
        same = [s for s in same if s == node] if isinstance(node, Fact) else same
        return knowledge.truth(node) == TRUE and any(knowledge.truth(s) == TRUE for s in same)
    return any(_holds_true_danger(knowledge, part, signs) for part in parts_of(node))


def _acted_as(now: Interval) -> Iterator[int]:
    """Findings that name what to act as when not sure (tetanus jabs: no; pregnancy: could be)."""
    knowledge = now.knowledge
    acting = knowledge
    for finding in now.guideline.findings.values():
        if finding.if_not_sure_act_as is not None and finding.id not in knowledge.closed:
            start, stop = now.guideline.table.spans[finding.id]
            if any(i in knowledge.unsure for i in range(start, stop)):
                acting = acting.answered(finding.id, finding.if_not_sure_act_as)
    if acting is not knowledge:
        yield interval(acting).floor


def conflicts(knowledge: Knowledge) -> tuple[Conflict, ...]:
    """Answers that cannot both be right."""
    return tuple(c for c in knowledge.guideline.conflicts if knowledge.truth_of(c.when) == TRUE)


def conflict_rank(knowledge: Knowledge) -> int:
    """The floor under the more urgent reading of every conflict; the conflict itself never lowers."""
    rank = 0
    for conflict in conflicts(knowledge):
        acting = knowledge
        for text in conflict.acts_as:
            acting = acting.heard(knowledge.guideline.node(text), True)
        rank = max(rank, interval(acting).floor)
    return rank


def must_know_missing(knowledge: Knowledge) -> tuple[str, ...]:
    """Must-know findings that still bar self-care: never asked and not closed, or with a danger sign still unknown.

    A danger sign is a single sign whose floor is urgent or emergency. Lists of places apply unless known not to.
    """
    guideline = knowledge.guideline
    needed = dict.fromkeys(m.finding for m in guideline.must_know)
    for place in guideline.must_know_places:
        if knowledge.truth_of(place.when) != FALSE:
            needed |= dict.fromkeys(m.finding for m in place.must_know)
    return tuple(name for name in needed if not _is_known(knowledge, name))


def _is_known(knowledge: Knowledge, finding: str) -> bool:
    if finding in knowledge.closed or knowledge.known(finding):
        return True
    if finding not in knowledge.asked:
        return False
    return all(knowledge.truth(d.sign) != UNKNOWN for d in grave_dangers(knowledge.guideline)[finding])


def most_urgent_via(rules: tuple[Rule, ...], rank: int) -> Via:
    """How to be seen: the most urgent channel among the rules that give the level."""
    mine = {r.via for r in rules if RANK[r.level] == rank}
    return min(mine, key=MOST_URGENT_VIA.index) if mine else DEFAULT_VIA[LEVELS[rank]]
