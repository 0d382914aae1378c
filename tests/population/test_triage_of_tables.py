"""The rules over a table say of every row what they say of that row alone, however the table is laid out."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest

from population.by_person import by_person, by_table, made_up, shuffled
from untwitch.errors import FaultsError
from untwitch.guideline.model import Guideline
from untwitch.logic.nodes import Compare, Fact, Not
from untwitch.population.layout import read_layout
from untwitch.population.triage import Triage, Wanted, danger_signs, triage_batch


def test_a_population_is_triaged_as_each_person_is(guideline: Guideline, size: Callable[[int, int], int]) -> None:
    people = size(2_000, 100_000)
    for batch in made_up(guideline, people, 11):
        found = by_table(triage_batch(batch, guideline, open_dangers=True))
        for row, said in zip(batch.to_pylist(), found, strict=True):
            assert said == by_person(guideline, row)


@pytest.mark.parametrize("seed", range(4))
def test_the_form_of_a_table_changes_nothing(guideline: Guideline, seed: int) -> None:
    rng = random.Random(seed)
    (batch,) = made_up(guideline, 250, seed, unknown=0.1)
    batch = shuffled(guideline, batch, rng, keep=rng.choice([0.2, 0.6, 1.0])).slice(rng.randint(0, 130))
    found = by_table(triage_batch(batch, guideline, open_dangers=True))
    assert found == [by_person(guideline, row) for row in batch.to_pylist()]


@pytest.mark.parametrize("people", [0, 1, 63, 64, 65, 1000])
def test_every_length_has_its_rows(guideline: Guideline, people: int) -> None:
    (batch,) = made_up(guideline, 1000, 5)
    found = triage_batch(batch.slice(0, people), guideline)
    assert found.num_rows == people
    assert found.equals(triage_batch(batch, guideline).slice(0, people))


def test_a_batch_from_anywhere_in_a_table_is_the_same_people(guideline: Guideline) -> None:
    (batch,) = made_up(guideline, 700, 6)
    triage = Triage(read_layout(guideline, batch.schema), Wanted(rules=True, open_dangers=True))
    whole = by_table(triage.batch(batch))
    for start in (0, 1, 8, 13, 64, 200):
        assert by_table(triage.batch(batch.slice(start, 300))) == whole[start : start + 300]


def test_blocks_do_not_show(guideline: Guideline, monkeypatch: pytest.MonkeyPatch) -> None:
    (batch,) = made_up(guideline, 1000, 8)
    whole = triage_batch(batch, guideline, open_dangers=True)
    monkeypatch.setattr("untwitch.population.triage.LIST_WORDS", 3)
    monkeypatch.setattr("untwitch.population.triage.BLOCK", 3)
    assert triage_batch(batch, guideline, open_dangers=True).equals(whole)
    plain = triage_batch(batch, guideline, rules=False)
    assert plain.columns == [whole.column("floor"), whole.column("ceiling")]


def test_more_answers_never_lower_the_floor_nor_raise_the_ceiling(guideline: Guideline) -> None:
    (all_known,) = made_up(guideline, 2_000, 9, unknown=0)
    (some,) = made_up(guideline, 2_000, 9, unknown=0.5)
    rank = {"self_care": 0, "routine": 1, "soon": 2, "urgent": 3, "emergency": 4}
    for known, open_ in zip(by_ranks(all_known, guideline, rank), by_ranks(some, guideline, rank), strict=True):
        assert open_[0] <= known[0] <= known[1] <= open_[1]


def by_ranks(batch: pa.RecordBatch, guideline: Guideline, rank: dict[str, int]) -> list[tuple[int, int]]:
    found = triage_batch(batch, guideline, rules=False)
    return [(rank[a], rank[b]) for a, b in zip(found["floor"].to_pylist(), found["ceiling"].to_pylist(), strict=True)]


def test_what_is_kept_comes_first_and_unchanged(guideline: Guideline) -> None:
    batch = pa.record_batch({"patient": ["a", "b"], "stroke_sign": [True, None]})
    found = triage_batch(batch, guideline, keep=["patient"])
    assert found.schema.names == ["patient", "floor", "ceiling", "rules"]
    assert found["patient"].to_pylist() == ["a", "b"]


def test_an_empty_column_is_unknown(guideline: Guideline) -> None:
    batch = pa.record_batch(
        {"stroke_sign": [True, None], "age_years": pa.nulls(2), "fit": pa.nulls(2), "mind": pa.nulls(2)}
    )
    assert triage_batch(batch, guideline)["floor"].to_pylist() == ["emergency", "self_care"]


LAYOUT_FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"stroke_sgn": [True]}, 'stroke_sgn: is not a finding; keep it with --keep, or leave it out with --columns, did you mean "stroke_sign"?'),
    ({"mind.confusd": [True]}, 'did you mean "mind.confused"?'),
    ({"stroke_sign": ["yes"]}, "stroke_sign: holds string; needed is true or false (boolean)"),
    ({"age_years": [True]}, "age_years: holds bool; needed is a number"),
    ({"fit": [3]}, "fit: holds int64; needed is one option as text"),
    ({"mind": ["confused"]}, "mind: holds string; needed is a list of options"),
    ({"mind": [["confused"]], "mind.confused": [True]}, 'mind.confused: says the same as the column "mind"'),
    ({"takes_statin": [True]}, "takes_statin: is worked out from other columns: medicines"),
]  # fmt: skip


@pytest.mark.parametrize("columns, message", LAYOUT_FAULTS)
def test_a_wrong_column_is_named_with_what_was_meant(
    guideline: Guideline, columns: dict[str, Any], message: str
) -> None:
    with pytest.raises(FaultsError) as refused:
        triage_batch(pa.record_batch({**columns, "weak": [True]}), guideline)
    assert message in str(refused.value)


VALUE_FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"age_years": [1.0, float("nan"), 200.0]}, "age_years (row 2): is not a finite number"),
    ({"age_years": [1.0, float("nan"), 200.0]}, "age_years (row 3): must be from 0 to 120 years"),
    ({"temp_c": [float("inf"), 37.0, -1e300]}, "temp_c (row 1): is not a finite number"),
    ({"temp_c": [float("inf"), 37.0, -1e300]}, "temp_c (row 3): must be from"),
    ({"age_years": [-1, 5, 121]}, "age_years (rows 1, 3): must be from 0 to 120 years"),
    ({"fit": ["none", "first_evr", "now"]}, 'fit (row 2): has no option "first_evr", did you mean "first_ever"?'),
    ({"mind": [["confused"], None, ["confussed"]]}, 'mind (row 3): has no option "confussed"'),
    ({"mind": [["confused"], [None], []]}, "mind (row 2): has an empty place in its list"),
    ({"fit.now": [True, True, False], "fit.none": [True, False, True]}, "fit (row 1): two options are true"),
]  # fmt: skip


@pytest.mark.parametrize("columns, message", VALUE_FAULTS)
def test_a_wrong_value_is_named_with_its_row(guideline: Guideline, columns: dict[str, Any], message: str) -> None:
    with pytest.raises(FaultsError) as refused:
        triage_batch(pa.record_batch(columns), guideline)
    assert message in str(refused.value)


def test_no_option_at_all_is_nobodys_answer(guideline: Guideline) -> None:
    options = [o.id for o in guideline.findings["fit"].options]
    batch = pa.record_batch({f"fit.{o}": pa.array([False, None, o == "now"], pa.bool_()) for o in options})
    with pytest.raises(FaultsError, match="fit \\(row 1\\): no option is true"):
        triage_batch(batch, guideline)


def test_what_stands_under_a_null_is_never_read(guideline: Guideline) -> None:
    """Arrow allows any value where there is none: a true flag, a number out of range, NaN."""
    hidden = pa.array([True, False]).buffers()[1]
    none = pa.py_buffer(b"\x00")
    flag = pa.BooleanArray.from_buffers(pa.bool_(), 2, [none, hidden])
    number = pa.Array.from_buffers(pa.float64(), 2, [none, pa.array([float("nan"), 1e9]).buffers()[1]])
    found = triage_batch(pa.record_batch({"stroke_sign": flag, "age_years": number}), guideline)
    assert found["floor"].to_pylist() == ["self_care", "self_care"]
    assert found["ceiling"].to_pylist() == ["emergency", "emergency"]


def test_open_danger_signs_are_those_nobody_knows_of(guideline: Guideline) -> None:
    batch = pa.record_batch({"stroke_sign": [None, False], "fit": ["none", None]})
    first, second = triage_batch(batch, guideline, open_dangers=True)["open_dangers"].to_pylist()
    assert "stroke_sign" in first
    assert "stroke_sign" not in second
    assert 'fit == "now"' in second
    assert not [sign for sign in first if sign.startswith("fit")]
    both = [set(first), set(second)]
    assert len(both[0] & both[1]) > 100
    assert all(isinstance(s, Fact | Compare | Not) for s in danger_signs(guideline))
