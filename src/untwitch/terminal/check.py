"""`untwitch check`: begin or go on, ask to the verdict, tell it, then change an answer or start relief."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from untwitch.companion import Check
from untwitch.language import N_, _
from untwitch.terminal.asking import Back, Crisis, NotUnderstood, Quit
from untwitch.terminal.last_time import newest_finished
from untwitch.terminal.numbers import find_country
from untwitch.terminal.opening import open_companion
from untwitch.terminal.people import chosen_person
from untwitch.terminal.talk import Ended, Talk
from untwitch.terminal.walk import Walk

BAD_INPUT = 2
NO_INPUT = N_(
    "`untwitch {command}` asks questions and needs a terminal, or answers piped in, one line for each question. "
    "`untwitch decide --answers FILE` decides without asking."
)


def run(
    folder: Path | None,
    journal: str | None,
    plain: bool,
    country: str | None,
    anew: bool,
    again: bool,
    relief: Callable[..., None],
    words: str | None = None,
    person_name: str | None = None,
) -> int:
    """The whole command; its exit code. `again`: repeat the last check. `relief(walk, check)` goes on to relief."""
    talk = Talk(plain)
    with open_companion(folder, journal, "cli") as opened:
        companion = opened.spoken()
        person = chosen_person(talk, companion, person_name)
        chosen = find_country(companion.guideline, country)
        if chosen:
            companion.choose_country(person, chosen.code)
        walk = Walk(talk, companion, person, repeats=newest_finished(companion, person) if again else None)
        return guarded(talk, "check", lambda: _whole_check(walk, anew, relief, words))


def guarded(talk: Talk, command: str, work: Callable[[], None]) -> int:
    """Run a conversation; leaving it early keeps what was said and says so."""
    kept = _("What you said is kept. `untwitch %(command)s` goes on from here.") % {"command": command}
    try:
        work()
    except Quit:
        talk.say(kept)
    except Ended:
        if talk.interactive:
            talk.say(kept)
            return 0
        none, some = (
            _(NO_INPUT).format(command=command),
            _("The piped answers ended too early. %(kept)s") % {"kept": kept},
        )
        print(some if talk.lines_read else none, file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        talk.say()
        talk.say(kept)
        return 130
    return 0


def _whole_check(walk: Walk, anew: bool, relief: Callable[..., None], words: str | None) -> None:
    check = walk.begin(anew, words)
    word, may_relieve = "", False
    while True:
        if word != "p":  # what was saved has been read already
            check = walk.go(check)
            may_relieve = walk.tell(check)
        word = _what_next(walk, may_relieve)
        if word == "c":
            check = walk.crisis(check)
        elif word == "a":
            check = _changed(walk, check)
        elif word == "p":
            _saved(walk, check)
        elif word == "r":
            relief(walk, check)
            return
        else:
            return


def _saved(walk: Walk, check: Check) -> None:
    from untwitch.report.pdf import NoPdf
    from untwitch.terminal import reporting

    try:
        reporting.save(walk, check)
    except NoPdf as missing:
        walk.talk.say(str(missing))
    except (Back, Quit, Ended, Crisis):
        return


def _changed(walk: Walk, check: Check) -> Check:
    try:
        return walk.change(check)
    except Back:
        return check
    except Crisis:
        return walk.crisis(check)


def _what_next(walk: Walk, may_relieve: bool) -> str:
    def read(text: str) -> str:
        if text.casefold() not in ("", "a", "p", "r")[: 4 if may_relieve else 3]:
            raise NotUnderstood(_("Enter or one of these letters is expected."))
        return text.casefold()

    prompt = _("Enter = end, a = change an answer, p = save it to take along") + (
        _(", r = relief now") if may_relieve else ""
    )
    try:
        walk.talk.say()
        return walk.asker.line(prompt, _("You can change any answer."), read)
    except (Ended, Quit, KeyboardInterrupt):
        return ""
    except Back:
        return "a"
    except Crisis:
        return "c"
