"""The content notices slips in its own rules: enough of them, and what it does not notice is listed with a reason."""

from __future__ import annotations

import functools
import json
import operator
import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from untwitch.cli import app
from untwitch.guideline import files as f
from untwitch.guideline.documents import CONTENT, Documents, read
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import RANK
from untwitch.logic.atoms import FALSE, TRUE, evaluate
from untwitch.logic.text import parse, show
from untwitch.safety.crowd import Crowd
from untwitch.safety.mutants import SLIPS, mutants, slips
from untwitch.safety.mutate import Mutation, Trial, mutate, survivors
from untwitch.safety.survivors import REASONS
from untwitch.terminal.mutating import tell

Size = Callable[[int, int], int]
ALL = 10**9


@pytest.fixture(scope="module")
def documents() -> Documents:
    return read(CONTENT)


@pytest.fixture(scope="module")
def found(guideline: Guideline, documents: Documents, size: Size) -> Mutation:
    return mutate(guideline, documents, sample=size(300, ALL), seed=20)


def test_enough_slips_are_noticed_at_every_level(found: Mutation) -> None:
    assert found.enough, [score.document() for score in found.scores]
    assert found.rules == 362
    assert {o.mutant.slip for o in found.outcomes} == set(SLIPS)


def test_what_is_not_noticed_is_listed_with_a_reason(found: Mutation) -> None:
    assert [(o.mutant.rule, o.mutant.said, o.person) for o in survivors(found)] == []


@pytest.mark.soak
def test_no_reason_is_listed_for_a_slip_that_is_noticed(found: Mutation) -> None:
    assert {(o.mutant.rule, o.mutant.said) for o in found.alive} == set(REASONS)


@pytest.mark.parametrize(
    "text, slip, changed",
    [
        ("a and b", "drop", "b"),
        ("a and b", "swap", "a or b"),
        ("a or b", "swap", "a and b"),
        ("a and b", "negate", "a and not b"),
        ("a and not b", "negate", "a and b"),
        ("a and (b or c)", "drop", "a and c"),
        ("pain >= 7", "shift", "pain >= 8"),
        ("pain >= 7", "shift", "pain >= 6"),
        ("at_least(2, a, b, c)", "shift", "at_least(1, a, b, c)"),
        ('weak in {"one", "two"}', "drop", 'weak == "one"'),
    ],
)
def test_a_slip_is_one_small_change(text: str, slip: str, changed: str) -> None:
    made = {(kind, show(tree)) for kind, _, tree in slips(parse(text))}
    assert (slip, changed) in made
    assert text not in {tree for _, tree in made}


def test_every_rule_has_slips_and_none_is_the_rule_itself(guideline: Guideline) -> None:
    for rule in guideline.rules:
        made = list(mutants(guideline, rule))
        assert made, rule.id
        assert all(m.level != rule.level or m.node != guideline.node(rule.when) for m in made), rule.id


def test_a_crowd_says_what_each_person_alone_would_say(guideline: Guideline, size: Size) -> None:
    rng = random.Random(5)
    table = guideline.table
    people = [bytes(c if c != 2 else rng.choice((FALSE, 2, TRUE)) for c in table.blank) for _ in range(size(40, 1_000))]
    crowd = Crowd(table, people)
    for rule in guideline.rules:
        sure, possible = crowd.truth(guideline.node(rule.when))
        for at, codes in enumerate(people):
            code = evaluate(guideline.node(rule.when), table, codes)
            assert (sure >> at & 1, possible >> at & 1) == (code == TRUE, code != FALSE), (rule.id, at)


def whose_answers_fit(guideline: Guideline, crowd: Crowd) -> int:
    """Those who contradict themselves nowhere: cases about a single rule may, and nobody is like that."""
    fitting = crowd.all
    for conflict in guideline.conflicts:
        fitting &= ~crowd.truth(guideline.node(conflict.when))[1]
    for finding in guideline.findings.values():
        for condition in filter(None, (finding.applies_if, finding.needs_device)):
            if finding.absent is not None:
                absent = guideline.table.codes_of(finding.id, finding.absent)
                there = [
                    crowd.atoms[at][0] if code == TRUE else ~crowd.atoms[at][1]
                    for at, code in zip(range(*guideline.table.spans[finding.id]), absent, strict=True)
                ]
                fitting &= crowd.truth(guideline.node(condition))[1] | functools.reduce(operator.and_, there)
    return fitting


def test_a_slip_called_the_same_changes_no_person_of_the_content(
    guideline: Guideline, documents: Documents, size: Size
) -> None:
    every = [m for rule in guideline.rules[: size(8, 80)] for m in mutants(guideline, rule) if m.slip != "lower"]
    trial = Trial(guideline, documents, every)
    same = [o.mutant for o in map(trial.outcome, every) if o.fate == "same"]
    assert same
    crowd = trial.expected.crowd
    fitting = whose_answers_fit(guideline, crowd)
    for mutant in same:
        rank = RANK[guideline.rule[mutant.rule].level]
        others = [r for r in guideline.rules if r.id != mutant.rule and RANK[r.level] >= rank]
        by_others, _ = crowd.any_of([crowd.truth(guideline.node(r.when)) for r in others])
        before, after = crowd.truth(guideline.node(guideline.rule[mutant.rule].when)), crowd.truth(mutant.node)
        assert (before[0] ^ after[0]) & ~by_others & fitting == 0, mutant


def test_without_the_cases_of_a_rule_its_slips_go_unnoticed(guideline: Guideline, documents: Documents) -> None:
    """The score measures the cases: it falls when they are taken away."""
    name = "severe_pain_will_not_let_go"

    def bare(value: object) -> object:
        if not isinstance(value, f.RulesFile):
            return value
        return replace(value, rules=tuple(replace(r, cases=()) if r.id == name else r for r in value.rules))

    fewer = replace(documents, all=tuple(replace(d, value=bare(d.value)) for d in documents.all))
    assert mutate(guideline, documents, rules=[name]).enough
    assert not mutate(guideline, fewer, rules=[name]).enough


def test_a_case_that_does_not_hold_is_named(guideline: Guideline, documents: Documents) -> None:
    def wrong(value: object) -> object:
        if not isinstance(value, f.RegressionFile):
            return value
        first, *rest = value.vignettes
        return replace(value, vignettes=(replace(first, expected="emergency"), *rest))

    broken = replace(documents, all=tuple(replace(d, value=wrong(d.value)) for d in documents.all))
    with pytest.raises(ValueError, match="regression person sk:1 does not hold"):
        mutate(guideline, broken, rules=["stroke_sign_seen"])


def test_the_command_gives_json() -> None:
    given = CliRunner().invoke(app, ["safety", "mutate", "--rule", "cramp_still_locked", "--json"])
    document = json.loads(given.output)
    assert (given.exit_code, document["version"], document["enough"], document["rules"]) == (0, 1, True, 1)


def test_a_report_in_words_says_the_share_and_what_was_missed(
    found: Mutation, capsys: pytest.CaptureFixture[str]
) -> None:
    alive = replace(found.outcomes[0], fate="alive", by=None, person="A person who: Age: 35 years")
    tell(Mutation("x", 1, (alive,)))
    said = " ".join(capsys.readouterr().out.split())
    assert alive.mutant.rule in said
    assert "0.0%" in said
    assert "A person who: Age: 35 years" in said


def test_the_command_names_every_fault() -> None:
    said = CliRunner().invoke(app, ["safety", "mutate", "--rule", "cramp_still_loked", "--sample", "0"])
    assert said.exit_code == 2
    assert "cramp_still_locked" in said.output
    assert "--sample" in said.output
