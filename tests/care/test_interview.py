"""The interview asks what matters, nothing else, and ends at the level of the rules."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from people.reading import Someone, pictures, public, regression
from untwitch.care.answers import read
from untwitch.care.decision import decide, standing
from untwitch.care.interview import Response, State, next_screen, respond, start_screen
from untwitch.care.knowledge import Knowledge
from untwitch.care.relevance import Oracle, askable, undecided_atoms
from untwitch.care.screens import ShownScreen
from untwitch.care.simulate import PROFILE, walk
from untwitch.care.triage import interval, must_know_missing
from untwitch.companion import Asker
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import RANK, Finding
from untwitch.logic import live, scalar
from untwitch.logic.atoms import UNKNOWN
from untwitch.logic.nodes import Fact, leaves
from untwitch.logic.text import show


def people(guideline: Guideline) -> list[Someone]:
    return [*public(guideline), *pictures(guideline), *regression(guideline)]


def some(found: list[Someone], size: Callable[[int, int], int]) -> list[Someone]:
    step = max(1, len(found) // size(30, len(found)))
    return found[::step]


def test_the_interview_ends_at_the_level_of_the_rules(
    guideline: Guideline, asker: Asker, size: Callable[[int, int], int]
) -> None:
    for someone in some(people(guideline), size):
        rules = standing(State(someone.knowledge)).level
        for remembered in ((), PROFILE):
            steps, state = walk(someone.knowledge, asker.matters, remembered)
            assert standing(state).settled, someone.id
            assert standing(state).level == rules, (someone.id, [s.screen.id for s in steps])


def test_no_emergency_is_missed_and_no_one_meets_more_than_fifteen_screens(
    guideline: Guideline, asker: Asker, size: Callable[[int, int], int]
) -> None:
    for someone in some(people(guideline), size):
        steps, state = walk(someone.knowledge, asker.matters)
        assert len(steps) <= 15, (someone.id, [s.screen.id for s in steps])
        if "emergency" in someone.accepted and len(someone.accepted) == 1:
            assert standing(state).level == "emergency", someone.id


def test_levels_only_settle_along_the_way(guideline: Guideline, asker: Asker, size: Callable[[int, int], int]) -> None:
    for someone in some(people(guideline), size)[::3]:
        steps, _ = walk(someone.knowledge, asker.matters)
        for before, after in itertools.pairwise(steps):
            assert RANK[after.floor] >= RANK[before.floor], someone.id
            assert RANK[after.ceiling] <= RANK[before.ceiling], someone.id


def test_every_line_on_every_screen_can_change_the_verdict(
    guideline: Guideline, asker: Asker, size: Callable[[int, int], int]
) -> None:
    """Checked by the solver alone, without the shortcut the interview takes first."""
    oracle = asker.oracle
    for someone in some(people(guideline), size)[:: size(6, 2)]:
        state = State(Knowledge.blank(guideline))
        for step in walk(someone.knowledge, asker.matters)[0]:
            now = state.interval()
            missing = must_know_missing(state.knowledge)
            for line in step.screen.lines if step.screen.id != "start" and step.screen.kind == "list" else ():
                names = {leaf.name for sign in line.signs for leaf in leaves(sign)} | set(line.opens)
                spans = [guideline.table.spans[n] for n in names]
                atoms = [i for a, b in spans for i in range(a, b)]
                matters = any(now.knowledge.codes[i] == UNKNOWN and oracle._solved(now, i) for i in atoms)
                assert matters or names & set(missing) or line.gate, (someone.id, step.screen.id, line.label)
            state = state.hear(step.response)


def test_the_witness_never_says_more_than_the_solver(guideline: Guideline, asker: Asker) -> None:
    oracle = asker.oracle
    for someone in people(guideline)[::40]:
        state = State(Knowledge.blank(guideline))
        for step in walk(someone.knowledge, asker.matters)[0]:
            now = state.interval()
            for atom in sorted(askable(now, undecided_atoms(now)))[::9]:
                if oracle._shown_by_calm(now, atom):
                    assert oracle._solved(now, atom), guideline.table.sign_of(atom)
            state = state.hear(step.response)


def with_rules(guideline: Guideline, ids: list[str]) -> Guideline:
    rules = tuple(r for r in guideline.rules if r.id in ids)
    nodes = [guideline.node(r.when) for r in rules]
    return replace(
        guideline,
        version=f"small-{'-'.join(ids)}",
        rules=rules,
        rules_code=scalar.compiled(nodes, guideline.table),
        live_code=live.compiled(nodes, guideline.table),
        single_code=scalar.compiled_singly(nodes, guideline.table),
    )


def completions(small: Guideline, known: Knowledge, names: list[str]) -> Iterator[bytes]:
    """Every complete person that agrees with what is known, over the findings the rules read."""
    table = small.table
    choices = []
    for name in names:
        start, stop = table.spans[name]
        wanted = known.codes[start:stop]
        fits = [
            c
            for c in all_codes(small, small.findings[name])
            if all(w in (UNKNOWN, x) for w, x in zip(wanted, c, strict=True))
        ]
        choices.append([(start, stop, c) for c in fits])
    for combination in itertools.product(*choices):
        codes = bytearray(known.codes)
        for start, stop, part in combination:
            codes[start:stop] = part
        yield bytes(codes)


def all_codes(small: Guideline, finding: Finding) -> list[bytes]:
    table, options = small.table, [o.id for o in finding.options]
    match finding.kind:
        case "yes_no":
            values: list[Any] = [False, True]
        case "choice":
            values = list(options)
        case "choices":
            used = {
                leaf.option
                for r in small.rules
                for leaf in leaves(small.node(r.when))
                if isinstance(leaf, Fact) and leaf.name == finding.id
            }
            mine = [o for o in options if o in used]
            values = [list(c) for n in range(len(mine) + 1) for c in itertools.combinations(mine, n)]
        case _:
            limits = [limit for limit, _ in table.cuts[finding.id]]
            near = {x for limit in limits for x in (limit - 0.5, limit, limit + 0.5)} | {
                finding.min or 0,
                finding.max or 0,
            }
            values = [x for x in near if (finding.min or 0) <= x <= (finding.max or 0)]
    return list(dict.fromkeys(table.codes_of(finding.id, v) for v in values))


def test_relevance_is_exact_on_small_rule_sets_by_brute_force(
    guideline: Guideline, size: Callable[[int, int], int]
) -> None:
    rng = random.Random(3)
    simple = [r for r in guideline.rules if len(list(leaves(guideline.node(r.when)))) <= 5 and RANK[r.level]]
    tried = 0
    while tried < size(12, 200):
        small = with_rules(guideline, [r.id for r in rng.sample(simple, 4)])
        names = sorted({x.name for r in small.rules for x in leaves(small.node(r.when))})
        if math.prod(len(all_codes(small, small.findings[n])) for n in names) > 2_000:
            continue
        tried += 1
        known = Knowledge.blank(small)
        for name in rng.sample(names, len(names) // 3):
            if name not in known.closed:
                known = known.answered(name, small.findings[name].absent)
        now = interval(known)
        worlds = list(completions(small, known, names))
        level = {w: interval(replace(known, told=w, kept_open=frozenset(small.findings))).floor for w in worlds}
        oracle = Oracle(small)
        for name in names:
            start, stop = small.table.spans[name]
            for atom in range(start, stop):
                if now.knowledge.codes[atom] == UNKNOWN and any(w[atom] != worlds[0][atom] for w in worlds):
                    assert oracle.matters(now, atom) == by_hand(small, level, atom), (
                        small.version,
                        small.table.sign_of(atom),
                    )


def by_hand(small: Guideline, level: dict[bytes, int], atom: int) -> bool:
    """Do two people who differ in this atom's answer alone have different levels?"""
    table = small.table
    start, stop = table.spans[table.owners[atom]]
    span = slice(atom, atom + 1) if table.vocabulary[table.owners[atom]].kind == "choices" else slice(start, stop)
    seen: dict[bytes, tuple[set[int], set[int]]] = {}
    for world, rank in level.items():
        rest = world[: span.start] + world[span.stop :]
        seen.setdefault(rest, (set(), set()))[world[atom] == 3].add(rank)
    return any(a and b and (a | b) != a & b for a, b in seen.values())


