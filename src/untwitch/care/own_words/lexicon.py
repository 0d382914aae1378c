"""The lexicon of the content, made ready for matching: phrases as tries of stems, compiled once for a guideline."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

from untwitch.care.own_words.text import TOKEN, Spelling, Token, stem
from untwitch.guideline.files import OwnWordsFile
from untwitch.guideline.model import Guideline
from untwitch.guideline.said import AlarmSaid, MovementSaid, PersonSaid, PlaceSaid, SignSaid

Role = Literal["place", "movement", "sign", "person", "alarm"]
Entry = PlaceSaid | MovementSaid | SignSaid | PersonSaid | AlarmSaid
MOST_FILLERS = 4
FINAL = ""  # the key under which a trie keeps what ends there; no token is empty
GRAMMAR = ("deny", "not_denied", "doubt", "past", "began", "over", "what_if")


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """Some tokens that say an entry of the lexicon. Compared by identity: entries are large."""

    role: Role
    entry: Entry
    start: int
    end: int


@dataclass
class Trie:
    """Phrases by their words. A key that begins with = wants the word as it is spelt."""

    root: dict[str, Any] = field(default_factory=dict)

    def add(self, phrase: Iterable[str], what: Any) -> None:
        node = self.root
        for key in phrase:
            node = node.setdefault(key, {})
        node.setdefault(FINAL, []).append(what)

    def longest(self, tokens: Sequence[Token], at: int, fillers: frozenset[str]) -> tuple[int, list[Any]]:
        """The end of the longest phrase that begins at a token, and what it says; (at, []) when none does."""
        best: tuple[int, list[Any]] = (at, [])
        paths = [(self.root, at, 0)]
        while paths:
            node, i, skipped = paths.pop()
            if FINAL in node and i > best[0] and not skipped:
                best = i, node[FINAL]
            if i >= len(tokens):
                continue
            token = tokens[i]
            for key in (token.stem, f"={token.raw}"):
                if key in node:
                    paths.append((node[key], i + 1, 0))
            if i > at and token.raw in fillers and skipped < MOST_FILLERS:
                paths.append((node, i + 1, skipped + 1))
        return best


@dataclass(frozen=True)
class Lexicon:
    """Everything the matcher looks things up in."""

    words: OwnWordsFile
    spelling: Spelling
    fillers: frozenset[str]
    tries: dict[Role, Trie]
    grammar: Trie
    english: frozenset[str]
    others: dict[str, frozenset[str]]
    denying: tuple[str, ...]

    def matches(self, role: Role, tokens: Sequence[Token]) -> Iterator[Match]:
        """The phrases of a role from left to right, the longest first, none inside another."""
        at, trie = 0, self.tries[role]
        while at < len(tokens):
            end, entries = trie.longest(tokens, at, self.fillers)
            yield from (Match(role, entry, at, end) for entry in entries if entry is not None)
            at = max(end, at + 1)


@lru_cache(maxsize=4)
def lexicon(guideline: Guideline) -> Lexicon:
    """The lexicon of a guideline."""
    words = guideline.own_words
    same = one_spelling(words)
    tries: dict[Role, Trie] = {}
    for role, entries in _entries(words).items():
        tries[role] = trie = Trie()
        for entry, phrases in entries:
            for phrase in phrases:
                for keys in keys_of(phrase, same):
                    trie.add(keys, entry)
    grammar = Trie()
    for name in GRAMMAR:
        for phrase in getattr(words.grammar, name):
            grammar.add((f"={t}" for t in _tokens(phrase)), name)
    return Lexicon(
        words=words,
        spelling=_spelling(words, tries, same),
        fillers=frozenset(words.grammar.fillers),
        tries=tries,
        grammar=grammar,
        english=frozenset(words.english),
        others={name: frozenset(some) for name, some in words.other_languages.items()},
        denying=tuple(w for w in words.grammar.deny if " " not in w and len(w) >= 3),
    )


def one_spelling(words: OwnWordsFile) -> dict[str, str]:
    """Each spelling or other word to the one it stands for, in one step."""
    same = words.grammar.same_word
    return {word: same.get(meant, meant) for word, meant in same.items()}


def _entries(words: OwnWordsFile) -> dict[Role, list[tuple[Any, tuple[str, ...]]]]:
    """For each role its entries with their phrases. Nothing (None) stands for what is not meant."""
    blocks = [(None, words.not_meant)]
    return {
        "place": [*((x, x.phrases) for x in words.places), *blocks],
        "movement": [*((x, x.phrases) for x in words.movements), *blocks],
        "sign": [*((x, x.phrases) for x in words.signs), *blocks],
        "person": [(x, x.phrases) for x in words.people],
        "alarm": [(x, x.phrases) for x in words.alarms],
    }


def keys_of(phrase: str, same_word: Any) -> Iterator[tuple[str, ...]]:
    """Every way a phrase of the content can be said, as keys of a trie.

    >>> list(keys_of("blue|white toe", {}))
    [('blu', 'toe'), ('whit', 'toe')]
    """
    choices: list[list[tuple[str, ...]]] = []
    for part in phrase.split():
        may_lack, words = part.endswith("?"), part.removesuffix("?").split("|")
        choices.append([*(_keys(w, same_word) for w in words), *([()] if may_lack else [])])
    for chosen in itertools.product(*choices):
        if keys := tuple(itertools.chain.from_iterable(chosen)):
            yield keys


def _keys(word: str, same_word: Any) -> tuple[str, ...]:
    if word.startswith("=") and len(word) > 1:
        return (word,)
    return tuple(stem(same_word.get(t, t)) if t[0].isalpha() else t for t in _tokens(word))


def _tokens(phrase: str) -> list[str]:
    return [m[0].lower() for m in TOKEN.finditer(phrase)]


def _spelling(words: OwnWordsFile, tries: dict[Role, Trie], same: dict[str, str]) -> Spelling:
    """What is known, and what a slip may have meant: the words the content lists, and never one that turns a sentence."""
    grammar = words.grammar
    small = {stem(t) for name in GRAMMAR for phrase in getattr(grammar, name) for t in _tokens(phrase)}
    small |= {stem(w) for w in (*grammar.fillers, *grammar.breaks, *grammar.first_person, *words.english)}
    spelt: set[str] = set()
    for trie in tries.values():
        spelt |= _all_keys(trie.root)
    said = {k for k in spelt if not k.startswith("=")} | {stem(w) for w in grammar.same_word}
    exact = {stem(k[1:]) for k in spelt if k.startswith("=")}
    ordinary = {stem(w) for w in (*grammar.real_words, *grammar.relatives)}
    return Spelling(said | exact | small | ordinary, {*grammar.put_right, *map(stem, grammar.put_right)}, same)


def _all_keys(node: dict[str, Any]) -> set[str]:
    found: set[str] = set()
    for key, inner in node.items():
        if key != FINAL:
            found |= {key} | _all_keys(inner)
    return found
