"""The plan page: its sections, its reasons, and when there is no plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from checks_made import answered
from playwright.sync_api import expect
from served import Site, faults_of, sees, too_wide
from served import calf_fixture as calf_fixture
from served import site_fixture as site_fixture

from untwitch.care.plan import SECTIONS, Item
from untwitch.care.relief import SAFE_ALWAYS
from untwitch.web.pages.plan import PlanContext, ShownItem, ShownSection, best_technique
from untwitch.web.render import html

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
TOWEL = "calf_active_towel"


@pytest.fixture
def tab(chromium: Browser, site: Site) -> Page:
    return sees(chromium, site, "light", 390)


def test_the_plan_starts_with_the_technique_made_for_the_place(site: Site, calf: UUID, tab: Page) -> None:
    tab.goto(f"/check/{calf}/plan")
    best = tab.locator(".plan-best")
    expect(best).to_contain_text("Calf release with towel or hand")
    expect(best.get_by_role("img")).to_be_visible()
    expect(best.locator(".button.large")).to_contain_text("short questions first")
    assert tab.locator("main .button.large").count() == 1  # one main action


def test_every_technique_has_amount_strength_source_and_what_stops_it(site: Site, calf: UUID, tab: Page) -> None:
    tab.goto(f"/check/{calf}/plan")
    for card in tab.locator(".plan-list > li, .plan-best").all():
        assert card.locator(".grade").count() >= 1
        assert card.locator("a.chip").count() >= 1
        text = card.text_content() or ""
        assert "Stop if" in text or "All about this technique" not in text


def test_what_no_clinician_and_no_page_backs_is_marked(site: Site, calf: UUID, tab: Page) -> None:
    tab.goto(f"/check/{calf}/plan")
    bent = tab.locator(".plan-list > li", has=tab.get_by_role("heading", name="Wall calf stretch knee bent"))
    assert "Not yet reviewed by a clinician" in (tab.locator(".plan-list.inner > li").last.text_content() or "") or (
        "Not yet reviewed by a clinician" in (bent.first.text_content() or "")
    )


def test_an_offered_technique_starts_with_one_press(site: Site, tab: Page) -> None:
    check = site.cleared(answered(site.companion), TOWEL)
    tab.goto(f"/check/{check}/plan")
    tab.get_by_role("button", name="Start calf release").click()
    assert f"/relief/{TOWEL}?session=" in tab.url


def test_withheld_techniques_are_folded_with_their_reasons(site: Site, tab: Page) -> None:
    check = answered(site.companion, age_years=4)
    tab.goto(f"/check/{check}/plan")
    fold = tab.locator("details", has_text="not for you now")
    fold.locator("summary").click()
    expect(fold.get_by_text("Under 6 only a warm bath.").first).to_be_visible()


def test_an_unfinished_check_has_only_stop_and_support(site: Site, tab: Page) -> None:
    check = site.unfinished()
    tab.goto(f"/check/{check}/plan")
    expect(tab.get_by_role("link", name="Carry on with the check")).to_be_visible()
    expect(tab.get_by_role("link", name="Stop and support")).to_have_attribute("href", f"/check/{check}/support")
    assert tab.locator(".plan-list, .plan-best").count() == 0


def test_at_emergency_there_is_first_aid_only(site: Site, tab: Page) -> None:
    check = site.emergency()
    tab.goto(f"/check/{check}/plan")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Get help first")
    assert tab.locator(".plan-list, .plan-best").count() == 0
    expect(tab.get_by_role("link", name="Who to call, what to say")).to_have_attribute("href", f"/check/{check}/result")
    answer = tab.goto(f"/check/{check}/relief/{TOWEL}")
    assert answer
    expect(tab.get_by_role("heading", level=1)).to_have_text("Get help first")


def test_every_section_shows_every_part_of_an_item(site: Site) -> None:
    item = Item(
        "now",
        "Walk <b>a little</b>",
        "3 times",
        "2 weeks",
        "You sit a lot.",
        "moderate",
        "design",
        ("own_choice",),
        "Pain grows",
    )
    source = site.companion.guideline.sources["own_choice"]
    sections = tuple(
        ShownSection(name, title, None, (ShownItem(replace(item, section=name), (source,), True, "2 weeks", None, 0, None),), ())
        for name, title in SECTIONS.items()
    )  # fmt: skip
    shown = html(
        "plan.html", PlanContext(UUID(int=1), "plan", "self_care", "", sections, (), (), ("Chest pain",), None)
    )
    for title in SECTIONS.values():
        assert f">{title}</h2>" in shown
    for said in (
        "3 times",
        "2 weeks",
        "You sit a lot.",
        "Moderate certainty",
        "pain grows",
        "Not yet reviewed",
        "Chest pain",
    ):
        assert said in shown, said
    assert "<b>a little" not in shown


def test_the_best_one_is_never_withheld(site: Site, calf: UUID) -> None:
    check = site.companion.check(site.person, calf)
    plan = site.companion.result(check, keep=False).plan
    kept = replace(plan, offers=tuple(replace(o, status="withheld") for o in plan.offers))
    assert best_technique(site.companion.guideline, kept, "calf") is None
    assert best_technique(site.companion.guideline, plan, None) not in (None, SAFE_ALWAYS)


def test_plan_pages_are_accessible(chromium: Browser, site: Site, calf: UUID) -> None:
    page = sees(chromium, site, "light", 390)
    faults = []
    for check in (calf, site.unfinished(), site.emergency(), answered(site.companion, age_years=4)):
        page.goto(f"/check/{check}/plan")
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        faults += faults_of(page)
    page.context.close()
    assert faults == []


def test_nothing_is_cut_off_at_320_px(chromium: Browser, site: Site, calf: UUID) -> None:
    page = sees(chromium, site, "light", 320)
    found = []
    for check in (calf, site.emergency()):
        page.goto(f"/check/{check}/plan")
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        found += too_wide(page)
    page.context.close()
    assert found == []
