"""What every evidence page is made with: the guideline, today, and how its expressions are said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from untwitch.care.wording import name_of, names
from untwitch.guideline.graph import Kind, Thing
from untwitch.guideline.helping import Programme
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import UNSIGNED, Grade, Level, Source
from untwitch.language import _
from untwitch.logic.nodes import AllOf, AnyOf
from untwitch.logic.words import Names, in_words
from untwitch.saying import counted
from untwitch.web.evidence.sections import rooms as sections
from untwitch.web.evidence.things import Dates, Explained, Part, address, grade_says
from untwitch.web.sourced import Line, SourceRow, read_how, source_row


@dataclass(frozen=True)
class Look:
    """One guideline, looked at on one day."""

    guideline: Guideline
    today: date

    def made(self, kind: Any, name: str, item: Any, title: str, parts: Iterable[Part], **more: Any) -> Explained:
        """A page of a thing, with its sources and how it is known."""
        basis, grade = getattr(item, "basis", None), more.get("grade")
        more.setdefault("lede", "")
        return Explained(
            kind=kind,
            id=name,
            title=title,
            parts=full(parts),
            sources=self.rows(more.pop("sources", None) or getattr(item, "sources", ())),
            strength=grade_says(grade) if grade else None,
            rests_on=read_how(basis) if basis else None,
            unsigned=basis in UNSIGNED,
            **more,
        )

    def rows(self, sources: Iterable[str]) -> tuple[SourceRow, ...]:
        """Sources as they stand today."""
        return tuple(source_row(self.guideline.sources[s], self.today) for s in dict.fromkeys(sources))

    def words(self, text: str) -> str:
        """An expression in words."""
        return in_words(self.guideline.node(text), self.said)

    @cached_property
    def said(self) -> Names:
        """How findings, and the facts of a day, are said."""
        usual, day = names(self.guideline), self.guideline.fluids.day_facts
        return replace(usual, finding=lambda name: day[name].how if name in day else usual.finding(name))

    @cached_property
    def sections(self) -> Mapping[Kind, Mapping[str, Any]]:
        """The parts of drinks, minerals and warmth."""
        return sections(self.guideline)

    def measured(self, programme: Programme, text: str) -> str:
        """An expression over the measures of a programme in words."""
        measures = programme.measures

        def amount(name: str, value: float) -> str:
            unit = measures[name].unit if name in measures else None
            bare = unit is None or unit.startswith(("score", "count", "share", "points"))
            return counted(value, "points" if bare else unit)

        said = Names(
            finding=lambda name: measures[name].how if name in measures else name.replace("_", " "),
            option=lambda _name, option: option.replace("_", " "),
            amount=amount,
        )
        return in_words(self.guideline.node(text), said)

    def when(self, text: str, title: str) -> Part:
        """An expression in words; the parts of an outer "and" or "or" as a list."""
        node = self.guideline.node(text)
        if isinstance(node, AllOf | AnyOf):
            how = _("all of these are so") if isinstance(node, AllOf) else _("one of these is so")
            said = (in_words(part, self.said) for part in node.parts)
            return Part(f"{title} {how}", tuple(Line(s) for s in said))
        return Part(title, (Line(in_words(node, self.said)),), whole=True)

    def questions(self, *texts: str) -> Iterator[Line]:
        """The questions that expressions read, in the order in which they can be asked."""
        read = self.guideline.reads(*texts)
        return (self.link("finding", name) for name in self.guideline.findings if name in read)

    def link(self, kind: Any, name: str) -> Line:
        """A line that leads to the page of a thing."""
        thing = Thing(kind, name)
        return Line(self.title(thing), address(thing), self.level(thing))

    def links(self, kind: Any, names: Iterable[str]) -> tuple[Line, ...]:
        return tuple(self.link(kind, name) for name in dict.fromkeys(names))

    def title(self, thing: Thing) -> str:
        """What a thing is called in a list."""
        item = self.item(thing)
        match thing.kind:
            case "rule":
                return str(item.because)
            case "finding":
                return name_of(item)
            case "contraindication":
                return str(item.why)
            case "source":
                return str(item.title)
            case "claim":
                return str(item.says)
            case "left_out":
                return str(item.what)
        return str(item.name)

    def level(self, thing: Thing) -> Level | None:
        """How urgent a thing is."""
        if thing.kind == "rule":
            return self.guideline.rule[thing.id].level
        return self.guideline.conditions[thing.id].usual_level[0] if thing.kind == "condition" else None

    def grade(self, thing: Thing) -> Grade | None:
        """How sure the evidence of a thing is."""
        return self.item(thing).evidence.grade if thing.kind in ("technique", "sequence", "programme") else None

    def item(self, thing: Thing) -> Any:
        """The thing itself. Raises KeyError."""
        return self.room(thing.kind)[thing.id]

    def room(self, kind: Kind) -> Mapping[str, Any]:
        """All things of a kind by id."""
        guideline = self.guideline
        rooms: dict[Kind, Mapping[str, Any]] = {
            "rule": guideline.rule,
            "condition": guideline.conditions,
            "technique": guideline.techniques,
            "sequence": guideline.sequences,
            "finding": guideline.findings,
            "contraindication": guideline.contraindications,
            "source": guideline.sources,
            "programme": guideline.programmes,
            "food": guideline.foods,
            "scale": guideline.scales,
            "safeguard": guideline.safeguards,
            "claim": guideline.claims,
            "left_out": guideline.left_out,
            **self.sections,
        }
        return rooms[kind]

    def dates(self, file: str) -> Dates | None:
        """When a content file was read against its sources, if it says so."""
        found = self.guideline.read_on.get(file)
        return Dates(found[0], found[1], self.past(found[1])) if found else None

    def past(self, day: str | None) -> bool:
        return day is not None and day < self.today.isoformat()

    def overdue(self, source: Source) -> bool:
        return self.past(source.review_by)


def full(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts that say something."""
    return tuple(p for p in parts if p.lines or p.table)
