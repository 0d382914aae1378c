"""Prove every property of a guideline, or refute it with a person in plain words."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from untwitch.guideline.model import Guideline
from untwitch.safety import decisions, floors, lowering, remedies, screens, unknowns
from untwitch.safety.report import Open, Property, Refuted, Report, Status
from untwitch.safety.theory import Ground

Check = Callable[[Ground], None]
PROPERTIES: dict[str, tuple[str, Check]] = {
    "single_sign_floors": (
        "A person with a danger sign gets at least the level of that sign, whatever else is true, answered or not.",
        floors.single_sign_floors,
    ),
    "danger_never_lowers": (
        "A further danger sign never lowers the level; the few harmless answers that may lower it do only what is "
        "listed, and none leads from emergency to self-care.",
        lowering.danger_never_lowers,
    ),
    "surely_implies_possibly": (
        "What is certain is also possible: the lower bound of a level is never above the upper one.",
        unknowns.surely_implies_possibly,
    ),
    "answers_only_settle": (
        "One more answer never lowers the level that is certain and never raises the level that is still possible.",
        unknowns.answers_only_settle,
    ),
    "self_care_needs_must_know": (
        "Self-care is impossible while a sign is unknown that must be known and would alone mean care the same day or "
        "an emergency.",
        unknowns.self_care_needs_must_know,
    ),
    "must_know_gate": (
        "Nobody is told self-care while something on the must-know list of their place was never asked or is not sure.",
        decisions.must_know_gate,
    ),
    "no_technique_with_contraindication": (
        "No technique is offered while a reason against it is true or not known; where the reason only asks for a "
        "change or a warning, that goes with it.",
        remedies.no_technique_with_contraindication,
    ),
    "clot_artery_compartment_block": (
        "While a clot, a blocked artery or pressure in a muscle is true or not excluded, no massage, stretch or heat "
        "is offered.",
        remedies.clot_artery_compartment_block,
    ),
    "relief_gate": (
        'At emergency and urgent, and before a level is known, no technique is offered but "stop and support".',
        remedies.relief_gate,
    ),
    "anywhere_else": (
        "For every place and kind of movement each sign that alone means care the same day or an emergency stands on a "
        "list that the person is shown, or is closed by a named fact.",
        screens.anywhere_else,
    ),
    "not_sure_never_lower": (
        '"Not sure" never lowers a level, and about a danger sign it gives at least one level below that sign.',
        decisions.not_sure_never_lower,
    ),
    "two_routes_same_level": (
        "The same trouble told as a muscle or as a place inside the body ends at the same level.",
        decisions.two_routes_same_level,
    ),
    "floor_table_exact": (
        "Each single answer, added to each baseline person of the floor table, gives the very level the table names.",
        floors.floor_table_exact,
    ),
    "crisis_first": (
        "Thoughts of suicide or self-harm always give an emergency, by the crisis line or faster help.",
        floors.crisis_first,
    ),
    "every_rule_can_fire": ("For every rule there is a person whom it concerns.", floors.every_rule_can_fire),
    "every_rule_decides": (
        "For every rule there is a person whose level it decides, apart from the rules listed with a reason.",
        floors.every_rule_decides,
    ),
}


def prove(guideline: Guideline, only: Iterable[str] | None = None) -> Report:
    """Prove all properties, or those named in `only`.

    Raises
    ------
    KeyError
        There is no property of that name.
    """
    wanted = list(PROPERTIES) if only is None else list(only)
    ground = Ground(guideline)
    return Report(guideline.version, tuple(_run(ground, name) for name in wanted))


def _run(ground: Ground, name: str) -> Property:
    sentence, check = PROPERTIES[name]
    start, before = time.perf_counter(), ground.obligations
    status: Status = "proved"
    reason: str | None = None
    try:
        check(ground)
    except Refuted as person:
        status, reason = "refuted", str(person)
    except Open as cause:
        status, reason = "open", str(cause)
    return Property(name, sentence, status, time.perf_counter() - start, reason, ground.obligations - before)
