"""What the proofs allow or demand beyond the content, by hand so that no change of the content weakens a proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from untwitch.guideline.types import Level, Technique


@dataclass(frozen=True, slots=True)
class Lowers:
    """A yes answer that may lower a level: from which level to which, and why. Never from emergency to self-care."""

    reason: str
    drops: tuple[tuple[Level, Level], ...]


MAY_LOWER: Mapping[str, Lowers] = {
    "bladder_checked": Lowers("an overactive bladder that was checked needs no new visit", (("routine", "self_care"),)),
    "tetanus_jabs_ok": Lowers(
        "jabs up to date protect", (("urgent", "soon"), ("urgent", "routine"), ("urgent", "self_care"))
    ),
    "selfcare_helped": Lowers("home care that helps goes on", (("soon", "routine"), ("routine", "self_care"))),
    "fast_breathing": Lowers(
        "claw hands from breathing too fast, without a risk for low calcium",
        (
            ("emergency", "urgent"),
            ("emergency", "soon"),
            ("emergency", "routine"),
            ("urgent", "soon"),
            ("urgent", "routine"),
        ),
    ),
    "site.eyelid": Lowers(
        "a flicker of the eyelid alone is harmless in a child",
        (("soon", "routine"), ("soon", "self_care"), ("routine", "self_care")),
    ),
    "can_hold_back": Lowers(
        "a movement that can be held back is a tic",
        (("soon", "routine"), ("soon", "self_care"), ("routine", "self_care")),
    ),
    "when.only_falling_asleep": Lowers("sleep starts are harmless", (("soon", "routine"), ("soon", "self_care"))),
    "pain_clues.usual_for_me": Lowers("a usual period cramp", (("urgent", "soon"), ("urgent", "routine"))),
    "conditions.asthma": Lowers("known asthma that came on slowly is seen the same day", (("emergency", "urgent"),)),
    "conditions.gallstones": Lowers("known gallstones", (("soon", "routine"), ("soon", "self_care"))),
    "conditions.kidney_stones": Lowers("known stones explain the pain at any age", (("emergency", "urgent"),)),
    "conditions.ibs": Lowers(
        "a known bowel pattern", (("soon", "routine"), ("soon", "self_care"), ("routine", "self_care"))
    ),
    "conditions.irregular_heartbeat": Lowers("an uneven pulse that is known", ()),
    "now": Lowers("a long cramp that has passed", ()),
}

# Danger signs that lower a level in one situation, which is left out of the proof.
UNLESS: Mapping[str, tuple[str, str]] = {
    "duration_days": ("conditions.cancer and back_place", "back pain after cancer counts as new for 90 days"),
}

# A technique of a family is never offered while one of these is true or not known. The heat and the cold lists.
FAMILY_CODES: Mapping[str, tuple[str, ...]] = {
    "heat": (
        "cannot_feel_skin",
        "poor_circulation",
        "cold_pale_limb",
        "fever_now",
        "fresh_injury",
        "skin_broken",
        "heat_damage",
        "cancer_here",
        "dvt_signs",
        "compartment_signs",
        "cannot_guard_pack",
        "rub_on_skin",
        "patch_on_skin",
        "ms_heat",
        "too_young_for_heat",
        "pregnant_bump",
        "pregnant_back_heat",
        "near_eye",
    ),
    "cold": (
        "cold_illness",
        "cold_worse",
        "poor_circulation",
        "cold_pale_limb",
        "cannot_feel_skin",
        "skin_broken",
        "bony_place",
        "cancer_here",
        "heart_strain",
        "near_eye",
        "cannot_guard_pack",
        "rub_on_skin",
        "too_young_for_cold",
        "compartment_signs",
        "dvt_signs",
    ),
}
# The same for what moves, presses or warms a place, and for what only moves it.
SITE_CODES: Mapping[str, tuple[str, ...]] = {
    "neck": ("neck_danger", "arm_weak", "unstable_neck", "meningitis_signs"),
    "upper_back": ("chest_danger", "spine_break_risk"),
    "chest_wall": ("chest_danger", "rib_injury"),
    "abdomen": ("abdominal_danger",),
    "jaw": ("scalp_artery_signs",),
    "eyelid": ("eye_danger",),
}
MOVED_CODES: Mapping[str, tuple[str, ...]] = {"lower_back": ("cauda_equina_signs", "spine_break_risk")}


def demanded(technique: Technique) -> tuple[str, ...]:
    """The codes that the families and places of a technique demand, whatever the content gives it."""
    wanted = [c for family in technique.families for c in FAMILY_CODES.get(family, ())]
    if technique.families:
        wanted += [c for site in technique.sites for c in SITE_CODES.get(site, ())]
    if {"stretch", "exercise"} & set(technique.families):
        wanted += [c for site in technique.sites for c in MOVED_CODES.get(site, ())]
    return tuple(dict.fromkeys(wanted))


BLOOD_CODES = ("dvt_signs", "cold_pale_limb", "compartment_signs")
BLOOD_CONDITIONS = ("deep_vein_thrombosis", "acute_limb_ischaemia", "compartment_syndrome")
BLOOD_FAMILIES = ("massage", "stretch", "heat")
LEGS = ("thigh", "calf", "foot")

# Findings that no list needs to print, because something else makes sure of them. Kept short on purpose.
ASKED_ALONE: Mapping[str, str] = {
    "catheter_problem": "asked in full once a tube in the bladder is ticked",
    "dysreflexia_signs": "asked once an injury of the spinal cord is ticked",
    "spo2_percent": "a measurement: offered to those who have the device, never required",
}

# Rules whose every person is met by a more urgent rule too. They stay for the explanation they add.
OUTRANKED: Mapping[str, str] = {
    "faint_with_jerks": "every faint is seen the same day; this rule adds the heart tracing",
}

# Rules that can stay open for somebody although no missing answer matters any more. Open is the safe side: the interview
# goes on asking, and `care.state` gives at least what the mildest option still possible gives.
_GRADED = "looks at several grades of one answer in different places, and waits while only the grade is open"
_EITHER = "holds either way for another reason, and waits until it is known which way"
UNSETTLED: Mapping[str, str] = dict.fromkeys(
    (
        "clot_may_have_reached_lung", "heart_type_chest_pain", "dystonia_near_airway", "heatstroke", "poison_with_signs",
        "drool_twitch_and_weakness", "venom_spreading", "even_weakness_with_swallow_or_breath", "eclampsia",
        "pre_eclampsia_sign", "fumes_fish_or_botulism_with_signs", "sickle_crisis", "blocked_or_infected_kidney",
        "allergic_swelling", "overdose_or_poison_with_body_signs", "adrenal_crisis_with_vomiting",
        "blood_clots_in_pee", "bleeding_inside_in_pregnancy", "labour_too_early", "baby_moves_less_or_late_bleeding",
        "late_pregnancy_pre_eclampsia", "heavy_bleeding_with_faint", "severe_breathing_trouble",
        "heart_attack_possible", "flutter_with_danger_sign", "kidney_infection_or_stone", "chest_pain_to_check_today",
        "pain_or_bleeding_in_pregnancy", "chest_pain_that_came_and_went", "side_or_pee_trouble",
    ),
    _GRADED,
) | dict.fromkeys(
    ("clawed_hands_with_risk", "first_stone_pain_over_50", "very_fast_pulse_or_long_flutter", "short_tummy_bug"), _EITHER
)  # fmt: skip

# Kinds of trouble that are never everyday at a place, so that a well adult with them is seen soon all the same.
NOT_EVERYDAY: Mapping[tuple[str, str], str] = {
    ("kidney", "inside_cramp"): "a cramp under the ribs at the side is looked at within two weeks",
}
