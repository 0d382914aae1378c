"""Answers of many people as NumPy columns while they are drawn up: everything known, nothing unknown yet.

`yes_no`: booleans, shape (n,). `choice`: the number of the option, shape (n,), -1 where it does not apply. `choices`:
booleans, shape (options, n). `number`: floats, shape (n,), NaN where it does not apply.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from untwitch.guideline.model import Guideline
from untwitch.guideline.types import Answer, Finding
from untwitch.logic.nodes import Compare, Fact, In, Node, fold

Bools = NDArray[np.bool_]
Column = NDArray[Any]
COMPARE = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
}


@dataclass
class Columns:
    """One block of people; a column for each finding asked for."""

    guideline: Guideline
    people: int
    of: dict[str, Column] = field(default_factory=dict)

    def fill(self, name: str, value: Answer) -> None:
        """Everybody gives this answer. None: it does not apply to anybody."""
        finding = self.guideline.findings[name]
        self.of[name] = np.empty(
            (len(finding.options), self.people) if finding.kind == "choices" else self.people, self.kind(finding)
        )
        self.put(name, slice(None), value)

    @staticmethod
    def kind(finding: Finding) -> type:
        return {"yes_no": np.bool_, "choices": np.bool_, "choice": np.int8, "number": np.float64}[finding.kind]

    def put(self, name: str, rows: Any, value: Answer) -> None:
        """These people give this answer."""
        self.of[name][..., rows] = self.coded(self.guideline.findings[name], value)

    @staticmethod
    def coded(finding: Finding, value: Answer) -> Any:
        """An answer as it stands in a column."""
        match finding.kind:
            case "yes_no":
                return bool(value)
            case "choice":
                return -1 if value is None else [o.id for o in finding.options].index(str(value))
            case "choices":
                ticked = value if isinstance(value, tuple) else ()
                return np.array([[o.id in ticked] for o in finding.options])
            case _:
                return np.nan if value is None else value

    def option(self, name: str, option: str) -> int:
        """The place of an option among the options of its finding."""
        return [o.id for o in self.guideline.findings[name].options].index(option)

    def truth(self, node: Node) -> Bools:
        """For whom an expression holds, shape (n,). A comparison with what does not apply is false."""
        return fold(node, _Truth(self), {})


@dataclass
class _Truth:
    """Fold a tree to booleans over complete columns."""

    columns: Columns

    def fact(self, node: Fact) -> Bools:
        column = self.columns.of[node.name]
        return column if node.option is None else column[self.columns.option(node.name, node.option)]

    def compare(self, node: Compare) -> Bools:
        column, value = self.columns.of[node.name], node.value
        wanted = self.columns.option(node.name, value) if isinstance(value, str) else value
        applies = column >= 0 if isinstance(value, str) else ~np.isnan(column)
        found: Bools = COMPARE[node.op](column, wanted) & applies
        return found

    def one_of(self, node: In) -> Bools:
        among = np.zeros(
            len(self.columns.guideline.findings[node.name].options) + 1, np.bool_
        )  # the last one is for -1
        among[[self.columns.option(node.name, v) for v in node.values]] = True
        found: Bools = among[self.columns.of[node.name]]
        return found

    def negation(self, part: Bools) -> Bools:
        return ~part

    def all_of(self, parts: list[Bools]) -> Bools:
        return everyone(parts)

    def any_of(self, parts: list[Bools]) -> Bools:
        found: Bools = np.logical_or.reduce(parts)
        return found

    def at_least(self, need: int, parts: list[Bools]) -> Bools:
        found: Bools = np.sum(parts, axis=0) >= need
        return found


def everyone(parts: Sequence[Bools]) -> Bools:
    """For whom all of these hold."""
    found: Bools = np.logical_and.reduce(parts)
    return found


def shares(column: Mapping[str, float]) -> tuple[list[str], NDArray[np.float64]]:
    """Options and the rising sums of their probabilities, for one draw a person."""
    return list(column), np.cumsum(list(column.values()))
