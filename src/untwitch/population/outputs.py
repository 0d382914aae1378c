"""From output planes to columns: a level a person, and lists of the words that each person has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from untwitch.guideline.types import LEVELS
from untwitch.logic.planes import WORD, Plane, bits

RANKS = tuple(range(len(LEVELS) - 1, 0, -1))  # self-care needs no plane: it is what is left
LEVEL_TYPE = pa.dictionary(pa.int8(), pa.string())
NAMES_TYPE = pa.list_(pa.dictionary(pa.int16(), pa.string()))


def deciding(reached: Sequence[Plane], rules: Sequence[Plane], ranks: Sequence[int]) -> Iterator[Plane]:
    """For each rule who has it true with no more urgent one true."""
    exactly, above = {}, np.zeros_like(reached[0])
    for rank, plane in zip(RANKS, reached, strict=True):
        exactly[rank] = plane & ~above
        above = above | plane
    exactly[0] = ~above
    for plane, rank in zip(rules, ranks, strict=True):
        yield plane & exactly[rank]


def ranks(planes: Sequence[Plane], people: int) -> npt.NDArray[np.uint8]:
    """The most urgent level of four planes (emergency first) for each person, as a number from 0 to 4."""
    emergency, urgent, soon, routine = planes
    second = (urgent | soon) & ~emergency
    first = (urgent | routine & ~soon) & ~emergency
    found = bits(emergency, people)
    for plane in (second, first):
        found <<= 1
        found |= bits(plane, people)
    return found


def gathered(planes: Iterator[Plane], people: int) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int16]]:
    """How many words each person has, and all words person by person."""
    rows, words = [np.zeros(0, np.uint16)], [np.zeros(0, np.int16)]
    for word, plane in enumerate(planes):
        some = np.flatnonzero(plane)
        if len(some) == 0:
            continue
        inside = np.flatnonzero(np.unpackbits(plane[some].view(np.uint8), bitorder="little"))
        mine = some[inside // WORD] * WORD + inside % WORD
        mine = mine[mine < people]
        rows.append(mine.astype(np.uint16))
        words.append(np.full(len(mine), word, np.int16))
    row = np.concatenate(rows)
    order = np.argsort(row, kind="stable")  # a radix sort for 16 bits
    return np.bincount(row, minlength=people).astype(np.int32), np.concatenate(words)[order]


def joined(parts: Sequence[tuple[Any, Any]]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int16]]:
    counts = np.concatenate([np.zeros(1, np.int32), *(counts for counts, _words in parts)])
    offsets = np.cumsum(counts, dtype=np.int32)
    return offsets, np.concatenate([np.zeros(0, np.int16), *(words for _counts, words in parts)])


def levels_array(found: npt.NDArray[np.uint8]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(found.view(np.int8)), pa.array(LEVELS))


def names_array(offsets: npt.NDArray[np.int32], words: npt.NDArray[np.int16], names: Sequence[str]) -> pa.Array:
    inside = pa.DictionaryArray.from_arrays(pa.array(words), pa.array(names))
    return pa.ListArray.from_arrays(pa.array(offsets), inside)
