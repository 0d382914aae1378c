"""Whole interviews: "none of these" on every screen never closes a sign that was not printed."""

from __future__ import annotations

import random
from collections.abc import Callable

from untwitch.care.knowledge import Knowledge
from untwitch.care.simulate import walk
from untwitch.companion import Asker
from untwitch.guideline.model import Guideline
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


def test_none_of_these_closes_only_what_was_printed(guideline: Guideline, size: Sized) -> None:
    rng = random.Random(9)
    ways = [(p, k, a, b) for p in guideline.places.values() for k in p.kinds for a in AGES for b in BODIES]
    asker = Asker(guideline)
    for place, kind, age, body in rng.sample(ways, size(25, len(ways))):
        person = Knowledge.blank(guideline).answered("site", place.site).answered("movement", (kind,))
        person = person.answered("age_years", age).answered("body_parts", body)
        _, state = walk(person, asker.matters)
        if state.interval().floor == 0:  # otherwise what cannot raise the level is rightly left out
            assert not unprinted(guideline, state.knowledge), (place.id, kind, age, body)
