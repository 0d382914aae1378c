"""The index of the evidence: everything by kind, found by word, narrowed to what is overdue or rests on no page."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from untwitch.guideline.graph import Kind, Thing
from untwitch.guideline.helping import VERDICTS
from untwitch.guideline.types import LEVELS, RANK, UNSIGNED, Level
from untwitch.language import _
from untwitch.web.evidence.look import Look
from untwitch.web.evidence.things import GRADES, KINDS, action_says, address, grade_word, kind_words
from untwitch.web.evidence.words import food_group, mark
from untwitch.web.sourced import read_how

Only = Literal["overdue", "unsigned"]
LONGEST = 80
# Which field of a thing says most about it, beside its title.
SAYS: dict[Kind, str] = {
    "condition": "means", "finding": "why", "technique": "does", "sequence": "does", "programme": "aim", "food": "portion",
    "scale": "ask", "safeguard": "says", "claim": "evidence", "fluids": "says", "nutrients": "says", "cold_heat": "says",
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One line of the index."""

    thing: Thing
    title: str
    says: str
    level: Level | None
    overdue: bool
    unsigned: bool

    @property
    def address(self) -> str:
        return address(self.thing)


@dataclass(frozen=True)
class Shelf:
    """Some entries under a heading."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Wanted:
    """What the index is narrowed to."""

    word: str = ""
    kind: Kind | None = None
    only: Only | None = None

    @property
    def open(self) -> bool:
        """Is anything asked for at all?"""
        return bool(self.word or self.kind or self.only)


def entries(look: Look, kinds: Iterable[Kind] = KINDS) -> Iterator[Entry]:
    """Everything of some kinds."""
    for kind in kinds:
        for name, item in look.room(kind).items():
            thing = Thing(kind, name)
            basis = getattr(item, "basis", None) or getattr(item, "grade", None)
            yield Entry(
                thing,
                look.title(thing),
                _says(kind, item),
                look.level(thing),
                is_overdue(look, thing),
                basis in UNSIGNED,
            )


def is_overdue(look: Look, thing: Thing) -> bool:
    """Has the day to read this again passed?"""
    item = look.item(thing)
    if thing.kind == "source":
        return look.overdue(item)
    dates = look.dates(f"triage/rules/{item.level}.yaml") if thing.kind == "rule" else None
    return bool(dates and dates.overdue)


def _says(kind: Kind, item: Any) -> str:
    return str(getattr(item, SAYS[kind]) or "") if kind in SAYS else ""


def _searched(look: Look, entry: Entry) -> str:
    """All that a word can hit: the title, what it says, its id, and for a technique its places and family."""
    item, name = look.item(entry.thing), entry.thing.id
    more = (*getattr(item, "sites", ()), *getattr(item, "families", ()))
    return folded(" ".join((entry.title, entry.says, name, *more)).replace("_", " ") + f" {name}")


def found(look: Look, wanted: Wanted) -> tuple[Entry, ...]:
    """The entries that are wanted; those with the words in their title first."""
    words = folded(wanted.word).split()
    kinds = (wanted.kind,) if wanted.kind else KINDS
    mine = [e for e in entries(look, kinds) if _fits(e, wanted.only)]
    whole = [(e, folded(e.title), _searched(look, e)) for e in mine]
    hits = [(e, all(w in title for w in words)) for e, title, text in whole if all(w in text for w in words)]
    return tuple(e for e, _first in sorted(hits, key=lambda hit: not hit[1]))


def _fits(entry: Entry, only: Only | None) -> bool:
    return only is None or (entry.overdue if only == "overdue" else entry.unsigned)


def folded(text: str) -> str:
    """A text for comparing: small letters, no accents.

    >>> folded("Ménière’s Disease")
    'meniere’s disease'
    """
    apart = unicodedata.normalize("NFKD", text[:1000].casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


def shelved(look: Look, kind: Kind, some: Iterable[Entry]) -> tuple[Shelf, ...]:
    """Entries of one kind, in the groups in which people look for them."""
    groups: dict[Any, list[Entry]] = defaultdict(list)
    for entry in some:
        groups[_group(look, entry)].append(entry)
    order, word = _order(kind)
    return tuple(Shelf(word(group), tuple(groups[group])) for group in sorted(groups, key=order))


def _group(look: Look, entry: Entry) -> Any:
    item = look.item(entry.thing)
    match entry.thing.kind:
        case "rule" | "condition":
            return entry.level
        case "finding":
            return item.group
        case "contraindication":
            return item.action
        case "source":
            return item.grade
        case "food":
            return item.group
        case "claim":
            return item.verdict
    return look.grade(entry.thing)


def _order(kind: Kind) -> tuple[Callable[[Any], Any], Callable[[Any], str]]:
    """How the groups of a kind are sorted, and what they are called."""
    match kind:
        case "rule" | "condition":
            return (lambda level: -RANK[level]), (lambda level: level_words()[level])
        case "finding":
            return list(group_words()).index, (lambda group: group_words()[group])
        case "contraindication":
            return ["block", "ask", "adapt", "warn"].index, action_says
        case "source":
            return ["primary", "copy", "abstract", "third_party", "general_knowledge", "design"].index, read_how
        case "food":
            return food_group, food_group
        case "claim":
            return VERDICTS.index, (lambda verdict: mark(verdict).word)
        case "technique" | "sequence" | "programme":
            return GRADES.index, grade_word
    return (lambda _group: 0), (lambda _group: kind_words(kind))


def level_words() -> dict[Level, str]:
    """The five levels, calmest first."""
    words = (_("Self-care"), _("Routine"), _("Soon"), _("Urgent"), _("Emergency"))
    return dict(zip(LEVELS, words, strict=True))


def group_words() -> dict[str, str]:
    """What the groups of questions are about, in the order of the interview."""
    return {
        "start": _("At the start"),
        "person": _("About you"),
        "movement": _("What the muscle does"),
        "pain": _("Pain"),
        "limb": _("Arms, legs and back"),
        "head": _("Head, face and mind"),
        "body": _("Chest, tummy and the whole body"),
        "bladder": _("Bladder and pee"),
        "womb": _("Womb and pregnancy"),
        "causes": _("What could be behind it"),
        "child": _("Babies and children"),
        "relief": _("Before a technique"),
    }
