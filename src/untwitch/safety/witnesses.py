"""What the program itself does for one person of every rule: the proofs of rules reach as far as the result page.

The solver makes, for every rule, a person whose level this rule decides. `care` then decides for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from untwitch.care.decision import Decision, decide
from untwitch.care.interview import next_screen
from untwitch.care.knowledge import Knowledge
from untwitch.care.plan import make
from untwitch.care.state import State
from untwitch.care.triage import MOST_URGENT_VIA, interval, not_sure_rank
from untwitch.guideline.dangers import SOON
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import RANK, Rule
from untwitch.logic.atoms import TRUE
from untwitch.logic.nodes import Node
from untwitch.logic.text import parse
from untwitch.safety.person import describe, level_words
from untwitch.safety.report import Refuted
from untwitch.safety.theory import Ground


@lru_cache(maxsize=1)
def decided(ground: Ground) -> tuple[tuple[Rule, State, Decision], ...]:
    """For each rule somebody it concerns, everything answered, and what is decided for them."""
    return tuple(_decided(ground))


def _decided(ground: Ground) -> Iterator[tuple[Rule, State, Decision]]:
    for rule in ground.guideline.rules:
        codes = ground.deciding(rule) or ground.complete.find(ground.complete.rules[rule.id][0])
        if codes is not None:
            asked = frozenset(ground.guideline.findings)
            state = State(Knowledge(ground.guideline, codes, asked=asked))
            yield rule, state, decide(state)


def _refuse(state: State, said: str) -> Refuted:
    return Refuted(f"{describe(state.guideline, state.knowledge.codes)}, {said}")


def no_result_below_a_true_rule(ground: Ground) -> None:
    """The level on the result page is that of the rule or above, it is settled, and the rule is named."""
    for rule, state, decision in decided(ground):
        ground.count()
        if decision.level is None or RANK[decision.level] < RANK[rule.level] or not decision.settled:
            raise _refuse(state, f"is not given {level_words(RANK[rule.level])}: {rule.because}")
        if interval(state.knowledge).codes[ground.guideline.rules.index(rule)] == TRUE and rule not in decision.rules:
            raise _refuse(state, f"is not told this reason: {rule.because}")


def most_urgent_channel(ground: Ground) -> None:
    """Of all rules that give the level the most urgent way to be seen is named."""
    for _, state, decision in decided(ground):
        ground.count()
        ways = [MOST_URGENT_VIA.index(r.via) for r in decision.deciding]
        if ways and MOST_URGENT_VIA.index(decision.via) > min(ways):
            raise _refuse(state, f'is sent to "{decision.via}" although "{MOST_URGENT_VIA[min(ways)]}" is named too.')


def first_aid_is_shown(ground: Ground) -> None:
    """At urgent and emergency the plan is the first aid of every rule that fired, and nothing else."""
    for _, state, decision in decided(ground):
        if decision.level not in ("urgent", "emergency"):
            continue
        ground.count()
        plan = make(state, decision)
        steps = {ground.guideline.first_aid[s].text for r in decision.deciding for s in r.first_aid}
        if plan.items or not steps <= set(plan.first_aid):
            raise _refuse(state, f"gets another plan than first aid at {level_words(RANK[decision.level])}.")


def look_again_is_said(ground: Ground) -> None:
    """Every result has an hour to look again; below an emergency it also names signs at which to get help at once."""
    for _, state, decision in decided(ground):
        ground.count()
        if decision.recheck is None:
            raise _refuse(state, "is not told when to look again.")
        if decision.level != "emergency" and not decision.safety_net:
            raise _refuse(state, "is not told at which signs to get help at once.")


def what_would_change_it_is_true(ground: Ground) -> None:
    """Each sign named as one that would raise the level does raise it, to the level that is named."""
    for _, state, decision in decided(ground):
        for change in decision.would_change:
            ground.count()
            then = interval(state.knowledge.heard(_sign(change.sign), True)).floor
            if then < RANK[change.level] or then <= RANK[decision.floor]:
                raise _refuse(state, f'is told that "{change.words}" means {level_words(RANK[change.level])}.')


@lru_cache(maxsize=4096)
def _sign(text: str) -> Node:
    return parse(text)


def an_emergency_ends_the_questions(ground: Ground) -> None:
    """An emergency is shown at once; nobody is asked one more question first."""
    for _, state, decision in decided(ground):
        if decision.floor == "emergency":
            ground.count()
            if next_screen(state, lambda now, atom: True) is not None:
                raise _refuse(state, "is asked one more question in an emergency.")


def nobody_unknown_is_judged(ground: Ground) -> None:
    """Of somebody who has said nothing, nothing is said, everything stays possible, and a question is asked."""
    ground.count()
    state = State(Knowledge.blank(ground.guideline))
    decision = decide(state)
    if decision.level is not None or decision.settled or decision.ceiling != "emergency":
        raise Refuted("Somebody who has answered nothing is told a level.")
    if next_screen(state, lambda now, atom: True) is None:
        raise Refuted("Somebody who has answered nothing is asked nothing.")


def unsure_of_everything(ground: Ground) -> None:
    """Whoever is not sure about anything is never sent home, at any place."""
    guideline = ground.guideline
    for place in guideline.places.values():
        for kind in place.kinds[:1]:
            ground.count()
            if not_sure_rank(interval(_unsure(guideline, place.site, kind))) < SOON:
                raise Refuted(f'Somebody with trouble at "{place.name}" who is not sure about anything is sent home.')


def _unsure(guideline: Guideline, site: tuple[str, ...], kind: str) -> Knowledge:
    person = Knowledge.blank(guideline).answered("site", site).answered("movement", (kind,))
    person = person.answered("age_years", 35)
    for name, finding in guideline.findings.items():
        if name not in ("site", "movement", "age_years") and finding.origin is None and finding.group != "relief":
            person = person.unsure_finding(name)
    return person
