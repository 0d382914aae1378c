"""What is known of a person's findings, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from untwitch.care.knowledge import Knowledge
from untwitch.care.wording import answer_words, name_of, statement
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import Finding
from untwitch.language import _
from untwitch.logic.atoms import FALSE, TRUE, UNKNOWN
from untwitch.logic.nodes import AllOf, AnyOf, AtLeast, Compare, In, Node
from untwitch.saying import lower_first


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
    named = {"left": _("Left %s"), "right": _("Right %s"), "both": _("Both sides, %s")}.get(side or "")
    return named % lower_first(name) if named else name


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
        yield answer_words(finding, ()) if whole or len(named) > 2 else "; ".join(_("Not: %s") % n for n in named)


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


def true_parts(knowledge: Knowledge, node: Node) -> Iterator[str]:
    """Of an expression that is true the parts that make it so, each as a short statement."""
    if isinstance(node, AllOf | AnyOf | AtLeast):
        for part in node.parts:
            yield from true_parts(knowledge, part)
    elif isinstance(node, In) and any(knowledge.truth(one) == TRUE for one in _each(node)):
        yield from (statement(knowledge.guideline, one) for one in _each(node) if knowledge.truth(one) == TRUE)
    elif knowledge.truth(node) == TRUE:
        yield statement(knowledge.guideline, node)


def _each(node: In) -> Iterator[Compare]:
    return (Compare(node.name, "==", value) for value in node.values)


def is_ordinary(knowledge: Knowledge, name: str) -> bool:
    """Is this a number, and all that is known of it true of a person without the trouble?"""
    finding = knowledge.guideline.findings[name]
    if finding.kind != "number" or not isinstance(finding.absent, int | float):
        return False
    start, stop = knowledge.guideline.table.spans[name]
    calm = knowledge.guideline.table.codes_of(name, finding.absent)
    return all(a in (UNKNOWN, b) for a, b in zip(knowledge.codes[start:stop], calm, strict=True))


def is_baby(knowledge: Knowledge) -> bool:
    """Is the age known in months?"""
    return "age_months" in knowledge.values and knowledge.values.get("age_years") in (0, 1)
