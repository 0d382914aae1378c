"""The interview: which screen comes next.

Lists hold at most eight lines. Lines that can no longer change the verdict are dropped and half-empty lists are filled
from the next topics. "None of these" makes exactly the signs printed known absent, and nothing else.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from untwitch.care.asking import Asking, Matters, all_unsure, shown_line, signs_of
from untwitch.care.knowledge import Knowledge
from untwitch.care.screens import Response, ShownLine, ShownScreen, Told, question, respond
from untwitch.care.state import State, open_signs
from untwitch.care.triage import EMERGENCY
from untwitch.care.wording import statement
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import Finding, Option, Screen
from untwitch.language import _
from untwitch.logic.atoms import FALSE, TRUE, UNKNOWN
from untwitch.logic.nodes import leaves
from untwitch.logic.text import show

LONGEST_LIST = 8
WHERE = "where"
WHERE_FINDINGS = ("site", "movement", "age_years", "body_parts")
BABY_YEARS = 2  # under it page 2 asks the months too
WHOLE_LISTS = ("conditions", "medicines", "new_medicines")  # a profile: remembered, so asked in full


def next_screen(state: State, matters: Matters) -> ShownScreen | None:
    """The next screen, or None when nothing that can be asked can change the verdict.

    `matters(interval, atom)` is the exact test (`relevance.Oracle.matters`); only what passes it is asked, and what
    must be known before self-care may be given.
    """
    now = state.interval()
    if now.floor == EMERGENCY:
        return None
    entry = _start(state) or _where(state) or _which(state) or _opened(state)
    if entry:
        return entry
    asker = Asking(state, now, matters)
    return _followup(state, asker) or _list(state, asker) or _single(state, asker)


def _start(state: State) -> ShownScreen | None:
    """The danger list is the landing page: the same for everybody, never filled or shortened."""
    first = state.guideline.screens[0] if state.guideline.screens else None
    if first is None or first.id in state.screens:
        return None
    return start_screen(state.guideline)


def start_screen(guideline: Guideline) -> ShownScreen:
    """The landing page's list."""
    first = guideline.screens[0]
    lines = tuple(
        shown_line(guideline, first, at, line, signs_of(guideline, line)) for at, line in enumerate(first.lines)
    )
    return ShownScreen(first.id, "list", first.title, first.why, first.help, lines)


def _where(state: State) -> ShownScreen | None:
    missing = [f for f in WHERE_FINDINGS if f not in state.knowledge.asked]
    if WHERE in state.screens or not missing:
        return None
    return ShownScreen(WHERE, "where", _("Where is it?"), _("The place decides which dangers to check."))


def _which(state: State) -> ShownScreen | None:
    for group in state.groups:
        signs = open_signs(state.knowledge, group)
        if len(signs) > 1 and not all(all_unsure(state.knowledge, s) for s in signs):
            lines = tuple(ShownLine(show(s), statement(state.guideline, s), (s,)) for s in signs)
            return ShownScreen(
                "which", "which", _("Which of these?"), _("They are not all equally urgent."), None, lines
            )
    return None


def _opened(state: State) -> ShownScreen | None:
    """Findings that a ticked line opened: the profile lists share one page, others come one by one."""
    known = state.knowledge
    opened = [n for n in state.guideline.findings if n in known.asked and n not in known.closed and known.is_opened(n)]
    profile = tuple(state.guideline.findings[n] for n in opened if n in WHOLE_LISTS)
    if profile:
        why = _("An illness or a medicine can change the cause and the danger. What you tick is remembered.")
        return ShownScreen("profile", "profile", _("Your illnesses and medicines"), why, findings=profile)
    return question(state.guideline, opened[0], state.guideline.findings[opened[0]].options) if opened else None


