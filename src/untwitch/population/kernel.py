"""A program of planes as machine code: columns of many people in, output planes out, in one pass over memory.

NumPy takes every operation through memory. Here one loop takes 256 people at a time through all of them, so that what
lies between stays in the core, and columns of codes and numbers are compared where they lie. LLVM (llvmlite) makes the
code for the machine it runs on.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import llvmlite.binding as llvm
import numpy as np
import numpy.typing as npt
from llvmlite import ir

from untwitch.logic.planes import WORD, Loading, Program
from untwitch.population.inputs import BLOCK, TILE, Buffers, Column, Form

Planes = npt.NDArray[np.uint64]
WORDS = 4  # a turn: 256 people. The registers of the rules then fit the core's nearest memory
TURN = WORDS * WORD
LINE = 64  # bytes
BYTES, TABLE = ir.IntType(8).as_pointer(), ir.IntType(64).as_pointer()
LONG, BITS = ir.IntType(64), ir.VectorType(ir.IntType(64), WORDS)


class Kernel:
    """One program for inputs of one form, as a function of the machine. Threads may share it."""

    def __init__(self, program: Program, form: Form) -> None:
        self.outputs = len(program.outputs)
        text, self._size = _written(program, form)
        self._engine, self._call = _compiled(text)

    def run(self, buffers: Buffers, people: int, block: int = BLOCK) -> Iterator[tuple[int, int, Planes]]:
        """First and last word of each part of at most `block` words, and its output planes, shape (outputs, words).

        `block`: a multiple of TILE, at most BLOCK. Past the last person anything may stand. The next part overwrites this.
        """
        found, near = np.empty((self.outputs, block), np.uint64), _aligned(self._size)
        whole, words = people // (TILE * WORD) * TILE, -(-people // WORD)
        for first in range(0, whole, block):
            last = min(first + block, whole)
            self._tiles((last - first) // TILE, buffers.table(first), found, near)
            yield first, last, found[:, : last - first]
        if whole < words:
            table, _kept = buffers.rest(whole)
            self._tiles(1, table, found, near)
            yield whole, words, found[:, : words - whole]

    def _tiles(self, tiles: int, table: Column, found: Planes, near: Column) -> None:
        outputs = found.ctypes.data + np.arange(len(found), dtype=np.int64) * found.strides[0]
        self._call(tiles, table.ctypes.data, outputs.ctypes.data, near.ctypes.data)


def _aligned(size: int) -> Column:
    """Bytes that begin where a line of the core's memory does."""
    room = np.empty(size + LINE, np.uint8)
    return room[-room.ctypes.data % LINE :]


