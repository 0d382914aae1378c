"""Instants with a time zone, as text and in words. Nothing here reads a clock."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from untwitch.errors import UntwitchError
from untwitch.language import ENGLISH, _, babel_locale, current

_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?(Z|[+-]\d\d:\d\d(:\d\d(\.\d{6})?)?)", re.ASCII)
_OFFSET = re.compile(r"([+-])(\d\d):([0-5]\d)", re.ASCII)
_DAYS = {"year": 365, "month": 30, "week": 7, "day": 1}


class NotAnInstant(UntwitchError):
    """A time that does not name one instant: it has no time zone, or is no time at all."""


class UnknownZone(UntwitchError):
    """A time zone that this computer does not know."""


def instant(moment: datetime) -> datetime:
    """The same instant in UTC.

    Raises NotAnInstant when `moment` has no time zone: guessing one would move the entry by hours.
    """
    if moment.utcoffset() is None:
        raise NotAnInstant(f"A time needs a time zone, {moment.isoformat()} has none.")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise NotAnInstant(f"{moment.isoformat()} is outside the years 1 to 9999.") from None


def iso(moment: datetime) -> str:
    """ISO 8601 text that `parse_iso` reads back exactly; keeps the offset the time was given in.

    Raises NotAnInstant when `moment` has no time zone.

    >>> iso(datetime(2026, 3, 1, 8, 30, tzinfo=UTC))
    '2026-03-01T08:30:00.000000+00:00'
    """
    instant(moment)
    return moment.isoformat(timespec="microseconds")


def parse_iso(text: str) -> datetime:
    """The instant written as `2026-03-01T08:30:00+01:00` or with `Z`; the fraction may be missing.

    Raises NotAnInstant for any other writing: dates alone, week dates, missing zone, impossible days.
    """
    if not _ISO.fullmatch(text):
        raise NotAnInstant(f'"{text[:40]}" is not a date, time and zone like 2026-03-01T08:30:00+01:00.')
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as wrong:
        raise NotAnInstant(f'"{text}" does not exist: {wrong}.') from None
    instant(moment)
    return moment


def in_zone(moment: datetime, zone: str) -> datetime:
    """The instant on the wall clock of `zone`, an IANA name (Europe/Paris) or an offset (+05:30).

    Raises UnknownZone, and NotAnInstant when `moment` has no time zone.
    """
    return instant(moment).astimezone(_zone(zone))


def _zone(name: str) -> tzinfo:
    if match := _OFFSET.fullmatch(name):
        sign, hours, minutes = match.groups()
        if int(hours) < 24:
            size = timedelta(hours=int(hours), minutes=int(minutes))
            return timezone(-size if sign == "-" else size)
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # odd names, folders, and names the tables do not hold
        raise UnknownZone(f'The time zone "{name[:64]}" is not known on this computer.') from None


def in_words(passed: timedelta) -> str:
    """How long ago something was, rounded down; a negative span lies ahead.

    >>> in_words(timedelta(minutes=3)), in_words(timedelta(days=-15)), in_words(timedelta(seconds=4))
    ('3 minutes ago', 'in 2 weeks', 'just now')
    """
    span = abs(passed)
    if span < timedelta(minutes=1):
        return _("just now")
    number, unit = _amount(span)
    if current() is not ENGLISH:  # cases and word order differ too much for a pattern of ours
        from babel.dates import format_timedelta

        span = timedelta(days=number * _DAYS[unit]) if unit in _DAYS else timedelta(**{f"{unit}s": number})
        return format_timedelta(
            span if passed < timedelta(0) else -span, add_direction=True, threshold=1, locale=babel_locale()
        )
    amount = f"{number} {unit}" if number == 1 else f"{number} {unit}s"
    return f"{amount} ago" if passed > timedelta(0) else f"in {amount}"


def _amount(span: timedelta) -> tuple[int, str]:
    for unit, days in _DAYS.items():
        if span.days >= days:
            return span.days // days, unit
    minutes = span // timedelta(minutes=1)
    return (minutes // 60, "hour") if minutes >= 60 else (minutes, "minute")
