"""The pages in German and in a made-up language: nothing unmarked, nothing cut off, mirrored where it must be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from axe import violations
from gallery import MORE, PAGES, Gallery
from test_accessibility import cut_off
from web_way import Site, send

from pseudo import MIRRORED, bare, speak_pseudo
from untwitch.language import ENGLISH, speaking

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# What is the same in every language: our name, names of sources and of the content, telephone numbers, units.
SAME = re.compile(
    r"Untwitch|English|Deutsch|Pseudo|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec|"
    r"[a-z]+(?:_[a-z0-9]+)+|\b[a-z]{2}:[A-Z0-9]+\b|https?://\S+|\b(?:min|s|PDF|JSON|kg|ml|mg|g|l|C|mmol|h)\b"
)
TEXTS = """() => {
  const seen = e => e.checkVisibility({visibilityProperty: true}) || e.closest('svg');
  const names = [...document.querySelectorAll('[aria-label], [placeholder], [title], svg title, title')].filter(seen)
    .map(e => e.getAttribute('aria-label') || e.getAttribute('placeholder') || e.getAttribute('title') || e.textContent);
  const copy = document.body.cloneNode(true);
  for (const e of copy.querySelectorAll('[lang=en], [data-same], script, svg')) e.remove();
  return [copy.textContent, ...names];
}"""


@pytest.fixture
def pseudo(monkeypatch: pytest.MonkeyPatch) -> None:
    speak_pseudo(monkeypatch)


def speaking_page(chromium: Browser, language: str, width: int = 390, text: int = 1) -> Page:
    context = chromium.new_context(
        viewport={"width": width, "height": 844}, reduced_motion="reduce", locale=language, bypass_csp=True
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    return page


@pytest.mark.browser
def test_in_a_made_up_language_every_sentence_is_translated_fits_and_is_mirrored(
    gallery: Gallery, chromium: Browser, pseudo: None
) -> None:
    """The language is a third longer than English and goes from right to left; the other way round it must fit too."""
    page, found = speaking_page(chromium, MIRRORED, 320), {}
    for name in PAGES + MORE:
        page.set_viewport_size({"width": 320, "height": 844})
        gallery.open(page, name)
        if faults := [*untranslated(page), *not_mirrored(page), *fits_nowhere(page)]:
            found[name] = faults
    page.context.close()
    assert not found


def untranslated(page: Page) -> list[str]:
    """Words that come from no catalogue."""
    assert page.locator("html").get_attribute("lang") == MIRRORED, page.url
    words = re.compile("[A-Za-z]{2,}(?: [A-Za-z]+)*")
    return sorted({w for text in page.evaluate(TEXTS) for w in words.findall(SAME.sub(" ", bare(text)))})[:8]


def not_mirrored(page: Page) -> list[str]:
    """The name stands on the right and the emergency link on the left."""
    assert page.locator("html").get_attribute("dir") == "rtl", page.url
    brand, sos = page.locator(".brand").bounding_box(), page.locator("a.sos").bounding_box()
    return [] if brand and sos and brand["x"] > sos["x"] else [f"{brand} is not right of {sos}"]


def fits_nowhere(page: Page) -> list[str]:
    """What is cut off in either direction, at 320 px and with twice the text."""
    cut = {"rtl": cut_off(page)}
    page.evaluate("document.documentElement.dir = 'ltr'")
    cut["ltr"] = cut_off(page)
    return [f"{direction}: {faults}" for direction, faults in cut.items() if faults]


@pytest.fixture
def german(chromium: Browser) -> Iterator[Page]:
    page = speaking_page(chromium, "de-AT")
    yield page
    page.context.close()


@pytest.mark.browser
def test_axe_finds_nothing_in_german(gallery: Gallery, german: Page, size: Callable[[int, int], int]) -> None:
    """Only the words differ from the English pages, of which axe sees all."""
    found = {}
    for name in (PAGES + MORE)[:: size(3, 1)]:
        gallery.open(german, name)
        assert german.locator("html").get_attribute("lang") == "de", name
        if faults := violations(german):
            found[name] = faults
    assert not found


@pytest.mark.browser
def test_a_whole_check_in_german_and_the_way_back_to_english(gallery: Gallery, german: Page) -> None:
    german.goto(gallery.site.url)
    assert german.locator("h1").inner_text() == "Ist gerade etwas davon der Fall?"
    gallery.open(german, "self_care_verdict")
    assert "Selbsthilfe" in german.inner_text(".verdict .word")
    assert "Diese Übersetzung wurde von einer Maschine entworfen." in german.inner_text("footer.foot")
    address = german.url
    german.click("footer button[value=en]")
    assert german.url == address
    assert "Self-care" in german.inner_text(".verdict .word")
    assert "drafted by machine" not in german.inner_text("footer.foot")
    german.goto(gallery.site.url + "/emergency")
    assert german.locator("html").get_attribute("lang") == "en-GB"


def test_the_choice_goes_before_the_browsers_wish(site: Site) -> None:
    wish = {"Accept-Language": "fr, de;q=0.9, en;q=0.8"}
    assert send(site.port, "GET", "/", headers=wish)[1]["content-language"] == "de"
    assert send(site.port, "GET", "/", headers={**wish, "Cookie": "language=en"})[1]["content-language"] == "en"
    assert send(site.port, "GET", "/", headers={"Accept-Language": "fr"})[1]["content-language"] == "en"
    assert send(site.port, "GET", "/", headers={"Cookie": "language=../../etc"})[1]["content-language"] == "en"


def test_choosing_leads_back_and_never_away(site: Site) -> None:
    own = {"Sec-Fetch-Site": "same-origin"}
    status, headers, _ = send(site.port, "POST", "/language", {"language": "de", "back": "/about?x=1"}, own)
    assert (status, headers["location"]) == (303, "/about?x=1")
    assert "language=de" in headers["set-cookie"]
    assert "httponly" in headers["set-cookie"].lower()
    assert send(site.port, "POST", "/language", {"language": "de", "back": "//evil.example"}, own)[1]["location"] == "/"
    assert send(site.port, "POST", "/language", {"language": "xx", "back": "/"}, own)[0] == 409


def test_a_decision_seen_in_two_languages_is_stored_once(site: Site) -> None:
    from untwitch.catalogues import language
    from untwitch.journal.records import DecisionMade

    companion = site.companion
    check, person = companion.start(companion.me()), companion.me()
    screen = companion.asker.start_screen()
    from untwitch.care.interview import respond

    companion.answer(companion.check(person, check), 1, respond(screen, frozenset({screen.lines[1].key})))
    for spoken in (ENGLISH, language("de"), ENGLISH):
        with speaking(spoken):
            mine = companion.spoken()
            mine.result(mine.check(person, check))
    assert len(companion.journal.records(person, kind=DecisionMade.kind, topic=check)) == 1
