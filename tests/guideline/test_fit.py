"""Does an answer fit its finding? What does not is refused in one plain sentence."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from untwitch.guideline.answers import misfit
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import Finding, Option


def finding(kind: Any, **more: Any) -> Finding:
    return Finding("it", kind, "Is it?", "It may matter.", "pain", ("general",), (), None, **more)


OPTIONS = (Option("calf", "Calf"), Option("foot", "Foot"), Option("thigh", "Thigh"))
YES_NO = finding("yes_no")
CHOICE = finding("choice", options=OPTIONS)
CHOICES = finding("choices", options=OPTIONS)
PAIN = finding("number", unit="points", min=0, max=10)
ALL = (YES_NO, CHOICE, CHOICES, PAIN)


@pytest.mark.parametrize(
    "about, values",
    [
        (YES_NO, [True, False]),
        (CHOICE, ["calf", "foot"]),
        (CHOICES, [[], (), ["calf"], ("foot", "calf")]),
        (PAIN, [0, 10, 0.5, 7, -0.0]),
    ],
    ids=lambda x: getattr(x, "kind", ""),
)
def test_what_fits(about: Finding, values: list[Any]) -> None:
    assert [misfit(about, value) for value in values] == [None] * len(values)


@pytest.mark.parametrize(
    "about, value, message",
    [
        (YES_NO, 1, "must be true or false"),
        (YES_NO, "yes", "must be true or false"),
        (CHOICE, "claf", 'has no option "claf", did you mean "calf"?'),
        (CHOICE, "zebra", 'has no option "zebra"; it has: calf, foot, thigh'),
        (CHOICE, ["calf"], "must be one of: calf, foot, thigh"),
        (CHOICE, True, "must be one of: calf, foot, thigh"),
        (CHOICE, "x" * 10_000, f'has no option "{"x" * 60}"; it has: calf, foot, thigh'),
        (CHOICES, "calf", "must be a list of options"),
        (CHOICES, {"calf": True}, "must be a list of options"),
        (CHOICES, ["calf", "claf"], 'has no option "claf", did you mean "calf"?'),
        (CHOICES, ["calf", "calf"], "names an option twice"),
        (CHOICES, [["calf"]], "must be one of: calf, foot, thigh"),
        (PAIN, "7", "must be a number"),
        (PAIN, True, "must be a number"),
        (PAIN, float("nan"), "must be a finite number"),
        (PAIN, float("inf"), "must be a finite number"),
        (PAIN, float("-inf"), "must be a finite number"),
        (PAIN, 10.0001, "must be from 0 to 10 points"),
        (PAIN, -1, "must be from 0 to 10 points"),
        (PAIN, 10**400, "must be from 0 to 10 points"),
        (PAIN, -(10**400), "must be from 0 to 10 points"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_sentence(about: Finding, value: object, message: str) -> None:
    assert misfit(about, value) == message


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10) | st.binary(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.sampled_from(ALL), anything)
def test_anything_at_all_fits_or_is_refused(about: Finding, value: object) -> None:
    message = misfit(about, value)
    assert message is None or message.startswith(("must", "has no", "names"))


def test_every_answer_that_fits_has_codes(guideline: Guideline) -> None:
    for one in guideline.findings.values():
        match one.kind:
            case "yes_no":
                values: list[Any] = [True, False]
            case "choice":
                values = [o.id for o in one.options]
            case "choices":
                values = [(), *((o.id,) for o in one.options)]
            case _:
                values = [one.min, one.max]
        for value in values:
            assert misfit(one, value) is None
            start, stop = guideline.table.spans[one.id]
            assert len(guideline.table.codes_of(one.id, value)) == stop - start
