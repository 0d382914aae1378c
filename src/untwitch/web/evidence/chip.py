"""A filter of an index page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Chip:
    """One filter: a link that turns it on, or off when it is on. `sign` names its icon, `says` explains it."""

    word: str
    address: str
    count: int
    on: bool
    sign: str = ""
    says: str = ""
