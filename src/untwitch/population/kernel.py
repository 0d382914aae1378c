"""A program of planes as machine code: columns of many people in, output planes out, in one pass over memory.

NumPy takes every operation through memory. Here one loop takes 256 people at a time through all of them, so that what
lies between stays in the core, and columns of codes and numbers are compared where they lie. LLVM (llvmlite) makes the
code for the machine it runs on.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import llvmlite.binding as llvm
import numpy as np
import numpy.typing as npt
from llvmlite import ir

from untwitch.logic.planes import WORD, Loading, Program, loaded
from untwitch.population.inputs import Bits, Column, Equals, Form, Input, Reaches

Columns = npt.NDArray[np.uint64]
WORDS = 4  # a turn: 256 people. The registers of the rules then fit the core's nearest memory
TURN = WORDS * WORD
BLOCK = 1_024  # words a call
LONG, BITS = ir.IntType(64), ir.VectorType(ir.IntType(64), WORDS)
EVERYONE = np.full(BLOCK, ~np.uint64(0))


class Kernel:
    """One program for inputs of one form, as a function of the machine."""

    def __init__(self, program: Program, forms: Sequence[Form]) -> None:
        """`forms`: of the program's atoms, in the order in which it loads them."""
        self.atoms = loaded(program)
        self.outputs = len(program.outputs)
        self._engine, self._call = _compiled(_written(program, forms))

    def run(self, inputs: Mapping[int, Input], people: int) -> Iterator[tuple[int, int, Columns]]:
        """First and last word of each part, and its output planes, shape (outputs, words).

        Past the last person anything may stand. The next part overwrites this one.
        """
        mine = [inputs[atom] for atom in self.atoms]
        found = np.empty((self.outputs, BLOCK), np.uint64)
        whole, words = people // TURN * WORDS, -(-people // WORD)
        starts, steps = _addresses(mine)
        for first in range(0, whole, BLOCK):
            last = min(first + BLOCK, whole)
            self._turns((last - first) // WORDS, starts + first * steps, found)
            yield first, last, found[:, : last - first]
        if whole < words:
            rest = [_padded(one, whole) for one in mine]  # kept, so that the addresses stay good
            self._turns(1, _addresses(rest)[0], found)
            yield whole, words, found[:, : words - whole]

    def _turns(self, turns: int, columns: Column, found: Columns) -> None:
        outputs = found.ctypes.data + np.arange(len(found), dtype=np.int64) * found.strides[0]
        self._call(turns, columns.ctypes.data, outputs.ctypes.data)


def _addresses(inputs: Sequence[Input]) -> tuple[Column, Column]:
    """Where values and knownness of each input begin, and how far apart two words of them are, in bytes."""
    starts, steps = [], []
    for one in inputs:
        known = EVERYONE if one.known is None else one.known
        starts += [one.values.ctypes.data, known.ctypes.data]
        steps += [one.values.itemsize * (1 if isinstance(one, Bits) else WORD), 0 if one.known is None else 8]
    return np.array(starts, np.int64), np.array(steps, np.int64)


def _padded(one: Input, first: int) -> Input:
    """The last, incomplete turn of an input, filled up with nothing."""
    width, start = (WORDS, first) if isinstance(one, Bits) else (TURN, first * WORD)
    values = np.zeros(width, one.values.dtype)
    rest = one.values[start : start + width]
    values[: len(rest)] = rest
    known = None
    if one.known is not None:
        known = np.zeros(WORDS, np.uint64)
        some = one.known[first : first + WORDS]
        known[: len(some)] = some
    match one:
        case Bits():
            return Bits(values, known)
        case Equals():
            return Equals(values, known, one.code)
    return Reaches(values, known, one.limit, one.strict)


def _written(program: Program, forms: Sequence[Form]) -> str:
    """The function in LLVM's language: run(turns, columns, outputs)."""
    module = ir.Module()
    table = ir.IntType(64).as_pointer()
    function = ir.Function(module, ir.FunctionType(ir.VoidType(), [LONG, table, table]), "run")
    turns, columns, outputs = function.args
    entry, test, body, end = (function.append_basic_block(name) for name in ("entry", "test", "body", "end"))
    ir.IRBuilder(entry).branch(test)
    build = ir.IRBuilder(test)
    turn = build.phi(LONG)
    turn.add_incoming(LONG(0), entry)
    build.cbranch(build.icmp_unsigned("<", turn, turns), body, end)
    build = ir.IRBuilder(body)
    _Turn(build, turn, columns, outputs).write(program, forms)
    turn.add_incoming(build.add(turn, LONG(1)), body)
    build.branch(test)
    ir.IRBuilder(end).ret_void()
    return str(module)


class _Turn:
    """Writes one turn of the loop."""

    def __init__(self, build: ir.IRBuilder, turn: ir.Value, columns: ir.Value, outputs: ir.Value) -> None:
        self.build, self.turn, self.columns, self.outputs = build, turn, columns, outputs

    def write(self, program: Program, forms: Sequence[Form]) -> None:
        """All loads and operations in the program's order, then the outputs."""
        rows: dict[int, ir.Value] = {}
        loaded = iter(enumerate(forms))
        for step in program.steps:
            if isinstance(step, Loading):
                at, form = next(loaded)
                sure, never = self._atom(2 * at, form)
                rows |= {place: side for place, side in ((step.sure, sure), (step.never, never)) if place is not None}
            else:
                join = self.build.and_ if step.op == "and" else self.build.or_
                rows[step.result] = join(rows[step.one], rows[step.two])
        for at, out in enumerate(program.outputs):
            value = _same(out) if isinstance(out, bool) else rows[out]
            self.build.store(value, self._place(self.outputs, at, BITS), align=8)

    def _atom(self, at: int, form: Form) -> tuple[ir.Value, ir.Value]:
        known = self._read(at + 1, BITS)
        sure = self.build.and_(self._truth(at, form), known)
        return sure, self.build.xor(sure, known)

    def _truth(self, at: int, form: Form) -> ir.Value:
        if form[0] == "bits":
            return self._read(at, BITS)
        kind = np.dtype(form[1])
        many = ir.VectorType(_number(kind), TURN)
        if form[0] == "equals":
            found = self.build.icmp_unsigned("==", self._read(at, many), many([form[2]] * TURN))
        elif kind.kind == "f":
            found = self.build.fcmp_ordered(_sign(form), self._read(at, many), many([form[2]] * TURN))
        elif not np.iinfo(kind.str).min <= form[2] <= np.iinfo(kind.str).max:
            return _same(form[2] < 0)
        else:
            compare = self.build.icmp_signed if kind.kind == "i" else self.build.icmp_unsigned
            found = compare(_sign(form), self._read(at, many), many([form[2]] * TURN))
        return self.build.bitcast(found, BITS)

    def _read(self, at: int, kind: ir.Type) -> ir.Value:
        return self.build.load(self._place(self.columns, at, kind), align=1)

    def _place(self, table: ir.Value, at: int, kind: ir.Type) -> ir.Value:
        """Where this turn's part of a column lies."""
        start = self.build.inttoptr(self.build.load(self.build.gep(table, [LONG(at)])), kind.as_pointer())
        return self.build.gep(start, [self.turn])


def _same(truth: bool) -> ir.Value:
    """A plane that is the same for everyone."""
    return BITS([(1 << WORD) - 1 if truth else 0] * WORDS)


def _sign(form: Form) -> str:
    return ">" if form[3] else ">="


def _number(kind: np.dtype[Any]) -> ir.Type:
    return (
        {2: ir.HalfType(), 4: ir.FloatType(), 8: ir.DoubleType()}[kind.itemsize]
        if kind.kind == "f"
        else ir.IntType(8 * kind.itemsize)
    )


def _this_machine() -> Any:
    """A new one each time: the engine owns it and ends it."""
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    host = {"cpu": llvm.get_host_cpu_name(), "features": llvm.get_host_cpu_features().flatten()}
    return llvm.Target.from_default_triple().create_target_machine(**host, opt=1)


def _compiled(text: str) -> tuple[Any, Callable[..., None]]:
    """The engine, which owns the code, and the function."""
    module = llvm.parse_assembly(text)
    module.verify()
    engine = llvm.create_mcjit_compiler(module, _this_machine())
    engine.finalize_object()
    kind = ctypes.CFUNCTYPE(None, ctypes.c_int64, ctypes.c_void_p, ctypes.c_void_p)
    return engine, kind(engine.get_function_address("run"))
