"""`untwitch relieve PLACE`: techniques for a place, the short list to ask first, and a timed session."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from untwitch.care.interview import WHERE
from untwitch.care.relief import Offer, fitting, offer
from untwitch.care.session import active_seconds
from untwitch.care.triage import interval
from untwitch.companion import Check, Companion
from untwitch.errors import Fault, FaultsError, nearest
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import RANK, Place, Technique
from untwitch.language import _
from untwitch.terminal.asking import Back, Crisis, NotUnderstood, ticks
from untwitch.terminal.check import guarded
from untwitch.terminal.opening import open_companion
from untwitch.terminal.people import chosen_person
from untwitch.terminal.session import Session
from untwitch.terminal.talk import Talk
from untwitch.terminal.walk import Walk, decided, newest, of_today
from untwitch.terminal.where import find_place
from untwitch.terminal.words import GRADES, STATUS

MOST_QUESTIONS = 30


def run(
    folder: Path | None,
    journal: str | None,
    place: str,
    kind: str | None,
    listed: bool,
    plain: bool,
    waits: bool,
    person_name: str | None = None,
) -> int:
    """The whole command; its exit code."""
    talk = Talk(plain)
    with open_companion(folder, journal, "cli") as opened:
        companion = opened.spoken()
        guideline = companion.guideline
        found = find_place(guideline, place)
        check_kind(guideline, kind)
        walk = Walk(talk, companion, chosen_person(talk, companion, person_name), found)
        if listed:
            return show_list(walk, found, kind)
        return guarded(talk, f"relieve {found.id}", lambda: _relieve(walk, found, kind, waits))


def check_kind(guideline: Guideline, kind: str | None) -> None:
    """Refuse a kind of movement that there is not."""
    known = [o.id for o in guideline.findings["movement"].options]
    if kind is not None and kind not in known:
        raise FaultsError(
            [
                Fault(
                    "",
                    0,
                    "kind",
                    _('"%(part)s" is not one of: %(known)s') % {"part": kind[:40], "known": ", ".join(known)},
                    nearest(kind, known),
                )
            ]
        )


def for_place(companion: Companion, check: Check | None, place: Place, kind: str | None) -> tuple[Offer, ...]:
    """Every technique for the place, each with what is known of this person; without a check nothing is known."""
    guideline = companion.guideline
    sites = {*place.technique_sites, *(n for n, members in guideline.technique_groups.items() if place.id in members)}
    kinds = {kind} if kind else set(place.kinds)
    if check and not kind:
        now = interval(check.state.knowledge)
        level = companion.result(check, keep=False).decision.level
        fits = fitting(check.state.knowledge, (place.id,))
        return _sorted(offer(now, t, level) for t in fits)
    mine = [t for t in guideline.techniques.values() if sites & set(t.sites) and kinds & set(t.kinds)]
    return _sorted(companion.offer(check, t) for t in mine)


def _sorted(found: Iterable[Offer]) -> tuple[Offer, ...]:
    """The usable ones first, and among them those that end a cramp that is there."""
    return tuple(sorted(found, key=lambda o: (list(STATUS).index(o.status), "active" not in o.technique.use)))


def show_list(walk: Walk, place: Place, kind: str | None) -> int:
    """Names, status and reasons; no questions."""
    check = recent(walk, place)
    found = for_place(walk.companion, check, place, kind)
    walk.talk.heading(_("%(name)s: %(found)s techniques") % {"name": place.name, "found": len(found)})
    if check is None:
        walk.talk.say(_("There is no finished check of this place from today, so nothing is known of you yet."))
    for one in found:
        _status(walk, one)
    return 0


def _status(walk: Walk, one: Offer) -> None:
    talk, guideline = walk.talk, walk.companion.guideline
    technique = one.technique
    minutes, seconds = divmod(active_seconds(technique), 60)
    talk.item(
        _("%(name)s (%(id)s), %(minutes)s min %(seconds)s s: %(part)s")
        % {
            "name": technique.name,
            "id": technique.id,
            "minutes": minutes,
            "seconds": f"{seconds:02}",
            "part": STATUS[one.status],
        }
    )
    talk.say(f"{technique.does} {GRADES[technique.evidence.grade].capitalize()}.", first="  ")
    for reason in reasons(guideline, one):
        talk.say(reason, first="    ", rest="    ")


def reasons(guideline: Guideline, one: Offer) -> list[str]:
    """Why a technique is held back, or what has to be known first."""
    true = [guideline.contraindications[c].why for c in one.reasons]
    rules = [guideline.rule[r].because for r in one.rules if r in guideline.rule]
    rules += [_("At this urgency only first aid is offered.")] if "not_at_this_level" in one.rules else []
    known = [
        _("Because: %(text)s") % {"text": text}
        for text in dict.fromkeys([*true, *(rules if one.status == "withheld" else [])])
    ]
    unknown = [guideline.contraindications[c].why for c in one.unknown]
    unknown += rules if one.status == "ask_first" else []
    return known + [_("To be asked: %(text)s") % {"text": text} for text in dict.fromkeys(unknown)]


def recent(walk: Walk, place: Place) -> Check | None:
    """A check of this place with its verdict, not older than a day, and no danger heard since, wherever it was."""
    companion = walk.companion
    for check in of_today(companion, walk.person):
        if check.place == place.id and decided(companion, check):
            return check if companion.screen(check) is None else None
        if check.state.interval().floor >= RANK["urgent"]:
            return None
    return None


def _relieve(walk: Walk, place: Place, kind: str | None, waits: bool) -> None:
    walk.support()
    check = recent(walk, place)
    if check is None:
        walk.talk.say()
        walk.talk.say(_("First a short check: some causes must not be stretched, rubbed or warmed."))
        check = walk.go(walk.begin(anew=_elsewhere(walk, place)))
        walk.tell(check)
    Relief(walk, place, kind, waits).go(check)


def _elsewhere(walk: Walk, place: Place) -> bool:
    """Is the unfinished check about another place? Its dangers were asked for that place, not for this one."""
    old = newest(walk.companion, walk.person)
    return bool(old and WHERE in old.state.screens and old.place != place.id)


def from_check(walk: Walk, check: Check) -> None:
    """Go on from a verdict to relief, for the place of the check."""
    place = walk.companion.guideline.places.get(check.place or "")
    if place is None:
        walk.talk.say(_("No place was chosen. `untwitch relieve PLACE` guides relief for a place."))
        return
    Relief(walk, place, None, True).go(check)


@dataclass
class Relief:
    """Choose a technique, ask what must be known, run it, say how it went."""

    walk: Walk
    place: Place
    kind: str | None
    waits: bool

    def go(self, check: Check) -> None:
        """Until the person has had enough, or nothing may be offered."""
        while True:
            if self._too_urgent(check):
                return
            found = [o for o in for_place(self.walk.companion, check, self.place, self.kind) if o.status != "withheld"]
            if not found:
                self.walk.talk.say(_("No technique may be offered for this place now. `--list` says why."))
                return
            try:
                chosen = self._choose(found)
                if chosen is None:
                    return
                check = self._prepare_and_run(check, chosen)
            except Back:
                continue
            except Crisis:
                check = self.walk.crisis(check)
                self.walk.tell(check)

    def _too_urgent(self, check: Check) -> bool:
        made = self.walk.companion.result(check, keep=False).decision
        if made.level is not None and RANK[made.level] < RANK["urgent"]:
            return False
        self.walk.talk.say()
        self.walk.talk.say(_("No stretching, rubbing or warming now."), "bold")
        self.walk.teller.level(made)
        return True

    def _choose(self, found: list[Offer]) -> Technique | None:
        talk = self.walk.talk
        talk.heading(_("Relief: %(name)s") % {"name": self.place.name})
        self.walk.asker.numbered([f"{o.technique.name}: {STATUS[o.status]}" for o in found])

        def read(text: str) -> Technique | None:
            if not text:
                return None
            ticked = ticks(text, len(found)).ticked
            if len(ticked) != 1:
                raise NotUnderstood(_("One number from 1 to %(found)s is expected.") % {"found": len(found)})
            return found[min(ticked) - 1].technique

        return self.walk.asker.line(_("One number (Enter = end)"), _("The ones that help at once stand first."), read)

    def _prepare_and_run(self, check: Check, technique: Technique) -> Check:
        check = self._ask_before(check, technique)
        one = self.walk.companion.offer(check, technique)
        if self._too_urgent(check) or one.status != "offered":
            self._held_back(one)
            return check
        for text in (*one.warnings, *one.changes):
            self.walk.talk.say(text, "bold")
        Session(self.walk, technique, self.waits).go(check.id)
        return check

    def _ask_before(self, check: Check, technique: Technique) -> Check:
        for _turn in range(MOST_QUESTIONS):
            screen = self.walk.companion.before(check, technique)
            if screen is None:
                break
            response = self.walk.asker.screen(screen)
            self.walk.companion.answer(check, check.step, response)
            check = self.walk.companion.check(self.walk.person, check.id)
        return check

    def _held_back(self, one: Offer) -> None:
        talk, guideline = self.walk.talk, self.walk.companion.guideline
        talk.heading(_("%(name)s: not for you now") % {"name": one.technique.name})
        for reason in reasons(guideline, one):
            talk.item(reason)
        for other in one.instead:
            named = guideline.techniques[other.technique].name if other.technique else other.form
            talk.item(_("Instead: %(named)s") % {"named": named})
