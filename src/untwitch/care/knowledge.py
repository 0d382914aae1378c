"""What all answers of one person together say: for each atom false, unknown or true, and what was "not sure"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from untwitch.guideline.model import Guideline
from untwitch.guideline.types import Answer
from untwitch.logic.atoms import FALSE, TRUE, UNKNOWN, Value, evaluate, tell
from untwitch.logic.nodes import Fact, Node, leaves

REST = "rest"


@dataclass(frozen=True)
class Knowledge:
    """Immutable. `told` is what was said; `codes` adds what follows from gates, `applies_if` and missing devices.

    `values` keeps whole answers as given; `asked` the findings about which anything was said; `unsure` the atoms
    answered "not sure"; `kept_open` findings that were said to be unknown, which nothing may close.
    """

    guideline: Guideline = field(repr=False)
    told: bytes
    values: Mapping[str, Answer] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()
    unsure: frozenset[int] = frozenset()
    kept_open: frozenset[str] = frozenset()

    @staticmethod
    def blank(guideline: Guideline) -> Knowledge:
        """Nothing asked. What comes from the journal counts as its absent value until the journal says otherwise."""
        start = Knowledge(guideline, guideline.table.blank)
        for finding in guideline.findings.values():
            if finding.origin == "journal":
                start = start.answered(finding.id, finding.absent)
        return start

    def answered(self, finding: str, value: Answer) -> Knowledge:
        """A whole answer; it replaces everything said about the finding before. The value must fit (see `answers`)."""
        if value is None:
            return replace(self, kept_open=self.kept_open | {finding})
        start, stop = self.guideline.table.spans[finding]
        told = bytearray(self.told)
        told[start:stop] = self.guideline.table.codes_of(finding, _value(value))
        return replace(
            self,
            told=bytes(told),
            values={**self.values, finding: value},
            asked=self.asked | {finding},
            unsure=self.unsure - set(range(start, stop)),
            kept_open=self.kept_open - {finding},
        )

    def opened(self, finding: str) -> Knowledge:
        """The finding is to be asked in full: something of it was said to be there, nothing yet what."""
        return replace(self, asked=self.asked | {finding})

    def is_opened(self, finding: str) -> bool:
        """Was the finding opened and not answered since?"""
        start, stop = self.guideline.table.spans[finding]
        untold = self.told[start:stop] == self.guideline.table.blank[start:stop]
        unsure = any(i in self.unsure for i in range(start, stop))
        return finding in self.asked and finding not in self.values and untold and not unsure

    def forgotten(self, finding: str) -> Knowledge:
        """As if the finding had never been asked."""
        start, stop = self.guideline.table.spans[finding]
        told = bytearray(self.told)
        told[start:stop] = self.guideline.table.blank[start:stop]
        values = {k: v for k, v in self.values.items() if k != finding}
        unsure = self.unsure - set(range(start, stop))
        return replace(self, told=bytes(told), values=values, asked=self.asked - {finding}, unsure=unsure)

    def heard(self, sign: Node, truth: bool) -> Knowledge:
        """One sign is true or false. A whole answer given before is replaced by what the sign leaves possible."""
        told = bytearray(self.told)
        tell(self.guideline.table, told, sign, truth)
        names = {leaf.name for leaf in leaves(sign)}
        values = {k: v for k, v in self.values.items() if k not in names or bytes(told) == self.told}
        settled = {i for i in self.unsure if told[i] != UNKNOWN}
        return replace(self, told=bytes(told), values=values, asked=self.asked | names, unsure=self.unsure - settled)

    def unsure_of(self, sign: Node) -> Knowledge:
        """A sign was asked and the answer was "not sure": its atoms stay unknown, and the not-sure policy counts them."""
        table = self.guideline.table
        names = {leaf.name for leaf in leaves(sign)}
        atoms = {i for name in names for i in range(*table.spans[name]) if self._moved_by(sign, i)}
        told = bytearray(self.told)
        for i in atoms:
            told[i] = table.blank[i]
        return replace(self, told=bytes(told), asked=self.asked | names, unsure=self.unsure | atoms)

    def _moved_by(self, sign: Node, atom: int) -> bool:
        """Does saying that the sign is false settle this atom? Those are the atoms the person is unsure about."""
        told = bytearray(self.guideline.table.blank)
        tell(self.guideline.table, told, sign, False)
        return told[atom] == FALSE and self.guideline.table.blank[atom] == UNKNOWN

    def unsure_finding(self, finding: str) -> Knowledge:
        """A whole finding was answered "not sure"."""
        blank = self.forgotten(finding)
        atoms = range(*self.guideline.table.spans[finding])
        open_atoms = {i for i in atoms if self.guideline.table.blank[i] == UNKNOWN}
        return replace(blank, asked=blank.asked | {finding}, unsure=blank.unsure | open_atoms)

    @cached_property
    def _closed(self) -> tuple[bytes, Mapping[str, str]]:
        """Codes after closing, and for each closed finding what closed it."""
        codes, closed = bytearray(self.told), {}
        closings = self.guideline.closings
        while True:
            verdicts = self.guideline.evaluate_closings(codes)
            moved = False
            for closing, verdict in zip(closings, verdicts, strict=True):
                name = closing.finding
                if verdict != FALSE or name in closed or name in self.kept_open or name in self.values:
                    continue
                span = slice(closing.start, closing.stop)
                if any(i in self.unsure for i in range(closing.start, closing.stop)):
                    continue
                now, absent = codes[span], closing.absent
                if absent is not None and any(n not in (UNKNOWN, a) for n, a in zip(now, absent, strict=True)):
                    continue  # something was said about it that its absent value would contradict
                closed[name] = closing.why
                if absent is not None and now != absent:
                    codes[span] = absent
                    moved = True
            if not moved:
                return bytes(codes), closed

    @cached_property
    def codes(self) -> bytes:
        """What is known of every atom."""
        return self._closed[0]

    @cached_property
    def closed(self) -> Mapping[str, str]:
        """Findings that are not asked because their condition is known false."""
        return self._closed[1]

    def truth(self, node: Node) -> int:
        """The code of any expression: 0 false, 2 unknown, 3 true."""
        return evaluate(node, self.guideline.table, self.codes)

    def holds(self, node: Node) -> bool:
        """Is the expression known true?"""
        return self.truth(node) == TRUE

    def truth_of(self, text: str) -> int:
        """The code of an expression of the content."""
        return self.truth(self.guideline.node(text))

    def ticked(self, finding: str, option: str) -> bool:
        """Is an option of a `choices` finding known true?"""
        return self.codes[self.guideline.table.index(Fact(finding, option))] == TRUE

    def known(self, finding: str) -> bool:
        """Is every atom of a finding known?"""
        start, stop = self.guideline.table.spans[finding]
        return UNKNOWN not in self.codes[start:stop] and (start < stop or finding in self.values)

    def filled(self, finding: str) -> Knowledge:
        """Unknown atoms of a finding take its absent value, except those answered "not sure"."""
        absent = self.guideline.findings[finding].absent
        if absent is None:
            return self
        start, stop = self.guideline.table.spans[finding]
        now, benign = self.codes[start:stop], self.guideline.table.codes_of(finding, _value(absent))
        if any(n not in (UNKNOWN, b) for n, b in zip(now, benign, strict=True)):
            ticked = self.guideline.findings[finding].kind == "choices"
            benign = bytes(FALSE if n == UNKNOWN and ticked else n for n in now)
        told = bytearray(self.told)
        told[start:stop] = (
            n if i in self.unsure else b for i, (n, b) in enumerate(zip(now, benign, strict=True), start)
        )
        return replace(self, told=bytes(told), asked=self.asked | {finding})


def _value(value: Answer) -> Value:
    return value if value is not None else ()
