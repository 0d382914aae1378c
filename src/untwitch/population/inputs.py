"""How a kernel is told an atom: by a plane, by a code in a column of codes, or by a limit over a column of numbers.

Columns lie in memory as Arrow and NumPy have them, one value a person. `known` is a plane, or None: known of everyone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from untwitch.logic.planes import WORD, Plane

Column = npt.NDArray[Any]
Form = tuple[Any, ...]  # what the machine code depends on
TILE = 32  # words: all columns of 2,048 people stay in the core's second memory
BLOCK = 8_192  # words, 524,288 people, at most at once: measured; smaller ones pay more for each call, larger ones leave the cache
EVERYONE = np.full(BLOCK, ~np.uint64(0))


@dataclass(frozen=True, eq=False)
class Bits:
    """An atom told by a plane."""

    values: Plane
    known: Plane | None

    @property
    def form(self) -> Form:
        return ("bits",)


@dataclass(frozen=True, eq=False)
class Equals:
    """Who has this code in a column of codes. The code is no part of the form: tables number their words as they like."""

    values: Column
    known: Plane | None
    code: int

    @property
    def form(self) -> Form:
        return ("equals", self.values.dtype.str)


@dataclass(frozen=True, eq=False)
class Reaches:
    """Who has reached a limit, or with `strict` gone over it, in a column of numbers."""

    values: Column
    known: Plane | None
    limit: float
    strict: bool

    @property
    def form(self) -> Form:
        return ("reaches", self.values.dtype.str, self.limit, self.strict)


Input = Bits | Equals | Reaches


class Buffers:
    """The memory of some inputs: the values of each column once, then where they are known.

    The form does not change when a column has gaps in one batch and none in the next: known of everyone is a buffer, too.
    """

    def __init__(self, inputs: Sequence[Input]) -> None:
        self._inputs = inputs
        self._columns: dict[int, Input] = {}  # by the identity of their values; the first input that reads them
        for one in inputs:
            self._columns.setdefault(id(one.values), one)
        self._place = {values: 2 * at for at, values in enumerate(self._columns)}
        self._codes = [one.code for one in inputs if isinstance(one, Equals)]
        starts, steps = [], []
        for one in self._columns.values():
            known = EVERYONE if one.known is None else one.known
            starts += [one.values.ctypes.data, known.ctypes.data]
            steps += [_bytes(one), 8 if one.known is not None else 0]  # everyone: the same words for each block
        self._starts = np.array([*starts, *self._codes], np.int64)
        self._steps = np.array([*steps, *(0 for _ in self._codes)], np.int64)

    @property
    def form(self) -> Form:
        """What is asked of which column, and how many bytes a word of people has in each buffer."""
        asked = tuple((*one.form, self._place[id(one.values)]) for one in self._inputs)
        return asked, tuple(size for one in self._columns.values() for size in (_bytes(one), 8))

    def table(self, first: int) -> Column:
        """The addresses of all buffers at a word, then the codes."""
        return self._starts + first * self._steps

    def rest(self, first: int) -> tuple[Column, list[Column]]:
        """The same for the last, incomplete tile, filled up with nothing; and the memory that this table speaks of."""
        filled = []
        for one in self._columns.values():
            many = 1 if isinstance(one, Bits) else WORD
            known = EVERYONE[:TILE] if one.known is None else _filled(one.known[first:], TILE)
            filled += [_filled(one.values[first * many :], TILE * many), known]
        return np.array([*(part.ctypes.data for part in filled), *self._codes], np.int64), filled


def _bytes(one: Input) -> int:
    """Of the values of one word of people: a plane has a bit a person."""
    return one.values.itemsize * (1 if isinstance(one, Bits) else WORD)


def _filled(column: Column, width: int) -> Column:
    some = column[:width]
    return np.concatenate([some, np.zeros(width - len(some), column.dtype)])
