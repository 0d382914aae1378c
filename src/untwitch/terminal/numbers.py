"""Telephone numbers in the terminal, and a country by its code or name."""

from __future__ import annotations

from collections.abc import Mapping

from untwitch.errors import Fault, FaultsError, nearest
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import Country
from untwitch.language import N_, Spoken, _

NAMES: Mapping[str, str] = Spoken(
    {
        "emergency": N_("Emergency number"),
        "medical": N_("Medical advice line"),
        "poison": N_("Poison centre"),
        "crisis": N_("Crisis line"),
    }
)


def find_country(guideline: Guideline, text: str | None) -> Country | None:
    """A country by its code or name; None for None.

    Raises
    ------
    FaultsError
        No such country, with the nearest name.
    """
    if text is None:
        return None
    known = {c.code.casefold(): c for c in guideline.countries.values()}
    known |= {c.name.casefold(): c for c in guideline.countries.values()}
    word = text.strip().casefold()
    if word in known:
        return known[word]
    close = nearest(word, known)
    codes = ", ".join(sorted(guideline.countries))
    hint = known[close].code if close else None
    raise FaultsError(
        [
            Fault(
                "",
                0,
                "country",
                _('"%(part)s" is not in the list: %(codes)s') % {"part": text[:40], "codes": codes},
                hint,
            )
        ]
    )
