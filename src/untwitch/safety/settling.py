"""When is a rule known? The model has exactly the people who can exist, and open answers that cannot matter are seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from math import prod
from typing import Any

import z3

from untwitch.guideline.types import Rule
from untwitch.logic.atoms import TRUE, AtomTable
from untwitch.logic.nodes import Node, fold, leaves
from untwitch.logic.solver import World
from untwitch.safety.listed import UNSETTLED
from untwitch.safety.polarity import Polarity
from untwitch.safety.report import Open, Refuted
from untwitch.safety.theory import PATIENCE_MS, Ground

MOST_WAYS = 5_000
Part = tuple[int, ...]  # atoms that are filled in together


def model_is_exact(ground: Ground) -> None:
    """For each number the model has one person for each stretch between two limits; for each choice one an option."""
    table, side = ground.guideline.table, ground.complete
    real = {name: sorted(_real(table, name)) for name, entry in table.vocabulary.items() if entry.kind != "yes_no"}
    ground.count(sum(map(len, real.values())))
    matches = {name: [_is(side.world, table.spans[name], codes) for codes in ways] for name, ways in real.items()}
    for at in range(max(map(len, matches.values()))):
        if not side.exists(*(ways[at % len(ways)] for ways in matches.values())):
            raise Refuted("An answer that a person can give is missing from the proofs.")
    for name, ways in matches.items():
        if table.vocabulary[name].kind != "choices" and side.exists(z3.Not(z3.Or(ways))):
            raise Refuted(f'The proofs speak of other answers to "{name}" than a person can give.')


def _real(table: AtomTable, name: str) -> set[bytes]:
    """What the possible answers say of the atoms: a number on each limit and between two; each option by itself."""
    entry = table.vocabulary[name]
    if entry.kind != "number":
        return {table.codes_of(name, (o,) if entry.kind == "choices" else o) for o in entry.options}
    at = sorted(
        {float(entry.low), float(entry.high), *(v for v, _ in table.cuts[name] if entry.low <= v <= entry.high)}
    )
    return {table.codes_of(name, value) for value in (*at, *((a + b) / 2 for a, b in pairwise(at)))}


def _is(world: World, span: tuple[int, int], codes: bytes) -> Any:
    atoms = world.sure[span[0] : span[1]]
    return z3.And([a if code == TRUE else z3.Not(a) for a, code in zip(atoms, codes, strict=True)])


def open_only_when_it_matters(ground: Ground) -> None:
    """A rule is open only while the missing answers can still make it true, and can still make it false.

    Where an atom stands with one sign only, the missing answers can all be the mild ones, or all the grave ones, and
    three-valued logic is exact. Atoms with both signs, and choices looked at in several places, are filled in, each way.
    """
    for rule in ground.guideline.rules:
        ground.count()
        if rule.id not in UNSETTLED:
            wanted = gap(ground, rule)
            if wanted is not None:
                how = "true" if wanted else "false"
                raise Refuted(f"This rule can stay open although it is {how} whatever else is said: {rule.because}")


def gap(ground: Ground, rule: Rule) -> bool | None:
    """True (False): somebody's rule stays open although it is true (false) for each way to complete their answers."""
    node = ground.guideline.node(rule.when)
    parts = _filled_in(ground, node)
    if not parts:
        return None
    table, partial = ground.guideline.table, World.partial(ground.guideline.table, "u")
    sure, possible = fold(node, partial.compiler(), {})
    solver = z3.Solver()
    solver.set("timeout", PATIENCE_MS)
    solver.add(*partial.laws, *_last_option(table, partial), z3.Not(sure), possible)
    for wanted in (True, False):
        solver.push()
        solver.add(*_each_way(table, partial, node, parts, wanted))
        answer = solver.check()
        solver.pop()
        if answer == z3.unknown:
            raise Open("the solver gave no answer in time")
        if answer == z3.sat:
            return wanted
    return None


def _filled_in(ground: Ground, node: Node) -> list[tuple[Part, list[bytes]]]:
    """What must be filled in: the atoms, and the ways to fill them."""
    table = ground.guideline.table
    raising, lowering = fold(node, Polarity(table), {})
    looks: dict[str, set[Node]] = {}
    for leaf in leaves(node):
        if table.vocabulary[leaf.name].kind == "choice":
            looks.setdefault(leaf.name, set()).add(leaf)
    both = {table.owners[i] for i in raising & lowering}
    found: list[tuple[Part, list[bytes]]] = []
    for name in sorted(both | {n for n, mine in looks.items() if len(mine) > 1}):
        span = range(*table.spans[name])
        if table.vocabulary[name].kind in ("choice", "number"):
            found.append((tuple(span), sorted(_real(table, name))))
        else:
            found += [((i,), [bytes([0]), bytes([TRUE])]) for i in span if i in raising & lowering]
    if prod(len(ways) for _, ways in found) > MOST_WAYS:
        raise Open("too many ways to complete the answers")
    return found


def _last_option(table: AtomTable, world: World) -> Iterator[Any]:
    """The one option that is left is the answer."""
    for start, stop in table.exclusive():
        for i in range(start, stop):
            others = [world.possible[j] for j in range(start, stop) if j != i]
            yield z3.Or(world.sure[i], z3.Not(world.possible[i]), *others)


def _each_way(
    table: AtomTable, partial: World, node: Node, parts: Sequence[tuple[Part, list[bytes]]], wanted: bool
) -> Iterator[Any]:
    """Each way to fill in that is possible leaves the rule surely true, or surely false."""
    for ways in product(*(ways for _, ways in parts)):
        sure, possible = list(partial.sure), list(partial.possible)
        fits: list[Any] = []
        for (atoms, _), codes in zip(parts, ways, strict=True):
            for i, code in zip(atoms, codes, strict=True):
                fits.append(partial.possible[i] if code == TRUE else z3.Not(partial.sure[i]))
                sure[i] = possible[i] = z3.BoolVal(code == TRUE)
        ends = fold(node, World(table, sure, possible, ()).compiler(), {})
        yield z3.Or(z3.Not(z3.And(fits)), ends[0] if wanted else z3.Not(ends[1]))
