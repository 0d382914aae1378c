"""The language in which the program speaks: one current catalogue, set for a request or a command.

English stands in the code and is the key. `_` marks a phrase for the catalogue and gives it in the current language.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import NullTranslations

ENGLISH = NullTranslations()
_current: ContextVar[NullTranslations] = ContextVar("catalogue", default=ENGLISH)


def _(text: str) -> str:
    """The phrase in the current language."""
    return _current.get().gettext(text)


def ngettext(one: str, many: str, number: int) -> str:
    """The phrase for a number of things: `ngettext("%(num)d day", "%(num)d days", n)`, filled by the caller."""
    return _current.get().ngettext(one, many, number)


@contextmanager
def speaking(catalogue: NullTranslations) -> Iterator[None]:
    """Everything said inside is said from this catalogue."""
    token = _current.set(catalogue)
    try:
        yield
    finally:
        _current.reset(token)
