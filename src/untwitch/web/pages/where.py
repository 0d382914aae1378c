"""Page 2: where it is, what it is like, and who it is about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from untwitch.care.interview import BABY_YEARS, WHERE
from untwitch.care.interview import Response as Told
from untwitch.companion import Answered, Check
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import Finding, Option, Place
from untwitch.report.said import place_words
from untwitch.web.floor import Floor, floor_of
from untwitch.web.from_words import FromWords, from_words
from untwitch.web.render import page
from untwitch.web.resume import profile
from untwitch.web.said import NOT_SURE
from untwitch.web.still_right import StillRight, still_right
from untwitch.web.visit import Visit, onward, shows

SIDES = ("left", "right", "both")
MOST_MONTHS = 11


@dataclass(frozen=True)
class WhereForm:
    """What stands in the form: chosen before, sent and refused, or remembered."""

    movement: str = ""
    age: str = ""
    months: str = ""
    body_parts: str = ""
    narrow: tuple[str, ...] = ()


@dataclass(frozen=True)
class WhereContext:
    """`place` is None until one is chosen; `errors` names the fields to look at again."""

    check: Check
    place: Place | None
    side: str
    words: str
    has_sides: bool
    places: tuple[Place, ...]
    kinds: tuple[Option, ...]
    narrow: tuple[Option, ...]
    body_parts: Finding
    age: Finding
    form: WhereForm
    errors: tuple[str, ...]
    floor: Floor | None
    still_right: StillRight | None = None
    also: tuple[Option, ...] = ()


def show_where(visit: Visit) -> Response:
    """The body map; once a place is chosen, the questions about it."""
    earlier = next((a for a in visit.check.answered if a.told.screen == WHERE), None)
    place, side = visit.asked("place"), visit.asked("side")
    old = None if earlier else visit.companion.repeated(visit.check)
    if old and not place and visit.asked("again") != "1":
        place, side = old.place or "", old.side or ""
    if earlier and not place and visit.asked("again") != "1":
        place, side = visit.check.place or "", visit.check.side or ""
    form = _form_of(_values_before(visit, earlier, old), is_profile=earlier is None and old is None)
    said = from_words(visit.check, visit.companion.guideline)
    if earlier is None:
        form = _with_words(form, said)
        if not place and visit.asked("again") != "1":
            place, side = said.place, said.side
    context = _context(visit, place, side, form, ())
    offers = earlier is None and context.place is not None and not said.knows_person
    return page("where.html", replace(context, still_right=still_right(visit) if offers else None))


def _values_before(visit: Visit, earlier: Answered | None, old: Check | None) -> Any:
    """What page 2 was answered with: in this check, in the one it repeats, or the last time at all."""
    then = next((a for a in old.answered if a.told.screen == WHERE), None) if old else None
    answered = earlier or then
    return answered.told.values if answered else profile(visit)


def tell_where(visit: Visit) -> Response:
    """Store place, kind, age and body parts as the answer of page 2."""
    form = WhereForm(
        visit.field("movement"),
        visit.field("age"),
        visit.field("months"),
        visit.field("body_parts"),
        tuple(visit.fields("narrow")),
    )
    context = _context(visit, visit.field("place"), visit.field("side"), form, ())
    if visit.field("profile") == "changed":
        return page("where.html", _with_last_words(visit, context))
    kept = still_right(visit) if visit.field("profile") == "still_right" else None
    if kept and kept.seen != visit.field("seen"):  # said anew meanwhile: only what was shown can be confirmed
        return page("where.html", replace(context, still_right=kept), status=409)
    if kept:
        context = replace(context, still_right=kept, form=_with_profile(form, kept.values))
    errors = _errors(context)
    if errors or context.place is None:
        return page("where.html", replace(context, errors=errors), status=422)
    earlier = next((a for a in visit.check.answered if a.told.screen == WHERE), None)
    visit.companion.answer(visit.check, _step(visit.check, earlier), Told(WHERE, (), _values(context, context.place)))
    return onward(visit, visit.check_id)


def _with_words(form: WhereForm, said: FromWords) -> WhereForm:
    """The form with what the person confirmed of their own words."""
    age, months = (said.age, said.months) if said.age else (form.age, form.months)
    parts = said.body_parts or form.body_parts
    return replace(
        form,
        movement=said.movement or form.movement,
        age=age,
        months=months,
        body_parts=parts,
        narrow=said.narrow or form.narrow,
    )


def _with_profile(form: WhereForm, values: dict[str, Any]) -> WhereForm:
    """The form as if age and body parts had been filled in; the months of a baby are asked anew."""
    return replace(form, age=f"{values['age_years']:.0f}", months="", body_parts=values["body_parts"])


def _with_last_words(visit: Visit, context: WhereContext) -> WhereContext:
    """The questions about the person, each with what was said the last time, to be corrected."""
    last = _form_of(profile(visit), is_profile=True)
    return replace(context, form=replace(context.form, age=last.age, body_parts=last.body_parts))


def _step(check: Check, earlier: Answered | None) -> int:
    return earlier.step if earlier else check.step


def _form_of(values: Any, is_profile: bool) -> WhereForm:
    age = values.get("age_years")
    months = values.get("age_months")
    kept = WhereForm(
        age=f"{age:g}" if isinstance(age, int | float) else "",
        months=f"{months % 12:g}" if isinstance(months, int) and not is_profile else "",
        body_parts=values.get("body_parts") or "",
    )
    if is_profile:
        return kept
    movement = values.get("movement")
    chosen = movement[0] if isinstance(movement, list) and movement else str(movement or "")
    return replace(kept, movement=chosen, narrow=tuple(values.get("site") or ()))


def _context(visit: Visit, place: str, side: str, form: WhereForm, errors: tuple[str, ...]) -> WhereContext:
    guideline = visit.companion.guideline
    chosen = guideline.places.get(place)
    side = side if side in SIDES else ""
    movement, site = guideline.findings["movement"], guideline.findings["site"]
    kinds = tuple(o for o in movement.options if chosen and o.id in chosen.kinds)
    said = from_words(visit.check, guideline)
    if len(kinds) == 1 and not form.movement:
        form = replace(form, movement=kinds[0].id)
    return WhereContext(
        check=visit.check,
        place=chosen,
        side=side,
        words=place_words(guideline, place, side),
        has_sides=place in _sided(guideline),
        places=tuple(guideline.places.values()),
        kinds=kinds,
        narrow=tuple(o for o in site.options if chosen and o.id in (*chosen.narrow, *said.more_sites)),
        body_parts=guideline.findings["body_parts"],
        age=guideline.findings["age_years"],
        form=form,
        errors=errors,
        floor=floor_of(visit.check),
        also=tuple(o for o in movement.options if o.id in said.more_kinds),
    )


def _sided(guideline: Guideline) -> frozenset[str]:
    """The places of which a body has a left and a right one."""
    return frozenset(r.place for r in guideline.regions.values() if r.place and r.side in ("left", "right"))


def _errors(context: WhereContext) -> tuple[str, ...]:
    form, found = context.form, []
    if context.place is None:
        found.append("place")
    if form.movement != NOT_SURE and form.movement not in {o.id for o in context.kinds}:
        found.append("movement")
    age = _age(form.age)
    months = _age(form.months) if form.months else 0
    if age is None or not (context.age.min or 0) <= age <= (context.age.max or 120):
        found.append("age")
    elif months is None or months > MOST_MONTHS or (months and age >= BABY_YEARS):
        found.append("months")
    if form.body_parts != NOT_SURE and form.body_parts not in {o.id for o in context.body_parts.options}:
        found.append("body_parts")
    return tuple(found)


def _age(text: str) -> int | None:
    """Whole years in plain digits."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 3 else None


def _values(context: WhereContext, place: Place) -> dict[str, Any]:
    """The answer as the interview takes it. A place without site (hiccups) may be narrowed or stay without."""
    form = context.form
    offered = {o.id for o in context.narrow}
    site = list(dict.fromkeys([*place.site, *(n for n in form.narrow if n in offered)]))
    said = {
        **(context.still_right.values if context.still_right else {}),
        "site": site,
        "movement": NOT_SURE if form.movement == NOT_SURE else _kinds(form.movement, context.also),
        "age_years": _age(form.age),
        "body_parts": form.body_parts,
        "place": place.id,
    }
    if form.months and int(form.age) < BABY_YEARS:
        said["age_months"] = int(form.age) * 12 + int(form.months)
    return {**said, "side": context.side} if context.side else said


def _kinds(chosen: str, also: tuple[Option, ...]) -> list[str]:
    """The kind that was chosen, and the others that were confirmed in own words."""
    return list(dict.fromkeys([chosen, *(o.id for o in also)]))


routes = [
    Route("/check/{check:uuid}/where", shows(show_where), methods=["GET"]),
    Route("/check/{check:uuid}/where", shows(tell_where), methods=["POST"]),
]
