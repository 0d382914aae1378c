"""Every expression in the content, with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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
    yield from _conditions(documents)
    yield from _contraindications(documents)
    yield from _interview_lines(documents)
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


def _cold_heat(document: Document) -> Iterator[Expression]:
    for at, row in enumerate(document.value.choice):
        yield Expression(row["when"], document.place(row["id"], "choice", at, "when"))
    for name, row in document.value.modality.items():
        for at, age in enumerate(row["age_minutes"]):
            yield Expression(age["when"], document.place(name, "modality", name, "age_minutes", at, "when"))
