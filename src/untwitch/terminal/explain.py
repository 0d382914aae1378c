"""`untwitch explain ID`: one rule, condition, technique, finding, source, contraindication or place in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from untwitch.care.relief import codes_of
from untwitch.care.session import NAMES
from untwitch.care.wording import statement
from untwitch.errors import Fault, FaultsError, nearest
from untwitch.guideline.graph import Kind
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import Condition, Contraindication, Derived, Finding, Place, Rule, Source, Technique
from untwitch.language import N_, Spoken, _
from untwitch.saying import number, span_words, unit_words
from untwitch.terminal.opening import now, open_guideline
from untwitch.terminal.talk import Talk
from untwitch.terminal.words import BASIS, GRADES, SHORT, VIAS, source_words
from untwitch.web.evidence.explainer import Explainer as Pages
from untwitch.web.evidence.things import KINDS, kind_word

OWN_WORDS = ("rule", "condition", "technique", "finding", "source", "contraindication")  # told by a method below
ACTIONS: Mapping[str, str] = Spoken(
    {
        "block": N_("The technique is not offered."),
        "ask": N_("The technique is offered only after a clinician agreed."),
        "adapt": N_("The technique is changed or replaced."),
        "warn": N_("The technique is offered with a warning first."),
    }
)


def run(folder: Path | None, wanted: str) -> None:
    """Everything that has this id or dossier number."""
    guideline = open_guideline(folder)
    explainer = Explainer(Talk(), guideline)
    found = list(explainer.all_named(wanted.strip()))
    if not found:
        meant = nearest(wanted[:60], explainer.ids())
        lists = _("; `untwitch content findings` lists what can be answered, docs/content/by-name.md the rest")
        said = _('nothing is called "%(part)s"') % {"part": wanted[:60]}
        raise FaultsError([Fault("", 0, "explain", said if meant else said + lists, meant)])
    for tell in found:
        tell()


class Explainer:
    """Says what the content holds under an id."""

    def __init__(self, talk: Talk, guideline: Guideline) -> None:
        self.talk, self.guideline, self.pages = talk, guideline, Pages(guideline, now().date())
        self.rooms: tuple[tuple[Any, Callable[[str, Any], None]], ...] = (
            (guideline.rule, self.rule), (guideline.conditions, self.condition), (guideline.techniques, self.technique),
            (guideline.findings, self.finding), (guideline.derived, self.derived), (guideline.sources, self.source),
            (guideline.contraindications, self.contraindication), (guideline.places, self.place),
            *((self.pages.rooms[kind], partial(self.page, kind)) for kind in KINDS if kind not in OWN_WORDS),
        )  # fmt: skip

    def ids(self) -> Iterator[str]:
        for items, _teller in self.rooms:
            yield from items
        yield from self.guideline.code

    def all_named(self, wanted: str) -> Iterator[Callable[[], None]]:
        """One telling for each thing of that id; a dossier number names its rules and findings."""
        for items, tell in self.rooms:
            for name, item in items.items():
                if name == wanted or wanted in getattr(item, "dossier", ()):
                    yield partial(tell, name, item)

    def rule(self, name: str, rule: Rule) -> None:
        self._title(_("Rule"), name, rule.because)
        self._fact(_("Level"), f"{SHORT[rule.level]}. {VIAS[rule.via]}")
        self._when(rule.when)
        self._fact(_("Points to"), f"{self.guideline.conditions[rule.condition].name} ({rule.condition})")
        if rule.first_aid:
            self._fact(_("First aid"), " ".join(self.guideline.first_aid[s].text for s in rule.first_aid))
        if rule.blocks_relief:
            self._fact(_("Keeps away"), ", ".join(rule.blocks_relief).replace("_", " "))
        if rule.changed:
            self._fact(_("Changed"), rule.changed)
        self._fact(_("Dossier"), ", ".join(rule.dossier))
        self._backing(rule.sources, rule.basis, f"triage/rules/{rule.level}.yaml")

    def condition(self, name: str, condition: Condition) -> None:
        self._title(_("Condition"), name, condition.name)
        self._fact(_("What it is"), condition.means)
        self._fact(_("Usual level"), ", ".join(SHORT[level] for level in condition.usual_level))
        if condition.base_rate:
            self._fact(_("How common"), condition.base_rate)
        for title, weighed in ((_("Speaks for it"), condition.speaks_for), (_("Speaks against it"), condition.against)):
            for strength in ("strong", "weak"):
                for text in getattr(weighed, strength):
                    self._fact(f"{title} ({'strongly' if strength == 'strong' else 'weakly'})", self._words(text))
        self._backing(condition.sources, condition.basis, "triage/conditions.yaml")

    def technique(self, name: str, technique: Technique) -> None:
        self._title(_("Technique"), name, technique.name)
        self._fact(_("What it does"), technique.does)
        self._fact(_("How often"), technique.dose.say)
        for act, seconds, say in (*technique.once, *technique.cycle):
            self.talk.item(f"{_(NAMES[act])}, {span_words(seconds)}: {say}", indent=2)
        if technique.reps > 1:
            self._fact(
                _("Again"),
                _("%(reps)s times, %(seconds)s s in all") % {"reps": technique.reps, "seconds": technique.seconds},
            )
        for code in codes_of(self.guideline, technique):
            self._fact(_("Not if"), f"{self.guideline.contraindications[code].why} ({code})")
        for code in technique.stop:
            self._fact(_("Stop if"), self.guideline.stop_codes[code].say)
        evidence = technique.evidence
        self._fact(_("Evidence"), f"{GRADES[evidence.grade]}. {evidence.says or ''} {evidence.note or ''}".strip())
        self._backing(technique.sources, technique.basis, "care/techniques.yaml")

    def finding(self, name: str, finding: Finding) -> None:
        self._title(_("Finding"), name, finding.question)
        self._fact(_("Why we ask"), finding.why)
        if finding.help:
            self._fact(_("Help"), finding.help)
        for option in finding.options:
            self.talk.item(f"{option.label} ({option.id})", indent=2)
        if finding.kind == "number":
            self._fact(
                _("A number"),
                _("%(min)s to %(max)s %(unit)s")
                % {"min": number(finding.min or 0), "max": number(finding.max or 0), "unit": unit_words(finding.unit)},
            )
        for title, text in ((_("Only asked if"), finding.applies_if), (_("Only asked when ticked"), finding.gate)):
            if text:
                self._fact(title, self._words(text))
        used = [r.id for r in self.guideline.rules if name in _names_in(r.when)]
        self._fact(
            _("Read by"),
            _("%d rules directly") % len(used) + (": " if used else "") + ", ".join(used[:8]),
        )
        file = "care/findings.yaml" if finding.group == "relief" else f"triage/findings/{finding.group}.yaml"
        self._review(file)

    def derived(self, name: str, derived: Derived) -> None:
        self._title(_("Derived finding, never asked"), name, name.replace("_", " "))
        self._when(derived.when)
        self._review("triage/derived.yaml")

    def source(self, name: str, source: Source) -> None:
        self._title(_("Source"), name, source_words(self.guideline, name))
        self._fact(_("Read how"), BASIS[source.grade])
        for title, value in ((_("Read on"), source.read), (_("To be read again by"), source.review_by)):
            if value:
                self._fact(title, str(value))
        users = [i for items, _teller in self.rooms for i, x in items.items() if name in getattr(x, "sources", ())]
        self._fact(_("Used by"), f"{len(users)}: {', '.join(users[:12])}{_(' and more') if len(users) > 12 else ''}")

    def contraindication(self, name: str, row: Contraindication) -> None:
        self._title(_("Contraindication"), name, row.why)
        self._fact(_("When true"), ACTIONS[row.action])
        self._fact(_("When not known"), _("The technique is not offered until it is asked."))
        self._when(row.when)
        if row.change:
            self._fact(_("Change"), row.change)
        users = [t.id for t in self.guideline.techniques.values() if name in codes_of(self.guideline, t)]
        self._fact(_("Of techniques"), ", ".join(users) or _("none"))
        self._backing(row.sources, row.basis, "care/contraindications.yaml")

    def place(self, name: str, place: Place) -> None:
        self._title(_("Place"), name, place.name)
        site, movement = self.guideline.findings["site"], self.guideline.findings["movement"]
        self._fact(_("Ticks"), "; ".join(site.label(s) for s in place.site) or _("nothing"))
        self._fact(_("Kinds"), "; ".join(movement.label(k) for k in place.kinds))
        self._fact(_("Also called"), ", ".join(self.guideline.also_called.get(name, ())) or _("nothing else"))
        self._fact(_("Relief"), _("`untwitch relieve %(name)s --list`") % {"name": name})
        self._review("care/places.yaml")

    def page(self, kind: Kind, name: str, _item: Any) -> None:
        """A thing as its page in the browser says it."""
        found = self.pages.explain(kind, name)
        if found is None:
            return
        self._title(kind_word(kind), name, found.title)
        if found.mark:
            self._fact(_("Verdict"), f"{found.mark.word}. {found.mark.says}")
        if found.lede:
            self.talk.say(found.lede, first="  ", rest="    ")
        for part in found.parts:
            self.talk.say(f"{part.title}:", first="  ", rest="    ")
            rows = (part.table.head, *part.table.rows) if part.table else ()
            for text in (*(line.text for line in part.lines), *(" | ".join(row) for row in rows)):
                self.talk.item(text, indent=4)
        for row in found.sources:
            self._fact(_("Source"), f"{source_words(self.guideline, row.id)} ({row.id})")
        if found.rests_on:
            self._fact(_("Read how"), found.rests_on)
        self._fact(_("Review"), _("by engineers only; no clinician has signed it"))

    def _words(self, text: str) -> str:
        return statement(self.guideline, self.guideline.node(text))

    def _when(self, text: str) -> None:
        self._fact(_("When"), self._words(text))

    def _title(self, what: str, name: str, text: str) -> None:
        self.talk.heading(f"{what} {name}")
        self.talk.say(text)

    def _fact(self, title: str, text: str) -> None:
        self.talk.say(f"{title}: {text}", first="  ", rest="    ")

    def _backing(self, sources: Iterable[str], basis: Any, file: str) -> None:
        for name in sources:
            self._fact(_("Source"), f"{source_words(self.guideline, name)} ({name})")
        self._fact(_("Read how"), BASIS[basis])
        self._review(file)

    def _review(self, file: str) -> None:
        state = self.guideline.review.get(file, "unknown")
        self._fact(_("Review"), _("by engineers only; no clinician has signed it") if state == "engineering" else state)


def _names_in(text: str) -> set[str]:
    """The names that stand in an expression, options left out."""
    import re

    return set(re.findall(r"(?<![.\w\"'])[a-z_][a-z0-9_]*", text))
