"""Every way to run the rule language, as one table: a new compiler adds one row."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import duckdb
import numpy as np
import z3
from playwright.sync_api import Page
from psycopg import Connection
from pysat.solvers import Solver

from conformance.meaning import meaning
from conformance.statements import statement, truths
from logic.trees import VOCABULARY, random_whole, signs_of
from untwitch.logic import planes, scalar, script, sql
from untwitch.logic.atoms import FALSE, TRUE, TRUTH, UNKNOWN, AtomTable, evaluate, tell
from untwitch.logic.cnf import Clauses
from untwitch.logic.nodes import Node, fold, leaves
from untwitch.logic.solver import World
from untwitch.logic.truth import Truth
from untwitch.logic.vocabulary import Vocabulary
from untwitch.population.inputs import Bits, Buffers
from untwitch.population.kernel import Kernel

ANYONE = {name: random_whole(random.Random(name), name) for name in VOCABULARY}


@dataclass(frozen=True)
class Case:
    """One expression about one person. A fact is a whole answer, or a mapping that tells a part of one."""

    expression: Node
    facts: Mapping[str, Any]

    @property
    def whole(self) -> bool:
        """No fact is a part: what a form or a table row can hold."""
        return not any(isinstance(fact, Mapping) for fact in self.facts.values())

    @property
    def complete(self) -> bool:
        """Everything the expression asks about is answered."""
        return self.whole and all(leaf.name in self.facts for leaf in leaves(self.expression))


@dataclass(frozen=True)
class Batch:
    """Cases over one vocabulary, with the atoms that all their expressions share, a real browser and a real PostgreSQL."""

    vocabulary: Vocabulary
    cases: Sequence[Case]
    page: Page
    postgres: Connection[Any]

    @cached_property
    def expressions(self) -> list[Node]:
        return [case.expression for case in self.cases]

    @cached_property
    def table(self) -> AtomTable:
        return AtomTable.of(self.vocabulary, self.expressions)

    def codes(self, case: Case) -> bytes:
        """What the facts of a case say about every atom."""
        codes = bytearray(self.table.blank)
        for name, fact in case.facts.items():
            if isinstance(fact, Mapping):
                for sign, truth in signs_of(fact, name):
                    tell(self.table, codes, sign, truth)
            else:
                codes[slice(*self.table.spans[name])] = self.table.codes_of(name, fact)
        return bytes(codes)

    def code_lists(self) -> list[list[int]]:
        return [list(self.codes(case)) for case in self.cases]


def by_meaning(batch: Batch) -> list[Truth]:
    return [meaning(case.expression, batch.vocabulary, case.facts) for case in batch.cases]


def by_walking(batch: Batch) -> list[Truth]:
    return [TRUTH[evaluate(case.expression, batch.table, batch.codes(case))] for case in batch.cases]


def by_python(batch: Batch) -> list[Truth]:
    run = scalar.evaluator(scalar.compiled(batch.expressions, batch.table))
    return [TRUTH[run(batch.codes(case))[at]] for at, case in enumerate(batch.cases)]


def by_script(batch: Batch) -> list[Truth]:
    """In the browser. Whole answers are turned into atoms there too, as the offline page does."""
    tag = batch.page.add_script_tag(content=script.source(batch.expressions, batch.table))
    tag.evaluate("tag => tag.remove()")
    given = [{"facts": dict(c.facts)} if c.whole else {"codes": list(batch.codes(c))} for c in batch.cases]
    codes = batch.page.evaluate(
        """given => given.map(({facts, codes}, at) => {
            const atoms = facts ? untwitchRules.atoms(facts) : Uint8Array.from(codes);
            return untwitchRules.evaluate(atoms)[at];
        })""",
        given,
    )
    return [TRUTH[code] for code in codes]


def by_solver(batch: Batch, world_of: Callable[[AtomTable], World] = World.partial) -> list[Truth]:
    """In Z3: both bounds of a person some of whose answers are unknown, with that person's answers put in."""
    world = world_of(batch.table)
    compiler, laws = world.compiler(), z3.And(world.laws)

    values = (z3.BoolVal(False), z3.BoolVal(True))
    three = z3.Function("three", *[z3.BoolSort()] * 4)  # holds three formulas, so that a person is put in only once

    def put_in(formulas: Sequence[Any], codes: bytes) -> list[bool]:
        known = [(v, values[code == TRUE]) for v, code in zip(world.sure, codes, strict=True)]
        if world.possible is not world.sure:
            known += [(v, values[code >= UNKNOWN]) for v, code in zip(world.possible, codes, strict=True)]
        said = z3.simplify(z3.substitute(three(*formulas), known)).children()
        assert all(z3.is_true(one) or z3.is_false(one) for one in said), said
        return [z3.is_true(one) for one in said]

    found: list[Truth] = []
    for case in batch.cases:
        codes = batch.codes(case)
        lawful, sure, possible = put_in([laws, *fold(case.expression, compiler)], codes)
        assert lawful, f"no person is like this: {case.facts}"
        assert possible or not sure
        found.append(True if sure else None if possible else False)
    return found


