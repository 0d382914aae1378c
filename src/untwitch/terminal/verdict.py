"""A result in words: what to do and whom to call first, then why, what would change it, and the plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from untwitch.care.decision import Decision
from untwitch.care.plan import SECTIONS, Item, Plan
from untwitch.care.wording import name_of, statement
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import RANK, Country, Rule
from untwitch.language import _, current
from untwitch.report.calls import Call, calls
from untwitch.terminal.numbers import NAMES
from untwitch.terminal.talk import Talk
from untwitch.terminal.words import (
    BASIS,
    DRAFTED,
    GRADES,
    NOT_SIGNED,
    RAISED,
    SHORT,
    STYLES,
    TITLES,
    VIAS,
    hours_words,
    signed,
    source_words,
)

MOST_LISTED = 8
Groups = tuple[tuple[Any, ...], ...]


@dataclass
class Teller:
    """Tells one result to one person."""

    talk: Talk
    guideline: Guideline
    country: Country | None = None

    def tell(self, made: Decision, plan: Plan, groups: Groups = ()) -> None:
        """The whole result. `groups`: ticked lines of which it is not known which of their signs is meant."""
        self.level(made)
        self.first_aid(plan)
        self.what_to_say(made, groups)
        self.reasons(made, groups)
        self.causes(made)
        self.plan(plan)
        self.look_again(made)
        self.help_at_once(made)
        self.changes(made)
        self.sources(made.deciding)
        if not signed(self.guideline):
            self.talk.say()
            self.talk.say(_(NOT_SIGNED))
        if not current().reviewed:
            self.talk.say(_(DRAFTED))

    def level(self, made: Decision) -> None:
        """The level and whom to call: the first thing anybody reads."""
        if made.level is None:
            self.talk.say(_("Not enough is known yet to say how urgent this is."), "bold")
            self.talk.say(_("From what was said it could be %(part)s.") % {"part": SHORT[made.ceiling]})
        else:
            title = TITLES[made.level]
            self.talk.say(title if made.settled else _("At least %s") % title, STYLES[made.level])
            self.talk.say(VIAS[made.via])
            if made.via != "none":
                self.numbers(calls(self.guideline, self.country, made.via))
        if not made.settled:
            self._still_open(made)

    def numbers(self, found: Iterable[Call]) -> None:
        for call in found:
            if call.numbers:
                unsure = "" if call.verified else _(" (not checked on an official page)")
                self.talk.say(f"{NAMES[call.purpose]}: {_(' or ').join(call.numbers)}{unsure}", "bold", first="  ")
            if call.say:
                self.talk.say(f"{NAMES[call.purpose]}: {call.say}", first="  ")

    def _still_open(self, made: Decision) -> None:
        if made.level and RANK[made.ceiling] > RANK[made.level]:
            self.talk.say(
                _("The questions have not ended: it could still be %(part)s.") % {"part": SHORT[made.ceiling]}
            )
        names = dict.fromkeys((*made.must_know, *made.unknown))
        if names:
            self.talk.heading(_("Not answered yet"))
            self._listed([f"{name_of(self.guideline.findings[i])} ({i})" for i in names])

    def first_aid(self, plan: Plan) -> None:
        if plan.first_aid:
            self.talk.heading(_("Until you are seen"))
            for number, step in enumerate(plan.first_aid, 1):
                self.talk.say(step, first=f"{number}. ")

    def what_to_say(self, made: Decision, groups: Groups = ()) -> None:
        if made.level in ("emergency", "urgent") and (made.deciding or groups):
            self.talk.heading(_("What to say when you call"))
            self.talk.say(_("Where you are, how old the person is, and:"))
            for words in dict.fromkeys(self.guideline.conditions[r.condition].name for r in made.deciding[:3]):
                self.talk.item(_("I am worried about: %(words)s") % {"words": words})
            for words in self._either(groups):
                self.talk.item(words)

    def _either(self, groups: Groups) -> list[str]:
        return [_(" - or: ").join(statement(self.guideline, sign) for sign in group) for group in groups]

    def reasons(self, made: Decision, groups: Groups = ()) -> None:
        if made.deciding or made.why_raised or made.conflicts:
            self.talk.heading(_("Why"))
        for rule in made.deciding:
            self.talk.item(f"{rule.because} [{rule.id}]")
        if made.why_raised:
            self.talk.item(RAISED[made.why_raised])
            for words in self._either(groups) if made.why_raised == "either_way" else ():
                self.talk.item(words, indent=2)
        for conflict in made.conflicts:
            asked = " / ".join(self.guideline.findings[name].question for name in conflict.ask_again)
            self.talk.item(
                _("%(reading)s Please look again at: %(asked)s") % {"reading": conflict.reading, "asked": asked}
            )

    def causes(self, made: Decision) -> None:
        if made.causes:
            self.talk.heading(_("What it may be (reasons, not a diagnosis)"))
            for cause in made.causes[:3]:
                self.talk.item(f"{cause.condition.name}: {_(cause.fit)}. {cause.condition.means}")

    def plan(self, plan: Plan) -> None:
        for section, title in SECTIONS.items():
            items = [i for i in plan.section(section) if i.status != "withheld"]
            if items:
                self.talk.heading(_(title))
                for item in items:
                    self._item(item)
        held = sum(o.status == "withheld" for o in plan.offers)
        if held and plan.items:
            self.talk.say(_("Not for you now: %(held)s. `untwitch relieve PLACE --list` says why.") % {"held": held})

    def _item(self, item: Item) -> None:
        more = "; ".join(x for x in (item.amount, item.how_long) if x)
        first = _(" A few questions come first.") if item.status == "ask_first" else ""
        what = f"{item.what} ({more})" if more else item.what.removesuffix(".")
        self.talk.item(f"{what}: {GRADES[item.grade]}.{first}")
        if item.why_you:
            self.talk.say(item.why_you, first="  ")
        if item.stops_if:
            self.talk.say(_("Stop if: %(stops_if)s") % {"stops_if": item.stops_if}, first="  ")

    def look_again(self, made: Decision) -> None:
        if made.recheck:
            self.talk.heading(
                _("Look again in %(hours_words)s") % {"hours_words": hours_words(made.recheck.after_hours)}
            )
            self.talk.say(made.recheck.say)

    def help_at_once(self, made: Decision) -> None:
        if made.safety_net:
            self.talk.heading(_("Get help at once if"))
            self._listed(made.safety_net)
            if made.via not in ("ambulance", "emergency_department"):
                self.numbers(c for c in calls(self.guideline, self.country, "ambulance"))

    def changes(self, made: Decision) -> None:
        rest = [c for c in made.would_change if c.words not in made.safety_net]
        if rest:
            self.talk.heading(_("What would make it more urgent"))
            self._listed([f"{c.words}: {SHORT[c.level]}" for c in rest])

    def sources(self, rules: tuple[Rule, ...]) -> None:
        named = dict.fromkeys(s for r in rules for s in r.sources)
        if named:
            self.talk.heading(_("Sources"))
            for name in named:
                self.talk.item(source_words(self.guideline, name))
            self.talk.say(
                _("Read how: %(fromkeys)s.") % {"fromkeys": "; ".join(dict.fromkeys(BASIS[r.basis] for r in rules))}
            )

    def _listed(self, texts: Iterable[str]) -> None:
        listed = list(texts)
        for text in listed[:MOST_LISTED]:
            self.talk.item(text)
        if len(listed) > MOST_LISTED:
            self.talk.say(_("and %(part)s more") % {"part": len(listed) - MOST_LISTED}, first="  ")
