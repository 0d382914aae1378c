"""The front door: everything a face (web, terminal, notebook) asks of Untwitch goes through here."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from untwitch.care import decision as decisions
from untwitch.care import plan as plans
from untwitch.care.answers import check as check_answer
from untwitch.care.contacts import contact_number
from untwitch.care.decision import Decision
from untwitch.care.document import decision_document, without_words
from untwitch.care.interview import WHERE, Response, ShownScreen, State, next_screen, start_screen
from untwitch.care.own_words.confirm import confirmed
from untwitch.care.own_words.heard import Understanding
from untwitch.care.plan import Plan
from untwitch.care.profile import Remembered, remembered
from untwitch.care.relevance import Oracle
from untwitch.care.relief import SAFE_ALWAYS, Offer, offer, questions_before
from untwitch.care.triage import Interval, interval
from untwitch.errors import FaultsError, UntwitchError
from untwitch.guideline.model import Guideline
from untwitch.guideline.spoken import in_language
from untwitch.guideline.types import Technique
from untwitch.household import ME, usable_name
from untwitch.journal.records import (
    AnswerChanged,
    CheckStarted,
    DecisionMade,
    PersonNamed,
    Record,
    ScreenAnswered,
    SessionEnded,
    SessionStarted,
)
from untwitch.language import _, current
from untwitch.recall import Answered, Check, contact, finished_contacts, folded, place_of
from untwitch.verdict import Verdict, decide, understand
from untwitch.when import in_zone

if TYPE_CHECKING:
    from untwitch.journal.store import Journal
    from untwitch.report.model import VisitReport

__all__ = ["Answered", "Asker", "Check", "Companion", "NoSuchCheck", "OldPage", "Result", "Verdict", "decide"]
MOST_REMEMBERED = 500  # checks whose number of contacts is kept
LOOKED_AT = 5  # the newest checks in which a profile is looked for


class NoSuchCheck(UntwitchError):
    """There is no such check in this journal."""


class OldPage(UntwitchError):
    """The page that was sent is out of date; nothing of it was used."""


@dataclass(frozen=True)
class Result:
    """A decision with its plan."""

    decision: Decision
    plan: Plan
    made_at: datetime


class Companion:
    """Answers, decisions, plans and sessions of the people of one journal.

    Clock and id maker come in. One instance serves one thread at a time; `lock` guards the solver.
    """

    def __init__(
        self,
        guideline: Guideline,
        journal: Journal,
        clock: Callable[[], datetime],
        ids: Callable[[], UUID],
        origin: str,
    ) -> None:
        self.guideline, self.journal, self.clock, self.ids, self.origin = guideline, journal, clock, ids, origin
        self._contact_numbers: dict[tuple[UUID, UUID], int] = {}

    @cached_property
    def asker(self) -> Asker:
        return Asker(self.guideline)

    def spoken(self) -> Companion:
        """This companion with the content in the language spoken now; journal, clock and solver are the same."""
        guideline = in_language(self.guideline, current())
        if guideline is self.guideline:
            return self
        other = Companion(guideline, self.journal, self.clock, self.ids, self.origin)
        other.asker = Asker(guideline, self.asker)
        return other

    # people

    def me(self) -> UUID:
        """The first person of this journal, made when there is none."""
        people = self.journal.people()
        return people[0].id if people else self.add_person(ME)

    def add_person(self, name: str, country: str | None = None) -> UUID:
        """Add somebody to this journal, with answers and a log of their own.

        Raises
        ------
        NameNotUsable
            There is no name, it is too long, or somebody here has it already.
        """
        named = PersonNamed(name=usable_name(name, self.journal.people()), country=country)
        person, now = self.ids(), self.clock()
        self.journal.add_person(person, now, self._record(person, named))
        return person

    def rename(self, person: UUID, name: str) -> None:
        """Call a person by another name. Raises NameNotUsable."""
        others = [p for p in self.journal.people() if p.id != person]
        named = PersonNamed(name=usable_name(name, others), country=self.country(person))
        self.journal.append(self._record(person, named))

    def whose(self, topic: UUID) -> UUID | None:
        """The person whose check or relief session this is; None when nobody here has it."""
        begun = (CheckStarted.kind, SessionStarted.kind)
        return next(
            (p.id for p in self.journal.people() for kind in begun if self.journal.records(p.id, kind, topic)), None
        )

    def country(self, person: UUID) -> str | None:
        """The country whose telephone numbers are shown; None until chosen."""
        latest = self.journal.latest(person, PersonNamed.kind)
        return latest.read_as(PersonNamed).country if latest else None

    def choose_country(self, person: UUID, code: str | None) -> None:
        """Remember the country of a person. Unknown codes are refused."""
        if code is not None and code not in self.guideline.countries:
            raise UntwitchError(_("That country is not in the list."))
        latest = self.journal.latest(person, PersonNamed.kind)
        name = latest.read_as(PersonNamed).name if latest else ME
        self.journal.append(self._record(person, PersonNamed(name=name, country=code)))

    # a check

    def start(self, person: UUID, check: UUID | None = None, repeats: UUID | None = None) -> UUID:
        """Begin a check, under the id of the page that asked for it; the same page twice begins one check.

        With `repeats` the answers of an earlier check are shown again to be confirmed. Raises NoSuchCheck.
        """
        if repeats is not None:
            self.check(person, repeats)
        check = check or self.ids()
        if not self.journal.records(person, kind=CheckStarted.kind, topic=check):
            self.journal.append(self._record(person, CheckStarted(check=check, repeats=repeats)))
        return check

    def check(self, person: UUID, check: UUID, before: int | None = None) -> Check:
        """A check as the journal has it; with `before`, as it stood before that step.

        Raises
        ------
        NoSuchCheck
            This person has no such check.
        """
        records = self.journal.records(person, topic=check)
        started = next((r for r in records if r.kind == CheckStarted.kind), None)
        if started is None:
            raise NoSuchCheck(_("This check is not in the journal of this computer."))
        answered = [
            Answered(p.step, r, p)
            for r in records
            if r.kind == ScreenAnswered.kind and (p := r.read_as(ScreenAnswered))
        ]
        if before is not None:
            later = [a.record.at for a in answered if a.step >= before]
            answered = [a for a in answered if a.step < before]
            records = tuple(r for r in records if not later or r.at < min(later))
        changes = tuple(r.read_as(AnswerChanged) for r in records if r.kind == AnswerChanged.kind)
        answered.sort(key=lambda a: a.step)
        state = folded(self.guideline, answered, changes, self._contacts(person, check, started.at, answered))
        place, side = place_of(answered)
        repeats = started.read_as(CheckStarted).repeats
        return Check(check, person, started.at, state, tuple(answered), changes, place, side, repeats)

    def repeated(self, check: Check) -> Check | None:
        """The earlier check that this one repeats."""
        return self.check(check.person, check.repeats) if check.repeats else None

    def _contacts(self, person: UUID, check: UUID, began: datetime, answered: list[Answered]) -> int:
        """Which contact about the same trouble this check is. What was before it does not change, so it is kept."""
        where = next((a for a in answered if a.told.screen == WHERE), None)
        if where is None:
            return 1
        key = (check, where.record.id)
        if key not in self._contact_numbers:
            since = began - timedelta(days=self.guideline.repeat_contact.window_days)
            earlier = finished_contacts(self.journal, person, since, began)
            here = contact(where.told.values, began)
            if len(self._contact_numbers) >= MOST_REMEMBERED:
                self._contact_numbers.clear()
            self._contact_numbers[key] = contact_number(self.guideline, here, earlier)
        return self._contact_numbers[key]

    def screen(self, check: Check) -> ShownScreen | None:
        """The next screen of a check, or None when the check has its verdict."""
        return self.asker.next_screen(check.state)

    def answer(self, check: Check, step: int, response: Response) -> None:
        """Store one response. The same response twice is stored once; another one for the same step corrects it."""
        faults = [
            f
            for name, value in response.values.items()
            if name in self.guideline.findings
            for f in check_answer(self.guideline, name, value)
        ]
        if faults:
            raise FaultsError(faults)
        payload = ScreenAnswered(
            check=check.id,
            step=step,
            screen=response.screen,
            told=response.told,
            values=dict(response.values),
            open=response.open,
        )
        old = next((a for a in check.answered if a.step == step), None)
        if old and old.told == payload:
            return
        self.journal.append(self._record(check.person, payload, corrects=old.record.id if old else None))

    def understand(self, text: str) -> Understanding:
        """What a person's own words say, as lines to confirm. Nothing is stored."""
        return understand(text, self.guideline)

    def hear_words(
        self, check: Check, step: int, understood: Understanding, keys: Collection[str], story: str = ""
    ) -> None:
        """Store what was confirmed of a person's own words. The text itself is kept only when it is given as `story`."""
        self.answer(check, step, confirmed(understood, keys, story.strip() or None))

    def change(self, check: Check, finding: str, value: Any) -> None:
        """Change one answer from the result page.

        Raises
        ------
        FaultsError
            The value does not fit the finding.
        """
        faults = list(check_answer(self.guideline, finding, value))
        if faults:
            raise FaultsError(faults)
        self.journal.append(self._record(check.person, AnswerChanged(check=check.id, finding=finding, value=value)))

    def result(self, check: Check, keep: bool = True) -> Result:
        """The decision and plan of a check; kept in the journal when it is new."""
        now = self.clock()
        made = decisions.decide(check.state)
        if keep and made.settled:
            self._keep(check, made, now)
        return Result(made, plans.make(check.state, made, check.place), now)

    def _keep(self, check: Check, made: Decision, now: datetime) -> None:
        recheck = now + timedelta(hours=made.recheck.after_hours) if made.recheck else None
        payload = DecisionMade(
            check=check.id, level=made.level, floor=made.floor, ceiling=made.ceiling, via=made.via, settled=made.settled,
            rules=tuple(r.id for r in made.rules), content_version=made.content_version, recheck_at=recheck,
            document=decision_document(made),
        )  # fmt: skip
        old = self.journal.records(check.person, kind=DecisionMade.kind, topic=check.id)
        if not old or without_words(old[-1].read_as(DecisionMade).document) != without_words(payload.document):
            self.journal.append(self._record(check.person, payload))

    def remembered(self, person: UUID, besides: UUID | None = None) -> tuple[Remembered, ...]:
        """The person's profile as said in the newest checks, for "still right?". `besides`: a check that is left out."""
        topics = [t for t in self.journal.topics(person, ScreenAnswered.kind) if t != besides][:LOOKED_AT]
        checks = (self.check(person, topic) for topic in topics)
        return remembered(self.guideline, ((c.started_at, c.state.knowledge) for c in checks), self.clock())

    def report(self, check: Check, found: Result, country: str | None) -> VisitReport:
        """The document of a check as it stands, dated when its verdict was made, on the person's own clock."""
        from untwitch.report.making import make

        last = check.answered[-1].record if check.answered else None
        made = self.journal.records(check.person, kind=DecisionMade.kind, topic=check.id)
        moment = made[-1].at if made else last.at if last else check.started_at
        at = in_zone(moment, last.zone if last else "+00:00")
        where = self.guideline.countries.get(country or "")
        return make(check.state, found.decision, found.plan, at, country=where, place=check.place, side=check.side)

    # relief

    def offer(self, check: Check | None, technique: Technique) -> Offer:
        """May this technique be offered to this person now?"""
        if check is None:
            return Offer(technique, "offered" if technique.id == SAFE_ALWAYS else "ask_first")
        made = decisions.decide(check.state)
        return offer(interval(check.state.knowledge), technique, made.level)

    def before(self, check: Check, technique: Technique) -> ShownScreen | None:
        """What must be asked before the technique, or None."""
        return questions_before(check.state.knowledge, technique, decisions.decide(check.state).level)

    def start_session(self, person: UUID, technique: str, check: UUID | None, session: UUID | None = None) -> UUID:
        """Begin a relief session. With an id given, a session that has begun already stays as it is."""
        known = session and self.journal.records(person, kind=SessionStarted.kind, topic=session)
        session = session or self.ids()
        if not known:
            self.journal.append(self._record(person, SessionStarted(session=session, technique=technique, check=check)))
        return session

    def end_session(self, person: UUID, ended: SessionEnded) -> None:
        """Store how a session ended. What is said of the same session later corrects it; the same twice is stored once."""
        before = self.journal.records(person, kind=SessionEnded.kind, topic=ended.session)
        if before and before[-1].read_as(SessionEnded) == ended:
            return
        self.journal.append(self._record(person, ended, corrects=before[-1].id if before else None))

    def _record(self, person: UUID, payload: Any, corrects: UUID | None = None) -> Record:
        now = self.clock()
        return Record.of(
            payload,
            id=self.ids(),
            person=person,
            at=now,
            zone=_zone(now),
            recorded_at=now,
            origin=self.origin,
            corrects=corrects,
        )


class Asker:
    """The interview with the exact relevance test, one solver for all people, one caller at a time."""

    def __init__(self, guideline: Guideline, base: Asker | None = None) -> None:
        self.guideline, self.base = guideline, base
        self.lock: threading.Lock = base.lock if base else threading.Lock()

    @cached_property
    def oracle(self) -> Oracle:
        """The same for all languages: it knows no words."""
        return self.base.oracle if self.base else Oracle(self.guideline)

    def matters(self, now: Interval, atom: int) -> bool:
        return self.oracle.matters(now, atom)

    def next_screen(self, state: State) -> ShownScreen | None:
        with self.lock:
            return next_screen(state, self.matters)

    def start_screen(self) -> ShownScreen:
        return start_screen(self.guideline)


def _zone(now: datetime) -> str:
    return (
        str(now.tzinfo)
        if now.tzinfo and "/" in str(now.tzinfo)
        else now.strftime("%z")[:3] + ":" + now.strftime("%z")[3:5]
    )


__all__ = [
    "Answered",
    "Asker",
    "Check",
    "Companion",
    "NoSuchCheck",
    "OldPage",
    "Result",
    "Verdict",
    "decide",
    "understand",
]
