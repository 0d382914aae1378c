"""A source as a page shows it: what it is, where it is, how it was read, and when it must be read again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from untwitch.guideline.types import UNSIGNED, Basis, Level, Source
from untwitch.language import _

URL = re.compile(r"https?://[^\s)]+[^\s).,;]")


@dataclass(frozen=True)
class Line:
    """One line of a part; with an address it is a link, with a level it carries its sign and word."""

    text: str
    address: str | None = None
    level: Level | None = None


@dataclass(frozen=True)
class SourceRow:
    """A source with its place as text and links. `overdue`: the day to read it again has passed; `is_page`: it was read."""

    id: str
    title: str
    year: int | None
    where: tuple[Line, ...]
    read_how: str
    read: str | None
    review_by: str | None
    overdue: bool
    is_page: bool


def read_how(basis: Basis) -> str:
    """How something was read."""
    return {
        "primary": _("We read the source itself."),
        "abstract": _("We read its summary, not the whole text."),
        "copy": _("We read the publisher's text in another place."),
        "third_party": _("We read what others say about it."),
        "general_knowledge": _("No page was read for this. It is general medical knowledge."),
        "design": _("This is our own choice. No source says it in these words."),
    }[basis]


def source_row(source: Source, today: date) -> SourceRow:
    """A source as it stands on that day."""
    overdue = source.review_by is not None and source.review_by < today.isoformat()
    where = tuple(linked(_("No web address.") if source.where == "none" else source.where))
    return SourceRow(
        source.id,
        source.title,
        source.year,
        where,
        read_how(source.grade),
        source.read,
        source.review_by,
        overdue,
        source.grade not in UNSIGNED,
    )


def linked(text: str) -> Iterator[Line]:
    """A source's place with its web addresses as links.

    >>> [line.address for line in linked("https://example.org/a ; a book")]
    ['https://example.org/a', None]
    """
    at = 0
    for found in URL.finditer(text):
        if found.start() > at:
            yield Line(text[at : found.start()])
        yield Line(found.group(), found.group())
        at = found.end()
    if at < len(text):
        yield Line(text[at:])
