"""Another rule or limit, tried on a table: who moves is who moves person by person, and the rules stay as they are."""

from __future__ import annotations

from collections import Counter

import pyarrow as pa
import pytest

from population.by_person import by_person, made_up
from untwitch.errors import FaultsError
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import LEVELS
from untwitch.population.layout import read_layout
from untwitch.population.summary import summarise
from untwitch.population.tables import ArrowTable
from untwitch.population.triage import Triage, triage_batch
from untwitch.population.what_if import Shift, changed, codes_at, compare
from untwitch.population.writing import write_file


@pytest.fixture(scope="module")
def people(guideline: Guideline) -> pa.RecordBatch:
    (batch,) = made_up(guideline, 200, 31, unknown=0.05)
    return batch


def moves(guideline: Guideline, other: Guideline, people: pa.RecordBatch) -> Counter[tuple[str, str]]:
    """The floors that change, worked out row by row."""
    floors = [(by_person(guideline, row).floor, by_person(other, row).floor) for row in people.to_pylist()]
    return Counter(pair for pair in floors if pair[0] != pair[1])


def compiled(guideline: Guideline) -> Guideline:
    """The guideline with its rules compiled anew, so that it can judge one person."""
    from dataclasses import replace

    from untwitch.logic.scalar import compiled

    return replace(guideline, rules_code=compiled([guideline.node(r.when) for r in guideline.rules], guideline.table))


@pytest.mark.parametrize(
    "rule, when, shifts",
    [
        (None, None, [Shift("duration_days", 14, 21)]),
        ("worried_about_twitches", "worried and age_years >= 33", []),
        ("severe_lasting_pain", None, [Shift("pain_now", 8, 5), Shift("pain_now", 7, 5)]),
    ],
)
def test_who_moves_is_who_moves_one_by_one(
    guideline: Guideline, people: pa.RecordBatch, rule: str | None, when: str | None, shifts: list[Shift]
) -> None:
    try:
        other, rules = changed(guideline, rule, when, shifts)
    except FaultsError:
        pytest.skip("the content has no such limit any more")
    before, after = (Triage(read_layout(g, people.schema)) for g in (guideline, other))
    found = compare(before, after, iter([people.slice(0, 90), people.slice(90)]))
    assert found.people == len(people)
    assert rules == (rule,) if rule else rules
    assert found.floors == moves(guideline, compiled(other), people)
    assert len(found.examples) == min(3, found.moved)
    for old, new, codes in found.examples:
        ranks = [r for r, code in zip(guideline.ranks, guideline.evaluate(codes), strict=True) if code == 3]
        assert LEVELS[max(ranks, default=0)] == old != new


def test_the_published_rules_stay_as_they_are(guideline: Guideline) -> None:
    rules, version = guideline.rules, guideline.version
    other, _ = changed(guideline, "stroke_sign_seen", "stroke_sign and age_years >= 90")
    assert guideline.rules is rules
    assert other.version != version
    assert other.rule["stroke_sign_seen"].when == "stroke_sign and age_years >= 90"


@pytest.mark.parametrize(
    "rule, when, shifts, message",
    [
        ("stroke_sign_sen", "weak", [], 'did you mean "stroke_sign_seen"'),
        ("stroke_sign_seen", "wek", [], 'unknown finding "wek", did you mean "weak"'),
        ("stroke_sign_seen", "weak and", [], "--when"),
        ("stroke_sign_seen", "age_years >= 900", [], "--when"),
        ("stroke_sign_seen", "stroke_sign", [], "nothing would change"),
        (None, None, [Shift("age_years", 61.5, 62)], "nothing would change"),
    ],
)
def test_what_cannot_be_tried_is_refused(
    guideline: Guideline, rule: str | None, when: str | None, shifts: list[Shift], message: str
) -> None:
    with pytest.raises(FaultsError, match=message):
        changed(guideline, rule, when, shifts)


def test_a_row_says_the_same_as_codes(guideline: Guideline, people: pa.RecordBatch) -> None:
    from population.by_person import codes_of_row

    triage = Triage(read_layout(guideline, people.schema))
    for row in (0, 17, 133):
        one = people.slice(row, 1)
        assert codes_at(triage, one) == codes_of_row(guideline, one.to_pylist()[0])


def test_a_summary_counts_what_stands_there(guideline: Guideline, people: pa.RecordBatch, tmp_path) -> None:
    found = triage_batch(people, guideline, keep=["age_years"])
    for ending in (".arrow", ".csv"):
        from untwitch.population.tables import open_table

        path = tmp_path / f"found{ending}"
        write_file(path, ending, found.schema, [found.slice(0, 130), found.slice(130)])
        said = summarise(open_table(str(path)))
        rows = found.to_pylist()
        assert said.people == len(rows)
        assert said.levels == Counter((r["floor"], r["ceiling"]) for r in rows)
        assert said.rules == Counter(rule for r in rows for rule in r["rules"])
        assert said.open == sum(r["floor"] != r["ceiling"] for r in rows)
        assert said.floors["emergency"] == sum(r["floor"] == "emergency" for r in rows)
        ages = [r["age_years"] for r in rows]
        assert sum(n for (band, _), n in said.ages.items() if band == 65) == sum(
            a is not None and 65 <= a < 80 for a in ages
        )
        assert sum(n for (band, _), n in said.ages.items() if band is None) == ages.count(None)


def test_a_table_that_was_not_triaged_has_no_summary(people: pa.RecordBatch, tmp_path) -> None:
    write_file(tmp_path / "in.arrow", ".arrow", people.schema, [people])
    with pytest.raises(FaultsError, match="floor: is missing"):
        summarise(ArrowTable(str(tmp_path / "in.arrow")))
