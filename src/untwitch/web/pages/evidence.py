"""Evidence: the index of everything that the content holds, and what the grades mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args
from urllib.parse import urlencode

from starlette.responses import Response
from starlette.routing import Route

from untwitch.guideline.types import Basis, Grade
from untwitch.language import _
from untwitch.web.evidence.chip import Chip
from untwitch.web.evidence.look import Look
from untwitch.web.evidence.shelves import LONGEST, Only, Shelf, Wanted, entries, found, shelved
from untwitch.web.evidence.things import GRADES, KINDS, grade_says, kind_says, kind_words
from untwitch.web.render import page
from untwitch.web.sourced import read_how
from untwitch.web.visit import Visit, shows


@dataclass(frozen=True)
class Group:
    """What was found of one kind."""

    title: str
    count: int
    shelves: tuple[Shelf, ...]


@dataclass(frozen=True)
class EvidenceContext:
    """The index. `groups` is None until something is asked for; then `total` says how many were found."""

    wanted: Wanted
    kinds: tuple[Chip, ...]
    marks: tuple[Chip, ...]
    groups: tuple[Group, ...] | None
    total: int
    all: int
    longest: int


@dataclass(frozen=True)
class Meaning:
    """A grade or a way of reading, with what it means and how many things have it."""

    key: Grade | Basis
    says: str
    count: int


@dataclass(frozen=True)
class GradesContext:
    """What the grades mean, and how sources were read."""

    grades: tuple[Meaning, ...]
    read: tuple[Meaning, ...]


def index(visit: Visit) -> Response:
    """Browse the evidence by kind, and search it by word."""
    look, wanted = _look(visit), _wanted(visit)
    hits = found(look, wanted) if wanted.open else ()
    some = found(look, Wanted(wanted.word, None, wanted.only))
    kinds = tuple(_kind_chip(wanted, kind, sum(e.thing.kind == kind for e in some)) for kind in KINDS)
    groups = tuple(
        Group(kind_words(kind), len(mine), shelved(look, kind, mine))
        for kind in KINDS
        if (mine := [e for e in hits if e.thing.kind == kind])
    )
    total = sum(len(look.room(kind)) for kind in KINDS)
    context = EvidenceContext(
        wanted, kinds, _marks(look, wanted), groups if wanted.open else None, len(hits), total, LONGEST
    )
    return page("evidence.html", context)


def _kind_chip(wanted: Wanted, kind: str, count: int) -> Chip:
    on = wanted.kind == kind
    known = next(k for k in KINDS if k == kind)
    return Chip(kind_words(known), _to(wanted, kind="" if on else kind), count, on, kind_says(known))


def _marks(look: Look, wanted: Wanted) -> tuple[Chip, ...]:
    rows = list(entries(look))
    words = {"overdue": _("Overdue for review"), "unsigned": _("Rests on no page we read")}
    counts = {"overdue": sum(e.overdue for e in rows), "unsigned": sum(e.unsigned for e in rows)}
    return tuple(
        Chip(word, _to(wanted, only="" if wanted.only == only else only), counts[only], wanted.only == only)
        for only, word in words.items()
    )


def _to(wanted: Wanted, **change: str) -> str:
    query = {"word": wanted.word, "kind": wanted.kind or "", "only": wanted.only or ""} | change
    said = urlencode({k: v for k, v in query.items() if v})
    return f"/evidence?{said}" if said else "/evidence"


def _wanted(visit: Visit) -> Wanted:
    kind = next((k for k in KINDS if k == visit.asked("kind")), None)
    only = next((o for o in get_args(Only) if o == visit.asked("only")), None)
    return Wanted(visit.asked("word")[:LONGEST], kind, only)


def grades(visit: Visit) -> Response:
    """Say what the grades of evidence mean, and how sources were read."""
    look = _look(visit)
    graded = [*look.room("technique").values(), *look.room("sequence").values()]
    sources = look.room("source").values()
    context = GradesContext(
        tuple(Meaning(g, grade_says(g), sum(x.evidence.grade == g for x in graded)) for g in GRADES),
        tuple(Meaning(b, read_how(b), sum(s.grade == b for s in sources)) for b in get_args(Basis)),
    )
    return page("evidence_grades.html", context)


def _look(visit: Visit) -> Look:
    return Look(visit.companion.guideline, visit.companion.clock().date())


routes = [
    Route("/evidence", shows(index), methods=["GET"]),
    Route("/evidence/grades", shows(grades), methods=["GET"]),
]
