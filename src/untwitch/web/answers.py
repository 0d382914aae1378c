"""From the fields of a form to a response, or the name of what is still missing. Nothing is guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from untwitch.care.interview import Response as Told
from untwitch.care.interview import ShownScreen, respond
from untwitch.companion import OldPage
from untwitch.guideline.types import Finding, Option
from untwitch.web.said import NOT_SURE
from untwitch.web.visit import Visit

YES_NO = {"yes": True, "no": False}


@dataclass(frozen=True)
class Sent:
    """What stood in a form: ticked lines or options, lines not sure about, one chosen option, a typed number."""

    ticked: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()
    chosen: str = ""
    typed: str = ""
    say: str = ""


class Missing(Exception):
    """The form cannot be used yet; `what` names the sentence to show."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def sent(visit: Visit) -> Sent:
    """The fields as they came in."""
    return Sent(
        frozenset(visit.fields("line")),
        frozenset(visit.fields("unsure")),
        visit.field("answer"),
        visit.field("number"),
        visit.field("say"),
    )


def told(screen: ShownScreen, form: Sent) -> Told:
    """The response that a form gives to a screen.

    Raises
    ------
    Missing
        Something must be chosen, or the number is not one.
    OldPage
        It names lines or options that the screen does not have.
    """
    if screen.findings:
        return _profile(screen, form)
    if screen.finding is None:
        return _list(screen, form)
    return Told(screen.id, (), {screen.finding.id: value_of(screen.finding, screen.options, form)})


def row(finding: Finding, option: Option) -> str:
    """How one option of one of several lists is named in a form."""
    return f"{finding.id}.{option.id}"


def _profile(screen: ShownScreen, form: Sent) -> Told:
    """Several whole lists on one page. A list with nothing ticked has nothing in it, unless it is marked "not sure"."""
    rows = {row(f, o) for f in screen.findings for o in f.options}
    if not form.ticked <= rows or not form.unsure <= {f.id for f in screen.findings}:
        raise OldPage
    if form.ticked and form.say == "none":
        raise Missing("ticked_and_none")
    if not form.ticked and not form.unsure and form.say != "none":
        raise Missing("nothing_ticked")
    return Told(screen.id, (), {f.id: _one_list(f, form) for f in screen.findings})


def _one_list(finding: Finding, form: Sent) -> Any:
    has = [o.id for o in finding.options if row(finding, o) in form.ticked]
    return NOT_SURE if finding.id in form.unsure and not has else has


def rows_of(values: Mapping[str, Any], findings: tuple[Finding, ...]) -> Sent:
    """Several stored lists as they would stand in the form."""
    ticked = {row(f, o) for f in findings for o in f.options if o.id in _listed(values.get(f.id))}
    return Sent(frozenset(ticked), frozenset(f.id for f in findings if values.get(f.id) == NOT_SURE))


def _listed(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, list | tuple) else ()


def _list(screen: ShownScreen, form: Sent) -> Told:
    keys = {line.key for line in screen.lines}
    parts = {part.key for line in screen.lines for part in line.parts}
    if not form.ticked <= keys | parts or not form.unsure <= keys:
        raise OldPage
    form = replace(form, ticked=form.ticked & (keys | _parts_of_ticked(screen, form)))
    if form.say == "none":
        if form.ticked:
            raise Missing("ticked_and_none")
        return respond(screen, frozenset())
    if form.say == "unsure_all":
        return respond(screen, frozenset(), frozenset(keys))
    if not form.ticked and not form.unsure:
        raise Missing("nothing_ticked")
    return respond(screen, form.ticked - form.unsure, form.unsure)


def _parts_of_ticked(screen: ShownScreen, form: Sent) -> set[str]:
    """Parts under a line whose tick was taken away again are out of sight, so they say nothing."""
    return {part.key for line in screen.lines if line.key in form.ticked for part in line.parts}


def value_of(finding: Finding, options: tuple[Option, ...], form: Sent) -> Any:
    """The value that a form gives to one finding. Raises Missing or OldPage."""
    if form.say == NOT_SURE or form.chosen == NOT_SURE:
        return NOT_SURE
    match finding.kind:
        case "number":
            return _number(finding, form.typed)
        case "yes_no":
            if form.chosen not in YES_NO:
                raise Missing("nothing_chosen")
            return YES_NO[form.chosen]
        case "choice":
            if not form.chosen:
                raise Missing("nothing_chosen")
            return _known({form.chosen}, options)[0]
        case _:
            return _choices(finding, options, form)


def _choices(finding: Finding, options: tuple[Option, ...], form: Sent) -> Any:
    """A whole answer when every option was shown, else what was said of those that were."""
    has = _known(form.ticked, options)
    if not has and form.say != "none":
        raise Missing("nothing_ticked")
    if has and form.say == "none":
        raise Missing("ticked_and_none")
    if len(options) == len(finding.options):
        return has
    return {"has": has, "not": [o.id for o in options if o.id not in has]}


def _known(ids: set[str] | frozenset[str], options: tuple[Option, ...]) -> list[str]:
    if not ids <= {o.id for o in options}:
        raise OldPage
    return [o.id for o in options if o.id in ids]


def _number(finding: Finding, text: str) -> float | int:
    """A plain number inside the finding's range; a comma may stand for the decimal point."""
    plain = text.replace(",", ".").strip()
    digits = plain.removeprefix("-").replace(".", "", 1)
    if not (digits.isascii() and digits.isdecimal()) or len(plain) > 12:
        raise Missing("not_a_number")
    number = float(plain)
    if (finding.min is not None and number < finding.min) or (finding.max is not None and number > finding.max):
        raise Missing("out_of_range")
    return int(number) if number.is_integer() else number


def form_of(value: object) -> Sent:
    """A stored value as it would stand in the form."""
    match value:
        case bool():
            return Sent(chosen=next(word for word, truth in YES_NO.items() if truth is value))
        case int() | float():
            return Sent(typed=f"{value:g}")
        case str():
            return Sent(chosen=value)
        case list() | tuple():
            return Sent(ticked=frozenset(map(str, value)))
        case {"has": list() as has}:
            return Sent(ticked=frozenset(map(str, has)))
        case _:
            return Sent()
