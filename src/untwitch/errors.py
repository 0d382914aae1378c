"""Base errors, and faults: mistakes in content or input as values with a place and a message."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from untwitch.language import _


class UntwitchError(Exception):
    """Anything this program refuses, in one plain sentence."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One mistake in content or input: where it is, what is wrong, and what was probably meant."""

    file: str
    line: int
    about: str
    message: str
    suggestion: str | None = None

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: " if self.line else f"{self.file}: " if self.file else ""
        about = f"{self.about}: " if self.about else ""
        hint = _(', did you mean "%s"?') % self.suggestion if self.suggestion else ""
        return f"{place}{about}{self.message}{hint}"


class FaultsError(UntwitchError):
    """Input or content that was refused, with every fault found, not only the first."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(map(str, self.faults)))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant, or None.

    >>> nearest("sadle_numb", ["saddle_numb", "walking"])
    'saddle_numb'
    """
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.7)
    return close[0] if close else None