def test_none_of_these_makes_exactly_the_printed_signs_absent(guideline: Guideline) -> None:
    screen = start_screen(guideline)
    before = Knowledge.blank(guideline)
    state = State(before).hear(respond(screen, frozenset()))
    printed = {show(s) for line in screen.lines for s in line.signs}
    assert {text for text, truth in respond(screen, frozenset()).told if truth is False} == printed
    settled = {i for i, (a, b) in enumerate(zip(state.knowledge.told, before.told, strict=True)) if a != b}
    mine = {i for line in screen.lines for s in line.signs for i in guideline.table.atoms_of(s)}
    assert mine <= settled
    printed_findings = {guideline.table.owners[i] for i in mine}  # a missed limit also settles the limits above it
    assert {guideline.table.owners[i] for i in settled} == printed_findings
    assert all(guideline.findings[guideline.table.owners[i]].kind == "number" for i in settled - mine)


def test_a_ticked_line_of_unlike_signs_asks_which(guideline: Guideline, asker: Asker) -> None:
    response = Response("start", (), {}, (("swollen_leg", "worried"),))
    state = (
        State(Knowledge.blank(guideline))
        .hear(
            Response("where", (), {"site": ["calf"], "movement": ["cramp"], "age_years": 40, "body_parts": "neither"})
        )
        .hear(response)
    )
    screen = next_screen(state, asker.matters)
    assert screen is not None
    assert screen.kind == "which"
    assert [show(s) for line in screen.lines for s in line.signs] == ["swollen_leg", "worried"]


