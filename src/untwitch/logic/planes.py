"""Compiler to bit planes: many expressions over millions of people, 64 people an operation.

A plane is an array of 64-bit words with one bit a person. An expression is two planes, "surely true" and "surely false";
where neither is set it is unknown. ("Possibly true" is the complement of the second. Kept this way round NOT costs
nothing and no operation but AND and OR is left.) Work goes block by block, so that all planes in use stay near the core.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from untwitch.logic.atoms import FALSE, TRUE, UNKNOWN, AtomCompiler, AtomTable
from untwitch.logic.circuit import ALWAYS, NEVER, Circuit, Network, Op, factored, paired
from untwitch.logic.nodes import Node, fold

Plane = npt.NDArray[np.uint64]
Pair = tuple[int, int]  # nodes of a circuit: (surely true, surely false)
Load = Callable[[int, "Plane | None", "Plane | None"], None]
WORD = 64
FIXED: dict[int, Pair] = {TRUE: (ALWAYS, NEVER), FALSE: (NEVER, ALWAYS), UNKNOWN: (NEVER, NEVER)}


class Planes(AtomCompiler[Pair]):
    """Fold trees to pairs of nodes in one circuit. Input planes are named (atom, what it is known to be).

    `fixed` gives atoms that are the same for everyone, like those of a column that is not there: they cost nothing.
    """

    def __init__(self, table: AtomTable, fixed: Mapping[int, int] | None = None) -> None:
        super().__init__(table)
        self.circuit = Circuit()
        self.fixed = {i: code for i, code in enumerate(table.blank) if code != UNKNOWN} | dict(fixed or {})
        self._memo: dict[Node, Pair] = {}

    def pair(self, expression: Node) -> Pair:
        """The two nodes of an expression; equal parts of all expressions are shared."""
        return fold(expression, self, self._memo)

    def atom(self, index: int) -> Pair:
        if index in self.fixed:
            return FIXED[self.fixed[index]]
        return self.circuit.plane((index, True)), self.circuit.plane((index, False))

    def negation(self, part: Pair) -> Pair:
        return part[1], part[0]

    def all_of(self, parts: list[Pair]) -> Pair:
        return self.circuit.all_of(t for t, _ in parts), self.circuit.any_of(f for _, f in parts)

    def any_of(self, parts: list[Pair]) -> Pair:
        return self.circuit.any_of(t for t, _ in parts), self.circuit.all_of(f for _, f in parts)

    def at_least(self, need: int, parts: list[Pair]) -> Pair:
        sure = self.circuit.at_least(need, [t for t, _ in parts])
        return sure, self.circuit.at_least(len(parts) - need + 1, [f for _, f in parts])

    def among(self, inside: list[Pair], outside: list[Pair]) -> Pair:
        """Sure, too, once every option outside is known false: somebody's option is one of the rest."""
        sure, never = self.any_of(inside)
        return self.circuit.any_of([sure, self.any_of(outside)[1]]), never


@dataclass(frozen=True)
class Operation:
    """`result = one op two`, all registers."""

    op: Op
    result: int
    one: int
    two: int


@dataclass(frozen=True)
class Loading:
    """An atom's planes are loaded into two registers; None where that side is not needed."""

    atom: int
    sure: int | None
    never: int | None


@dataclass(frozen=True)
class Program:
    """Steps in order, how many registers they need, and where each output stands afterwards.

    `outputs` holds a register, or a bool where the output is the same for everyone.
    """

    steps: tuple[Operation | Loading, ...]
    registers: int
    outputs: tuple[int | bool, ...]

    @property
    def operations(self) -> int:
        return sum(isinstance(step, Operation) for step in self.steps)

    @cached_property
    def atoms(self) -> frozenset[int]:
        """The atoms that are read at all."""
        return frozenset(step.atom for step in self.steps if isinstance(step, Loading))


def loaded(steps: Program) -> list[int]:
    """The atoms in the order in which they are loaded."""
    return [step.atom for step in steps.steps if isinstance(step, Loading)]


def program(compiler: Planes, outputs: Sequence[int]) -> Program:
    """The steps that give these nodes of the compiler's circuit."""
    circuit, wanted = factored(compiler.circuit, outputs)
    needed = set(circuit.reachable(wanted))
    inputs = {node: key for node, key in circuit.keys.items() if node in needed}
    return _Allocation(paired(circuit, wanted), inputs, wanted).program()


