"""Pages of techniques and of fixed runs of steps."""

from __future__ import annotations

from typing import Any

from untwitch.guideline.types import Evidence, Sequence, Step, Technique
from untwitch.language import _
from untwitch.web.evidence.look import Look
from untwitch.web.evidence.things import Explained, Part
from untwitch.web.poses import frames
from untwitch.web.session_view import length_words, sentence
from untwitch.web.sourced import Line


def technique(look: Look, name: str, item: Technique) -> Explained:
    """The steps, how much, what studies say, and when not to."""
    guideline = look.guideline
    parts = [
        Part(_("The steps"), _steps((*item.once, *item.cycle))),
        Part(_("How much"), (Line(sentence(item.dose.say)),), whole=True),
        _studies(item.evidence),
        Part(_("Not if"), look.links("contraindication", guideline.codes_of(item))),
        Part(_("Stop if"), tuple(Line(guideline.stop_codes[c].say) for c in item.stop)),
        Part(_("Used for"), tuple(Line(p.name) for p in _places(look, item))),
        Part(_("What can follow it"), look.links("technique", item.then)),
    ]
    more = {"lede": item.does, "grade": item.evidence.grade, "frames": frames(guideline, item)}
    return look.made("technique", name, item, item.name, parts, **more)


def sequence(look: Look, name: str, item: Sequence) -> Explained:
    """The whole run, and the techniques it is made of."""
    parts = [
        Part(_("The steps"), _steps(item.steps)),
        Part(_("How long"), (Line(sentence(length_words(item.seconds))),), whole=True),
        _studies(item.evidence),
        Part(_("Not if"), look.links("contraindication", look.guideline.codes_of(item))),
        Part(_("Made of"), look.links("technique", item.techniques)),
        Part(_("If you are unsteady on your feet"), look.links("technique", item.instead_when_unsteady)),
    ]
    more = {"lede": item.does, "grade": item.evidence.grade, "frames": frames(look.guideline, item)}
    return look.made("sequence", name, item, item.name, parts, **more)


def _steps(steps: tuple[Step, ...]) -> tuple[Line, ...]:
    return tuple(
        Line(f"{sentence(say)} {length_words(seconds)}." if seconds else sentence(say)) for _a, seconds, say in steps
    )


def _studies(evidence: Evidence) -> Part:
    said = [sentence(text) for text in (evidence.says, evidence.note) if text]
    return Part(_("What studies say"), tuple(Line(text) for text in said), whole=True)


def _places(look: Look, item: Technique) -> list[Any]:
    groups = look.guideline.technique_groups
    named = {m for site in item.sites for m in groups.get(site, ())}
    places = look.guideline.places.values()
    return [p for p in places if p.id in named or set(p.technique_sites) & set(item.sites)]
