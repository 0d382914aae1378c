"""The interview as a person who knows some answers would go through it: every screen, the interval after each, the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from untwitch.care.interview import (
    WHERE,
    WHERE_FINDINGS,
    Matters,
    Response,
    ShownLine,
    ShownScreen,
    State,
    next_screen,
    respond,
)
from untwitch.care.knowledge import Knowledge
from untwitch.guideline.types import LEVELS, Answer, Finding, Level
from untwitch.logic.atoms import TRUE, UNKNOWN
from untwitch.logic.nodes import leaves

PROFILE = ("for_whom", "age_years", "body_parts", "pregnancy", "conditions", "medicines", "new_medicines")
MOST_SCREENS = 60


@dataclass(frozen=True)
class Step:
    """One screen as it was shown, the response to it, and the certain and possible level after it."""

    screen: ShownScreen
    response: Response
    floor: Level
    ceiling: Level


def walk(person: Knowledge, matters: Matters, remembered: tuple[str, ...] = ()) -> tuple[tuple[Step, ...], State]:
    """Go through the whole interview as `person` would answer it.

    What the person does not know is answered "none of these", or "not sure" where the person said so. Findings in
    `remembered` are known before the first screen.
    """
    state = State(_start(person, remembered))
    steps: list[Step] = []
    while len(steps) < MOST_SCREENS:
        screen = next_screen(state, matters)
        if screen is None:
            return tuple(steps), state
        response = answer(person, screen)
        state = state.hear(response)
        now = state.interval()
        steps.append(Step(screen, response, LEVELS[now.floor], LEVELS[now.ceiling]))
    raise AssertionError(f"the interview did not end: {[s.screen.id for s in steps]}")


def _start(person: Knowledge, remembered: tuple[str, ...]) -> Knowledge:
    known = Knowledge.blank(person.guideline)
    from_journal = tuple(f.id for f in person.guideline.findings.values() if f.origin == "journal")
    for name in (*remembered, *from_journal):
        known = known.answered(name, _value(person, name))
    return known


def answer(person: Knowledge, screen: ShownScreen) -> Response:
    """How a person answers one screen."""
    if screen.id == WHERE:
        return Response(WHERE, (), {name: _value(person, name) for name in _where(person)})
    if screen.findings:
        return Response(screen.id, (), {f.id: _value(person, f.id) or () for f in screen.findings})
    if screen.finding:
        return Response(screen.id, (), {screen.finding.id: _question(person, screen)})
    printed = [*screen.lines, *(part for line in screen.lines for part in line.parts)]
    ticked = frozenset(line.key for line in printed if _ticks(person, line))
    unsure = frozenset(line.key for line in screen.lines if line.key not in ticked and _unsure(person, line))
    return respond(screen, ticked, unsure)


def _where(person: Knowledge) -> tuple[str, ...]:
    """What page 2 asks; of a baby the months too."""
    months = person.guideline.findings.get("age_months")
    baby = months and months.applies_if and person.truth_of(months.applies_if) == TRUE
    return (*WHERE_FINDINGS, "age_months") if baby else WHERE_FINDINGS


def _ticks(person: Knowledge, line: ShownLine) -> bool:
    if any(person.truth(sign) == TRUE for sign in line.signs):
        return True
    return any(_value(person, name) not in ((), None) for name in line.opens)


def _unsure(person: Knowledge, line: ShownLine) -> bool:
    spans = [person.guideline.table.spans[leaf.name] for sign in line.signs for leaf in leaves(sign)]
    return any(person.truth(s) == UNKNOWN for s in line.signs) and any(
        i in person.unsure for a, b in spans for i in range(a, b)
    )


def _question(person: Knowledge, screen: ShownScreen) -> Any:
    finding = screen.finding
    assert finding is not None  # noqa: S101 - only questions come here
    value = _value(person, finding.id)
    if finding.kind == "choices" and value is not None:
        shown = {o.id for o in screen.options}
        has = [o for o in value if o in shown]  # type: ignore[union-attr]
        if len(shown) < len(finding.options):
            return {"has": has, "not": sorted(shown - set(has))}
        return tuple(has)
    return "not_sure" if value is None else value


def _value(person: Knowledge, name: str) -> Answer:
    """The whole answer a person gives: the known one, else the finding's absent value."""
    if name in person.values:
        return person.values[name]
    finding = person.guideline.findings[name]
    start, stop = person.guideline.table.spans[name]
    if any(i in person.unsure for i in range(start, stop)):
        return None
    return _from_codes(person, finding, start) if finding.kind in ("choice", "choices", "yes_no") else finding.absent


def _from_codes(person: Knowledge, finding: Finding, start: int) -> Answer:
    codes = person.codes[start : start + max(1, len(finding.options))]
    if finding.kind == "yes_no":
        return codes[0] == TRUE if codes[0] != UNKNOWN else finding.absent
    ticked = tuple(o.id for o, code in zip(finding.options, codes, strict=True) if code == TRUE)
    if finding.kind == "choices":
        return ticked
    return ticked[0] if ticked else finding.absent


__all__ = ["PROFILE", "Mapping", "Step", "answer", "walk"]
