"""Today: what was written down. Checks, sessions with their scores, and what is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from starlette.responses import Response
from starlette.routing import Route

from untwitch.guideline.model import Guideline
from untwitch.language import _, ngettext
from untwitch.report.said import place_words
from untwitch.saying import clock_time, long_day, lower_first
from untwitch.web.pages.after import FEELINGS
from untwitch.web.past import SUPPORT, PastCheck, PastSession, past_checks, past_sessions, to_ask
from untwitch.web.render import page
from untwitch.web.visit import Visit, shows
from untwitch.when import in_zone

LOOKS_BACK = timedelta(days=30)
MOST_SHOWN = 60


@dataclass(frozen=True)
class Entry:
    """One line of the log: a check with its level, or a session with its score. `kind` is "check" or "session"."""

    at: datetime
    kind: str
    title: str
    say: str
    level: str | None
    address: str


@dataclass(frozen=True)
class Day:
    """One day's entries, newest first."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Due:
    """Something to do now: look again at a check, or say how a session went."""

    title: str
    say: str
    address: str
    word: str


@dataclass(frozen=True)
class TodayContext:
    """`headline` says how it is going in one sentence."""

    date: str
    headline: str
    lede: str
    due: tuple[Due, ...]
    days: tuple[Day, ...]


def today(visit: Visit) -> Response:
    """Show what was written down in the last 30 days."""
    companion, now = visit.companion, visit.companion.clock()
    since = now - LOOKS_BACK
    checks = past_checks(companion.journal, visit.person, since)
    sessions = [s for s in past_sessions(companion.journal, visit.person, since) if s.technique != SUPPORT]
    waiting = to_ask(companion.journal, visit.person, now)
    entries = [_check_entry(companion.guideline, c) for c in checks]
    entries += [_session_entry(companion.guideline, s) for s in sessions]
    entries.sort(key=lambda e: e.at, reverse=True)
    headline, lede = _headline(checks, sessions, now)
    context = TodayContext(
        date=long_day(now.date()),
        headline=headline,
        lede=lede,
        due=(*_asked(companion.guideline, waiting), *_to_check(companion.guideline, checks, now)),
        days=tuple(_days(entries[:MOST_SHOWN], now.date())),
    )
    return page("today.html", context)


def _check_entry(guideline: Guideline, check: PastCheck) -> Entry:
    where = place_words(guideline, check.place, check.side) or _("A check")
    if check.decision is None:
        return Entry(check.started_at, "check", where, _("Not finished. Carry on"), None, f"/check/{check.id}/ask")
    return Entry(check.started_at, "check", where, _("Checked"), check.decision.level, f"/check/{check.id}/result")


def _session_entry(guideline: Guideline, session: PastSession) -> Entry:
    technique = guideline.techniques.get(session.technique)
    name = technique.name if technique else session.technique.replace("_", " ")
    return Entry(session.started_at, "session", name, _score(session), None, f"/session/{session.id}/after")


def _score(session: PastSession) -> str:
    if session.ended is None:
        return _("Begun, not written down")
    score, later = session.ended.did_it_stop, session.ended.feeling_after
    said = _("It stopped: %d of 10") % score if score is not None else _("No score yet")
    feeling = lower_first(_(FEELINGS.get(later or "", later or "")))
    return _("%(score)s. Later: %(feeling)s") % {"score": said, "feeling": feeling} if later else said


def _asked(guideline: Guideline, waiting: tuple[PastSession, ...]) -> list[Due]:
    return [
        Due(
            _("How is it now?"),
            f"{_name(guideline, s)}, {clock_time(s.started_at)}",
            f"/session/{s.id}/after",
            _("Say how it is"),
        )
        for s in waiting
    ]


def _name(guideline: Guideline, session: PastSession) -> str:
    return guideline.techniques[session.technique].name if session.technique in guideline.techniques else _("A session")


def _to_check(guideline: Guideline, checks: tuple[PastCheck, ...], now: datetime) -> list[Due]:
    """Re-check dates that have come, one for each place: a newer check of the place answers it."""
    found, seen = [], set()
    for check in checks:
        here = (check.place, check.side)
        due_at = check.decision.recheck_at if check.decision else None
        if here not in seen and due_at and due_at <= now:
            where = place_words(guideline, check.place, check.side) or _("The last check")
            local = in_zone(due_at, f"{now:%z}"[:3] + ":" + f"{now:%z}"[3:5])
            say = _("%(where)s: we said to look again by %(day)s.") % {"where": where, "day": long_day(local.date())}
            found.append(Due(_("Check again"), say, "/", _("Check again")))
        seen.add(here)
    return found


def _headline(checks: tuple[PastCheck, ...], sessions: list[PastSession], now: datetime) -> tuple[str, str]:
    week = now - timedelta(days=7)
    times = len([c for c in checks if c.started_at >= week])
    done = len([s for s in sessions if s.started_at >= week])
    if not times and not done:
        return _("A quiet week"), _("Nothing was written down in the last 7 days.")
    parts = [ngettext("%d check", "%d checks", times) % times]
    parts += [ngettext("%d relief session", "%d relief sessions", done) % done] if done else []
    return _("What was written down"), _("In the last 7 days: %s.") % ", ".join(parts)


def _days(entries: list[Entry], now: date) -> list[Day]:
    found: dict[date, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.at.date(), []).append(entry)
    return [Day(_day_words(day, now), tuple(rows)) for day, rows in found.items()]


def _day_words(day: date, now: date) -> str:
    if day == now:
        return _("Today")
    return _("Yesterday") if day == now - timedelta(days=1) else long_day(day)


routes = [Route("/today", shows(today), methods=["GET"])]
