"""Several people who share one computer: each has their own answers and log, and no page mixes them up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from checks_made import answered
from playwright.sync_api import expect
from served import Site, faults_of, sees
from served import site_fixture as site_fixture

from untwitch.care.interview import respond

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture
def tab(chromium: Browser, site: Site) -> Page:
    return sees(chromium, site, "light", 390)


def add(tab: Page, name: str) -> None:
    tab.goto("/people")
    tab.fill("#name", name)
    tab.get_by_role("button", name="Add and go on").click()


def test_alone_no_page_speaks_of_people_but_the_foot(tab: Page) -> None:
    tab.goto("/")
    assert tab.locator(".whom").count() == 0
    tab.get_by_role("link", name="For somebody else?").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Who is this for?")


def test_a_child_has_a_log_and_profile_of_its_own(site: Site, tab: Page) -> None:
    mine = answered(site.companion)
    site.companion.result(site.companion.check(site.person, mine))
    add(tab, "Ana")
    expect(tab.locator(".whom")).to_contain_text("For Ana")
    tab.goto("/today")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Nothing written down yet")
    tab.goto("/")
    tab.get_by_role("button", name="None of these", exact=True).click()
    tab.goto(tab.url + "?place=calf")
    assert tab.input_value("#age") == ""
    ana = next(p for p in site.companion.journal.people() if p.named and p.named.name == "Ana")
    assert len(site.companion.journal.records(ana.id, kind="check_started")) == 1


def test_a_page_that_is_still_open_writes_to_its_own_person(site: Site, tab: Page) -> None:
    """Two tabs for two people: choosing another person in one does not turn the other's check into theirs."""
    gus = site.companion.add_person("Gus")
    check = site.companion.start(gus)
    none = respond(site.companion.asker.start_screen(), frozenset())
    site.companion.answer(site.companion.check(gus, check), 1, none)
    other = tab.context.new_page()
    other.goto(f"/check/{check}/where?place=calf")
    add(tab, "Ben")
    other.fill("#age", "50")
    other.locator("input[name=movement]").first.check(force=True)
    other.locator("input[name=body_parts]").first.check(force=True)
    other.locator("main form button.large.wide:not([name])").click()
    expect(other.locator(".whom")).to_contain_text("For Gus")
    assert site.companion.check(gus, check).state.knowledge.values["age_years"] == 50


@pytest.mark.parametrize(
    "name, says",
    [("   ", "Write a name"), ("me", "already"), ("Cleo\u0007", "Write a name"), ("<b>Dan</b>", "For <b>Dan</b>")],
)
def test_names_are_taken_as_they_are_or_refused_in_words(tab: Page, name: str, says: str) -> None:
    tab.goto("/people")
    tab.evaluate("document.querySelectorAll('input').forEach(e => e.removeAttribute('required'))")
    tab.fill("#name", name)
    tab.get_by_role("button", name="Add and go on").click()
    expect(tab.locator("main")).to_contain_text(says)


def test_another_name_stands_everywhere_at_once(tab: Page) -> None:
    add(tab, "Eva")
    tab.goto("/people")
    tab.get_by_text("Change a name").click()
    tab.locator(".rename input[name=name]").first.fill("Dad")
    tab.get_by_role("button", name="Save Me").click()
    tab.locator(".person", has_text="Dad").click()
    expect(tab.locator(".whom")).to_contain_text("For Dad")


def test_nobody_who_is_not_here_can_be_chosen(site: Site, tab: Page) -> None:
    tab.context.add_cookies([{"name": "person", "value": "drop-table-person", "url": site.base}])
    tab.goto("/people")
    expect(tab.locator(".person[aria-current]")).to_have_count(1)
    tab.evaluate("document.querySelector('.person').value = '00000000-0000-7000-8000-000000000000'")
    tab.locator(".person").first.click()
    expect(tab.locator("main")).to_contain_text("out of date")


def test_the_page_is_accessible(chromium: Browser, site: Site) -> None:
    seen = sees(chromium, site, "light", 390)
    seen.goto("/people")
    assert not faults_of(seen)
