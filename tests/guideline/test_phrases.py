"""The words of the content: all are found, none is an id or an expression, and saying them in another way changes no rule."""

from __future__ import annotations

import re

from untwitch.guideline.model import Guideline
from untwitch.guideline.phrases import phrases, said

EXPRESSION = re.compile(r"==|>=|<=|[a-z]_[a-z]")
PLACE = re.compile(r"\{\w+\}")  # where a value of a programme is put in


def test_every_question_reason_and_step_is_a_phrase(guideline: Guideline) -> None:
    found = set(phrases(guideline).values())
    assert {f.question for f in guideline.findings.values()} <= found
    assert {o.label for f in guideline.findings.values() for o in f.options} <= found
    assert {r.because for r in guideline.rules} <= found
    assert {text for t in guideline.techniques.values() for _, _, text in (*t.once, *t.cycle)} <= found
    assert {s.text for s in guideline.first_aid.values()} <= found
    assert {line.label for s in guideline.screens for line in s.lines} <= found


def test_no_phrase_is_an_id_or_an_expression(guideline: Guideline) -> None:
    assert not [key for key, text in phrases(guideline).items() if EXPRESSION.search(PLACE.sub("", text))]


def test_another_language_changes_words_only(guideline: Guideline) -> None:
    other = said(guideline, lambda _, text: f"[{text}]")
    assert all(text[0] == "[" and text[-1] == "]" for text in phrases(other).values())
    assert said(other, lambda _, text: text[1:-1]) == guideline
    assert [(r.id, r.when, r.level) for r in other.rules] == [(r.id, r.when, r.level) for r in guideline.rules]
    assert other.nodes is guideline.nodes
    assert other.rules_code is guideline.rules_code
