"""The answers of the check that is being repeated, said above each screen so that only what is different needs thought."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from untwitch.care.interview import ShownScreen
from untwitch.care.knowledge import Knowledge
from untwitch.care.wording import answer_words
from untwitch.companion import Check, Companion
from untwitch.errors import Fault, FaultsError
from untwitch.journal.records import DecisionMade
from untwitch.language import _
from untwitch.terminal.talk import Talk


def newest_finished(companion: Companion, person: UUID) -> Check:
    """The newest check with a verdict. Raises FaultsError when there is none."""
    topics = companion.journal.topics(person, DecisionMade.kind)
    if not topics:
        raise FaultsError([Fault("", 0, "--again", _("there is no finished check in this journal to repeat"))])
    return companion.check(person, topics[0])


def tell_last_time(talk: Talk, then: Knowledge, screen: ShownScreen) -> None:
    """What was true of this screen the last time, or that nothing was."""
    said = "; ".join(_said(then, screen)) or _("none of these")
    talk.say(_("Last time: %(said)s.") % {"said": said}, "dim")


def _said(then: Knowledge, screen: ShownScreen) -> Iterator[str]:
    asked = [f for f in (*screen.findings, *([screen.finding] if screen.finding else [])) if f.id in then.values]
    yield from (answer_words(finding, then.values[finding.id]) for finding in asked)
    for line in screen.lines:
        if any(then.holds(sign) for sign in line.signs) or any(then.values.get(name) for name in line.opens):
            yield line.label
