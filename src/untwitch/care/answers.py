"""Answers as they come in (from a file, the command line, Python) to `Knowledge`, with every fault named."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from untwitch.care.knowledge import REST, Knowledge
from untwitch.errors import Fault, FaultsError, nearest
from untwitch.guideline.answers import misfit
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import Answer, Finding
from untwitch.language import _
from untwitch.logic.nodes import Compare, Fact, In, Node

NOT_SURE = "not_sure"
RESTS = ("none", NOT_SURE)
PARTS: dict[str, tuple[str, ...]] = {
    "yes_no": (),
    "choice": ("one_of", "not"),
    "choices": ("has", "not"),
    "number": ("at_least", "at_most", "above", "below"),
}
NUMBER_SIGN: dict[str, Any] = {"at_least": ">=", "at_most": "<=", "above": ">", "below": "<"}


def read(guideline: Guideline, answers: Mapping[str, Any]) -> Knowledge:
    """Whole answers, parts and "not sure" of one person, as knowledge.

    `answers` maps finding ids to values; `"rest": "none"` says all lists were shown and nothing else ticked,
    `"rest": "not_sure"` that everything else was answered not sure.

    Raises
    ------
    FaultsError
        Unknown findings, wrong types, values out of range: all of them.
    """
    if not isinstance(answers, Mapping):
        raise FaultsError([Fault("", 0, "answers", _("must be an object of finding ids and values"))])
    faults = [fault for name, value in answers.items() for fault in check(guideline, name, value)]
    if faults:
        raise FaultsError(faults)
    knowledge = Knowledge.blank(guideline)
    for name, value in answers.items():
        if name != REST:
            try:
                knowledge = take(knowledge, name, value)
            except ValueError:  # a part such as "below 0" that no answer can satisfy
                faults.append(Fault("", 0, name, _("leaves no possible answer")))
    if faults:
        raise FaultsError(faults)
    return _with_rest(knowledge, answers.get(REST))


def check(guideline: Guideline, name: str, value: Any) -> Iterator[Fault]:
    """Why one answer is refused; nothing when it is good."""
    if name == REST:
        if value not in RESTS:
            yield Fault("", 0, REST, _('must be "none" or "not_sure"'))
        return
    finding = guideline.findings.get(name)
    if finding is None:
        yield Fault("", 0, str(name)[:80], _("is not a finding"), nearest(str(name)[:80], guideline.findings))
    elif isinstance(value, Mapping):
        yield from _check_part(finding, value)
    elif value is not None and value != NOT_SURE:
        message = misfit(finding, value)
        if message:
            yield Fault("", 0, name, message)


def _check_part(finding: Finding, part: Mapping[str, Any]) -> Iterator[Fault]:
    allowed = PARTS[finding.kind]
    for key, value in part.items():
        if key not in allowed:
            yield Fault(
                "",
                0,
                finding.id,
                _('a %(kind)s finding has no part "%(part)s"') % {"kind": finding.kind, "part": str(key)[:40]},
                nearest(str(key)[:40], allowed),
            )
            continue
        values = [value] if finding.kind == "number" else value if isinstance(value, list | tuple) else [None]
        for one in values:
            message = misfit(finding, [one] if finding.kind == "choices" else one)
            if message:
                yield Fault("", 0, finding.id, message)
                return
    if _contradicts(finding, part):
        yield Fault("", 0, finding.id, _("leaves no possible answer"))


def _contradicts(finding: Finding, part: Mapping[str, Any]) -> bool:
    """Do the parts, each of which fits, exclude each other?"""
    if finding.kind == "number":
        low = max([(part[key], key == "above") for key in ("at_least", "above") if key in part], default=None)
        high = min([(part[key], key != "below") for key in ("at_most", "below") if key in part], default=None)
        if low is None or high is None:
            return False
        return bool(low[0] > high[0] or (low[0] == high[0] and (low[1] or not high[1])))
    denied = set(part.get("not", ()))
    if finding.kind == "choice":
        left = set(part.get("one_of", [option.id for option in finding.options]))
        return not left - denied
    return bool(denied & set(part.get("has", ())))


def take(knowledge: Knowledge, name: str, value: Any) -> Knowledge:
    """Add one answer that passed `check`."""
    if value == NOT_SURE:
        return knowledge.unsure_finding(name)
    if not isinstance(value, Mapping):
        return knowledge.answered(name, tuple(value) if isinstance(value, list) else value)
    if not value:
        return knowledge.opened(name)
    for key, part in value.items():
        for sign, truth in _signs(knowledge.guideline.findings[name], key, part):
            knowledge = knowledge.heard(sign, truth)
    return knowledge


def _signs(finding: Finding, key: str, part: Any) -> Iterator[tuple[Node, bool]]:
    match key:
        case "has" | "not":
            for option in part:
                is_choice = finding.kind == "choice"
                yield (Compare(finding.id, "==", option) if is_choice else Fact(finding.id, option)), key == "has"
        case "one_of":
            yield In(finding.id, tuple(part)), True
        case _:
            yield Compare(finding.id, NUMBER_SIGN[key], part), True


def _with_rest(knowledge: Knowledge, rest: str | None) -> Knowledge:
    fill: dict[str, Callable[[Knowledge, str], Knowledge]] = {
        "none": lambda k, name: k.filled(name),
        NOT_SURE: lambda k, name: k if name in k.asked else k.unsure_finding(name),
    }
    if rest:
        for name, finding in knowledge.guideline.findings.items():
            if name not in knowledge.closed and finding.group != "relief":
                knowledge = fill[rest](knowledge, name)
    return knowledge


def shown(value: Answer) -> object:
    """An answer as plain JSON."""
    return list(value) if isinstance(value, tuple) else value
