"""UUIDs that sort by time (RFC 9562, version 7). Clock and random bytes come in from outside."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from untwitch.errors import UntwitchError
from untwitch.when import instant

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_RANDOM_BITS = 74
_RANDOM_BYTES = 10


class IdOutOfRange(UntwitchError):
    """A time or random bytes from which no UUID of version 7 can be made."""


def uuid7(now: datetime, random_bits: bytes) -> UUID:
    """The UUID of a millisecond and 74 random bits (the last of at least 10 bytes).

    Raises NotAnInstant for a time without zone, IdOutOfRange before 1970 or for too few random bytes.

    >>> uuid7(datetime(2022, 2, 22, 19, 22, 22, tzinfo=UTC), bytes(10))
    UUID('017f22e2-79b0-7000-8000-000000000000')
    """
    return _packed(_milliseconds(now), _tail(random_bits))


def _milliseconds(now: datetime) -> int:
    passed = (instant(now) - _EPOCH) // timedelta(milliseconds=1)
    if passed < 0:
        raise IdOutOfRange(f"An id needs a time after 1970, came {now.isoformat()}.")
    return passed


def _tail(random_bits: bytes) -> int:
    if len(random_bits) < _RANDOM_BYTES:
        raise IdOutOfRange(f"An id needs {_RANDOM_BYTES} random bytes, came {len(random_bits)}.")
    return int.from_bytes(random_bits) & ((1 << _RANDOM_BITS) - 1)


def _packed(milliseconds: int, tail: int) -> UUID:
    version, variant = 0x7 << 76, 0b10 << 62
    high, low = tail >> 62, tail & ((1 << 62) - 1)
    return UUID(int=milliseconds << 80 | version | high << 64 | variant | low)


class Ids:
    """Makes ids that rise strictly, also within one millisecond and when the clock steps back.

    `clock` gives the time with its zone, `random` as many random bytes as asked. Threads may share one maker.
    """

    def __init__(self, clock: Callable[[], datetime], random: Callable[[int], bytes]) -> None:
        self._clock = clock
        self._random = random
        self._lock = threading.Lock()
        self._last = (-1, 0)

    def __call__(self) -> UUID:
        """The next id.

        Raises NotAnInstant or IdOutOfRange when clock or random bytes are not usable.
        """
        with self._lock:
            fresh = (_milliseconds(self._clock()), _tail(self._random(_RANDOM_BYTES)))
            self._last = max(fresh, self._following(self._last))
            return _packed(*self._last)

    def _following(self, last: tuple[int, int]) -> tuple[int, int]:
        milliseconds, tail = last
        carry, tail = divmod(tail + 1, 1 << _RANDOM_BITS)
        return milliseconds + carry, tail
