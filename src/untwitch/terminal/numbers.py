"""Telephone numbers in the terminal, and a country by its code or name."""

from __future__ import annotations

from untwitch.errors import Fault, FaultsError, nearest
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import Country

NAMES = {
    "emergency": "Emergency number",
    "medical": "Medical advice line",
    "poison": "Poison centre",
    "crisis": "Crisis line",
}


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
    raise FaultsError([Fault("", 0, "country", f'"{text[:40]}" is not in the list: {codes}', hint)])
