"""Every thing of the content by kind and id, as a page with what links to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from untwitch.errors import nearest
from untwitch.guideline.graph import Kind, Thing
from untwitch.guideline.model import Guideline
from untwitch.web.evidence import amounts, claims, medical, programmes, reading, relief
from untwitch.web.evidence.look import Look, full
from untwitch.web.evidence.things import KINDS, Explained, Part, address, kind_words

Teller = Callable[[Look, str, Any], Explained]
TELLERS: dict[Kind, Teller] = {
    "rule": medical.rule,
    "condition": medical.condition,
    "technique": relief.technique,
    "sequence": relief.sequence,
    "finding": medical.finding,
    "contraindication": medical.contraindication,
    "source": reading.source,
    "programme": programmes.programme,
    "scale": programmes.scale,
    "fluids": amounts.fluids,
    "nutrients": amounts.nutrients,
    "food": amounts.food,
    "cold_heat": amounts.cold_heat,
    "safeguard": claims.safeguard,
    "claim": claims.claim,
    "left_out": claims.left_out,
}


class Explainer:
    """Explains what the guideline holds; `today` decides what is overdue."""

    def __init__(self, guideline: Guideline, today: date) -> None:
        self.look = Look(guideline, today)
        self.rooms: dict[Kind, Mapping[str, Any]] = {kind: self.look.room(kind) for kind in KINDS}

    def explain(self, kind: Kind, name: str) -> Explained | None:
        """One thing by kind and id, or None."""
        item = self.rooms[kind].get(name)
        if item is None:
            return None
        found = TELLERS[kind](self.look, name, item)
        return replace(found, linked=self._also_linked(found))

    def _also_linked(self, found: Explained) -> tuple[Part, ...]:
        """What links to this page, or is named by it, and does not stand on it yet."""
        shown = {line.address for part in found.parts for line in part.lines}
        shown |= {address(Thing("source", row.id)) for row in found.sources}
        beside = self.look.guideline.graph.beside(Thing(found.kind, found.id))
        rest = [thing for thing in beside if address(thing) not in shown]
        return full(Part(kind_words(k), self.look.links(k, [x.id for x in rest if x.kind == k])) for k in KINDS)

    def kinds_of(self, name: str) -> tuple[Kind, ...]:
        """Every kind that has something of this id."""
        return tuple(kind for kind, room in self.rooms.items() if name in room)

    def meant(self, name: str) -> Thing | None:
        """What was probably meant by an id that is not there."""
        known = {i: kind for kind, room in self.rooms.items() for i in room}
        found = nearest(name[:60], known)
        return Thing(known[found], found) if found else None
