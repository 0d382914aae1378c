"""The repeat-contact rule: the second and third check of the same trouble count, what the program asked for does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from untwitch.care.contacts import Contact, contact_number
from untwitch.guideline.load import load
from untwitch.guideline.model import Guideline

NOW = datetime(2026, 10, 25, 2, 30, tzinfo=UTC)


def check(days_ago: float, place: str = "calf", kind: str = "cramp", recheck_in: float | None = None) -> Contact:
    began = NOW - timedelta(days=days_ago)
    again = None if recheck_in is None else began + timedelta(days=recheck_in)
    return Contact(place, frozenset({kind}), began, again)


def test_the_same_trouble_again_is_counted(guideline: Guideline) -> None:
    assert contact_number(guideline, check(0), []) == 1
    assert contact_number(guideline, check(0), [check(3)]) == 2
    assert contact_number(guideline, check(0), [check(3), check(13.9)]) == 3


def test_another_place_another_kind_or_long_ago_is_another_trouble(guideline: Guideline) -> None:
    assert contact_number(guideline, check(0), [check(3, place="eyelid"), check(2, kind="twitch"), check(14.1)]) == 1


def test_a_neighbouring_place_is_the_same_trouble(guideline: Guideline) -> None:
    assert contact_number(guideline, check(0), [check(3, place="shin")]) == 2


def test_somebody_else_who_uses_the_same_log_is_not_counted(guideline: Guideline) -> None:
    """A parent checked twice for two people in one log and was told "third check of the same trouble"."""
    parent, child = replace(check(0), age_years=45, body_parts="womb"), replace(check(1), age_years=7)
    assert contact_number(guideline, parent, [child]) == 1
    assert contact_number(guideline, parent, [replace(child, age_years=45, body_parts="testicles")]) == 1
    assert contact_number(guideline, parent, [replace(child, age_years=44)]) == 2, "a birthday since"
    assert contact_number(guideline, parent, [replace(child, age_years=45, body_parts="not_sure")]) == 2
    assert contact_number(guideline, parent, [check(1)]) == 2, "nobody knows: the more careful count"


def test_a_recheck_asked_for_is_no_new_contact(guideline: Guideline) -> None:
    assert contact_number(guideline, check(0), [check(3, recheck_in=3)]) == 1
    assert contact_number(guideline, check(0), [check(3, recheck_in=2.5)]) == 1
    assert contact_number(guideline, check(0), [check(3, recheck_in=7)]) == 2, (
        "earlier than asked for: worse, or worried"
    )
    assert contact_number(guideline, check(0), [check(6, recheck_in=3), check(3, recheck_in=9)]) == 2


@given(st.lists(st.builds(check, st.floats(0.01, 30), st.sampled_from(["calf", "shin", "eyelid"]))))
def test_one_more_check_never_lowers_the_number(earlier: list[Contact]) -> None:
    guideline = load()
    found = contact_number(guideline, check(0), earlier)
    assert 1 <= found <= 1 + len(earlier)
    assert contact_number(guideline, check(0), [*earlier, check(1)]) == found + 1
