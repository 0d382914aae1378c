"""The parts of drinks, minerals and warmth that have a page each, as things with a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from untwitch.guideline.graph import FLUIDS, NUTRIENTS, Kind, Thing
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import Basis
from untwitch.language import _


@dataclass(frozen=True)
class Section:
    """One part of a content file that has a page of its own."""

    id: str
    name: str
    says: str
    basis: Basis
    sources: tuple[str, ...]


def fluids(guideline: Guideline) -> dict[str, Section]:
    """The parts about drinks."""
    named = {
        "resolver": (
            _("How much to drink"),
            _("There is no one number for everybody. The first line that fits decides."),
        ),
        "targets": (_("Drinks a day, by age"), _("A line to compare with, never a quota. Thirst goes first.")),
        "no_push": (_("Who must not drink more than thirst asks for"), _("For some people extra water is a danger.")),
        "drinks": (_("Which drinks count"), _("Water, tea, coffee, milk and soup all count.")),
        "exercise": (_("Drinking around exercise"), _("By thirst, and never so much that you gain weight.")),
        "too_much": (
            _("When it is too much water"),
            _("Too much water can thin the salt of the blood. That can kill."),
        ),
    }
    rests: dict[str, Basis] = {
        "resolver": "design",
        "targets": guideline.fluids.targets_basis,
        "no_push": guideline.fluids.no_push.basis,
        "drinks": guideline.fluids.drinks_basis,
        "exercise": guideline.fluids.exercise.basis,
        "too_much": guideline.fluids.too_much_basis,
    }
    return {name: _section(guideline, Thing("fluids", name), *named[name], rests[name]) for name in FLUIDS}


def nutrients(guideline: Guideline) -> dict[str, Section]:
    """The parts about minerals, vitamins and food."""
    named = {
        "minerals": (
            _("Minerals and vitamins a day, by age"),
            _("What a day's food should bring. Not a reason for tablets."),
        ),
        "modifiers": (
            _("Minerals: what an illness or a medicine changes"),
            _("With some of these, more potassium or salt is a danger."),
        ),
        "supplement_gate": (_("Supplements: who may, and how much"), _("Every line must be known to be absent.")),
        "foods": (_("How foods are chosen"), _("Part of a normal diet. No food was shown to prevent cramps.")),
    }
    rests: dict[str, Basis] = {
        "minerals": guideline.nutrients.minerals_basis,
        "modifiers": "general_knowledge",
        "supplement_gate": guideline.nutrients.supplement_gate.basis,
        "foods": guideline.nutrients.foods.basis,
    }
    return {name: _section(guideline, Thing("nutrients", name), *named[name], rests[name]) for name in NUTRIENTS}


def cold_heat(guideline: Guideline) -> dict[str, Section]:
    """The choice between cold and warmth, each of its lines, and how each is done."""
    heat = guideline.cold_heat
    named = {"choice": (_("Cold, warmth or neither"), _("The first line that fits decides."), heat.choice_basis)}
    named |= {row["id"]: (row["say"], "", heat.choice_basis) for row in heat.choice}
    titles = {"cold": _("How long cold may stay"), "heat": _("How long warmth may stay"), "wrap": _("Heat wraps")}
    named |= {name: (titles[name], how["temperature"], how["basis"]) for name, how in heat.modality.items()}
    return {name: _section(guideline, Thing("cold_heat", name), *words) for name, words in named.items()}


def _section(guideline: Guideline, thing: Thing, name: str, says: str, basis: Basis) -> Section:
    sources = tuple(t.id for t in guideline.graph.names[thing] if t.kind == "source")
    return Section(thing.id, name, says, basis, sources)


def rooms(guideline: Guideline) -> dict[Kind, Mapping[str, Section]]:
    """All of them by kind."""
    return {"fluids": fluids(guideline), "nutrients": nutrients(guideline), "cold_heat": cold_heat(guideline)}
