"""Today: what was written down, in words and in order."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from checks_made import answered
from playwright.sync_api import expect
from served import Site, faults_of, sees
from served import calf_fixture as calf_fixture
from served import site_fixture as site_fixture

from untwitch.journal.records import SessionEnded

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture
def tab(chromium: Browser, site: Site) -> Page:
    return sees(chromium, site, "light", 390)


def did(site: Site, check: UUID | None, score: int | None = None, feeling: str | None = None) -> UUID:
    """A session that began and ended now."""
    session = site.companion.start_session(site.person, "calf_active_towel", check)
    ended = SessionEnded(
        session=session, technique="calf_active_towel", steps_done=4, did_it_stop=score, feeling_after=feeling
    )
    site.companion.end_session(site.person, ended)
    return session


def test_an_empty_journal_says_what_will_be_here(site: Site, tab: Page) -> None:
    tab.goto("/today")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Nothing written down yet")
    expect(tab.get_by_role("link", name="Start a check")).to_be_visible()


def test_checks_stand_with_place_level_and_sign(site: Site, tab: Page) -> None:
    check = answered(site.companion)
    site.companion.result(site.companion.check(site.person, check))
    tab.goto("/today")
    row = tab.locator(f'a[href="/check/{check}/result"]')
    expect(row).to_contain_text("Left calf")
    expect(row).to_contain_text("Self-care")
    assert row.locator("svg.sign").count() == 1


def test_an_unfinished_check_can_be_carried_on(site: Site, tab: Page) -> None:
    check = site.unfinished()
    tab.goto("/today")
    expect(tab.locator(f'a[href="/check/{check}/ask"]')).to_contain_text("Not finished")


def test_sessions_stand_with_their_score(site: Site, tab: Page) -> None:
    session = did(site, None, 8, "better")
    tab.goto("/today")
    row = tab.locator(f'a[href="/session/{session}/after"]')
    expect(row).to_contain_text("It stopped: 8 of 10. Later: better")


def test_it_asks_how_it_is_after_15_minutes_and_for_a_day(site: Site, tab: Page) -> None:
    session = did(site, None, 3)
    button = tab.get_by_role("link", name="Say how it is")
    tab.goto("/today")
    expect(button).to_have_count(0)
    with site.later(timedelta(minutes=16)):
        tab.goto("/today")
        expect(button).to_have_attribute("href", f"/session/{session}/after")
    with site.later(timedelta(hours=25)):
        tab.goto("/today")
        expect(button).to_have_count(0)


def test_a_check_again_date_that_has_come_is_due(site: Site, tab: Page) -> None:
    check = answered(site.companion, place="thigh_back", site=["thigh"])
    made = site.companion.result(site.companion.check(site.person, check)).decision
    if made.recheck is None:
        pytest.skip("the content has no date for this")
    with site.later(timedelta(hours=made.recheck.after_hours + 1)):
        tab.goto("/today")
        if made.recheck.after_hours < 24 * 30:
            expect(tab.get_by_text("we said to look again by").first).to_be_visible()


def test_today_is_accessible(chromium: Browser, site: Site) -> None:
    check = answered(site.companion)
    site.companion.result(site.companion.check(site.person, check))
    site.companion.result(site.companion.check(site.person, site.emergency()))
    did(site, check, 5)
    page = sees(chromium, site, "light", 390)
    page.goto("/today")
    faults = faults_of(page)
    with site.later(timedelta(minutes=20)):
        page.goto("/today")
        faults += faults_of(page)
    page.context.close()
    assert faults == []
