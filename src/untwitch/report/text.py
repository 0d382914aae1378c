"""The document of a visit as plain text: all of it, or what fits into one message."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from untwitch.language import _, current
from untwitch.report.model import VisitReport
from untwitch.report.sheet import Line, Sheet, SheetSection, sheet

WIDTH = 76
LONGEST_MESSAGE = 999  # characters: what people can paste and read on a telephone
MOST_ITEMS = {"why": 2, "at-once": 4, "say": 8, "aid": 6, "now": 3, "today": 2, "again": 1}
NEEDED_FIRST = ("at-once", "why", "say", "aid", "now", "again", "today")


def full_text(report: VisitReport, width: int = WIDTH) -> str:
    """Everything the report says, wrapped."""
    shown = sheet(report)
    level = f"{shown.level_word.upper()} ({shown.level_rank})" if shown.level else ""
    lines = [shown.title, shown.when, "", *_wrapped(": ".join(x for x in (level, shown.heading) if x), width)]
    for one in shown.lede:
        lines += _wrapped(one, width)
    for section in shown.sections:
        lines += ["", section.title.upper() if section.title.isascii() else section.title]
        for line in section.lines:
            lines += _paragraph(section, line, width)
    lines.append("")
    for one in shown.foot:
        lines += _wrapped(one, width)
    return "\n".join(lines) + "\n"


def _paragraph(section: SheetSection, line: Line, width: int) -> Iterator[str]:
    first = "- " if section.look in ("list", "speech", "danger") and not line.aside else ""
    yield from _wrapped(_said(line), width, first)
    for note in line.notes:
        yield from _wrapped(note, width, "  ")


def _said(line: Line) -> str:
    lead = f"{line.lead}:" if line.numbers else line.lead
    return " ".join(x for x in (lead, line.text, line.mark) if x)


def _wrapped(text: str, width: int, first: str = "") -> list[str]:
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=" " * len(first), break_long_words=False)


def message(report: VisitReport) -> str:
    """The result in under 1,000 characters: what to do, whom to call, why, the first steps, when to get help."""
    shown = sheet(report)
    level = f"{shown.level_word.upper()}: " if shown.level else ""
    unfinished = [one for one in shown.lede if not report.settled][:1]
    head = [f"{shown.title}, {shown.when}.", " ".join([f"{level}{shown.heading}.", *unfinished]), *_calls(shown)]
    foot = _("Untwitch is not a doctor, and no clinician has reviewed its rules.")
    if not current().reviewed:
        foot += " " + _("Drafted by machine and not checked: the English text counts.")
    left = LONGEST_MESSAGE - len("\n".join([*head, foot]))
    sections = {s.id: s for s in shown.sections}
    parts: dict[str, str] = {}
    for name in NEEDED_FIRST:
        if name in sections and (part := _part(sections[name], left - 1)):
            parts[name] = part
            left -= len(part) + 1
    return "\n".join([*head, *(parts[s.id] for s in shown.sections if s.id in parts), foot])


def _calls(shown: Sheet) -> Iterator[str]:
    """Whom to call. When nobody is to be called now, the emergency number stands with its signs."""
    for line in (line for section in shown.sections if section.id == "call" for line in section.lines):
        said = _said(line)
        yield " ".join([said if said.endswith(".") else f"{said}.", *line.notes])


def _part(section: SheetSection, room: int) -> str:
    """A section in one line: as many whole items as there is room for."""
    title = "" if section.id == "again" else f"{section.title}: "
    items = [_said(Line(line.text, line.lead)).rstrip(".") for line in section.lines if not line.aside]
    most = MOST_ITEMS[section.id]
    for count in range(min(most, len(items)), 0, -1):
        said = "; ".join(items[:count])
        text = f"{title}{said}{' …' if count < len(items) else '' if said.endswith(('?', '!')) else '.'}"
        if len(text) <= room:
            return text
    return ""
