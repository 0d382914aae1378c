"""How far the questions are: an honest, cheap estimate."""

from __future__ import annotations

import math

from untwitch.care.interview import LONGEST_LIST, WHERE, State
from untwitch.guideline.types import Line
from untwitch.logic.atoms import TRUE, UNKNOWN
from untwitch.logic.text import parse


def screens_left(state: State) -> int:
    """About how many screens are still to come, this one included: the lines not yet answered, eight to a list.

    Lines that turn out not to matter are dropped later, so there are rarely more than this.
    """
    lines = sum(
        _is_open(state, line)
        for screen in state.guideline.screens[1:]
        if screen.when is None or state.knowledge.truth_of(screen.when) == TRUE
        for line in screen.lines
    )
    return max(1, math.ceil(lines / LONGEST_LIST)) + (WHERE not in state.screens)


def _is_open(state: State, line: Line) -> bool:
    knowledge = state.knowledge
    names = [*line.opens, *([line.lowest] if line.lowest else [])]
    if any(n not in knowledge.asked and n not in knowledge.closed for n in names):
        return True
    return any(knowledge.truth(parse(text)) == UNKNOWN for text in line.signs)
