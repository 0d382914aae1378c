"""A person's own words in the terminal: what was understood, and which of it is right."""

from __future__ import annotations

import sys
from pathlib import Path

from untwitch.care.own_words.heard import PlaceHeard, Understanding
from untwitch.care.own_words.text import LONGEST
from untwitch.care.own_words.understand import understand
from untwitch.guideline.model import Guideline
from untwitch.language import _
from untwitch.report.said import place_words
from untwitch.terminal.asking import Asker, NotUnderstood, ticks
from untwitch.terminal.deciding import show_json
from untwitch.terminal.opening import open_guideline
from untwitch.terminal.talk import Talk, printable

STDIN = "-"
MOST_BYTES = LONGEST * 4  # a character of UTF-8 has at most four bytes; what comes after is not read


def run_understand(folder: Path | None, text: str, as_json: bool, plain: bool) -> None:
    """Show what a text says."""
    guideline = open_guideline(folder)
    if text == STDIN:
        text = sys.stdin.buffer.read(MOST_BYTES + 4).decode("utf-8", "replace")
    found = understand(guideline, text)
    if as_json:
        show_json(found.document())
        return
    talk = Talk(plain)
    tell_alarms(talk, found)
    if found.is_nothing:
        talk.say(nothing_words(found))
        return
    talk.heading(_("Understood, to be confirmed"))
    for _key, says, words in lines_of(guideline, found):
        talk.item(printable(f"{says} ({words})"))
    if found.is_cut:
        talk.say(cut_words())


def tell_alarms(talk: Talk, found: Understanding) -> None:
    """The way to help, before anything else."""
    ways = {a.way for a in found.alarms}
    if "crisis" in ways:
        talk.say(_("Thoughts of ending your life? Talk to someone now: type c in a check for the numbers."), "red")
    if "emergency" in ways:
        talk.say(_("Is that happening now? Call the emergency number first."), "red")


def nothing_words(found: Understanding) -> str:
    """A polite sentence for a text that says nothing to us."""
    match found.language:
        case "empty":
            return _("There are no words in it.")
        case "other":
            return _("Sorry, only English can be read here. The questions are there for everything.")
        case "nonsense":
            return _("Sorry, that could not be read. Try a few plain words.")
    return _("Nothing in it is sure enough to propose. Try other words.")


def cut_words() -> str:
    return _("The text was long: only its first 2,000 characters were read.")


def lines_of(guideline: Guideline, found: Understanding) -> list[tuple[str, str, str]]:
    """Every line to confirm: its key, what it says, and the words that led to it."""
    places = [(h.key(p), _place(guideline, h, p), h.heard.words) for h in found.places for p in h.places]
    return places + [(p.key, p.says[:1].upper() + p.says[1:], p.heard.words) for p in found.proposals]


def _place(guideline: Guideline, heard: PlaceHeard, place: str) -> str:
    words = place_words(guideline, place, heard.side)
    return words if len(heard.places) == 1 else _("{place}, if that is the part").format(place=words)


def confirm(asker: Asker, guideline: Guideline, found: Understanding) -> frozenset[str]:
    """Which lines are right, asked once by number. Raises Back, Quit, Crisis or Ended like every question."""
    lines = lines_of(guideline, found)
    asker.talk.heading(_("Is this right?"))
    asker.numbered([printable(says) for _key, says, _words in lines], [printable(f"“{w}”") for _k, _s, w in lines])

    def read(text: str) -> frozenset[str]:
        if text.casefold() in ("a", "all"):
            return found.clear_keys
        ticked = ticks(text, len(lines)) if text and text != "0" else None
        if ticked and ticked.unsure:
            raise NotUnderstood(_("Here only what is right: numbers from 1 to {count}.").format(count=len(lines)))
        return frozenset(lines[n - 1][0] for n in ticked.ticked) if ticked else frozenset()

    why = _("Only what you say is right counts. The rest is asked later.")
    return asker.line(_("Numbers that are right (a = all, Enter = none)"), why, read)