def _followup(state: State, asker: Asking) -> ShownScreen | None:
    """What was just said opens a closer question: which of the bad options, how much, or a finding that now applies."""
    in_lines = _findings_in_lines(state.guideline)
    wanted = {state.guideline.table.owners[i] for i in asker.undecided}
    for name, finding in state.guideline.findings.items():
        start, stop = state.guideline.table.spans[name]
        if name not in wanted or name in state.knowledge.closed or finding.group == "relief":
            continue
        applies = (
            finding.applies_if is not None
            and name not in in_lines
            and state.knowledge.truth_of(finding.applies_if) == TRUE
        )
        if applies or _begun(state.knowledge, finding, start, stop):
            live = [i for i in range(start, stop) if asker.atom_matters(i)]
            if live:
                return question(state.guideline, name, _options(state.knowledge, finding, live))
    return None


def _begun(knowledge: Knowledge, finding: Finding, start: int, stop: int) -> bool:
    """Something bad was said of a choice or a number, and not yet exactly what."""
    codes, blank = knowledge.codes[start:stop], knowledge.guideline.table.blank[start:stop]
    if finding.kind == "number":
        return any(code == TRUE != was for code, was in zip(codes, blank, strict=True))
    if finding.kind != "choice" or finding.absent is None:
        return False
    calm = [o.id for o in finding.options].index(str(finding.absent))
    return codes[calm] == FALSE and UNKNOWN in codes


@lru_cache(maxsize=8)
def _findings_in_lines(guideline: Guideline) -> frozenset[str]:
    lines = [line for screen in guideline.screens for line in screen.lines]
    names = {leaf.name for line in lines for text in line.signs for leaf in leaves(guideline.node(text))}
    return frozenset(names | {line.lowest for line in lines if line.lowest})


def _list(state: State, asker: Asking) -> ShownScreen | None:
    """The first list with a line that matters, filled up from the lists that follow."""
    lines: list[ShownLine] = []
    first: Screen | None = None
    for screen in state.guideline.screens[1:]:
        if screen.when and state.knowledge.truth_of(screen.when) != TRUE:
            continue
        if lines and screen.alone:
            break
        room = LONGEST_LIST - len(lines)
        mine = list(asker.lines(screen, {s for shown in lines for s in shown.signs}, room))
        later = {line.gate for line in mine[room:] if line.gate}
        lines += [replace(line, more=line.gate in later) for line in mine[:room]]
        first = first or (screen if mine else None)
        if len(lines) == LONGEST_LIST or (lines and screen.alone):
            break
    if first is None:
        return None
    return ShownScreen(first.id, "list", first.title, first.why, first.help, tuple(lines))


def _single(state: State, asker: Asking) -> ShownScreen | None:
    """What no list asks: the finding that bears on the most urgent open rule, by itself."""
    guideline, table = state.guideline, state.guideline.table
    for name, finding in guideline.findings.items():
        if finding.group == "relief" or name in state.knowledge.closed or finding.origin:
            continue
        live = [i for i in range(*table.spans[name]) if asker.atom_matters(i)]
        forced = name in asker.missing and not _finding_unsure(state.knowledge, name)
        if live or forced:
            return question(guideline, name, _options(state.knowledge, finding, live if not forced else None))
    return None


def _finding_unsure(knowledge: Knowledge, name: str) -> bool:
    return any(i in knowledge.unsure for i in range(*knowledge.guideline.table.spans[name]))


def _options(knowledge: Knowledge, finding: Finding, live: list[int] | None) -> tuple[Option, ...]:
    """Options still to ask: for `choices` those that matter, for `choice` those still possible."""
    start = knowledge.guideline.table.spans[finding.id][0]
    if finding.kind == "choices" and finding.id not in WHOLE_LISTS and live is not None:
        return tuple(o for at, o in enumerate(finding.options, start) if at in live)
    return tuple(
        o for at, o in enumerate(finding.options, start) if knowledge.codes[at] != FALSE or finding.id in WHOLE_LISTS
    )


__all__ = [
    "BABY_YEARS",
    "WHERE",
    "WHERE_FINDINGS",
    "WHOLE_LISTS",
    "Matters",
    "Response",
    "ShownLine",
    "ShownScreen",
    "State",
    "Told",
    "next_screen",
    "question",
    "respond",
    "start_screen",
]
