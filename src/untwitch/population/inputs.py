"""How a kernel is told an atom: by a plane, by a code in a column of codes, or by a limit over a column of numbers.

Columns lie in memory as Arrow and NumPy have them, one value a person. `known` is a plane, or None: known of everyone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

from untwitch.logic.planes import Plane

Column = npt.NDArray[Any]
Form = tuple[Any, ...]  # what the machine code depends on


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
    """Who has this code in a column of codes."""

    values: Column
    known: Plane | None
    code: int

    @property
    def form(self) -> Form:
        return ("equals", self.values.dtype.str, self.code)


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
