"""What the content holds under an id, in plain words: rules, conditions, techniques, findings and sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from untwitch.care.relief import codes_of
from untwitch.care.wording import name_of, names
from untwitch.errors import nearest
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import UNSIGNED, Condition, Finding, Grade, Level, Rule, Source, Technique
from untwitch.logic.nodes import AllOf, AnyOf, leaves
from untwitch.logic.words import in_words
from untwitch.web.session_view import length_words, sentence
from untwitch.web.sourced import READ, Line, SourceRow, source_row

Kind = Literal["rule", "condition", "technique", "finding", "source"]
KINDS: dict[Kind, str] = {
    "rule": "Rule",
    "condition": "What it could be",
    "technique": "Technique",
    "finding": "Question",
    "source": "Source",
}
STRENGTH: dict[str, str] = {
    "high": "Good trials agree. New ones are unlikely to change this.",
    "moderate": "Trials support this. New ones could change how much it helps.",
    "low": "Some trials support this. New ones may well change it.",
    "very_low": "The trials are few or weak. We know little.",
    "expert_opinion": "Experts advise this. No good trial was found.",
    "contradicted": "Studies speak against this.",
    "none": "No evidence was found.",
}


@dataclass(frozen=True)
class Part:
    """A headed list. `whole`: the lines are one sentence or paragraph each, not a list."""

    title: str
    lines: tuple[Line, ...]
    whole: bool = False


@dataclass(frozen=True)
class Explained:
    """One thing of the content. `rests_on` says how it is known; `unsigned` that no clinician has looked at it."""

    kind: Kind
    id: str
    title: str
    lede: str
    level: Level | None
    via: str | None
    grade: Grade | None
    strength: str | None
    parts: tuple[Part, ...]
    rests_on: str | None
    sources: tuple[SourceRow, ...]
    unsigned: bool


class Explainer:
    """Explains what the guideline holds; `today` decides which sources are overdue."""

    def __init__(self, guideline: Guideline, today: date) -> None:
        self.guideline, self.today = guideline, today
        self.rooms: dict[Kind, Mapping[str, Any]] = {
            "rule": guideline.rule,
            "condition": guideline.conditions,
            "technique": guideline.techniques,
            "finding": guideline.findings,
            "source": guideline.sources,
        }
        self.tellers: dict[Kind, Callable[[Any], Explained]] = {
            "rule": self._rule,
            "condition": self._condition,
            "technique": self._technique,
            "finding": self._finding,
            "source": self._source,
        }

    def explain(self, kind: Kind, name: str) -> Explained | None:
        """One thing by kind and id, or None."""
        found = self.rooms[kind].get(name)
        return self.tellers[kind](found) if found is not None else None

    def kinds_of(self, name: str) -> tuple[Kind, ...]:
        """Every kind that has something of this id."""
        return tuple(kind for kind, room in self.rooms.items() if name in room)

    def meant(self, name: str) -> tuple[Kind, str] | None:
        """What was probably meant by an id that is not there."""
        known = {i: kind for kind, room in self.rooms.items() for i in room}
        found = nearest(name[:60], known)
        return (known[found], found) if found else None

    def _rule(self, rule: Rule) -> Explained:
        guideline = self.guideline
        condition = guideline.conditions[rule.condition]
        parts = [
            self._when(rule.when, "It is true when"),
            Part("What it points to", (_link("condition", condition.id, condition.name),)),
            Part("First aid", tuple(Line(guideline.first_aid[s].text) for s in rule.first_aid)),
            Part("It keeps away", tuple(self._families(rule.blocks_relief or ()))),
            Part("Questions it reads", tuple(self._questions([rule.when]))),
        ]
        return self._made("rule", rule, rule.because, "", parts, level=rule.level, via=rule.via)

    def _condition(self, condition: Condition) -> Explained:
        rules = [r for r in self.guideline.rules if r.condition == condition.id]
        weighed = {
            "Speaks strongly for it": condition.speaks_for.strong,
            "Speaks for it": condition.speaks_for.weak,
            "Speaks strongly against it": condition.against.strong,
            "Speaks against it": condition.against.weak,
        }
        parts = [
            Part("How common", (Line(condition.base_rate),) if condition.base_rate else (), whole=True),
            *(Part(title, tuple(Line(self._words(t)) for t in texts)) for title, texts in weighed.items()),
            Part("Rules that point to it", tuple(_link("rule", r.id, r.because) for r in rules)),
        ]
        return self._made(
            "condition", condition, condition.name, condition.means, parts, level=condition.usual_level[0]
        )

    def _technique(self, technique: Technique) -> Explained:
        guideline = self.guideline
        evidence = technique.evidence
        steps = [*technique.once, *technique.cycle]
        said = [sentence(t) for t in (evidence.says, evidence.note) if t]
        codes = codes_of(guideline, technique)
        parts = [
            Part("The steps", tuple(Line(f"{sentence(say)} {length_words(s)}.") for _, s, say in steps)),
            Part("How much", (Line(sentence(technique.dose.say)),), whole=True),
            Part("What studies say", tuple(Line(t) for t in said), whole=True),
            Part("Not if", tuple(dict.fromkeys(Line(guideline.contraindications[c].why) for c in codes))),
            Part("Stop if", tuple(Line(guideline.stop_codes[c].say) for c in technique.stop)),
            Part("Used for", tuple(Line(p.name) for p in self._places(technique))),
        ]
        return self._made("technique", technique, technique.name, technique.does, parts, grade=evidence.grade)

    def _finding(self, finding: Finding) -> Explained:
        guideline = self.guideline
        asked = [(t, e) for t, e in (("Asked only if", finding.applies_if), ("Asked after", finding.gate)) if e]
        limits = f"{finding.min:g} to {finding.max:g} {finding.unit or ''}".strip() if finding.kind == "number" else ""
        rules = [r for r in guideline.rules if finding.id in self._read_by(r.when)]
        conditions = [c for c in guideline.conditions.values() if finding.id in self._read_by(*_arguments(c))]
        parts = [
            Part("Help", (Line(finding.help),) if finding.help else (), whole=True),
            Part("Answers", tuple(Line(o.label) for o in finding.options) or _answers(finding, limits)),
            *(self._when(text, title) for title, text in asked),
            Part("Rules that read it", tuple(_link("rule", r.id, r.because) for r in rules)),
            Part("It speaks for or against", tuple(_link("condition", c.id, c.name) for c in conditions)),
            Part("Techniques it decides", tuple(self._techniques(finding.id))),
        ]
        return self._made("finding", finding, finding.question, finding.why, parts)

    def _source(self, source: Source) -> Explained:
        used: list[Line] = []
        for kind in ("rule", "condition", "technique"):
            for name, item in self.rooms[kind].items():
                if source.id in item.sources:
                    used.append(_link(kind, name, item.because if kind == "rule" else item.name))
        rows = self.guideline.contraindications.values()
        reasons = tuple(dict.fromkeys(Line(c.why) for c in rows if source.id in c.sources))
        parts = [Part("Where it is used", tuple(used)), Part("It is a reason not to offer a technique", reasons)]
        return Explained(
            "source",
            source.id,
            source.title,
            "",
            None,
            None,
            None,
            None,
            _full(parts),
            None,
            (source_row(source, self.today),),
            False,
        )

    def _made(
        self,
        kind: Kind,
        item: Any,
        title: str,
        lede: str,
        parts: Iterable[Part],
        *,
        level: Level | None = None,
        via: str | None = None,
        grade: Grade | None = None,
    ) -> Explained:
        basis = getattr(item, "basis", None)
        return Explained(
            kind=kind,
            id=item.id,
            title=title,
            lede=lede,
            level=level,
            via=via,
            grade=grade,
            strength=STRENGTH[grade] if grade else None,
            parts=_full(parts),
            rests_on=READ[basis] if basis else None,
            sources=tuple(source_row(self.guideline.sources[s], self.today) for s in getattr(item, "sources", ())),
            unsigned=basis in UNSIGNED,
        )

    def _words(self, text: str) -> str:
        return in_words(self.guideline.node(text), names(self.guideline))

    def _when(self, text: str, title: str) -> Part:
        """An expression in words; the parts of an outer "and" or "or" as a list."""
        node = self.guideline.node(text)
        if isinstance(node, AllOf | AnyOf):
            how = "all of these are so" if isinstance(node, AllOf) else "one of these is so"
            said = (in_words(part, names(self.guideline)) for part in node.parts)
            return Part(f"{title} {how}", tuple(Line(s) for s in said))
        return Part(title, (Line(in_words(node, names(self.guideline))),), whole=True)

    def _read_by(self, *texts: str) -> set[str]:
        return {leaf.name for text in texts for leaf in leaves(self.guideline.node(text))}

    def _questions(self, texts: list[str]) -> Iterator[Line]:
        read = self._read_by(*texts)
        for name, finding in self.guideline.findings.items():
            if name in read:
                yield _link("finding", name, name_of(finding))

    def _families(self, blocked: tuple[str, ...]) -> Iterator[Line]:
        for name in blocked:
            yield Line("Every technique" if name == "all" else self.guideline.families[name].capitalize())

    def _places(self, technique: Technique) -> list[Any]:
        groups = self.guideline.technique_groups
        named = {m for site in technique.sites for m in groups.get(site, ())}
        places = self.guideline.places.values()
        return [p for p in places if p.id in named or set(p.technique_sites) & set(technique.sites)]

    def _techniques(self, finding: str) -> Iterator[Line]:
        rows = self.guideline.contraindications
        mine = {code for code, row in rows.items() if finding in self._read_by(row.when)}
        for technique in self.guideline.techniques.values():
            if mine & set(codes_of(self.guideline, technique)):
                yield _link("technique", technique.id, technique.name)


def _arguments(condition: Condition) -> tuple[str, ...]:
    speaks, against = condition.speaks_for, condition.against
    return (*speaks.strong, *speaks.weak, *against.strong, *against.weak)


def _answers(finding: Finding, limits: str) -> tuple[Line, ...]:
    return (Line(limits),) if limits else (Line("Yes"), Line("No")) if finding.kind == "yes_no" else ()


def _full(parts: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(p for p in parts if p.lines)


def _link(kind: Kind, name: str, text: str) -> Line:
    return Line(text, f"/explain/{kind}/{name}")
