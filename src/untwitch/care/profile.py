"""What a person said before and may still be so: offered with "still right?", never just taken, and forgotten when old.

How long a fact may be offered stands in the content: `remember_days` of its finding.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from untwitch.care.knowledge import Knowledge
from untwitch.care.wording import answer_words, name_of
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import Answer, Finding
from untwitch.language import _
from untwitch.logic.atoms import TRUE

WHO = ("age_years", "body_parts")  # without these two the page that asks them is needed anyway


@dataclass(frozen=True)
class Remembered:
    """One fact of the profile with the moment it was last said."""

    finding: Finding
    value: Answer
    said_at: datetime

    @property
    def in_words(self) -> tuple[str, str]:
        """What it is about, and the answer."""
        answer = _("None") if self.value == () else answer_words(self.finding, self.value)
        return name_of(self.finding), answer


def remembered(
    guideline: Guideline, said: Iterable[tuple[datetime, Knowledge]], now: datetime
) -> tuple[Remembered, ...]:
    """The profile as last said in these checks, newest first; empty unless age and body parts are in it.

    The newest word on a finding stands, also when it was "not sure" or only a part: then the finding is left out.
    """
    wanted = {f.id: f for f in guideline.findings.values() if f.remember_days}
    found: dict[str, Remembered] = {}
    for at, knowledge in said:
        for name in [n for n in wanted if n in knowledge.asked]:
            finding = wanted.pop(name)
            value = _whole(knowledge, finding)
            if value is not None and now - at <= timedelta(days=finding.remember_days or 0):
                found[name] = Remembered(finding, value, at)
        if not wanted:
            break
    if not found.keys() >= set(WHO):
        return ()
    return tuple(found[name] for name in guideline.findings if name in found)


def _whole(knowledge: Knowledge, finding: Finding) -> Answer:
    """The whole answer, also when a ticked line told which option of a choice is true."""
    if finding.id in knowledge.values or finding.kind != "choice":
        return knowledge.values.get(finding.id)
    start = knowledge.guideline.table.spans[finding.id][0]
    return next((o.id for at, o in enumerate(finding.options, start) if knowledge.codes[at] == TRUE), None)
