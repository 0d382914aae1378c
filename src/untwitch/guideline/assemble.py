"""Documents that passed every check become one `Guideline`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from untwitch.guideline import files as f
from untwitch.guideline import hazards as z
from untwitch.guideline import helping as h
from untwitch.guideline import helping_files as hf
from untwitch.guideline import types as t
from untwitch.guideline.documents import Documents
from untwitch.guideline.expressions import expressions, side_expressions
from untwitch.guideline.model import Closing, Guideline
from untwitch.logic import live, scalar
from untwitch.logic.atoms import AtomTable
from untwitch.logic.nodes import AnyOf, Node, expand
from untwitch.logic.text import parse
from untwitch.logic.vocabulary import Entry


def vocabulary(findings: Mapping[str, t.Finding]) -> dict[str, Entry]:
    """The findings as the rule language sees them."""
    return {
        i: Entry(x.kind, tuple(o.id for o in x.options), 0 if x.min is None else x.min, 0 if x.max is None else x.max)
        for i, x in findings.items()
    }


def parsed(documents: Documents) -> dict[str, Node]:
    """Every expression text, and every derived fact by its id, as a tree with derived facts replaced."""
    raw = {text: parse(text) for text in dict.fromkeys(e.text for e in expressions(documents))}
    derived = {d.id: raw[d.when] for d, _, _ in documents.items(f.DerivedFile, "derived")}
    nodes = {text: expand(node, derived) for text, node in raw.items()}
    return nodes | {name: expand(node, derived) for name, node in derived.items()}


def ways_to_close(documents: Documents, nodes: Mapping[str, Node], table: AtomTable) -> Iterator[Closing]:
    """Every way a finding can become known absent without being asked."""
    routes = own_routes(documents)
    for name, finding in by_id(documents, f.FindingsFile, "findings").items():
        absent = None if finding.absent is None else table.codes_of(name, finding.absent)
        for why in (finding.applies_if, finding.needs_device):
            if why:
                yield Closing(name, *table.spans[name], absent, why, nodes[why])
        if finding.gate:
            parts = [nodes[finding.gate], *(nodes[when] for when in dict.fromkeys(routes[name]))]
            yield Closing(name, *table.spans[name], absent, finding.gate, AnyOf(tuple(parts)))


def own_routes(documents: Documents) -> dict[str, list[str]]:
    """For each finding the conditions under which it is on the person's own route: by topic or must-know list."""
    found: dict[str, list[str]] = {}
    routes = documents.one(f.RoutesFile).routes
    for name, finding in by_id(documents, f.FindingsFile, "findings").items():
        found[name] = [when for r in finding.routes if (when := routes[r].when)]
    for place in documents.one(f.MustKnowFile).places:
        for entry in place.must_know:
            found[entry.finding].append(place.when)
    return found


def by_id(documents: Documents, kind: type, key: str) -> dict[str, Any]:
    return {x.id: x for x, _, _ in documents.items(kind, key)}


def helping(documents: Documents) -> dict[str, Any]:
    """What helps over days and weeks, and the article."""
    foods = documents.one(hf.FoodsFile)
    return {
        "programmes": {d.value.id: d.value for d in documents.each(h.Programme)},
        "scales": by_id(documents, hf.ScalesFile, "scales"),
        "foods": by_id(documents, hf.FoodsFile, "foods"),
        "food_table": hf.FoodTable(foods.sources, foods.basis),
        "fluids": documents.one(hf.FluidsFile),
        "nutrients": documents.one(hf.NutrientsFile),
        "safeguards": by_id(documents, hf.SafeguardsFile, "safeguards"),
        "topics": by_id(documents, hf.ArticleFile, "topics"),
        "claims": by_id(documents, hf.ArticleFile, "claims"),
        "left_out": by_id(documents, hf.ArticleFile, "left_out"),
    }


def safety_file(documents: Documents) -> z.SafetyFile:
    """What is proved, what can go wrong and what is done about it."""
    said, risks = documents.one(z.PropertiesFile), documents.one(z.HazardsFile)
    return z.SafetyFile(
        groups=said.groups,
        properties=by_id(documents, z.PropertiesFile, "properties"),
        severities=risks.severities,
        likelihoods=risks.likelihoods,
        risk=risks.risk,
        ratings=risks.ratings,
        hazards=by_id(documents, z.HazardsFile, "hazards"),
        worries=by_id(documents, z.PromisesFile, "worries"),
        promises=by_id(documents, z.PromisesFile, "promises"),
        limits=by_id(documents, z.PromisesFile, "limits"),
        held=documents.one(z.HeldFile).rules,
    )


