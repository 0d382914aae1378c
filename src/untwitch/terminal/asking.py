"""Asking one screen in the terminal: numbers to tick, Enter for none, and what can be typed at any time."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from untwitch.care.answers import NOT_SURE
from untwitch.care.interview import Response, ShownScreen, Told, respond
from untwitch.guideline.answers import misfit
from untwitch.guideline.types import Finding, Option
from untwitch.language import N_, _
from untwitch.saying import number, unit_words
from untwitch.terminal.talk import Talk, printable

T = TypeVar("T")
NOT_SURE_WORDS = ("n", "not", "unsure", "notsure")
KEYS = N_("? = why do we ask, b = back, q = quit and keep")


class Back(Exception):
    """Go back one screen."""


class Quit(Exception):
    """Stop here and keep what was said."""


class Crisis(Exception):
    """The person has thoughts of ending their life or of hurting themselves."""


class NotUnderstood(Exception):
    """What was expected, in one sentence."""


@dataclass(frozen=True)
class Ticks:
    """Numbers ticked and numbers not sure, counted from 1."""

    ticked: frozenset[int] = frozenset()
    unsure: frozenset[int] = frozenset()


def ticks(text: str, count: int) -> Ticks:
    """Read "2 5", "1-3", "2 n 4" or "n" (not sure about all).

    Raises
    ------
    NotUnderstood
        Anything else.

    >>> ticks("1 3 n 2", 4)
    Ticks(ticked=frozenset({1, 3}), unsure=frozenset({2}))
    """
    ticked: set[int] = set()
    unsure: set[int] = set()
    target, words = ticked, _plainly(text).replace(",", " ").split()
    for word in words:
        if word in NOT_SURE_WORDS:
            target = unsure
        else:
            target |= _numbers(word, count)
    if target is unsure and not unsure:
        unsure = set(range(1, count + 1)) - ticked
    if ticked & unsure:
        raise NotUnderstood(_("%(min)s cannot be ticked and not sure at once.") % {"min": min(ticked & unsure)})
    return Ticks(frozenset(ticked), frozenset(unsure))


def _plainly(text: str) -> str:
    """What was typed, with "not sure" of either language as its letter."""
    plain = text.casefold()
    for words in ("not sure", _("not sure")):
        plain = plain.replace(words, "n")
    return plain


def _numbers(word: str, count: int) -> set[int]:
    match = re.fullmatch(r"(\d{1,3})(?:-(\d{1,3}))?", word, re.ASCII)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not 1 <= first <= last <= count:
        example = "1" if count == 1 else "1 2"
        raise NotUnderstood(
            _('Numbers from 1 to %(count)s are expected, for example "%(example)s" or "n 1" for not sure.')
            % {"count": count, "example": example}
        )
    return set(range(first, last + 1))


class Asker:
    """Puts screens to one person. `support` shows how to stop and support, which is safe at any time."""

    def __init__(self, talk: Talk, support: Callable[[], None]) -> None:
        self.talk, self.support = talk, support

    def line(self, prompt: str, why: str, read: Callable[[str], T]) -> T:
        """Ask until `read` understands what was typed.

        Raises
        ------
        Back, Quit, Crisis, Ended
            The person typed that instead, or there is no more input.
        """
        while True:
            text = printable(self.talk.ask(prompt))
            self._leave(text.casefold())
            if text == "?":
                self.talk.say(why)
            elif text.casefold() == "s":
                self.support()
            else:
                try:
                    return read(text)
                except NotUnderstood as expected:
                    self.talk.say(str(expected))

    @staticmethod
    def _leave(word: str) -> None:
        if word == "b":  # the word back is a place too
            raise Back
        if word in ("q", "quit"):
            raise Quit
        if word == "c":
            raise Crisis

    def choose(self, labels: Sequence[str], prompt: str, why: str, usual: int | None = None) -> int | None:
        """One of the labels by number; None for "not sure". Enter means `usual`, the answer of last time."""
        self.numbered(labels)
        prompt += "" if usual is None else _(". Enter = %(part)s, as last time") % {"part": usual + 1}

        def read(text: str) -> int | None:
            if not text and usual is not None:
                return usual
            if text.casefold().replace(" ", "") in NOT_SURE_WORDS and text.casefold() != "not":
                return None
            found = ticks(text, len(labels)) if text else Ticks()
            if len(found.ticked) != 1 or found.unsure:
                raise NotUnderstood(
                    _("One number from 1 to %(labels)s is expected, or n for not sure.") % {"labels": len(labels)}
                )
            return min(found.ticked) - 1

        return self.line(prompt, why, read)

    def numbered(self, labels: Sequence[str], helps: Sequence[str | None] = ()) -> None:
        """Lines with their numbers, each with its help below it."""
        wide = len(str(len(labels)))
        for at, label in enumerate(labels, 1):
            self.talk.say(label, first=f"{at:>{wide}}. ")
            if helps and helps[at - 1]:
                self.talk.say(str(helps[at - 1]), "dim", first=" " * (wide + 2))

    def screen(self, screen: ShownScreen, named: Mapping[str, Any] | None = None) -> Response:
        """One list, one "which of these", one question or a page of several; `where.py` asks the page `where`.

        `named`: options of long lists that were said before; Enter takes them.
        """
        self.talk.heading(screen.title)
        if screen.help:
            self.talk.say(screen.help, "dim")
        if screen.findings:
            return self._several(screen, named or {})
        if screen.finding:
            return self._question(screen, screen.finding)
        return self._list(screen)

    def _list(self, screen: ShownScreen) -> Response:
        self.numbered([line.label for line in screen.lines], [line.help for line in screen.lines])
        count = len(screen.lines)

        def read(text: str) -> Ticks:
            found = Ticks() if text == "0" else ticks(text, count)
            if screen.kind == "which" and not (found.ticked or found.unsure):
                raise NotUnderstood(
                    _("You ticked a line that means at least one of these. Which? n = not sure, b = back.")
                )
            return found

        none = "" if screen.kind == "which" else _("Enter = none of these, ")
        found = self.line(
            _("Numbers that are true (%(none)sn 2 = not sure about 2)") % {"none": none}, screen.why, read
        )
        keys = [line.key for line in screen.lines]
        ticked, unsure = (frozenset(keys[n - 1] for n in some) for some in (found.ticked, found.unsure))
        return respond(screen, ticked, unsure)

    def _question(self, screen: ShownScreen, finding: Finding) -> Response:
        match finding.kind:
            case "yes_no":
                value: Any = self._yes_no(screen.why)
            case "number":
                value = self.number(finding)
            case "choice":
                at = self.choose([o.label for o in screen.options], _("One number (n = not sure)"), screen.why)
                value = NOT_SURE if at is None else screen.options[at].id
            case _:
                return self._choices(screen, finding, screen.options)
        return Response(screen.id, (), {finding.id: value})

    def _yes_no(self, why: str) -> Any:
        self.numbered([_("Yes"), _("No"), _("Not sure")])

        def read(text: str) -> Any:
            said = {"1": True, "yes": True, "y": True, "2": False, "no": False, "3": NOT_SURE, "not sure": NOT_SURE}
            said |= {_("yes"): True, _("no"): False, _("not sure"): NOT_SURE}
            if text.casefold() not in said:
                raise NotUnderstood(_("1, 2 or 3 is expected, or the word yes or no."))
            return said[text.casefold()]

        return self.line(_("One number"), why, read)

    def number(self, finding: Finding, usual: Any = None) -> Any:
        """A whole answer to a number finding, or "not_sure". Enter means `usual`, the answer of last time."""
        if misfit(finding, usual):
            usual = None
        unit = unit_words(finding.unit)
        scale = _("%(min)s to %(max)s %(unit)s") % {
            "min": number(finding.min or 0),
            "max": number(finding.max or 0),
            "unit": unit,
        }

        def read(text: str) -> Any:
            if not text and usual is not None:
                return usual
            if text.casefold().replace(" ", "") in NOT_SURE_WORDS:
                return NOT_SURE
            value = _number(text)
            wrong = None if value is None else misfit(finding, value)
            if value is None or wrong:
                raise NotUnderstood(_("A number from %(scale)s is expected, or n for not sure.") % {"scale": scale})
            return value

        last = "" if usual is None else _(". Enter = %(usual)s, as last time") % {"usual": number(usual)}
        return self.line(
            _("A number, %(scale)s (n = not sure)%(last)s") % {"scale": scale, "last": last}, finding.why, read
        )

    def _several(self, screen: ShownScreen, named: Mapping[str, Any]) -> Response:
        """Several long lists, one after the other, kept as one screen."""
        told: list[tuple[str, Told]] = []
        values: dict[str, Any] = {}
        for finding in screen.findings:
            self.talk.say()
            self.talk.say(finding.question, "bold")
            said = self._choices(screen, finding, finding.options, named.get(finding.id, ()))
            told += said.told
            values |= said.values
        return Response(screen.id, tuple(told), values)

    def _choices(
        self, screen: ShownScreen, finding: Finding, options: tuple[Option, ...], named: Sequence[str] = ()
    ) -> Response:
        self.numbered([o.label for o in options])
        said = " ".join(str(n) for n, o in enumerate(options, 1) if o.id in named)
        enter = (
            _("Enter = %(said)s, as you said; 0 = none of these") % {"said": said}
            if said
            else _("Enter = none of these")
        )
        prompt = _("Numbers that are true (%(enter)s, n 2 = not sure about 2)") % {"enter": enter}
        found = self.line(
            prompt, screen.why, lambda text: Ticks() if text == "0" else ticks(text or said, len(options))
        )
        if found.unsure:
            return Response(
                screen.id, tuple((f"{finding.id}.{o.id}", _said(found, n)) for n, o in enumerate(options, 1))
            )
        has = [o.id for n, o in enumerate(options, 1) if n in found.ticked]
        return Response(screen.id, (), {finding.id: _whole_or_part(finding, options, has)})


def _whole_or_part(finding: Finding, options: tuple[Option, ...], has: list[str]) -> Any:
    """A whole answer when every option was shown, else what was said of those that were."""
    if len(options) == len(finding.options):
        return has
    return {"has": has, "not": [o.id for o in options if o.id not in has]}


def _said(found: Ticks, number: int) -> Told:
    return "not_sure" if number in found.unsure else number in found.ticked


def _number(text: str) -> float | int | None:
    """A number as people type it, with a comma or a point; None for anything else."""
    if not re.fullmatch(r"[+-]?\d{1,12}([.,]\d{1,6})?", text, re.ASCII):
        return None
    value = float(text.replace(",", "."))
    return int(value) if value == math.floor(value) else value
