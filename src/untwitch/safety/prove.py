"""Prove every property of a guideline, or refute it with a person in plain words."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from untwitch.guideline.model import Guideline
from untwitch.safety import floors, lowering, unknowns
from untwitch.safety.report import Open, Property, Refuted, Report, Status
from untwitch.safety.theory import Ground

PROPERTIES: dict[str, tuple[str, Callable[[Ground], None]]] = {
    "single_sign_floors": (
        "A person with a danger sign gets at least the level of that sign, whatever else is true, answered or not.",
        floors.single_sign_floors,
    ),
    "danger_never_lowers": ("x", lowering.danger_never_lowers),
    "surely_implies_possibly": ("x", unknowns.surely_implies_possibly),
    "answers_only_settle": ("x", unknowns.answers_only_settle),
    "self_care_needs_must_know": ("x", unknowns.self_care_needs_must_know),
    "crisis_first": ("x", floors.crisis_first),
    "every_rule_can_fire": ("x", floors.every_rule_can_fire),
    "every_rule_decides": ("x", floors.every_rule_decides),
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
