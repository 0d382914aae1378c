"""Which lines and signs of a screen can still matter to this person. Made anew for each screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache

from untwitch.care.knowledge import Knowledge
from untwitch.care.relevance import askable, undecided_atoms
from untwitch.care.screens import ShownLine
from untwitch.care.state import State
from untwitch.care.triage import Interval, must_know_missing
from untwitch.care.wording import limit_words, statement
from untwitch.guideline.dangers import grave_dangers
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import Line, Screen
from untwitch.logic.atoms import UNKNOWN, tell
from untwitch.logic.nodes import Node, leaves
from untwitch.logic.text import show

Matters = Callable[[Interval, int], bool]


class Asking:
    """Decides which lines and signs can still matter. Made anew for each screen."""

    def __init__(self, state: State, now: Interval, matters: Matters) -> None:
        self.state, self.now, self.matters = state, now, matters
        self.undecided = askable(now, undecided_atoms(now))
        self.missing = frozenset(must_know_missing(state.knowledge)) if now.floor == 0 else frozenset()
        self.seen: dict[int, bool] = {}

    def atom_matters(self, atom: int) -> bool:
        if atom not in self.undecided:
            return False
        if atom not in self.seen:
            self.seen[atom] = self.matters(self.now, atom)
        return self.seen[atom]

    def lines(self, screen: Screen, taken: set[Node], room: int) -> Iterator[ShownLine]:
        """The lines of a screen that still matter, each with only the signs that do.

        Past `room` lines only those of a topic already shown are worked out: whether one follows closes the topic or not.
        """
        guideline = self.state.guideline
        bare: dict[str, int] = {}
        shown: dict[int, ShownLine] = {}
        for at, line in enumerate(screen.lines):
            if len(shown) >= room and line.gate not in {*bare, *(one.gate for one in shown.values() if one.gate)}:
                continue
            signs = tuple(s for s in self._live_signs(line) if s not in taken)
            opens = tuple(f for f in line.opens if self._finding_wanted(f))
            gate = line.gate if line.gate and self._gate_wanted(line.gate) else None
            if signs or opens:
                taken.update(signs)
                printed = shown_line(guideline, screen, at, line, signs)
                shown[at] = replace(printed, opens=opens, gate=gate, parts=parts_of(guideline, printed))
            elif gate:
                bare.setdefault(gate, at)
        carried = {line.gate for line in shown.values()}
        for gate, at in bare.items():
            if gate not in carried:  # its signs are all known, but the topic as a whole is not
                label = guideline.findings["other_trouble"].label(gate)
                shown[at] = ShownLine(f"{screen.id}-{at}", label, (), gate=gate)
        yield from (shown[at] for at in sorted(shown))

    def _live_signs(self, line: Line) -> Iterator[Node]:
        if line.lowest:
            start, stop = self.state.guideline.table.spans[line.lowest]
            live = [i for i in range(start, stop) if self.atom_matters(i)]
            if live:
                yield self.state.guideline.table.sign_of(live[0])
            return
        for sign in signs_of(self.state.guideline, line):
            if self.state.knowledge.truth(sign) == UNKNOWN and self._sign_wanted(sign):
                yield sign

    def _sign_wanted(self, sign: Node) -> bool:
        name = next(iter(leaves(sign))).name
        if name in self.state.knowledge.closed or all_unsure(self.state.knowledge, sign):
            return False
        if any(self.atom_matters(i) for i in settled_by(self.state.guideline, sign)):
            return True
        return name in self.missing and self._must_know_sign(name, sign)

    def _must_know_sign(self, name: str, sign: Node) -> bool:
        mine = grave_dangers(self.state.guideline)[name]
        return name not in self.state.knowledge.asked or any(_overlap(sign, d.sign) for d in mine)

    def _finding_wanted(self, name: str) -> bool:
        if name in self.state.knowledge.asked or name in self.state.knowledge.closed:
            return False
        return name in self.missing or any(self.atom_matters(i) for i in range(*self.state.guideline.table.spans[name]))

    def _gate_wanted(self, option: str) -> bool:
        """A gate matters while something that it would close matters."""
        sign = f"other_trouble.{option}"
        if self.state.knowledge.truth_of(sign) != UNKNOWN:
            return False
        closes = [
            c for c in self.state.guideline.closings if c.why == sign and c.finding not in self.state.knowledge.asked
        ]
        return any(self.atom_matters(i) for c in closes for i in range(c.start, c.stop))


@lru_cache(maxsize=4096)
def settled_by(guideline: Guideline, sign: Node) -> tuple[int, ...]:
    """The atoms that a sign decides: its own, and for a number every limit that is missed when the sign is false.

    "Sick for any days" is worth asking as long as "for more than one day" can still change the level.
    """
    told = bytearray(guideline.table.blank)
    tell(guideline.table, told, sign, False)
    moved = (i for i, (now, was) in enumerate(zip(told, guideline.table.blank, strict=True)) if now != was)
    return tuple(dict.fromkeys([*guideline.table.atoms_of(sign), *moved]))


def _overlap(sign: Node, danger: Node) -> bool:
    return sign == danger or any(leaf == danger for leaf in leaves(sign)) or show(danger).split()[0] in show(sign)


def all_unsure(knowledge: Knowledge, sign: Node) -> bool:
    """Was every finding of a sign answered "not sure"?"""
    spans = [knowledge.guideline.table.spans[leaf.name] for leaf in leaves(sign)]
    return all(any(i in knowledge.unsure for i in range(*span)) for span in spans)


def signs_of(guideline: Guideline, line: Line) -> tuple[Node, ...]:
    """The signs of a line as trees."""
    return tuple(guideline.node(text) for text in line.signs)


def shown_line(guideline: Guideline, screen: Screen, at: int, line: Line, signs: tuple[Node, ...]) -> ShownLine:
    """A line of the content as it is printed, with only the signs that can still matter."""
    whole = (len(signs) == len(line.signs) or bool(line.opens)) and not line.lowest
    label = line.label if whole else _shorter_label(guideline, line, signs)
    return ShownLine(f"{screen.id}-{at}", label, signs, line.help if whole else None, line.icon, line.opens, line.gate)


def parts_of(guideline: Guideline, line: ShownLine) -> tuple[ShownLine, ...]:
    """The signs of a line that names several, each as a line of its own."""
    if len(line.signs) < 2:
        return ()
    return tuple(
        ShownLine(f"{line.key}.{at}", statement(guideline, sign), (sign,)) for at, sign in enumerate(line.signs)
    )


def _shorter_label(guideline: Guideline, line: Line, signs: tuple[Node, ...]) -> str:
    if line.lowest:
        return line.label.replace("{limit}", limit_words(guideline, signs[0])) if signs else line.label
    if not signs:
        return line.label
    said = [statement(guideline, s) for s in signs]
    return said[0] if len(said) == 1 else "; or ".join([said[0], *(s[0].lower() + s[1:] for s in said[1:])])
