"""Content made unsafe on purpose: every property can fail, and a random change of a grave rule never stays unseen."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from changed_content import outcome, plain, with_rules, without_rules

from guideline.random_people import codes_of
from untwitch.guideline import files as f
from untwitch.guideline.documents import CONTENT, Documents, read
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import RANK, Level
from untwitch.logic.atoms import CODE, evaluate
from untwitch.logic.nodes import AllOf, AnyOf, AtLeast, Node, Not, leaves, parts_of
from untwitch.logic.text import parse, show
from untwitch.safety.families import FAMILIES
from untwitch.safety.same import Sameness

Sized = Callable[[int, int], int]
# Cheapest first: the floor table is only looked up, the pictures are a question each, the rest takes seconds.
WATCHING = (
    "nothing_got_laxer", "floor_table_exact", *FAMILIES, "ambulance_pictures", "single_sign_floors", "two_routes_same_level",
    "worse_step_never_lowers", "longer_never_lowers", "any_trouble_never_lowers", "danger_never_lowers",
    "every_rule_can_fire", "every_rule_decides",
)  # fmt: skip


def negated(node: Node, at: int) -> Node:
    """The tree with its leaf number `at` negated."""
    if not parts_of(node):
        return Not(node) if at == 0 else node
    parts = []
    for part in parts_of(node):
        many = sum(1 for _ in leaves(part))
        parts.append(negated(part, at) if 0 <= at < many else part)
        at -= many
    match node:
        case Not():
            return Not(parts[0])
        case AllOf():
            return AllOf(tuple(parts))
        case AnyOf():
            return AnyOf(tuple(parts))
        case AtLeast(need, _):
            return AtLeast(need, tuple(parts))
        case _:
            raise AssertionError(f"a leaf has no parts: {node}")


def changes(guideline: Guideline) -> Iterator[tuple[str, Guideline]]:
    """Seeded changes: one atom of an emergency rule negated, or a rule that alone holds a picture up deleted."""
    rng = random.Random(3)
    grave = [r for r in guideline.rules if r.level == "emergency"]
    while True:
        rule = rng.choice(grave)
        node = parse(rule.when)
        at = rng.randrange(sum(1 for _ in leaves(node)))
        text = show(negated(node, at))
        changed = replace(rule, when=text)
        yield f"{rule.id}: {text}", with_rules(guideline, (changed if r is rule else r for r in guideline.rules))
        gone = rng.choice(("swollen_limb", "red_painful_eye", "sudden_testicle_pain", "heatstroke", "baby_spasm_runs"))
        yield f"without {gone}", without_rules(guideline, gone)


def found(guideline: Guideline) -> str | None:
    """The first counterexample of a property that no longer holds."""
    for name in WATCHING:
        one = outcome(guideline, name)
        if one.status == "refuted":
            return one.counterexample
    return None


@pytest.fixture(scope="module")
def documents() -> Documents:
    return read(CONTENT)


def cases_that_fail(guideline: Guideline, documents: Documents) -> list[str]:
    """The rules whose own cases no longer hold."""
    wrong = []
    for rule, _, _ in documents.items(f.RulesFile, "rules"):
        for case in rule.cases if rule.id in guideline.rule else ():
            codes = codes_of(guideline, {**guideline.baselines[case.person].answers, **case.given})
            if evaluate(guideline.node(guideline.rule[rule.id].when), guideline.table, codes) != CODE[case.expect]:
                wrong.append(rule.id)
    return wrong


def changes_nobody(before: Guideline, after: Guideline, same: Sameness) -> bool:
    """Is there, by the solver, no person whose level is another after the change of one rule?"""
    (rule,) = (r for r in after.rules if r.when != before.rule[r.id].when)
    return same.whose_level_changes(rule.id, rule.level, after.node(rule.when)) is None


def test_a_seeded_change_of_a_rule_is_found(guideline: Guideline, documents: Documents, size: Sized) -> None:
    """By a proof, with a person in words. What makes nobody less safe breaks no proof: cases find it, or it changes nobody."""
    same, others = Sameness(guideline, guideline.table), []
    for (what, changed), _ in zip(changes(guideline), range(size(20, 200)), strict=False):
        said = found(changed)
        if said is None:
            assert cases_that_fail(changed, documents) or changes_nobody(guideline, changed, same), what
            others.append(what)
        else:
            plain(said)
    assert len(others) <= size(0, 10), others


def test_every_picture_breaks_without_the_rules(guideline: Guideline) -> None:
    bare = with_rules(guideline, ())
    for name in FAMILIES:
        assert "this picture means" in plain(outcome(bare, name).counterexample or "")


def test_every_grave_rule_is_held(guideline: Guideline) -> None:
    held = {row.id for row in guideline.safety.held}
    missing = [r.id for r in guideline.rules if r.level in ("emergency", "urgent") and r.id not in held]
    assert not missing, "run: python tools/hold_rules.py"


@pytest.mark.parametrize("level", ["urgent", "soon", "self_care"])
def test_a_level_turned_down_is_found(guideline: Guideline, level: Level) -> None:
    changed = [replace(r, level=level) if r.id == "worst_ever_headache" else r for r in guideline.rules]
    twins = [r for r in changed if "thunderclap" not in r.when or r.id == "worst_ever_headache"]
    said = outcome(with_rules(guideline, sorted(twins, key=lambda r: -RANK[r.level])), "nothing_got_laxer")
    assert "when they were last read" in plain(said.counterexample or "")


def test_a_limit_that_no_rule_looks_at_any_more_is_named(guideline: Guideline) -> None:
    row = replace(guideline.safety.held[0], when="pain_now >= 6.5")
    changed = replace(guideline, safety=replace(guideline.safety, held=(row,)))
    said = outcome(changed, "nothing_got_laxer").counterexample or ""
    assert row.id in said
    assert "tools/hold_rules.py" in said
