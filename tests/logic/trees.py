"""Trees, answers and words to try the rule language with: at random, and as Hypothesis strategies."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from untwitch.logic.nodes import AllOf, AnyOf, AtLeast, Compare, Fact, In, Node, Not
from untwitch.logic.text import check
from untwitch.logic.vocabulary import Entry

MEANING: dict[str, Any] = json.loads((Path(__file__).parents[1] / "conformance" / "logic.json").read_text("utf-8"))
VOCABULARY = {
    name: Entry(e["kind"], tuple(e.get("options", ())), e.get("low", 0), e.get("high", 0))
    for name, e in MEANING["vocabulary"].items()
}
LIMITS: dict[str, tuple[float, ...]] = {"pain": (0, 3, 4, 6.5, 7, 10), "temp_c": (30, 35.5, 38, 40, 44)}
NUMBERS: dict[str, tuple[float, ...]] = {"pain": (0, 0.5, 3, 4, 5, 7, 9, 10), "temp_c": (30, 34, 38, 38.1, 41, 44)}
OPS = ("<", "<=", ">", ">=", "==", "!=")
Answers = dict[str, Any]


def named(kind: str) -> list[str]:
    return [name for name, entry in VOCABULARY.items() if entry.kind == kind]


def every_leaf() -> list[Node]:
    """Every leaf that says something about the vocabulary, but the sets of options."""
    found: list[Node] = [Fact(name) for name in named("yes_no")]
    found += [Fact(name, option) for name in named("choices") for option in VOCABULARY[name].options]
    found += [
        Compare(name, op, word) for name in named("choice") for word in VOCABULARY[name].options for op in ("==", "!=")
    ]
    found += [Compare(name, op, limit) for name in named("number") for limit in LIMITS[name] for op in OPS]
    return [leaf for leaf in found if not list(check(leaf, VOCABULARY))]


LEAVES = every_leaf()


def random_set(rng: random.Random) -> In:
    name = rng.choice(named("choice"))
    options = VOCABULARY[name].options
    return In(name, tuple(rng.sample(options, rng.randint(1, len(options)))))


def random_tree(rng: random.Random, depth: int) -> Node:
    """A tree of at most that depth, every kind of node in it."""
    if depth == 0 or rng.random() < 0.15:
        return random_set(rng) if rng.random() < 0.2 else rng.choice(LEAVES)
    kind = rng.choice((Not, AllOf, AnyOf, AtLeast))
    if kind is Not:
        return Not(random_tree(rng, depth - 1))
    parts = tuple(random_tree(rng, depth - 1) for _ in range(rng.randint(2, 4)))
    return AtLeast(rng.randint(1, len(parts)), parts) if kind is AtLeast else kind(parts)


def random_answers(rng: random.Random, whole: float = 0.4, part: float = 0.3) -> Answers:
    """Some findings answered whole, some in part, the rest not at all."""
    said: Answers = {}
    for name in VOCABULARY:
        lot = rng.random()
        if lot < whole:
            said[name] = random_whole(rng, name)
        elif lot < whole + part and VOCABULARY[name].kind != "yes_no":
            said[name] = random_part(rng, name)
    return said


def random_whole(rng: random.Random, name: str) -> Any:
    entry = VOCABULARY[name]
    match entry.kind:
        case "yes_no":
            return rng.random() < 0.5
        case "choice":
            return rng.choice(entry.options)
        case "choices":
            return rng.sample(entry.options, rng.randint(0, len(entry.options)))
        case _:
            return rng.choice(NUMBERS[name])


def random_part(rng: random.Random, name: str) -> Answers:
    entry = VOCABULARY[name]
    match entry.kind:
        case "choice":
            some = rng.sample(entry.options, rng.randint(1, len(entry.options) - 1))
            return {rng.choice(("one_of", "not")): some}
        case "choices":
            shuffled = rng.sample(entry.options, len(entry.options))
            cut = rng.randint(0, len(shuffled))
            return {"has": shuffled[: cut // 2], "not": shuffled[cut // 2 : cut]}
        case _:
            low, high = sorted(rng.sample(NUMBERS[name], 2))
            from_below, from_above = {rng.choice(("at_least", "above")): low}, {rng.choice(("at_most", "below")): high}
            return rng.choice((from_below, from_above, from_below | from_above))


def leaf_trees() -> st.SearchStrategy[Node]:
    sets = st.sampled_from(named("choice")).flatmap(
        lambda name: st.permutations(VOCABULARY[name].options).flatmap(
            lambda words: st.integers(1, len(words)).map(lambda count: In(name, tuple(words[:count])))
        )
    )
    return st.sampled_from(LEAVES) | sets


def joined(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    some = st.lists(parts, min_size=2, max_size=4).map(tuple)
    counted = some.flatmap(lambda p: st.integers(1, len(p)).map(lambda need: AtLeast(need, p)))
    return some.map(AllOf) | some.map(AnyOf) | counted | parts.map(Not)


def trees() -> st.SearchStrategy[Node]:
    """Any tree over the vocabulary."""
    return st.recursive(leaf_trees(), joined, max_leaves=12)


def answers() -> st.SearchStrategy[Answers]:
    """Any answers to the vocabulary: whole, in part, or none."""
    return st.randoms(use_true_random=False).map(random_answers)


def signs_of(answer: Mapping[str, Any], name: str) -> Iterable[tuple[Node, bool]]:
    """A partial answer as signs to tell."""
    entry = VOCABULARY[name]
    numbers = {"at_least": ">=", "above": ">", "at_most": "<=", "below": "<"}
    for key, said in answer.items():
        if key in numbers:
            yield Compare(name, numbers[key], said), True
        elif entry.kind == "choices":
            yield from ((Fact(name, option), key == "has") for option in said)
        elif said:
            yield In(name, tuple(said)), key == "one_of"
