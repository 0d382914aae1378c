"""Slips that nothing notices and that may stay so, each with the reason. Written by hand; the list may shrink.

All of them tell only for people who left an answer open: no complete set of answers that fit each other can show the
difference, so no case can be written.
"""

from __future__ import annotations

from collections.abc import Mapping

REASONS: Mapping[tuple[str, str], str] = {
    ("heatstroke", 'heat == "not_better_30min" left out'): (
        "whoever is not better after 30 minutes is met by the first half of the rule already"
    ),
    ("cramps_after_unprotected_wound", "wound left out"): (
        "the tetanus jabs are asked only of people with a wound, so an answer about them says that there is one"
    ),
    ("very_fast_pulse_or_long_flutter", "age_years < 12 left out"): (
        "from 12 years on a pulse over 150 gives the same level, so the age matters only while it is unknown"
    ),
    ("very_fast_pulse_or_long_flutter", "age_years < 13 instead of age_years < 12"): (
        "from 12 years on a pulse over 150 gives the same level, so the age matters only while it is unknown"
    ),
    ("sore_chest_spot", "level routine"): (
        "every complete answer that this rule reads is given as much by another rule; it matters only while one is open"
    ),
    ("lithium_and_twitch", "level self_care"): (
        "every complete answer that this rule reads is given as much by another rule; it matters only while one is open"
    ),
}