def _in_order(network: Network, outputs: Sequence[int]) -> Iterator[tuple[Op, int, int, int]]:
    """Two-part operations, each part before its use; a node of many parts gathers them one by one."""
    done: set[int] = set()

    def emit(node: int) -> Iterator[tuple[Op, int, int, int]]:
        if node in done or node not in network:
            return
        op, parts = network[node]
        gathered: int | None = None
        for part in parts:
            yield from emit(part)
            if gathered is not None:
                yield op, node, gathered, part
                gathered = node
            else:
                gathered = part
        done.add(node)

    for node in outputs:
        yield from emit(node)


class _Allocation:
    """Registers for the nodes of a network: one is free again when its node was used for the last time."""

    def __init__(self, network: Network, inputs: Mapping[int, Any], outputs: Sequence[int]) -> None:
        self.network, self.inputs, self.wanted = network, inputs, outputs
        self.order = list(_in_order(network, outputs))
        self.node_of = {key: node for node, key in inputs.items()}
        self.last = {node: at for at, (_, *three) in enumerate(self.order) for node in three}
        self.last |= dict.fromkeys(outputs, len(self.order))
        self.registers: dict[int, int] = {}
        self.free: list[int] = []
        self.used = 0
        self.steps: list[Operation | Loading] = []

    def program(self) -> Program:
        for at, (op, result, one, two) in enumerate(self.order):
            for part in (one, two):
                self._load(part)
            places = self.registers[one], self.registers[two]
            self._release(at, {one, two} - {result})
            self.steps.append(Operation(op, self._place(result), *places))
        for node in self.wanted:
            self._load(node)
        found = tuple(bool(n) if n in (NEVER, ALWAYS) else self.registers[n] for n in self.wanted)
        return Program(tuple(self.steps), self.used, found)

    def _load(self, node: int) -> None:
        """Both planes of an atom at once, since each is made from the other."""
        if node in self.inputs and node not in self.registers:
            atom, _ = self.inputs[node]
            sides = [self.node_of.get((atom, side)) for side in (True, False)]
            sure, never = (None if side is None else self._place(side) for side in sides)
            self.steps.append(Loading(atom, sure, never))

    def _place(self, node: int) -> int:
        if node not in self.registers:
            self.registers[node] = self.free.pop() if self.free else self.used
            self.used = max(self.used, self.registers[node] + 1)
        return self.registers[node]

    def _release(self, at: int, nodes: set[int]) -> None:
        self.free += [self.registers[node] for node in sorted(nodes) if self.last[node] == at]


class Machine:
    """A program with its registers, ready to run on one block after another."""

    def __init__(self, program: Program, words: int) -> None:
        self.planes = np.zeros((program.registers, words), np.uint64)
        full = np.full(words, ~np.uint64(0))
        calls: dict[Op, Any] = {"and": np.bitwise_and, "or": np.bitwise_or}
        rows = [*self.planes]

        def row(register: int | None) -> Plane | None:
            return None if register is None else rows[register]

        self._steps: list[tuple[Any, Any, Any, Any]] = [
            (calls[step.op], row(step.one), row(step.two), row(step.result))
            if isinstance(step, Operation)
            else (None, step.atom, row(step.sure), row(step.never))
            for step in program.steps
        ]
        constants = {False: np.zeros_like(full), True: full}
        self.outputs: tuple[Plane, ...] = tuple(
            constants[out] if isinstance(out, bool) else rows[out] for out in program.outputs
        )

    def run(self, load: Load) -> tuple[Plane, ...]:
        """The output planes of one block, each of shape (words,); the next run overwrites them.

        `load(atom, sure, never)` writes the planes of one atom for this block; either may be None.
        """
        for call, one, two, result in self._steps:
            (call or load)(one, two, result)
        return self.outputs


def bits(plane: Plane, count: int) -> npt.NDArray[np.uint8]:
    """One 0 or 1 a person.

    >>> bits(np.array([0b101], np.uint64), 4)
    array([1, 0, 1, 0], dtype=uint8)
    """
    return np.unpackbits(plane.view(np.uint8), count=count, bitorder="little")


def packed(truths: npt.NDArray[Any]) -> Plane:
    """A plane from one truth value a person; bits past the last person are 0.

    >>> packed(np.array([True, False, True]))
    array([5], dtype=uint64)
    """
    some = np.packbits(truths, bitorder="little")
    whole = np.zeros(-(-len(some) // 8) * 8, np.uint8)
    whole[: len(some)] = some
    return whole.view(np.uint64)
