"""Content checks of the safety file: every id and link in it leads somewhere inside the content."""

from __future__ import annotations

from collections.abc import Iterator

from untwitch.errors import Fault, nearest
from untwitch.guideline import files as f
from untwitch.guideline import hazards as z
from untwitch.guideline.documents import Document, Documents


def odd_safety(documents: Documents) -> Iterator[Fault]:
    """Links to properties, screens and hazards; risks that grow by being controlled; properties that serve nothing."""
    properties = {p.id for p, _, _ in documents.items(z.PropertiesFile, "properties")}
    known = {"property": properties, "screen": {s.id for s, _, _ in documents.items(f.InterviewFile, "screens")}}
    used: set[str] = set()
    for hazard, document, path in documents.items(z.HazardsFile, "hazards"):
        yield from _odd_risk(hazard, document, path)
        for at, control in enumerate(hazard.controls):
            if not control.by:
                yield document.place(hazard.id, *path, "controls", at).fault("nothing shows this control")
            for link in control.by:
                kind, _, target = link.partition(":")
                place = document.place(hazard.id, *path, "controls", at)
                used.add(link)
                if kind not in z.LINKS:
                    yield place.fault(f'a link begins with one of {", ".join(z.LINKS)}, not "{link}"')
                elif kind in known and target not in known[kind]:
                    yield place.fault(f'unknown {kind} "{target}"', nearest(target, known[kind]))
    yield from _odd_properties(documents, used)
    yield from _odd_promises(documents, properties)


def _odd_risk(hazard: z.Hazard, document: Document, path: tuple[str | int, ...]) -> Iterator[Fault]:
    place = document.place(hazard.id, *path)
    if not hazard.controls:
        yield place.fault("has no control")
    if any(after > before for before, after in zip(hazard.before.ranks, hazard.after.ranks, strict=True)):
        yield place.fault("its controls may not make it graver or more likely")


def _odd_properties(documents: Documents, used: set[str]) -> Iterator[Fault]:
    for document in documents.each(z.PropertiesFile):
        for at, one in enumerate(document.value.properties):
            place = document.place(one.id, "properties", at)
            if one.group not in document.value.groups:
                yield place.fault(f'unknown group "{one.group}"', nearest(one.group, document.value.groups))
            if f"property:{one.id}" not in used:
                yield place.fault("serves no hazard: no control names it")


def _odd_promises(documents: Documents, properties: set[str]) -> Iterator[Fault]:
    hazards = {h.id for h, _, _ in documents.items(z.HazardsFile, "hazards")}
    for key, known in (("promises", properties), ("worries", hazards)):
        for one, document, path in documents.items(z.PromisesFile, key):
            for name in one.by:
                if name not in known:
                    yield document.place(one.id, *path, "by").fault(f'unknown id "{name}"', nearest(name, known))
    told = {name for worry, _, _ in documents.items(z.PromisesFile, "worries") for name in worry.by}
    for hazard, document, path in documents.items(z.HazardsFile, "hazards"):
        if hazard.id not in told:
            yield document.place(hazard.id, *path).fault("is in no worry of the page for everybody")
