"""Two versions of the content brought together: one list of questions and limits, so that the same people meet both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from untwitch.guideline.assemble import vocabulary
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import RANK, Answer, Finding, Rule
from untwitch.logic import scalar
from untwitch.logic.atoms import AtomTable, Value


@dataclass(frozen=True)
class Changed:
    """A rule that is not the same in both versions; None where it is missing."""

    id: str
    old: Rule | None
    new: Rule | None

    @property
    def how(self) -> str:
        if self.old is None or self.new is None:
            return "added" if self.old is None else "removed"
        return "level" if self.old.level != self.new.level else "when"


@dataclass(frozen=True)
class Together:
    """Both versions over the same findings and limits; whatever only one of them knows, the other does not ask."""

    old: Guideline
    new: Guideline

    @staticmethod
    def of(old: Guideline, new: Guideline) -> Together:
        findings = {**old.findings, **new.findings}
        findings = {name: _joined(old.findings.get(name), finding) for name, finding in findings.items()}
        every = [*old.nodes.values(), *new.nodes.values()]
        table = AtomTable.of(vocabulary(findings), every)
        return Together(_over(old, new, findings, table), _over(new, old, findings, table))

    @cached_property
    def changed(self) -> tuple[Changed, ...]:
        """The rules that differ in their level or in what they say of somebody's answers."""
        names = dict.fromkeys([*self.old.rule, *self.new.rule])
        return tuple(
            Changed(name, self.old.rule.get(name), self.new.rule.get(name)) for name in names if not self._same(name)
        )

    def _same(self, name: str) -> bool:
        old, new = self.old.rule.get(name), self.new.rule.get(name)
        if old is None or new is None:
            return False
        return old.level == new.level and self.old.node(old.when) == self.new.node(new.when)

    def codes(self, answers: Mapping[str, Answer]) -> bytes:
        """What whole answers say of every atom; None is not asked."""
        codes = bytearray(self.new.table.blank)
        for name, value in answers.items():
            if value is not None and name in self.new.findings:
                codes[slice(*self.new.table.spans[name])] = self._of(name, value)
        return bytes(codes)

    def _of(self, name: str, value: Value) -> bytes:
        if (name, value) not in self._known:
            self._known[name, value] = self.new.table.codes_of(name, value)
        return self._known[name, value]

    @cached_property
    def _known(self) -> dict[tuple[str, Value], bytes]:
        return {}


def _joined(old: Finding | None, new: Finding) -> Finding:
    """A finding with the options of both versions, and the wider range."""
    if old is None or old.kind != new.kind:
        return new
    more = tuple(o for o in old.options if o.id not in {x.id for x in new.options})
    if new.kind != "number":
        return replace(new, options=(*new.options, *more))
    return replace(new, min=min(old.min or 0, new.min or 0), max=max(old.max or 0, new.max or 0))


def _over(mine: Guideline, other: Guideline, findings: Mapping[str, Finding], table: AtomTable) -> Guideline:
    nodes = {**other.nodes, **mine.nodes}
    rules = tuple(sorted(mine.rules, key=lambda r: -RANK[r.level]))  # most urgent first, as whoever reads them expects
    code = scalar.compiled([mine.node(r.when) for r in rules], table)
    return replace(mine, findings=findings, table=table, nodes=nodes, rules=rules, rules_code=code)
