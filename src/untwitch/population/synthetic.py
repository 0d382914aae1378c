"""A synthetic population: made-up people with consistent answers, drawn from published base rates where there are any.

The people are not real and no frequency of theirs is a finding about real ones. The same seed gives the same people, and
the first thousand of a million are the thousand of a population of a thousand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from untwitch.guideline.model import Guideline
from untwitch.guideline.types import Finding
from untwitch.logic.nodes import Fact, Node, leaves
from untwitch.population.base_rates import BaseRates, Given, base_rates, expression, fitting
from untwitch.population.columns import Bools, Column, Columns, everyone, shares

BLOCK = 32_768
UNKNOWN = 0.1
MOST_PEOPLE = 2_000_000_000
WIDE = 60  # a range of numbers as wide as this is drawn evenly by size, not by count
WHO = ("age_years", "age_months", "body_parts", "for_whom", "pregnancy", "pregnancy_weeks")
GATE = "other_trouble"
FINE_UNITS = {"degC": 0.1}
Draw = np.random.Generator


def synthetic(guideline: Guideline, people: int, seed: int, unknown: float = UNKNOWN) -> Iterator[pa.RecordBatch]:
    """`people` made-up people in batches of at most BLOCK rows; memory is bounded by one batch.

    Parameters
    ----------
    unknown : the share of answers that are left out (null), 0 to 1

    Yields
    ------
    Columns by finding id: `yes_no` as boolean, `choice` as dictionary of words, `choices` as one boolean column an option
    (`movement.twitch`), `number` as float64. Null where the answer is unknown or does not apply.
    """
    plan = Plan(guideline, fitting(base_rates(), guideline))
    for number, first in enumerate(range(0, people, BLOCK)):
        draw = np.random.default_rng([seed, number])
        block = plan.block(draw)
        yield plan.batch(block, draw, unknown).slice(0, min(BLOCK, people - first))


@dataclass(frozen=True)
class Plan:
    """How people are drawn for one guideline."""

    guideline: Guideline
    rates: BaseRates

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Those that triage asks; what only the choice of a technique needs is left out."""
        return tuple(f for f in self.guideline.findings.values() if f.group != "relief")

    @cached_property
    def conditions(self) -> dict[str, tuple[Node, ...]]:
        """For each finding what must hold so that it applies; a finding stands after those its conditions read."""
        left = {f.id: tuple(self.guideline.node(w) for w in (f.applies_if, f.needs_device) if w) for f in self.findings}
        found: dict[str, tuple[Node, ...]] = {}
        while left:
            for name in [
                n for n, nodes in left.items() if not {x.name for w in nodes for x in leaves(w)} & left.keys()
            ]:
                found[name] = left.pop(name)
        return found

    @cached_property
    def nodes(self) -> dict[str, Node]:
        among = [*(r.among for r in self.rates.rates), *(s.among for s in self.rates.stories)]
        texts = [text for text in among if text]
        return {t: expression(self.guideline, t) for t in [*texts, *(r.sign for r in self.rates.rates)]}

    def block(self, draw: Draw) -> Columns:
        """BLOCK people, everything answered."""
        people = Columns(self.guideline, BLOCK)
        self._who(people, draw)
        for finding in self.findings:
            if finding.id not in WHO:
                people.fill(finding.id, finding.absent)
                if finding.absent is None:
                    people.of[finding.id][:] = self._any(finding, BLOCK, draw)
        self._rates(people, draw)
        self._strays(people, draw)
        self._stories(people, draw)
        self._settle(people, draw)
        return people

    def _who(self, people: Columns, draw: Draw) -> None:
        """Age, body, who asks, and pregnancy."""
        at = np.searchsorted(np.cumsum([a.share for a in self.rates.ages]), draw.random(BLOCK)).clip(
            0, len(self.rates.ages) - 1
        )
        first, last = (np.array([getattr(a, end) for a in self.rates.ages])[at] for end in ("first", "last"))
        age = np.floor(first + draw.random(BLOCK) * (last - first + 1))
        for name in WHO:
            if name in self.guideline.findings:
                people.fill(name, self.guideline.findings[name].absent)
        people.of["age_years"][:] = age
        self._pick(people, "body_parts", slice(None), self.rates.bodies, draw)
        adult = people.option("for_whom", "adult")
        child, me = people.option("for_whom", "child"), people.option("for_whom", "me")
        people.of["for_whom"][:] = np.where(age < 16, child, np.where(draw.random(BLOCK) < 0.1, adult, me))
        people.of["age_months"][:] = np.where(age < 2, age * 12 + draw.integers(0, 12, BLOCK), np.nan)
        self._pick(people, "pregnancy", slice(None), self.rates.pregnant, draw)
        words = [o.id for o in self.guideline.findings["pregnancy"].options]
        late = people.of["pregnancy"] == words.index("over_20w")
        weeks = np.where(late, draw.integers(20, 42, BLOCK), draw.integers(0, 13, BLOCK))
        people.of["pregnancy_weeks"][:] = np.where(late | (people.of["pregnancy"] == words.index("could_be")), weeks, 0)
        self._applies(people, "pregnancy", draw)
        self._applies(people, "pregnancy_weeks", draw)

    def _rates(self, people: Columns, draw: Draw) -> None:
        for rate in self.rates.rates:
            among = people.truth(self.nodes[rate.among]) if rate.among else True
            there = (draw.random(BLOCK, np.float32) < rate.share) & among
            sign = self.nodes[rate.sign]
            if isinstance(sign, Fact):
                column = people.of[sign.name]
                (column if sign.option is None else column[people.option(sign.name, sign.option)])[there] = True

    def _strays(self, people: Columns, draw: Draw) -> None:
        """Signs that have nothing to do with the trouble: few for most people, many for some."""
        signs = [(f, n) for f in self.findings if f.id not in (*WHO, GATE) for n in range(max(1, len(f.options)))]
        order, start = draw.permutation(BLOCK), 0
        for kind in self.rates.strays:
            stop = min(BLOCK, start + round(kind.people * BLOCK))
            places = _hits(len(signs) * (stop - start), kind.share, draw)
            sign, row = np.divmod(places, stop - start)
            edges = np.searchsorted(sign, np.arange(len(signs) + 1))
            for (finding, option), a, b in zip(signs, edges, edges[1:], strict=False):
                self._stray(people, finding, option, order[row[a:b] + start], draw)
            start = stop

    def _stray(self, people: Columns, finding: Finding, option: int, rows: NDArray[np.int64], draw: Draw) -> None:
        match finding.kind:
            case "yes_no":
                people.of[finding.id][rows] = True
            case "choices":
                people.of[finding.id][option, rows] = True
            case "choice":
                people.of[finding.id][rows] = option
            case _:
                people.of[finding.id][rows] = self._any(finding, len(rows), draw)

    def _any(self, finding: Finding, many: int, draw: Draw) -> Column:
        """Any answer to a finding; a number near a limit at which some rule looks."""
        if finding.kind == "yes_no":
            return draw.random(many) < 0.5
        if finding.kind == "choice":
            return draw.integers(0, len(finding.options), many)
        limits = [v for v, _ in self.guideline.table.cuts[finding.id]] or [float(finding.min or 0)]
        step = FINE_UNITS.get(finding.unit or "", 1.0)
        near = draw.choice(limits, many) + step * draw.integers(-1, 2, many)
        found: Column = np.round(near, 1).clip(finding.min, finding.max)
        return found

    def _stories(self, people: Columns, draw: Draw) -> None:
        """Each person comes with one trouble, picked by weight among those that can be theirs."""
        stories = self.rates.stories
        weight = np.array(
            [s.share * (people.truth(self.nodes[s.among]) if s.among else np.ones(BLOCK)) for s in stories]
        )
        rising = np.cumsum(weight, axis=0)
        picked = (rising < draw.random(BLOCK) * rising[-1]).sum(axis=0)
        for number, story in enumerate(stories):
            rows = np.flatnonzero(picked == number)
            for name, given in story.gives.items():
                self._give(people, name, rows, given, draw)

    def _give(self, people: Columns, name: str, rows: NDArray[np.int64], given: Given, draw: Draw) -> None:
        finding = self.guideline.findings[name]
        if not isinstance(given, Mapping):
            if finding.kind == "number":
                people.of[name][rows] = _between(given, finding, len(rows), draw)
            else:
                people.of[name][rows] |= draw.random(len(rows)) < given
        elif finding.kind == "choices":
            for option, share in given.items():
                people.of[name][people.option(name, option), rows] |= draw.random(len(rows)) < share
        else:
            self._pick(people, name, rows, given, draw)

    def _pick(self, people: Columns, name: str, rows: Any, given: Mapping[str, float], draw: Draw) -> None:
        """One option by its probability; what is left over keeps the answer it has."""
        options, rising = shares(
            {o: s for o, s in given.items() if o in {x.id for x in self.guideline.findings[name].options}}
        )
        column = people.of[name][rows]
        at = np.searchsorted(rising, draw.random(len(column)))
        codes = np.array([*(people.option(name, o) for o in options), 0], np.int8)
        people.of[name][rows] = np.where(at < len(options), codes[at], column)

    def _settle(self, people: Columns, draw: Draw) -> None:
        """Make the answers fit each other: what applies to whom, gates, and the conflicts the guideline knows."""
        for _ in range(2):
            for name in self.conditions:
                self._applies(people, name, draw)
            self._no_conflicts(people)
        for name in self.conditions:
            self._applies(people, name, draw)
        self._gates(people)

    def _applies(self, people: Columns, name: str, draw: Draw) -> None:
        finding = self.guideline.findings[name]
        nodes = self.conditions[name]
        if not nodes:
            return
        applies = everyone([people.truth(node) for node in nodes])
        if finding.kind in ("yes_no", "choices") and not finding.absent:
            people.of[name] &= applies
        else:
            people.put(name, ~applies, finding.absent)
        if finding.absent is None and finding.kind in ("choice", "number"):
            lost = applies & (people.of[name] < 0 if finding.kind == "choice" else np.isnan(people.of[name]))
            people.of[name][lost] = self._any(finding, int(lost.sum()), draw)

    def _no_conflicts(self, people: Columns) -> None:
        """Where two answers cannot both be right, the first that may be asked again takes its absent answer."""
        for conflict in self.guideline.conflicts:
            for name in conflict.ask_again:
                wrong = people.truth(self.guideline.node(conflict.when))
                if name in self.conditions and name not in WHO and wrong.any():
                    people.put(name, wrong, self.guideline.findings[name].absent)

    def _gates(self, people: Columns) -> None:
        """Who has something of a topic says so on the list of topics."""
        for finding in self.findings:
            if finding.gate and finding.gate.startswith(f"{GATE}."):
                absent = people.coded(finding, finding.absent)
                there = people.of[finding.id] != absent
                row = people.of[GATE][people.option(GATE, finding.gate.removeprefix(f"{GATE}."))]
                row |= there.any(axis=0) if finding.kind == "choices" else there

    def batch(self, people: Columns, draw: Draw, unknown: float) -> pa.RecordBatch:
        """The columns as Arrow, with a share of the answers left out."""
        names: list[str] = []
        arrays: list[pa.Array] = []
        for finding in self.findings:
            column = people.of[finding.id]
            lost = draw.random(people.people, np.float32) < unknown
            if finding.kind == "choices":
                names += [f"{finding.id}.{o.id}" for o in finding.options]
                arrays += [pa.array(one, mask=lost) for one in column]
                continue
            names.append(finding.id)
            arrays.append(_array(finding, column, lost | self._not_mine(people, finding)))
        return pa.RecordBatch.from_arrays(arrays, names)

    def _not_mine(self, people: Columns, finding: Finding) -> Bools | bool:
        """A yes/no question without an absent answer that does not apply stays open."""
        if finding.absent is not None or finding.kind != "yes_no" or not self.conditions[finding.id]:
            return False
        return ~everyone([people.truth(node) for node in self.conditions[finding.id]])


def _array(finding: Finding, column: Column, lost: Bools) -> pa.Array:
    match finding.kind:
        case "yes_no":
            return pa.array(column, mask=lost)
        case "choice":
            words = pa.array([o.id for o in finding.options])
            return pa.DictionaryArray.from_arrays(pa.array(column, mask=lost | (column < 0)), words)
        case _:
            return pa.array(column, mask=lost | np.isnan(column))


def _hits(places: int, share: float, draw: Draw) -> NDArray[np.int64]:
    """The places, rising, that independent trials with this probability hit: drawn gap by gap, so rare ones are cheap."""
    many = int(places * share * 1.1 + 50 + 8 * (places * share) ** 0.5)
    found = np.cumsum(draw.geometric(share, many)) - 1
    return found[found < places]


def _between(given: Any, finding: Finding, many: int, draw: Draw) -> NDArray[np.float64]:
    low, high = given
    step = FINE_UNITS.get(finding.unit or "", 1.0)
    size, chance = (high - low) / step + 1, draw.random(many)
    steps = np.expm1(chance * np.log1p(size)) if high - low >= WIDE else chance * size
    found: NDArray[np.float64] = np.round(low + step * np.minimum(np.floor(steps), size - 1), 1)
    return found
