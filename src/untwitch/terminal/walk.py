"""One person going through one check in the terminal, kept in the journal screen by screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from untwitch import when
from untwitch.care.decision import decide
from untwitch.care.interview import WHERE, WHERE_FINDINGS, Response, ShownScreen, State, question
from untwitch.care.knowledge import Knowledge
from untwitch.care.own_words.confirm import LISTS_KEY, WHERE_KEY, WORDS, confirmed
from untwitch.care.wording import name_of
from untwitch.companion import Check, Companion
from untwitch.errors import FaultsError
from untwitch.guideline.types import LEVELS, RANK, Finding, Place
from untwitch.journal.records import DecisionMade, JournalError, ScreenAnswered
from untwitch.language import _
from untwitch.terminal.asking import KEYS, Asker, Back, Crisis, NotUnderstood, ticks
from untwitch.terminal.last_time import tell_last_time
from untwitch.terminal.numbers import NAMES, find_country
from untwitch.terminal.opening import now
from untwitch.terminal.own_words import confirm, cut_words, nothing_words, tell_alarms
from untwitch.terminal.talk import Talk
from untwitch.terminal.verdict import Teller
from untwitch.terminal.where import Where
from untwitch.terminal.words import SHORT, VIAS

CRISIS = Response("crisis", (("crisis_thoughts", True),))
STALE = timedelta(hours=24)  # after a day the danger list must be asked again
LOOKED_AT = 80  # the newest answered screens that are searched for age and body parts


def newest(companion: Companion, person: UUID) -> Check | None:
    """The newest check of a person, if it is not older than a day."""
    return next(of_today(companion, person), None)


def of_today(companion: Companion, person: UUID) -> Iterator[Check]:
    """The checks of the last day, newest first."""
    for topic in companion.journal.topics(person, ScreenAnswered.kind):
        check = companion.check(person, topic)
        if now() - check.started_at >= STALE:
            return
        yield check


def profile(companion: Companion, person: UUID) -> Mapping[str, Any]:
    """What the person said on page 2 the last time; empty at the first visit."""
    answered = companion.journal.records(person, kind=ScreenAnswered.kind, limit=LOOKED_AT)
    said = (record.read_as(ScreenAnswered) for record in reversed(answered))
    return next((one.values for one in said if one.screen == WHERE), {})


def decided(companion: Companion, check: Check) -> bool:
    """Has this check its verdict?"""
    return bool(companion.journal.records(check.person, kind=DecisionMade.kind, topic=check.id))


@dataclass
class Walk:
    """One person goes through one check."""

    talk: Talk
    companion: Companion
    person: UUID
    place: Place | None = None
    repeats: Check | None = None
    said_floor: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.asker = Asker(self.talk, self.support)
        self.choose_teller()

    def choose_teller(self) -> None:
        code = self.companion.country(self.person)
        guideline = self.companion.guideline
        self.teller = Teller(self.talk, guideline, guideline.countries.get(code or ""))

    def begin(self, anew: bool, words: str | None = None) -> Check:
        """The unfinished check if the person goes on with it, else a new one with its danger list answered.

        `words`: what the person said in their own words; it is read after the danger list.
        """
        if words is not None:
            tell_alarms(self.talk, self.companion.understand(words))
        old = None if anew or self.repeats else newest(self.companion, self.person)
        if old and not decided(self.companion, old) and self._goes_on(old):
            return old
        while True:
            try:
                response = self._ask(self.companion.asker.start_screen(), 1)
            except Back:
                self.talk.say(_("This is the first screen."))
                continue
            except Crisis:
                response = CRISIS
            if check := self._started(response):
                return self._heard(check, words) if words is not None else check

    def _heard(self, check: Check, words: str) -> Check:
        """Which of the person's own words were understood rightly; nothing else of them counts or is kept."""
        if self.companion.screen(check) is None:
            return check
        found = self.companion.understand(words)
        if found.is_nothing:
            self.talk.say(nothing_words(found))
            return check
        if found.is_cut:
            self.talk.say(cut_words())
        try:
            keys = confirm(self.asker, self.companion.guideline, found)
        except Back:
            return check
        except Crisis:
            return self.crisis(check)
        return self._store(check, check.step, confirmed(found, keys))[0]

    def _started(self, response: Response) -> Check | None:
        """A new check with its first response; nothing is written before there is one."""
        try:
            repeats = self.repeats.id if self.repeats else None
            check = self.companion.check(self.person, self.companion.start(self.person, repeats=repeats))
        except JournalError as trouble:
            self._not_kept(State(Knowledge.blank(self.companion.guideline)).hear(response), trouble)
            return None
        check, step = self._store(check, 1, response)
        return check if step > 1 else None

    def _goes_on(self, old: Check) -> bool:
        ago = when.in_words(now() - old.started_at)
        self.talk.say(
            _("A check begun %(ago)s is not finished. Screens answered and kept: %(answered)s.")
            % {"ago": ago, "answered": len(old.answered)}
        )

        def read(text: str) -> bool:
            if text.casefold() not in ("", "n", "new"):
                raise NotUnderstood(_("Enter, or the word new, is expected."))
            return not text

        return self.asker.line(
            _("Enter = go on with it, new = start again"), _("So that nothing has to be said twice."), read
        )

    def go(self, check: Check) -> Check:
        """Ask until the verdict is there.

        Raises
        ------
        Quit, Ended
            The person stopped; every answered screen is kept.
        """
        step = check.step
        while True:
            as_of = check if step == check.step else self.companion.check(self.person, check.id, before=step)
            screen = self.companion.screen(as_of)
            if screen is None:
                return check
            self._certain(as_of)
            try:
                response = self._ask(screen, step, check.id)
            except Back:
                step = self._step_before(check, step)
                continue
            except Crisis:
                step, response = check.step, CRISIS
            check, step = self._store(check, step, response)

    def _ask(self, screen: ShownScreen, step: int, check: UUID | None = None) -> Response:
        if step > 1:
            self.talk.say()
            self.talk.say(_("Screen %(step)s") % {"step": step}, "dim")
        if screen.id == WHERE:
            known = profile(self.companion, self.person)
            still = self.companion.remembered(self.person, besides=check)
            said = self._said_before(check, WHERE_KEY)
            still = () if self._said_before(check, LISTS_KEY) else still
            response = Where(self.asker, self.companion.guideline, self.place, known, still, said).ask()
            self._country()
            return response
        if step == 1:
            self._welcome()
        if self.repeats:
            tell_last_time(self.talk, self.repeats.state.knowledge, screen)
        return self.asker.screen(screen, self._said_before(check, LISTS_KEY))

    def _said_before(self, check: UUID | None, key: str) -> Mapping[str, Any]:
        """What was confirmed of the person's own words: for page 2, or for the long lists."""
        answered = self.companion.check(self.person, check).answered if check else ()
        found = next((a.told.values.get(key) for a in answered if a.told.screen == WORDS), None)
        return found if isinstance(found, Mapping) else {}

    def _welcome(self) -> None:
        self.talk.say(
            _("A few screens of questions. At any time: %(keys)s, s = how to stop and support the muscle.")
            % {"keys": _(KEYS)}
        )
        self.talk.say(_("Thoughts of ending your life or hurting yourself? Type c."), "bold")

    def _country(self) -> None:
        """Asked once: whose telephone numbers to show."""
        if self.teller.country:
            return
        self.talk.heading(_("Which country are you in?"))
        prompt = _("Country name or code like GB (Enter = do not say)")
        code = self.asker.line(prompt, _("So that the right telephone numbers are shown."), self._country_code)
        if code:
            self.companion.choose_country(self.person, code)
            self.choose_teller()

    def _country_code(self, text: str) -> str | None:
        try:
            found = find_country(self.companion.guideline, text) if text else None
        except FaultsError as unknown:
            raise NotUnderstood(str(unknown)) from None
        return found.code if found else None

    def _certain(self, check: Check) -> None:
        """The level that is certain already, as soon as it is, while the rest is checked."""
        floor = check.state.interval().floor
        if floor > self.said_floor:
            made = decide(check.state)
            self.talk.heading(_("So far: %(part)s.") % {"part": SHORT[LEVELS[floor]]})
            self.talk.say(_("%(part)s Now we check for anything more urgent.") % {"part": VIAS[made.via]})
        self.said_floor = floor

    def _step_before(self, check: Check, step: int) -> int:
        earlier = [a.step for a in check.answered if a.step < step and a.told.screen != WORDS]
        if not earlier:
            self.talk.say(_("This is the first screen."))
        return max(earlier, default=step)

    def _store(self, check: Check, step: int, response: Response) -> tuple[Check, int]:
        """Keep the response. When the journal cannot, the person still hears what it means before being asked again."""
        try:
            self.companion.answer(check, step, response)
        except FaultsError as faults:
            self.talk.say(str(faults))
            return check, step
        except JournalError as trouble:
            self._not_kept(check.state.hear(response), trouble)
            return check, step
        check = self.companion.check(self.person, check.id)
        return check, check.step

    def _not_kept(self, state: State, trouble: JournalError) -> None:
        self.talk.say(str(trouble), "red")
        made = decide(state)
        if made.level and RANK[made.level] >= RANK["soon"]:
            self.teller.level(made)

    def crisis(self, check: Check) -> Check:
        """The person types c at any time: it counts from then on."""
        return self._store(check, check.step, CRISIS)[0]

    def support(self) -> None:
        """Stop and support: safe for everybody, at any time."""
        technique = self.companion.guideline.techniques["stop_and_support"]
        self.talk.heading(technique.name)
        for *_step, say in technique.once:
            self.talk.item(say)
        self.talk.say(f"{NAMES['emergency']}: {self._emergency()}", "bold")

    def _emergency(self) -> str:
        country = self.teller.country
        return _(" or ").join(country.emergency) if country else self.companion.guideline.fallback["emergency"]

    def tell(self, check: Check) -> bool:
        """The verdict, kept in the journal. May relief techniques be offered at this level?"""
        result = self.companion.result(check)
        self.talk.say()
        self.teller.tell(result.decision, result.plan, check.state.groups)
        return bool(result.plan.items)

    def change(self, check: Check) -> Check:
        """Change any answer from the result: those that decided it are listed, others are found by a word."""
        self.talk.heading(_("Which answer?"))
        finding = Picker(self.asker, *_changeable(check)).pick()
        shown = question(self.companion.guideline, finding.id, finding.options)
        self.companion.change(check, finding.id, _whole(finding.id, self.asker.screen(shown)))
        return self.companion.check(self.person, check.id)


