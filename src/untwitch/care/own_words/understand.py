"""The matcher: a text in, lines to confirm out. Pure; the same text always gives the same lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from untwitch.care.own_words.heard import Language, Proposal, Understanding
from untwitch.care.own_words.lexicon import Lexicon, Match, lexicon
from untwitch.care.own_words.lines import number_lines, person_line, settled, sign_lines
from untwitch.care.own_words.numbers import ABOUT, numbers
from untwitch.care.own_words.reading import Reader
from untwitch.care.own_words.text import Text, tokenise
from untwitch.care.own_words.topic import Topic, finding_of
from untwitch.guideline.model import Guideline
from untwitch.guideline.said import MovementSaid, PersonSaid, SignSaid

LATIN = 0x24F
MOST_FOREIGN = 0.3
LEAST_ENGLISH = 0.34
MOST_NUMBERS = 30
DOUBT_BEFORE, DOUBT_AFTER, OVER_AFTER, NEAR = 7, 2, 4, 8


def understand(guideline: Guideline, text: str) -> Understanding:
    """What a text says, as lines to confirm. Never raises; only the first 2,000 characters are read."""
    known = lexicon(guideline)
    read = tokenise(text, known.spelling)
    language = language_of(read, known)
    reader = Reader(guideline, known, read)
    alarms = tuple(reader.alarms())
    if language != "english":
        return Understanding(language, read.is_cut, alarms)
    topic = Topic(reader)
    return Understanding(language, read.is_cut, alarms, topic.places, tuple(Findings(reader, topic).proposals()))


def language_of(text: Text, known: Lexicon) -> Language:
    """Is it English? A small profile of common words; short texts may be keywords of ours alone."""
    words = [t.raw for t in text.tokens if t.kind == "word"]
    if not words:
        return "nonsense" if text.read.strip() else "empty"
    foreign = sum(any(ord(c) > LATIN for c in w) for w in words) / len(words)
    english = sum(w in known.english or known.spelling.stem(w) in known.spelling.known for w in words)
    other = max(sum(w in some for w in words) for some in known.others.values())
    if foreign > MOST_FOREIGN or (other >= 2 and other >= english):
        return "other"
    if english / len(words) >= LEAST_ENGLISH or (english and len(words) <= 4 and not other):
        return "english"
    return "other" if other else "nonsense"


@dataclass(frozen=True)
class Findings:
    """The lines to confirm of one text."""

    reader: Reader
    topic: Topic

    def proposals(self) -> Iterator[Proposal]:
        """Every line to confirm but the places: for whom, kinds, findings, numbers. What contradicts is left out."""
        lines = [*self._about_person(), *self._kind_lines(), *self._sign_lines(), *self._number_lines()]
        yield from settled(self.reader.guideline, lines)

    def _about_person(self) -> Iterator[Proposal]:
        subject, reader = self.reader.subject, self.reader
        if subject is None or not isinstance(subject.entry, PersonSaid):
            return
        ages = [n.value for n in numbers(reader.text.tokens) if n.finding == "age_years"]
        if ages or not subject.entry.needs_age:
            heard = reader.heard(subject.start, subject.end)
            yield person_line(reader.guideline, subject.entry.for_whom, ages, heard)

    def _kind_lines(self) -> Iterator[Proposal]:
        for kind, match in self.topic.kinds.items():
            said = SignSaid((), (f"movement.{kind}",))
            yield from sign_lines(self.reader.guideline, said, True, self.reader.heard(match.start, match.end))

    def _sign_lines(self) -> Iterator[Proposal]:
        reader, seen = self.reader, set[tuple[int, bool]]()
        for match in reader.matches:
            entry, truth = match.entry, reader.stands[match] == "yes"
            if not isinstance(entry, SignSaid) or (id(entry), truth) in seen:
                continue
            if self._is_told(match, entry.ever) and self._moves_there(match):
                seen.add((id(entry), truth))
                start = match.start if truth else reader.around.denied_from(match)
                yield from sign_lines(reader.guideline, entry, truth, reader.heard(start, match.end))

    def _moves_there(self, match: Match) -> bool:
        """ "All over" may be about a rash; it counts when it is a place of the movement."""
        is_many = isinstance(match.entry, SignSaid) and "many_places" in match.entry.says
        return not is_many or any("whole_body" in p.places for p in self.topic.places)

    def _is_told(self, match: Match, ever: bool) -> bool:
        """Is it clearly said of this person and of now, and not only asked, feared or thought?"""
        around = self.reader.around
        if self.reader.stands[match] == "unclear" or around.is_elsewhere(match) or around.is_what_if(match):
            return False
        asked = around.question(match) in ("open", "about") and not around.answered_no(match)
        if asked or self._is_comparison(match) or around.has(match, "doubt", DOUBT_BEFORE, DOUBT_AFTER):
            return False
        return ever or not (around.is_past(match) or around.has(match, "over", 2, OVER_AFTER))

    def _is_comparison(self, match: Match) -> bool:
        """ "Like period pain" is not period pain."""
        before = self.reader.text.tokens[max(0, match.start - 2) : match.start]
        return any(t.raw == "like" for t in before)

    def _number_lines(self) -> Iterator[Proposal]:
        for said in islice(numbers(self.reader.text.tokens), MOST_NUMBERS):
            span = Match("sign", SignSaid(()), said.start, said.end)
            if self._is_told_number(span):
                yield from number_lines(
                    self.reader.guideline, said, self._nearest(span), self.reader.heard(said.start, said.end)
                )

    def _is_told_number(self, span: Match) -> bool:
        around = self.reader.around
        if around.is_elsewhere(span) or around.is_what_if(span) or around.question(span) == "open":
            return False
        return not any(around.has(span, name, 3, 0) for name in ("doubt", "deny", "over"))

    def _nearest(self, span: Match) -> tuple[str, ...]:
        """What a number may be about: the findings told of in its clause, the nearest first; a movement by its kind."""
        clause = self.reader.around.clause_of
        mine = [
            m for m in self.reader.matches if clause[m.start] == clause[span.start] and self.reader.stands[m] == "yes"
        ]
        mine.sort(key=lambda m: self._gap(m, span))
        found = [self._finding(m) for m in mine if self._gap(m, span) <= NEAR or self._is_alone(span)]
        began = self.reader.around.has(span, "began", NEAR, 0)
        return tuple(found) or (("movement",) if began and self.topic.kinds and not mine else ())

    def _finding(self, match: Match) -> str:
        if isinstance(match.entry, SignSaid):
            return finding_of(match.entry)
        return f"movement.{match.entry.movement}" if isinstance(match.entry, MovementSaid) else "place"

    def _gap(self, match: Match, span: Match) -> int:
        """Tokens between a match and a number; a comma counts as many."""
        first, last = sorted((match, span), key=lambda m: m.start)
        between = self.reader.text.tokens[first.end : last.start]
        return len(between) + NEAR * sum(t.raw == "," for t in between)

    def _is_alone(self, span: Match) -> bool:
        """Does the number stand between commas with small words only: ", for 3 weeks now,"?"""
        tokens, words = self.reader.text.tokens, self.reader.lexicon.english
        for step, at in ((-1, span.start - 1), (1, span.end)):
            while 0 <= at < len(tokens) and tokens[at].kind != "mark":
                if tokens[at].raw not in words and tokens[at].raw not in ABOUT:
                    return False
                at += step
        return True
