"""Advice, drinks and tablets: what a plan may say to whom, and what the drinks table gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

import z3

from untwitch.care.contacts import Contact, contact_number
from untwitch.care.knowledge import Knowledge
from untwitch.care.state import State
from untwitch.care.triage import conflict_rank, interval
from untwitch.guideline.types import LEVELS, RANK
from untwitch.logic.atoms import AtomTable
from untwitch.logic.nodes import fold, leaves
from untwitch.logic.solver import World
from untwitch.logic.vocabulary import Entry
from untwitch.safety.person import describe, level_words
from untwitch.safety.report import Refuted
from untwitch.safety.theory import Ground

# Rows of the plan that speak of drinks, salt or tablets, and whom they may not reach: true or open keeps them away.
ADVICE: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "no_push_to_drink": (
        ("cramp_drink", "exercise_drink", "heat_rest", "bladder_drink"),
        ("conditions.heart_failure", "conditions.kidney", "conditions.dialysis", "conditions.liver", "takes_lithium"),
    ),
    "no_salt_where_it_harms": (
        ("exercise_salt", "bug_salts"),
        ("conditions.heart", "conditions.kidney", "conditions.low_salt_diet", "takes_potassium_raising"),
    ),
    "no_anti_inflammatory_where_it_harms": (
        ("period_painkiller",),
        (
            "age_years < 16", "conditions.stomach_ulcer", "conditions.kidney", "conditions.heart",
            "takes_blood_thinner", "takes_lithium", 'pregnancy in {"could_be", "under_20w", "over_20w"}',
        ),
    ),
}  # fmt: skip


def advice_waits(name: str) -> Callable[[Ground], None]:
    """The check of one row of `ADVICE`: the row's own bar is not known to be clear while one of these is true or open."""
    rows, facts = ADVICE[name]

    def check(ground: Ground) -> None:
        side = ground.partial
        for row in (r for r in ground.guideline.advice if r.id in rows):
            for text in facts:
                ground.count()
                bar = side.text(row.not_if)[1] if row.not_if else z3.BoolVal(False)
                wanted = side.text(row.when)[0] if row.when else z3.BoolVal(True)
                if side.exists(wanted, z3.Not(bar), side.text(text)[1]):
                    raise Refuted(
                        f'The advice "{row.say}" can reach somebody of whom this is true or not known: {text}'
                    )
        if {r.id for r in ground.guideline.advice} & set(rows) != set(rows):
            raise Refuted("A row of the plan that this speaks of is gone.")

    return check


def stones_and_antispasmodics(ground: Ground) -> None:
    """A possible stone keeps antispasmodics away: every rule about stones blocks them, and the plan says so."""
    guideline = ground.guideline
    for rule in guideline.rules:
        if rule.condition == "kidney_stone_or_infection" and RANK[rule.level] >= RANK["urgent"]:
            ground.count()
            if not rule.blocks_relief or "antispasmodic" not in rule.blocks_relief:
                raise Refuted(f"This rule about a stone does not keep antispasmodics away: {rule.because}")
    for item in guideline.techniques.values():
        ground.count()
        if "antispasmodic" in item.families:
            raise Refuted(f'"{item.name}" gives an antispasmodic; no proof keeps it from a stone.')
    side, row = ground.partial, next(r for r in guideline.advice if r.id == "stone_no_antispasmodic")
    ground.count()
    if side.exists(side.text("site.side")[0], z3.Not(side.text(str(row.when))[0])) or row.not_if:
        raise Refuted("Somebody with pain in the side is not told to leave antispasmodics alone.")


