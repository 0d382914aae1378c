"""Compiler to plain words. The words of findings and options come in; this room knows no medicine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from untwitch.language import N_, _
from untwitch.logic.nodes import AllOf, AnyOf, AtLeast, Compare, Fact, In, Node, Not, fold

NUMBERS = {1: N_("one"), 2: N_("two"), 3: N_("three"), 4: N_("four"), 5: N_("five")}
COMPARED = {
    ">=": N_("%s or more"),
    ">": N_("more than %s"),
    "<": N_("under %s"),
    "<=": N_("%s or less"),
    "==": "%s",
    "!=": N_("not %s"),
}


@dataclass(frozen=True)
class Names:
    """How leaves are said. `finding(id)` and `option(id, option)` give short labels, `amount(id, value)` a number with its unit."""

    finding: Callable[[str], str]
    option: Callable[[str, str], str]
    amount: Callable[[str, float], str]


@dataclass(frozen=True)
class Phrase:
    """A translated part: its text, and whether it needs brackets inside a larger phrase."""

    text: str
    compound: bool = False


class Words:
    """Fold a tree to a phrase. The joining words come from the catalogue; the labels bring their own language."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def fact(self, node: Fact) -> Phrase:
        return Phrase(
            self.names.finding(node.name) if node.option is None else self.names.option(node.name, node.option)
        )

    def compare(self, node: Compare) -> Phrase:
        if isinstance(node.value, str):
            said = self.names.option(node.name, node.value)
            return Phrase(said if node.op == "==" else _("not: %s") % said)
        amount = _(COMPARED[node.op]) % self.names.amount(node.name, node.value)
        return Phrase(f"{self.names.finding(node.name)}: {amount}")

    def one_of(self, node: In) -> Phrase:
        said = [self.names.option(node.name, v) for v in node.values]
        return Phrase(_joined(said, _("%(parts)s; or %(last)s")), len(said) > 1)

    def negation(self, part: Phrase) -> Phrase:
        return Phrase((_("not (%s)") if part.compound else _("not: %s")) % part.text)

    def all_of(self, parts: list[Phrase]) -> Phrase:
        return (
            parts[0]
            if len(parts) == 1
            else Phrase(_joined([_bracketed(p) for p in parts], _("%(parts)s; and %(last)s")), True)
        )

    def any_of(self, parts: list[Phrase]) -> Phrase:
        return (
            parts[0]
            if len(parts) == 1
            else Phrase(_joined([_bracketed(p) for p in parts], _("%(parts)s; or %(last)s")), True)
        )

    def at_least(self, need: int, parts: list[Phrase]) -> Phrase:
        count = _(NUMBERS[need]) if need in NUMBERS else need
        return Phrase(
            _("at least %(number)s of: %(parts)s") % {"number": count, "parts": ", ".join(map(_bracketed, parts))}, True
        )


def _bracketed(phrase: Phrase) -> str:
    return f"({phrase.text})" if phrase.compound else phrase.text


def _joined(parts: list[str], pattern: str) -> str:
    return parts[0] if len(parts) == 1 else pattern % {"parts": "; ".join(parts[:-1]), "last": parts[-1]}


def in_words(node: Node, names: Names) -> str:
    """One expression as a phrase.

    >>> names = Names(finding=str, option=lambda f, o: f"{f} {o}", amount=lambda f, v: f"{v:g} points")
    >>> in_words(AllOf((Fact("swollen"), Compare("pain", ">=", 7))), names)
    'swollen; and pain: 7 points or more'
    """
    return fold(node, Words(names)).text


__all__ = ["AllOf", "AnyOf", "AtLeast", "In", "Names", "Not", "Words", "in_words"]
