"""Triage of a table of people: a record batch in, a record batch out, nobody looked at one by one.

Floor and ceiling are those of one person's check: the most urgent rule that is true, and the most urgent that is not false.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from untwitch.errors import Fault, FaultsError
from untwitch.guideline.dangers import SOON, dangers
from untwitch.guideline.model import Guideline
from untwitch.language import _, ngettext
from untwitch.logic.nodes import Node
from untwitch.logic.planes import WORD, Machine, Plane, Planes, Program, loaded, program
from untwitch.logic.text import show
from untwitch.population.bitmaps import words_for
from untwitch.population.inputs import BLOCK, Buffers, Form
from untwitch.population.layout import Layout, read_layout
from untwitch.population.outputs import (
    LEVEL_TYPE,
    NAMES_TYPE,
    RANKS,
    deciding,
    gathered,
    joined,
    levels_array,
    names_array,
    ranks,
)
from untwitch.population.planes_of import BatchPlanes
from untwitch.population.values import Wrong, wrong_values

if TYPE_CHECKING:
    from untwitch.population.kernel import Kernel

WORTH_COMPILING = 1 << 23  # people: machine code takes one to two seconds to make, and then saves half the time
LIST_WORDS = 1_024  # lists are sorted by 16-bit places
SHOWN_ROWS = 5


@dataclass(frozen=True)
class Wanted:
    """What the output holds beside floor and ceiling: the rules that decide, the danger signs that are still open."""

    rules: bool = False
    open_dangers: bool = False


@dataclass(frozen=True)
class Levels:
    """Ranks of many people, 0 self-care to 4 emergency, each of shape (people,), and what the lists hold."""

    floor: npt.NDArray[np.uint8]
    ceiling: npt.NDArray[np.uint8]
    lists: Mapping[str, tuple[npt.NDArray[np.int32], npt.NDArray[np.int16]]] = field(default_factory=dict)


def danger_signs(guideline: Guideline) -> tuple[Node, ...]:
    """The single signs that alone give soon or more."""
    return tuple(dict.fromkeys(d.sign for d in dangers(guideline) if d.rank >= SOON))


@lru_cache(maxsize=16)
def rules_program(guideline: Guideline, given: frozenset[int], wanted: Wanted) -> Program:
    """Planes: surely true a level, surely all false a level, then a rule each, then two a danger sign.

    `given`: the atoms that the table tells. All others are the same for everyone, so what hangs on them alone is gone.
    """
    table = guideline.table
    compiler = Planes(table, {atom: code for atom, code in enumerate(table.blank) if atom not in given})
    pairs = [compiler.pair(guideline.node(rule.when)) for rule in guideline.rules]
    of_rank = {r: [p for p, rank in zip(pairs, guideline.ranks, strict=True) if rank == r] for r in RANKS}
    outputs = [compiler.circuit.any_of(sure for sure, _never in of_rank[r]) for r in RANKS]
    outputs += [compiler.circuit.all_of(never for _sure, never in of_rank[r]) for r in RANKS]
    if wanted.rules:
        outputs += [sure for sure, _never in pairs]
    if wanted.open_dangers:
        outputs += [node for sign in danger_signs(guideline) for node in compiler.pair(sign)]
    return program(compiler, outputs)


@lru_cache(maxsize=4)
def rules_kernel(guideline: Guideline, given: frozenset[int], wanted: Wanted, form: Form) -> Kernel:
    """The same program as machine code, for all batches whose columns have this form."""
    from untwitch.population.kernel import Kernel  # LLVM is large, and few tables need it

    return Kernel(rules_program(guideline, given, wanted), form)


@lru_cache(maxsize=1)
def _can_compile() -> bool:
    """On a cluster llvmlite may be left out: NumPy then does it all."""
    return find_spec("llvmlite") is not None


@dataclass
class Triage:
    """The rules compiled for tables with one layout. Make it once, then hand it batch after batch.

    After `compile_after` people it goes on in machine code, with the same results.
    """

    layout: Layout
    wanted: Wanted = field(default_factory=Wanted)
    compile_after: int = WORTH_COMPILING
    _machines: dict[int, Machine] = field(default_factory=dict, repr=False)
    _seen: int = 0

    @property
    def guideline(self) -> Guideline:
        return self.layout.guideline

    @cached_property
    def names(self) -> dict[str, list[str]]:
        """The words of each list column."""
        return {
            "rules": [r.id for r in self.guideline.rules],
            "open_dangers": [show(s) for s in danger_signs(self.guideline)],
        }

    @cached_property
    def schema(self) -> pa.Schema:
        """The columns of the output, those that are kept left out."""
        fields = [pa.field("floor", LEVEL_TYPE), pa.field("ceiling", LEVEL_TYPE)]
        fields += [pa.field(name, NAMES_TYPE) for name in self.lists]
        return pa.schema(fields)

    @property
    def lists(self) -> list[str]:
        wanted = {"rules": self.wanted.rules, "open_dangers": self.wanted.open_dangers}
        return [name for name, on in wanted.items() if on]

    @cached_property
    def program(self) -> Program:
        return rules_program(self.guideline, self.layout.given, self.wanted)

    def batch(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Floor, ceiling and what else is wanted for every row, behind the columns that are kept.

        Raises
        ------
        FaultsError
            Values that are no answers, each with its column, reason and first rows (counted from 1).
        """
        wrong = self.wrong(batch)
        if wrong:
            raise FaultsError(faults_of(wrong))
        return self.checked_batch(batch)

    def wrong(self, batch: pa.RecordBatch) -> list[Wrong]:
        return wrong_values(self.layout, plain(batch))

    def checked_batch(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """`batch` for values that `wrong` found nothing against."""
        levels = self.levels(batch)
        columns = [batch.column(name) for name in self.layout.kept]
        columns += [levels_array(levels.floor), levels_array(levels.ceiling)]
        columns += [names_array(*levels.lists[name], self.names[name]) for name in self.lists]
        kept = [batch.schema.field(name) for name in self.layout.kept]
        return pa.RecordBatch.from_arrays(columns, schema=pa.schema([*kept, *self.schema]))

    def levels(self, batch: pa.RecordBatch) -> Levels:
        """Ranks and lists as NumPy arrays; the values must have been checked."""
        people = len(batch)
        floor, ceiling = np.empty(people, np.uint8), np.empty(people, np.uint8)
        lists: dict[str, list[tuple[Any, Any]]] = {name: [] for name in self.lists}
        for start, stop, planes in self.blocks(batch):
            floor[start:stop] = ranks(planes[:4], stop - start)
            ceiling[start:stop] = ranks([~plane for plane in planes[4:8]], stop - start)
            for name, parts in lists.items():
                parts.append(gathered(self._listed(name, planes), stop - start))
        return Levels(floor, ceiling, {name: joined(parts) for name, parts in lists.items()})

    def blocks(self, batch: pa.RecordBatch) -> Iterator[tuple[int, int, Sequence[Plane]]]:
        """First and last person of each block, and its output planes: four levels surely reached, four surely missed."""
        source = BatchPlanes(self.layout, plain(batch), self.program.atoms)
        self._seen += source.people
        size = LIST_WORDS if self.lists else BLOCK
        if self._seen > self.compile_after and _can_compile():
            yield from self._compiled(source, size)
            return
        for first in range(0, words_for(source.people), size):
            source.words = slice(first, min(first + size, words_for(source.people)))
            planes = self._machine(source.words.stop - first).run(source.load)
            yield first * WORD, min(source.words.stop * WORD, source.people), planes

    def _machine(self, words: int) -> Machine:
        if words not in self._machines:
            if len(self._machines) > 1:  # the whole block's and the last one's
                self._machines.pop(list(self._machines)[-1])
            self._machines[words] = Machine(self.program, words)
        return self._machines[words]

    def _compiled(self, source: BatchPlanes, size: int) -> Iterator[tuple[int, int, Sequence[Plane]]]:
        inputs = source.inputs()
        buffers = Buffers([inputs[atom] for atom in loaded(self.program)])
        kernel = rules_kernel(self.guideline, self.layout.given, self.wanted, buffers.form)
        for first, last, rows in kernel.run(buffers, source.people, size):
            yield first * WORD, min(last * WORD, source.people), [*rows]

    def _listed(self, name: str, planes: Sequence[Plane]) -> Iterator[Plane]:
        """For each word of a list column the plane of those who have it."""
        if name == "rules":
            yield from deciding(planes[:4], planes[8 : 8 + len(self.guideline.rules)], self.guideline.ranks)
            return
        signs = planes[8 + len(self.guideline.rules) * self.wanted.rules :]
        for at in range(0, len(signs), 2):
            yield ~(signs[at] | signs[at + 1])


def plain(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Decimals as floats: the one kind of number that is not plain memory."""
    for at, column in enumerate(batch.schema):
        if pa.types.is_decimal(column.type):
            batch = batch.set_column(at, column.name, batch.column(at).cast(pa.float64()))
    return batch


def faults_of(wrong: Sequence[Wrong]) -> list[Fault]:
    """Wrong values as faults, each with its first rows."""
    return [fault_of(w.column, w.reason, [int(row) + 1 for row in w.rows[:SHOWN_ROWS]], len(w.rows)) for w in wrong]


def fault_of(column: str, reason: str, rows: Sequence[int], count: int) -> Fault:
    """One kind of wrong value: the first rows, counted from 1, and how many there are."""
    where = ngettext("row %(rows)s", "rows %(rows)s", count) % {"rows": ", ".join(map(str, rows))}
    if count > len(rows):
        where += _(" and %(num)s more") % {"num": f"{count - len(rows):,}"}
    return Fault("", 0, f"{column} ({where})", reason)


def triage_batch(
    batch: pa.RecordBatch,
    guideline: Guideline | None = None,
    *,
    keep: Sequence[str] = (),
    rules: bool = True,
    open_dangers: bool = False,
) -> pa.RecordBatch:
    """Triage every row of an Arrow record batch. Pure: for `mapInArrow`, Ray, Dask, or a plain loop.

    Parameters
    ----------
    batch : columns named by finding id; null, or no column, means unknown
    keep : columns that go into the output as they are
    rules : add `rules`, the rules that are true at the level of the floor
    open_dangers : add `open_dangers`, the danger signs of soon or above that nobody has asked about

    Returns
    -------
    One row a person: what is kept, `floor` and `ceiling` (level names), then the lists.

    Raises
    ------
    FaultsError
        Every wrong column; or, when all columns are right, every wrong value.

    >>> import pyarrow as pa
    >>> batch = pa.record_batch({"stroke_sign": pa.array([True, False, None])})
    >>> found = triage_batch(batch)
    >>> found["floor"].to_pylist(), found["ceiling"].to_pylist()
    (['emergency', 'self_care', 'self_care'], ['emergency', 'emergency', 'emergency'])
    >>> found["rules"].to_pylist()[0]
    ['stroke_sign_seen']
    """
    if guideline is None:
        from untwitch.guideline.load import load

        guideline = load()
    return Triage(read_layout(guideline, batch.schema, keep), Wanted(rules, open_dangers)).batch(batch)
