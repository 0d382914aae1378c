"""What of the content names what: the links between the things that have a page, in both directions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from untwitch.guideline import types as t

if TYPE_CHECKING:
    from untwitch.guideline.model import Guideline

Kind = Literal["condition", "technique", "sequence", "finding", "rule", "contraindication", "source"]


class Thing(NamedTuple):
    """One thing of the content that has a page."""

    kind: Kind
    id: str


@dataclass(frozen=True, slots=True)
class Graph:
    """`names`: what each thing names. `named_by`: the same links, backwards."""

    names: Mapping[Thing, tuple[Thing, ...]]
    named_by: Mapping[Thing, tuple[Thing, ...]]

    def beside(self, thing: Thing) -> tuple[Thing, ...]:
        """Everything that this thing names or is named by."""
        return tuple(dict.fromkeys((*self.names.get(thing, ()), *self.named_by.get(thing, ()))))


def graph(guideline: Guideline) -> Graph:
    """Every link of the content."""
    names: dict[Thing, tuple[Thing, ...]] = {}
    named_by: dict[Thing, dict[Thing, None]] = {}
    for thing, others in _all(guideline):
        names[thing] = tuple(dict.fromkeys(others))
        for other in names[thing]:
            named_by.setdefault(other, {})[thing] = None
    return Graph(names, {thing: tuple(by) for thing, by in named_by.items()})


def _all(guideline: Guideline) -> Iterator[tuple[Thing, Iterable[Thing]]]:
    for rule in guideline.rules:
        yield Thing("rule", rule.id), _of_rule(guideline, rule)
    for condition in guideline.conditions.values():
        read = guideline.reads(*condition.arguments)
        yield Thing("condition", condition.id), [*_things("finding", read), *_things("source", condition.sources)]
    for name, finding in guideline.findings.items():
        read = guideline.reads(finding.applies_if, finding.gate) - {name}
        yield Thing("finding", name), _things("finding", read)
    for code, row in guideline.contraindications.items():
        yield Thing("contraindication", code), _of_contraindication(guideline, row)
    for technique in guideline.techniques.values():
        yield Thing("technique", technique.id), _of_technique(guideline, technique)
    for sequence in guideline.sequences.values():
        yield Thing("sequence", sequence.id), _of_sequence(guideline, sequence)


def _things(kind: Kind, names: Iterable[str]) -> list[Thing]:
    return [Thing(kind, name) for name in names]


def _of_rule(guideline: Guideline, rule: t.Rule) -> list[Thing]:
    aid = [guideline.first_aid[s].source for s in rule.first_aid]
    return [
        Thing("condition", rule.condition),
        *_things("finding", guideline.reads(rule.when)),
        *_things("source", (*rule.sources, *aid)),
    ]


def _of_contraindication(guideline: Guideline, row: t.Contraindication) -> list[Thing]:
    instead = row.instead if isinstance(row.instead, tuple) else ()
    return [
        *_things("finding", guideline.reads(row.when)),
        *_things("technique", instead),
        *_things("source", row.sources),
    ]


def _of_technique(guideline: Guideline, technique: t.Technique) -> list[Thing]:
    return [
        *_things("contraindication", guideline.codes_of(technique)),
        *_things("technique", technique.then),
        *_things("finding", guideline.reads(technique.only_when)),
        *_things("source", technique.sources),
    ]


def _of_sequence(guideline: Guideline, sequence: t.Sequence) -> list[Thing]:
    return [
        *_things("technique", (*sequence.techniques, *sequence.instead_when_unsteady)),
        *_things("contraindication", guideline.codes_of(sequence)),
        *_things("source", sequence.sources),
    ]
