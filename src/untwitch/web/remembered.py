"""The newest screens and results, so that a page shown again is not worked out again.

Both follow from the records of a check alone, so the key is which records it has.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

from untwitch.companion import Check

T = TypeVar("T")
MOST = 128


def key_of(check: Check) -> tuple[object, ...]:
    """The same for the same answers and changes of the same check."""
    answers = tuple(a.record.id for a in check.answered)
    return (check.state.guideline.language, check.id, answers, tuple((c.finding, repr(c.value)) for c in check.changes))


class Remembered(Generic[T]):
    """What was worked out for the newest checks; the longest unused is forgotten first."""

    def __init__(self) -> None:
        self._found: OrderedDict[tuple[object, ...], T] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, check: Check, make: Callable[[Check], T]) -> T:
        """The remembered value, else a new one. What `make` raises is not remembered."""
        key = key_of(check)
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key]
        made = make(check)
        with self._lock:
            self._found[key] = made
            while len(self._found) > MOST:
                self._found.popitem(last=False)
        return made
