"""What gets worse never gets a lower level: pain, fever, time, pulse, age, contacts, and the steps of each scale.

Each check compares two complete people who differ in one finding. What is allowed to lower stands in `EXCEPT`, by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

import z3

from untwitch.care.wording import name_of
from untwitch.safety.lowering import DROPS, drop
from untwitch.safety.person import describe, finding_words, floor_of, level_words, shrunk
from untwitch.safety.report import Refuted
from untwitch.safety.theory import Ground, Side

LASTING = (
    "episode_minutes", "vomiting_days", "diarrhoea_days", "no_fluids_hours", "hours_since_pee", "flutter_minutes",
    "hiccup_hours", "attack_hours",
)  # fmt: skip
VITAL_SIGNS = {"pulse_per_min": True, "breaths_per_min": True, "spo2_percent": False, "peak_flow_percent": False}
# Scales of one answer, from well to worst. A step up never lowers.
SCALES: Mapping[str, tuple[str, ...]] = {
    "weak": ("none", "feels_weak", "cannot_do", "cannot_move"),
    "faint": ("no", "nearly", "yes"),
    "walking": ("fine", "unsteady", "cannot"),
    "injury": ("none", "minor", "major"),
    "headache": ("none", "usual", "new_severe", "thunderclap"),
    "stool_blood": ("none", "streak_red", "lots_red"),
    "heat": ("no", "better", "not_better_30min"),
    "breath_level": (
        "normal", "out_of_breath_on_effort", "at_rest_full_sentences", "short_sentences", "few_words", "cannot_speak",
        "silent_or_exhausted",
    ),
    "pregnancy": ("no", "could_be", "over_20w"),
}  # fmt: skip
# Where a step of trouble may lower a level: finding, the situation left out of the proof, and why.
EXCEPT: Mapping[str, tuple[str, str]] = {
    "cramp_timing": ("pain_clues.usual_for_me", "a period cramp exactly like the usual ones is not an emergency"),
    "fit": ("one_part_jerks", "a fit of the usual kind, in known epilepsy, explains jerks of one part"),
}


def more_pain(ground: Ground) -> None:
    """A higher number for pain."""
    _moves(ground, "pain_now", up=True)


def hotter(ground: Ground) -> None:
    """A higher temperature, from 36 degrees on; a cold baby is a matter of its own."""
    _moves(ground, "temp_c", up=True, given=("temp_c >= 36",))


def longer(ground: Ground) -> None:
    """An attack, vomiting, a flutter, hiccups that last longer, or a longer time without drinking or peeing."""
    for name in LASTING:
        _moves(ground, name, up=True)


def vital_signs(ground: Ground) -> None:
    """A faster pulse or breath, less oxygen, less breath in the peak-flow meter."""
    for name, up in VITAL_SIGNS.items():
        _moves(ground, name, up=up)


def older(ground: Ground) -> None:
    """A higher age, from 18 on."""
    _moves(ground, "age_years", up=True, given=("age_years >= 18",))


def more_contacts(ground: Ground) -> None:
    """One more contact about the same trouble."""
    _moves(ground, "contacts_14d", up=True)


def worse_step(ground: Ground) -> None:
    """Each step up a scale of one answer."""
    table = ground.guideline.table
    for name, steps in SCALES.items():
        start = table.spans[name][0]
        at = [start + table.vocabulary[name].options.index(option) for option in steps]
        for low, high in pairwise(at):
            _changes(ground, name, low, high)


def any_trouble(ground: Ground) -> None:
    """From the answer that means "nothing of this kind" to any other answer of the same question."""
    table = ground.guideline.table
    for name, finding in ground.guideline.findings.items():
        if finding.kind == "choice" and finding.absent is not None:
            start, stop = table.spans[name]
            calm = start + table.vocabulary[name].options.index(str(finding.absent))
            for other in range(start, stop):
                if other != calm:
                    _changes(ground, name, calm, other)


def _moves(ground: Ground, name: str, *, up: bool, given: Iterable[str] = ()) -> None:
    start, stop = ground.guideline.table.spans[name]
    raising, lowering = ground.poles
    if not frozenset(range(start, stop)) & (lowering if up else raising):
        ground.count()  # seen at once: no rule is made false by it
        return
    side, other = ground.complete, ground.other(name)
    pairs = zip(side.world.sure[start:stop], other.world.sure[start:stop], strict=True)
    worse = [z3.Implies(a, b) if up else z3.Implies(b, a) for a, b in pairs]
    _never_lowers(ground, name, other, [*worse, *(side.text(text)[0] for text in given)])


def _changes(ground: Ground, name: str, before: int, after: int) -> None:
    raising, lowering = ground.poles
    if before not in raising and after not in lowering:
        ground.count()  # seen at once, too
        return
    side, other = ground.complete, ground.other(name)
    _never_lowers(ground, name, other, [side.world.sure[before], other.world.sure[after]])


def _never_lowers(ground: Ground, name: str, other: Side, wanted: list[Any]) -> None:
    ground.count()
    side = ground.complete
    if name in EXCEPT:
        wanted = [*wanted, z3.Not(side.text(EXCEPT[name][0])[0])]
    with side.assuming(*wanted, z3.Or([drop(side, other, high, low) for high, low in DROPS])):
        if not side.check():
            return
        model = side.solver.model()
        before, after = side.codes(model), other.codes(model)
    raise Refuted(_lowered(ground, name, before, after))


def _lowered(ground: Ground, name: str, before: bytes, after: bytes) -> str:
    """The first person in words, and what the worse answer does to them."""
    guideline = ground.guideline
    span = slice(*guideline.table.spans[name])
    mild, bad = before[span], after[span]

    def worse(person: bytes) -> bytes:
        return person[: span.start] + bad + person[span.stop :]

    def refutes(trial: bytes) -> bool:
        return trial[span] == mild and floor_of(guideline, trial) > floor_of(guideline, worse(trial))

    codes = shrunk(guideline, before, refutes)
    high, low = level_words(floor_of(guideline, codes)), level_words(floor_of(guideline, worse(codes)))
    then = "; ".join(finding_words(guideline, worse(codes), name)) or name_of(guideline.findings[name])
    return f'{describe(guideline, codes)}, gets {high}, but only {low} once "{then}" is true instead.'
