"""Content checks of programmes, drinks, minerals and the article. Every fault is found, with its place."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from untwitch.errors import Fault, nearest
from untwitch.guideline import files as f
from untwitch.guideline import helping as h
from untwitch.guideline import helping_files as hf
from untwitch.guideline.assemble import by_id, vocabulary
from untwitch.guideline.documents import Document, Documents, Place
from untwitch.guideline.expressions import side_expressions
from untwitch.logic.text import ExpressionError, check, parse


def bad_side_expressions(documents: Documents) -> Iterator[Fault]:
    """Expressions that do not parse, or name what neither the findings nor their own file know."""
    words = vocabulary(by_id(documents, f.FindingsFile, "findings"))
    derived = by_id(documents, f.DerivedFile, "derived")
    for expression, own in side_expressions(documents):
        for name in own:
            if (
                name in derived
            ):  # a measure may share its name with a finding: inside its programme it stands for itself
                yield expression.place.fault(f'"{name}" is a derived fact already')
        try:
            node = parse(expression.text)
        except ExpressionError as error:
            yield expression.place.fault(str(error))
            continue
        for message, suggestion in check(node, words | dict(own), derived):
            yield expression.place.fault(message, suggestion)


def odd_programmes(documents: Documents) -> Iterator[Fault]:
    """Steps that lead nowhere, tasks that name nothing, values out of bounds, a programme that nothing can stop."""
    for document in documents.each(h.Programme):
        one: h.Programme = document.value
        if document.file.rpartition("/")[2] != f"{one.id}.yaml":
            yield document.place(one.id, "id").fault("the file must have the programme's name")
        if not any(rule.do == "stop" for rule in one.rules):
            yield document.place(one.id, "rules").fault("no rule stops this programme")
        for name, value in one.state.items():
            inside = value.options or (value.min or 0) <= float(value.start) <= (value.max or 0)
            if not inside or (value.options and value.start not in value.options):
                yield document.place(one.id, "state", name).fault("starts outside its own bounds")
        yield from _steps(document, one)


def _steps(document: Document, one: h.Programme) -> Iterator[Fault]:
    tasks = {task.id for phase in one.phases.values() for task in phase.tasks}
    known = {"phase": one.phases, "state value": one.state, "measure": one.measures, "task": tasks}

    def must(kind: str, word: str | None, *path: str | int) -> Iterator[Fault]:
        if word is not None and word not in known[kind]:
            yield document.place(one.id, *path).fault(f'unknown {kind} "{word}"', nearest(word, known[kind]))

    yield from must("phase", one.first, "first")
    rows: list[tuple[h.StartRow | h.StepRule, str, int]] = [(row, "start", at) for at, row in enumerate(one.start)]
    rows += [(row, "rules", at) for at, row in enumerate(one.rules)]
    for row, where, at in rows:
        path = (where, at)
        yield from must("phase", row.go, *path, "go")
        for phase in getattr(row, "phases", ()):
            yield from must("phase", phase, *path, "phases")
        for name, change in (row.set or {}).items():
            yield from must("state value", name, *path, "set")
            if "from" in change:
                yield from must("measure", str(change["from"]), *path, "set")
    for at, reminder in enumerate(one.reminders):
        yield from must("task", reminder.task, "reminders", at)


def odd_fluids(documents: Documents) -> Iterator[Fault]:
    """Outcomes that are not named, and rows that do not end with one for everybody else."""
    for document in documents.each(hf.FluidsFile):
        fluids: hf.FluidsFile = document.value
        for at, row in enumerate(fluids.resolver):
            place = document.place(row.id, "resolver", at, "outcome")
            yield from _known(place, "outcome", row.outcome, fluids.outcomes)
        for at, extra in enumerate(fluids.modifiers):
            for outcome in extra.outcomes:
                place = document.place(extra.id, "modifiers", at, "outcomes")
                yield from _known(place, "outcome", outcome, fluids.outcomes)
        rows = [row.id for row in fluids.resolver]
        for name in fluids.no_push.rows:
            yield from _known(document.place("no_push", "no_push", "rows"), "row", name, rows)


def odd_nutrients(documents: Documents) -> Iterator[Fault]:
    """Tables in which a group has no row, or a row another number of values than there are columns."""
    for document in documents.each(hf.NutrientsFile):
        for name in ("minerals", "vitamins"):
            table = getattr(document.value, name)
            for group in (*(g.id for g in document.value.groups), *table):
                if len(table.get(group, ())) != len(table["columns"]):
                    yield document.place(group, name).fault("needs one value for each column")


def odd_article(documents: Documents) -> Iterator[Fault]:
    """Claims and omissions that nothing of ours answers."""
    for document in documents.each(hf.ArticleFile):
        for key in ("claims", "left_out"):
            for at, item in enumerate(getattr(document.value, key)):
                if not item.does:
                    yield document.place(item.id, key, at, "does").fault("nothing answers it")


def _known(place: Place, kind: str, word: str, known: Collection[str]) -> Iterator[Fault]:
    if word not in known:
        yield place.fault(f'unknown {kind} "{word}"', nearest(word, known))
