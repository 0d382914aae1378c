"""In your own words: a field, then what was understood of it, each line to confirm. The text itself is not kept."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from untwitch.care.own_words.heard import PlaceHeard, Understanding
from untwitch.companion import Check, OldPage
from untwitch.report.said import place_words
from untwitch.web.from_words import words_answer
from untwitch.web.numbers import Numbers, numbers
from untwitch.web.render import page
from untwitch.web.visit import Visit, onward, shows

LONGEST = 2_000


@dataclass(frozen=True)
class PlaceLine:
    """One place to confirm, or several of which the person chooses: form key and words of each."""

    heard: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class WordsContext:
    """`found` is None before anything was said; `problem` names why a form was not used."""

    check: Check
    text: str
    found: Understanding | None
    places: tuple[PlaceLine, ...]
    ways: frozenset[str]
    keep: bool
    problem: str | None
    numbers: Numbers
    longest: int = LONGEST


def show_words(visit: Visit) -> Response:
    """The field for a person's own words. The danger list comes first."""
    if not visit.check.answered:
        return RedirectResponse(f"/?check={visit.check_id}", status_code=303)
    return _show(visit, "", None)


def tell_words(visit: Visit) -> Response:
    """Show what was understood; then store what was confirmed of it, and go on."""
    if not visit.check.answered:
        return RedirectResponse(f"/?check={visit.check_id}", status_code=303)
    text = visit.field("text")
    found = visit.companion.understand(text)
    say = visit.field("say")
    if say == "again":
        return _show(visit, text[:LONGEST], None)
    if not say or found.is_nothing:
        return _show(visit, text[:LONGEST], found)
    ticked = frozenset(visit.fields("line"))
    if not ticked <= found.keys:
        raise OldPage
    problem = {"ticked": None if ticked else "nothing_ticked", "none": "ticked_and_none" if ticked else None}.get(say)
    if problem:
        return _show(visit, text, found, problem)
    _store(visit, text, found, ticked | found.clear_keys if say == "all" else ticked)
    return onward(visit, visit.check_id)


def _store(visit: Visit, text: str, found: Understanding, keys: frozenset[str]) -> None:
    earlier = words_answer(visit.check)
    step = earlier.step if earlier else visit.check.step
    story = text[:LONGEST] if visit.field("keep") == "yes" else ""
    visit.companion.hear_words(visit.check, step, found, keys, story)


def _show(visit: Visit, text: str, found: Understanding | None, problem: str | None = None) -> Response:
    context = WordsContext(
        check=visit.check,
        text=text,
        found=found,
        places=tuple(_place_line(visit, h) for h in found.places) if found else (),
        ways=frozenset(a.way for a in found.alarms) if found else frozenset(),
        keep=visit.field("keep") == "yes",
        problem=problem,
        numbers=numbers(visit),
    )
    asks = found is None or found.is_nothing
    return page("words.html" if asks else "words_found.html", context, 422 if problem else 200)


def _place_line(visit: Visit, heard: PlaceHeard) -> PlaceLine:
    guideline = visit.companion.guideline
    names = tuple((heard.key(p), place_words(guideline, p, heard.side)) for p in heard.places)
    return PlaceLine(heard.heard.words, names)


routes = [
    Route("/check/{check:uuid}/words", shows(show_words), methods=["GET"]),
    Route("/check/{check:uuid}/words", shows(tell_words), methods=["POST"]),
]
