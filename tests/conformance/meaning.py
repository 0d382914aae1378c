"""The meaning of the rule language in plain words of Python: possible values at the leaves, Kleene's logic above.

Nothing here knows of atoms or codes; the compilers are judged by it.
"""

from __future__ import annotations

import itertools
import operator
from collections.abc import Mapping
from typing import Any

from untwitch.logic import truth
from untwitch.logic.nodes import AllOf, AnyOf, AtLeast, Compare, Fact, In, Leaf, Node, Not
from untwitch.logic.truth import Truth
from untwitch.logic.vocabulary import Entry, Vocabulary

COMPARE = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
SIDES = {"at_least": operator.ge, "above": operator.gt, "at_most": operator.le, "below": operator.lt}


def meaning(node: Node, vocabulary: Vocabulary, facts: Mapping[str, Any]) -> Truth:
    """What a tree says about a person."""
    match node:
        case Not(part):
            return truth.negation(meaning(part, vocabulary, facts))
        case AllOf(parts):
            return truth.all_of([meaning(p, vocabulary, facts) for p in parts])
        case AnyOf(parts):
            return truth.any_of([meaning(p, vocabulary, facts) for p in parts])
        case AtLeast(need, parts):
            return truth.at_least(need, [meaning(p, vocabulary, facts) for p in parts])
        case _:
            return _leaf(node, vocabulary[node.name], facts.get(node.name))


def _leaf(leaf: Leaf, entry: Entry, fact: Any) -> Truth:
    """True when the leaf holds for every value still possible, false when for none, else unknown."""
    values = _possible(leaf, entry, fact)
    outcomes = {_holds(leaf, value) for value in values}
    assert outcomes, f"no value of {leaf.name} is possible after {fact}"
    if isinstance(leaf, In) and set(leaf.values) == set(entry.options) and len(values) > 1:
        return None  # naming every option asks whether it was answered
    return outcomes.pop() if len(outcomes) == 1 else None


def _holds(leaf: Leaf, value: Any) -> bool:
    match leaf:
        case Fact(_, None):
            return value is True
        case Fact(_, option):
            return option in value
        case In(_, values):
            return value in values
        case Compare(_, op, limit):
            return bool(COMPARE[op](value, limit))


def _possible(leaf: Leaf, entry: Entry, fact: Any) -> list[Any]:
    """The values an answer leaves possible, or enough of them to tell every comparison of this leaf apart."""
    part = fact if isinstance(fact, Mapping) else {}
    whole = fact is not None and not isinstance(fact, Mapping)
    match entry.kind:
        case "yes_no":
            return [fact] if whole else [True, False]
        case "choice":
            return (
                [fact]
                if whole
                else [o for o in entry.options if o in part.get("one_of", [o]) and o not in part.get("not", ())]
            )
        case "choices":
            if whole:
                return [fact]
            has, lacks = part.get("has", []), part.get("not", ())
            return [has, [o for o in entry.options if o not in lacks]]
        case _:
            return [fact] if whole else _probes(leaf, entry, part)


def _probes(leaf: Leaf, entry: Entry, part: Mapping[str, float]) -> list[float]:
    """Every number named, and one between each two of them, as far as the answer allows."""
    assert isinstance(leaf, Compare)
    marks = sorted({entry.low, entry.high, float(leaf.value), *part.values()})
    between = [(a + b) / 2 for a, b in itertools.pairwise(marks)]
    return [v for v in (*marks, *between) if all(SIDES[side](v, limit) for side, limit in part.items())]