def side_nodes(documents: Documents) -> dict[str, Node]:
    """The expressions over facts of a programme or a day, each as a tree with derived facts replaced."""
    derived = {d.id: parse(d.when) for d, _, _ in documents.items(f.DerivedFile, "derived")}
    return {e.text: expand(parse(e.text), derived) for e, _ in side_expressions(documents)}


def read_on(documents: Documents) -> dict[str, tuple[str, str | None]]:
    """For each file that says so: the day it was held against its sources, and the day to do so again."""
    dated = (d for d in documents.all if hasattr(d.value, "read"))
    return {d.file: (d.value.read, getattr(d.value, "review_by", None)) for d in dated}


def care(documents: Documents) -> dict[str, Any]:
    """What helps, and how it is guided: the care half of the guideline."""
    tech, contra, places = (documents.one(k) for k in (f.TechniquesFile, f.ContraindicationsFile, f.PlacesFile))
    countries = documents.one(f.CountriesFile)
    return {
        "techniques": by_id(documents, f.TechniquesFile, "techniques"),
        "sequences": by_id(documents, f.TechniquesFile, "sequences"),
        "stop_codes": tech.stop_codes,
        "poses": tech.poses,
        "global_rules": tech.global_rules,
        "longest_active_seconds": tech.longest_active_seconds,
        "contraindications": contra.codes,
        "contra_sets": contra.sets,
        "substitutes": contra.substitutes,
        "regions": places.regions,
        "places": {p.id: p for p in places.places},
        "technique_groups": places.technique_groups,
        "muscle_classes": places.muscle_classes,
        "also_called": places.also_called,
        "countries": {c.code: c for c in countries.countries},
        "fallback": countries.fallback,
        "cold_heat": documents.one(f.ColdHeatFile),
        "screens": documents.one(f.InterviewFile).screens,
        "recheck": documents.one(f.RecheckFile).recheck,
        "advice": documents.one(f.AdviceFile).advice,
        "own_words": documents.one(f.OwnWordsFile),
    }


def assemble(documents: Documents, version: str) -> Guideline:
    """Build the guideline. Rule cases and regression people stay in the documents: deciding does not need them."""
    findings = by_id(documents, f.FindingsFile, "findings")
    nodes = parsed(documents)
    rules = tuple(
        replace(r, cases=())
        for r in sorted(by_id(documents, f.RulesFile, "rules").values(), key=lambda r: -t.RANK[r.level])
    )
    table = AtomTable.of(vocabulary(findings), nodes.values())
    closings = tuple(ways_to_close(documents, nodes, table))
    aid, must, cross = (documents.one(k) for k in (f.FirstAidFile, f.MustKnowFile, f.CrossChecksFile))
    floors = documents.one(f.FloorsFile)
    return Guideline(
        version=version,
        findings=findings,
        derived=by_id(documents, f.DerivedFile, "derived"),
        rules=rules,
        conditions=by_id(documents, f.ConditionsFile, "conditions"),
        sources=by_id(documents, f.SourcesFile, "sources"),
        routes=documents.one(f.RoutesFile).routes,
        families=aid.technique_families,
        first_aid=aid.first_aid_steps,
        floors=floors.floors,
        baselines=floors.baselines,
        must_know=must.general,
        must_know_places=must.places,
        pairs=cross.pairs,
        conflicts=cross.conflicts,
        may_lower=cross.may_lower,
        repeat_contact=cross.repeat_contact,
        **care(documents),
        **helping(documents),
        safety=safety_file(documents),
        review={d.file: d.value.review for d in documents.all if hasattr(d.value, "review")},
        read_on={
            d.file: (d.value.read, getattr(d.value, "review_by", None))
            for d in documents.all
            if hasattr(d.value, "read")
        },
        nodes=nodes,
        side_nodes=side_nodes(documents),
        table=table,
        rules_code=scalar.compiled([nodes[r.when] for r in rules], table),
        closings=closings,
        closing_code=scalar.compiled([c.condition for c in closings], table),
        live_code=live.compiled([nodes[r.when] for r in rules], table),
        single_code=scalar.compiled_singly([nodes[r.when] for r in rules], table),
    )
