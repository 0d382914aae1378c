"""Every page type, in light and dark, on a phone and on a wide screen: no finding of axe, nothing cut off at 320 px."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe import COLOURS, violations, violations_in_all_looks
from gallery import PAGES, Gallery
from web_way import Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


def test_axe_names_what_breaks_a_rule(page: Page) -> None:
    page.set_content("<main><h1>Hard to read</h1><p style='color:#ccc'>pale</p><img src='data:,'></main>")
    assert {rule for rule, _ in violations(page)} >= {"color-contrast", "image-alt", "html-has-lang"}
    assert {rule for rule, _ in violations(page, COLOURS)} == {"color-contrast"}


WIDEST = """() => [...document.querySelectorAll('body *')]
  .filter(e => e.getClientRects().length && !e.closest('.visually-hidden, .skip, svg'))
  .map(e => [e.getBoundingClientRect(), e])
  .filter(([r]) => r.right > innerWidth + 1 || r.left < -1)
  .map(([r, e]) => e.tagName + '.' + e.className + ' ' + Math.round(r.left) + '..' + Math.round(r.right))"""


def cut_off(page: Page) -> dict[int, list[str] | str]:
    """What does not fit on the narrowest screen, by the size of the text: as it is, and twice as large on 640 px."""
    found = {}
    for text in (1, 2):
        page.set_viewport_size({"width": 320 * text, "height": 700})
        page.evaluate(
            "size => { document.documentElement.style.fontSize = size }", f"{100 * text}%" if text > 1 else ""
        )
        wide = page.evaluate(WIDEST)
        if wide or page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found[text] = wide[:5] or "scrolls sideways"
    page.evaluate("document.documentElement.style.fontSize = ''")
    return found


@pytest.fixture(scope="module")
def seen(gallery: Gallery, chromium: Browser) -> dict[str, dict[str, Any]]:
    """What there is on each page type. Each is opened once for all that is asked of it, on the narrowest screen."""
    context, seen = chromium.new_context(reduced_motion="reduce", bypass_csp=True), {}
    page, errors = context.new_page(), list[str]()
    page.on("pageerror", lambda error: errors.append(str(error)))
    for name in PAGES:
        page.set_viewport_size({"width": 320, "height": 700})
        gallery.open(page, name)
        seen[name] = {
            "headings": page.locator("h1:visible").count(),
            "mains": page.locator("main").count(),
            "emergency link": page.locator("a.sos[href='/emergency']").is_visible(),
            "title": page.title(),
            "cut off": cut_off(page),
        }
        _unfold(page)
        seen[name]["axe"] = violations_in_all_looks(page)
    context.close()
    assert not errors
    return seen


def _unfold(page: Page) -> None:
    for fold in page.locator("details:not([open]) > summary").all():
        if fold.is_visible():
            fold.click()


def test_axe_finds_nothing(seen: dict[str, dict[str, Any]]) -> None:
    """Folds are open."""
    assert not {name: page["axe"] for name, page in seen.items() if page["axe"]}


def test_nothing_is_cut_off_on_the_narrowest_screen(seen: dict[str, dict[str, Any]]) -> None:
    assert not {name: page["cut off"] for name, page in seen.items() if page["cut off"]}


def test_each_page_has_one_heading_one_main_and_the_emergency_link(seen: dict[str, dict[str, Any]]) -> None:
    for name, page in seen.items():
        assert (page["headings"], page["mains"], page["emergency link"]) == (1, 1, True), name
        assert page["title"] not in ("", " · Untwitch"), name


def test_every_target_is_large_enough_for_a_thumb(gallery: Gallery, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    small = {}
    for name in ("start", "where_place", "list", "emergency_verdict", "emergency", "crisis"):
        gallery.open(page, name)
        boxes = page.evaluate(
            "() => [...document.querySelectorAll('button, a.button, .choice, .danger, a.sos, .tabs a, summary, a.chip, select')]"
            ".filter(e => e.offsetParent !== null).map(e => [e.textContent.trim().slice(0, 30), e.getBoundingClientRect().height])"
        )
        small |= {f"{name}: {words}": height for words, height in boxes if height < 44}
    assert not small


def test_the_skip_link_leads_to_the_main_part(site: Site, page: Page) -> None:
    page.goto(site.url)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the main part"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_what_went_wrong_has_the_focus(gallery: Gallery, page: Page) -> None:
    gallery.open(page, "number_error")
    assert page.evaluate("document.activeElement.id") == "form-error"


def test_the_list_of_places_equals_the_body_map(gallery: Gallery, page: Page) -> None:
    gallery.open(page, "where")
    listed = set(page.eval_on_selector_all(".places a", "all => all.map(a => a.getAttribute('href'))"))
    mapped = page.eval_on_selector_all(".bodymap a[href^='?place']", "all => all.map(a => a.getAttribute('href'))")
    assert {href.split("&")[0] for href in mapped} <= listed
    assert listed == {f"?place={p}" for p in gallery.site.companion.guideline.places}
