"""What is claimed of a danger sign whose level depends on the person, each with its reason.

The floor table gives the level a sign reaches on four baseline people. Where that level holds for everybody it is
proved as it stands. Where it does not, the claim is written here by hand, so that no change of a rule can weaken a
proof in silence: the proofs also check that these claims give the floor table's level to each of its baseline people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from untwitch.guideline.types import Level


@dataclass(frozen=True, slots=True)
class Stated:
    """The level of a sign for everyone, and the higher levels it has when a condition is known to hold."""

    reason: str
    everyone: Level | None = None
    when: tuple[tuple[Level, str], ...] = ()


CRAMPS = "movement.cramp or movement.twitch or movement.spasm"
BACK_OR_KIDNEY = "back_place or site.side or site.bladder"
LEG_CRAMP = "(movement.cramp or movement.spasm) and (site.thigh or site.calf or site.foot)"
INSIDE = "tummy_place or site.chest or site.side or site.lower_back or site.back_passage"
LOUD = "movement.cramp or movement.twitch or movement.spasm or movement.stiff or movement.jerk or movement.shake"
MOVING = (
    "movement.twitch or movement.spasm or movement.stiff or movement.jerk or movement.shake or movement.shiver"
    " or movement.twist"
)
SEVERE = (
    f"{MOVING} or (movement.cramp and (now or episode_minutes >= 10)) or site.side"
    " or ((tummy_place or site.back_passage) and not usual_period_cramp)"
)
CHILD_MOVES = "age_years < 16 and muscle_movement and not can_hold_back and (site_beyond_eyelid or not site.eyelid)"

calcium = Stated("a risk only together with cramps, twitches or spasms", when=(("soon", CRAMPS),))
statin = Stated("a risk only together with cramps", when=(("soon", "movement.cramp"),))
fever = Stated(
    "alone a fever is no reason for same-day care; with back, side or bladder pain it is",
    when=(("urgent", BACK_OR_KIDNEY),),
)
long_time = Stated("counts in a child whose movement cannot be held back", when=(("soon", CHILD_MOVES),))
often = Stated(
    "counts for jerks by day that cannot be held back",
    when=(("soon", "movement.jerk and not when.only_falling_asleep and not can_hold_back"),),
)
bad_bite = Stated(
    "an emergency once the muscles react",
    "urgent",
    (("emergency", "movement.cramp or movement.spasm or movement.stiff or movement.shake"),),
)
poison = Stated("an emergency once the muscles react", "urgent", (("emergency", LOUD),))
back_flag = Stated("speaks of the back, and is asked only there", when=(("urgent", "back_place"),))
faint = Stated("an emergency with pain or cramp inside the body", "urgent", (("emergency", INSIDE),))
leg_nerve = Stated("with leg cramps it points to a nerve root", "routine", (("soon", LEG_CRAMP),))
tube = Stated(
    "an emergency once the bladder had two hours to fill, or it hurts",
    "urgent",
    (("emergency", "hours_since_pee >= 2 or pain_now >= 5"),),
)
new_lithium = Stated(
    "poisoning shows as twitching or shaking", when=(("urgent", "movement.twitch or movement.shake or movement.jerk"),)
)

STATED: Mapping[str, Stated] = {
    "conditions.cancer": Stated(
        "cancer alone needs no visit; a new back pain does", when=(("urgent", "back_place and duration_days <= 90"),)
    ),
    "conditions.neck_or_parathyroid_surgery": calcium,
    "conditions.eating_disorder": calcium,
    "conditions.aneurysm": Stated(
        "counts with pain or cramp near the artery",
        when=(("urgent", "belly_area or site.lower_back or site.upper_back"),),
    ),
    "medicines.statin": statin,
    "new_medicines.statin": statin,
    "medicines.lithium": Stated(
        "poisoning shows as twitching or shaking of short standing",
        when=(
            ("urgent", '(movement.twitch or movement.shake or movement.jerk) and onset in {"sudden", "hours", "days"}'),
        ),
    ),
    "new_medicines.lithium": new_lithium,
    "new_medicines.antidepressant_or_tramadol": Stated(
        "too much serotonin shows as jerking or shaking", when=(("urgent", "movement.jerk or movement.shake"),)
    ),
    "duration_days > 14.0": long_time,
    "duration_days >= 28.0": long_time,
    "duration_days > 90.0": long_time,
    'how_often == "weekly"': often,
    'how_often == "most_days"': often,
    'how_often == "nonstop"': often,
    "one_part_jerks": Stated(
        "a known fit of the usual kind may show as jerks of one part; every other fit is an emergency by itself",
        when=(("urgent", 'fit in {"none", "faint_with_jerks"}'),),
    ),
    "pain_now >= 7.0": Stated(
        "the top of a short muscle cramp, and a usual period cramp, hurt this much for minutes",
        "routine",
        (("urgent", SEVERE),),
    ),
    "pain_clues.getting_worse_fast": Stated("asked of tummy pain", when=(("urgent", "tummy_place"),)),
    "finger_attacks.both_sides": Stated(
        "colour attacks on both sides are harmless from 12 years on", when=(("soon", "age_years < 12"),)
    ),
    'weak == "cannot_do"': Stated(
        "how fast it came decides, and age",
        when=(
            ("urgent", 'weak_speed in {"sudden", "days"} or age_years < 16'),
            ("soon", 'movement.twitch or movement.cramp or weak_speed in {"weeks", "months"}'),
        ),
    ),
    "numb.fingers_toes": leg_nerve,
    "numb.one_limb": leg_nerve,
    "toilet_change": Stated(
        "an emergency with back, side or limb trouble",
        "urgent",
        (("emergency", "back_place or limb_place or site.side"),),
    ),
    'fit == "faint_with_jerks"': faint,
    'faint == "yes"': faint,
    "lock_signs.jaw_wont_open": Stated(
        "lockjaw when the muscles are in spasm or stiff", "urgent", (("emergency", "movement.spasm or movement.stiff"),)
    ),
    "claw_hands": Stated(
        "hands claw from breathing too fast, which settles; asked as soon as hands claw",
        when=(("urgent", "not fast_breathing"),),
    ),
    "temp_c >= 38.0": fever,
    "temp_c >= 39.0": Stated(
        "as a fever; in a baby up to 6 months it is urgent anywhere",
        when=(("urgent", f"{BACK_OR_KIDNEY} or (age_years < 1 and age_months <= 6)"),),
    ),
    "fever_shivers": fever,
    'breath_level == "at_rest_full_sentences"': Stated(
        "known asthma that came on slowly is seen the same day",
        "urgent",
        (("emergency", 'not conditions.asthma or onset == "sudden" or asthma_control.worse_in_15_min'),),
    ),
    "pulse_per_min > 120.0": Stated("a child's pulse is faster", when=(("soon", "age_years >= 12"),)),
    "pulse_per_min > 150.0": Stated("a child's pulse is faster", when=(("urgent", "age_years >= 12"),)),
    'pee_colour == "tea_or_cola"': Stated(
        "an emergency with muscle signs",
        "urgent",
        (("emergency", "movement.cramp or movement.spasm or movement.stiff"),),
    ),
    'pee_colour == "pink_or_red"': Stated("same day in a child", "soon", (("urgent", "age_years < 16"),)),
    "pee_signs.burns": Stated(
        "same day in a child, over 65 and with testicles",
        "soon",
        (("urgent", 'age_years < 16 or age_years >= 65 or body_parts in {"testicles", "both"}'),),
    ),
    "pee_signs.thirsty_and_lots_of_pee": Stated(
        "same day in the young and with tummy trouble", "soon", (("urgent", "age_years < 18 or tummy_place"),)
    ),
    "no_fluids_hours >= 6.0": Stated(
        "six hours matter in a baby; twelve for everyone else", when=(("urgent", "age_years < 1"),)
    ),
    "tummy_signs.worse_if_i_move": Stated("asked of tummy pain", when=(("soon", "tummy_place"),)),
    "tummy_signs.pulsing": Stated(
        "same day with tummy or back pain", "soon", (("urgent", "belly_area or site.lower_back or site.upper_back"),)
    ),
    "slow_clues.weight_loss": Stated(
        "same day with back or neck pain",
        "routine",
        (("urgent", "back_place"), ("soon", "movement.twitch or movement.cramp or movement.shake")),
    ),
    "back_flags.never_eases_or_worse_at_night": back_flag,
    "back_flags.lump_or_new_shape": back_flag,
    "back_flags.worse_cough_or_strain": back_flag,
    "back_flags.between_shoulder_blades": back_flag,
    "catheter_problem.nothing_drains": tube,
    "catheter_problem.fell_out": tube,
    'injury == "major"': Stated("an emergency at the spine", "urgent", (("emergency", "back_place"),)),
    'bite == "spider"': bad_bite,
    'bite == "snake_or_scorpion"': bad_bite,
    'poison == "bug_killer"': poison,
    'poison == "vape_or_nicotine_liquid"': poison,
    'poison == "rat_poison"': poison,
    'poison == "lead_or_mercury"': poison,
    'poison == "other"': poison,
    'street_drugs == "stimulant"': Stated(
        "too much serotonin shows as jerking or shaking", when=(("urgent", "movement.jerk or movement.shake"),)
    ),
    "alcohol_stop": Stated(
        "withdrawal shows as shaking, twitching or jerking",
        "soon",
        (("urgent", "movement.shake or movement.twitch or movement.jerk"),),
    ),
    "child_signs.floppy": Stated("an emergency in a baby", "urgent", (("emergency", "age_years < 2"),)),
    "child_signs.sudden_odd_moves": Stated("a sign of children under 16", "urgent", (("emergency", "age_years < 16"),)),
    "child_signs.cries_over_3h_a_day": Stated(
        "ordinary colic under 5 months", when=(("soon", "age_years >= 1 or age_months >= 5"),)
    ),
}
