"""The words of the content: found by their type, each under a key, and replaced by those of another language.

A field of type `types.Words` is read by a person; a plain `str` is an id, a code or an expression. One walk over the
types serves both uses: to list all phrases for translators, and to build the guideline in another language.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from untwitch.guideline.model import Guideline

CONTENT_TYPES = "untwitch.guideline."  # the trees of the rule language hold no words
SAID_IN_ROWS = frozenset(
    {"say", "barrier", "gap_also_needs", "temperature", "never", "small_children", "bottle"}
)  # of plain data
Say = Callable[[str, str], str]


def phrases(guideline: Guideline) -> dict[str, str]:
    """Every phrase of the content under its key, `findings.fever.question` for example."""
    found: dict[str, str] = {}

    def note(key: str, text: str) -> str:
        found[key] = text
        return text

    said(guideline, note)
    return found


def said(guideline: Guideline, say: Say) -> Guideline:
    """The guideline with every phrase replaced by `say(key, phrase)`. Ids, expressions and compiled rules stay."""
    return _spoken(guideline, Guideline, "", say)  # type: ignore[no-any-return]


def _spoken(value: Any, hint: Any, key: str, say: Say) -> Any:
    if value is None or not _has_words(hint):
        return value
    if _is_marked(hint, "rows"):
        return _row(value, key, "", say)
    if isinstance(value, str):
        return say(key, value) if value and any(map(_is_words, _choices(hint))) else value
    if is_dataclass(value):
        return _record(value, key, say)
    if isinstance(value, Mapping):
        of = next(a for a in _choices(hint) if get_origin(a) is not None)
        return {k: _spoken(v, get_args(of)[1], _under(key, k), say) for k, v in value.items()}
    return tuple(_spoken(v, _part(hint, at), _under(key, getattr(v, "id", at)), say) for at, v in enumerate(value))


def _row(value: Any, key: str, name: str, say: Say) -> Any:
    """Plain data with its texts replaced."""
    if isinstance(value, Mapping):
        return {k: _row(v, _under(key, k), k, say) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_row(v, _under(key, at), name, say) for at, v in enumerate(value))
    return say(key, value) if isinstance(value, str) and name in SAID_IN_ROWS else value


def _record(value: Any, key: str, say: Say) -> Any:
    hints = _hints(value.__class__)
    new = {
        f.name: _spoken(getattr(value, f.name), hints[f.name], _under(key, f.name), say)
        for f in fields(value)
        if _has_words(hints[f.name])
    }
    return replace(value, **new)


def _under(key: str, name: object) -> str:
    return f"{key}.{name}" if key else str(name)


def _part(hint: Any, at: int) -> Any:
    """The type of the item at a place of a tuple."""
    arguments = get_args(next(a for a in _choices(hint) if get_origin(a) is tuple))
    return arguments[0] if arguments[-1] is Ellipsis else arguments[at]


def _choices(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


@cache
def _has_words(hint: Any) -> bool:
    """Can a value of this type hold a phrase?"""
    if _is_words(hint) or _is_marked(hint, "rows"):
        return True
    if is_dataclass(hint) and isinstance(hint, type):
        return hint.__module__.startswith(CONTENT_TYPES) and any(_has_words(part) for part in _hints(hint).values())
    return any(_has_words(part) for part in get_args(hint) if part is not Ellipsis)


def _is_words(hint: Any) -> bool:
    return _is_marked(hint, "words")


def _is_marked(hint: Any, mark: str) -> bool:
    return get_origin(hint) is Annotated and mark in hint.__metadata__
