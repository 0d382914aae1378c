"""Every node in plain English."""

from __future__ import annotations

import pytest
from hypothesis import given

from logic.trees import trees
from untwitch.logic.nodes import AllOf, Fact, Node
from untwitch.logic.text import parse
from untwitch.logic.words import Names, in_words

FINDINGS = {
    "swollen": "a swollen leg",
    "numb": "numb skin",
    "weak": "weakness",
    "hot": "hot skin",
    "pain": "pain",
    "temp_c": "temperature",
    "breath": "breath",
    "side": "side",
    "movement": "movement",
}
UNITS = {"pain": "points", "temp_c": "°C"}
NAMES = Names(
    finding=lambda name: FINDINGS[name],
    option=lambda name, option: f"{FINDINGS[name]} {option}",
    amount=lambda name, value: f"{value:.15g} {UNITS.get(name, '')}".strip(),
)
PLAIN = {
    "swollen": "a swollen leg",
    "movement.cramp": "movement cramp",
    "not swollen": "not: a swollen leg",
    "pain >= 7": "pain: 7 points or more",
    "pain > 7": "pain: more than 7 points",
    "pain < 7": "pain: under 7 points",
    "pain <= 7": "pain: 7 points or less",
    "pain == 7": "pain: 7 points",
    "pain != 7": "pain: not 7 points",
    "temp_c >= 38.5": "temperature: 38.5 °C or more",
    'breath == "short"': "breath short",
    'breath != "short"': "not: breath short",
    'breath in {"short"}': "breath short",
    'breath in {"short", "silent"}': "breath short; or breath silent",
    'breath in {"normal", "short", "silent"}': "breath normal; breath short; or breath silent",
    'not breath in {"short", "silent"}': "not (breath short; or breath silent)",
    "swollen and numb": "a swollen leg; and numb skin",
    "swollen or numb or weak": "a swollen leg; numb skin; or weakness",
    "swollen and (numb or weak)": "a swollen leg; and (numb skin; or weakness)",
    "not (swollen and numb)": "not (a swollen leg; and numb skin)",
    "at_least(2, swollen, numb, weak)": "at least two of: a swollen leg, numb skin, weakness",
    "at_least(1, swollen, numb and weak)": "at least one of: a swollen leg, (numb skin; and weakness)",
    "hot and at_least(2, swollen, numb, weak)": "hot skin; and (at least two of: a swollen leg, numb skin, weakness)",
    "at_least(6, swollen, numb, weak, hot, pain > 3, movement.cramp)": (
        "at least 6 of: a swollen leg, numb skin, weakness, hot skin, pain: more than 3 points, movement cramp"
    ),
}


@pytest.mark.parametrize("text", PLAIN)
def test_every_node_is_said_in_plain_english(text: str) -> None:
    assert in_words(parse(text), NAMES) == PLAIN[text]


@pytest.mark.parametrize(
    "limit, said", [("1000000", "1000000"), ("123456789", "123456789"), ("0.0001", "0.0001"), ("7.0", "7")]
)
def test_a_limit_is_said_as_a_person_writes_it(limit: str, said: str) -> None:
    assert in_words(parse(f"pain >= {limit}"), NAMES) == f"pain: {said} points or more"


@given(trees())
def test_no_tree_is_left_without_words(tree: Node) -> None:
    said = in_words(tree, NAMES)
    assert said
    assert not any(code in said for code in ("_", "==", ">=", "Fact", "None", "  "))


def test_one_part_needs_no_joining_word() -> None:
    assert in_words(AllOf((Fact("swollen"),)), NAMES) == "a swollen leg"
