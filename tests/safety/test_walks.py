"""Whole interviews: "none of these" on every screen never closes a sign that was not printed."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from untwitch.care.knowledge import Knowledge
from untwitch.care.simulate import walk
from untwitch.companion import Asker
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import Place
from untwitch.logic.atoms import FALSE, evaluate
from untwitch.logic.text import show
from untwitch.safety.screens import alone
from untwitch.safety.theory import read

Sized = Callable[[int, int], int]
AGES = (0, 1, 8, 15, 35, 58, 80)
BODIES = ("womb", "testicles", "both", "neither")


def unprinted(guideline: Guideline, told: Knowledge) -> list[str]:
    """Signs worth urgent or more that are taken as absent without having been on a screen, and without a named fact."""
    found = []
    for danger, whens in alone(guideline).items():
        finding = guideline.findings[danger.finding]
        facts = [w for w in (finding.applies_if, finding.needs_device) if w]
        closed = any(told.truth_of(w) == FALSE for w in facts)
        harmless = None not in whens and all(told.truth(read(guideline, w)) == FALSE for w in whens if w)
        if not closed and not harmless and evaluate(danger.sign, guideline.table, told.told) != FALSE:
            found.append(show(danger.sign))
    return found


def walked(guideline: Guideline, asker: Asker, place: Place, kind: str, age: int, body: str) -> list[str]:
    """What was left unprinted for someone with nothing wrong. Above self-care less needs to be asked."""
    person = Knowledge.blank(guideline).answered("site", place.site).answered("movement", (kind,))
    person = person.answered("age_years", age).answered("body_parts", body)
    _, state = walk(person, asker.matters)
    return unprinted(guideline, state.knowledge) if state.interval().floor == 0 else []


def test_none_of_these_closes_only_what_was_printed(guideline: Guideline, size: Sized) -> None:
    rng = random.Random(9)
    ways = [(p, k, a, b) for p in guideline.places.values() for k in p.kinds for a in AGES for b in BODIES]
    asker = Asker(guideline)
    for place, kind, age, body in rng.sample(ways, size(25, len(ways))):
        assert not walked(guideline, asker, place, kind, age, body), (place.id, kind, age, body)


@pytest.mark.parametrize(
    "place, kind, age, body",
    [
        ("calf", "cramp", 35, "womb"),  # the tummy lines of the net stand on two screens: the first must not close them
        ("whole_body", "shiver", 80, "womb"),  # "sick for any days" matters while "more than one day" does
    ],
)
def test_what_was_missed_once_is_asked(guideline: Guideline, place: str, kind: str, age: int, body: str) -> None:
    assert not walked(guideline, Asker(guideline), guideline.places[place], kind, age, body)
