"""Checks that content does not claim more than it can: levels, ways to be seen, numbers of dossiers, sources, evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, get_args

from untwitch.errors import Fault, nearest
from untwitch.guideline import files as f
from untwitch.guideline import types as t
from untwitch.guideline.assemble import by_id
from untwitch.guideline.documents import SINGLE, Document, Documents, parts_of

STRONGEST_FIRST: tuple[str, ...] = get_args(t.Basis)
STUDIED: frozenset[str] = frozenset({"high", "moderate", "low", "very_low"})  # grades that a study gives
NOW: tuple[t.Via, ...] = ("ambulance", "emergency_department", "poison_centre", "maternity", "crisis_line")
# Ways to be seen that contradict a level: too slow for it, or far too loud. Whatever could be right stays allowed.
NEVER_BY: Mapping[t.Level, tuple[t.Via, ...]] = {
    "emergency": ("same_day", "clinician", "midwife", "gp", "optician", "pharmacist", "none"),
    "urgent": ("ambulance", "clinician", "gp", "optician", "pharmacist", "none"),
    "soon": ("ambulance", "emergency_department", "poison_centre", "none"),
    "routine": (*NOW, "same_day", "none"),
    "self_care": (*NOW, "same_day", "clinician", "midwife", "gp", "optician"),
}


def odd_levels(documents: Documents) -> Iterator[Fault]:
    """A file of rules holds the level it is named after; how to be seen must go with it."""
    for document in documents.each(f.RulesFile):
        level = PurePosixPath(document.file).stem
        if level not in t.LEVELS:
            yield document.place("").fault("a file of rules is named after its level", nearest(level, t.LEVELS))
            continue
        for at, rule in enumerate(document.value.rules):
            if rule.level != level:
                place = document.place(rule.id, "rules", at, "level")
                yield place.fault(f'the level "{rule.level}" stands in the file of "{level}"')
            if rule.via in NEVER_BY[rule.level]:
                may = ", ".join(via for via in get_args(t.Via) if via not in NEVER_BY[rule.level])
                place = document.place(rule.id, "rules", at, "via")
                yield place.fault(f'"{rule.via}" does not go with {rule.level}; that goes by {may}')


def doubled_dossiers(documents: Documents) -> Iterator[Fault]:
    """A dossier number leads to one rule."""
    taken: dict[str, str] = {}
    for rule, document, path in documents.items(f.RulesFile, "rules"):
        for number in dict.fromkeys(rule.dossier):
            if number in taken:
                place = document.place(rule.id, *path, "dossier")
                yield place.fault(f'the dossier number "{number}" is that of {taken[number]} already')
            taken.setdefault(number, rule.id)


def too_sure(documents: Documents) -> Iterator[Fault]:
    """What rests on more than its sources give: how they were read, or what studies show."""
    graded = {name: source.grade for name, source in by_id(documents, f.SourcesFile, "sources").items()}
    for document in documents.all:
        yield from _too_sure(document, document.value, (), graded)


def _too_sure(
    document: Document, value: Any, path: tuple[str | int, ...], graded: Mapping[str, str]
) -> Iterator[Fault]:
    if isinstance(value, SINGLE):
        return
    if named := parts_of(type(value)):
        yield from _overstated(document, value, path, graded)
        inner: list[tuple[str | int, Any]] = [(name, getattr(value, name)) for name in named]
    elif isinstance(value, Mapping):
        inner = list(value.items())
    elif isinstance(value, tuple):
        inner = list(enumerate(value))
    else:
        return
    for step, one in inner:
        yield from _too_sure(document, one, (*path, step), graded)


def _overstated(
    document: Document, item: Any, path: tuple[str | int, ...], graded: Mapping[str, str]
) -> Iterator[Fault]:
    cited = [graded[name] for name in getattr(item, "sources", ()) if name in graded]
    basis = getattr(item, "basis", None)
    if not cited or not isinstance(basis, str):
        return
    about = str(getattr(item, "id", None) or getattr(item, "code", None) or (path and path[-1]) or document.file)
    best = min(cited, key=STRONGEST_FIRST.index)
    if STRONGEST_FIRST.index(basis) < STRONGEST_FIRST.index(best):
        yield document.place(about, *path, "basis").fault(f'says "{basis}", but its sources are {best} at most')
    where = ("evidence", "grade") if hasattr(item, "evidence") else ("grade",)
    grade = getattr(getattr(item, "evidence", item), "grade", None)
    if grade in STUDIED and best in t.UNSIGNED:
        said = f'says "{grade}", but no study is among its sources, only {best}: expert_opinion at most'
        yield document.place(about, *path, *where).fault(said)
