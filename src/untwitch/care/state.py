"""Everything said so far in one check, folded from the responses to its screens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from untwitch.care.answers import take
from untwitch.care.knowledge import Knowledge
from untwitch.care.screens import Response, Told
from untwitch.care.triage import Interval, interval
from untwitch.guideline.model import Guideline
from untwitch.logic.atoms import FALSE, TRUE, UNKNOWN
from untwitch.logic.nodes import Node, leaves
from untwitch.logic.text import parse


@dataclass(frozen=True)
class State:
    """Everything said so far. `groups`: ticked lines of which it is not yet known which sign is meant."""

    knowledge: Knowledge
    groups: tuple[tuple[Node, ...], ...] = ()
    screens: tuple[str, ...] = ()

    @property
    def guideline(self) -> Guideline:
        return self.knowledge.guideline

    def hear(self, response: Response) -> State:
        """The state after one more response. Responses were checked by `faults_of` where they came in."""
        knowledge = self.knowledge
        for sign, truth in self._mildest_first(response):
            knowledge = knowledge.unsure_of(sign) if truth == "not_sure" else knowledge.heard(sign, bool(truth))
        for name, value in response.values.items():
            knowledge = take(knowledge, name, value)
        groups = [*self.groups, *(tuple(parse(s) for s in group) for group in response.open)]
        unsettled = tuple(g for g in groups if all(knowledge.truth(s) != TRUE for s in g) and open_signs(knowledge, g))
        return State(knowledge, unsettled, (*self.screens, response.screen))

    def _mildest_first(self, response: Response) -> list[tuple[Node, Told]]:
        """Of two ticked options that exclude each other the last one holds, so the most urgent must be heard last."""
        said = [(parse(text), truth) for text, truth in response.told]
        ticked = [sign for sign, truth in said if truth is True]
        if len({leaf.name for sign in ticked for leaf in leaves(sign)}) == len(ticked):
            return said
        others = [one for one in said if one[1] is not True]
        floors = {sign: interval(self.knowledge.heard(sign, True)).floor for sign in ticked}
        return [*others, *((sign, True) for sign in sorted(ticked, key=floors.__getitem__))]

    def interval(self) -> Interval:
        """Floor and ceiling, where an unsettled group gives at least what its mildest sign would give.

        A choice known to be one of a few bad options is such a group too: the rules see each option by itself.
        """
        now = interval(self.knowledge)
        floor = max([now.floor, *(self._least(group) for group in self.unsettled())])
        return replace(now, floor=floor, ceiling=max(floor, now.ceiling))

    def unsettled(self) -> tuple[tuple[Node, ...], ...]:
        """Groups of signs of which one is true and it is not known which."""
        return (*self.groups, *self._narrowed())

    def branches(self) -> Iterator[Interval]:
        """The interval for each way an unsettled group can turn out."""
        for group in self.unsettled():
            for sign in open_signs(self.knowledge, group):
                yield interval(self.knowledge.heard(sign, True))

    def _narrowed(self) -> Iterator[tuple[Node, ...]]:
        table, codes = self.guideline.table, self.knowledge.codes
        for name in self.knowledge.asked:
            finding = self.guideline.findings[name]
            if finding.kind == "choice" and finding.absent is not None:
                start, stop = table.spans[name]
                calm = start + table.vocabulary[name].options.index(str(finding.absent))
                left = [i for i in range(start, stop) if codes[i] == UNKNOWN]
                if codes[calm] == FALSE and left:
                    yield tuple(table.sign_of(i) for i in left)

    def _least(self, group: tuple[Node, ...]) -> int:
        return min(interval(self.knowledge.heard(sign, True)).floor for sign in open_signs(self.knowledge, group))


def open_signs(knowledge: Knowledge, group: tuple[Node, ...]) -> tuple[Node, ...]:
    """The signs of a group that are still unknown."""
    return tuple(s for s in group if knowledge.truth(s) == UNKNOWN)
