"""The way through a check: the first page, the lists of a place, everyday trouble, what is remembered, what is sourced."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from untwitch.care.knowledge import Knowledge
from untwitch.care.profile import remembered
from untwitch.care.triage import interval
from untwitch.guideline.dangers import URGENT, dangers
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import LEVELS, RANK, Place
from untwitch.logic.atoms import FALSE
from untwitch.logic.nodes import leaves
from untwitch.safety.listed import NOT_EVERYDAY
from untwitch.safety.report import Refuted
from untwitch.safety.theory import Ground, read

LONGEST_ACTIVE_SECONDS = 600
MILD_PAIN = 2  # an everyday cramp or spasm as we ask it here
LONGEST_REMEMBERED_DAYS = {"pregnancy": 28, "medicines": 31, "new_medicines": 31}


def danger_comes_first(ground: Ground) -> None:
    """The first page is the same for everybody, and each sign on it alone means care the same day or an emergency."""
    guideline = ground.guideline
    first = guideline.screens[0]
    if first.when is not None or not first.lines:
        raise Refuted("The first page is not shown to everybody.")
    worth = {danger.finding: danger.rank for danger in sorted(dangers(guideline), key=lambda d: d.rank)}
    for line in first.lines:
        ground.count()
        named = {leaf.name for text in line.signs for leaf in leaves(read(guideline, text))} | set(line.opens)
        if max((worth.get(name, 0) for name in named), default=0) < URGENT:
            raise Refuted(f'The first page asks for something that can wait: "{line.label}".')


def every_place_has_its_list(ground: Ground) -> None:
    """For every place and kind there is a list of what must be known there, beside the one for everybody."""
    guideline = ground.guideline
    for place, kind, person in _troubles(guideline):
        ground.count()
        if not any(person.truth_of(p.when) != FALSE for p in guideline.must_know_places):
            raise Refuted(f'Nothing must be known about "{kind}" at "{place.name}".')


def everyday_trouble_stays_home(ground: Ground) -> None:
    """A well adult with mild everyday trouble is not alarmed: self-care or a routine visit, at every place."""
    guideline = ground.guideline
    for place, kind, person in _troubles(guideline):
        ground.count()
        now = interval(person)
        if LEVELS[now.floor] not in ("self_care", "routine") and (place.id, kind) not in NOT_EVERYDAY:
            raise Refuted(f'Mild "{kind}" at "{place.name}", with nothing else wrong, gives {LEVELS[now.floor]}.')


def _troubles(guideline: Guideline) -> Iterator[tuple[Place, str, Knowledge]]:
    """A well adult with each kind of trouble at each place."""
    answers = next(iter(guideline.baselines.values())).answers
    well = Knowledge.blank(guideline)
    for name, value in answers.items():
        well = well if value is None else well.answered(name, value)
    well = well.answered("pain_now", MILD_PAIN)
    for place in guideline.places.values():
        for kind in place.kinds:
            yield place, kind, well.answered("site", place.site).answered("movement", (kind,))


def old_answers_are_not_used(ground: Ground) -> None:
    """What was said longer ago than the content allows is not offered again; pregnancy and medicines go stale first."""
    guideline, now = ground.guideline, datetime(2026, 11, 24, 12, tzinfo=UTC)
    answers = next(iter(guideline.baselines.values())).answers
    person = Knowledge.blank(guideline)
    for name, value in answers.items():
        person = person if value is None else person.answered(name, value)
    for name, finding in guideline.findings.items():
        if not finding.remember_days:
            continue
        ground.count(2)
        if finding.remember_days > LONGEST_REMEMBERED_DAYS.get(name, 366):
            raise Refuted(f'"{finding.question}" is remembered for {finding.remember_days} days.')
        old = now - timedelta(days=finding.remember_days, minutes=1)
        if any(one.finding.id == name for one in remembered(guideline, [(old, person)], now)):
            raise Refuted(f'An old answer to "{finding.question}" is offered as if it were new.')


def every_rule_is_sourced(ground: Ground) -> None:
    """Every rule names a source that exists, says how it was read, and is about a condition that is explained."""
    guideline = ground.guideline
    for rule in guideline.rules:
        ground.count()
        if not rule.sources or not set(rule.sources) <= set(guideline.sources):
            raise Refuted(f"This rule has no source that exists: {rule.because}")
        if rule.condition not in guideline.conditions:
            raise Refuted(f"This rule is about something nobody explains: {rule.because}")


def every_condition_can_come_up(ground: Ground) -> None:
    """Every condition that a rule names comes up for somebody, and each that no rule names has something for it."""
    guideline = ground.guideline
    side = ground.complete
    named = {
        rule.condition
        for rule in guideline.rules
        if ground.deciding(rule) is not None or side.exists(side.rules[rule.id][0])
    }
    for name, condition in guideline.conditions.items():
        ground.count()
        texts = (*condition.speaks_for.strong, *condition.speaks_for.weak)
        if name not in named and not any(side.exists(side.text(t)[0]) for t in texts):
            raise Refuted(f'"{condition.name}" can never come up.')


def techniques_end(ground: Ground) -> None:
    """No guided technique against an attack runs longer than ten minutes before it asks how it goes."""
    guideline = ground.guideline
    for technique in guideline.techniques.values():
        ground.count()
        active = "active" in technique.use and not {"heat", "cold"} & set(technique.families)
        if active and technique.seconds > LONGEST_ACTIVE_SECONDS:
            raise Refuted(f'"{technique.name}" runs for {technique.seconds} seconds without an end.')


def levels_have_clocks(ground: Ground) -> None:
    """Every level has an hour to look again, and a more urgent level never waits longer than a less urgent one."""
    guideline = ground.guideline
    last = 0.0
    for level in reversed(LEVELS):
        ground.count()
        defaults = [row.after_hours for row in guideline.recheck if row.level == level and row.when is None]
        if len(defaults) != 1:
            raise Refuted(f"At {level} nobody says when to look again.")
        if defaults[0] < last:
            raise Refuted(f"At {level} one looks again sooner than at a more urgent level.")
        last = defaults[0]
    if RANK["emergency"] != len(LEVELS) - 1:
        raise Refuted("The levels are out of order.")
