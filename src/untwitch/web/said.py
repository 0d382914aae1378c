"""What a person said, in words: for "your answers so far", for the verdict page, and for what to say when calling."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from untwitch.care.interview import WHERE, ShownLine, ShownScreen
from untwitch.care.own_words.confirm import WORDS
from untwitch.care.wording import answer_words, name_of, statement
from untwitch.companion import Answered, Check
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import Answer
from untwitch.journal.records import ScreenAnswered
from untwitch.language import _
from untwitch.logic.text import parse, show
from untwitch.report.said import place_words

NOT_SURE = "not_sure"


@dataclass(frozen=True)
class SaidStep:
    """One answered screen: its step, what it was about, and what was said. Empty `said` means none of them."""

    step: int
    about: str | None
    screen: str
    said: tuple[str, ...]
    unsure: tuple[str, ...]


def ticked_lines(screen: ShownScreen, told: ScreenAnswered) -> tuple[frozenset[str], frozenset[str]]:
    """The lines of a screen that an earlier answer ticked, and those it was not sure about."""
    true = {text for text, truth in told.told if truth is True}
    groups = {text for group in told.open for text in group}
    unsure = {text for text, truth in told.told if truth == NOT_SURE}
    opened = {name for name, value in told.values.items() if value == {}}
    doubted = {name for name, value in told.values.items() if value == NOT_SURE}
    lines = frozenset(line.key for line in screen.lines)
    return _matching(screen, true, opened) | _matching(screen, groups, set()) & lines, _matching(
        screen, unsure, doubted
    )


def _matching(screen: ShownScreen, signs: set[str], opened: set[str]) -> frozenset[str]:
    def is_meant(line: ShownLine) -> bool:
        return any(show(s) in signs for s in line.signs) or bool(opened & set(line.opens))

    printed = (*screen.lines, *(part for line in screen.lines for part in line.parts))
    return frozenset(line.key for line in printed if is_meant(line))


def steps_said(check: Check, guideline: Guideline) -> tuple[SaidStep, ...]:
    """Every answered screen of a check in its order."""
    return tuple(_step(check, one, guideline) for one in check.answered)


def _step(check: Check, one: Answered, guideline: Guideline) -> SaidStep:
    told = one.told
    if told.screen == WHERE:
        return SaidStep(one.step, None, WHERE, tuple(_where_words(check, told, guideline)), ())
    said = [statement(guideline, parse(text)) for text, truth in told.told if truth is True]
    said += [" / ".join(statement(guideline, parse(text)) for text in group) for group in told.open]
    known = {name: value for name, value in told.values.items() if name in guideline.findings}
    said += [words for name, value in known.items() for words in _value_words(guideline, name, value)]
    unsure = [statement(guideline, parse(text)) for text, truth in told.told if truth == NOT_SURE]
    unsure += [name_of(guideline.findings[n]) for n, v in known.items() if v == NOT_SURE]
    return SaidStep(one.step, _about(guideline, told.screen), told.screen, tuple(said), tuple(unsure))


def _about(guideline: Guideline, screen: str) -> str | None:
    if screen == WORDS:
        return _("In your own words")
    if screen.startswith("ask:"):
        return name_of(guideline.findings[screen[4:]])
    return next((s.title for s in guideline.screens if s.id == screen), None)


def _where_words(check: Check, told: ScreenAnswered, guideline: Guideline) -> Iterator[str]:
    yield place_words(guideline, check.place, check.side)
    for name in ("movement", "age_years", "age_months", "body_parts"):
        value = told.values.get(name)
        if value is not None and value != NOT_SURE:
            yield answer_words(guideline.findings[name], _answer(value))
    for name in ("pregnancy", "conditions", "medicines", "new_medicines"):
        if told.values.get(name):
            yield f"{name_of(guideline.findings[name])}: {answer_words(guideline.findings[name], _answer(told.values[name]))}"


def _value_words(guideline: Guideline, name: str, value: Any) -> Iterator[str]:
    """The words of one whole answer, or of its part that is there."""
    finding = guideline.findings[name]
    if value == {}:
        yield name_of(finding)
    elif isinstance(value, dict):
        for option in value.get("has", ()):
            yield finding.label(option)
    elif value != NOT_SURE and value != [] and value is not False:
        yield answer_words(finding, _answer(value))


def _answer(value: Any) -> Answer:
    return tuple(value) if isinstance(value, list) else value
