"""Findings, signs and answers in plain words, from the content's own labels."""

from __future__ import annotations

from untwitch.guideline.model import Guideline
from untwitch.guideline.types import Answer, Finding, Option
from untwitch.language import _
from untwitch.logic.nodes import Compare, Fact, In, Node, leaves
from untwitch.logic.words import Names, in_words
from untwitch.saying import counted, either, lower_first

MOST_SPELT_OUT = 2
BENIGN = ("no", "none", "normal", "fine", "neither", "usual")


def names(guideline: Guideline) -> Names:
    """How the rule language's leaves are said."""
    return Names(
        finding=lambda i: name_of(guideline.findings[i]) if i in guideline.findings else i.replace("_", " "),
        option=lambda i, o: option_words(guideline.findings[i], o),
        amount=lambda i, value: counted(value, guideline.findings[i].unit),
    )


def name_of(finding: Finding) -> str:
    """A finding as a statement (yes/no) or a noun (the others)."""
    return finding.short or finding.question


def option_words(finding: Finding, option: str) -> str:
    """An option that can stand alone as a fact."""
    found = next(o for o in finding.options if o.id == option)
    alone = _short(found)
    return f"{name_of(finding)}: {lower_first(alone)}" if option in BENIGN else alone


def _short(option: Option) -> str:
    return option.short or option.label


def statement(guideline: Guideline, sign: Node) -> str:
    """One sign as a short statement, as it stands on a line to tick."""
    match sign:
        case Fact(name, None):
            return name_of(guideline.findings[name])
        case Fact(name, option):
            return option_words(guideline.findings[name], option or "")
        case Compare(name, "==", str(word)):
            return option_words(guideline.findings[name], word)
        case Compare(name, ">", 0):
            return name_of(guideline.findings[name])
        case In(name, values) if _all_but_no(guideline.findings[name], values):
            return name_of(guideline.findings[name])
        case In(name, values) if len(values) > MOST_SPELT_OUT:
            finding = guideline.findings[name]
            return f"{name_of(finding)}: {', '.join(lower_first(finding.label(v)) for v in values)}"
        case In(name, values):
            return either([option_words(guideline.findings[name], v) for v in values])
    return in_words(sign, names(guideline))


def _all_but_no(finding: Finding, values: tuple[str, ...]) -> bool:
    """Every way to say yes: the finding's own statement says it best."""
    return set(values) == {o.id for o in finding.options} - {"no"} and len(values) < len(finding.options)


def answer_words(finding: Finding, value: Answer) -> str:
    """One whole answer in words."""
    if value is None:
        return _("Not asked")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, str):
        return next((o.label for o in finding.options if o.id == value), value)
    if isinstance(value, int | float):
        return counted(value, finding.unit)
    labels = [o.label for o in finding.options if o.id in value]
    return "; ".join(labels) if labels else _("None of these")


def limit_words(guideline: Guideline, sign: Node) -> str:
    """The limit in a number sign, in the largest whole unit: "2 weeks", "3 hours", "7"."""
    leaf = next(iter(leaves(sign)))
    value = float(getattr(leaf, "value", 0))
    unit = guideline.findings[leaf.name].unit or ""
    for small, size, large in (
        ("days", 365, "years"),
        ("days", 7, "weeks"),
        ("hours", 24, "days"),
        ("minutes", 60, "hours"),
    ):
        if unit == small and value >= size and value % size == 0:
            value, unit = value / size, large
    return counted(value, unit)
