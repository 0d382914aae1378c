"""The compiled rules: their own cases, the floor table, whole people, and the reference evaluator beside them."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from guideline.random_people import codes_of, decide, first_few, weakened
from reference import check_triage
from untwitch.guideline import files as f
from untwitch.guideline.documents import Documents
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import LEVELS, RANK
from untwitch.logic.atoms import CODE, TRUE, UNKNOWN, evaluate

Size = Callable[[int, int], int]


def someone(guideline: Guideline, person: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """A baseline person with some answers changed."""
    return {**guideline.baselines[person].answers, **given}


def test_every_rule_fires_on_its_cases_and_not_on_its_near_misses(guideline: Guideline, documents: Documents) -> None:
    wrong, seen = [], 0
    at = {rule.id: n for n, rule in enumerate(guideline.rules)}
    for rule, _, _ in documents.items(f.RulesFile, "rules"):
        assert {case.expect for case in rule.cases} == {True, False}, rule.id
        for case in rule.cases:
            seen += 1
            codes = codes_of(guideline, someone(guideline, case.person, case.given))
            if guideline.evaluate(codes)[at[rule.id]] != CODE[case.expect]:
                wrong.append(f"{rule.id} {case.given} is not {case.expect}")
    assert seen >= 720
    assert not first_few(wrong)


def test_every_floor_holds_for_every_baseline_person(guideline: Guideline, documents: Documents) -> None:
    wrong = []
    for row in documents.one(f.FloorsFile).floors:
        for person, level in row.level.items():
            facts = guideline.baselines[person].answers
            ticked = guideline.findings[row.finding].kind == "choices"
            whole = (*facts[row.finding], row.answer) if ticked else row.answer  # type: ignore[misc]
            floor = decide(guideline, codes_of(guideline, {**facts, row.finding: whole})).floor
            if floor != level:
                wrong.append(f"{row.finding} {row.answer} for {person}: {floor}, not {level}")
        assert row.danger_sign is (row.rank >= RANK["soon"]), row
    assert not first_few(wrong)


def test_regression_people_end_where_they_did(guideline: Guideline, documents: Documents) -> None:
    wrong = []
    for one in documents.one(f.RegressionFile).vignettes:
        decided = decide(guideline, codes_of(guideline, someone(guideline, one.person, one.given)))
        if decided.floor != one.expected:
            wrong.append(f"{one.id}: {decided.floor}, not {one.expected}: {sorted(decided.fired)}")
    assert not first_few(wrong)


def test_both_routes_to_the_same_trouble_end_alike(guideline: Guideline, documents: Documents) -> None:
    for pair in documents.one(f.CrossChecksFile).pairs:
        for side in (pair.left, pair.right):
            decided = decide(guideline, codes_of(guideline, someone(guideline, side.person, side.given)))
            assert decided.floor == pair.level, pair.id


def test_what_must_never_be_self_care_is_not(guideline: Guideline, documents: Documents) -> None:
    for one in documents.one(f.CrossChecksFile).never_self_care:
        assert decide(guideline, codes_of(guideline, someone(guideline, one.person, one.given))).floor != "self_care", (
            one.id
        )


def test_the_case_of_a_conflict_shows_it(guideline: Guideline) -> None:
    for conflict in guideline.conflicts:
        codes = codes_of(guideline, someone(guideline, "calf_cramp", conflict.case))
        assert evaluate(guideline.node(conflict.when), guideline.table, codes) == TRUE, conflict.id


def test_the_reference_finds_no_fault_in_the_content(reference: check_triage.Content, size: Size) -> None:
    said = check_triage.check(reference, size(200, 10_000))
    assert not first_few(reference.faults), said


def test_the_reference_and_the_program_speak_of_the_same_rules(
    guideline: Guideline, reference: check_triage.Content
) -> None:
    assert [rule["id"] for rule in reference.rules] == [rule.id for rule in guideline.rules]
    assert reference.findings.keys() == {x.id for x in guideline.findings.values() if x.group != "relief"}


def anyone(reference: check_triage.Content, rng: random.Random) -> dict[str, Any]:
    """A baseline person changed a little, or someone with everything at random."""
    if rng.random() < 0.7:
        return check_triage.random_person(reference, rng)
    return {name: check_triage.random_answer(reference, name, rng) for name in reference.findings}


def test_the_program_and_the_reference_agree_on_people_who_said_only_some_things(
    guideline: Guideline, reference: check_triage.Content, size: Size
) -> None:
    rng = random.Random(41)
    for n in range(size(500, 10_000)):
        known = rng.choice((0.1, 0.5, 0.8, 0.95, 1))
        facts = {k: v for k, v in anyone(reference, rng).items() if rng.random() < known}
        decided = decide(guideline, codes_of(guideline, facts))
        floor, ceiling, fired = check_triage.decide(reference, facts)
        assert (decided.floor, decided.ceiling) == (floor, ceiling), (n, facts)
        assert decided.fired == set(fired), (n, facts)


def test_the_program_and_the_reference_agree_on_every_single_rule(
    guideline: Guideline, reference: check_triage.Content, size: Size
) -> None:
    rng = random.Random(43)
    for n in range(size(100, 2_000)):
        facts = {k: v for k, v in anyone(reference, rng).items() if rng.random() < 0.7}
        memo: dict[str, bool | None] = {}
        said = {r["id"]: check_triage.value(reference, reference.tree(r["when"]), facts, memo) for r in reference.rules}
        assert decide(guideline, codes_of(guideline, facts)).truths == said, (n, facts)


def test_what_is_left_unsaid_encloses_what_was_said(
    guideline: Guideline, reference: check_triage.Content, size: Size
) -> None:
    """A rule that is settled stays so whatever else is answered; parts of answers included."""
    rng = random.Random(47)
    for n in range(size(500, 10_000)):
        facts = anyone(reference, rng)
        full, less = decide(guideline, codes_of(guideline, facts)), decide(guideline, weakened(guideline, facts, rng))
        moved = [r for r, truth in less.truths.items() if truth is not None and truth is not full.truths[r]]
        assert not moved, (n, moved, facts)
        assert RANK[less.floor] <= RANK[full.floor]
        assert RANK[full.ceiling] <= RANK[less.ceiling]


def test_someone_who_said_nothing_could_be_anything(guideline: Guideline) -> None:
    nobody = decide(guideline, guideline.table.blank)
    assert (nobody.floor, nobody.ceiling) == ("self_care", LEVELS[-1])
    assert not nobody.fired


def test_the_compiled_rules_and_the_walk_over_the_trees_agree(
    guideline: Guideline, reference: check_triage.Content, size: Size
) -> None:
    rng = random.Random(53)
    for _ in range(size(20, 500)):
        codes = weakened(guideline, anyone(reference, rng), rng)
        walked = bytes(evaluate(guideline.node(rule.when), guideline.table, codes) for rule in guideline.rules)
        assert guideline.evaluate(codes) == walked


@pytest.mark.parametrize("code", [UNKNOWN, TRUE])
def test_deciding_changes_nothing(guideline: Guideline, code: int) -> None:
    codes = bytearray([code]) * len(guideline.table.blank)
    was = bytes(codes)
    assert guideline.evaluate(codes) == guideline.evaluate(bytes(codes))
    assert codes == was
