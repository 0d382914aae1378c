"""`logic.json` is the meaning of the rule language; every compiler reproduces it, the browser one in a real Chromium."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from playwright.sync_api import Browser, Page
from psycopg import Connection

from conformance.runners import RUNNERS, Batch, Case
from logic.trees import MEANING, OPS, VOCABULARY, answers, random_answers, random_tree, trees
from untwitch.logic.nodes import AllOf, AnyOf, AtLeast, Compare, Fact, In, Node, Not, parts_of
from untwitch.logic.text import check, parse, show

pytestmark = pytest.mark.browser
CASES: list[dict[str, Any]] = MEANING["cases"]


@pytest.fixture(scope="module")
def rules_page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    yield page
    page.close()


def disagreements(batch: Batch, expected: list[bool | None], name: str) -> list[str]:
    """Each case that a runner answers in another way, as text that can be pasted into `logic.json`."""
    runner = RUNNERS[name]
    held = [at for at, case in enumerate(batch.cases) if runner.takes(case)]
    found = runner.run(replace(batch, cases=[batch.cases[at] for at in held])) if held else []
    return [
        f"{show(batch.cases[at].expression)} with {json.dumps(batch.cases[at].facts)} is {truth}, not {expected[at]}"
        for at, truth in zip(held, found, strict=True)
        if truth is not expected[at]
    ]


@pytest.mark.parametrize("name", RUNNERS)
def test_every_compiler_reproduces_the_written_cases(name: str, rules_page: Page, postgres: Connection[Any]) -> None:
    batch = Batch(VOCABULARY, [Case(parse(c["expression"]), c["facts"]) for c in CASES], rules_page, postgres)
    assert not disagreements(batch, [c["result"] for c in CASES], name)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(tree=trees(), said=answers())
def test_compilers_agree_on_any_tree(
    tree: Node, said: dict[str, Any], rules_page: Page, postgres: Connection[Any]
) -> None:
    batch = Batch(VOCABULARY, [Case(tree, said)], rules_page, postgres)
    expected = RUNNERS["meaning"].run(batch)
    for name in RUNNERS:
        assert not disagreements(batch, expected, name)


def test_compilers_agree_on_many_trees_at_once(
    rules_page: Page, postgres: Connection[Any], size: Callable[[int, int], int]
) -> None:
    rng = random.Random(1979)
    count = size(2_000, 20_000)
    depths = (1, 2, 2, 2, 3, 3, 4)
    mixes = ((0.4, 0.3), (1.0, 0.0))  # how often a finding is answered whole, and in part
    lots = [Case(random_tree(rng, rng.choice(depths)), random_answers(rng, *rng.choice(mixes))) for _ in range(count)]
    for at in range(0, count, 250):
        batch = Batch(VOCABULARY, lots[at : at + 250], rules_page, postgres)
        expected = RUNNERS["meaning"].run(batch)
        for name in RUNNERS:
            assert not disagreements(batch, expected, name)


def test_the_written_cases_are_enough_and_each_is_said_once() -> None:
    said = [(c["expression"], json.dumps(c["facts"], sort_keys=True)) for c in CASES]
    assert len(CASES) >= 150
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['expression']} {json.dumps(c['facts'])}")
def test_a_written_case_is_good_content(case: dict[str, Any]) -> None:
    assert not list(check(parse(case["expression"]), VOCABULARY))
    assert case["result"] in (True, False, None)
    assert case["facts"].keys() <= VOCABULARY.keys()


def nodes_in(node: Node) -> Iterator[Node]:
    yield node
    for part in parts_of(node):
        yield from nodes_in(part)


@pytest.mark.parametrize("kind", [Fact, Compare, In, Not, AllOf, AnyOf, AtLeast])
def test_every_node_is_seen_with_every_result(kind: type) -> None:
    seen = {c["result"] for c in CASES if isinstance(parse(c["expression"]), kind)}
    assert seen == {True, False, None}


@pytest.mark.parametrize("op", OPS)
def test_every_comparison_is_seen_below_at_above_and_unknown(op: str) -> None:
    mine = [c["facts"].get("pain") for c in CASES if c["expression"] == f"pain {op} 7"]
    assert all(value in mine for value in (6, 7, 8, None))


@pytest.mark.parametrize("text", ["swollen and numb", "swollen or numb"])
def test_the_tables_of_and_and_or_are_whole(text: str) -> None:
    pairs = {(c["facts"].get("swollen"), c["facts"].get("numb")) for c in CASES if c["expression"] == text}
    assert len(pairs) == 9
