"""Who changes level between two versions of the content: which way, by which rule, with people as examples in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from untwitch.guideline.model import Guideline
from untwitch.guideline.types import LEVELS, RANK, Answer, Rule
from untwitch.logic.atoms import TRUE, evaluate
from untwitch.safety.person import ALWAYS_TOLD, calm, describe, floor_of
from untwitch.safety.together import Changed, Together

if TYPE_CHECKING:
    import pyarrow as pa

EXAMPLES, TRIES = 3, 12
Move = tuple[str, str, str]  # from level, to level, rule


@dataclass
class Change:
    """People who go from one level to another by one rule. `people` counts them by where they are from."""

    before: str
    after: str
    rule: str
    people: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    @property
    def lowered(self) -> bool:
        return RANK[self.after] < RANK[self.before]

    def document(self) -> dict[str, Any]:
        return {
            "from": self.before,
            "to": self.after,
            "lowered": self.lowered,
            "rule": self.rule,
            "people": dict(self.people),
            "examples": self.examples,
        }


@dataclass
class Difference:
    """All changes, gathered from one group of people after another."""

    both: Together
    changes: dict[Move, Change] = field(default_factory=dict)
    looked_at: Counter[str] = field(default_factory=Counter)

    def lowered(self, allowed: Iterable[str] = ()) -> list[Change]:
        """The changes that lower a level by a rule for which that was not allowed."""
        return [c for c in self.sorted() if c.lowered and c.rule not in set(allowed)]

    def sorted(self) -> list[Change]:
        """Lowered ones first, the most urgent first."""
        return sorted(self.changes.values(), key=lambda c: (not c.lowered, -RANK[c.before], -RANK[c.after], c.rule))

    def person(self, codes: bytes, where: str) -> None:
        """One person: counted, and told as an example while there is room."""
        self.looked_at[where] += 1
        before, after = floor_of(self.both.old, codes), floor_of(self.both.new, codes)
        if before != after:
            for rule in self._by(codes, before, after):
                self._change(before, after, rule).people[where] += 1
                self._example(codes, before, after, rule)

    def batch(self, batch: pa.RecordBatch, where: str) -> None:
        """A table of people."""
        from untwitch.safety.tables import moved

        self.looked_at[where] += len(batch)
        for (before, after, rule), rows in moved(self.both, batch, self._changed).items():
            change = self._change(before, after, rule)
            change.people[where] += len(rows)
            for row in rows[: TRIES if len(change.examples) < EXAMPLES else 0]:
                codes = self.both.codes(answers_of(self.both, batch.slice(int(row), 1)))
                self._example(codes, before, after, rule)

    @cached_property
    def _changed(self) -> tuple[Changed, ...]:
        return self.both.changed

    def _change(self, before: int, after: int, rule: str) -> Change:
        move = (LEVELS[before], LEVELS[after], rule)
        return self.changes.setdefault(move, Change(*move))

    def _by(self, codes: bytes, before: int, after: int) -> Iterator[str]:
        """The rules that move this person: those that gave the higher of the two levels and do not in the other version."""
        side = self.both.old if after < before else self.both.new
        top = max(before, after)
        for change in self._changed:
            rule: Rule | None = change.old if after < before else change.new
            if rule and RANK[rule.level] == top and evaluate(side.node(rule.when), side.table, codes) == TRUE:
                yield change.id

    def _example(self, codes: bytes, before: int, after: int, rule: str) -> None:
        change = self._change(before, after, rule)
        if len(change.examples) < EXAMPLES:
            said = describe(self.both.new, self._shrunk(codes, before, after, rule))
            if said not in change.examples:
                change.examples.append(said)

    def _shrunk(self, codes: bytes, before: int, after: int, rule: str) -> bytes:
        """The same change with every answer that does not matter made calm."""

        def same(trial: bytes) -> bool:
            levels = floor_of(self.both.old, trial), floor_of(self.both.new, trial)
            return levels == (before, after) and rule in self._by(trial, before, after)

        for name in self.both.new.table.spans:
            if name not in ALWAYS_TOLD:  # a person is somebody of an age, with a trouble somewhere
                codes = _calmed(self.both.new, codes, name, same)
        return codes


def _calmed(guideline: Guideline, codes: bytes, name: str, same: Callable[[bytes], bool]) -> bytes:
    """The answers with one finding made calm, or as many of its ticks taken back as may be."""
    start, stop = guideline.table.spans[name]
    wanted = calm(guideline, name)
    if wanted is None or codes[start:stop] == wanted:
        return codes
    trial = codes[:start] + wanted + codes[stop:]
    if same(trial):
        return trial
    for at in range(start, stop) if guideline.findings[name].kind == "choices" else ():
        trial = codes[:at] + wanted[at - start : at - start + 1] + codes[at + 1 :]
        codes = trial if same(trial) else codes
    return codes


def answers_of(both: Together, row: pa.RecordBatch) -> Mapping[str, Answer]:
    """One row of a table as whole answers; what is null or not there is left out."""
    (values,) = row.to_pylist()
    found: dict[str, Answer] = {}
    for finding in both.new.findings.values():
        if finding.kind == "choices" and finding.id not in values:
            ticks = {o.id: values.get(f"{finding.id}.{o.id}") for o in finding.options}
            if any(there is not None for there in ticks.values()):
                found[finding.id] = tuple(option for option, there in ticks.items() if there)
        elif values.get(finding.id) is not None:
            value = values[finding.id]
            found[finding.id] = tuple(value) if isinstance(value, list) else value
    return found
