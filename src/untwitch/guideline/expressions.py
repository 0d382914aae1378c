"""Every expression in the content, with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from untwitch.guideline import files as f
from untwitch.guideline import helping as h
from untwitch.guideline import helping_files as hf
from untwitch.guideline.documents import Document, Documents, Place, parts_of
from untwitch.logic.vocabulary import Entry

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


Own = Mapping[str, Entry]  # facts that only this file knows


def side_expressions(documents: Documents) -> Iterator[tuple[Expression, Own]]:
    """Expressions over facts of a day or of a programme, each with the facts that its file adds to the findings."""
    for document in documents.each(hf.FluidsFile):
        day: Own = {name: Entry(fact.kind, (), 0, 0) for name, fact in document.value.day_facts.items()}
        for name in ("resolver", "targets", "modifiers"):
            yield from ((e, day) for e in _fields(document, getattr(document.value, name), (name,), name))
    for document in documents.each(hf.NutrientsFile):
        for name in ("groups", "modifiers"):
            yield from ((e, {}) for e in _fields(document, getattr(document.value, name), (name,), name))
        gate = document.value.supplement_gate.blocked_if
        yield from ((e, {}) for e in _fields(document, gate, ("supplement_gate", "blocked_if"), "supplement_gate"))
    for document in documents.each(h.Programme):
        yield from _of_programme(document)


def _of_programme(document: Document) -> Iterator[tuple[Expression, Own]]:
    programme: h.Programme = document.value
    own = measured(programme)
    yield from ((e, {}) for e in _fields(document, programme.entry, ("entry",), programme.id))
    for name in ("start", "phases", "rules", "referrals"):
        yield from ((e, own) for e in _fields(document, getattr(programme, name), (name,), programme.id))


def measured(programme: h.Programme) -> dict[str, Entry]:
    """The measures and state values of a programme as the rule language sees them."""
    found = {name: Entry(m.kind, (), m.min or 0, m.max or 0) for name, m in programme.measures.items()}
    for name, value in programme.state.items():
        found[name] = Entry("choice" if value.options else "number", value.options, value.min or 0, value.max or 0)
    return found


def _fields(document: Document, value: Any, path: tuple[str | int, ...], about: str) -> Iterator[Expression]:
    """Every `when` of typed values, however deep."""
    if named := parts_of(type(value)):
        about = getattr(value, "id", about)
        for name in named:
            inner = getattr(value, name)
            if name == "when" and inner:
                yield Expression(inner, document.place(about, *path, "when"))
            else:
                yield from _fields(document, inner, (*path, name), about)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _fields(document, inner, (*path, key), about)
    elif isinstance(value, tuple):
        for at, inner in enumerate(value):
            yield from _fields(document, inner, (*path, at), about)
