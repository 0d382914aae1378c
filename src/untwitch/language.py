"""The language in which the program speaks: one current language, set for a request or a command.

English stands in the code and is the key. `_` marks a phrase for the catalogue and gives it in the current language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from gettext import NullTranslations
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from babel import Locale

Key = TypeVar("Key")


@dataclass(frozen=True)
class Language:
    """One language: its code, its own name, the way it is written, and its catalogue.

    `capitals`: nouns keep their capital in the middle of a sentence, so a phrase is never lowered. `reviewed`: a person
    who speaks it well has read the translation.
    """

    code: str
    name: str
    words: NullTranslations
    direction: str = "ltr"
    capitals: bool = False
    reviewed: bool = True


ENGLISH = Language("en", "English", NullTranslations())
_current: ContextVar[Language] = ContextVar("language", default=ENGLISH)


def current() -> Language:
    """The language spoken now."""
    return _current.get()


def _(text: str) -> str:
    """The phrase in the current language."""
    return _current.get().words.gettext(text)


def ngettext(one: str, many: str, number: float) -> str:
    """The phrase for a number of things: `ngettext("%(num)d day", "%(num)d days", n)`, filled by the caller."""
    return _current.get().words.ngettext(one, many, int(number) if number == int(number) else 2)


def pgettext(about: str, text: str) -> str:
    """A phrase that has several meanings in English; `about` tells translators which one."""
    return _current.get().words.pgettext(about, text)


def N_(text: str) -> str:  # noqa: N802 - the usual name of this mark
    """Marks a phrase that is said later with `_`."""
    return text


def speak(language: Language) -> None:
    """From now on this language is spoken here: for a program with one user, like a command in a terminal."""
    _current.set(language)


class Spoken(Mapping[Key, str]):
    """Words under names; each is said in the language of the moment."""

    def __init__(self, words: Mapping[Key, str]) -> None:
        self._words = words

    def __getitem__(self, key: Key) -> str:
        return _(self._words[key])

    def __iter__(self) -> Iterator[Key]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Everything said inside is said in this language."""
    token = _current.set(language)
    try:
        yield
    finally:
        _current.reset(token)


def babel_locale() -> Locale:
    """How the current language writes dates and numbers. Not needed for English, which then imports nothing."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(_current.get().code)
    except (UnknownLocaleError, ValueError):  # a made-up language of the tests
        return Locale("en")
