"""The content's own examples: people of whom it says what the rules must give. `content check` and the tests run them.

A start of the program does not: two thousand people take a second, and content that was checked does not change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from untwitch.errors import Fault
from untwitch.guideline import files as f
from untwitch.guideline import types as t
from untwitch.guideline.assemble import by_id, parsed, vocabulary
from untwitch.guideline.documents import Documents, Place
from untwitch.logic import scalar
from untwitch.logic.atoms import TRUE, TRUTH, AtomTable, evaluate
from untwitch.logic.nodes import Node

SOON = t.RANK["soon"]
WORDS = {True: "true", False: "false", None: "open"}
Answers = Mapping[str, t.Answer]


@dataclass(frozen=True)
class _Rules:
    """The rules of content that has no fault, compiled, and the people its examples begin with."""

    rules: tuple[t.Rule, ...]
    people: Mapping[str, t.Baseline]
    kinds: Mapping[str, str]
    nodes: Mapping[str, Node]
    table: AtomTable
    evaluate: scalar.Evaluator
    known: Mapping[str, bytes]

    @classmethod
    def of(cls, documents: Documents) -> _Rules:
        findings, nodes = by_id(documents, f.FindingsFile, "findings"), parsed(documents)
        table = AtomTable.of(vocabulary(findings), nodes.values())
        rules = tuple(by_id(documents, f.RulesFile, "rules").values())
        code = scalar.compiled([nodes[r.when] for r in rules], table)
        people = documents.one(f.FloorsFile).baselines
        kinds = {name: finding.kind for name, finding in findings.items()}
        known = {name: _codes(table, table.blank, one.answers) for name, one in people.items()}
        return cls(rules, people, kinds, nodes, table, scalar.evaluator(code), known)

    def codes(self, person: str, given: Answers) -> bytes:
        """What a person says of every atom: a baseline person with some answers changed."""
        return _codes(self.table, self.known[person], given)

    def truth(self, when: str, person: str, given: Answers) -> bool | None:
        return TRUTH[evaluate(self.nodes[when], self.table, self.codes(person, given))]

    def level(self, person: str, given: Answers) -> tuple[t.Level, str]:
        """The most urgent level a person reaches, and that level with the rules which give it, for a message."""
        verdicts = self.evaluate(self.codes(person, given))
        fired = [rule for rule, code in zip(self.rules, verdicts, strict=True) if code == TRUE]
        level = t.LEVELS[max((t.RANK[rule.level] for rule in fired), default=0)]
        giving = [rule.id for rule in fired if rule.level == level]
        return level, f"{level} ({', '.join(giving[:3]) or 'no rule'})"


def _codes(table: AtomTable, before: bytes, given: Answers) -> bytes:
    """The atoms after some answers; null is not asked."""
    codes = bytearray(before)
    for name, value in given.items():
        span = slice(*table.spans[name])
        codes[span] = table.blank[span] if value is None else table.codes_of(name, value)
    return bytes(codes)


def wrong_cases(documents: Documents) -> Iterator[Fault]:
    """Every example that the rules do not bear out: of rules, floors, pairs, regression people and conflicts.

    The documents must have no fault of their own, else the rules cannot be compiled.
    """
    rules = _Rules.of(documents)
    yield from _of_rules(documents, rules)
    yield from _of_baselines(documents, rules)
    yield from _of_floors(documents, rules)
    yield from _of_people(documents, rules)
    yield from _of_conflicts(documents, rules)


def _of_rules(documents: Documents, rules: _Rules) -> Iterator[Fault]:
    for rule, document, path in documents.items(f.RulesFile, "rules"):
        for at, case in enumerate(rule.cases):
            truth = rules.truth(rule.when, case.person, case.given)
            if truth is not case.expect:
                place = document.place(rule.id, *path, "cases", at)
                expected, came = WORDS[case.expect], WORDS[truth]
                yield place.fault(f"case {at + 1} expects {expected} for {_said(case)}, but the rule is {came}")
            if case.level is not None:
                place = document.place(rule.id, *path, "cases", at, "level")
                yield from _ends(rules, place, f"case {at + 1}", case.person, case.given, case.level)


def _of_baselines(documents: Documents, rules: _Rules) -> Iterator[Fault]:
    for document in documents.each(f.FloorsFile):
        for name in document.value.baselines:
            yield from _ends(
                rules, document.place(name, "baselines", name), "the baseline person", name, {}, "self_care"
            )


def _of_floors(documents: Documents, rules: _Rules) -> Iterator[Fault]:
    for row, document, path in documents.items(f.FloorsFile, "floors"):
        about = f"{row.finding} {WORDS[row.answer] if isinstance(row.answer, bool) else row.answer}"
        for person, expected in row.level.items():
            known = rules.people[person].answers[row.finding]
            ticked = rules.kinds[row.finding] == "choices" and isinstance(known, tuple)
            whole = (*known, str(row.answer)) if ticked and isinstance(known, tuple) else row.answer
            place = document.place(about, *path, "level")
            yield from _ends(rules, place, f"added to {person} it", person, {row.finding: whole}, expected)
        if row.danger_sign is not (row.rank >= SOON):
            expected_sign = WORDS[row.rank >= SOON]
            yield document.place(about, *path, "danger_sign").fault(f"must be {expected_sign}: that follows from level")


def _of_people(documents: Documents, rules: _Rules) -> Iterator[Fault]:
    for pair, document, path in documents.items(f.CrossChecksFile, "pairs"):
        for side in ("left", "right"):
            one = getattr(pair, side)
            yield from _ends(rules, document.place(pair.id, *path, side), side, one.person, one.given, pair.level)
    for one, document, path in documents.items(f.RegressionFile, "vignettes"):
        place = document.place(one.id, *path)
        yield from _ends(rules, place, "the person", one.person, one.given, one.expected)
    for one, document, path in documents.items(f.CrossChecksFile, "never_self_care"):
        level, _ = rules.level(one.person, one.given)
        if level == "self_care":
            yield document.place(one.id, *path).fault(f"must never be self_care, but {_said(one)} is")


def _of_conflicts(documents: Documents, rules: _Rules) -> Iterator[Fault]:
    person = next(iter(rules.people))
    for conflict, document, path in documents.items(f.CrossChecksFile, "conflicts"):
        truth = rules.truth(conflict.when, person, conflict.case)
        if truth is not True:
            place = document.place(conflict.id, *path, "case")
            yield place.fault(f"the case must show the conflict, but for {person} it is {WORDS[truth]}")


def _ends(rules: _Rules, place: Place, who: str, person: str, given: Answers, expected: t.Level) -> Iterator[Fault]:
    """A person must end at a level, whatever else is asked."""
    level, came = rules.level(person, given)
    if level != expected:
        yield place.fault(f"{who} must end at {expected}, but the rules give {came}")


def _said(one: t.Case | f.Never) -> str:
    given = ", ".join(f"{name}: {_plain(value)}" for name, value in one.given.items())
    return f"{one.person} with {{{given}}}"[:160]


def _plain(value: t.Answer) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(value)}]"
    return "null" if value is None else WORDS[value] if isinstance(value, bool) else str(value)
