"""Every property holds on our content, and breaks, with a person in plain words, when the content is made unsafe."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from changed_content import (
    outcome,
    plain,
    refuted,
    rule_changed,
    with_rules,
    without_code,
    without_line,
    without_rules,
)

from untwitch.guideline.dangers import SOON, dangers
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import RANK, Rule
from untwitch.logic.atoms import TRUE
from untwitch.safety.floors import baseline_with, claims
from untwitch.safety.listed import MAY_LOWER, OUTRANKED
from untwitch.safety.prove import CHECKS, prove
from untwitch.safety.report import Report
from untwitch.safety.stated import STATED

WATCHFUL = ("single_sign_floors", "danger_never_lowers", "floor_table_exact")
Sized = Callable[[int, int], int]


@pytest.fixture(scope="module")
def proof(guideline: Guideline) -> tuple[Report, float]:
    """The report, and the seconds of one core it took: other work on the machine does not count."""
    start = time.process_time()
    return prove(guideline), time.process_time() - start


@pytest.fixture(scope="module")
def report(proof: tuple[Report, float]) -> Report:
    return proof[0]


@pytest.mark.parametrize("name", CHECKS)
def test_our_content_keeps_every_property(report: Report, name: str) -> None:
    found = next(p for p in report.properties if p.id == name)
    assert found.status == "proved", found.counterexample
    assert found.obligations > 0
    plain(found.sentence)


def test_all_proofs_take_under_a_minute_of_one_core(proof: tuple[Report, float]) -> None:
    report, seconds = proof
    assert report.proved
    assert report.document()["proved"] is True
    assert seconds < 60


def test_an_unknown_property_is_refused(guideline: Guideline) -> None:
    with pytest.raises(KeyError):
        prove(guideline, ["no_such_property"])


def holders(guideline: Guideline) -> list[tuple[str, ...]]:
    """For each row of the floor table and baseline person the rules that hold the row's level up."""
    found: dict[tuple[str, ...], None] = {}
    for danger in dangers(guideline):
        for person, level in danger.row.level.items():
            if danger.row.danger_sign and RANK[level] >= SOON:
                codes = guideline.evaluate(baseline_with(guideline, person, danger))
                fired = (r for r, code in zip(guideline.rules, codes, strict=True) if code == TRUE)
                found[tuple(r.id for r in fired if RANK[r.level] >= RANK[level])] = None
    assert () not in found
    return sorted(found)


def test_removing_any_floor_rule_is_found(guideline: Guideline, size: Sized) -> None:
    """Where one rule alone holds a row up, and where twins from both dossiers do, all of them removed."""
    groups = holders(guideline)
    assert len({g for g in groups if len(g) == 1}) > 100
    for names in random.Random(20).sample(groups, size(20, len(groups))):
        found = outcome(without_rules(guideline, *names), "single_sign_floors")
        assert found.status == "refuted", names
        assert "although" in plain(found.counterexample or "")


def test_the_counterexample_names_the_person_and_both_levels(guideline: Guideline) -> None:
    said = refuted(without_rules(guideline, "swollen_limb"), "single_sign_floors")
    assert said.startswith("A person who: ")
    assert "swollen" in said
    assert "gets self-care although" in said
    assert said.endswith("alone means care the same day.")


@pytest.mark.parametrize(
    "rule, atom",
    [
        ("stroke_sign_seen", "stroke_sign"),
        ("overdose", 'poison == "too_much_medicine"'),
        ("heatstroke", 'heat == "not_better_30min"'),
        ("spine_injury", 'injury == "major"'),
        ("collapse_on_exercise", "exercise_link"),
        ("baby_spasm_runs", "child_signs.spasm_clusters"),
        ("crisis_thoughts_now", "crisis_thoughts"),
        ("red_painful_eye", "eye_face.eye_bad_pain"),
    ],
)
def test_a_negated_sign_in_an_emergency_rule_is_found(guideline: Guideline, rule: str, atom: str) -> None:
    def negate(old: Rule) -> Rule:
        assert atom in old.when
        return replace(old, when=old.when.replace(atom, f"not {atom}", 1))

    changed = rule_changed(guideline, rule, negate)
    found = (outcome(changed, name) for name in WATCHFUL)  # the first that fails is enough
    plain(next(p.counterexample for p in found if p.status == "refuted") or "")


