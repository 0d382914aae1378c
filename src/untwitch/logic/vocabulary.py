"""What names mean: the kind, options and range of each finding an expression may speak of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["yes_no", "choice", "choices", "number"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of the vocabulary. `options` for choice and choices; `low` and `high` for number."""

    kind: Kind
    options: tuple[str, ...] = ()
    low: float = 0
    high: float = 0


Vocabulary = Mapping[str, Entry]
