"""The synthetic population: consistent people, the same again from a seed, memory bounded by a batch, figures with sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest
from typer.testing import CliRunner

from untwitch.cli import app
from untwitch.guideline.answers import misfit
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import LEVELS
from untwitch.logic.atoms import FALSE, TRUE, evaluate
from untwitch.population.base_rates import base_rates, faults
from untwitch.population.synthetic import BLOCK, synthetic

Size = Callable[[int, int], int]
Person = Mapping[str, Any]


def people_of(guideline: Guideline, batch: pa.RecordBatch) -> list[dict[str, Any]]:
    """The rows of a batch as whole answers; what is null is left out."""
    people = []
    for row in batch.to_pylist():
        answers = {}
        for finding in guideline.findings.values():
            if finding.kind == "choices":
                ticks = {o.id: row.get(f"{finding.id}.{o.id}") for o in finding.options}
                value = None if None in ticks.values() else tuple(o for o, there in ticks.items() if there)
            else:
                value = row.get(finding.id)
            if value is not None:
                answers[finding.id] = value
        people.append(answers)
    return people


def codes_of(guideline: Guideline, person: Person) -> bytes:
    codes = bytearray(guideline.table.blank)
    for name, value in person.items():
        codes[slice(*guideline.table.spans[name])] = guideline.table.codes_of(name, value)
    return bytes(codes)


@pytest.fixture(scope="module")
def made_up(guideline: Guideline, size: Size) -> list[dict[str, Any]]:
    """People who have answered everything that applies to them."""
    found: list[dict[str, Any]] = []
    for batch in synthetic(guideline, size(2_000, 100_000), seed=7, unknown=0):
        found += people_of(guideline, batch)
    return found


def test_every_answer_fits_its_finding(guideline: Guideline, made_up: list[Person]) -> None:
    for person in made_up:
        for name, value in person.items():
            assert misfit(guideline.findings[name], value) is None, (name, value)


def test_what_does_not_apply_to_a_person_is_absent(guideline: Guideline, made_up: list[Person]) -> None:
    for person in made_up:
        codes = codes_of(guideline, person)
        for finding in guideline.findings.values():
            for condition in (finding.applies_if, finding.needs_device):
                if condition and evaluate(guideline.node(condition), guideline.table, codes) == FALSE:
                    assert person.get(finding.id) in (finding.absent, None), (finding.id, person)


def test_no_two_answers_of_a_person_contradict_each_other(guideline: Guideline, made_up: list[Person]) -> None:
    for person in made_up:
        codes = codes_of(guideline, person)
        for conflict in guideline.conflicts:
            assert evaluate(guideline.node(conflict.when), guideline.table, codes) != TRUE, conflict.id


def test_who_has_trouble_of_a_topic_ticked_the_topic(guideline: Guideline, made_up: list[Person]) -> None:
    for person in made_up:
        for finding in guideline.findings.values():
            gate = (finding.gate or "").removeprefix("other_trouble.")
            if finding.gate and person.get(finding.id, finding.absent) != finding.absent:
                assert gate in person["other_trouble"], finding.id


def test_all_levels_and_stories_are_there(guideline: Guideline, made_up: list[Person]) -> None:
    levels, sites = set(), set()
    for person in made_up:
        verdicts = guideline.evaluate(codes_of(guideline, person))
        levels.add(max((r for r, code in zip(guideline.ranks, verdicts, strict=True) if code == TRUE), default=0))
        sites.update(person["site"])
    assert levels == set(range(len(LEVELS)))
    assert len(sites) > 20


def test_the_same_seed_gives_the_same_people_and_a_longer_table_only_more(guideline: Guideline) -> None:
    few = pa.Table.from_batches(synthetic(guideline, 500, seed=3))
    more = pa.Table.from_batches(list(synthetic(guideline, BLOCK + 10, seed=3)))
    assert more.slice(0, 500).equals(few)
    assert not pa.Table.from_batches(synthetic(guideline, 500, seed=4)).equals(few)
    assert more.num_rows == BLOCK + 10


@pytest.mark.parametrize("unknown", [0.0, 0.3, 1.0])
def test_the_share_left_out_is_the_share_asked_for(guideline: Guideline, unknown: float) -> None:
    batch = next(synthetic(guideline, BLOCK, seed=1, unknown=unknown))
    for name in ("stroke_sign", "movement.twitch", "pain_now", "faint"):
        assert batch.column(name).null_count / BLOCK == pytest.approx(unknown, abs=0.01)


def test_a_published_rate_is_met(guideline: Guideline) -> None:
    batch = next(synthetic(guideline, BLOCK, seed=1, unknown=0))
    rate = next(r for r in base_rates().rates if r.sign == "conditions.epilepsy")
    strays = sum(s.people * s.share for s in base_rates().strays)
    found = sum(batch.column(rate.sign).to_pylist()) / BLOCK
    assert found == pytest.approx(1 - (1 - rate.share) * (1 - strays), rel=0.2)


def test_every_figure_names_a_source_we_have_or_says_design(guideline: Guideline) -> None:
    assert faults(base_rates(), guideline) == []


@pytest.mark.parametrize("ending", ["arrow", "parquet", "csv"])
def test_a_table_is_written_and_read_back(tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"people.{ending}"
    said = CliRunner().invoke(app, ["population", "synthetic", str(out), "--people", "40", "--seed", "9"])
    assert (said.exit_code, "40 synthetic people" in said.output) == (0, True)
    read = {
        "arrow": lambda: pa.ipc.open_file(out).read_all(),
        "parquet": lambda: pa.parquet.read_table(out),
        "csv": lambda: pa.csv.read_csv(out),
    }[ending]()
    assert read.num_rows == 40
    assert {"age_years", "movement.twitch", "faint"} <= set(read.column_names)
    assert [p.name for p in tmp_path.iterdir()] == [out.name]


def test_every_bad_option_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    out = tmp_path / "people.xls"
    arguments = ["population", "synthetic", str(out), "--people", "0", "--seed", "-1", "--unknown", "2"]
    said = CliRunner().invoke(app, arguments)
    assert said.exit_code == 2
    for name in ("OUT", "--people", "--seed", "--unknown"):
        assert name in said.output
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    said = CliRunner().invoke(app, ["population", "synthetic", str(tmp_path / "no" / "x.csv"), "--people", "1"])
    assert said.exit_code == 2
    assert "no" in said.output
