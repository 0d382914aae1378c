"""Every page type of the web face, each made once for the tests that look at all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from web_way import Site, begun

from untwitch.care.interview import Response, respond
from untwitch.companion import Companion

if TYPE_CHECKING:
    from uuid import UUID

    from playwright.sync_api import Page

APART = timedelta(days=15)  # each check long after the one before: no second contact about the same trouble
PAGES = [
    "start", "start_unsure", "where", "where_head", "where_place", "where_errors", "list", "list_error", "list_unsure", "which", "profile",
    "yes_no", "choice", "choices", "number", "number_error", "emergency_verdict", "urgent_verdict", "soon_verdict", "routine_verdict",
    "self_care_verdict", "unfinished_verdict", "emergency", "crisis", "country", "about", "safety", "people", "not_found", "no_such_check",
]  # fmt: skip
MORE = [
    "today", "evidence", "evidence/grades", "article", "explain/rule/stroke_sign_seen", "explain/condition/nocturnal_leg_cramps",
    "explain/technique/calf_active_towel", "explain/finding/pain_now", "plan", "support", "before", "session", "after", "report", "words",
]  # fmt: skip
ASKED = {"yes_no": "swollen_leg", "choice": "pregnancy", "choices": "conditions", "number": "pain_now", "number_error": "pain_now"}  # fmt: skip
AFTER_A_CHECK = {
    "plan": "plan", "support": "support", "before": "before/calf_active_towel", "session": "relief/breathe_six",
    "after": "relief/breathe_six", "report": "report",
}  # fmt: skip


@dataclass
class Gallery:
    """A running site and where each page type is on it."""

    site: Site
    made: dict[str, tuple[str, timedelta]] = field(default_factory=dict)
    clock: Callable[[], datetime] = field(init=False)

    def __post_init__(self) -> None:
        self.clock = self.site.companion.clock

    def open(self, page: Page, name: str) -> None:
        """Bring the browser to one page type, at the time at which its check was made."""
        if name not in self.made:
            self._set(APART * (len(self.made) + 1))
            self.made[name] = (address(self.site.companion, name), APART * (len(self.made) + 1))
        where, shift = self.made[name]
        self._set(shift)
        answer = page.goto(self.site.url + where)
        assert answer
        assert answer.status == (404 if name in ("not_found", "no_such_check") else 200), f"{name}: {answer.status}"
        DONE_THERE.get(name, lambda page: None)(page)

    def _set(self, shift: timedelta) -> None:
        self.site.companion.clock = lambda: self.clock() + shift


def address(companion: Companion, name: str) -> str:
    """The address of a page type, after what must be said before it."""
    if name in ("start", "start_unsure"):
        return "/" if name == "start" else "/?unsure=1"
    if name == "no_such_check":
        return "/check/00000000-0000-7000-8000-000000000000/ask"
    if name in ("which", "emergency_verdict"):
        return _of_one_tap(companion, name)
    if name.startswith("where") or name == "words":
        tails = {
            "where_head": "where#head-closer",
            "where_place": "where?place=abdomen",
            "where_errors": "where?place=calf",
        }
        return f"/check/{begun(companion)}/{tails.get(name, name)}"
    if (
        name in AFTER_A_CHECK
        or name.endswith("_verdict")
        or name in ASKED
        or name.startswith("list")
        or name == "profile"
    ):
        return _of_a_calf(companion, begun(companion, place="calf", side="left"), name)
    return f"/{name}"


def _of_one_tap(companion: Companion, name: str) -> str:
    if name == "which":
        return f"/check/{_tapped(companion, 'Out of breath at rest')}/ask"
    companion.choose_country(companion.me(), "GB")
    return f"/check/{_tapped(companion, 'Chest pain')}/result"


def _of_a_calf(companion: Companion, check: UUID, name: str) -> str:
    """Pages of a check about a calf cramp."""
    base = f"/check/{check}"
    match name:
        case "profile":
            _to_the_profile(companion, check)
            return f"{base}/ask"
        case "unfinished_verdict":
            return f"{base}/result"
        case "urgent_verdict":
            return f"/check/{_through(companion, check, ('One leg or arm is swollen',))}/result"
        case "soon_verdict" | "routine_verdict":
            _through(companion, check)
            sign = "wasting" if name == "soon_verdict" else "walk_pain"
            companion.change(companion.check(companion.me(), check), sign, True)
            made = companion.result(companion.check(companion.me(), _through(companion, check)))
            assert made.decision.level == name.removesuffix("_verdict")
            return f"{base}/result"
        case "self_care_verdict":
            return f"/check/{_through(companion, check)}/result"
        case _ if name in ASKED:
            return f"{base}/change/{ASKED[name]}"
        case _ if name in AFTER_A_CHECK:
            return f"/check/{_through(companion, check)}/{AFTER_A_CHECK[name]}"
        case _:
            return f"{base}/ask"


def _through(companion: Companion, check: UUID, ticked: tuple[str, ...] = ()) -> UUID:
    """Answer the rest of a check with nothing ticked but the lines whose label has one of these words."""
    person = companion.me()
    for _ in range(40):
        now = companion.check(person, check)
        screen = companion.screen(now)
        if screen is None:
            return check
        if screen.findings:
            companion.answer(now, now.step, Response(screen.id, (), {f.id: [] for f in screen.findings}))
        elif screen.finding:
            absent = screen.finding.absent
            value = list(absent) if isinstance(absent, tuple) else "not_sure" if absent is None else absent
            companion.answer(now, now.step, Response(screen.id, (), {screen.finding.id: value}))
        else:
            mine = frozenset(x.key for x in screen.lines if any(w in x.label for w in ticked))
            companion.answer(now, now.step, respond(screen, mine))
    raise AssertionError("the questions did not end")


def _tapped(companion: Companion, words: str) -> UUID:
    person, screen = companion.me(), companion.asker.start_screen()
    check = companion.start(person)
    key = next(x.key for x in screen.lines if words in x.label)
    companion.answer(companion.check(person, check), 1, respond(screen, frozenset({key})))
    return check


def _to_the_profile(companion: Companion, check: UUID) -> None:
    """Up to the lists behind "a long illness"."""
    now = companion.check(companion.me(), check)
    screen = companion.screen(now)
    while screen and not any("long illness" in x.label for x in screen.lines):
        companion.answer(now, now.step, respond(screen, frozenset()))
        now = companion.check(companion.me(), check)
        screen = companion.screen(now)
    assert screen
    mine = frozenset(x.key for x in screen.lines if "long illness" in x.label)
    companion.answer(now, now.step, respond(screen, mine))


def _where_errors(page: Page) -> None:
    if page.locator("button[value=changed]").count():
        page.click("button[value=changed]")
    page.click("main form button.large.wide:not([name])")


def _list_error(page: Page) -> None:
    page.evaluate("document.querySelector('button.next').style.display = 'inline-flex'")
    page.locator("button.next").click()


def _number_error(page: Page) -> None:
    page.fill("#number", "99")
    page.click("button[value=number]")


def _after(page: Page) -> None:
    if page.locator("form[action$='/done'] button").count():
        page.locator("form[action$='/done'] button").first.click()


# What is done on a page to see the page type; nothing of it is stored but the end of a relief session.
DONE_THERE: dict[str, Callable[[Page], object]] = {
    "where_errors": _where_errors,
    "list": lambda page: page.locator("label.choice").first.click(),
    "list_error": _list_error,
    "list_unsure": lambda page: page.click("button[value=unsure]"),
    "number_error": _number_error,
    "after": _after,
}
