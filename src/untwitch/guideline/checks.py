"""Content checks across files: ids, expressions, sources, cases. Every fault is found, with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from untwitch.errors import Fault, nearest
from untwitch.guideline import files as f
from untwitch.guideline import hazards as z
from untwitch.guideline import helping_files as hf
from untwitch.guideline import types as t
from untwitch.guideline.answers import misfit
from untwitch.guideline.assemble import by_id, vocabulary
from untwitch.guideline.documents import Document, Documents, Place
from untwitch.guideline.expressions import expressions
from untwitch.guideline.hazard_checks import odd_safety
from untwitch.guideline.helping_checks import (
    bad_side_expressions,
    odd_article,
    odd_fluids,
    odd_nutrients,
    odd_programmes,
)
from untwitch.guideline.honest import doubled_dossiers, odd_levels, too_sure
from untwitch.guideline.references import dangling_ids
from untwitch.guideline.technique_checks import unguarded_techniques
from untwitch.logic.nodes import Fact, leaves
from untwitch.logic.text import ExpressionError, check, parse

MOST_PICTURES = 3
LISTS: tuple[tuple[type, str], ...] = (
    (f.FindingsFile, "findings"),
    (f.DerivedFile, "derived"),
    (f.RulesFile, "rules"),
    (f.ConditionsFile, "conditions"),
    (f.SourcesFile, "sources"),
    (f.CrossChecksFile, "conflicts"),
    (f.CrossChecksFile, "pairs"),
    (f.CrossChecksFile, "never_self_care"),
    (f.TechniquesFile, "techniques"),
    (f.TechniquesFile, "sequences"),
    (f.PlacesFile, "places"),
    (f.InterviewFile, "screens"),
    (f.RecheckFile, "recheck"),
    (f.AdviceFile, "advice"),
    (f.RegressionFile, "vignettes"),
    (hf.ArticleFile, "topics"),
    (hf.ArticleFile, "claims"),
    (hf.ArticleFile, "left_out"),
    (hf.SafeguardsFile, "safeguards"),
    (hf.ScalesFile, "scales"),
    (hf.FoodsFile, "foods"),
    (z.PropertiesFile, "properties"),
    (z.HazardsFile, "hazards"),
    (z.PromisesFile, "worries"),
    (z.PromisesFile, "promises"),
    (z.PromisesFile, "limits"),
    (z.HeldFile, "rules"),
)


def faults(documents: Documents) -> list[Fault]:
    """All cross-file faults of content that was read."""
    return [*broken(documents), *odd(documents)]


def broken(documents: Documents) -> list[Fault]:
    """The faults with which no rule can be compiled and no example tried."""
    checks = (doubled_ids, bad_expressions, derived_cycles, dangling_ids, odd_findings, odd_answers, odd_floors)
    return _found(documents, checks)


def odd(documents: Documents) -> list[Fault]:
    """All other faults."""
    checks = (
        missing_sources, odd_rules, odd_levels, doubled_dossiers, too_sure, odd_techniques, unguarded_techniques,
        odd_pictures, bad_side_expressions, odd_programmes, odd_fluids, odd_nutrients, odd_article, odd_safety,
    )  # fmt: skip
    return _found(documents, checks)


def _found(documents: Documents, checks: Iterable[Callable[[Documents], Iterator[Fault]]]) -> list[Fault]:
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
    for kind, key in LISTS:
        for item, document, path in documents.items(kind, key):
            if hasattr(item, "sources") and not item.sources:
                yield document.place(item.id, *path, "sources").fault("has no source")


def odd_findings(documents: Documents) -> Iterator[Fault]:
    for item, document, path in documents.items(f.FindingsFile, "findings"):
        place = document.place(item.id, *path)
        if (item.kind in ("choice", "choices")) != bool(item.options):
            yield place.fault("options stand with choice and choices, and only there")
        if (item.kind == "number") != (item.min is not None and item.max is not None and item.unit is not None):
            yield place.fault("unit, min and max stand with number, and only there")
        seen: set[str] = set()
        for at, option in enumerate(item.options):
            if option.id in seen:
                yield document.place(item.id, *path, "options", at).fault(f'the option "{option.id}" stands twice')
            seen.add(option.id)
        for name in ("absent", "if_not_sure_act_as"):
            yield from _answer(item, getattr(item, name), document.place(item.id, *path, name))


def odd_rules(documents: Documents) -> Iterator[Fault]:
    for item, document, path in documents.items(f.RulesFile, "rules"):
        if item.first_aid and item.level not in ("urgent", "emergency"):
            place = document.place(item.id, *path, "first_aid")
            yield place.fault("first aid steps stand only at urgent and emergency")
        if {c.expect for c in item.cases} != {True, False}:
            yield document.place(item.id, *path).fault("needs a true case and a near miss")
        if not item.because.strip():
            yield document.place(item.id, *path, "because").fault("says no reason")


def _answer(finding: t.Finding, value: t.Answer, place: Place) -> Iterator[Fault]:
    """An answer must fit its finding."""
    message = misfit(finding, value)
    if value is not None and message:
        yield place.fault(message)


def odd_answers(documents: Documents) -> Iterator[Fault]:
    """Answers of baseline, example and regression people must fit the vocabulary."""
    findings = by_id(documents, f.FindingsFile, "findings")
    triage = {i for i, x in findings.items() if x.group != "relief"}
    baselines = documents.one(f.FloorsFile).baselines
    for who in _people(documents):
        if who.person is not None and who.person not in baselines:
            place = who.document.place(who.about, *who.path, "person")
            yield place.fault(f'unknown baseline person "{who.person}"', nearest(who.person, baselines))
        for name, value in who.given.items():
            place = who.document.place(f"{who.about}.{name}", *who.path, who.key, name)
            if name in findings:
                yield from _answer(findings[name], value, place)
            else:
                yield place.fault(f'unknown finding "{name}"', nearest(name, findings))
        if who.key == "answers":
            place = who.document.place(who.about, *who.path, who.key)
            for missing in sorted(triage - set(who.given)):
                yield place.fault(f'the baseline person does not answer "{missing}"')


@dataclass(frozen=True)
class _Who:
    """Answers given somewhere in the content, and the baseline person they change, if any."""

    given: Mapping[str, t.Answer]
    person: str | None
    about: str
    document: Document
    path: tuple[str | int, ...]
    key: str = "given"


def _people(documents: Documents) -> Iterator[_Who]:
    for document in documents.each(f.FloorsFile):
        for name, row in document.value.baselines.items():
            yield _Who(row.answers, None, name, document, ("baselines", name), "answers")
    for rule, document, path in documents.items(f.RulesFile, "rules"):
        for at, case in enumerate(rule.cases):
            yield _Who(case.given, case.person, rule.id, document, (*path, "cases", at))
    for pair, document, path in documents.items(f.CrossChecksFile, "pairs"):
        for side in ("left", "right"):
            one = getattr(pair, side)
            yield _Who(one.given, one.person, pair.id, document, (*path, side))
    for kind, key in ((f.CrossChecksFile, "never_self_care"), (f.RegressionFile, "vignettes")):
        for item, document, path in documents.items(kind, key):
            yield _Who(item.given, item.person, item.id, document, path)
    for item, document, path in documents.items(f.CrossChecksFile, "conflicts"):
        yield _Who(item.case, None, item.id, document, path, "case")


def odd_floors(documents: Documents) -> Iterator[Fault]:
    findings = by_id(documents, f.FindingsFile, "findings")
    baselines = documents.one(f.FloorsFile).baselines
    for row, document, path in documents.items(f.FloorsFile, "floors"):
        finding = findings.get(row.finding)
        if finding:  # an unknown one is a dangling id
            answer = (row.answer,) if finding.kind == "choices" else row.answer
            yield from _answer(finding, answer, document.place(row.finding, *path, "answer"))
        for person in row.level:
            if person not in baselines:
                place = document.place(row.finding, *path, "level", person)
                yield place.fault(f'unknown baseline person "{person}"', nearest(person, baselines))


def odd_techniques(documents: Documents) -> Iterator[Fault]:
    for item, document, path in documents.items(f.TechniquesFile, "techniques"):
        once, cycle = _seconds(item.once), _seconds(item.cycle)
        seconds = item.sets * (once + item.reps * cycle * (2 if item.sides == "each" else 1))
        if seconds != item.seconds:
            yield document.place(item.id, *path, "seconds").fault(f"the steps take {seconds} s, not {item.seconds} s")
    for item, document, path in documents.items(f.TechniquesFile, "sequences"):
        seconds = _seconds(item.steps)
        if seconds != item.seconds:
            yield document.place(item.id, *path, "seconds").fault(f"the steps take {seconds} s, not {item.seconds} s")


def odd_pictures(documents: Documents) -> Iterator[Fault]:
    """Every technique and sequence has pictures, and every step one of them."""
    for key, most in (("techniques", MOST_PICTURES), ("sequences", 2 * MOST_PICTURES)):
        for item, document, path in documents.items(f.TechniquesFile, key):
            steps = len(item.steps if key == "sequences" else (*item.once, *item.cycle))
            why = _wrong_pictures(item.pictures, steps, most)
            if why:
                yield document.place(item.id, *path, "pictures").fault(why)


def _wrong_pictures(pictures: tuple[t.Picture, ...], steps: int, most: int) -> str | None:
    if not 1 <= len(pictures) <= most:
        return f"has {len(pictures)} pictures, not 1 to {most}"
    shown = sorted(s for p in pictures for s in (range(1, steps + 1) if p.steps is None else p.steps))
    return (
        None if shown == list(range(1, steps + 1)) else f"the pictures show the steps {shown}, not each of {steps} once"
    )


def _seconds(steps: Iterable[t.Step]) -> int:
    return sum(step[1] for step in steps)
