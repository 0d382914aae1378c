"""What of the content names what: the links between the things that have a page, in both directions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from untwitch.guideline import types as t

if TYPE_CHECKING:
    from untwitch.guideline import helping as h
    from untwitch.guideline import helping_files as hf
    from untwitch.guideline.model import Guideline

Kind = Literal[
    "condition", "technique", "sequence", "programme", "finding", "rule", "contraindication", "fluids", "nutrients", "food",
    "cold_heat", "scale", "safeguard", "claim", "left_out", "source",
]  # fmt: skip
FLUIDS = ("resolver", "targets", "no_push", "drinks", "exercise", "too_much")
ARTICLE_FOODS = "seed_list"  # the group of foods that the article names
NUTRIENTS = ("minerals", "modifiers", "supplement_gate", "foods")


class Thing(NamedTuple):
    """One thing of the content that has a page."""

    kind: Kind
    id: str

    @classmethod
    def of(cls, text: str) -> Thing:
        """What the content calls `kind:id`; guideline.references checks that it is there."""
        kind, _colon, name = text.partition(":")
        return cls(kind, name)  # type: ignore[arg-type]


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
    yield from _help(guideline)


def _help(guideline: Guideline) -> Iterator[tuple[Thing, Iterable[Thing]]]:
    """Programmes, drinks, minerals, foods, scales, safeguards and the article."""
    for name, programme in guideline.programmes.items():
        yield Thing("programme", name), _of_programme(guideline, programme)
    for name in guideline.scales:
        yield Thing("scale", name), _things("source", guideline.scales[name].sources)
    for name in guideline.foods:
        yield Thing("food", name), _things("source", guideline.food_table.sources)
    for name, safeguard in guideline.safeguards.items():
        yield Thing("safeguard", name), [*map(Thing.of, safeguard.see), *_things("source", safeguard.sources)]
    for name, claim in guideline.claims.items():
        yield Thing("claim", name), [*map(Thing.of, claim.does), *_things("source", claim.sources)]
    for name, left in guideline.left_out.items():
        yield Thing("left_out", name), [*map(Thing.of, left.does), *_things("source", left.sources)]
    more = _more(guideline)
    for name, (read, sources) in _parts_of_fluids(guideline.fluids).items():
        thing = Thing("fluids", name)
        yield thing, [*more.get(thing, ()), *_known_findings(guideline, read), *_things("source", sources)]
    for name, (read, sources) in _parts_of_nutrients(guideline.nutrients).items():
        thing = Thing("nutrients", name)
        yield thing, [*more.get(thing, ()), *_known_findings(guideline, read), *_things("source", sources)]
    yield from _of_cold_heat(guideline)


def _more(guideline: Guideline) -> dict[Thing, list[Thing]]:
    """What parts of drinks and food lead on to."""
    listed = [f.id for f in guideline.foods.values() if f.group == ARTICLE_FOODS]
    return {
        Thing("fluids", "resolver"): _things("fluids", ("targets", "no_push", "too_much")),
        Thing("nutrients", "foods"): _things("food", listed),
    }


def _known_findings(guideline: Guideline, texts: Iterable[str]) -> list[Thing]:
    """The findings that these expressions read; facts of the day are none."""
    return [Thing("finding", name) for name in sorted(guideline.reads(*texts)) if name in guideline.findings]


def _of_programme(guideline: Guideline, one: h.Programme) -> list[Thing]:
    tasks = [task for phase in one.phases.values() for task in phase.tasks]
    gates = [row.when for row in one.entry.blocked_if] + [row.when for row in one.entry.tracks]
    return [
        *_things("contraindication", one.entry.contra),
        *(Thing(task.do, task.ref) for task in tasks if task.do in ("technique", "sequence", "programme") and task.ref),
        *_known_findings(guideline, gates),
        *_things("source", (*one.sources, *one.expect.sources)),
    ]


Part = tuple[list[str], list[str]]  # expressions it reads, sources


def _parts_of_fluids(fluids: hf.FluidsFile) -> dict[str, Part]:
    pushed = [row for row in fluids.resolver if row.id in fluids.no_push.rows]
    extra = [source for row in fluids.modifiers for source in row.sources]
    return {
        "resolver": ([r.when for r in fluids.resolver], [source for r in fluids.resolver for source in r.sources]),
        "targets": (
            [r.when for r in fluids.targets] + [r.when for r in fluids.modifiers],
            [*fluids.targets_sources, *extra],
        ),
        "no_push": ([r.when for r in pushed], [*fluids.no_push.sources, *(s for r in pushed for s in r.sources)]),
        "drinks": ([], [*fluids.drinks_sources, *fluids.rehydration_salts["sources"]]),
        "exercise": ([], list(fluids.exercise.sources)),
        "too_much": ([], list(fluids.too_much_sources)),
    }


def _parts_of_nutrients(nutrients: hf.NutrientsFile) -> dict[str, Part]:
    gate = nutrients.supplement_gate
    limits = [source for row in nutrients.limits for source in row.sources]
    limits += [source for row in nutrients.evidence for source in row.sources]
    return {
        "minerals": ([], [*nutrients.minerals_sources, *nutrients.vitamins_sources]),
        "modifiers": ([r.when for r in nutrients.modifiers], [s for r in nutrients.modifiers for s in r.sources]),
        "supplement_gate": ([r.when for r in gate.blocked_if], [*gate.sources, *limits]),
        "foods": ([], list(nutrients.foods.sources)),
    }


def _of_cold_heat(guideline: Guideline) -> Iterator[tuple[Thing, Iterable[Thing]]]:
    heat = guideline.cold_heat
    sources = _things("source", heat.choice_sources)
    yield Thing("cold_heat", "choice"), [*_things("cold_heat", (row["id"] for row in heat.choice)), *sources]
    for row in heat.choice:
        given = _things("cold_heat", [row["give"]] if row["give"] in heat.modality else [])
        yield Thing("cold_heat", row["id"]), [*given, *_known_findings(guideline, [row["when"]]), *sources]
    for name, how in heat.modality.items():
        codes = (*guideline.contra_sets[how["contra_set"]], *how.get("also_contra", ()))
        yield (
            Thing("cold_heat", name),
            [
                Thing("technique", how["technique"]),
                *_things("contraindication", codes),
                *_things("source", (*how["sources"], *heat.skin_sources)),
            ],
        )


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
