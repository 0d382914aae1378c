"""UUIDs of version 7: the layout of RFC 9562, and an order that never breaks."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from uuid import RFC_4122, UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from journal_examples import NOON, moments

from untwitch.journal.ids import IdOutOfRange, Ids, uuid7
from untwitch.when import NotAnInstant

since_1970 = st.integers(0, 2**46).map(lambda ms: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms))
random_bytes = st.binary(min_size=10, max_size=10)


def test_the_example_of_the_rfc_comes_out() -> None:
    random_part = (0xCC3 << 62 | 0x18C4DC0C0C07398F).to_bytes(10)
    now = datetime(2022, 2, 22, 14, 22, 22, tzinfo=UTC) + timedelta(hours=5)
    assert uuid7(now, random_part) == UUID("017F22E2-79B0-7CC3-98C4-DC0C0C07398F")


@given(since_1970, random_bytes)
def test_version_and_variant_are_set_whatever_the_random_bits(now: datetime, random_part: bytes) -> None:
    made = uuid7(now, random_part)
    assert (made.version, made.variant) == (7, RFC_4122)


@given(since_1970, since_1970, random_bytes, random_bytes)
def test_a_later_millisecond_sorts_later(one: datetime, other: datetime, first: bytes, second: bytes) -> None:
    if one != other:
        made = uuid7(one, first), uuid7(other, second)
        assert (made[0] < made[1]) == (str(made[0]) < str(made[1])) == (one < other)


@given(since_1970, random_bytes, random_bytes)
def test_every_random_bit_counts(now: datetime, first: bytes, second: bytes) -> None:
    kept = [int.from_bytes(part) % 2**74 for part in (first, second)]
    assert (uuid7(now, first) == uuid7(now, second)) == (kept[0] == kept[1])


@given(st.lists(since_1970, min_size=2, max_size=30), st.sampled_from([0x00, 0x7F, 0xFF]))
def test_ids_rise_though_the_clock_stands_or_steps_back(times: list[datetime], byte: int) -> None:
    clock = iter(times + times[-1:] * 3)
    make = Ids(lambda: next(clock), lambda size: bytes([byte]) * size)
    made = [make() for _ in range(len(times) + 3)]
    assert made == sorted(set(made))
    assert {each.version for each in made} == {7}


def test_threads_that_share_a_maker_never_get_the_same_id() -> None:
    make, made = Ids(lambda: NOON, lambda size: bytes(size)), []
    threads = [threading.Thread(target=lambda: made.extend(make() for _ in range(200))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 800


def test_unusable_times_and_bytes_are_refused() -> None:
    with pytest.raises(NotAnInstant):
        uuid7(datetime(2026, 3, 1), bytes(10))
    with pytest.raises(IdOutOfRange, match="1970"):
        uuid7(datetime(1969, 12, 31, tzinfo=UTC), bytes(10))
    with pytest.raises(IdOutOfRange, match="10 random bytes, came 9"):
        uuid7(NOON, bytes(9))


@given(moments)
def test_the_zone_of_the_clock_does_not_matter(now: datetime) -> None:
    if now.year >= 1971:
        assert uuid7(now, bytes(10)) == uuid7(now.astimezone(UTC), bytes(10))
