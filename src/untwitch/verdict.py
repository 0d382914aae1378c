"""Deciding without a journal: answers in, a verdict out, for notebooks and other programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from untwitch.care import decision as decisions
from untwitch.care import plan as plans
from untwitch.care.answers import read
from untwitch.care.decision import Decision
from untwitch.care.document import decision_document, plan_document
from untwitch.care.interview import State
from untwitch.care.plan import Plan
from untwitch.errors import UntwitchError
from untwitch.guideline.load import load
from untwitch.guideline.model import Guideline
from untwitch.language import _

if TYPE_CHECKING:
    from untwitch.care.own_words.heard import Understanding
    from untwitch.report.model import VisitReport


@dataclass(frozen=True)
class Verdict:
    """What `decide` gives: the decision's own fields by name, the plan, and what it was made from."""

    decision: Decision
    plan: Plan
    state: State

    def __getattr__(self, name: str) -> Any:
        return getattr(self.decision, name)

    @property
    def conditions(self) -> tuple[str, ...]:
        """The explanations that fit best, by id; `causes` has their arguments."""
        return tuple(c.condition.id for c in self.decision.causes)

    def document(self) -> dict[str, Any]:
        """As plain JSON, see docs/use/json.md."""
        return {**decision_document(self.decision), "plan": plan_document(self.plan)}

    def report(self, at: datetime | None = None, country: str | None = None) -> VisitReport:
        """The document to take along; `untwitch.report` writes it as PDF, HTML, text or a message.

        `at` is when it was made (now), `country` a code such as "GB": whose telephone numbers stand on it.

        Raises
        ------
        UntwitchError
            There is no such country.

        >>> from untwitch.report.text import message
        >>> "999" in message(decide({"stroke_sign": True}).report(country="GB"))
        True
        """
        from untwitch.report.making import make

        where = self.state.guideline.countries.get(country or "")
        if country is not None and where is None:
            raise UntwitchError(_("That country is not in the list."))
        return make(self.state, self.decision, self.plan, at or datetime.now().astimezone(), country=where)


def decide(answers: Mapping[str, Any], guideline: Guideline | None = None) -> Verdict:
    """Decide on the answers of one person, without a journal.

    `answers` maps finding ids to whole values, parts or "not_sure"; an absent finding is not asked. `"rest": "none"`
    says that all lists were shown and nothing else was ticked, `"rest": "not_sure"` that all else is not sure.

    Raises
    ------
    FaultsError
        Every fault in the answers.

    >>> found = decide({"stroke_sign": True})
    >>> found.level, found.via, found.settled
    ('emergency', 'ambulance', True)
    >>> found.rules[0].id
    'stroke_sign_seen'
    """
    state = State(read(guideline or load(), answers))
    made = decisions.decide(state)
    return Verdict(made, plans.make(state, made), state)


def understand(text: str, guideline: Guideline | None = None) -> Understanding:
    """What a text says, as lines to confirm; nothing is assumed. English only, the first 2,000 characters.

    >>> found = understand("calf cramp at night since I started a water pill, no fever")
    >>> [place.places for place in found.places], [(p.sign, p.truth) for p in found.proposals][:2]
    ([('calf',)], [('movement.cramp', True), ('when.at_night', True)])
    """
    from untwitch.care.own_words.understand import understand as read  # only this call needs it

    return read(guideline or load(), text)
