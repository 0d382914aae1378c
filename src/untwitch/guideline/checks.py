"""Content checks across files: ids, expressions, sources, cases. Every fault is found, with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from untwitch.errors import Fault, nearest
from untwitch.guideline import files as f
from untwitch.guideline import types as t
from untwitch.guideline.assemble import by_id, vocabulary
from untwitch.guideline.documents import Documents, Place
from untwitch.guideline.expressions import expressions
from untwitch.logic.nodes import Fact, leaves
from untwitch.logic.text import ExpressionError, check, parse

LISTS: tuple[tuple[type, str], ...] = (
    (f.FindingsFile, "findings"),
    (f.DerivedFile, "derived"),
    (f.RulesFile, "rules"),
    (f.ConditionsFile, "conditions"),
    (f.SourcesFile, "sources"),
    (f.CrossChecksFile, "conflicts"),
    (f.CrossChecksFile, "pairs"),
    (f.TechniquesFile, "techniques"),
    (f.TechniquesFile, "sequences"),
    (f.PlacesFile, "places"),
    (f.InterviewFile, "screens"),
    (f.RecheckFile, "recheck"),
    (f.AdviceFile, "advice"),
    (f.RegressionFile, "vignettes"),
)


def faults(documents: Documents) -> list[Fault]:
    """All cross-file faults of content that was read."""
    checks: tuple[Callable[[Documents], Iterator[Fault]], ...] = (
        doubled_ids, bad_expressions, derived_cycles, missing_sources, dangling_ids, odd_findings, odd_rules,
        odd_answers, odd_techniques,
    )  # fmt: skip
    return [fault for check_one in checks for fault in check_one(documents)]


def doubled_ids(documents: Documents) -> Iterator[Fault]:
    for kind, key in LISTS:
        seen: set[str] = set()
        for item, document, path in documents.items(kind, key):
            if item.id in seen:
                yield document.place(item.id, *path).fault(f"the id stands twice among the {key}")
            seen.add(item.id)
    names = by_id(documents, f.FindingsFile, "findings")
    for item, document, path in documents.items(f.DerivedFile, "derived"):
        if item.id in names:
            yield document.place(item.id, *path).fault("is a finding and a derived fact at once")


def bad_expressions(documents: Documents) -> Iterator[Fault]:
    words = vocabulary(by_id(documents, f.FindingsFile, "findings"))
    derived = by_id(documents, f.DerivedFile, "derived")
    for expression in expressions(documents):
        try:
            node = parse(expression.text)
        except ExpressionError as error:
            yield expression.place.fault(str(error))
            continue
        for message, suggestion in check(node, words, derived):
            yield expression.place.fault(message, suggestion)


def derived_cycles(documents: Documents) -> Iterator[Fault]:
    uses: dict[str, set[str]] = {}
    for item, _, _ in documents.items(f.DerivedFile, "derived"):
        try:
            uses[item.id] = {x.name for x in leaves(parse(item.when)) if isinstance(x, Fact) and x.option is None}
        except ExpressionError:  # reported by bad_expressions
            uses[item.id] = set()

    def reaches(start: str, at: str, seen: set[str]) -> bool:
        return any(n == start or (n not in seen and reaches(start, n, seen | {n})) for n in uses.get(at, ()))

    for item, document, path in documents.items(f.DerivedFile, "derived"):
        if reaches(item.id, item.id, {item.id}):
            yield document.place(item.id, *path).fault("a derived fact may not lead back to itself")


def missing_sources(documents: Documents) -> Iterator[Fault]:
    known = by_id(documents, f.SourcesFile, "sources")
    for kind, key in LISTS:
        for item, document, path in documents.items(kind, key):
            if hasattr(item, "sources"):
                place = document.place(item.id, *path, "sources")
                if not item.sources:
                    yield place.fault("has no source")
                yield from _unknown(item.sources, known, "source", place)
    for document in documents.each(f.ContraindicationsFile):
        for code, row in document.value.codes.items():
            yield from _unknown(row.sources, known, "source", document.place(code, "codes", code, "sources"))
    for document in documents.each(f.CountriesFile):
        for at, row in enumerate(document.value.countries):
            yield from _unknown(row.sources, known, "source", document.place(row.code, "countries", at, "sources"))


def dangling_ids(documents: Documents) -> Iterator[Fault]:
    findings, conditions = (
        by_id(documents, f.FindingsFile, "findings"),
        by_id(documents, f.ConditionsFile, "conditions"),
    )
    aid, contra = documents.one(f.FirstAidFile), documents.one(f.ContraindicationsFile)
    places = documents.one(f.PlacesFile)
    targets: dict[str, Collection[str]] = {
        "condition": conditions,
        "first_aid": aid.first_aid_steps,
        "blocks_relief": {*aid.technique_families, "all"},
        "families": aid.technique_families,
        "contra": contra.codes,
        "contra_sets": contra.sets,
        "stop": documents.one(f.TechniquesFile).stop_codes,
        "then": by_id(documents, f.TechniquesFile, "techniques"),
        "routes": documents.one(f.RoutesFile).routes,
        "ask_again": findings,
        "finding": findings,
        "opens": findings,
        "lowest": findings,
        "narrow": [o.id for o in findings["site"].options] if "site" in findings else (),
        "site": [o.id for o in findings["site"].options] if "site" in findings else (),
        "kinds": [o.id for o in findings["movement"].options] if "movement" in findings else (),
        "sites": {*(s for p in places.places for s in p.technique_sites), *places.technique_groups},
    }
    for kind, key in (*LISTS, (f.MustKnowFile, "general"), (f.FloorsFile, "floors")):
        for item, document, path in documents.items(kind, key):
            yield from _dangling(item, document.place(getattr(item, "id", key), *path), targets)
    for item, document, path in documents.items(f.InterviewFile, "screens"):
        for at, line in enumerate(item.lines):
            yield from _dangling(line, document.place(item.id, *path, "lines", at), targets)
    for item, document, path in documents.items(f.MustKnowFile, "places"):
        for at, entry in enumerate(item.must_know):
            yield from _dangling(entry, document.place(item.id, *path, "must_know", at), targets)


def _dangling(item: Any, place: Place, targets: Mapping[str, Collection[str]]) -> Iterator[Fault]:
    for name, known in targets.items():
        value = getattr(item, name, None)
        words = (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ()
        yield from _unknown(words, known, name, place)


def _unknown(words: Collection[str], known: Collection[str], what: str, place: Place) -> Iterator[Fault]:
    for word in words:
        if word not in known:
            yield place.fault(f'unknown {what} "{word}"', nearest(word, known))


def odd_findings(documents: Documents) -> Iterator[Fault]:
    for item, document, path in documents.items(f.FindingsFile, "findings"):
        place = document.place(item.id, *path)
        if (item.kind in ("choice", "choices")) != bool(item.options):
            yield place.fault("options stand with choice and choices, and only there")
        if (item.kind == "number") != (item.min is not None and item.max is not None and item.unit is not None):
            yield place.fault("unit, min and max stand with number, and only there")
        for option, count in Counter(o.id for o in item.options).items():
            if count > 1:
                yield place.fault(f'the option "{option}" stands twice')
        for name in ("absent", "if_not_sure_act_as"):
            yield from _answer(item, getattr(item, name), place)


def odd_rules(documents: Documents) -> Iterator[Fault]:
    for item, document, path in documents.items(f.RulesFile, "rules"):
        place = document.place(item.id, *path)
        if item.first_aid and item.level not in ("urgent", "emergency"):
            yield place.fault("first aid steps stand only at urgent and emergency")
        if {c.expect for c in item.cases} != {True, False}:
            yield place.fault("needs a true case and a near miss")
        if not item.because.strip():
            yield place.fault("says no reason")


def _answer(finding: t.Finding, value: t.Answer, place: Place) -> Iterator[Fault]:
    """An answer must fit its finding."""
    from untwitch.guideline.answers import misfit

    message = misfit(finding, value)
    if value is not None and message:
        yield place.fault(message)


def odd_answers(documents: Documents) -> Iterator[Fault]:
    """Answers in cases, baselines, pairs and regression people must fit the vocabulary."""
    findings = by_id(documents, f.FindingsFile, "findings")
    triage = {i for i, x in findings.items() if x.group != "relief"}
    baselines = documents.one(f.FloorsFile).baselines
    for document in documents.each(f.FloorsFile):
        for name, row in baselines.items():
            place = document.place(name, "baselines", name, "answers")
            yield from _answers(row.answers, findings, place)
            for missing in sorted(triage - set(row.answers)):
                yield place.fault(f'the baseline person does not answer "{missing}"')
    for given, person, place in _people(documents):
        if person not in baselines:
            yield place.fault(f'unknown baseline person "{person}"', nearest(person, baselines))
        yield from _answers(given, findings, place)


def _people(documents: Documents) -> Iterator[tuple[Mapping[str, t.Answer], str, Place]]:
    for rule, document, path in documents.items(f.RulesFile, "rules"):
        for at, case in enumerate(rule.cases):
            yield case.given, case.person, document.place(rule.id, *path, "cases", at)
    for pair, document, path in documents.items(f.CrossChecksFile, "pairs"):
        for side in (pair.left, pair.right):
            yield side.given, side.person, document.place(pair.id, *path)
    for kind, key in ((f.CrossChecksFile, "never_self_care"), (f.RegressionFile, "vignettes")):
        for item, document, path in documents.items(kind, key):
            yield item.given, item.person, document.place(item.id, *path)


def _answers(given: Mapping[str, t.Answer], findings: Mapping[str, t.Finding], place: Place) -> Iterator[Fault]:
    for name, value in given.items():
        if name not in findings:
            yield place.fault(f'unknown finding "{name}"', nearest(name, findings))
        else:
            yield from _answer(findings[name], value, place)


def odd_techniques(documents: Documents) -> Iterator[Fault]:
    for item, document, path in documents.items(f.TechniquesFile, "techniques"):
        once, cycle = (sum(step[1] for step in steps) for steps in (item.once, item.cycle))
        seconds = item.sets * (once + item.reps * cycle * (2 if item.sides == "each" else 1))
        if seconds != item.seconds:
            yield document.place(item.id, *path, "seconds").fault(f"the steps take {seconds} s, not {item.seconds} s")
