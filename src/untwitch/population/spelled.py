"""Answers written as text, as in CSV, or as a database gives them: read as what the column's finding needs."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from untwitch.guideline.types import Finding
from untwitch.language import _
from untwitch.population.layout import Column, Layout
from untwitch.population.values import Wrong

TRUE, FALSE = ("true", "1", "t"), ("false", "0", "f")
BETWEEN = ";"
NONE = "[]"  # an empty list; an empty place is unknown


def type_of(column: Column) -> pa.DataType:
    """The Arrow type that a column of text is read into."""
    return {
        "yes_no": pa.bool_(),
        "option": pa.bool_(),
        "number": pa.float64(),
        "choice": pa.string(),
        "choices": pa.list_(pa.string()),
    }[column.shape]


def spelled_schema(columns: Sequence[Column], schema: pa.Schema) -> pa.Schema:
    """A schema of text as it is once the answers in it are read."""
    types = {column.name: type_of(column) for column in columns}
    return pa.schema([pa.field(f.name, types.get(f.name, f.type)) for f in schema])


def read_spelled(layout: Layout, batch: pa.RecordBatch) -> tuple[pa.RecordBatch, list[Wrong]]:
    """A batch of text as answers, and what could not be read; where that is, the value is null."""
    wrong: list[Wrong] = []
    for column in layout.columns:
        at = batch.schema.get_field_index(column.name)
        text = pc.utf8_trim_whitespace(batch.column(at).cast(pa.string()))
        array, bad, reason = READERS[column.shape](text, column.finding)
        if len(bad):
            wrong.append(Wrong(column.name, reason, bad))
        batch = batch.set_column(at, column.name, array)
    return batch, wrong


def _flags(text: pa.Array, finding: Finding) -> tuple[pa.Array, Any, str]:
    lower = pc.utf8_lower(text)
    true = pc.is_in(lower, pa.array(TRUE))
    known = pc.or_(true, pc.is_in(lower, pa.array(FALSE)))
    bad = np.flatnonzero(pc.and_(pc.is_valid(text), pc.invert(known)).to_numpy(zero_copy_only=False))
    return pc.if_else(known, true, pa.scalar(None, pa.bool_())), bad, _("must be true or false (or 1 or 0)")


def _numbers(text: pa.Array, finding: Finding) -> tuple[pa.Array, Any, str]:
    try:
        return text.cast(pa.float64()), (), ""
    except pa.ArrowInvalid:
        pass
    found: list[float | None] = []
    bad: list[int] = []
    for row, word in enumerate(text.to_pylist()):
        try:
            found.append(None if word is None else float(word))
        except ValueError:
            found.append(None)
            bad.append(row)
    return pa.array(found, pa.float64()), np.array(bad, np.int64), _("is not a number")


def _words(text: pa.Array, finding: Finding) -> tuple[pa.Array, Any, str]:
    return text, (), ""


def _lists(text: pa.Array, finding: Finding) -> tuple[pa.Array, Any, str]:
    """`a;b`, or `["a", "b"]`; `[]` says that none of the options is there."""
    found: list[list[str] | None] = []
    bad: list[int] = []
    for row, word in enumerate(text.to_pylist()):
        said = None if word is None else [part.strip() for part in word.split(BETWEEN)]
        if word is not None and word.startswith("["):
            try:
                said = [str(part) for part in json.loads(word)]
            except ValueError:
                said = None
                bad.append(row)
        found.append(said)
    return pa.array(found, pa.list_(pa.string())), np.array(bad, np.int64), _("is not a list like a;b")


READERS: dict[str, Callable[[pa.Array, Finding], tuple[pa.Array, Any, str]]] = {
    "yes_no": _flags,
    "option": _flags,
    "number": _numbers,
    "choice": _words,
    "choices": _lists,
}
