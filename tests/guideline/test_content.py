"""Our own content: it has no fault, it is all there, and everything in it says where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from guideline.random_people import codes_of, decide, first_few
from untwitch.guideline import files as f
from untwitch.guideline.checks import faults
from untwitch.guideline.documents import CONTENT, Documents
from untwitch.guideline.files import FILES
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import LEVELS
from untwitch.logic.text import parse, show

NO_SIGNS = {"for_whom", "body_parts", "other_trouble", "has_thermometer", "has_oximeter"}


def test_our_content_has_no_fault(documents: Documents) -> None:
    assert not first_few(map(str, faults(documents)))


def test_nothing_was_lost(guideline: Guideline) -> None:
    assert len(guideline.rules) >= 360
    assert len([x for x in guideline.findings.values() if x.group != "relief"]) >= 139
    assert len(guideline.conditions) >= 140
    assert len(guideline.techniques) == 54
    assert len(guideline.sources) >= 330
    assert len(guideline.floors) >= 500


def test_every_rule_has_one_level_and_all_levels_are_used(guideline: Guideline) -> None:
    assert {rule.level for rule in guideline.rules} == set(LEVELS)
    assert len({rule.id for rule in guideline.rules}) == len(guideline.rules) == len(guideline.rule)


def test_rules_stand_most_urgent_first(guideline: Guideline) -> None:
    assert list(guideline.ranks) == sorted(guideline.ranks, reverse=True)


def test_a_dossier_number_leads_to_its_rule(guideline: Guideline) -> None:
    assert guideline.code["sk:U01"] == "swollen_limb"
    assert all(number in guideline.rule[name].dossier for number, name in guideline.code.items())
    assert {number for rule in guideline.rules for number in rule.dossier} == guideline.code.keys()


def values_in(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every dataclass inside a content value, with where it stands."""
    if is_dataclass(value):
        yield path, value
        for field in fields(value):
            yield from values_in(getattr(value, field.name), f"{path}.{field.name}")
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from values_in(inner, f"{path}.{key}")
    elif isinstance(value, tuple):
        for at, inner in enumerate(value):
            yield from values_in(inner, f"{path}.{getattr(inner, 'id', at)}")


def test_everything_that_cites_names_a_source_we_have_and_its_basis(documents: Documents, guideline: Guideline) -> None:
    bare = []
    for document in documents.all:
        for path, value in values_in(document.value, document.file):
            if isinstance(value, f.SourcesFile):
                continue
            cited = (*getattr(value, "sources", ()), *filter(None, [getattr(value, "source", None)]))
            if hasattr(value, "sources") and (not cited or not value.basis):
                bare.append(f"{path}: no source or no basis")
            bare += [f"{path}: {name} is no source" for name in cited if name not in guideline.sources]
    assert not first_few(bare)


def test_every_rule_says_why_and_where_that_is_from(guideline: Guideline) -> None:
    for rule in guideline.rules:
        assert rule.because.endswith((".", "!", "?")), rule.id
        assert rule.sources, rule.id
        assert rule.basis, rule.id
        assert rule.condition in guideline.conditions, rule.id


def test_ids_can_be_written_in_an_expression(guideline: Guideline) -> None:
    word = re.compile(r"[a-z][a-z0-9_]*")
    names = [*guideline.findings, *guideline.derived, *guideline.rule, *guideline.conditions, *guideline.techniques]
    assert not [name for name in names if not word.fullmatch(name)]
    options = [o.id for finding in guideline.findings.values() for o in finding.options]
    assert not [o for o in options if not re.fullmatch(r"[a-z0-9_]+", o)]


def test_every_expression_is_parsed_expanded_and_can_be_shown(guideline: Guideline) -> None:
    assert len(guideline.nodes) > 500
    for text, node in guideline.nodes.items():
        assert parse(show(node)) == node, text
        assert guideline.node(text) is node


def test_every_answer_of_a_finding_is_in_the_floor_table(documents: Documents) -> None:
    """A danger sign that no floor row knows would slip through the not-sure policy. Some findings are no signs."""
    rows = {(row.finding, row.answer) for row in documents.one(f.FloorsFile).floors}
    assert len(rows) == len(documents.one(f.FloorsFile).floors)
    missing = []
    for finding, _, _ in documents.items(f.FindingsFile, "findings"):
        if finding.group == "relief" or finding.kind == "number" or finding.id in NO_SIGNS:
            continue
        answers = [True] if finding.kind == "yes_no" else [o.id for o in finding.options]
        absent = finding.absent if isinstance(finding.absent, tuple) else (finding.absent,)
        missing += [f"{finding.id} {a}" for a in answers if a not in absent and (finding.id, a) not in rows]
    assert not first_few(missing)


def test_the_version_is_that_of_the_files(guideline: Guideline) -> None:
    from untwitch.guideline.documents import fingerprint

    assert guideline.version == fingerprint(CONTENT)
    assert re.fullmatch(r"[0-9a-f]{16}", guideline.version)


def test_each_kind_of_file_is_there() -> None:
    assert not [pattern for pattern in FILES if not list(CONTENT.glob(pattern))]


@pytest.mark.parametrize("name", ["nothing_named", "calf_cramp", "tummy_cramp"])
def test_a_baseline_person_is_settled_at_self_care(guideline: Guideline, name: str) -> None:
    decided = decide(guideline, codes_of(guideline, guideline.baselines[name].answers))
    assert (decided.floor, decided.ceiling) == ("self_care", "self_care")
