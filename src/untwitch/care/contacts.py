"""How often the same trouble came up lately. A second and a third contact raise the urgency (rules on `contacts_14d`).

The window and what counts stand in the content, `repeat_contact` in cross_checks.yaml.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from untwitch.guideline.model import Guideline

BIRTHDAY_YEARS = 1  # between two checks of one person within the window
TOLD_APART = frozenset({"womb", "testicles"})  # people say "both", "neither" and "not sure" differently at times
ON_TIME = timedelta(hours=24)  # so long after its hour a re-check counts as the one that was asked for


@dataclass(frozen=True)
class Contact:
    """One check: where and what kind it was about, when it began, when it asked to look again, and about whom."""

    place: str | None
    movement: frozenset[str]
    began_at: datetime
    recheck_at: datetime | None = None
    age_years: float | None = None
    body_parts: str | None = None


def contact_number(guideline: Guideline, now: Contact, earlier: Sequence[Contact]) -> int:
    """Which contact about the same trouble this is: 1 for the first. `earlier`: finished checks, in any order.

    A check that begins when an earlier one asked to look again is no new contact.
    """
    window = timedelta(days=guideline.repeat_contact.window_days)
    same = [one for one in earlier if now.began_at - window <= one.began_at < now.began_at]
    same = sorted((one for one in same if _same_trouble(guideline, now, one)), key=lambda one: one.began_at)
    counted = [one for at, one in enumerate((*same, now)) if not _asked_for(one, same[:at])]
    return max(1, len(counted))


def _asked_for(contact: Contact, before: Sequence[Contact]) -> bool:
    hours = (one.recheck_at for one in before)
    return any(hour is not None and hour <= contact.began_at <= hour + ON_TIME for hour in hours)


def _same_trouble(guideline: Guideline, one: Contact, other: Contact) -> bool:
    """The same person, the same place or one that shares a place of the body with it, and the same kind of movement."""
    return (
        _may_be_one_person(one, other)
        and bool(one.movement & other.movement)
        and (one.place == other.place or bool(_sites(guideline, one.place) & _sites(guideline, other.place)))
    )


def _may_be_one_person(one: Contact, other: Contact) -> bool:
    """Nobody has two ages or bodies: people who share one log without saying so are told apart by these."""
    a, b = one.age_years, other.age_years
    if a is not None and b is not None and abs(a - b) > BIRTHDAY_YEARS:
        return False
    return one.body_parts == other.body_parts or not {one.body_parts, other.body_parts} <= TOLD_APART


def _sites(guideline: Guideline, place: str | None) -> frozenset[str]:
    found = guideline.places.get(place or "")
    return frozenset((*found.site, *found.narrow)) if found else frozenset()
