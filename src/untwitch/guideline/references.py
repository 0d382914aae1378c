"""Every id by which one part of the content names another, and whether what it names is there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from untwitch.errors import Fault, nearest
from untwitch.guideline import files as f
from untwitch.guideline import helping as h
from untwitch.guideline import helping_files as hf
from untwitch.guideline import types as t
from untwitch.guideline.assemble import by_id
from untwitch.guideline.documents import SINGLE, Documents, parts_of
from untwitch.guideline.graph import FLUIDS, NUTRIENTS

Path = tuple[str | int, ...]
# What a field names, by the field alone or by its class and field where the word has several meanings.
NAMES: dict[str, str] = {
    "Claim.does": "thing of the content",
    "Claim.topic": "topic",
    "Conflict.ask_again": "finding",
    "Contraindication.instead": "technique",
    "Country.verified": "field of a country",
    "LeftOut.does": "thing of the content",
    "Line.lowest": "finding",
    "Line.opens": "finding",
    "Place.kinds": "kind of movement",
    "Place.narrow": "site",
    "Place.site": "site",
    "MovementSaid.movement": "kind of movement",
    "PlaceSaid.only_with": "kind of movement",
    "PlaceSaid.narrow": "site",
    "PlaceSaid.places": "place",
    "SignSaid.about": "finding",
    "Region.place": "place",
    "RepeatStep.rule": "rule",
    "Rule.blocks_relief": "technique family",
    "Rule.condition": "condition",
    "Rule.first_aid": "first aid step",
    "Safeguard.see": "thing of the content",
    "Task.ref": "technique, sequence or programme",
    "Technique.families": "technique family",
    "Technique.kinds": "kind of movement",
    "Technique.muscles": "muscle",
    "Technique.needs": "thing that a technique needs",
    "Technique.sites": "technique site",
    "Technique.stop": "stop code",
    "Technique.then": "technique",
    "Finding.routes": "route",
    "also_contra": "contraindication",
    "choice_sources": "source",
    "contra": "contraindication",
    "contra_set": "set of contraindications",
    "contra_sets": "set of contraindications",
    "drinks_sources": "source",
    "fallback_sources": "source",
    "finding": "finding",
    "instead_when_unsteady": "technique",
    "muscle_classes": "place",
    "minerals_sources": "source",
    "pose": "pose",
    "sets": "contraindication",
    "skin_sources": "source",
    "source": "source",
    "sources": "source",
    "statistics_sources": "source",
    "targets_sources": "source",
    "technique": "technique",
    "technique_groups": "place",
    "techniques": "technique",
    "too_much_sources": "source",
    "vitamins_sources": "source",
}
MOST_LISTED = 40  # ids in one message
ALSO_SAID = {"Contraindication.instead": {"by_technique"}, "Rule.blocks_relief": {"all"}}


@dataclass(frozen=True, slots=True)
class Reference:
    """One use of an id: the kind of thing it names, and where it stands."""

    thing: str
    word: str
    about: str
    path: Path


def dangling_ids(documents: Documents) -> Iterator[Fault]:
    """Every id that names nothing."""
    known = _known(documents)
    for document in documents.all:
        for one in (*_inside(document.value, (), ""), *_keys(document.value)):
            if one.word not in known[one.thing]:
                place, meant = document.place(one.about, *one.path), nearest(one.word, known[one.thing])
                hint = "" if meant else _all(known[one.thing])
                yield place.fault(f'unknown {one.thing} "{one.word}"{hint}', meant)


def _all(known: Collection[str]) -> str:
    """What could be named, when nothing near is."""
    few = len(known) <= MOST_LISTED
    return f"; there are: {', '.join(sorted(known))}" if few else "; docs/content/by-name.md names them all"


def _known(documents: Documents) -> dict[str, Collection[str]]:
    findings = by_id(documents, f.FindingsFile, "findings")
    aid, contra = documents.one(f.FirstAidFile), documents.one(f.ContraindicationsFile)
    places, techniques = documents.one(f.PlacesFile), documents.one(f.TechniquesFile)

    def options(name: str) -> list[str]:
        return [o.id for o in findings[name].options] if name in findings else []

    programmes = [d.value.id for d in documents.each(h.Programme)]
    sequences = by_id(documents, f.TechniquesFile, "sequences")
    return {
        "thing of the content": set(_things(documents)),
        "topic": by_id(documents, hf.ArticleFile, "topics"),
        "technique, sequence or programme": {
            *by_id(documents, f.TechniquesFile, "techniques"),
            *sequences,
            *programmes,
        },
        "condition": by_id(documents, f.ConditionsFile, "conditions"),
        "contraindication": contra.codes,
        "field of a country": [x.name for x in fields(t.Country)],
        "finding": findings,
        "first aid step": aid.first_aid_steps,
        "kind of movement": options("movement"),
        "muscle": techniques.known_muscles,
        "place": [p.id for p in places.places],
        "pose": techniques.poses,
        "route": documents.one(f.RoutesFile).routes,
        "rule": by_id(documents, f.RulesFile, "rules"),
        "set of contraindications": contra.sets,
        "site": options("site"),
        "source": by_id(documents, f.SourcesFile, "sources"),
        "stop code": techniques.stop_codes,
        "technique": by_id(documents, f.TechniquesFile, "techniques"),
        "thing that a technique needs": techniques.known_needs,
        "technique family": aid.technique_families,
        "technique site": {*(s for p in places.places for s in p.technique_sites), *places.technique_groups},
    }


def _things(documents: Documents) -> Iterator[str]:
    """Everything that has a page, as `kind:id`."""
    heat = documents.one(f.ColdHeatFile)
    rooms: dict[str, Iterable[str]] = {
        "rule": by_id(documents, f.RulesFile, "rules"),
        "condition": by_id(documents, f.ConditionsFile, "conditions"),
        "technique": by_id(documents, f.TechniquesFile, "techniques"),
        "sequence": by_id(documents, f.TechniquesFile, "sequences"),
        "finding": by_id(documents, f.FindingsFile, "findings"),
        "contraindication": documents.one(f.ContraindicationsFile).codes,
        "programme": [d.value.id for d in documents.each(h.Programme)],
        "safeguard": by_id(documents, hf.SafeguardsFile, "safeguards"),
        "scale": by_id(documents, hf.ScalesFile, "scales"),
        "food": by_id(documents, hf.FoodsFile, "foods"),
        "fluids": FLUIDS,
        "nutrients": NUTRIENTS,
        "cold_heat": ("choice", *(row["id"] for row in heat.choice), *heat.modality),
    }
    return (f"{kind}:{name}" for kind, names in rooms.items() for name in names)


def _inside(value: Any, path: Path, about: str) -> Iterator[Reference]:
    """Every reference in a value, however deep; `about` is the id of the nearest thing that has one."""
    if isinstance(value, SINGLE):
        return
    if named := parts_of(type(value)):
        about = getattr(value, "id", None) or getattr(value, "code", None) or about
        for name in named:
            inner = getattr(value, name)
            field = f"{type(value).__name__}.{name}"
            yield from _field(field if field in NAMES else name, inner, (*path, name), about)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _field(key, inner, (*path, key), about or key)
    elif isinstance(value, tuple | list):
        for at, inner in enumerate(value):
            yield from _inside(inner, (*path, at), about)


def _field(name: str, value: Any, path: Path, about: str) -> Iterator[Reference]:
    if name in NAMES and not parts_of(type(value)):
        for word, where in _words(value, path):
            if word not in ALSO_SAID.get(name, ()):
                yield Reference(NAMES[name], word, about, where)
    if not isinstance(value, SINGLE):
        yield from _inside(value, path, about)


def _words(value: Any, path: Path) -> Iterator[tuple[str, Path]]:
    """The words of a field: one, a list of them, or several lists under names."""
    if isinstance(value, str):
        yield value, path
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _words(inner, (*path, key))
    elif isinstance(value, tuple | list):
        for at, inner in enumerate(value):
            yield from _words(inner, (*path, at))


def _keys(value: Any) -> Iterator[Reference]:
    """References that stand before a colon."""
    if isinstance(value, f.PlacesFile):
        for name in value.also_called:
            yield Reference("place", name, "also_called", ("also_called", name))
    if isinstance(value, f.ContraindicationsFile):
        for code, by_technique in value.substitutes.items():
            yield Reference("contraindication", code, "substitutes", ("substitutes", code))
            for name, instead in by_technique.items():
                yield Reference("technique", name, code, ("substitutes", code, name))
                for at, one in enumerate(instead):
                    if isinstance(one, str):
                        yield Reference("technique", one, code, ("substitutes", code, name, at))
