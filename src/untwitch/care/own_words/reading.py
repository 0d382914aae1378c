"""One text being read: what stands in it, about whom, and what is said to be there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from untwitch.care.own_words.heard import Alarm, Heard
from untwitch.care.own_words.lexicon import Lexicon, Match, Role
from untwitch.care.own_words.scope import Around, Stands
from untwitch.care.own_words.text import Text
from untwitch.guideline.model import Guideline
from untwitch.guideline.said import AlarmSaid

FEW_BACK, MOST = 12, 50  # more matches of one role than anybody writes are not read
THEY = frozenset({"he", "she", "they", "his", "her", "their", "him", "he's", "she's"})
NAMING = frozenset({"my", "our", "the", "a"})


@dataclass(frozen=True)
class Reader:
    """One text being read."""

    guideline: Guideline
    lexicon: Lexicon
    text: Text

    @cached_property
    def matches(self) -> tuple[Match, ...]:
        """Places, kinds of movement and signs from left to right."""
        roles: tuple[Role, ...] = ("place", "movement", "sign")
        found = [m for role in roles for m in islice(self.lexicon.matches(role, self.text.tokens), MOST)]
        return tuple(sorted(found, key=lambda m: (m.start, -m.end)))

    @cached_property
    def people(self) -> tuple[Match, ...]:
        return tuple(islice(self.lexicon.matches("person", self.text.tokens), MOST))

    @cached_property
    def subject(self) -> Match | None:
        """The other person whom the text is about: named before the writer says I, and no part of the writer moves."""
        mine = {*self.lexicon.words.grammar.first_person}
        first = next((i for i, t in enumerate(self.text.tokens) if t.raw in mine), len(self.text.tokens))
        if any(self._is_mine(m) for m in self.matches if m.role in ("place", "movement")):
            return None
        return next((m for m in self.people if m.start < first and self._may_be_subject(m)), None)

    def _may_be_subject(self, match: Match) -> bool:
        """ "My son has", or "son has" as the first words; not "my wife says"."""
        tokens = self.text.tokens
        follows = tokens[match.end].raw if match.end < len(tokens) else ""
        is_named = tokens[match.start].raw in NAMING or match.start == 0
        return is_named and follows not in self.lexicon.words.grammar.says

    def _is_mine(self, match: Match) -> bool:
        return any(self.text.tokens[i].raw == "my" for i in range(max(0, match.start - 2), match.start))

    @cached_property
    def others(self) -> frozenset[int]:
        """Tokens about somebody else than the person of this check."""
        tokens, grammar = self.text.tokens, self.lexicon.words.grammar
        named = {m.start for m in self.people if m is not self.subject and not self._same_person(m)}
        named |= {i for i, t in enumerate(tokens) if t.raw in grammar.relatives and not self._in_subject(i)}
        mine = {i for i, t in enumerate(tokens) if t.raw in grammar.first_person}
        mine |= {m.start for m in self.matches if m.role != "sign" and self._is_mine(m)}
        if self.subject is None:
            return self._reach(named, mine)
        back = {i for i, t in enumerate(tokens) if t.raw in THEY or self._in_subject(i)}
        return self._reach(named, set()) | self._reach({i for i in mine if not self._only_says(i)}, back)

    def _reach(self, starts: set[int], ends: set[int]) -> frozenset[int]:
        """Every token from a start to the end of its sentence, or to the next of these ends."""
        found: set[int] = set()
        for start in starts:
            at = start
            while at < len(self.text.tokens) and self.text.sentence_of[at] == self.text.sentence_of[start]:
                if at > start and (at in ends or at in found):
                    break
                found.add(at)
                at += 1
        return frozenset(found)

    def _only_says(self, at: int) -> bool:
        """ "I think he ...": the writer speaks, but not of themself."""
        follows = self.text.tokens[at + 1].raw if at + 1 < len(self.text.tokens) else ""
        return follows in self.lexicon.words.grammar.says

    def _same_person(self, match: Match) -> bool:
        """Is the subject named once more with the same words?"""
        subject, words = self.subject, self.text.words
        return (
            subject is not None and words(match.start, match.end).lower() == words(subject.start, subject.end).lower()
        )

    def _in_subject(self, at: int) -> bool:
        return self.subject is not None and self.subject.start <= at < self.subject.end

    @cached_property
    def around(self) -> Around:
        covered = frozenset(i for m in self.matches for i in range(m.start, m.end))
        return Around(self.text, self.lexicon, covered, self.others)

    @cached_property
    def stands(self) -> dict[Match, Stands]:
        """For each match whether it is said to be there."""
        found: list[tuple[Match, Stands]] = []
        for match in self.matches:
            same = next((s for m, s in reversed(found[-FEW_BACK:]) if m.start <= match.start < m.end), None)
            found.append((match, same or self.around.stands(match, found)))
        return dict(found)

    def heard(self, start: int, end: int) -> Heard:
        tokens = self.text.tokens
        return Heard(tokens[start].start, tokens[end - 1].end, self.text.words(start, end))

    def alarms(self) -> Iterator[Alarm]:
        """One for each way, from its first words that are not denied and not long ago."""
        said = [*islice(self.lexicon.matches("alarm", self.text.tokens), MOST)]
        for way in ("crisis", "emergency"):
            for match in said:
                entry = match.entry
                if isinstance(entry, AlarmSaid) and entry.way == way and self._alarming(match):
                    yield Alarm(entry.way, self.heard(match.start, match.end))
                    break

    def _alarming(self, match: Match) -> bool:
        around = self.around
        return around.stands(match, ()) != "no" and not around.is_past(match) and not around.is_elsewhere(match)
