"""The remembered profile: offered while fresh, in the newest words, and never when unsure or half known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from untwitch.care.answers import read
from untwitch.care.profile import remembered
from untwitch.guideline.load import load
from untwitch.guideline.model import Guideline

NOW = datetime(2026, 3, 29, 3, 0, tzinfo=UTC)
WHO = {"age_years": 34, "body_parts": "womb"}
WHOLE = {**WHO, "pregnancy": "could_be", "conditions": ["asthma"], "medicines": ["statin"], "new_medicines": []}


def offered(guideline: Guideline, *said: tuple[float, dict[str, object]]) -> dict[str, object]:
    """What is offered when these answers were given so many days ago, newest first."""
    checks = ((NOW - timedelta(days=days), read(guideline, answers)) for days, answers in said)
    return {one.finding.id: one.value for one in remembered(guideline, checks, NOW)}


def test_a_fresh_profile_is_offered_whole(guideline: Guideline) -> None:
    found = offered(guideline, (1, WHOLE))
    assert found == {k: tuple(v) if isinstance(v, list) else v for k, v in WHOLE.items()}


@pytest.mark.parametrize("name, days", [("pregnancy", 21), ("medicines", 28), ("new_medicines", 28)])
def test_pregnancy_and_medicines_are_asked_again_after_some_weeks(guideline: Guideline, name: str, days: int) -> None:
    assert name in offered(guideline, (days, WHOLE))
    assert name not in offered(guideline, (days + 0.01, WHOLE))


@given(st.lists(st.tuples(st.floats(0, 800), st.sampled_from([WHOLE, WHO, {**WHOLE, "medicines": "not_sure"}]))))
def test_nothing_is_older_than_its_finding_allows(said: list[tuple[float, dict[str, object]]]) -> None:
    guideline = load()
    said.sort(key=lambda one: one[0])
    checks = [(NOW - timedelta(days=days), read(guideline, answers)) for days, answers in said]
    for one in remembered(guideline, checks, NOW):
        assert NOW - one.said_at <= timedelta(days=one.finding.remember_days or 0)
        newest = next(k for at, k in checks if one.finding.id in k.asked)
        assert newest.values[one.finding.id] == one.value


def test_the_newest_word_stands(guideline: Guideline) -> None:
    found = offered(guideline, (1, {**WHO, "conditions": []}), (5, WHOLE))
    assert found["conditions"] == ()
    assert found["medicines"] == ("statin",)


def test_not_sure_is_not_remembered_and_hides_what_was_said_before(guideline: Guideline) -> None:
    assert "medicines" not in offered(guideline, (1, {**WHO, "medicines": "not_sure"}), (5, WHOLE))


def test_without_age_and_body_parts_nothing_is_offered(guideline: Guideline) -> None:
    assert offered(guideline, (1, {"conditions": ["asthma"], "age_years": 34})) == {}
    assert offered(guideline, (400, WHO), (1, {"conditions": []})) == {}
