"""Arrow's own bitmaps as planes: read where they lie, copied only where they start inside a byte or end too soon."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from untwitch.logic.planes import WORD, Plane, packed


def words_for(people: int) -> int:
    return -(-people // WORD)


def bitmap(buffer: pa.Buffer, offset: int, people: int) -> Plane:
    """`people` bits from bit `offset` of a buffer, shape (words,). Bits past the last person may be anything."""
    raw = np.frombuffer(buffer, np.uint8)
    words = words_for(people)
    if offset % 8:
        return packed(np.unpackbits(raw, bitorder="little", count=offset + people)[offset:])
    raw = raw[offset // 8 :][: words * 8]
    if len(raw) < words * 8:
        raw = np.concatenate([raw, np.zeros(words * 8 - len(raw), np.uint8)])
    return raw.view(np.uint64)


def known_plane(array: pa.Array) -> Plane | None:
    """Where an array has a value; None when it has one everywhere."""
    if not array.null_count:
        return None
    return bitmap(array.buffers()[0], array.offset, len(array))


def truth_plane(array: pa.BooleanArray) -> Plane:
    """Where a boolean array is true. What stands where it has no value may be anything."""
    return bitmap(array.buffers()[1], array.offset, len(array))


def values(array: pa.Array) -> np.ndarray[Any, Any]:
    """The values of a primitive array without a copy. What stands where it has no value may be anything."""
    kind = np.dtype(array.type.to_pandas_dtype())
    found = np.frombuffer(array.buffers()[1], kind, count=array.offset + len(array))
    return found[array.offset :]
