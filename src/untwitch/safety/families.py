"""Danger pictures a clinician knows by name, each with the level that nothing else may lower.

They are written by hand, from the sources of the rules, and not read off the rules: a rule that is weakened breaks its
picture. An expression is a picture of signs that are known to be there; all other answers are free, open ones included.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import z3

from untwitch.guideline.types import RANK, Level
from untwitch.logic.atoms import TRUE, evaluate
from untwitch.safety.person import describe, floor_of, level_words, shrunk
from untwitch.safety.report import Refuted
from untwitch.safety.theory import Ground, read

Picture = tuple[Level, str]
POISONS = (
    "bug_killer", "vape_or_nicotine_liquid", "rat_poison", "lead_or_mercury", "too_much_medicine", "gas_fumes",
    "fish_or_shellfish", "home_canned_food", "other",
)  # fmt: skip


def one_of(finding: str, *options: str) -> str:
    """One of these options is the answer. "in" is true, too, of someone who has only ruled out the others."""
    return " or ".join(f'{finding} == "{option}"' for option in options)


FAMILIES: Mapping[str, tuple[Picture, ...]] = {
    "squeezed_nerves_of_the_back": (
        ("emergency", "saddle_numb or both_legs"),
        ("emergency", "toilet_change and back_place"),
        ("urgent", "toilet_change"),
    ),
    "stroke": (
        ("emergency", "stroke_sign or sudden_nerve_change or sudden_vision"),
        ("emergency", 'weak == "cannot_move" and weak_speed == "sudden"'),
        ("emergency", 'numb.one_side and onset == "sudden"'),
        ("emergency", 'headache == "thunderclap"'),
    ),
    "heart": (
        ("emergency", 'chest_pain == "now_heavy_or_tight"'),
        (
            "emergency",
            'chest_pain == "now_other" and (chest_spread or breath_trouble or clammy_pale or sweating or fainted)',
        ),
        ("emergency", 'flutter_minutes > 0 and (fainted or nearly_fainted or chest_pain == "now_other")'),
        ("urgent", 'chest_pain in {"only_with_effort", "came_and_went"}'),
    ),
    "breath": (
        ("emergency", 'breath_level in {"short_sentences", "few_words", "cannot_speak", "silent_or_exhausted"}'),
        ("emergency", "breath_trouble and breath_sudden"),
        ("emergency", "throat_signs.closing_now or throat_signs.choked_on_object or throat_signs.drooling"),
        ("emergency", "spo2_percent < 92"),
        ("urgent", "lying_flat or throat_signs.noise_breathing_in"),
    ),
    "allergy": (
        ("emergency", "throat_signs.tongue_or_face_swelling"),
        ("emergency", "throat_signs.hives and (vomit or breath_trouble or fainted or nearly_fainted)"),
    ),
    "sepsis": (
        ("emergency", "mind.confused or mind.hard_to_wake"),
        ("emergency", "fever_38 and mind.very_sleepy"),
        ("emergency", "skin_signs.blue_or_grey or skin_signs.blotchy or skin_signs.rash_stays"),
        ("emergency", "fever and takes_immune_cancer_drug"),
        ("urgent", "fever and conditions.weak_immune"),
        ("urgent", "movement.shiver and fever_38"),
    ),
    "meningitis": (
        ("emergency", 'light_hurts and fever and headache in {"new_severe", "thunderclap"}'),
        ("emergency", 'neck_chin and fever and headache in {"new_severe", "thunderclap"}'),
        ("urgent", 'neck_chin or headache == "new_severe" or (light_hurts and fever)'),
    ),
    "pressure_in_a_muscle": (
        ("emergency", "pain_severe and (tight_muscle or crush_or_cast)"),
        ("urgent", "tight_muscle"),
    ),
    "limb_without_blood": (
        ("emergency", "limb_signs.cannot_move_it"),
        ("emergency", "cold_pale_limb and (limb_signs.numb_or_pins or pain_moderate_up)"),
        ("urgent", "cold_pale_limb or foot_sore_rest_pain"),
    ),
    "clot": (
        ("emergency", 'swollen_leg and (breathless_rest or fainted or chest_pain in {"now_other", "came_and_went"})'),
        ("urgent", "swollen_leg"),
        ("urgent", 'site.calf and pain_moderate_up and clot_risk and how_often == "nonstop"'),
    ),
    "muscle_breaking_down": (
        ("emergency", "dark_urine and (movement.cramp or movement.spasm or exercise_link or takes_statin)"),
        ("urgent", "dark_urine"),
        ("urgent", "takes_statin and sore_between"),
    ),
    "tetanus": (
        ("emergency", "lock_signs.back_arching"),
        ("emergency", "lock_signs.jaw_wont_open and (movement.spasm or movement.stiff or wound)"),
        ("urgent", "lock_signs.jaw_wont_open"),
        ("urgent", "wound and not tetanus_jabs_ok"),
    ),
    "serotonin_and_stiffness": (
        (
            "emergency",
            "new_medicines.antidepressant_or_tramadol and movement.jerk and (fever_38 or mind.agitated or sweating)",
        ),
        ("emergency", "takes_antipsychotic and movement.stiff and (fever_38 or mind.very_sleepy or sweating)"),
        ("urgent", "new_medicines.antidepressant_or_tramadol and (movement.jerk or movement.shake)"),
        ("urgent", "takes_antipsychotic and (lock_signs.eyes_stuck or movement.twist)"),
    ),
    "fits": (
        ("emergency", 'fit in {"now", "over_5_min", "first_ever"}'),
        ("urgent", 'one_part_jerks and fit == "none"'),
        ("urgent", 'fit == "faint_with_jerks"'),
    ),
    "eye_and_temple": (
        ("emergency", "eye_face.eye_bad_pain or sudden_vision"),
        ("emergency", 'age_years >= 50 and (jaw_chew or headache == "temple") and double_vision_or_droop'),
        ("urgent", 'age_years >= 50 and (jaw_chew or headache == "temple")'),
    ),
    "belly": (
        ("emergency", "tummy_signs.hard or (tummy_signs.hurts_to_touch and tummy_signs.worse_if_i_move)"),
        ("emergency", "sudden and pain_severe and tummy_place"),
        ("emergency", 'vomit_type.blood_or_coffee or stool_blood in {"lots_red", "black_sticky"}'),
        ("emergency", "vomit_type.green or vomit_type.smells_of_poo"),
        ("emergency", "testicle_pain"),
        ("urgent", "tummy_signs.painful_lump"),
    ),
    "big_artery": (
        ("emergency", "pain_severe and (belly_area or site.lower_back) and (belly_pulse or fainted)"),
        ("emergency", "pain_severe and sudden and site.side and age_years >= 50"),
        ("urgent", "belly_pulse and (belly_area or site.lower_back)"),
    ),
    "stone_or_kidney_infection": (
        ("emergency", "colic_kidney and (fever or kidney_risk or pregnant_or_maybe)"),
        ("emergency", "uti_signs and fever and (pregnant_or_maybe or conditions.diabetes or conditions.weak_immune)"),
        ("urgent", "colic_kidney"),
        ("urgent", "uti_signs and fever"),
    ),
    "pregnancy": (
        ("emergency", "pregnant_or_maybe and (shoulder_tip_pain or fainted or nearly_fainted or clammy_pale)"),
        ("emergency", "pregnant_or_maybe and pain_severe and (tummy_place or site.side)"),
        ("emergency", "late_pregnancy_or_new_baby and preg_warning"),
        ("emergency", "pregnancy_signs.baby_moves_less"),
        ("emergency", "pregnant and pregnancy_signs.waters"),
        ("urgent", "any_pregnancy_sign"),
        ("urgent", "pregnant_or_maybe and low_belly_place"),
    ),
    "babies_and_children": (
        ("emergency", "age_years < 1 and age_months < 3 and (fever or temp_c < 36)"),
        ("emergency", "child_signs.spasm_clusters or child_signs.hard_to_wake or child_signs.bulging_soft_spot"),
        ("emergency", "child_signs.grunting_or_fast_breath or child_signs.weak_or_high_cry"),
        ("emergency", "age_years < 2 and child_signs.floppy"),
        ("urgent", "child_signs.wont_walk or child_signs.not_feeding or child_signs.floppy or child_signs.lost_skills"),
        ("urgent", "child_signs.carer_cannot_cope"),
    ),
    "poison": (
        ("emergency", 'poison == "too_much_medicine"'),
        (
            "emergency",
            'poison in {"bug_killer", "rat_poison", "other"} and (movement.twitch or mind.confused or vomit)',
        ),
        ("urgent", one_of("poison", *POISONS)),
        ("urgent", one_of("bite", "spider", "snake_or_scorpion", "mammal_or_bat") + " or wet_signs"),
    ),
    "salts_sugar_and_hormones": (
        ("emergency", "(kidney_disease or conditions.dialysis) and (racing_or_uneven or fainted)"),
        ("emergency", "conditions.steroid_dependent and (vomit or fainted or no_fluids_hours >= 4)"),
        ("emergency", "conditions.diabetes and sugar_low and (mind.very_sleepy or mind.agitated)"),
        ("urgent", "claw_hands and not fast_breathing"),
        ("urgent", "conditions.diabetes and sugar_low"),
    ),
    "heat_and_water": (
        ("emergency", 'heat == "not_better_30min"'),
        ("emergency", 'heat in {"cooling_now", "better"} and (fever_40 or fainted or mind.very_sleepy)'),
        ("emergency", 'overdrank and (headache == "new_severe" or mind.very_sleepy)'),
        ("emergency", "exercise_link and fainted"),
    ),
    "injured_or_sick_spine": (
        ("emergency", 'injury == "major" and back_place'),
        ("emergency", "back_place and fever and (conditions.weak_immune or toilet_change)"),
        ("emergency", 'conditions.cancer and back_place and (toilet_change or walking in {"unsteady", "cannot"})'),
        ("urgent", 'injury == "major"'),
        ("urgent", "back_place and (fever or weight_loss)"),
        ("urgent", "new_neck_pain"),
    ),
    "slow_weakness": (
        ("emergency", 'numb.rising_up_legs and (weak in {"feels_weak", "cannot_do"} or walking == "unsteady")'),
        ("emergency", "double_vision_or_droop and swallow_bad"),
        ("urgent", "swallow.new_days or numb.rising_up_legs"),
        ("soon", 'movement.twitch and (wasting or weak == "cannot_do" or weak == "cannot_move")'),
        ("soon", "wasting or clumsy_hands or tires_with_use or swallow.slow_change"),
    ),
    "withdrawal": (
        ("emergency", "alcohol_stop and (mind.seeing_things or fever_38)"),
        ("emergency", 'stopped_suddenly in {"baclofen_or_benzo", "seizure_medicine"} and mind.seeing_things'),
        ("urgent", "alcohol_stop and movement.shake"),
        (
            "urgent",
            one_of("stopped_suddenly", "baclofen_or_benzo", "seizure_medicine", "parkinson_medicine", "steroid"),
        ),
    ),
}


def at_least(family: str) -> Callable[[Ground], None]:
    """The check of one family."""

    def check(ground: Ground) -> None:
        for level, text in FAMILIES[family]:
            _holds(ground, RANK[level], text)

    return check


def _holds(ground: Ground, rank: int, text: str) -> None:
    guideline, side = ground.guideline, ground.partial
    ground.count()
    found = side.find(side.text(text)[0], z3.Not(side.sure[rank]))
    if found is None:
        return
    node = read(guideline, text)

    def refutes(trial: bytes) -> bool:
        return evaluate(node, guideline.table, trial) == TRUE and floor_of(guideline, trial) < rank

    codes = shrunk(guideline, found, refutes)
    got = level_words(floor_of(guideline, codes))
    raise Refuted(f"{describe(guideline, codes)}, gets {got} although this picture means {level_words(rank)}.")