def test_a_level_turned_down_is_found(guideline: Guideline) -> None:
    changed = rule_changed(guideline, "worst_ever_headache", lambda r: replace(r, level="routine"))
    ordered = with_rules(changed, sorted(changed.rules, key=lambda r: -RANK[r.level]))
    assert "alone means an emergency call" in refuted(ordered, "single_sign_floors")


@pytest.mark.parametrize(
    "kind, code",
    [("heat", "cannot_feel_skin"), ("heat", "patch_on_skin"), ("heat", "pregnant_bump"), ("cold", "cold_illness")],
)
def test_a_code_dropped_from_a_family_is_found(guideline: Guideline, kind: str, code: str) -> None:
    said = refuted(without_code(guideline, kind, code), "no_technique_with_contraindication")
    assert "is offered" in said


def test_a_code_dropped_from_the_leg_work_is_found(guideline: Guideline) -> None:
    said = refuted(without_code(guideline, "leg_work", "dvt_signs"), "clot_artery_compartment_block")
    assert "blood clot" in said


@pytest.mark.parametrize("rule", ["swollen_limb", "severe_pain_will_not_let_go", "recent_crush_or_cast"])
def test_a_rule_that_no_longer_blocks_relief_is_found(guideline: Guideline, rule: str) -> None:
    changed = rule_changed(guideline, rule, lambda r: replace(r, blocks_relief=False))
    refuted(changed, "clot_artery_compartment_block")


def test_a_net_line_taken_away_is_found(guideline: Guideline, size: Sized) -> None:
    """Every line of "Anywhere else?" that prints a sign worth urgent or more is needed."""
    net = next(s for s in guideline.screens if s.id == "anywhere_else")
    lines = random.Random(8).sample(range(len(net.lines)), size(8, len(net.lines)))
    missed = []
    for at in lines:
        found = outcome(without_line(guideline, "anywhere_else", at), "anywhere_else")
        if found.status == "refuted":
            missed.append(plain(found.counterexample or ""))
    assert len(missed) > len(lines) / 2
    assert any("is never asked" in m for m in missed)


def test_a_must_know_sign_that_no_rule_watches_is_found(guideline: Guideline) -> None:
    watching = [r.id for r in guideline.rules if r.when == "swollen_leg"]
    said = refuted(without_rules(guideline, *watching), "self_care_needs_must_know")
    assert "can end with self-care" in said


def test_a_pair_of_routes_that_parts_is_found(guideline: Guideline) -> None:
    pair = replace(guideline.pairs[0], level="soon")
    refuted(replace(guideline, pairs=(pair,)), "two_routes_same_level")


def test_an_answer_that_lowers_and_is_not_listed_is_found(guideline: Guideline) -> None:
    changed = rule_changed(guideline, "cola_pee", lambda r: replace(r, when=f"({r.when}) and not sweating"))
    said = refuted(changed, "danger_never_lowers")
    assert "but only" in said


def test_what_is_stated_by_hand_speaks_of_our_content(guideline: Guideline) -> None:
    """No statement outlives the sign, the answer or the rule it is about."""
    signs = {c.danger.sign for c in claims(guideline) if c.reason}
    assert len(signs) == len(STATED)
    assert set(MAY_LOWER) == set(guideline.may_lower)
    assert set(OUTRANKED) <= set(guideline.rule)
    assert all(("emergency", "self_care") not in lowers.drops for lowers in MAY_LOWER.values())