def _written(program: Program, form: Form) -> tuple[str, int]:
    """The function run(tiles, table, outputs, near) in LLVM's language, and how many bytes it needs near by.

    A tile of every column is first copied to where the core reaches it at once: the columns lie far apart.
    """
    asked, steps = form
    module = ir.Module()
    kinds = [LONG, TABLE, TABLE, BYTES]
    function = ir.Function(module, ir.FunctionType(ir.VoidType(), kinds), "run")
    tiles, table, outputs, near = function.args
    start, end = function.append_basic_block(), function.append_basic_block()
    places = np.cumsum([0, *(-(-TILE * step // LINE) * LINE for step in steps)]).tolist()
    with _Loop(ir.IRBuilder(start), tiles, end) as (build, tile):
        for at, step in enumerate(steps):
            start_of = build.load(build.gep(table, [LONG(at)]))
            address = build.add(start_of, build.mul(tile, LONG(TILE * step)))
            _copy(build, build.gep(near, [LONG(places[at])]), build.inttoptr(address, BYTES), TILE * step)
        with _Loop(build, LONG(TILE // WORDS)) as (inner, turn):
            place = inner.add(inner.mul(tile, LONG(TILE // WORDS)), turn)
            _Turn(inner, turn, place, near, table, outputs, places, codes=len(steps)).write(program, asked)
    ir.IRBuilder(end).ret_void()
    return str(module), places[-1]


class _Loop:
    """`with _Loop(build, times) as (body, turn)`: what `body` writes runs so often; afterwards `build` goes on."""

    def __init__(self, build: ir.IRBuilder, times: ir.Value, end: Any = None) -> None:
        self.build, self.times, self.end = build, times, end

    def __enter__(self) -> tuple[ir.IRBuilder, ir.Value]:
        function = self.build.function
        before, self.test, body = self.build.block, function.append_basic_block(), function.append_basic_block()
        self.build.branch(self.test)
        at_test = ir.IRBuilder(self.test)
        self.end = self.end or function.append_basic_block()
        self.turn = at_test.phi(LONG)
        self.turn.add_incoming(LONG(0), before)
        at_test.cbranch(at_test.icmp_unsigned("<", self.turn, self.times), body, self.end)
        self.body = ir.IRBuilder(body)
        return self.body, self.turn

    def __exit__(self, *_: object) -> None:
        self.turn.add_incoming(self.body.add(self.turn, LONG(1)), self.body.block)
        self.body.branch(self.test)
        self.build.position_at_end(self.end)


def _copy(build: ir.IRBuilder, to: ir.Value, source: ir.Value, size: int) -> None:
    copy = build.module.declare_intrinsic("llvm.memcpy", [BYTES, BYTES, LONG])
    build.call(copy, [to, source, LONG(size), ir.IntType(1)(0)])


@dataclass
class _Turn:
    """Writes one turn of the inner loop: `turn` counts within the tile, `place` from the start of the outputs."""

    build: ir.IRBuilder
    turn: ir.Value
    place: ir.Value
    near: ir.Value
    table: ir.Value
    outputs: ir.Value
    places: Sequence[int]  # where each buffer's tile stands near by
    codes: int  # where in the table the next code stands

    def write(self, program: Program, asked: Sequence[Form]) -> None:
        """All loads and operations in the program's order, then the outputs."""
        rows: dict[int, ir.Value] = {}
        told = iter(asked)
        for step in program.steps:
            if isinstance(step, Loading):
                sure, never = self._atom(next(told))
                rows |= {place: side for place, side in ((step.sure, sure), (step.never, never)) if place is not None}
            else:
                join = self.build.and_ if step.op == "and" else self.build.or_
                rows[step.result] = join(rows[step.one], rows[step.two])
        for at, out in enumerate(program.outputs):
            value = _same(out) if isinstance(out, bool) else rows[out]
            row = self.build.inttoptr(self.build.load(self.build.gep(self.outputs, [LONG(at)])), BITS.as_pointer())
            self.build.store(value, self.build.gep(row, [self.place]), align=8)

    def _atom(self, form: Form) -> tuple[ir.Value, ir.Value]:
        values = form[-1]
        known = self._read(values + 1, BITS)
        sure = self.build.and_(self._truth(values, form), known)
        return sure, self.build.xor(sure, known)

    def _truth(self, at: int, form: Form) -> ir.Value:
        if form[0] == "bits":
            return self._read(at, BITS)
        kind = np.dtype(form[1])
        many = ir.VectorType(_number(kind), TURN)
        if form[0] == "equals":
            code = self.build.trunc(self.build.load(self.build.gep(self.table, [LONG(self.codes)])), _number(kind))
            self.codes += 1
            found = self.build.icmp_unsigned("==", self._read(at, many), self._spread(code, many))
        elif kind.kind == "f":
            found = self.build.fcmp_ordered(_sign(form), self._read(at, many), many([form[2]] * TURN))
        elif not np.iinfo(kind.str).min <= form[2] <= np.iinfo(kind.str).max:
            return _same(form[2] < 0)
        else:
            compare = self.build.icmp_signed if kind.kind == "i" else self.build.icmp_unsigned
            found = compare(_sign(form), self._read(at, many), many([form[2]] * TURN))
        return self.build.bitcast(found, BITS)

    def _spread(self, value: ir.Value, many: ir.Type) -> ir.Value:
        """A value beside itself, once a person."""
        first = self.build.insert_element(ir.Constant(many, ir.Undefined), value, ir.IntType(32)(0))
        return self.build.shuffle_vector(first, first, ir.Constant(ir.VectorType(ir.IntType(32), TURN), None))

    def _read(self, at: int, kind: ir.Type) -> ir.Value:
        """This turn's part of a column."""
        start = self.build.bitcast(self.build.gep(self.near, [LONG(self.places[at])]), kind.as_pointer())
        return self.build.load(self.build.gep(start, [self.turn]), align=8)


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
    kind = ctypes.CFUNCTYPE(None, ctypes.c_int64, *[ctypes.c_void_p] * 3)
    return engine, kind(engine.get_function_address("run"))
