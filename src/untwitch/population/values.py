"""Are the values of a batch answers? Every row that is not is named with its column and the reason."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from untwitch.errors import nearest
from untwitch.guideline.types import Finding
from untwitch.language import _
from untwitch.logic.planes import WORD, bits, packed
from untwitch.population.bitmaps import known_plane, values
from untwitch.population.layout import Layout
from untwitch.saying import number, unit_words

Rows = npt.NDArray[np.int64]
PART = 65_536  # rows: a part of a column that stays near the core while it is compared twice


@dataclass(frozen=True)
class Wrong:
    """Rows of a batch (counted from 0) that one column cannot hold, and why."""

    column: str
    reason: str
    rows: Rows


def wrong_values(layout: Layout, batch: pa.RecordBatch) -> list[Wrong]:
    """Every wrong value of a batch; none for the most."""
    found: list[Wrong] = []
    for column in layout.columns:
        array = batch.column(column.name)
        match column.shape:
            case "number":
                found += _wrong_numbers(column.finding, array)
            case "choice":
                found += _wrong_words(column.finding, array)
            case "choices":
                found += _wrong_lists(column.finding, array)
    flags: dict[str, list[str]] = {}
    for column in layout.columns:
        if column.option and column.finding.kind == "choice":
            flags.setdefault(column.finding.id, []).append(column.name)
    for finding, names in flags.items():
        found += _wrong_flags(layout.guideline.findings[finding], [batch.column(n) for n in names])
    return found


def _wrong_numbers(finding: Finding, array: pa.Array) -> Iterator[Wrong]:
    if pa.types.is_null(array.type) or not len(array):
        return
    low, high = float(finding.min or 0), float(finding.max or 0)
    outside = _outside(array, low, high)
    if not len(outside):
        return
    finite = np.isfinite(values(array)[outside].astype(np.float64))
    said = {"min": number(low), "max": number(high), "unit": unit_words(finding.unit)}
    yield from _some(finding, _("is not a finite number"), outside[~finite])
    yield from _some(finding, _("must be from %(min)s to %(max)s %(unit)s") % said, outside[finite])


def _outside(array: pa.Array, low: float, high: float) -> Rows:
    """Rows with a value that is not in a range, NaN included; a part at a time, so that it is read from memory once."""
    numbers, known = values(array), known_plane(array)
    if numbers.dtype.kind in "iu":  # so that no whole number is widened to a float
        low, high = math.ceil(low), math.floor(high)
    found = [np.zeros(0, np.int64)]
    for start in range(0, len(numbers), PART):
        some = numbers[start : start + PART]
        inside = some >= low
        inside &= some <= high
        if inside.all():
            continue
        bad = packed(~inside)
        if known is not None:  # what stands where there is no value says nothing
            bad &= known[start // WORD :][: len(bad)]
        found.append(np.flatnonzero(bits(bad, len(some))) + start)
    return np.concatenate(found)


def _some(finding: Finding, reason: str, rows: Rows) -> Iterator[Wrong]:
    if len(rows):
        yield Wrong(finding.id, reason, rows)


def coded(array: pa.Array) -> pa.DictionaryArray:
    """Text as a dictionary array."""
    return array if pa.types.is_dictionary(array.type) else array.dictionary_encode()


def _wrong_words(finding: Finding, array: pa.Array) -> Iterator[Wrong]:
    if pa.types.is_null(array.type):
        return
    words = coded(array)
    options = [o.id for o in finding.options]
    for code, word in enumerate(words.dictionary.to_pylist()):
        if word is not None and word not in options:
            yield from _some(finding, _no_option(word, options), np.flatnonzero(_codes(words) == code))


def _codes(words: pa.DictionaryArray) -> npt.NDArray[np.int64]:
    """The place of each word in the dictionary, -1 where there is none."""
    found: npt.NDArray[np.int64] = words.indices.cast(pa.int64()).fill_null(-1).to_numpy()
    return found


def _no_option(word: str, options: Sequence[str]) -> str:
    close = nearest(word, options)
    said = _('has no option "%(part)s"') % {"part": word[:60]}
    hint = _(', did you mean "%(close)s"?') % {"close": close} if close else ""
    return said + (hint or _("; it has: %(options)s") % {"options": ", ".join(options)})


def _wrong_lists(finding: Finding, array: pa.Array) -> Iterator[Wrong]:
    if pa.types.is_null(array.type):
        return
    owner = pc.list_parent_indices(array).to_numpy()
    words = coded(array.flatten())
    options, codes = [o.id for o in finding.options], _codes(words)
    yield from _some(finding, _("has an empty place in its list"), np.unique(owner[codes < 0]).astype(np.int64))
    for code, word in enumerate(words.dictionary.to_pylist()):
        if word is not None and word not in options:
            yield from _some(finding, _no_option(word, options), np.unique(owner[codes == code]).astype(np.int64))


def _wrong_flags(finding: Finding, arrays: Sequence[pa.Array]) -> Iterator[Wrong]:
    """True/false columns for the options of a choice: exactly one is true."""
    arrays = [a.cast(pa.bool_()) if pa.types.is_null(a.type) else a for a in arrays]
    true = sum(pc.fill_null(a, False).cast(pa.uint8()).to_numpy() for a in arrays)
    yield from _some(finding, _("two options are true; a person has one"), np.flatnonzero(true > 1))
    if len(arrays) == len(finding.options):
        open_ = sum(pc.fill_null(a, True).cast(pa.uint8()).to_numpy() for a in arrays)
        yield from _some(
            finding, _("no option is true; leave all empty when it is not known"), np.flatnonzero(open_ == 0)
        )
