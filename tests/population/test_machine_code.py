"""After many people the rules go on in machine code: nobody's level or lists may change by that."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pytest

from population.by_person import made_up, shuffled
from untwitch.guideline.model import Guideline
from untwitch.population.layout import read_layout
from untwitch.population.triage import Levels, Triage, Wanted

NEVER = 1 << 62
BOTH = Wanted(rules=True, open_dangers=True)


def same(one: Levels, two: Levels) -> bool:
    alike = np.array_equal(one.floor, two.floor) and np.array_equal(one.ceiling, two.ceiling)
    return alike and all(
        np.array_equal(mine, yours)
        for name in one.lists
        for mine, yours in zip(one.lists[name], two.lists[name], strict=True)
    )


def test_the_levels_stay_the_same(guideline: Guideline, size: Callable[[int, int], int]) -> None:
    batch = pa.Table.from_batches([*made_up(guideline, size(70_001, 1_000_001), 23)]).combine_chunks().to_batches()[0]
    layout = read_layout(guideline, batch.schema)
    compiled, planes = Triage(layout, compile_after=0), Triage(layout, compile_after=NEVER)
    for start in (0, 8, 64, 1_003):
        part = batch.slice(start)
        assert same(compiled.levels(part), planes.levels(part)), start


def test_the_form_of_a_table_changes_nothing(guideline: Guideline, size: Callable[[int, int], int]) -> None:
    for seed in range(size(3, 60)):
        rng = random.Random(seed)
        (batch,) = made_up(guideline, 1_500, seed, unknown=0.1)
        batch = shuffled(guideline, batch, rng, keep=rng.choice([0.2, 0.6, 1.0])).slice(rng.randint(0, 130))
        layout = read_layout(guideline, batch.schema)
        compiled, planes = (Triage(layout, BOTH, compile_after=after) for after in (0, NEVER))
        assert same(compiled.levels(batch), planes.levels(batch)), seed


@pytest.mark.parametrize("after", [0, 999, 1_000, 2_500])
def test_the_change_comes_between_batches(guideline: Guideline, after: int) -> None:
    (batch,) = made_up(guideline, 1_000, 3)
    layout = read_layout(guideline, batch.schema)
    triage, planes = Triage(layout, compile_after=after), Triage(layout, compile_after=NEVER)
    expected = planes.levels(batch)
    assert all(same(triage.levels(batch), expected) for _ in range(4))
