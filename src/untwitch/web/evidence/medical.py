"""Pages of rules, conditions, questions and reasons not to do a technique."""

from __future__ import annotations

from untwitch.guideline.graph import Thing
from untwitch.guideline.types import Condition, Contraindication, Finding, Rule, Substitute
from untwitch.language import _
from untwitch.web.evidence.look import Look
from untwitch.web.evidence.things import Explained, Part, action_says
from untwitch.web.sourced import Line


def rule(look: Look, name: str, item: Rule) -> Explained:
    """When it is true, what it points to, and what follows."""
    guideline = look.guideline
    aid = [guideline.first_aid[s] for s in item.first_aid]
    parts = [
        look.when(item.when, _("It is true when")),
        Part(_("What it points to"), look.links("condition", [item.condition])),
        Part(_("First aid"), tuple(Line(step.text) for step in aid)),
        Part(_("It keeps away"), tuple(_families(look, item.blocks_relief or ()))),
        Part(_("Questions it reads"), tuple(look.questions(item.when))),
    ]
    return look.made(
        "rule", name, item, item.because, parts, level=item.level,
        sources=(*item.sources, *(step.source for step in aid)), dates=look.dates(f"triage/rules/{item.level}.yaml"),
    )  # fmt: skip


def _families(look: Look, blocked: tuple[str, ...]) -> list[Line]:
    families = look.guideline.families
    return [Line(_("Every technique") if name == "all" else families[name].capitalize()) for name in blocked]


def condition(look: Look, name: str, item: Condition) -> Explained:
    """What it is, how common, what speaks for and against it, and which rules look for it."""
    rules = [r.id for r in look.guideline.rules if r.condition == name]
    weighed = {
        _("Speaks strongly for it"): item.speaks_for.strong,
        _("Speaks for it"): item.speaks_for.weak,
        _("Speaks strongly against it"): item.against.strong,
        _("Speaks against it"): item.against.weak,
    }
    parts = [
        Part(_("How common"), (Line(item.base_rate),) if item.base_rate else (), whole=True),
        *(Part(title, tuple(Line(look.words(t)) for t in texts)) for title, texts in weighed.items()),
        Part(_("Rules that look for it"), look.links("rule", rules)),
        Part(_("Questions that speak for or against it"), tuple(look.questions(*item.arguments))),
    ]
    return look.made("condition", name, item, item.name, parts, lede=item.means, level=item.usual_level[0])


def finding(look: Look, name: str, item: Finding) -> Explained:
    """The question, its answers, and everything that reads them."""
    by = look.guideline.graph.named_by.get(Thing("finding", name), ())
    asked = [(t, e) for t, e in ((_("Asked only if"), item.applies_if), (_("Asked after"), item.gate)) if e]
    titles = {
        "rule": _("Rules that read it"),
        "condition": _("It speaks for or against"),
        "contraindication": _("It can keep a technique away"),
    }
    parts = [
        Part(_("Help"), (Line(item.help),) if item.help else (), whole=True),
        Part(_("Answers"), _answers(item)),
        *(look.when(text, title) for title, text in asked),
        *(Part(title, look.links(kind, [x.id for x in by if x.kind == kind])) for kind, title in titles.items()),
        Part(_("Questions it waits for"), look.links("finding", look.guideline.reads(*(e for _t, e in asked)))),
    ]
    return look.made("finding", name, item, item.question, parts, lede=item.why)


def _answers(item: Finding) -> tuple[Line, ...]:
    if item.kind == "number":
        unit = item.unit or ""
        return (Line(_("A number from {least} to {most} {unit}").format(least=item.min, most=item.max, unit=unit)),)
    yes_no = (Line(_("Yes")), Line(_("No")))
    return tuple(Line(o.label) for o in item.options) or yes_no


def contraindication(look: Look, name: str, item: Contraindication) -> Explained:
    """When it holds, what it changes, and for which techniques."""
    by = look.guideline.graph.named_by.get(Thing("contraindication", name), ())
    known = [action_says(item.action), _("While it is not known, it is asked before the technique is offered.")]
    known += [_("It opens the danger check.")] if item.opens_triage else []
    parts = [
        look.when(item.when, _("It is true when")),
        Part(_("What follows"), tuple(Line(text) for text in known)),
        Part(_("What changes"), (Line(item.change),) if item.change else (), whole=True),
        Part(_("What to do instead"), _instead(look, name, item)),
        *(
            Part(title, look.links(kind, [x.id for x in by if x.kind == kind]))
            for kind, title in (("technique", _("Techniques")), ("sequence", _("Several techniques in a row")))
        ),
        Part(_("Questions it reads"), tuple(look.questions(item.when))),
    ]
    return look.made("contraindication", name, item, item.why, parts)


def _instead(look: Look, name: str, item: Contraindication) -> tuple[Line, ...]:
    if isinstance(item.instead, tuple):
        return look.links("technique", item.instead)
    rows = look.guideline.substitutes.get(name, {}) if item.instead == "by_technique" else {}
    return tuple(Line(_substituted(look, technique, some)) for technique, some in rows.items())


def _substituted(look: Look, technique: str, some: tuple[str | Substitute, ...]) -> str:
    """ "Calf stretch on a wall: calf stretch with a towel." """
    techniques = look.guideline.techniques
    said = []
    for one in some:
        other = one if isinstance(one, str) else one.technique
        form = None if isinstance(one, str) else one.form
        said += [", ".join(x for x in (techniques[other].name if other else None, form) if x)]
    return f"{techniques[technique].name}: {' / '.join(said)}"
