"""The planes of a batch: for every atom that some column tells, how to write its planes for a block of words."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from untwitch.guideline.types import Finding
from untwitch.logic.atoms import AtomTable, Cut
from untwitch.logic.planes import WORD, Plane, packed
from untwitch.population.bitmaps import known_plane, truth_plane, values, words_for
from untwitch.population.inputs import Bits, Equals, Input, Reaches
from untwitch.population.layout import Layout
from untwitch.population.values import PART, coded

Load = Callable[[slice, "Plane | None", "Plane | None"], None]
UNTOLD = -1


@dataclass(frozen=True)
class Loader:
    """How an atom is read: as planes of a block, or by a kernel, which takes the column as it lies."""

    load: Load
    input: Callable[[], Input]


class BatchPlanes:
    """The planes of one batch, for the atoms that are read.

    `words` says which block `load` reads; the values must have been checked before.
    """

    def __init__(self, layout: Layout, batch: pa.RecordBatch, atoms: Collection[int]) -> None:
        self.people = len(batch)
        self.atoms = atoms
        self.words = slice(0, 0)
        self._loaders: dict[int, Loader] = {}
        flags: dict[str, dict[int, pa.Array]] = {}
        for column in layout.columns:
            array = batch.column(column.name)
            table, finding = layout.guideline.table, column.finding
            start, stop = table.spans[finding.id]
            if column.option:
                flags.setdefault(finding.id, {})[table.places[finding.id, column.option]] = array
            elif pa.types.is_null(array.type):
                self._loaders |= dict.fromkeys(range(start, stop), _unknown(len(batch)))
            else:
                self._loaders |= self._whole(table, finding, array)
        for name, arrays in flags.items():
            arrays = {at: a.cast(pa.bool_()) if pa.types.is_null(a.type) else a for at, a in arrays.items()}
            if layout.guideline.findings[name].kind == "choice" and not _is_whole(finding_span(layout, name), arrays):
                self._loaders |= _Exclusive(finding_span(layout, name), arrays).loaders()
            else:
                self._loaders |= {at: _flag(truth_plane(a), known_plane(a)) for at, a in arrays.items()}

    def load(self, atom: int, sure: Plane | None, never: Plane | None) -> None:
        """Write the planes of one atom for the block at hand."""
        self._loaders[atom].load(self.words, sure, never)

    def inputs(self) -> dict[int, Input]:
        """The atoms that are read, as a kernel takes them."""
        return {atom: self._loaders[atom].input() for atom in self.atoms}

    def _whole(self, table: AtomTable, finding: Finding, array: pa.Array) -> dict[int, Loader]:
        start = table.spans[finding.id][0]
        match finding.kind:
            case "yes_no":
                return {start: _flag(truth_plane(array), known_plane(array))}
            case "choices":
                return _ticks(start, finding, array)
            case "choice":
                return _options(start, finding, array)
        needed = {at: cut for at, cut in enumerate(table.cuts[finding.id], start) if at in self.atoms}
        return dict(zip(needed, _numbers(values(array), known_plane(array), [*needed.values()]), strict=True))


def finding_span(layout: Layout, name: str) -> range:
    return range(*layout.guideline.table.spans[name])


def _unknown(people: int) -> Loader:
    nothing = np.zeros(words_for(people), np.uint64)
    return _flag(nothing, nothing)


def _write(true: Plane, known: Plane | None, sure: Plane | None, never: Plane | None) -> None:
    """Both planes of an atom from where it is true and where it is known."""
    if known is None:
        if sure is not None:
            sure[:] = true
        if never is not None:
            np.invert(true, out=never)
        return
    for plane in (sure, never):
        if plane is not None:
            np.bitwise_and(true, known, out=plane)
    if never is not None:
        np.bitwise_xor(never, known, out=never)


def _flag(true: Plane, known: Plane | None) -> Loader:
    def load(words: slice, sure: Plane | None, never: Plane | None) -> None:
        _write(true[words], None if known is None else known[words], sure, never)

    return Loader(load, lambda: Bits(true, known))


class _Group:
    """Atoms of one column that are worked out together, once a block."""

    def __init__(
        self, known: Plane | None, work: Callable[[slice], Sequence[Plane]], inputs: Callable[[int], Input]
    ) -> None:
        self.known, self.work, self.inputs = known, work, inputs
        self.block: slice | None = None
        self.planes: Sequence[Plane] = ()

    def loader(self, at: int) -> Loader:
        def load(words: slice, sure: Plane | None, never: Plane | None) -> None:
            if self.block != words:
                self.planes, self.block = self.work(words), words
            _write(self.planes[at], None if self.known is None else self.known[words], sure, never)

        return Loader(load, lambda: self.inputs(at))


def _numbers(numbers: npt.NDArray[Any], known: Plane | None, cuts: Sequence[Cut]) -> list[Loader]:
    """Where a number has reached each limit. A part of the column meets all limits while it is near the core."""
    tests = [_test(numbers, cut) for cut in cuts]
    scratch = np.zeros(PART, np.bool_)

    def work(words: slice) -> Sequence[Plane]:
        found = np.zeros((len(cuts), words.stop - words.start), np.uint64)
        for first in range(words.start, words.stop, PART // WORD):
            some = numbers[first * WORD : min(words.stop * WORD, first * WORD + PART)]
            inside = scratch[: len(some)]
            for row, (compare, limit) in zip(found, tests, strict=True):
                compare(some, limit, out=inside)
                bytes_ = np.packbits(inside, bitorder="little")
                row.view(np.uint8)[(first - words.start) * 8 :][: len(bytes_)] = bytes_
        return [*found]

    group = _Group(known, work, lambda at: Reaches(numbers, known, *_limit(numbers, cuts[at])))
    return [group.loader(at) for at in range(len(cuts))]


def _limit(numbers: npt.NDArray[Any], cut: Cut) -> tuple[float, bool]:
    """For whole numbers the limit is rounded up, so that nothing is widened to a float."""
    limit, strict = cut
    if numbers.dtype.kind in "iu":
        return (math.floor(limit), True) if strict else (math.ceil(limit), False)
    return limit, strict


def _test(numbers: npt.NDArray[Any], cut: Cut) -> tuple[Any, float]:
    limit, strict = _limit(numbers, cut)
    return (np.greater if strict else np.greater_equal), limit


def _options(start: int, finding: Finding, array: pa.Array) -> dict[int, Loader]:
    """A choice as text. Its words are compared as the column numbers them, whatever their order."""
    words = coded(array)
    places = {option.id: at for at, option in enumerate(finding.options)}
    of_word = [places.get(word, UNTOLD) for word in words.dictionary.to_pylist()]
    known: Plane | None = known_plane(words.indices)
    codes: npt.NDArray[Any] = values(words.indices) if len(array) else np.zeros(0, np.int8)
    if UNTOLD in of_word or len(set(of_word)) < len(of_word):  # a dictionary may hold a word twice
        codes = np.array([*of_word, UNTOLD], np.int8)[np.where(codes < len(of_word), codes, len(of_word))]
        told = packed(codes != UNTOLD)
        known = told if known is None else known & told
        of_word = list(range(len(places)))
    unused = iter(range(len(of_word), len(places)))  # for options that nobody said: no row has such a code
    code_of = {at: of_word.index(at) if at in of_word else next(unused) for at in range(len(places))}
    group = _Group(known, _digits(codes, len(places)), lambda at: Equals(codes, known, at))
    return {start + at: group.loader(code) for at, code in code_of.items()}


def _digits(codes: npt.NDArray[Any], options: int) -> Callable[[slice], Sequence[Plane]]:
    """Where a code is 0, 1, 2, ...: a plane for each binary digit of it, then 64 people an operation."""
    digits = max(1, (options - 1).bit_length())

    def work(words: slice) -> Sequence[Plane]:
        some = codes[words.start * WORD : words.stop * WORD]
        found = [np.full(words.stop - words.start, ~np.uint64(0))]
        for digit in reversed(range(digits)):
            one = packed(some & some.dtype.type(1 << digit))
            halves = [(plane & one, plane) for plane in found]
            found = [half for ones, plane in halves for half in (ones ^ plane, ones)]
        return found

    return work


def _ticks(start: int, finding: Finding, array: pa.Array) -> dict[int, Loader]:
    """A list of options: those in it are true, the others false; no list is unknown."""
    owner = pc.list_parent_indices(array).to_numpy()
    words = coded(array.flatten())
    codes = words.indices.cast(pa.int64()).to_numpy(zero_copy_only=False)
    known, found = known_plane(array), {}
    for at, option in enumerate(finding.options, start):
        ticked = np.zeros(len(array), np.bool_)
        if option.id in (said := words.dictionary.to_pylist()):
            ticked[owner[codes == said.index(option.id)]] = True
        found[at] = _flag(packed(ticked), known)
    return found


def _is_whole(span: Sequence[int], arrays: dict[int, pa.Array]) -> bool:
    """Does each person have all options of a choice told, or none of them? Then nothing follows for the others."""
    if len(arrays) < len(span):
        return False
    first, *others = (known_plane(a) for a in arrays.values())
    if first is None:
        return all(other is None for other in others)
    count = len(next(iter(arrays.values())))
    whole, rest = count // WORD, count % WORD
    last = np.uint64((1 << rest) - 1)

    def same(other: Plane | None) -> bool:
        if other is None:
            return False
        tail = not rest or (first[whole] & last) == (other[whole] & last)
        return bool(tail) and np.array_equal(first[:whole], other[:whole])

    return all(same(other) for other in others)


class _Exclusive:
    """True/false columns for some options of a choice: the one that is true rules the others out, the last one left is it."""

    def __init__(self, span: Sequence[int], arrays: dict[int, pa.Array]) -> None:
        self.span = span
        self.columns = {at: _flag(truth_plane(a), known_plane(a)) for at, a in arrays.items()}
        self.words = words_for(len(next(iter(arrays.values()))))
        self.all: dict[int, tuple[Plane, Plane]] | None = None
        self.block: slice | None = None
        self.planes: dict[int, tuple[Plane, Plane]] = {}

    def loaders(self) -> dict[int, Loader]:
        return {at: self._loader(at) for at in self.span}

    def _loader(self, at: int) -> Loader:
        def load(words: slice, sure: Plane | None, never: Plane | None) -> None:
            if self.block != words:
                self.planes, self.block = self._settled(words), words
            for plane, found in zip((sure, never), self.planes[at], strict=True):
                if plane is not None:
                    plane[:] = found

        return Loader(load, lambda: self._whole(at))

    def _whole(self, at: int) -> Input:
        """Of all people at once."""
        if self.all is None:
            self.all = self._settled(slice(0, self.words))
        sure, never = self.all[at]
        return Bits(sure, sure | never)

    def _settled(self, words: slice) -> dict[int, tuple[Plane, Plane]]:
        size = words.stop - words.start
        told = {at: (np.zeros(size, np.uint64), np.zeros(size, np.uint64)) for at in self.span}
        some, one, two = (np.zeros(size, np.uint64) for _ in range(3))
        settled: dict[int, tuple[Plane, Plane]] = {}
        for at, (sure, never) in told.items():
            if at in self.columns:
                self.columns[at].load(words, sure, never)
            two |= one & ~never  # two options or more are still possible
            one |= ~never
            some |= sure
        for at, (sure, never) in told.items():
            settled[at] = np.bitwise_or(sure, ~never & ~two), np.bitwise_or(never, some & ~sure)
        return settled
