"""Prove every property of a guideline, or refute it with a person in plain words."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from untwitch.errors import UntwitchError
from untwitch.guideline.model import Guideline
from untwitch.safety import (
    blockers,
    channels,
    decisions,
    families,
    floors,
    held,
    journey,
    lowering,
    plans,
    remedies,
    screens,
    settling,
    trends,
    unknowns,
    witnesses,
)
from untwitch.safety.report import Open, Property, Refuted, Report, Status
from untwitch.safety.theory import Ground

Check = Callable[[Ground], None]
# The check of every sentence of content/safety/properties.yaml, under the same id.
CHECKS: dict[str, Check] = {
    "single_sign_floors": floors.single_sign_floors,
    "danger_never_lowers": lowering.danger_never_lowers,
    "any_trouble_never_lowers": trends.any_trouble,
    "floor_table_exact": floors.floor_table_exact,
    "two_routes_same_level": decisions.two_routes_same_level,
    "everyday_trouble_stays_home": journey.everyday_trouble_stays_home,
    **{name: families.at_least(name) for name in families.FAMILIES},
    "crisis_first": floors.crisis_first,
    "more_pain_never_lowers": trends.more_pain,
    "hotter_never_lowers": trends.hotter,
    "longer_never_lowers": trends.longer,
    "vital_signs_never_lower": trends.vital_signs,
    "older_never_lowers": trends.older,
    "worse_step_never_lowers": trends.worse_step,
    "more_contacts_never_lower": trends.more_contacts,
    "repeat_contacts_raise": plans.repeat_contacts_raise,
    "surely_implies_possibly": unknowns.surely_implies_possibly,
    "answers_only_settle": unknowns.answers_only_settle,
    "open_only_when_it_matters": settling.open_only_when_it_matters,
    "self_care_needs_must_know": unknowns.self_care_needs_must_know,
    "must_know_gate": decisions.must_know_gate,
    "not_sure_never_lower": decisions.not_sure_never_lower,
    "unsure_acts_as_the_graver": plans.unsure_acts_as_the_graver,
    "unsure_of_everything": witnesses.unsure_of_everything,
    "nobody_unknown_is_judged": witnesses.nobody_unknown_is_judged,
    "conflicts_never_lower": plans.conflicts_never_lower,
    "relief_gate": remedies.relief_gate,
    "no_technique_with_contraindication": remedies.no_technique_with_contraindication,
    "rules_keep_families_away": blockers.rules_keep_families_away,
    "clot_artery_compartment_block": remedies.clot_artery_compartment_block,
    **{name: blockers.kept_away(name) for name in blockers.AWAY},
    "stop_is_always_there": blockers.stop_is_always_there,
    "techniques_end": journey.techniques_end,
    "support_everywhere": blockers.support_everywhere,
    **{name: plans.advice_waits(name) for name in plans.ADVICE},
    "stones_and_antispasmodics": plans.stones_and_antispasmodics,
    "drinks_have_one_outcome": plans.drinks_have_one_outcome,
    "an_emergency_is_seen_at_once": channels.an_emergency_is_seen_at_once,
    "same_day_is_seen_today": channels.same_day_is_seen_today,
    "ambulance_pictures": channels.ambulance_pictures,
    "poison_centre_is_named": channels.poison_centre,
    "maternity_is_named": channels.maternity,
    "a_number_for_every_country": channels.a_number_for_every_country,
    "every_grave_rule_says_what_to_do": channels.every_grave_rule_says_what_to_do,
    "danger_comes_first": journey.danger_comes_first,
    "anywhere_else": screens.anywhere_else,
    "every_place_has_its_list": journey.every_place_has_its_list,
    "an_emergency_ends_the_questions": witnesses.an_emergency_ends_the_questions,
    "old_answers_are_not_used": journey.old_answers_are_not_used,
    "no_result_below_a_true_rule": witnesses.no_result_below_a_true_rule,
    "most_urgent_channel": witnesses.most_urgent_channel,
    "first_aid_is_shown": witnesses.first_aid_is_shown,
    "look_again_is_said": witnesses.look_again_is_said,
    "what_would_change_it_is_true": witnesses.what_would_change_it_is_true,
    "levels_have_clocks": journey.levels_have_clocks,
    "model_is_exact": settling.model_is_exact,
    "nothing_got_laxer": held.nothing_got_laxer,
    "every_rule_can_fire": floors.every_rule_can_fire,
    "every_rule_decides": floors.every_rule_decides,
    "every_rule_is_sourced": journey.every_rule_is_sourced,
    "every_condition_can_come_up": journey.every_condition_can_come_up,
}


class Unmatched(UntwitchError):
    """A sentence of the content has no check, or a check has no sentence."""


def prove(guideline: Guideline, only: Iterable[str] | None = None) -> Report:
    """Prove all properties, or those named in `only`.

    Raises
    ------
    KeyError
        There is no property of that name.
    Unmatched
        A sentence of the content has no check, or a check has no sentence.
    """
    odd = sorted(set(CHECKS) ^ set(guideline.safety.properties))
    if odd:
        raise Unmatched(f"These sentences and checks do not belong together: {', '.join(odd)}.")
    wanted = list(guideline.safety.properties) if only is None else list(only)
    ground = Ground(guideline)
    return Report(guideline.version, tuple(_run(ground, name) for name in wanted))


def _run(ground: Ground, name: str) -> Property:
    sentence, check = ground.guideline.safety.properties[name].sentence, CHECKS[name]
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
