"""What if a rule were another: who moves, from which level to which. Nothing is changed but in this comparison."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa

from untwitch.errors import Fault, FaultsError, nearest
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import LEVELS, Rule
from untwitch.language import _
from untwitch.logic.atoms import FALSE, TRUE, AtomTable
from untwitch.logic.nodes import AllOf, AnyOf, AtLeast, Compare, Node, Not, expand
from untwitch.logic.text import ExpressionError, check, parse, show
from untwitch.population.planes_of import BatchPlanes
from untwitch.population.triage import Levels, Triage, plain

EXAMPLES = 3


@dataclass(frozen=True)
class Shift:
    """A limit of a number moved from one place to another: in one rule, or in all that have it."""

    finding: str
    old: float
    new: float


@dataclass
class Moves:
    """Who moves. `floors` and `ceilings`: people by (before, after); `examples`: atom codes of some whose floor moves."""

    people: int = 0
    rules: tuple[str, ...] = ()
    floors: Counter[tuple[str, str]] = field(default_factory=Counter)
    ceilings: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: list[tuple[str, str, bytes]] = field(default_factory=list)

    @property
    def moved(self) -> int:
        return sum(self.floors.values())


def changed(
    guideline: Guideline, rule: str | None, when: str | None, shifts: Sequence[Shift] = ()
) -> tuple[Guideline, tuple[str, ...]]:
    """The guideline with one rule's expression replaced, or limits moved, and the ids of the rules that are others now.

    Raises
    ------
    FaultsError
        No such rule, an expression that is none or does not fit the vocabulary, or a limit that no rule has.
    """
    faults = []
    if rule is not None and rule not in guideline.rule:
        faults.append(
            Fault("", 0, "--rule", _('there is no rule "%(rule)s"') % {"rule": rule}, nearest(rule, guideline.rule))
        )
    node = None if when is None else _read(guideline, when, faults)
    if faults:
        raise FaultsError(faults)
    moved: dict[str, Node] = {}
    for one in guideline.rules:
        if rule in (None, one.id):
            new = guideline.node(one.when) if node is None else node
            for shift in shifts:
                new = _shifted(new, shift)
            if new != guideline.node(one.when):
                moved[one.id] = new
    if not moved:
        raise FaultsError([Fault("", 0, "", _("nothing would change: no rule has that limit, or it says the same"))])
    return _with(guideline, moved), tuple(moved)


def _read(guideline: Guideline, when: str, faults: list[Fault]) -> Node | None:
    try:
        node = parse(when)
    except ExpressionError as trouble:
        faults.append(Fault("", 0, "--when", str(trouble)))
        return None
    found = check(node, guideline.table.vocabulary, guideline.derived)
    faults += [Fault("", 0, "--when", message, suggestion) for message, suggestion in found]
    return expand(node, {d.id: guideline.node(d.when) for d in guideline.derived.values()}) if not faults else None


def _shifted(node: Node, shift: Shift) -> Node:
    match node:
        case Compare(name, op, value) if name == shift.finding and value == shift.old:
            return Compare(name, op, shift.new)
        case Not(part):
            return Not(_shifted(part, shift))
        case AllOf(parts):
            return AllOf(tuple(_shifted(p, shift) for p in parts))
        case AnyOf(parts):
            return AnyOf(tuple(_shifted(p, shift) for p in parts))
        case AtLeast(need, parts):
            return AtLeast(need, tuple(_shifted(p, shift) for p in parts))
        case _:
            return node


def _with(guideline: Guideline, moved: dict[str, Node]) -> Guideline:
    """Rules, nodes and atoms of their own; the version says that these are not the published rules."""

    def new(rule: Rule) -> Rule:
        return replace(rule, when=show(moved[rule.id])) if rule.id in moved else rule

    nodes = {**guideline.nodes, **{show(node): node for node in moved.values()}}
    table = AtomTable.of(guideline.table.vocabulary, [*nodes.values()])
    version = f"{guideline.version}+{hash(tuple(nodes)):x}"
    return replace(guideline, version=version, rules=tuple(map(new, guideline.rules)), nodes=nodes, table=table)


def compare(before: Triage, after: Triage, batches: Iterator[pa.RecordBatch]) -> Moves:
    """Count who moves, over batches whose values have been checked."""
    found = Moves()
    for batch in batches:
        one, two = before.levels(batch), after.levels(batch)
        found.people += len(batch)
        for side, counts in (("floor", found.floors), ("ceiling", found.ceilings)):
            counts.update(_moves(one, two, side))
        for row in np.flatnonzero(one.floor != two.floor)[: EXAMPLES - len(found.examples)]:
            codes = codes_at(before, batch.slice(int(row), 1))
            found.examples.append((LEVELS[one.floor[row]], LEVELS[two.floor[row]], codes))
    return found


def _moves(one: Levels, two: Levels, side: str) -> Counter[tuple[str, str]]:
    old, new = getattr(one, side), getattr(two, side)
    pairs = np.bincount(old.astype(np.int64) * len(LEVELS) + new, minlength=len(LEVELS) ** 2)
    count: Callable[[int], tuple[str, str]] = lambda at: (LEVELS[at // len(LEVELS)], LEVELS[at % len(LEVELS)])  # noqa: E731
    return Counter({count(at): int(n) for at, n in enumerate(pairs) if n and at // len(LEVELS) != at % len(LEVELS)})


def codes_at(triage: Triage, person: pa.RecordBatch) -> bytes:
    """What one row says about every atom of the guideline."""
    planes = BatchPlanes(triage.layout, plain(person), triage.layout.given)
    planes.words = slice(0, 1)
    codes = bytearray(triage.guideline.table.blank)
    sure, never = np.zeros(1, np.uint64), np.zeros(1, np.uint64)
    for atom in triage.layout.given:
        planes.load(atom, sure, never)
        if sure[0] & np.uint64(1):
            codes[atom] = TRUE
        elif never[0] & np.uint64(1):
            codes[atom] = FALSE
    return bytes(codes)
