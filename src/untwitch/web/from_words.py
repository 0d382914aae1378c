"""What page 2 starts from when the person said it in their own words before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from untwitch.care.own_words.confirm import LISTS_KEY, WHERE_KEY, WORDS
from untwitch.companion import Answered, Check
from untwitch.guideline.model import Guideline


@dataclass(frozen=True)
class FromWords:
    """What was confirmed of place, kind and person. `more_sites`, `more_kinds`: what was confirmed beside the first."""

    place: str = ""
    side: str = ""
    movement: str = ""
    age: str = ""
    months: str = ""
    body_parts: str = ""
    narrow: tuple[str, ...] = ()
    more_sites: tuple[str, ...] = ()
    more_kinds: tuple[str, ...] = ()
    names_lists: bool = False

    @property
    def knows_person(self) -> bool:
        """Was anything said that what is remembered of the person could contradict?"""
        return bool(self.age or self.body_parts or self.names_lists)


def named_in_lists(check: Check) -> Mapping[str, list[str]]:
    """The illnesses and medicines that were confirmed, by list."""
    answer = words_answer(check)
    found = answer.told.values.get(LISTS_KEY) if answer else None
    return (
        {k: [str(o) for o in v] for k, v in found.items() if isinstance(v, list)} if isinstance(found, Mapping) else {}
    )


def words_answer(check: Check) -> Answered | None:
    """The confirmed words of a check, if any."""
    return next((a for a in check.answered if a.told.screen == WORDS), None)


def from_words(check: Check, guideline: Guideline) -> FromWords:
    """What page 2 starts from; empty when nothing was said in own words."""
    answer = words_answer(check)
    found = answer.told.values.get(WHERE_KEY) if answer else None
    said: Mapping[str, Any] = found if isinstance(found, Mapping) else {}
    places = [guideline.places[p] for p in said.get("places", ()) if p in guideline.places]
    kinds, age, months = tuple(said.get("movement", ())), said.get("age_years"), said.get("age_months")
    narrow = tuple(said.get("narrow", ()))
    return FromWords(
        place=places[0].id if places else "",
        side=str(said.get("side") or ""),
        movement=kinds[0] if kinds else "",
        age=f"{age:g}" if isinstance(age, int | float) else "",
        months=f"{months % 12:g}" if isinstance(months, int) else "",
        body_parts=str(said.get("body_parts") or ""),
        narrow=narrow + tuple(s for p in places[1:] for s in p.site),
        more_sites=narrow + tuple(s for p in places[1:] for s in p.site),
        more_kinds=kinds[1:],
        names_lists=bool(named_in_lists(check)),
    )
