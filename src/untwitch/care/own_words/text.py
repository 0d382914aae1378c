"""A person's text as tokens: lower case, one spelling for one word, small slips of the keyboard put right.

Every step is linear in the text. A misspelt word is only put right when it is long, when exactly one word of the lexicon
is one slip away (two for very long words) and when it is no ordinary word itself. Words that turn a sentence around (not,
without) are never put right; one that looks like a slip of them makes what follows unclear instead.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from rapidfuzz.distance import OSA

LONGEST = 2_000
SHORTEST_PUT_RIGHT = 5
VERY_LONG = 11
TOKEN = re.compile(
    r"[^\W\d_]+(?:['’][^\W\d_]+)*|[0-9]+(?:[.,][0-9]+)*(?:[-–][0-9]+)?|[.!?;:,\n()/=+%°]|(?<=\s)[-–—](?=\s)"
)
VOWELS = frozenset("aeiouy")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark with its place in the text. `raw` as typed in small letters, `stem` for comparing."""

    raw: str
    stem: str
    start: int
    end: int
    kind: Literal["word", "number", "mark"]


def stem(word: str) -> str:
    """A word without the endings that change only its form: cramps, cramping and cramped are one.

    >>> [stem(w) for w in ("cramps", "twitching", "shaking", "shake", "running", "hiccups")]
    ['cramp', 'twitch', 'shak', 'shak', 'run', 'hiccup']
    """
    word = word.removesuffix("'s").replace("'", "")
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 4 and word.endswith(("ches", "shes", "xes", "sses", "zes")):
        word = word[:-2]
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        bare = word.removesuffix(ending)
        if bare != word and len(bare) >= 3 and VOWELS & set(bare):
            word = bare[:-1] if bare[-1] == bare[-2] and bare[-1] not in "lsz" else bare
            break
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


class Spelling:
    """Which words are known, and the one known word a slip of the keyboard may have meant."""

    def __init__(self, known: Iterable[str], targets: Iterable[str], same_word: Mapping[str, str]) -> None:
        self.known, self.same_word = frozenset(known), same_word
        self._by_letter: defaultdict[str, list[str]] = defaultdict(list)
        for target in sorted({t for t in targets if len(t) >= SHORTEST_PUT_RIGHT and t.isascii() and t.isalpha()}):
            self._by_letter[target[0]].append(target)

    def stem(self, raw: str) -> str:
        """The stem to compare with the lexicon."""
        return stem(self.same_word.get(raw, raw))

    def put_right(self, found: str) -> str:
        """The stem itself when it is known or nothing is near, else the one stem that was meant."""
        if found in self.known or len(found) < SHORTEST_PUT_RIGHT - 1 or not found.isascii():
            return found
        most = 2 if len(found) >= VERY_LONG else 1
        near = {t: d for t in self._by_letter[found[0]] if (d := _slips(found, t, most)) <= most}
        best = {stem(self.same_word.get(t, t)) for t, d in near.items() if d == min(near.values())}
        return best.pop() if len(best) == 1 else found


def _slips(one: str, other: str, most: int) -> int:
    if abs(len(one) - len(other)) > most:
        return most + 1
    return OSA.distance(one, other, score_cutoff=most)


@dataclass(frozen=True)
class Text:
    """What is read of a text: its first 2,000 characters, as tokens."""

    read: str
    is_cut: bool
    tokens: tuple[Token, ...]

    def words(self, start: int, end: int) -> str:
        """The text of some tokens as it was typed, in one line."""
        return " ".join(self.read[self.tokens[start].start : self.tokens[end - 1].end].split())

    @cached_property
    def sentence_of(self) -> tuple[int, ...]:
        """For each token the number of its sentence."""
        found, at = [], 0
        for token in self.tokens:
            found.append(at)
            at += token.kind == "mark" and token.raw in ".!?\n;"
        return tuple(found)


def tokenise(text: str, spelling: Spelling) -> Text:
    """Any string as tokens; never raises."""
    read = text[:LONGEST]
    tokens: list[Token] = []
    stems: dict[str, str] = {}
    for match in TOKEN.finditer(read):
        raw = match[0].lower().replace("’", "'")
        kind: Literal["word", "number", "mark"] = (
            "word" if raw[0].isalpha() else "number" if raw[0] in "0123456789" else "mark"
        )
        if raw not in stems:
            stems[raw] = spelling.put_right(spelling.stem(raw)) if kind == "word" else raw
        tokens.append(Token(raw, stems[raw], match.start(), match.end(), kind))
    return Text(read, len(text) > LONGEST, tuple(tokens))
