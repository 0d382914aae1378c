"""The rules in the languages of two engines that look at one person after the other, for bench/population.py."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pyarrow as pa

from untwitch.guideline.model import Guideline
from untwitch.logic.nodes import AllOf, AnyOf, AtLeast, Compare, Fact, In, Node, Not
from untwitch.population.triage import Triage


def two_valued(node: Node, side: bool) -> Any:
    """JSON logic has no third value: each rule needs a copy "surely true" and one "possibly true".

    A leaf is a variable that says whether the sign is surely (or possibly) true; NOT swaps the copies.
    """
    match node:
        case Not(part):
            return {"!": [two_valued(part, not side)]}
        case AllOf(parts):
            return {"and": [two_valued(p, side) for p in parts]}
        case AnyOf(parts):
            return {"or": [two_valued(p, side) for p in parts]}
        case AtLeast(need, parts):
            return two_valued(AnyOf(tuple(AllOf(some) for some in combinations(parts, need))), side)
        case _:
            return {"var": leaf_name(node, side)}


def leaf_name(leaf: Fact | Compare | In, side: bool) -> str:
    from untwitch.logic.text import show

    plain = "".join(
        c if c.isalnum() else "_"
        for c in show(leaf)
        .replace(">=", "ge")
        .replace(">", "gt")
        .replace("<=", "le")
        .replace("<", "lt")
        .replace("!=", "ne")
    )
    return f"{'t' if side else 'p'}_{plain}"


def as_text(node: Node, side: bool) -> str:
    """The same in the expression language of zen-engine."""
    match node:
        case Not(part):
            return f"not ({as_text(part, not side)})"
        case AllOf(parts):
            return "(" + " and ".join(as_text(p, side) for p in parts) + ")"
        case AnyOf(parts):
            return "(" + " or ".join(as_text(p, side) for p in parts) + ")"
        case AtLeast(need, parts):
            return as_text(AnyOf(tuple(AllOf(some) for some in combinations(parts, need))), side)
        case _:
            return leaf_name(node, side)


def person_facts(guideline: Guideline, triage: Triage, people: pa.RecordBatch) -> list[dict[str, bool]]:
    """Every leaf of every rule for each person, both copies, ready to look up: conversion is not timed against them."""
    from untwitch.logic.atoms import FALSE, TRUE, evaluate
    from untwitch.logic.nodes import leaves
    from untwitch.population.what_if import codes_at

    signs = {leaf for rule in guideline.rules for leaf in leaves(guideline.node(rule.when))}
    found = []
    for row in range(len(people)):
        codes = codes_at(triage, people.slice(row, 1))
        truths = {leaf: evaluate(leaf, guideline.table, codes) for leaf in signs}
        found.append(
            {leaf_name(x, s): (c == TRUE if s else c != FALSE) for x, c in truths.items() for s in (True, False)}
        )
    return found