def by_complete_solver(batch: Batch) -> list[Truth]:
    """In Z3, as a person who has answered everything; what nobody asks about gets some answer."""
    filled = [Case(c.expression, {**ANYONE, **c.facts}) for c in batch.cases]
    return by_solver(replace(batch, cases=filled), World.complete)


def by_clauses(batch: Batch) -> list[Truth]:
    """With a SAT solver: what the expression asks about is assumed, everything else is left to the laws."""
    writer = Clauses(batch.table)
    writer.add_laws()
    literals = [fold(case.expression, writer) for case in batch.cases]
    found: list[Truth] = []
    with Solver(name="cadical195", bootstrap_with=writer.clauses) as solver:
        for case, literal in zip(batch.cases, literals, strict=True):
            codes = batch.codes(case)
            asked = {i for leaf in leaves(case.expression) for i in range(*batch.table.spans[leaf.name])}
            known = [writer.atom(i) if codes[i] == TRUE else -writer.atom(i) for i in sorted(asked)]
            can_be = {truth: solver.solve([*known, literal if truth else -literal]) for truth in (True, False)}
            assert can_be[True] is not can_be[False], case
            found.append(can_be[True])
    return found


def by_planes(batch: Batch) -> list[Truth]:
    """In NumPy: every expression about everybody at once, 64 people an operation; each case then reads its own bit."""
    people, made = _codes(batch), _program(batch)

    def load(atom: int, sure: planes.Plane | None, never: planes.Plane | None) -> None:
        for plane, code in ((sure, TRUE), (never, FALSE)):
            if plane is not None:
                plane[:] = planes.packed(people[:, atom] == code)

    return _each(planes.Machine(made, -(-len(people) // planes.WORD)).run(load), len(people))


def by_machine_code(batch: Batch) -> list[Truth]:
    """In machine code: the same program, made by LLVM. Its atoms are told as planes."""
    people, made = _codes(batch), _program(batch)
    inputs = {
        atom: Bits(planes.packed(people[:, atom] == TRUE), planes.packed(people[:, atom] != UNKNOWN))
        for atom in made.atoms
    }
    buffers = Buffers([inputs[atom] for atom in planes.loaded(made)])
    parts = [rows.copy() for _first, _last, rows in Kernel(made, buffers.form).run(buffers, len(people))]
    return _each(np.concatenate(parts, axis=1), len(people))


def _codes(batch: Batch) -> Any:
    return np.array([list(batch.codes(case)) for case in batch.cases], np.uint8)


def _program(batch: Batch) -> planes.Program:
    compiler = planes.Planes(batch.table)
    pairs = [compiler.pair(expression) for expression in batch.expressions]
    return planes.program(compiler, [node for pair in pairs for node in pair])


def _each(outputs: Sequence[Any], people: int) -> list[Truth]:
    """For each case what its own expression says about its own person."""
    found: list[Truth] = []
    for at, (sure, never) in enumerate(batched(outputs, 2)):
        true, false = (bool(planes.bits(plane, people)[at]) for plane in (sure, never))
        assert not (true and false)
        found.append(True if true else False if false else None)
    return found


def batched(things: Sequence[Any], size: int) -> list[Sequence[Any]]:
    return [things[at : at + size] for at in range(0, len(things), size)]


def in_sql(batch: Batch, dialect: str) -> str:
    people = [case.facts for case in batch.cases]
    return statement(batch.vocabulary, batch.expressions, people, sql.DIALECTS[dialect])


def by_duckdb(batch: Batch) -> list[Truth]:
    with duckdb.connect() as database:
        return truths(database.execute(in_sql(batch, "duckdb")).fetchall())


def by_postgres(batch: Batch) -> list[Truth]:
    return truths(batch.postgres.execute(in_sql(batch, "postgres").encode()).fetchall())


@dataclass(frozen=True)
class Runner:
    """A way to run cases, and which cases it can hold."""

    run: Callable[[Batch], list[Truth]]
    takes: Callable[[Case], bool] = lambda case: True


RUNNERS: dict[str, Runner] = {
    "meaning": Runner(by_meaning),
    "walk": Runner(by_walking),
    "python": Runner(by_python),
    "script": Runner(by_script),
    "planes": Runner(by_planes),
    "machine code": Runner(by_machine_code),
    "duckdb": Runner(by_duckdb, takes=lambda case: case.whole),
    "postgres": Runner(by_postgres, takes=lambda case: case.whole),
    "solver": Runner(by_solver),
    "solver, complete": Runner(by_complete_solver, takes=lambda case: case.complete),
    "clauses": Runner(by_clauses, takes=lambda case: case.complete),
}
