"""`Tell us this is wrong`: a file that the person can send, with what was shown and what they say. Nothing is sent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from untwitch import __version__
from untwitch.language import _
from untwitch.web.evidence.things import Explained, Part, grade_word, kind_word

LONGEST = 4000
LONGEST_CONTACT = 200


@dataclass(frozen=True)
class Remark:
    """One remark about one page. `shown` is the text of the page as the person saw it."""

    kind: str
    id: str
    title: str
    shown: str
    remark: str
    contact: str
    content_version: str
    program_version: str
    written_at: str

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        safe = "".join(c if c.isascii() and c.isalnum() else "-" for c in f"{self.kind}-{self.id}")
        return f"untwitch-wrong-{safe}"


def remark(found: Explained, said: str, contact: str, version: str, now: datetime) -> Remark:
    """What the person says about a page."""
    return Remark(
        found.kind, found.id, found.title, as_text(found), said.strip()[:LONGEST], contact.strip()[:LONGEST_CONTACT],
        version, __version__, now.isoformat(timespec="seconds"),
    )  # fmt: skip


def as_json(one: Remark) -> str:
    """The remark for a program."""
    return json.dumps({"format": 1, "what": "untwitch remark", **asdict(one)}, ensure_ascii=False, indent=2) + "\n"


def as_letter(one: Remark) -> str:
    """The remark for a person."""
    heads = [
        (_("What is wrong"), one.remark),
        (_("How to reach me"), one.contact or _("not given")),
        (_("Page"), f"{one.kind} {one.id}"),
        (_("Content version"), one.content_version),
        (_("Untwitch version"), one.program_version),
        (_("Written"), one.written_at),
        (_("What the page showed"), one.shown),
    ]
    return "\n\n".join(f"{title}:\n{text}" for title, text in heads) + "\n"


def as_text(found: Explained) -> str:
    """A page as plain text, every part and source."""
    return "\n".join(_lines(found))


def _lines(found: Explained) -> Iterator[str]:
    yield f"{kind_word(found.kind)}: {found.title}"
    if found.lede:
        yield found.lede
    if found.grade:
        yield f"{grade_word(found.grade)}. {found.strength or ''}".strip()
    for part in found.parts:
        yield from _part(part)
    if found.rests_on:
        yield found.rests_on
    for row in found.sources:
        where = "".join(line.text for line in row.where)
        yield _("Source: {title}. {where}").format(title=row.title, where=where)


def _part(part: Part) -> Iterator[str]:
    yield f"{part.title}:"
    yield from (f"- {line.text}" for line in part.lines)
    if part.table:
        yield from (f"- {' | '.join(row)}" for row in (part.table.head, *part.table.rows))
