"""The generated JavaScript file: it takes the same answers as the program, and can stand inside any page."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Error, Page

from logic.trees import LEAVES, VOCABULARY, random_whole, trees
from untwitch.logic import scalar, script
from untwitch.logic.atoms import AtomTable
from untwitch.logic.nodes import Node

TABLE = AtomTable.of(VOCABULARY, LEAVES)
NASTY = {"text": "</script><script>globalThis.hurt=1</script><!-- ]]> \u2028 &lt; é", "</script>": ["</SCRIPT >"]}


@pytest.fixture(scope="module")
def rules_page(chromium: Browser) -> Iterator[Page]:
    """A page that holds the file inside its text, as the offline page does."""
    page = chromium.new_page()
    page.set_content(f"<!doctype html><script>{script.source(LEAVES, TABLE, NASTY)}</script><p>still here</p>")
    yield page
    page.close()


@given(st.lists(trees(), max_size=4))
def test_nothing_in_the_file_can_close_a_script(expressions: list[Node]) -> None:
    assert "<" not in script.source(expressions, AtomTable.of(VOCABULARY, expressions), NASTY)


@given(st.lists(trees(), min_size=1, max_size=4))
def test_generated_code_is_the_same_each_time(expressions: list[Node]) -> None:
    table, again = (AtomTable.of(dict(VOCABULARY), expressions) for _ in range(2))
    assert script.source(expressions, table) == script.source(expressions, again)
    assert scalar.source(expressions, table) == scalar.source(expressions, again)


def test_generated_code_does_not_hang_on_the_hash_seed() -> None:
    program = (
        "from logic.trees import LEAVES, VOCABULARY\n"
        "from untwitch.logic import scalar, script\n"
        "from untwitch.logic.atoms import AtomTable\n"
        "table = AtomTable.of(VOCABULARY, LEAVES)\n"
        "print(scalar.source(LEAVES, table), script.source(LEAVES, table))"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


def test_the_same_operation_is_written_once() -> None:
    from untwitch.logic.text import parse

    expressions = [
        parse("swollen and (numb or hot)"),
        parse("weak or (numb or hot)"),
        parse("swollen and (numb or hot)"),
    ]
    table = AtomTable.of(VOCABULARY, expressions)
    assert scalar.source(expressions, table).count("|") == 2
    assert scalar.source(expressions, table).count("&") == 1


def test_no_name_or_word_of_the_content_stands_in_the_python_code() -> None:
    source = scalar.source(LEAVES, TABLE)
    assert not [name for name in VOCABULARY if name in source]


@pytest.mark.browser
def test_hostile_data_stays_data(rules_page: Page) -> None:
    assert rules_page.evaluate("untwitchRules.data") == NASTY
    assert rules_page.evaluate("globalThis.hurt") is None
    assert rules_page.inner_text("p") == "still here"


@pytest.mark.browser
def test_the_file_sets_one_frozen_name(rules_page: Page) -> None:
    assert rules_page.evaluate("Object.isFrozen(untwitchRules)")
    assert rules_page.evaluate("[typeof FINDINGS, typeof BLANK, typeof L, typeof atoms]") == ["undefined"] * 4


@pytest.mark.browser
@given(st.randoms(use_true_random=False))
def test_the_browser_takes_whole_answers_as_the_program_does(rules_page: Page, rng: Any) -> None:
    said = {name: random_whole(rng, name) for name in VOCABULARY if rng.random() < 0.7}
    codes = bytearray(TABLE.blank)
    for name, value in said.items():
        codes[slice(*TABLE.spans[name])] = TABLE.codes_of(name, value)
    assert rules_page.evaluate("said => Array.from(untwitchRules.atoms(said))", said) == list(codes)


@pytest.mark.browser
def test_null_is_not_asked(rules_page: Page) -> None:
    assert rules_page.evaluate("Array.from(untwitchRules.atoms({pain: null, swollen: undefined}))") == list(TABLE.blank)


@pytest.mark.browser
@pytest.mark.parametrize(
    "name, value",
    [
        ("pain", "NaN"),
        ("pain", "Infinity"),
        ("pain", "-Infinity"),
        ("pain", "11"),
        ("pain", "-0.1"),
        ("pain", '"7"'),
        ("pain", "true"),
        ("swollen", "1"),
        ("swollen", '"true"'),
        ("breath", '"fast"'),
        ("breath", '["short"]'),
        ("movement", '"twitch"'),
        ("movement", '["twitch", "wave"]'),
        ("movement", "{}"),
        ("swolen", "true"),
        ("constructor", "true"),
        ("__proto__", "true"),
    ],
)
def test_the_browser_refuses_by_name_what_does_not_fit(rules_page: Page, name: str, value: str) -> None:
    with pytest.raises(Error, match=f'RangeError: "{name}"'):
        rules_page.evaluate(f"untwitchRules.atoms(Object.fromEntries([[{json.dumps(name)}, {value}]]))")
