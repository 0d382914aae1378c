"""Who to call: an emergency never waits for an appointment, and every country has somebody to call."""

from __future__ import annotations

from collections.abc import Iterable

import z3

from untwitch.guideline.types import Rule, Via
from untwitch.logic.atoms import TRUE, evaluate
from untwitch.safety.families import POISONS, one_of
from untwitch.safety.person import describe, shrunk
from untwitch.safety.report import Refuted
from untwitch.safety.theory import Ground, read

AT_ONCE: tuple[Via, ...] = ("ambulance", "emergency_department", "maternity", "crisis_line")
TODAY: tuple[Via, ...] = (*AT_ONCE, "poison_centre", "same_day")
LATE_PREGNANCY = (
    "late_pregnancy_or_new_baby and preg_warning",
    "pregnancy_signs.baby_moves_less",
    "pregnant and pregnancy_signs.waters",
    'pregnancy == "under_20w" and preg_warning',
)
AMBULANCE = (
    "stroke_sign",
    'chest_pain == "now_heavy_or_tight"',
    one_of("breath_level", "short_sentences", "few_words", "cannot_speak", "silent_or_exhausted"),
    "throat_signs.closing_now or throat_signs.choked_on_object",
    one_of("fit", "now", "over_5_min", "first_ever"),
    "mind.hard_to_wake or mind.confused",
    'headache == "thunderclap"',
    "throat_signs.tongue_or_face_swelling",
    "child_signs.hard_to_wake",
)


def an_emergency_is_seen_at_once(ground: Ground) -> None:
    """Every emergency rule leads to an ambulance, an emergency department, a maternity unit or the crisis line."""
    _ways(ground, "emergency", AT_ONCE)


def same_day_is_seen_today(ground: Ground) -> None:
    """Every urgent rule leads to somebody who can be reached today."""
    _ways(ground, "urgent", TODAY)


def _ways(ground: Ground, level: str, good: tuple[Via, ...]) -> None:
    for rule in ground.guideline.rules:
        if rule.level == level:
            ground.count()
            if rule.via not in good:
                raise Refuted(f'This {level} rule sends people to "{rule.via}": {rule.because}')


def ambulance_pictures(ground: Ground) -> None:
    """What cannot wait for a drive is sent by ambulance."""
    for text in AMBULANCE:
        _named(ground, text, ("ambulance",), ("emergency",))


def poison_centre(ground: Ground) -> None:
    """Any poison: the poison centre, or an emergency."""
    for poison in POISONS:
        text = one_of("poison", poison)
        _named(ground, text, ("ambulance", "emergency_department", "poison_centre"), ("emergency", "urgent"))


def maternity(ground: Ground) -> None:
    """The signs of a pregnancy in danger: the maternity unit, or faster help."""
    for text in LATE_PREGNANCY:
        _named(ground, text, ("ambulance", "emergency_department", "maternity"), ("emergency", "urgent"))


def _named(ground: Ground, text: str, ways: Iterable[Via], levels: Iterable[str]) -> None:
    guideline, side = ground.guideline, ground.partial
    ground.count()

    def good(rule: Rule) -> bool:
        return rule.via in ways and rule.level in levels

    helps = [side.rules[r.id][0] for r in guideline.rules if good(r)]
    found = side.find(side.text(text)[0], z3.Not(z3.Or(helps)))
    if found is None:
        return
    node = read(guideline, text)

    def refutes(trial: bytes) -> bool:
        fired = zip(guideline.rules, guideline.evaluate(trial), strict=True)
        return evaluate(node, guideline.table, trial) == TRUE and not any(c == TRUE and good(r) for r, c in fired)

    codes = shrunk(guideline, found, refutes)
    raise Refuted(f"{describe(guideline, codes)}, is not sent to: {', '.join(ways)}.")


def a_number_for_every_country(ground: Ground) -> None:
    """Every country has an emergency number; where another line is missing, the text for that says whom to call."""
    guideline = ground.guideline
    for country in guideline.countries.values():
        for line in ("emergency", "medical", "poison", "crisis"):
            ground.count()
            number = getattr(country, line)
            numbers = (number,) if isinstance(number, str) else number or ()
            if line == "emergency" and not numbers:
                raise Refuted(f"{country.name} has no emergency number.")
            if any(not any(c.isdigit() for c in n) for n in numbers):
                raise Refuted(f'The {line} number of {country.name} is no telephone number: "{number}".')
            if not numbers and not guideline.fallback.get(line):
                raise Refuted(f'{country.name} has no "{line}" line and no text says whom to call instead.')


def every_grave_rule_says_what_to_do(ground: Ground) -> None:
    """Every emergency rule says why and what to do until help is there; every urgent one says why and where."""
    for rule in ground.guideline.rules:
        if rule.level in ("emergency", "urgent"):
            ground.count()
            if not rule.because.strip() or (rule.level == "emergency" and not rule.first_aid):
                raise Refuted(f"This {rule.level} rule does not say what to do: {rule.id}")
