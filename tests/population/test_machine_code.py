"""After many people the rules go on in machine code: nobody's level or lists may change by that."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pyarrow as pa
import pytest

from population.by_person import made_up, shuffled
from untwitch.guideline.model import Guideline
from untwitch.population.layout import read_layout
from untwitch.population.triage import Levels, Triage, Wanted, rules_kernel

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


def test_threads_do_not_disturb_each_other(guideline: Guideline) -> None:
    """The code is made once for all of them; what it works with is each one's own."""
    tables = [
        pa.Table.from_batches([*made_up(guideline, 30_000, seed)]).combine_chunks().to_batches()[0] for seed in range(4)
    ]
    layout = read_layout(guideline, tables[0].schema)
    expected = [Triage(layout, compile_after=NEVER).levels(table) for table in tables]

    def right(at: int) -> bool:
        triage = Triage(layout, compile_after=0)
        return all(same(triage.levels(tables[at]), expected[at]) for _ in range(25))

    with ThreadPoolExecutor(len(tables)) as pool:
        assert all(pool.map(right, range(len(tables))))


def renumbered(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The same people with the words of each choice in another order, and only those that somebody said."""
    for at, field in enumerate(batch.schema):
        if pa.types.is_dictionary(field.type):
            said = batch.column(at).cast(pa.string()).slice(0)
            words = pa.array(sorted(set(said.drop_null().to_pylist()), reverse=True), pa.string())
            places = {word: place for place, word in enumerate(words.to_pylist())}
            indices = pa.array([places.get(word) for word in said.to_pylist()], field.type.index_type)
            batch = batch.set_column(at, field.name, pa.DictionaryArray.from_arrays(indices, words))
    return batch


@pytest.mark.parametrize("after", [0, NEVER])
def test_a_word_that_stands_twice_in_a_dictionary_is_one_word(guideline: Guideline, after: int) -> None:
    twice = pa.DictionaryArray.from_arrays(pa.array([0, 1, 2, None], pa.int8()), pa.array(["now", "none", "now"]))
    batch = pa.record_batch({"fit": twice})
    found = Triage(read_layout(guideline, batch.schema), compile_after=after).levels(batch)
    assert found.floor.tolist() == [4, 0, 4, 0]


def test_gaps_come_and_go_without_new_code(guideline: Guideline) -> None:
    """A column may be whole in one batch and have gaps in the next, and number its words as it likes."""
    (batch,) = made_up(guideline, 3_000, 3)
    layout = read_layout(guideline, batch.schema)
    flags = [name for name in batch.schema.names if pa.types.is_boolean(batch.schema.field(name).type)]
    whole = batch
    for name in flags:
        whole = whole.set_column(whole.schema.get_field_index(name), name, batch.column(name).fill_null(False))
    compiled, planes = Triage(layout, compile_after=0), Triage(layout, compile_after=NEVER)
    compiled.levels(batch)
    before = rules_kernel.cache_info().misses
    assert all(same(compiled.levels(b), planes.levels(b)) for b in (batch, whole, batch.slice(7), renumbered(batch)))
    assert rules_kernel.cache_info().misses == before
