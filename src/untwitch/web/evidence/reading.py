"""Pages of sources: what it is, when we read it, and everything that rests on it."""

from __future__ import annotations

from collections.abc import Iterator

from untwitch.guideline.graph import Thing
from untwitch.guideline.types import Source
from untwitch.language import _
from untwitch.web.evidence.look import Look, full
from untwitch.web.evidence.things import KINDS, Explained, Part, kind_words
from untwitch.web.sourced import Line, source_row


def source(look: Look, name: str, item: Source) -> Explained:
    """Where it is used."""
    by = look.guideline.graph.named_by.get(Thing("source", name), ())
    parts = [Part(kind_words(kind), look.links(kind, [x.id for x in by if x.kind == kind])) for kind in KINDS]
    parts.append(Part(_("Also used in"), tuple(dict.fromkeys(_elsewhere(look, name)))))
    used = full(parts)
    if not used:
        used = (Part(_("Where it is used"), (Line(_("Read, but nothing rests on it now.")),), whole=True),)
    row = source_row(item, look.today)
    return Explained(
        "source", name, item.title, "", used, (row,), unsigned=item.grade in ("general_knowledge", "design")
    )


def _elsewhere(look: Look, name: str) -> Iterator[Line]:
    """Uses that have no page of their own."""
    guideline = look.guideline
    yield from (Line(one.say) for one in guideline.advice if name in one.sources)
    yield from (Line(one.say) for one in guideline.recheck if name in one.sources)
    for country in guideline.countries.values():
        if name in country.sources:
            yield Line(_("Telephone numbers: {country}").format(country=country.name), "/country")
    heat = guideline.cold_heat
    rows = [heat.choice_sources, heat.skin_sources, *(row["sources"] for row in heat.modality.values())]
    rows += [row["sources"] for row in heat.lockouts]
    if any(name in sources for sources in rows):
        yield Line(_("How long cold and warmth may stay on the skin"))
