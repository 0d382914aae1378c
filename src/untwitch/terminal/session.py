"""A relief session in the terminal: one line a phase, a countdown, stop at any time, and how it went."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from untwitch.care.session import Beat, repeats, timeline
from untwitch.guideline.types import StopCode, Technique
from untwitch.journal.records import SessionEnded
from untwitch.language import _
from untwitch.report.calls import calls
from untwitch.terminal.asking import Back, Crisis, NotUnderstood, Quit, ticks
from untwitch.terminal.talk import Ended
from untwitch.terminal.words import POSITIONS, TITLES, hours_words

if TYPE_CHECKING:
    from untwitch.terminal.walk import Walk


class Stopped(Exception):
    """The person stopped the session."""


@dataclass
class Session:
    """One technique, done once with this person."""

    walk: Walk
    technique: Technique
    waits: bool = True
    steps_done: int = 0

    def go(self, check: UUID | None) -> None:
        """The whole session, kept in the journal however it ends."""
        companion, person = self.walk.companion, self.walk.person
        session = companion.start_session(person, self.technique.id, check)
        self._introduce()
        reason = None
        try:
            self._rounds()
        except (Stopped, Back, KeyboardInterrupt):
            reason = self._stopped()
        except (Ended, Quit, Crisis):
            companion.end_session(person, SessionEnded(session, self.technique.id, self.steps_done, "ended early"))
            raise
        companion.end_session(
            person, SessionEnded(session, self.technique.id, self.steps_done, reason, self._did_it_stop())
        )
        self._afterwards()

    def _introduce(self) -> None:
        talk, guideline = self.walk.talk, self.walk.companion.guideline
        talk.heading(self.technique.name)
        talk.say(self.technique.does)
        talk.say(_("Position: %s.") % POSITIONS[self.technique.position])
        for picture in self.technique.pictures:
            talk.item(f"{picture.detail[:1].upper()}{picture.detail[1:].rstrip('.')}.")
        if self.technique.needs:
            talk.say(_("You need: %s.") % ", ".join(self.technique.needs))
        stops = [guideline.stop_codes[s].say for s in self.technique.stop]
        if stops:
            talk.say(_("Stop at once (Ctrl-C) if: %(stops)s.") % {"stops": "; ".join(stops)}, "bold")

    def _rounds(self) -> None:
        """Once, and for a cramp that goes on again and again up to the longest active time."""
        longest = self.walk.companion.guideline.longest_active_seconds
        spent = 0
        while True:
            beats = timeline(self.technique)
            for number, beat in enumerate(beats, 1):
                self._beat(beat, number, len(beats))
            spent += self.technique.seconds
            if not repeats(self.technique) or spent + self.technique.seconds > longest or not self._again():
                return

    def _beat(self, beat: Beat, number: int, total: int) -> None:
        where = _("%(number)s of %(total)s") % {"number": number, "total": total}
        turn = (
            _(", round %(round)s of %(rounds)s") % {"round": beat.round, "rounds": beat.rounds}
            if beat.rounds > 1
            else ""
        )
        side = f", {beat.side}" if beat.side else ""
        self.walk.talk.say(f"{beat.name} ({where}{turn}{side}, {beat.seconds} s): {beat.say}")
        if beat.waits:
            self._is_fine()
        elif self.waits:
            self._count_down(beat)
        self.steps_done += 1

    def _is_fine(self) -> None:
        def read(text: str) -> None:
            if text.casefold() == "x":
                raise Stopped
            if text:
                raise NotUnderstood(_("Enter or x is expected."))

        self.walk.asker.line(_("Enter = fine, go on; x = stop"), _("This check keeps you safe."), read)

    def _count_down(self, beat: Beat) -> None:
        end = time.monotonic() + beat.seconds
        while (left := end - time.monotonic()) > 0:
            if self.walk.talk.redraws:
                print(f"\r  {round(left):>3} s ", end="", flush=True)
            time.sleep(min(1.0, left))
        if self.walk.talk.redraws:
            print("\r         \r", end="", flush=True)

    def _again(self) -> bool:
        def read(text: str) -> bool:
            if text.casefold() not in ("", "y", "yes"):
                raise NotUnderstood(_("Enter or y is expected."))
            return bool(text)

        return self.walk.asker.line(_("Is the cramp still there? y = once more, Enter = it let go"), "", read)

    def _stopped(self) -> str:
        """Why it was stopped, and what follows from that."""
        guideline = self.walk.companion.guideline
        codes = [*self.technique.stop]
        self.walk.talk.heading(_("Stopped. What made you stop?"))
        at = self._which([guideline.stop_codes[c].say for c in codes])
        if at is None:
            return "stopped"
        self._follow(guideline.stop_codes[codes[at]])
        return codes[at]

    def _which(self, labels: list[str]) -> int | None:
        self.walk.asker.numbered(labels)

        def read(text: str) -> int | None:
            found = ticks(text, len(labels)).ticked if text else frozenset()
            return min(found) - 1 if found else None

        try:
            return self.walk.asker.line(_("A number (Enter = none of these)"), _("It decides what to do now."), read)
        except (Ended, Quit, Back, Crisis, KeyboardInterrupt):
            return None

    def _follow(self, code: StopCode) -> None:
        talk, guideline = self.walk.talk, self.walk.companion.guideline
        if code.then == "emergency":
            talk.say(TITLES["emergency"], "red")
            self.walk.teller.numbers(calls(guideline, self.walk.teller.country, "ambulance"))
            return
        if code.wait_seconds:
            talk.say(
                _("Rest. It should be gone within %(hours_words)s.")
                % {"hours_words": hours_words(code.wait_seconds / 3600)}
            )
        if code.then == "triage":
            talk.say(_("If it stays, run `untwitch check --new` now."), "bold")
        elif code.then == "skin":
            for sign in guideline.cold_heat.skin_ladder:
                talk.item(f"{sign.looks}: {sign.do}")
        else:
            talk.say(_("Rest. Try another technique, gently, when you feel ready."))

    def _did_it_stop(self) -> int | None:
        def read(text: str) -> int | None:
            if not text:
                return None
            if not (text.isascii() and text.isdigit() and int(text[:3]) <= 10):
                raise NotUnderstood(_("A number from 0 to 10 is expected, or Enter."))
            return int(text)

        try:
            prompt = _("Did it stop? 0 = not at all, 10 = gone (Enter = do not say)")
            return self.walk.asker.line(prompt, _("So that you see later what helps you."), read)
        except (Ended, Quit, Back, Crisis, KeyboardInterrupt):
            return None

    def _afterwards(self) -> None:
        self.walk.talk.say(_("Look again in 15 minutes. Worse, or a new sign? Run `untwitch check --new`."))
