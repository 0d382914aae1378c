"""What a person said, in words: for "your answers so far", for the verdict page, and for what to say when calling."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from untwitch.care.interview import WHERE, ShownLine, ShownScreen
from untwitch.care.knowledge import Knowledge
from untwitch.care.wording import answer_words, name_of, statement
from untwitch.companion import Answered, Check
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import Answer, Finding
from untwitch.journal.records import ScreenAnswered
from untwitch.logic.atoms import FALSE, TRUE, UNKNOWN
from untwitch.logic.nodes import Compare
from untwitch.logic.text import parse, show

NOT_SURE = "not_sure"


@dataclass(frozen=True)
class SaidStep:
    """One answered screen: its step, what it was about, and what was said. Empty `said` means none of them."""

    step: int
    about: str | None
    screen: str
    said: tuple[str, ...]
    unsure: tuple[str, ...]


@dataclass(frozen=True)
class SaidFinding:
    """One finding with the answer. `answer` is None when it was not asked, "" when only "not sure" was said."""

    finding: Finding
    answer: str


def place_words(guideline: Guideline, place: str | None, side: str | None) -> str:
    """A place as a phrase: "Left calf"."""
    if place not in guideline.places:
        return ""
    name = guideline.places[str(place)].name
    named = {"left": "Left", "right": "Right", "both": "Both sides,"}.get(side or "")
    return f"{named} {name[0].lower()}{name[1:]}" if named else name


def ticked_lines(screen: ShownScreen, told: ScreenAnswered) -> tuple[frozenset[str], frozenset[str]]:
    """The lines of a screen that an earlier answer ticked, and those it was not sure about."""
    true = {text for text, truth in told.told if truth is True} | {text for group in told.open for text in group}
    unsure = {text for text, truth in told.told if truth == NOT_SURE}
    opened = {name for name, value in told.values.items() if value == {}}
    doubted = {name for name, value in told.values.items() if value == NOT_SURE}
    return _matching(screen, true, opened), _matching(screen, unsure, doubted)


def _matching(screen: ShownScreen, signs: set[str], opened: set[str]) -> frozenset[str]:
    def is_meant(line: ShownLine) -> bool:
        return any(show(s) in signs for s in line.signs) or bool(opened & set(line.opens))

    return frozenset(line.key for line in screen.lines if is_meant(line))


def steps_said(check: Check, guideline: Guideline) -> tuple[SaidStep, ...]:
    """Every answered screen of a check in its order."""
    return tuple(_step(check, one, guideline) for one in check.answered)


def _step(check: Check, one: Answered, guideline: Guideline) -> SaidStep:
    told = one.told
    if told.screen == WHERE:
        return SaidStep(one.step, None, WHERE, tuple(_where_words(check, told, guideline)), ())
    said = [statement(guideline, parse(text)) for text, truth in told.told if truth is True]
    said += [" / ".join(statement(guideline, parse(text)) for text in group) for group in told.open]
    said += [words for name, value in told.values.items() for words in _value_words(guideline, name, value)]
    unsure = [statement(guideline, parse(text)) for text, truth in told.told if truth == NOT_SURE]
    unsure += [name_of(guideline.findings[n]) for n, v in told.values.items() if v == NOT_SURE]
    return SaidStep(one.step, _about(guideline, told.screen), told.screen, tuple(said), tuple(unsure))


def _about(guideline: Guideline, screen: str) -> str | None:
    if screen.startswith("ask:"):
        return name_of(guideline.findings[screen[4:]])
    return next((s.title for s in guideline.screens if s.id == screen), None)


def _where_words(check: Check, told: ScreenAnswered, guideline: Guideline) -> Iterator[str]:
    yield place_words(guideline, check.place, check.side)
    for name in ("movement", "age_years", "body_parts"):
        value = told.values.get(name)
        if value is not None and value != NOT_SURE:
            yield answer_words(guideline.findings[name], _answer(value))


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


def finding_said(knowledge: Knowledge, name: str) -> SaidFinding:
    """What is known of one finding, in words: the whole answer, or what its parts leave."""
    finding = knowledge.guideline.findings[name]
    if name in knowledge.values:
        return SaidFinding(finding, answer_words(finding, knowledge.values[name]))
    return SaidFinding(finding, "; ".join(_parts(knowledge, finding)))


def _parts(knowledge: Knowledge, finding: Finding) -> Iterator[str]:
    table = knowledge.guideline.table
    start, stop = table.spans[finding.id]
    codes = {i: knowledge.codes[i] for i in range(start, stop)}
    if finding.kind == "number":
        yield from _limits(knowledge, finding, codes)
        return
    if finding.kind == "yes_no":
        if codes[start] != UNKNOWN:
            yield answer_words(finding, codes[start] == TRUE)
        return
    true = [i for i, code in codes.items() if code == TRUE]
    yield from (finding.options[i - start].label for i in true)
    if not true and FALSE in codes.values() and not any(i in knowledge.unsure for i in codes):
        whole = UNKNOWN not in codes.values()
        named = [finding.options[i - start].label for i, code in codes.items() if code == FALSE]
        yield answer_words(finding, ()) if whole or len(named) > 2 else "; ".join(f"Not: {n}" for n in named)


def _limits(knowledge: Knowledge, finding: Finding, codes: dict[int, int]) -> Iterator[str]:
    """A number known by its limits only: "7 or more", "under 14 days"."""
    table = knowledge.guideline.table
    reached = [i for i, code in codes.items() if code == TRUE and table.blank[i] == UNKNOWN]
    missed = [i for i, code in codes.items() if code == FALSE and table.blank[i] == UNKNOWN]
    for at, opposite in (*[(i, None) for i in reached[-1:]], *[(i, {">=": "<", ">": "<="}) for i in missed[:1]]):
        sign = table.sign_of(at)
        if isinstance(sign, Compare):
            op: Any = opposite[sign.op] if opposite else sign.op
            words = statement(knowledge.guideline, Compare(sign.name, op, sign.value))
            yield words.removeprefix(f"{name_of(finding)}: ")


def true_signs(knowledge: Knowledge, names: tuple[str, ...]) -> tuple[str, ...]:
    """What is there of these findings, as short statements."""
    return tuple(words for name in names for words in _true_words(knowledge, name))


def _true_words(knowledge: Knowledge, name: str) -> Iterator[str]:
    guideline = knowledge.guideline
    finding = guideline.findings[name]
    if finding.kind == "number":
        if answer := finding_said(knowledge, name).answer:
            yield f"{name_of(finding)}: {answer}"
        return
    calm = Compare(name, "==", finding.absent) if isinstance(finding.absent, str) else None
    for atom in range(*guideline.table.spans[name]):
        if knowledge.codes[atom] == TRUE and guideline.table.sign_of(atom) != calm:
            yield statement(guideline, guideline.table.sign_of(atom))


__all__ = ["SaidFinding", "SaidStep", "finding_said", "place_words", "steps_said", "ticked_lines", "true_signs"]