def drinks_have_one_outcome(ground: Ground) -> None:
    """For everybody the drinks table gives one outcome, within its bounds; a baby is given no amount."""
    fluids = ground.guideline.fluids
    whens = [*(row.when for row in fluids.resolver), *(row.when for row in fluids.targets)]
    nodes = [ground.guideline.node(when) for when in whens]
    extra = {name: Entry(fact.kind, (), 0, 0) for name, fact in fluids.day_facts.items()}
    table = AtomTable.of({**ground.guideline.table.vocabulary, **extra}, nodes)
    world = World.complete(table, "d")
    solver = z3.Solver()
    solver.add(*world.laws)
    rows, amounts = nodes[: len(fluids.resolver)], nodes[len(fluids.resolver) :]
    ends = [fold(node, world.compiler(), {})[0] for node in rows]
    ground.count(2 + len(fluids.resolver))
    if solver.check(z3.Not(z3.Or(ends))) != z3.unsat:
        raise Refuted("For somebody the drinks table gives no outcome at all.")
    if solver.check(z3.Not(z3.Or([fold(node, world.compiler(), {})[0] for node in amounts]))) != z3.unsat:
        raise Refuted("For somebody the drinks table has no reference line.")
    for row in fluids.resolver:
        low, high = fluids.bounds["adult_min_ml"], fluids.bounds["max_ml"]
        if row.outcome not in fluids.outcomes or not (row.drinks_ml is None or low <= row.drinks_ml <= high):
            raise Refuted(f'The drinks table goes out of its bounds at "{row.id}".')
    first = fluids.resolver[0]
    if first.drinks_ml is not None or {leaf.name for leaf in leaves(rows[0])} != {"age_years"}:
        raise Refuted("A baby is given an amount to drink.")


def conflicts_never_lower(ground: Ground) -> None:
    """Two answers that cannot both be right never give less than either of them, and are asked again."""
    guideline = ground.guideline
    for conflict in guideline.conflicts:
        formula = ground.complete.text(conflict.when)[0]
        for rank in range(len(LEVELS)):
            at = [ground.complete.sure[rank]] if rank else []
            codes = ground.complete.find(formula, *at)
            if codes is None:
                continue
            ground.count()
            person = Knowledge(guideline, codes, asked=frozenset(guideline.findings))
            now = State(person).interval().floor
            for text in conflict.acts_as:
                then = interval(person.heard(guideline.node(text), True)).floor
                if conflict_rank(person) < then or not conflict.ask_again:
                    said = describe(guideline, codes)
                    raise Refuted(f"{said}, contradicts themselves and gets less than {level_words(max(now, then))}.")


def unsure_acts_as_the_graver(ground: Ground) -> None:
    """What "not sure" is taken for is never milder than the harmless answer: no jabs, could be pregnant, week 20."""
    guideline, side = ground.guideline, ground.complete
    for name, finding in guideline.findings.items():
        if finding.if_not_sure_act_as is None:
            continue
        ground.count()
        other = ground.other(name)
        start, stop = guideline.table.spans[name]
        mild = finding.absent if finding.absent is not None else True
        before = guideline.table.codes_of(name, mild)
        after = guideline.table.codes_of(name, finding.if_not_sure_act_as)
        wanted = [a if c else z3.Not(a) for a, c in zip(side.world.sure[start:stop], before, strict=True)]
        wanted += [a if c else z3.Not(a) for a, c in zip(other.world.sure[start:stop], after, strict=True)]
        lower = z3.Or([z3.And(side.sure[rank], z3.Not(other.sure[rank])) for rank in side.sure])
        found = side.find(*wanted, lower)
        if found is not None:
            raise Refuted(f'{describe(guideline, found)}, gets less when "not sure" is said of "{finding.question}"')


def repeat_contacts_raise(ground: Ground) -> None:
    """The second and third contact about the same trouble give at least the levels that the content names."""
    guideline, side = ground.guideline, ground.partial
    for step in guideline.repeat_contact.decision:
        ground.count()
        if getattr(step, "also_needs", None):
            continue
        wanted = [side.text(f"contacts_14d >= {step.contact}")[0], z3.Not(side.sure[RANK[step.at_least]])]
        codes = side.find(*wanted)
        if codes is not None:
            raise Refuted(f"{describe(guideline, codes)}, comes for the time number {step.contact} and is sent home.")
    _counting(ground)


def _counting(ground: Ground) -> None:
    """One more earlier contact never makes the number smaller; the same trouble inside the window makes it larger."""
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    days = [1, 3, 13, 15, 40]
    earlier = [Contact("calf", frozenset({"cramp"}), now - timedelta(days=d)) for d in days]
    asked = Contact("calf", frozenset({"cramp"}), now)
    last = 0
    for many in range(len(days) + 1):
        ground.count()
        number = contact_number(ground.guideline, asked, earlier[:many])
        if number < max(last, 1):
            raise Refuted("One more contact about the same trouble makes the count smaller.")
        last = number
    if last < 3:
        raise Refuted("Contacts about the same trouble within 14 days are not counted.")
