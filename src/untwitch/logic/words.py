"""Compiler to plain English. The words of findings and options come in; this room knows no medicine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from untwitch.logic.nodes import AllOf, AnyOf, AtLeast, Compare, Fact, In, Node, Not, fold

NUMBERS = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five"}
COMPARED = {
    ">=": "{v} or more",
    ">": "more than {v}",
    "<": "under {v}",
    "<=": "{v} or less",
    "==": "{v}",
    "!=": "not {v}",
}


@dataclass(frozen=True)
class Names:
    """How leaves are said. `finding(id)` and `option(id, option)` give short labels; `unit(id)` a unit or ""."""

    finding: Callable[[str], str]
    option: Callable[[str, str], str]
    unit: Callable[[str], str]


@dataclass(frozen=True)
class Phrase:
    """A translated part: its text, and whether it needs brackets inside a larger phrase."""

    text: str
    compound: bool = False


class Words:
    """Fold a tree to an English phrase."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def fact(self, node: Fact) -> Phrase:
        return Phrase(
            self.names.finding(node.name) if node.option is None else self.names.option(node.name, node.option)
        )

    def compare(self, node: Compare) -> Phrase:
        if isinstance(node.value, str):
            said = self.names.option(node.name, node.value)
            return Phrase(said if node.op == "==" else f"not: {said}")
        unit = self.names.unit(node.name)
        amount = f"{node.value:.15g}{' ' + unit if unit else ''}"
        return Phrase(f"{self.names.finding(node.name)}: {COMPARED[node.op].format(v=amount)}")

    def one_of(self, node: In) -> Phrase:
        said = [self.names.option(node.name, v) for v in node.values]
        return Phrase(_joined(said, "or"), len(said) > 1)

    def negation(self, part: Phrase) -> Phrase:
        return Phrase(f"not ({part.text})" if part.compound else f"not: {part.text}")

    def all_of(self, parts: list[Phrase]) -> Phrase:
        return parts[0] if len(parts) == 1 else Phrase(_joined([_bracketed(p) for p in parts], "and"), True)

    def any_of(self, parts: list[Phrase]) -> Phrase:
        return parts[0] if len(parts) == 1 else Phrase(_joined([_bracketed(p) for p in parts], "or"), True)

    def at_least(self, need: int, parts: list[Phrase]) -> Phrase:
        return Phrase(f"at least {NUMBERS.get(need, need)} of: {', '.join(_bracketed(p) for p in parts)}", True)


def _bracketed(phrase: Phrase) -> str:
    return f"({phrase.text})" if phrase.compound else phrase.text


def _joined(parts: list[str], word: str) -> str:
    return parts[0] if len(parts) == 1 else f"{'; '.join(parts[:-1])}; {word} {parts[-1]}"


def in_words(node: Node, names: Names) -> str:
    """One expression as an English phrase.

    >>> names = Names(finding=str, option=lambda f, o: f"{f} {o}", unit=lambda f: "points")
    >>> in_words(AllOf((Fact("swollen"), Compare("pain", ">=", 7))), names)
    'swollen; and pain: 7 points or more'
    """
    return fold(node, Words(names)).text


__all__ = ["AllOf", "AnyOf", "AtLeast", "In", "Names", "Not", "Words", "in_words"]
