"""The verdict page: what to do, whom to call, why, and what would change it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from starlette.responses import Response
from starlette.routing import Route

from untwitch.care.decision import Change, Decision
from untwitch.care.relief import Offer
from untwitch.companion import Check, Result
from untwitch.guideline.types import Conflict, Finding, FirstAidStep, Rule, Source
from untwitch.report.said import SaidFinding, finding_said, true_signs
from untwitch.report.why import CauseShown, ToSay, causes_shown, first_aid, reasons, sources_of, tapped, to_say
from untwitch.web.last_time import LastTime, last_time
from untwitch.web.numbers import CALLS_OF, Line, Numbers, numbers
from untwitch.web.render import page
from untwitch.web.visit import Visit, shows
from untwitch.when import in_zone

FEW = 3


@dataclass(frozen=True)
class ResultContext:
    """`relief` is the first technique that may be offered at this level, `line` whose telephone number comes first.
    `used` are the answers that are there, `also_used` those by which something was absent."""

    check: Check
    decision: Decision
    rules: tuple[Rule, ...]
    tapped: tuple[str, ...]
    line: Line | None
    numbers: Numbers
    say: ToSay
    steps: tuple[FirstAidStep, ...]
    used: tuple[SaidFinding, ...]
    also_used: tuple[SaidFinding, ...]
    unsure: tuple[Finding, ...]
    changes: tuple[Change, ...]
    more_changes: tuple[Change, ...]
    conflicts: tuple[tuple[Conflict, tuple[Finding, ...]], ...]
    causes: tuple[CauseShown, ...]
    sources: tuple[Source, ...]
    relief: Offer | None
    recheck_at: datetime | None
    last: LastTime | None


def result(visit: Visit) -> Response:
    """Show the decision as it stands. A settled one is kept in the journal."""
    return page("result.html", _context(visit, visit.result))


def _context(visit: Visit, found: Result) -> ResultContext:
    check, made, guideline = visit.check, found.decision, visit.companion.guideline
    knowledge, rules = check.state.knowledge, reasons(made, check.state)
    decisive = tuple(n for n in made.used if true_signs(knowledge, (n,)))
    return ResultContext(
        check=check,
        decision=made,
        rules=rules,
        tapped=tapped(check.state),
        line=CALLS_OF.get(made.via) if made.level in ("emergency", "urgent", "soon") else None,
        numbers=numbers(visit),
        say=to_say(check.state, made, check.place, check.side),
        steps=first_aid(made, check.state, rules),
        used=tuple(finding_said(knowledge, n) for n in decisive),
        also_used=tuple(finding_said(knowledge, n) for n in made.used if n not in decisive),
        unsure=tuple(guideline.findings[n] for n in made.not_sure),
        changes=made.would_change[:FEW],
        more_changes=made.would_change[FEW:],
        conflicts=tuple((c, tuple(guideline.findings[n] for n in c.ask_again)) for c in made.conflicts),
        causes=causes_shown(check.state, made),
        sources=sources_of(guideline, rules),
        relief=_relief(check, found),
        recheck_at=_recheck_at(check, found),
        last=last_time(visit),
    )


def _relief(check: Check, found: Result) -> Offer | None:
    """What to start with, for a trouble that is there now: made for this very place first, then what needs no question."""
    if found.decision.level not in ("self_care", "routine", "soon") or not found.decision.settled:
        return None
    place = check.state.guideline.places.get(check.place or "")
    here = set(place.technique_sites) if place else set()
    mine = [o for o in found.plan.offers if o.status != "withheld" and "active" in o.technique.use]
    mine.sort(key=lambda o: (not here & set(o.technique.sites), o.status != "offered"))
    return next(iter(mine), None)


def _recheck_at(check: Check, found: Result) -> datetime | None:
    """When to look again, on the person's own clock."""
    if found.decision.recheck is None:
        return None
    zone = check.answered[-1].record.zone if check.answered else "+00:00"
    return in_zone(found.made_at + timedelta(hours=found.decision.recheck.after_hours), zone)


routes = [Route("/check/{check:uuid}/result", shows(result), methods=["GET"])]
