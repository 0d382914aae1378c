"""What must keep warmth, cold, rubbing and stretching away, said in the answers themselves.

The content says the same by codes that techniques carry. Here the expressions stand by hand, so that a code that is
changed, or dropped from a technique, is found: no technique of the family may be offered while the fact is true or open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import z3

from untwitch.care.knowledge import Knowledge
from untwitch.care.relief import SAFE_ALWAYS, offer
from untwitch.care.triage import interval
from untwitch.guideline.types import LEVELS
from untwitch.safety.remedies import Offers, blocking, techniques, unsafe
from untwitch.safety.report import Refuted
from untwitch.safety.theory import Ground, read

Facts = tuple[tuple[str, ...], tuple[str, ...]]  # families, and what keeps each of them away
MOVES = ("stretch", "massage", "exercise", "heat", "cold")
NO_FEELING = ("skin_here.cannot_feel or skin_here.scar_numb", "conditions.spinal_cord_injury", "cannot_guard_pack")
LITTLE_BLOOD = ("conditions.narrow_leg_arteries or walk_pain or foot_sore_rest_pain", "limb_signs.very_cold")
AWAY: Mapping[str, tuple[Facts, ...]] = {
    "nothing_over_a_rub_or_patch": (
        (("heat", "cold"), ("skin_here.gel_or_rub_12h",)),
        (("heat",), ("skin_here.medicine_patch",)),
    ),
    "no_pack_on_numb_skin": ((("heat", "cold"), NO_FEELING),),
    "no_pack_with_little_blood": ((("heat", "cold"), LITTLE_BLOOD),),
    "no_pack_on_harmed_skin": (
        (("heat", "cold"), ("skin_here.open_or_infected", "skin_here.cancer_here", "skin_here.near_eye")),
        (("heat",), ("skin_here.lacy_marks or skin_here.radiotherapy",)),
    ),
    "no_heat_with_fever_or_fresh_injury": (
        (("heat",), ("temp_c >= 38 or fever_shivers", "injury_signs.fresh_swelling or injury_signs.sudden_tear")),
    ),
    "no_pack_for_small_children": ((("heat", "cold"), ("age_years < 6",)),),
    "no_cold_that_sets_off_illness": (
        (("cold",), ("cold_trouble.fingers_white or cold_trouble.hives", "cold_trouble.makes_worse")),
    ),
    "no_technique_for_babies": ((MOVES, ("age_years < 2",)),),
    "no_work_on_a_possible_clot": ((("massage", "stretch", "heat", "cold", "exercise"), ("swollen_leg",)),),
    "no_work_on_a_hard_muscle": ((("massage", "stretch", "heat", "cold"), ("tight_muscle",)),),
    "no_work_on_squeezed_nerves": (
        (("stretch", "massage", "heat", "exercise"), ("saddle_numb", "toilet_change", "both_legs")),
    ),
    "no_neck_work_with_a_torn_artery": ((("stretch", "massage", "exercise"), ("new_neck_pain",)),),
    "no_relief_before_poison_is_excluded": (
        (MOVES, ('poison == "gas_fumes"', 'poison == "bug_killer"', "stroke_sign")),
    ),
}


def kept_away(name: str) -> Callable[[Ground], None]:
    """The check of one row."""

    def check(ground: Ground) -> None:
        for families, texts in AWAY[name]:
            _away(ground, families, texts)

    return check


def _away(ground: Ground, families: Iterable[str], texts: Iterable[str]) -> None:
    side, offers, wanted = ground.partial, Offers(ground), set(families)
    for technique in techniques(ground.guideline):
        if not wanted & set(technique.families):
            continue
        formula = offers.of(technique)
        for text in texts:
            ground.count()
            found = side.find(formula, side.text(text)[1])
            if found is not None:
                node = read(ground.guideline, text)
                raise Refuted(unsafe(ground, technique, node, found, f'"{text}"'))


def rules_keep_families_away(ground: Ground) -> None:
    """Every rule that blocks a family keeps each technique of it away while the rule is true or open."""
    guideline, side, offers = ground.guideline, ground.partial, Offers(ground)
    for technique in techniques(guideline):
        rules = list(blocking(guideline, technique))
        ground.count(len(rules))
        formula = offers.of(technique)
        if not side.exists(formula, z3.Or([side.rules[r.id][1] for r in rules])):
            continue
        for rule in rules:
            found = side.find(formula, side.rules[rule.id][1])
            if found is not None:
                raise Refuted(unsafe(ground, technique, guideline.node(rule.when), found, f'"{rule.because}"'))


ALARMS = (
    "red_flag", "breathless_chest", "sweat_nausea", "arm_jaw_pain", "shin_tight_hard_swollen", "colour_change", "choking",
)  # fmt: skip


def stop_is_always_there(ground: Ground) -> None:
    """What is done to a muscle or to the skin can be stopped for a reason; a grave reason leads to the emergency page."""
    guideline = ground.guideline
    for technique in techniques(guideline):
        ground.count()
        if set(technique.families) & set(MOVES) and not technique.stop:
            raise Refuted(f'"{technique.name}" cannot be stopped for a reason.')
    for name in ALARMS:
        ground.count()
        if guideline.stop_codes[name].then != "emergency":
            raise Refuted(f'Stopping for "{guideline.stop_codes[name].say}" does not lead to the emergency page.')


def support_everywhere(ground: Ground) -> None:
    """At every place and for every kind, at every level, "stop and support" is offered."""
    guideline = ground.guideline
    always = guideline.techniques[SAFE_ALWAYS]
    for place in guideline.places.values():
        for kind in place.kinds:
            ground.count()
            person = Knowledge.blank(guideline).answered("site", place.site).answered("movement", (kind,))
            now = interval(person)
            if any(offer(now, always, level).status != "offered" for level in (None, *LEVELS)):
                raise Refuted(f'At "{place.name}" nobody can stop and be supported.')
