"""The languages that can be chosen, and their catalogues: text files, compiled once into the user's cache."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Mapping
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from untwitch.kept import cache_folder, keep, read_kept
from untwitch.language import ENGLISH, Language

FOLDER = Path(__file__).parent / "languages"
NAMES: Mapping[str, str] = {"en": "English", "de": "Deutsch"}
CAPITALS = frozenset({"de"})  # nouns keep their capital in the middle of a sentence
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


@lru_cache(maxsize=8)
def language(code: str) -> Language:
    """A language by its code. English needs no catalogue: its sentences stand in the code.

    Raises
    ------
    KeyError
        There is no catalogue of that language.
    """
    if code == ENGLISH.code:
        return ENGLISH
    words = catalogue(FOLDER / code / "interface.po")
    return Language(
        code,
        NAMES[code],
        words,
        "rtl" if code in RIGHT_TO_LEFT else "ltr",
        capitals=code in CAPITALS,
        reviewed="not yet reviewed" not in words.info().get("last-translator", ""),
    )


@lru_cache(maxsize=8)
def content_words(code: str) -> NullTranslations:
    """The words of the content in a language, by their English."""
    return NullTranslations() if code == ENGLISH.code else catalogue(FOLDER / code / "content.po")


def catalogue(path: Path) -> GNUTranslations:
    """A text catalogue, from its compiled form in the cache when the text has not changed."""
    text = path.read_bytes()
    kept = cache_folder() / f"words-{path.parent.name}-{path.stem}-{hashlib.sha256(text).hexdigest()[:16]}.bin"
    blob = read_kept(kept)
    if blob is None:
        blob = compiled(text)
        keep(kept, blob)
    return GNUTranslations(io.BytesIO(blob))


def compiled(text: bytes) -> bytes:
    """A text catalogue in the form that the standard library reads. Entries without a translation are left out."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    made = io.BytesIO()
    write_mo(made, read_po(io.BytesIO(text)))
    return made.getvalue()


def fitting(wanted: Iterable[str]) -> Language | None:
    """The first of the wanted languages that we have: "de-AT" and "de_AT.UTF-8" are German.

    >>> fitting(["fr-FR", "en-US", "de"]).code
    'en'
    """
    for one in wanted:
        code = one.replace("_", "-").split("-")[0].split(".")[0].casefold()
        if code in NAMES:
            return language(code)
    return None