def test_a_ticked_line_gives_at_least_its_mildest_sign_at_once(guideline: Guideline) -> None:
    state = State(Knowledge.blank(guideline)).hear(Response("start", (), {}, (("stroke_sign", "swollen_leg"),)))
    assert state.interval().floor == RANK["urgent"]
    both = State(Knowledge.blank(guideline)).hear(Response("start", (), {}, (("stroke_sign", 'fit == "now"'),)))
    assert both.interval().floor == RANK["emergency"]
    made = decide(both)
    assert made.level == "emergency"
    assert made.settled
    assert {r.id for r in made.either_way} == {"stroke_sign_seen", "fit_first_long_or_now"}


def combined_lists(guideline: Guideline, asker: Asker) -> Iterator[tuple[State, ShownScreen]]:
    """Lists with lines that name several signs, as calm people of some places meet them."""
    for place in ("calf", "lower_back", "chest", "upper_tummy"):
        state = State(Knowledge.blank(guideline)).hear(respond(start_screen(guideline), frozenset()))
        where = {"site": [place], "movement": ["cramp"], "age_years": 40, "body_parts": "womb"}
        state = state.hear(Response("where", (), where))
        while (screen := next_screen(state, asker.matters)) and screen.kind == "list":
            if any(line.parts for line in screen.lines):
                yield state, screen
            state = state.hear(respond(screen, frozenset()))


def test_saying_which_on_the_line_is_the_same_as_being_asked_after_it(guideline: Guideline, asker: Asker) -> None:
    met = 0
    for state, screen in combined_lists(guideline, asker):
        for line in (one for one in screen.lines if one.parts):
            part, met = line.parts[-1], met + 1
            at_once = state.hear(respond(screen, frozenset({line.key, part.key})))
            asked = state.hear(respond(screen, frozenset({line.key})))
            which = next_screen(asked, asker.matters)
            if which is not None and which.kind == "which":
                asked = asked.hear(respond(which, frozenset({show(part.signs[0])})))
                assert at_once.knowledge.codes == asked.knowledge.codes, line.label
            assert at_once.groups == ()
            assert at_once.interval().floor >= asked.interval().floor
    assert met > 20


def test_two_options_that_exclude_each_other_never_count_as_the_milder(guideline: Guideline, asker: Asker) -> None:
    for state, screen in combined_lists(guideline, asker):
        for line in screen.lines:
            for two in itertools.combinations(line.parts, 2):
                alone = [state.hear(respond(screen, frozenset({line.key, p.key}))).interval().floor for p in two]
                both = state.hear(respond(screen, frozenset({line.key, *(p.key for p in two)})))
                assert both.interval().floor >= max(alone), line.label


def test_a_choice_known_to_be_one_of_the_bad_options_counts_as_bad(guideline: Guideline) -> None:
    state = State(read(guideline, {"poison": {"one_of": ["gas_fumes", "bug_killer"]}, "mind": ["confused"]}))
    assert state.interval().floor == RANK["emergency"]


def test_the_danger_list_is_the_landing_page_for_everybody(guideline: Guideline) -> None:
    screen = start_screen(guideline)
    assert len(screen.lines) == 8
    for line in screen.lines:
        for sign in line.signs:
            floor = interval(Knowledge.blank(guideline).heard(sign, True)).floor
            assert floor >= RANK["urgent"], show(sign)


@pytest.mark.parametrize("place", ["calf", "eyelid", "lower_back", "abdomen", "bladder", "hiccups"])
def test_a_person_with_nothing_else_wrong_reaches_self_care_or_routine(
    guideline: Guideline, asker: Asker, place: str
) -> None:
    where = guideline.places[place]
    person = {
        k: list(v) if isinstance(v, tuple) else v
        for k, v in guideline.baselines["nothing_named"].answers.items()
        if v is not None
    }
    person |= {"site": list(where.site), "movement": [where.kinds[0]]}
    steps, state = walk(read(guideline, person), asker.matters)
    assert decide(state).level in ("self_care", "routine")
    assert len({s.screen.id for s in steps if s.screen.finding}) == sum(
        bool(s.screen.finding) for s in steps
    )  # nothing twice
