"""The shapes of the lexicon of own words: what people say, and which place, kind, person or sign they mean by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from untwitch.guideline.types import STRICT, Words


@dataclass(frozen=True, slots=True)
class Grammar:
    """Small words of English and what they do to the words around them. Phrases are lists of words."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    fillers: tuple[str, ...]
    deny: tuple[str, ...]
    not_denied: tuple[str, ...]
    list_light: tuple[str, ...]
    doubt: tuple[str, ...]
    past: tuple[str, ...]
    began: tuple[str, ...]
    over: tuple[str, ...]
    what_if: tuple[str, ...]
    breaks: tuple[str, ...]
    asks_open: tuple[str, ...]
    asks_about: tuple[str, ...]
    first_person: tuple[str, ...]
    relatives: tuple[str, ...]
    says: tuple[str, ...]
    same_word: Mapping[str, str]
    put_right: tuple[str, ...]
    real_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceSaid:
    """Phrases for one place, or for several of which the person chooses one. See content/care/own_words.yaml."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    places: tuple[str, ...]
    phrases: tuple[str, ...]
    narrow: tuple[str, ...] = ()
    inside: bool = False
    only_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MovementSaid:
    """Phrases for one kind of movement."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    movement: str
    phrases: tuple[str, ...]
    needs_place: bool = False


@dataclass(frozen=True, slots=True)
class PersonSaid:
    """Phrases for somebody the check may be for. `needs_age`: a son may be grown, so the age must be told too."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    for_whom: Literal["child", "adult"]
    phrases: tuple[str, ...]
    needs_age: bool = False


@dataclass(frozen=True, slots=True)
class SignSaid:
    """Phrases for signs, or with `about` for a finding as a whole.

    `not_says`: what the denied phrase says is false; None is the same signs, empty is nothing. `ever`: also true when it was
    long ago.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    phrases: tuple[str, ...]
    says: tuple[str, ...] = ()
    about: str | None = None
    not_says: tuple[str, ...] | None = None
    label: Words | None = None
    label_not: Words | None = None
    ever: bool = False


@dataclass(frozen=True, slots=True)
class AlarmSaid:
    """Phrases that bring the way to help to the top of the page."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    way: Literal["emergency", "crisis"]
    phrases: tuple[str, ...]
