"""Every expression in the content, with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from untwitch.guideline import files as f
from untwitch.guideline.documents import Document, Documents, Place

FIELDS: tuple[tuple[type, str, tuple[str, ...]], ...] = (
    (f.FindingsFile, "findings", ("gate", "applies_if", "needs_device")),
    (f.DerivedFile, "derived", ("when",)),
    (f.RulesFile, "rules", ("when",)),
    (f.MustKnowFile, "places", ("when",)),
    (f.CrossChecksFile, "conflicts", ("when", "acts_as")),
    (f.TechniquesFile, "techniques", ("only_when",)),
    (f.InterviewFile, "screens", ("when",)),
    (f.RecheckFile, "recheck", ("when",)),
    (f.AdviceFile, "advice", ("when", "not_if")),
)


@dataclass(frozen=True)
class Expression:
    text: str
    place: Place


def expressions(documents: Documents) -> Iterator[Expression]:
    """Every expression text of the content, with repeats."""
    for kind, key, names in FIELDS:
        for item, document, path in documents.items(kind, key):
            for name in names:
                value = getattr(item, name)
                for text in value if isinstance(value, tuple) else (value,):
                    if text:
                        yield Expression(text, document.place(f"{item.id}.{name}", *path, name))
    for document in documents.each(f.RoutesFile):
        for name, route in document.value.routes.items():
            if route.when:
                yield Expression(route.when, document.place(name, "routes", name, "when"))
    for document in documents.each(f.CrossChecksFile):
        for at, text in enumerate(document.value.may_lower):
            yield Expression(text, document.place("may_lower", "may_lower", at))
    yield from _conditions(documents)
    yield from _contraindications(documents)
    yield from _interview_lines(documents)
    yield from _own_words(documents)
    for document in documents.each(f.ColdHeatFile):
        yield from _cold_heat(document)


def _conditions(documents: Documents) -> Iterator[Expression]:
    for item, document, path in documents.items(f.ConditionsFile, "conditions"):
        for side in ("speaks_for", "against"):
            for strength in ("strong", "weak"):
                for at, text in enumerate(getattr(getattr(item, side), strength)):
                    yield Expression(text, document.place(f"{item.id}.{side}", *path, side, strength, at))


def _contraindications(documents: Documents) -> Iterator[Expression]:
    for document in documents.each(f.ContraindicationsFile):
        for code, row in document.value.codes.items():
            yield Expression(row.when, document.place(code, "codes", code, "when"))


def _interview_lines(documents: Documents) -> Iterator[Expression]:
    for item, document, path in documents.items(f.InterviewFile, "screens"):
        for at, line in enumerate(item.lines):
            place = document.place(f"{item.id}, line {at + 1}", *path, "lines", at)
            for text in line.signs:
                yield Expression(text, place)
            if line.gate:
                yield Expression(f"other_trouble.{line.gate}", place)


def _own_words(documents: Documents) -> Iterator[Expression]:
    for said, document, path in documents.items(f.OwnWordsFile, "signs"):
        about = said.phrases[0] if said.phrases else "signs"
        for text in (*said.says, *(said.not_says or ())):
            yield Expression(text, document.place(f'"{about}"', *path))


def _cold_heat(document: Document) -> Iterator[Expression]:
    for name in ("choice", "modality"):
        yield from _whens(document, getattr(document.value, name), (name,), name)


def _whens(document: Document, value: Any, path: tuple[str | int, ...], about: str) -> Iterator[Expression]:
    """Every `when` in plain data, however deep; `about` is the nearest id or key."""
    if isinstance(value, Mapping):
        about = value.get("id", about)
        for key, inner in value.items():
            if key == "when":
                yield Expression(inner, document.place(about, *path, key))
            else:
                yield from _whens(document, inner, (*path, key), key)
    elif isinstance(value, list | tuple):
        for at, inner in enumerate(value):
            yield from _whens(document, inner, (*path, at), about)
