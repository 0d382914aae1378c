"""A made-up language for tests: every phrase long, accented and in brackets, so that an unmarked one stands out."""

from __future__ import annotations

import re
from gettext import NullTranslations
from typing import TYPE_CHECKING

from untwitch import catalogues

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

CODE, MIRRORED = "xx", "ar"  # the second is written from right to left; a real code, so that browsers know it
ACCENTS = str.maketrans("aeiouAEIOUnc", "áéíóúÁÉÍÓÚñç")
KEPT = re.compile(r"(%\(\w+\)[sd]|%[sd%]|\{\w+\}|`[^`]*`|<[^>]+>|https?://\S+)")
ACCENTED = re.compile(r"\S*[áéíóúÁÉÍÓÚñç]\S*")
INNERMOST = re.compile(r"\[[^\[\]]*\]")


def long_words(text: str) -> str:
    """The phrase with accents, about a third longer, in brackets; placeholders, commands and tags stay."""
    parts = KEPT.split(text)
    said = "".join(part if at % 2 else part.translate(ACCENTS) for at, part in enumerate(parts))
    return f"[{said} {'íóú' * 2}]" if len(text) < 20 else f"[{said} {' '.join(['íóúáé'] * (len(text) // 16))}]"


class Pseudo(NullTranslations):
    """Says every phrase in the made-up language."""

    def gettext(self, message: str) -> str:
        return long_words(message) if message.strip() else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return long_words(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return long_words(message)

    def info(self) -> dict[str, str]:
        return {}


def speak_pseudo(patch: pytest.MonkeyPatch) -> None:
    """From here to the end of the test the made-up language can be chosen, from left to right and mirrored."""
    real = catalogues.catalogue

    def catalogue(path: Path) -> NullTranslations:
        return Pseudo() if path.parent.name in (CODE, MIRRORED) else real(path)

    patch.setattr(catalogues, "catalogue", catalogue)
    for code in (CODE, MIRRORED):
        patch.setitem(catalogues.NAMES, code, "Pseudo")  # type: ignore[arg-type]


def bare(text: str) -> str:
    """What stands outside all brackets."""
    while INNERMOST.search(text):
        text = INNERMOST.sub(" ", text)
    return ACCENTED.sub(" ", text)  # parts of a phrase that a page shows by itself
