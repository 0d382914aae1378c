"""Base errors, and faults: mistakes in content or input as values with a place and a message."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from untwitch.language import _

SHORTEST_PART = 4  # of a word: shorter ones (of, and, leg) stand in too many


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
    """The known word that was probably meant, or None. Close letters count first, then words shared between the underlines.

    >>> nearest("sadle_numb", ["saddle_numb", "walking"])
    'saddle_numb'
    >>> nearest("calf_strech", ["stiff_neck", "calf_active_towel"])
    'calf_active_towel'
    """
    words = list(known)
    close = difflib.get_close_matches(word, words, n=1, cutoff=0.7) or _sharing(word, words)
    close = close or difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    return close[0] if close else None


def _sharing(word: str, known: Iterable[str]) -> list[str]:
    """The known word that shares most parts of four letters or more, and of those the one with the closest letters."""
    parts = {part for part in word.lower().split("_") if len(part) >= SHORTEST_PART}
    shared = [one for one in known if parts & set(one.split("_"))]
    matcher = difflib.SequenceMatcher(b=word)

    def alike(one: str) -> tuple[int, float]:
        matcher.set_seq1(one)
        return len(parts & set(one.split("_"))), matcher.ratio()

    return [max(shared, key=alike)] if shared else []
