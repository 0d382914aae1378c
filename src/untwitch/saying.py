"""Numbers, dates, lists and halves of sentences as the current language writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from untwitch.language import ENGLISH, _, babel_locale, current, ngettext


def number(value: float) -> str:
    """A number without needless zeros.

    >>> number(7.0), number(37.5)
    ('7', '37.5')
    """
    plain = f"{value:.15g}"
    if current() is ENGLISH or plain.lstrip("-").isdecimal():
        return plain
    from babel.numbers import format_decimal

    return format_decimal(value, locale=babel_locale(), group_separator=False)


def counted(value: float, unit: str | None) -> str:
    """A span or an amount with its unit in the right number.

    >>> counted(1, "days"), counted(2.5, "hours"), counted(7, "points"), counted(38.5, "degC")
    ('1 day', '2.5 hours', '7', '38.5 °C')
    """
    said = {
        "years": ngettext("%(num)s year", "%(num)s years", value),
        "months": ngettext("%(num)s month", "%(num)s months", value),
        "weeks": ngettext("%(num)s week", "%(num)s weeks", value),
        "days": ngettext("%(num)s day", "%(num)s days", value),
        "hours": ngettext("%(num)s hour", "%(num)s hours", value),
        "minutes": ngettext("%(num)s minute", "%(num)s minutes", value),
        "seconds": ngettext("%(num)s second", "%(num)s seconds", value),
        "times": ngettext("%(num)s time", "%(num)s times", value),
        "per minute": _("%(num)s a minute"),
        "percent": _("%(num)s %%"),
        "degC": "%(num)s °C",
        "points": "%(num)s",
    }.get(unit or "points", f"%(num)s {unit}")
    return said % {"num": number(value)}


def span_words(seconds: int) -> str:
    """A length of time, short.

    >>> span_words(130), span_words(45), span_words(120)
    ('2 min 10 s', '45 s', '2 min')
    """
    minutes, rest = divmod(seconds, 60)
    said = [_("%d min") % minutes] if minutes else []
    return " ".join([*said, *([_("%d s") % rest] if rest or not minutes else [])])


def unit_words(unit: str | None) -> str:
    """A unit as it stands behind a field for a number."""
    plain = {
        "points": _("points"), "per minute": _("a minute"), "percent": "%", "degC": "°C", "times": _("times"),
        "years": _("years"), "months": _("months"), "weeks": _("weeks"), "days": _("days"), "hours": _("hours"),
        "minutes": _("minutes"), "seconds": _("seconds"),
    }  # fmt: skip
    return plain.get(unit or "", unit or "")


def clock_time(moment: datetime) -> str:
    """The time of day: "08:30"."""
    return f"{moment:%H:%M}"


def long_day(day: date) -> str:
    """A day in words.

    >>> long_day(date(2026, 11, 22))
    'Sunday 22 November'
    """
    if current() is ENGLISH:
        return f"{day:%A} {day.day} {day:%B}"
    from babel.dates import format_date

    locale = babel_locale()
    without_year = re.sub(r"[\s,.]*y+\.?", "", locale.date_formats["full"].pattern)
    return format_date(day, without_year, locale=locale)


def short_day(day: date) -> str:
    """A day in digits and letters, never ambiguous: "22 Nov 2026"."""
    if current() is ENGLISH:
        return f"{day.day} {day:%b} {day.year}"
    from babel.dates import format_date

    return format_date(day, "medium", locale=babel_locale())


def day_and_time(moment: datetime) -> str:
    """A day in words and the time of day."""
    return f"{long_day(moment)}, {clock_time(moment)}"


def lower_first(text: str) -> str:
    """The text as the middle of a sentence; "I" and abbreviations keep their capital, and so do languages that need it.

    >>> lower_first("Calf"), lower_first("I feel faint"), lower_first("ECG")
    ('calf', 'I feel faint', 'ECG')
    """
    keeps = current().capitals or (len(text) > 1 and (text[1].isupper() or text.startswith("I ")))
    return text if keeps or not text else text[0].lower() + text[1:]


def upper_first(text: str) -> str:
    """The text as the start of a sentence."""
    return text[:1].upper() + text[1:]


def either(parts: Sequence[str]) -> str:
    """Several phrases of which one is meant: "calf; shin; or foot"."""
    first, *others = parts
    said = [first, *map(lower_first, others)]
    return first if not others else _("%(parts)s; or %(last)s") % {"parts": "; ".join(said[:-1]), "last": said[-1]}
