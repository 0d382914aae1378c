"""Machine code reads columns as NumPy does, whatever their kind, length and gaps, and runs a program as the planes do."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from untwitch.logic.atoms import AtomTable
from untwitch.logic.nodes import Fact
from untwitch.logic.planes import WORD, Planes, Program, bits, packed, program
from untwitch.logic.vocabulary import Entry
from untwitch.population.inputs import BLOCK, TILE, Bits, Buffers, Equals, Input, Reaches
from untwitch.population.kernel import Kernel

KINDS = ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8"]
LENGTHS = [
    0,
    1,
    63,
    64,
    TILE * WORD - 1,
    TILE * WORD,
    TILE * WORD + 1,
    3 * TILE * WORD + 70,
    BLOCK * WORD,
    BLOCK * WORD + 5,
]


def echo() -> Program:
    """A program that gives back both planes of its one atom."""
    compiler = Planes(AtomTable.of({"a": Entry("yes_no")}, []))
    return program(compiler, compiler.pair(Fact("a")))


def seen(one: Input, people: int) -> tuple[list[int], list[int]]:
    """Of whom the atom is surely true, and of whom surely false."""
    sure, never = [], []
    buffers = Buffers([one])
    for first, last, (true, false) in Kernel(echo(), buffers.form).run(buffers, people):
        count = min(last * WORD, people) - first * WORD
        sure += bits(true.copy(), count).tolist()
        never += bits(false.copy(), count).tolist()
    return sure, never


def expected(truths: Any, known: Any) -> tuple[list[int], list[int]]:
    return (truths & known).astype(int).tolist(), (~truths & known).astype(int).tolist()


@pytest.mark.parametrize("people", LENGTHS)
@pytest.mark.parametrize("gaps", [False, True])
def test_every_length_is_read_to_its_end(people: int, gaps: bool) -> None:
    rng = np.random.default_rng(people)
    truths, known = rng.random(people) < 0.5, rng.random(people) < (0.7 if gaps else 2)
    codes = rng.integers(-1, 4, people).astype(np.int8)
    told = packed(known) if gaps else None
    assert seen(Bits(packed(truths), told), people) == expected(truths, known)
    assert seen(Equals(codes, told, 2), people) == expected(codes == 2, known)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("strict", [False, True])
@settings(max_examples=15)
@given(data=st.data())
def test_every_kind_of_number_meets_its_limit(kind: str, strict: bool, data: st.DataObject) -> None:
    few = st.integers(0, 120) if kind[0] == "u" else st.integers(-120, 120)
    limit = data.draw(few if kind[0] in "iu" else st.floats(-120, 120))
    numbers = np.array(data.draw(st.lists(few, min_size=1, max_size=70)), kind)
    numbers[0] = limit  # at the limit itself
    truths = numbers > limit if strict else numbers >= limit
    assert seen(Reaches(numbers, None, limit, strict), len(numbers)) == expected(truths, np.ones(len(numbers), bool))


@pytest.mark.parametrize("limit, truth", [(-1, True), (-300, True), (256, False), (10**6, False)])
def test_a_limit_that_the_column_cannot_hold_is_the_same_for_everyone(limit: int, truth: bool) -> None:
    numbers = np.array([0, 7, 255], np.uint8)
    assert seen(Reaches(numbers, None, limit, False), 3)[0] == [int(truth)] * 3


def test_not_a_number_reaches_nothing() -> None:
    numbers = np.array([np.nan, 2.0, np.inf, -np.inf])
    assert seen(Reaches(numbers, None, 1.0, False), 4)[0] == [0, 1, 1, 0]
