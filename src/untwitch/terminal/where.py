"""Page 2 in the terminal: where it is, what it is like, age and body parts. Places are found by typing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from untwitch.care.answers import NOT_SURE
from untwitch.care.interview import BABY_YEARS, WHERE, Response
from untwitch.care.profile import Remembered
from untwitch.errors import Fault, FaultsError, nearest
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import Option, Place
from untwitch.language import _, pgettext
from untwitch.terminal.asking import Asker, Back, NotUnderstood, Ticks, ticks


@dataclass(frozen=True)
class Pointed:
    """Places pointed at, the first one is the main one, and the side if it was named."""

    places: tuple[Place, ...] = ()
    side: str | None = None


def matching(guideline: Guideline, text: str) -> tuple[Place, ...]:
    """Places whose id, name or other name is or holds the text; whole matches alone when there are any."""
    word = text.strip().casefold()
    names = {place.id: _names(guideline, place) for place in guideline.places.values()}
    whole = tuple(p for p in guideline.places.values() if word in names[p.id])
    return whole or tuple(p for p in guideline.places.values() if any(word in name for name in names[p.id]))


def _names(guideline: Guideline, place: Place) -> tuple[str, ...]:
    others = guideline.also_called.get(place.id, ())
    return tuple(name.casefold() for name in (place.id, place.name, place.id.replace("_", " "), *others))


def _side(text: str) -> tuple[str | None, str]:
    """The side named in a text, before or behind the place, and the text without it: "linke Wade", "Wade links"."""
    forms = {
        "left": pgettext("every form that may be typed", "left"),
        "right": pgettext("every form that may be typed", "right"),
        "both": pgettext("every form that may be typed", "both"),
    }
    sides = {form: side for side, said in forms.items() for form in (side, *said.casefold().split())}
    words = text.casefold().split()
    side = next((sides[word] for word in words if word in sides), None)
    return side, " ".join(word for word in words if word not in sides)


def find_place(guideline: Guideline, text: str) -> Place:
    """The one place meant.

    Raises
    ------
    FaultsError
        None fits, or several do; the nearest or the fitting ones are named.
    """
    found = matching(guideline, text)
    if len(found) == 1:
        return found[0]
    if found:
        raise FaultsError(
            [
                Fault(
                    "",
                    0,
                    "place",
                    _('"%(part)s" may be: %(id)s') % {"part": text[:40], "id": ", ".join(p.id for p in found)},
                )
            ]
        )
    known = {name: p.id for p in guideline.places.values() for name in _names(guideline, p)}
    close = nearest(text.strip().casefold()[:60], known)
    message = _('"%(part)s" is not in the list') % {"part": text[:40]} + (
        "" if close else f": {', '.join(guideline.places)}"
    )
    raise FaultsError([Fault("", 0, "place", message, known[close] if close else None)])


class Where:
    """Asks page 2."""

    def __init__(
        self,
        asker: Asker,
        guideline: Guideline,
        place: Place | None = None,
        known: Mapping[str, Any] | None = None,
        still: tuple[Remembered, ...] = (),
        said: Mapping[str, Any] | None = None,
    ) -> None:
        self.asker, self.guideline, self.preset, self.known, self.still = asker, guideline, place, known or {}, still
        self.confirmed = False
        self.said = said or {}

    def ask(self) -> Response:
        """Question by question; going back before the first one leaves the page.

        Raises
        ------
        Back
            From the first question.
        """
        steps = [self._ask_narrow, self._ask_kinds, self._ask_still_right, self._ask_age, self._ask_body_parts]
        steps = steps if self.preset else [self._ask_place, *steps]
        self.pointed = Pointed((self.preset,) if self.preset else ())
        self.values: dict[str, Any] = {}
        at, asked = 0, [0]
        while at < len(steps):
            try:
                if steps[at]():
                    asked.append(at)
                at += 1
            except Back:
                earlier = [i for i in asked[1:] if i < at]
                if not earlier:
                    raise
                at = max(earlier)
        return Response(WHERE, (), self._response())

    def _response(self) -> dict[str, Any]:
        site = dict.fromkeys(s for place in self.pointed.places for s in place.site)
        site |= dict.fromkeys(self.values.pop("narrow"))
        values = {"site": list(site), **self.values}
        if self.pointed.places:
            values["place"] = self.pointed.places[0].id
        if self.pointed.side:
            values["side"] = self.pointed.side
        return values

    def _ask_place(self) -> bool:
        places = tuple(p for i in self.said.get("places", ()) if (p := self.guideline.places.get(i)))
        self.pointed = Pointed(places, self.said.get("side")) if places else self._place()
        return not places

    def _ask_narrow(self) -> bool:
        """More exact places that the chosen one offers; none is ticked before the person chooses. Was it asked?"""
        offered = list(dict.fromkeys(s for p in self.pointed.places for s in p.narrow))
        self.values["narrow"] = list(self.said.get("narrow", ()))
        if not offered or self.values["narrow"]:
            return False
        finding = self.guideline.findings["site"]
        self.asker.talk.heading(_("Is it also in one of these?"))
        self.asker.numbered([finding.label(o) for o in offered])
        self.values["narrow"] = [offered[n - 1] for n in self._ticked(len(offered), _("Enter = no"), finding.why)]
        return True

    def _ask_kinds(self) -> bool:
        kinds = self.said.get("movement")
        self.values["movement"] = list(kinds) if kinds else self._kinds()
        return not kinds

    def _ask_still_right(self) -> bool:
        """The remembered profile, to be confirmed as a whole; nothing of it counts unless the person says so."""
        if not self.still or {"age_years", "body_parts"} & set(self.said):
            return False
        self.asker.talk.heading(_("Is this still right?"))
        for one in self.still:
            self.asker.talk.item(": ".join(one.in_words))

        def read(text: str) -> bool:
            if text.casefold() not in ("", "x"):
                raise NotUnderstood(_("Enter, or the letter x, is expected."))
            return not text

        why = _("So that nothing has to be said twice. It counts only if you say so.")
        self.confirmed = self.asker.line(_("Enter = all still right, x = something has changed"), why, read)
        for one in self.still:
            self.values.pop(one.finding.id, None)
            if self.confirmed:
                self.values[one.finding.id] = list(one.value) if isinstance(one.value, tuple) else one.value
        return True

    def _ask_age(self) -> bool:
        if "age_years" in self.said:
            self.values |= {k: v for k, v in self.said.items() if k in ("age_years", "age_months")}
        if self.confirmed or "age_years" in self.said:
            return False
        finding = self.guideline.findings["age_years"]
        self.asker.talk.heading(finding.question)
        years = self.values["age_years"] = self.asker.number(finding, self.known.get(finding.id))
        self.values.pop("age_months", None)
        if years != NOT_SURE and years < BABY_YEARS:
            months = self.guideline.findings["age_months"]
            self.asker.talk.heading(months.question)
            self.values["age_months"] = self.asker.number(months)
        return True

    def _ask_body_parts(self) -> bool:
        if "body_parts" in self.said:
            self.values["body_parts"] = self.said["body_parts"]
        if self.confirmed or "body_parts" in self.said:
            return False
        self.values["body_parts"] = self._body_parts()
        return True

    def _place(self) -> Pointed:
        places = list(self.guideline.places.values())
        self.asker.talk.heading(_("Where is it?"))
        self.asker.numbered([p.name for p in places])
        prompt = _('A number, or a few letters like "left calf" (Enter = none of these places)')
        return self.asker.line(prompt, self.guideline.findings["site"].why, self._pointed)

    def _pointed(self, text: str) -> Pointed:
        places = list(self.guideline.places.values())
        if not text:
            return Pointed()
        side, rest = _side(text)
        if rest and rest[0].isdigit():
            return Pointed(tuple(places[n - 1] for n in self._place_numbers(rest, len(places))), side)
        hits = matching(self.guideline, rest) if rest else ()
        if len(hits) == 1:
            self.asker.talk.say(f"{hits[0].name}.")
            return Pointed(hits, side)
        if hits:
            named = ", ".join(f"{places.index(p) + 1} {p.name}" for p in hits)
            raise NotUnderstood(_("That may be: %(named)s. Type the number.") % {"named": named})
        raise NotUnderstood(self._unknown(rest, len(places)))

    @staticmethod
    def _place_numbers(text: str, count: int) -> list[int]:
        try:
            found = ticks(text, count)
        except NotUnderstood:
            found = Ticks(unsure=frozenset({1}))
        if found.unsure:
            raise NotUnderstood(_("Numbers from 1 to %(count)s are expected, or part of a name.") % {"count": count})
        return sorted(found.ticked)

    def _unknown(self, word: str, count: int) -> str:
        known = {name: p.name for p in self.guideline.places.values() for name in _names(self.guideline, p)}
        close = nearest(word[:60], known)
        hint = _(' Did you mean "%(part)s"?') % {"part": known[close]} if close else ""
        return _("No place is called that.%(hint)s A number from 1 to %(count)s, or part of a name, is expected.") % {
            "hint": hint,
            "count": count,
        }

    def _kinds(self) -> list[str]:
        """Kinds of movement, those that make sense at the place first."""
        finding = self.guideline.findings["movement"]
        likely = {k for p in self.pointed.places for k in p.kinds}
        options: list[Option] = sorted(finding.options, key=lambda o: o.id not in likely)
        self.asker.talk.heading(finding.question)
        self.asker.numbered([o.label for o in options])
        chosen = self._ticked(len(options), _("Enter = something else"), finding.why)
        return [options[n - 1].id for n in chosen]

    def _ticked(self, count: int, none: str, why: str) -> list[int]:
        def read(text: str) -> Ticks:
            found = Ticks() if text == "0" else ticks(text, count)
            if found.unsure:
                raise NotUnderstood(
                    _("Here only what you are sure of: numbers from 1 to %(count)s. %(none)s.")
                    % {"count": count, "none": none}
                )
            return found

        return sorted(self.asker.line(_("Numbers that fit (%(none)s)") % {"none": none}, why, read).ticked)

    def _body_parts(self) -> str:
        finding = self.guideline.findings["body_parts"]
        self.asker.talk.heading(finding.question)
        ids = [o.id for o in finding.options]
        last = self.known.get(finding.id)
        usual = ids.index(last) if last in ids else None
        at = self.asker.choose([o.label for o in finding.options], _("One number (n = not sure)"), finding.why, usual)
        return NOT_SURE if at is None else ids[at]
