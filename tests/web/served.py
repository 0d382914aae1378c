"""A real server over a real journal for the tests of the web face, with a clock that tests can move."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from axe import violations_in_all_looks
from checks_made import answered
from web_way import serving

from untwitch.care.interview import respond
from untwitch.companion import Companion
from untwitch.journal.records import Ids
from untwitch.journal.store import Journal

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from untwitch.guideline.model import Guideline

SOAK = os.environ.get("UNTWITCH_SOAK") == "1"


@dataclass
class Site:
    """A server at `base`. `shift` moves its clock."""

    base: str
    companion: Companion
    shift: timedelta = field(default_factory=timedelta)

    @property
    def person(self) -> UUID:
        return self.companion.me()

    @contextmanager
    def later(self, span: timedelta) -> Iterator[None]:
        self.shift += span
        try:
            yield
        finally:
            self.shift -= span

    def cleared(self, check: UUID, technique: str) -> UUID:
        """The same check after every question before a technique was answered with "none of these"."""
        row = self.companion.guideline.techniques[technique]
        for _ in range(20):
            now = self.companion.check(self.person, check)
            screen = self.companion.before(now, row)
            if screen is None:
                break
            self.companion.answer(now, now.step, _no(screen))
        now = self.companion.check(self.person, check)
        assert self.companion.offer(now, row).status == "offered", self.companion.offer(now, row)
        return check

    def unfinished(self) -> UUID:
        check = self.companion.start(self.person)
        now = self.companion.check(self.person, check)
        self.companion.answer(now, 1, respond(self.companion.asker.start_screen(), frozenset()))
        return check

    def emergency(self) -> UUID:
        check = self.companion.start(self.person)
        screen = self.companion.asker.start_screen()
        line = next(line for line in screen.lines if "swollen" in line.label.lower() or "chest" in line.label.lower())
        now = self.companion.check(self.person, check)
        self.companion.answer(now, 1, respond(screen, frozenset({line.key})))
        self.companion.result(self.companion.check(self.person, check))
        return check


def _no(screen: Any) -> Any:
    from untwitch.care.interview import Response

    if screen.finding is None:
        return respond(screen, frozenset())
    absent = screen.finding.absent
    value = list(absent) if isinstance(absent, tuple) else absent
    return Response(screen.id, (), {screen.finding.id: value})


@pytest.fixture(name="site", scope="module")
def site_fixture(guideline: Guideline, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One server for the tests of a module."""
    site: Site

    def clock() -> datetime:
        return datetime.now().astimezone() + site.shift

    with Journal.open(tmp_path_factory.mktemp("journal") / "journal.db") as journal:
        companion = Companion(guideline, journal, clock, Ids(lambda: datetime.now().astimezone(), os.urandom), "web")
        with serving(companion) as running:
            site = Site(running.url, companion)
            yield site


@pytest.fixture(name="calf", scope="module")
def calf_fixture(site: Site) -> UUID:
    """A finished check of a calf cramp without danger signs."""
    return answered(site.companion)


def sees(chromium: Browser, site: Site, scheme: str, width: int, **more: Any) -> Page:
    """A fresh page in a context with that look."""
    height = 800 if width > 700 else 844
    context = chromium.new_context(
        base_url=site.base, color_scheme=scheme, viewport={"width": width, "height": height}, **more
    )
    return context.new_page()


def faults_of(page: Page) -> list[str]:
    """What axe finds on the page as it is, in every look, and what is too wide at 320 px."""
    was = page.viewport_size
    looks = violations_in_all_looks(page)
    faults = [
        f"{page.url} {look} {rule}: {markup}" for look in looks for rule, all_of in looks[look] for markup in all_of
    ]
    page.set_viewport_size({"width": 320, "height": 700})
    faults += too_wide(page)
    assert was
    page.set_viewport_size(was)
    return faults


def too_wide(page: Page) -> list[str]:
    """What reaches over the right edge."""
    return page.evaluate(
        """() => [...document.querySelectorAll("main *")].filter(e => {
             const box = e.getBoundingClientRect();
             return box.width && box.right > innerWidth + 1 && !e.closest(".scroll, .visually-hidden, svg");
           }).map(e => location.pathname + " " + e.outerHTML.slice(0, 120))"""
    )


def faults_on(page: Page, paths: tuple[str, ...], prepare: str | None = None) -> list[str]:
    """The faults of each page. `prepare` is run in it first."""
    faults: list[str] = []
    for path in paths:
        page.goto(path)
        if prepare:
            page.evaluate(prepare)
        faults += faults_of(page)
    return faults
