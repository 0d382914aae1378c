"""What the words around a match do to it: denied, in doubt, long ago, about somebody else, only asked.

Precision first: whenever two readings are possible the match is unclear, and what is unclear is not proposed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from rapidfuzz.distance import OSA

from untwitch.care.own_words.lexicon import Lexicon, Match
from untwitch.care.own_words.text import Text

Stands = Literal["yes", "no", "unclear"]
Question = Literal["none", "why", "about", "open"]
OR, ANY_JOIN = frozenset({"or", "nor", "/"}), frozenset({"or", "nor", "/", ",", "and", "&", "plus"})
NO_ANSWER = frozenset({"no", "none", "nil", "nope", "nah", "negative", "absent"})
SUBJECTS = frozenset({"it", "this", "that", "i", "my", "he", "she", "they", "these", "those", "there", "we", "you"})
GREETING = frozenset({"hi", "hello", "hey", "so", "please", "ok", "okay", "and", "dear", "doctor", "doc", ","})
IS = frozenset({"is", "are", "was", ":", "-", "–", "=", "were"})
FAR, NEAR, FEW_BACK = 10, 4, 12


@dataclass(frozen=True)
class Around:
    """The small words of one text and what they reach."""

    text: Text
    lexicon: Lexicon
    covered: frozenset[int]
    others: frozenset[int]

    @cached_property
    def marks(self) -> dict[int, str]:
        """Token to the kind of small phrase it belongs to; words inside a match belong to the match."""
        found: dict[int, str] = {}
        at, tokens = 0, self.text.tokens
        while at < len(tokens):
            end, names = self.lexicon.grammar.longest(tokens, at, frozenset())
            if names and not self.covered & set(range(at, end)):
                found |= dict.fromkeys(range(at, end), names[0])
            elif at not in self.covered and self._may_deny(tokens[at].raw, tokens[at].stem):
                found[at] = "may_deny"
            at = max(end, at + 1)
        return found

    def _may_deny(self, raw: str, stem: str) -> bool:
        """Does an unknown word look like a slip of one that denies?"""
        if stem in self.lexicon.spelling.known or not 3 <= len(raw) <= 8 or not raw.isascii():
            return False
        return any(OSA.distance(raw, word, score_cutoff=1) <= 1 for word in self.lexicon.denying)

    @cached_property
    def clause_of(self) -> tuple[int, ...]:
        """For each token the number of its clause: sentences, cut at words like "but"."""
        found, at, sentence = [], 0, 0
        breaks = frozenset(self.lexicon.words.grammar.breaks)
        for i, token in enumerate(self.text.tokens):
            is_break = token.raw in breaks or token.raw in (":", "(", ")")
            if self.text.sentence_of[i] != sentence or (is_break and i not in self.covered):
                at, sentence = at + 1, self.text.sentence_of[i]
            found.append(at)
        return tuple(found)

    def has(self, match: Match, name: str, before: int, after: int) -> bool:
        """Is a small phrase of this kind so near the match, in its clause?"""
        clause = self.clause_of[match.start]
        window = [
            *range(max(0, match.start - before), match.start),
            *range(match.end, min(match.end + after, len(self.clause_of))),
        ]
        return any(self.marks.get(i) == name and self.clause_of[i] == clause for i in window)

    @cached_property
    def _marks_of(self) -> dict[int, set[str]]:
        """For each clause the kinds of small phrases in it."""
        found: dict[int, set[str]] = {}
        for at, mark in self.marks.items():
            found.setdefault(self.clause_of[at], set()).add(mark)
        return found

    def is_past(self, match: Match) -> bool:
        """Is its clause about long ago? "Started last year" is not."""
        marks = self._marks_of.get(self.clause_of[match.start], set())
        return "past" in marks and "began" not in marks

    def is_elsewhere(self, match: Match) -> bool:
        """Is it said of somebody else?"""
        return match.start in self.others

    def is_what_if(self, match: Match) -> bool:
        """A fear, a reading, a condition: "worried that", "if", "tested for". A comma ends it."""
        tokens, clause = self.text.tokens, self.clause_of[match.start]
        for i in range(match.start - 1, max(-1, match.start - FAR), -1):
            if self.clause_of[i] != clause or tokens[i].raw == ",":
                return False
            if self.marks.get(i) == "what_if":
                return True
        return False

    def question(self, match: Match) -> Question:
        """What kind of question its sentence is."""
        sentence, tokens = self._sentence(match), self.text.tokens
        first = next((i for i in sentence if tokens[i].raw not in GREETING and tokens[i].kind == "word"), sentence[0])
        asked, word = tokens[sentence[-1]].raw == "?", tokens[first].raw
        grammar = self.lexicon.words.grammar
        follows = tokens[first + 1].raw if first + 1 < len(tokens) else ""
        if word in grammar.asks_open and (asked or follows in SUBJECTS):
            return "open"
        if word == "why":
            return "why"
        return "about" if asked or (word in grammar.asks_about and word not in ("when", "any")) else "none"

    def _sentence(self, match: Match) -> range:
        first, last = self._sentences[self.text.sentence_of[match.start]]
        return range(first, last)

    @cached_property
    def _sentences(self) -> dict[int, tuple[int, int]]:
        """The first token of each sentence and the one after its last."""
        found: dict[int, tuple[int, int]] = {}
        for at, number in enumerate(self.text.sentence_of):
            found[number] = found.get(number, (at, at))[0], at + 1
        return found

    def stands(self, match: Match, earlier: Sequence[tuple[Match, Stands]]) -> Stands:
        """Is the match said to be there, said not to be there, or unclear? `earlier`: the matches before it."""
        if self.answered_no(match):
            return "no"
        tokens, clause = self.text.tokens, self.clause_of[match.start]
        light, joins = self.lexicon.words.grammar.list_light, set[str]()
        for i in range(match.start - 1, max(-1, match.start - FAR), -1):
            raw = tokens[i].raw
            if self.clause_of[i] != clause:
                break
            mark = self.marks.get(i)
            if mark in ("deny", "may_deny"):
                return "unclear" if joins or mark == "may_deny" else "no"
            if raw in ANY_JOIN:
                joins.add(raw)
            elif raw not in light or mark == "not_denied":
                return self._after(i, joins, earlier, match)
        return "unclear" if joins & OR and self._denied_before(match) else "yes"

    def denied_from(self, match: Match) -> int:
        """Where the words that deny a match begin, so that they are shown with it; its own start when they are far off."""
        near = [i for i in range(max(0, match.start - NEAR), match.start) if self.marks.get(i) == "deny"]
        return near[0] if near and self.clause_of[near[0]] == self.clause_of[match.start] else match.start

    def _after(self, at: int, joins: set[str], earlier: Sequence[tuple[Match, Stands]], match: Match) -> Stands:
        """The match follows other words. In a list ("no fever or rash") it stands as the item before it."""
        before = next((stands for m, stands in reversed(earlier[-FEW_BACK:]) if m.start <= at < m.end), None)
        if before in ("no", "unclear") and joins:
            return before if joins <= OR else "unclear"
        if joins & OR:
            return "unclear" if self._denied_before(match) else "yes"
        return "unclear" if not joins and self._denied_near(match) else "yes"

    def _denied_before(self, match: Match) -> bool:
        return self._first_denied.get(self.clause_of[match.start], match.start) < match.start

    @cached_property
    def _first_denied(self) -> dict[int, int]:
        """For each clause where it first denies something."""
        denying = [at for at, mark in self.marks.items() if mark in ("deny", "may_deny")]
        return {self.clause_of[at]: at for at in sorted(denying, reverse=True)}

    def _denied_near(self, match: Match) -> bool:
        """A word that denies stands close before, with other words between: "no relief from cramp"."""
        clause, tokens = self.clause_of[match.start], self.text.tokens
        for i in range(match.start - 1, max(-1, match.start - NEAR - 1), -1):
            if self.clause_of[i] != clause or tokens[i].raw == "," or i in self.covered:
                return False
            if self.marks.get(i) in ("deny", "may_deny"):
                return True
        return False

    def answered_no(self, match: Match) -> bool:
        """ "Fever: no", "fever? no." and "swelling none"."""
        tokens, at = self.text.tokens, match.end
        while at < len(tokens) and (tokens[at].raw in IS or (tokens[at].raw == "?" and at == match.end)):
            at += 1
        if at >= len(tokens) or tokens[at].raw not in NO_ANSWER or at in self.covered:
            return False
        return at + 1 == len(tokens) or tokens[at + 1].kind == "mark"