@dataclass
class Picker:
    """One finding of a list by number, or of all that were asked by a word of its name."""

    asker: Asker
    shown: list[Finding]
    asked: list[Finding]

    def pick(self) -> Finding:
        self.asker.numbered([name_of(f) for f in self.shown])
        prompt = _("A number, or a word of another answer (b = back to the result)")
        return self.asker.line(prompt, _("You can change any answer."), self._read)

    def _read(self, text: str) -> Finding:
        if text.isdigit():
            ticked = ticks(text, len(self.shown)).ticked
            return self.shown[min(ticked) - 1]
        found = [f for f in self.asked if text and text.casefold() in name_of(f).casefold()]
        if len(found) == 1:
            return found[0]
        if found:
            self.shown = found
            self.asker.numbered([name_of(f) for f in found])
        raise NotUnderstood(
            _("A number is expected.") if found else _("A number, or a word of an answer, is expected.")
        )


def _changeable(check: Check) -> tuple[list[Finding], list[Finding]]:
    """Findings that decided the result or stand on page 2, and all that were asked."""
    findings = check.state.guideline.findings
    made = decide(check.state)
    first = {*made.used, *(i for c in made.conflicts for i in c.ask_again), *WHERE_FINDINGS}
    asked = [f for i, f in findings.items() if i in check.state.knowledge.asked and not f.origin]
    return [f for f in asked if f.id in first], asked


def _whole(name: str, response: Response) -> Any:
    """The answer to one finding; a list with "not sure" lines as its parts."""
    if name in response.values:
        return response.values[name]
    parts: dict[str, list[str]] = {"has": [], "not": []}
    for sign, truth in response.told:
        if truth != "not_sure":
            parts["has" if truth else "not"].append(sign.partition(".")[2])
    return {key: options for key, options in parts.items() if options} or "not_sure"
