"""Every page type, in light and dark, on a phone and on a wide screen: no finding of axe, nothing cut off at 320 px."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from web_way import Site, begun

from untwitch.care.interview import Response, respond
from untwitch.companion import Companion

if TYPE_CHECKING:
    from uuid import UUID

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = [(390, 844), (1280, 800)]
APART = timedelta(days=15)
PAGES = [
    "start", "start_unsure", "where", "where_head", "where_place", "where_errors", "list", "list_error", "list_unsure", "which", "profile",
    "yes_no", "choice", "choices", "number", "number_error", "emergency_verdict", "urgent_verdict", "soon_verdict", "routine_verdict",
    "self_care_verdict", "unfinished_verdict", "emergency", "crisis", "country", "about", "not_found", "no_such_check",
]  # fmt: skip


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


def open_page(page: Page, site: Site, name: str) -> None:
    """Bring the browser to one page type, long after the one before: no second contact about the same trouble."""
    companion, url = site.companion, site.url
    earlier = companion.clock
    companion.clock = lambda: earlier() + APART
    check = begun(companion) if name.startswith("where") else begun(companion, place="calf", side="left")
    base = f"{url}/check/{check}"
    match name:
        case "start":
            page.goto(url)
        case "start_unsure":
            page.goto(f"{url}/?unsure=1")
        case "where":
            page.goto(f"{base}/where")
        case "where_head":
            page.goto(f"{base}/where#head-closer")
        case "where_place":
            page.goto(f"{base}/where?place=abdomen")
        case "where_errors":
            page.goto(f"{base}/where?place=calf")
            if page.locator("button[value=changed]").count():
                page.click("button[value=changed]")
            page.click("main form button.large.wide:not([name])")
        case "list":
            page.goto(f"{base}/ask")
            page.locator("label.choice").first.click()
        case "list_error":
            page.goto(f"{base}/ask")
            page.evaluate("document.querySelector('button.next').style.display = 'inline-flex'")
            page.locator("button.next").click()
        case "list_unsure":
            page.goto(f"{base}/ask")
            page.click("button[value=unsure]")
        case "which":
            page.goto(f"{url}/check/{_tapped(companion, 'Out of breath at rest')}/ask")
        case "profile":
            now = companion.check(companion.me(), check)
            screen = companion.screen(now)
            while screen and not any("long illness" in x.label for x in screen.lines):
                companion.answer(now, now.step, respond(screen, frozenset()))
                now = companion.check(companion.me(), check)
                screen = companion.screen(now)
            assert screen
            mine = frozenset(x.key for x in screen.lines if "long illness" in x.label)
            companion.answer(now, now.step, respond(screen, mine))
            page.goto(f"{base}/ask")
        case "yes_no" | "choice" | "choices" | "number" | "number_error":
            finding = {"yes_no": "swollen_leg", "choice": "pregnancy", "choices": "conditions"}.get(name, "pain_now")
            page.goto(f"{base}/change/{finding}")
            if name == "number_error":
                page.fill("#number", "99")
                page.click("button[value=number]")
        case "emergency_verdict":
            companion.choose_country(companion.me(), "GB")
            page.goto(f"{url}/check/{_tapped(companion, 'Chest pain')}/result")
        case "urgent_verdict":
            page.goto(f"{url}/check/{_through(companion, check, ('One leg or arm is swollen',))}/result")
        case "soon_verdict" | "routine_verdict":
            _through(companion, check)
            sign = "wasting" if name == "soon_verdict" else "walk_pain"
            companion.change(companion.check(companion.me(), check), sign, True)
            page.goto(f"{url}/check/{_through(companion, check)}/result")
            assert page.locator(f".verdict.level.{name.split('_')[0]}").count()
        case "self_care_verdict":
            page.goto(f"{url}/check/{_through(companion, check)}/result")
        case "unfinished_verdict":
            page.goto(f"{base}/result")
        case "not_found":
            page.goto(f"{url}/nothing")
        case "no_such_check":
            page.goto(f"{url}/check/00000000-0000-7000-8000-000000000000/ask")
        case _:
            page.goto(f"{url}/{name}")


@pytest.fixture(params=SIZES, ids=lambda size: str(size[0]))
def looked(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    width, height = request.param
    context = chromium.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce", bypass_csp=True
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("names", [PAGES[::2], PAGES[1::2]], ids=["one_half", "other_half"])
def test_axe_finds_nothing(site: Site, looked: Page, names: list[str]) -> None:
    found = {}
    for name in names:
        open_page(looked, site, name)
        for fold in looked.locator("details:not([open]) > summary").all():
            if fold.is_visible():
                fold.click()
        for scheme in ("light", "dark"):
            looked.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            result = Axe().run(looked, options={"runOnly": {"type": "tag", "values": TAGS}})
            faults = result.response["violations"]
            if faults:
                found[name, scheme] = [(v["id"], [n["html"][:160] for n in v["nodes"][:3]]) for v in faults]
    assert not found


WIDEST = """() => [...document.querySelectorAll('body *')]
  .filter(e => e.getClientRects().length && !e.closest('.visually-hidden, .skip, svg'))
  .map(e => [e.getBoundingClientRect(), e])
  .filter(([r]) => r.right > innerWidth + 1 || r.left < -1)
  .map(([r, e]) => e.tagName + '.' + e.className + ' ' + Math.round(r.left) + '..' + Math.round(r.right))"""


@pytest.mark.parametrize("text", [1, 2])
def test_nothing_is_cut_off_on_the_narrowest_screen(site: Site, page: Page, text: int) -> None:
    page.set_viewport_size({"width": 320 * text if text == 1 else 640, "height": 700})
    cut = {}
    for name in PAGES:
        open_page(page, site, name)
        if text == 2:  # twice the text size on a small window
            page.evaluate("document.documentElement.style.fontSize = '200%'")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth") or (wide := page.evaluate(WIDEST)):
            cut[name] = wide[:5] if (wide := page.evaluate(WIDEST)) else "scrolls sideways"
    assert not cut


def test_every_target_is_large_enough_for_a_thumb(site: Site, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    small = {}
    for name in ("start", "where_place", "list", "emergency_verdict", "emergency", "crisis"):
        open_page(page, site, name)
        boxes = page.evaluate(
            "() => [...document.querySelectorAll('button, a.button, .choice, .danger, a.sos, .tabs a, summary, a.chip, select')]"
            ".filter(e => e.offsetParent !== null).map(e => [e.textContent.trim().slice(0, 30), e.getBoundingClientRect().height])"
        )
        small |= {f"{name}: {words}": height for words, height in boxes if height < 44}
    assert not small


def test_each_page_has_one_heading_one_main_and_the_emergency_link(site: Site, page: Page) -> None:
    for name in PAGES:
        open_page(page, site, name)
        assert page.locator("h1:visible").count() == 1, name
        assert page.locator("main").count() == 1, name
        assert page.locator("a.sos[href='/emergency']").is_visible(), name
        assert page.title() not in ("", " · Untwitch"), name


def test_the_skip_link_leads_to_the_main_part(site: Site, page: Page) -> None:
    page.goto(site.url)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the main part"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_what_went_wrong_has_the_focus(site: Site, page: Page) -> None:
    open_page(page, site, "number_error")
    assert page.evaluate("document.activeElement.id") == "form-error"


def test_the_list_of_places_equals_the_body_map(site: Site, page: Page) -> None:
    open_page(page, site, "where")
    listed = set(page.eval_on_selector_all(".places a", "all => all.map(a => a.getAttribute('href'))"))
    mapped = page.eval_on_selector_all(".bodymap a[href^='?place']", "all => all.map(a => a.getAttribute('href'))")
    assert {href.split("&")[0] for href in mapped} <= listed
    assert listed == {f"?place={p}" for p in site.companion.guideline.places}
