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
EVERYONE = np.full(TILE, ~np.uint64(0))


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


class Laid:
    """The columns of some inputs, each once, and where they lie. A column of planes has 8 bytes a word."""

    def __init__(self, inputs: Sequence[Input]) -> None:
        self.inputs = inputs
        self.columns: list[Column] = [EVERYONE]
        place = {id(EVERYONE): 0}
        self.places: list[tuple[int, int]] = []
        for one in inputs:
            for column in (one.values, one.known):
                if column is not None and id(column) not in place:
                    place[id(column)] = len(self.columns)
                    self.columns.append(column)
            self.places.append((place[id(one.values)], place[id(EVERYONE if one.known is None else one.known)]))
        self.planes = {known for _, known in self.places}
        self.planes |= {at for (at, _), one in zip(self.places, inputs, strict=True) if isinstance(one, Bits)}
        self.codes = [one.code for one in inputs if isinstance(one, Equals)]
        self.steps = [c.itemsize * (1 if at in self.planes else WORD) for at, c in enumerate(self.columns)]
        self.steps[0] = 0  # always the same
        self._starts = np.array([*(c.ctypes.data for c in self.columns), *self.codes], np.int64)
        self._steps = np.array([*self.steps, *(0 for _ in self.codes)], np.int64)

    @property
    def form(self) -> Form:
        """What the machine code depends on: where each input's columns stand among all, and what is asked of them."""
        asked = tuple((*one.form, *places) for one, places in zip(self.inputs, self.places, strict=True))
        return asked, tuple(step or 8 for step in self.steps)

    def table(self, first: int) -> Column:
        """The addresses of all columns at a word, then the codes."""
        return self._starts + first * self._steps

    def rest(self, first: int) -> Column:
        """The same for the last, incomplete tile, filled up with nothing."""
        self.last = []  # kept, so that the addresses stay good
        for at, column in enumerate(self.columns):
            width, start = (TILE, first) if at in self.planes else (TILE * WORD, first * WORD)
            some = column[start : start + width] if at else column[:width]
            self.last.append(np.concatenate([some, np.zeros(width - len(some), column.dtype)]))
        return np.array([*(c.ctypes.data for c in self.last), *self.codes], np.int64)
