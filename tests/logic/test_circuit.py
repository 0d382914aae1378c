"""Circuits say the same before and after they are made small, and planes are bits in the order of the people."""

from __future__ import annotations

import itertools
import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from untwitch.logic.atoms import FALSE, TRUE, AtomTable
from untwitch.logic.circuit import ALWAYS, NEVER, Circuit, Network, factored, paired
from untwitch.logic.nodes import AllOf, AnyOf, Fact, Not
from untwitch.logic.planes import Machine, Planes, bits, packed, program
from untwitch.logic.vocabulary import Entry

INPUTS = 6


def random_circuit(seed: int) -> tuple[Circuit, list[int]]:
    rng, circuit = random.Random(seed), Circuit()
    nodes = [NEVER, ALWAYS, *(circuit.plane(key) for key in range(INPUTS))]
    for _ in range(rng.randint(1, 30)):
        parts = rng.sample(nodes, rng.randint(1, min(6, len(nodes))))
        need = rng.randint(1, len(parts))
        nodes.append(rng.choice([circuit.all_of(parts), circuit.any_of(parts), circuit.at_least(need, parts)]))
    return circuit, rng.sample(nodes, rng.randint(1, 4))


def value(circuit: Circuit, node: int, given: tuple[bool, ...]) -> bool:
    if node in (NEVER, ALWAYS):
        return node == ALWAYS
    if circuit.ops[node] == "in":
        return given[circuit.keys[node]]  # type: ignore[call-overload, no-any-return]
    parts = [value(circuit, part, given) for part in circuit.args[node]]
    return all(parts) if circuit.ops[node] == "and" else any(parts)


def network_value(network: Network, circuit: Circuit, node: int, given: tuple[bool, ...]) -> bool:
    if node not in network:
        return value(circuit, node, given)
    op, parts = network[node]
    values = [network_value(network, circuit, part, given) for part in parts]
    return all(values) if op == "and" else any(values)


@given(seed=st.integers(0, 10**6))
def test_factoring_and_sharing_change_nothing(seed: int) -> None:
    circuit, outputs = random_circuit(seed)
    small, places = factored(circuit, outputs)
    network = paired(small, places)
    for given_ in itertools.product((False, True), repeat=INPUTS):
        expected = [value(circuit, node, given_) for node in outputs]
        assert [value(small, node, given_) for node in places] == expected
        assert [network_value(network, small, node, given_) for node in places] == expected


def test_a_common_factor_is_worked_out_once() -> None:
    circuit = Circuit()
    a, *others = (circuit.plane(key) for key in range(9))
    wide = circuit.any_of(circuit.all_of([a, other]) for other in others)
    small, (node,) = factored(circuit, [wide])
    assert sum(len(parts) - 1 for _, parts in paired(small, [node]).values()) == 8


def test_what_covers_another_part_is_left_out() -> None:
    circuit = Circuit()
    a, b = circuit.plane("a"), circuit.plane("b")
    assert circuit.any_of([a, circuit.all_of([a, b])]) == a
    assert circuit.all_of([a, circuit.any_of([a, b])]) == a
    assert circuit.at_least(3, [a, b]) == NEVER
    assert circuit.at_least(2, [a, b]) == circuit.all_of([a, b])


def test_atoms_that_are_the_same_for_everyone_cost_nothing() -> None:
    table = AtomTable.of({name: Entry("yes_no") for name in "abc"}, [])
    rule = AnyOf((AllOf((Fact("a"), Fact("b"))), Not(Fact("c"))))
    for fixed, operations in (({}, 2), ({0: TRUE}, 1), ({0: FALSE}, 0), ({2: FALSE}, 0)):
        compiler = Planes(table, fixed)
        assert program(compiler, [compiler.pair(rule)[0]]).operations == operations


@given(truths=st.lists(st.booleans(), min_size=1, max_size=200))
def test_bits_stand_in_the_order_of_the_people(truths: list[bool]) -> None:
    plane = packed(np.array(truths))
    assert bits(plane, len(truths)).astype(bool).tolist() == truths
    assert len(plane) == -(-len(truths) // 64)


def test_a_machine_can_run_block_after_block() -> None:
    table = AtomTable.of({name: Entry("yes_no") for name in "ab"}, [])
    compiler = Planes(table)
    block = np.zeros((2, 3), np.uint64)

    def load(atom: int, sure: np.ndarray | None, never: np.ndarray | None) -> None:
        if sure is not None:
            sure[:] = block[atom]
        if never is not None:
            never[:] = ~block[atom]

    pair = compiler.pair(AllOf((Fact("a"), Not(Fact("b")))))
    machine = Machine(program(compiler, pair), 3)
    rng = np.random.default_rng(7)
    for _ in range(3):
        block[:] = rng.integers(0, 2**63, block.shape, dtype=np.uint64)
        sure, never = machine.run(load)
        assert (sure == block[0] & ~block[1]).all()
        assert (never == ~sure).all()
