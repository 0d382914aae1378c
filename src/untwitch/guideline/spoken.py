"""The guideline in another language: the same rules, ids and compiled code, other words."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from untwitch.catalogues import content_words
from untwitch.guideline.model import Guideline
from untwitch.guideline.phrases import said
from untwitch.language import Language

LOGIC = ("evaluate", "live", "evaluate_each", "rules_reading", "evaluate_closings", "ranks")  # without words


def in_language(guideline: Guideline, language: Language) -> Guideline:
    """The guideline in the words of a language. A phrase without translation stays English."""
    return guideline if language.code == guideline.language else _translated(guideline, language.code)


@lru_cache(maxsize=8)
def _translated(guideline: Guideline, code: str) -> Guideline:
    words = content_words(code)
    made = replace(said(guideline, lambda _key, text: words.gettext(text)), language=code)
    made.__dict__.update({name: getattr(guideline, name) for name in LOGIC})  # compiled once for all languages
    return made
