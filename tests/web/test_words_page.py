"""In your own words, in a real browser: nothing counts before it is ticked, and the text is not kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from axe import violations_in_all_looks
from test_accessibility import cut_off
from web_way import Site, answer_no, begun, press, send

from untwitch.journal.records import ScreenAnswered

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
STORY = "left calf cramp at night since i started a water pill, 34 years old. no fever"


def say(page: Page, site: Site, text: str) -> None:
    """From the landing page, danger list answered, to what was understood."""
    page.goto(site.url)
    press(page, "button[value=none_words]")
    page.wait_for_url("**/words")
    page.fill("#text", text)
    press(page, "form button:has-text('Next')")


def kept(site: Site) -> list[ScreenAnswered]:
    records = site.companion.journal.records(site.companion.me(), kind=ScreenAnswered.kind)
    return [r.read_as(ScreenAnswered) for r in records]


@pytest.mark.parametrize("scripts", [True, False])
def test_the_whole_way_from_own_words_to_a_verdict(site: Site, page: Page, plain: Page, scripts: bool) -> None:
    page = page if scripts else plain
    say(page, site, STORY)
    assert page.locator("input:checked").count() == 0
    assert [s.screen for s in kept(site)] == ["start"]
    press(page, "button[value=all]")
    page.wait_for_url("**/where")
    assert page.locator("input[name=place]").get_attribute("value") == "calf"
    assert page.is_checked("input[name=movement][value=cramp]")
    assert page.input_value("#age") == "34"
    said = kept(site)[-1]
    assert said.screen == "words"
    assert dict(said.told) == {"when.at_night": True, "fever_shivers": False}
    assert "story" not in said.values
    page.check("input[name=body_parts][value=womb]")
    press(page, "form button:has-text('Next')")
    assert page.is_checked("input[value='medicines.water_tablet']")
    press(page, "button[value=ticked]")
    answer_no(page)
    assert page.url.endswith("/result")
    lists = next(s for s in kept(site) if s.screen == "profile")
    assert lists.values == {"conditions": [], "medicines": ["water_tablet"], "new_medicines": []}
    where = next(s for s in kept(site) if s.screen == "where")
    assert (where.values["place"], where.values["side"], where.values["movement"]) == ("calf", "left", ["cramp"])


def test_only_what_is_ticked_counts_and_the_text_is_kept_only_when_asked(site: Site, page: Page) -> None:
    say(page, site, STORY)
    page.check("label:has-text('It happens at night') input")
    page.check("input[name=keep]")
    press(page, "button[value=ticked]")
    page.wait_for_url("**/where")
    assert page.locator("input[name=place]").count() == 0
    said = kept(site)[-1]
    assert (said.told, said.values) == ((("when.at_night", True),), {"story": STORY})


def test_nothing_of_it_is_right(site: Site, page: Page) -> None:
    say(page, site, STORY)
    press(page, "button[value=none]")
    page.wait_for_url("**/where")
    assert (kept(site)[-1].told, kept(site)[-1].values) == ((), {})


def test_the_text_itself_is_in_no_file(site: Site, page: Page) -> None:
    say(page, site, STORY + " zebrafish")
    press(page, "button[value=all]")
    page.wait_for_url("**/where")
    records = site.companion.journal.records(site.companion.me())
    assert "zebrafish" not in json.dumps([dict(r.payload) for r in records])


def test_words_of_danger_bring_help_to_the_top(site: Site, page: Page) -> None:
    site.companion.choose_country(site.companion.me(), "GB")
    say(page, site, "my arm twitches and i have chest pain and want to die")
    box = page.locator("#alarm").bounding_box()
    first = page.locator("input[type=checkbox]").first.bounding_box()
    assert box
    assert first
    assert box["y"] < first["y"]
    assert page.locator("a[href^='tel:']").first.is_visible()
    assert page.locator("main a.crisis").first.is_visible()


def test_a_danger_that_is_confirmed_stops_the_questions(site: Site, page: Page) -> None:
    say(page, site, "my face is drooping and twitching")
    page.check("label:has-text('one side of the face') input")
    press(page, "button[value=ticked]")
    page.wait_for_url("**/result")
    assert page.inner_text(".verdict .word").startswith("Emergency")


def test_words_for_several_places_leave_the_choice_to_the_person(site: Site, page: Page) -> None:
    say(page, site, "my legs cramp and jerk")
    assert "which part" in page.inner_text("main")
    page.check("label:has-text('Shin') input")
    page.check("label:has-text('Hard, painful knot') input")
    page.check("label:has-text('Sudden jump') input")
    press(page, "button[value=ticked]")
    page.wait_for_url("**/where")
    assert page.locator("input[name=place]").get_attribute("value") == "shin"
    assert "Sudden jump" in page.inner_text("main .quiet:has-text('You also said')")
    page.fill("#age", "50")
    page.check("input[name=body_parts][value=neither]")
    press(page, "form button:has-text('Next')")
    assert set(next(s for s in kept(site) if s.screen == "where").values["movement"]) == {"cramp", "jerk"}


@pytest.mark.parametrize(
    "text, words",
    [
        ("Wadenkrampf nachts seit der Wassertablette", "only English"),
        ("qwer asdf zxcv", "could not read"),
        ("the weather is lovely today", "nothing in this"),
        ("", "a few words first"),
    ],
)
def test_what_is_not_understood_is_answered_politely(site: Site, page: Page, text: str, words: str) -> None:
    say(page, site, text)
    assert words in page.inner_text("#form-error")
    assert page.input_value("#text") == text
    assert page.locator("a:has-text('Show it on the body')").is_visible()


def test_the_danger_list_comes_first(site: Site, page: Page) -> None:
    companion = site.companion
    check = companion.start(companion.me())
    page.goto(f"{site.url}/check/{check}/words")
    assert page.locator("button.danger").count() == 8


def test_the_answers_so_far_lead_back_to_the_words(site: Site, page: Page) -> None:
    say(page, site, STORY)
    press(page, "button[value=all]")
    page.check("input[name=body_parts][value=womb]")
    press(page, "form button:has-text('Next')")
    page.wait_for_url("**/ask")
    page.click("summary:has-text('Your answers so far')")
    press(page, "a:has-text('In your own words')")
    assert page.url.endswith("/words")
    page.fill("#text", "calf cramp when running")
    press(page, "form button:has-text('Next')")
    press(page, "button[value=all]")
    assert len([s for s in kept(site) if s.screen == "words"]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> calf cramp",
        "calf cramp'; DROP TABLE records; --",
        "\u202ecalf cramp 🦵",
        "x" * 60_000,
    ],
)
def test_any_text_can_be_sent(site: Site, text: str) -> None:
    path = f"/check/{begun(site.companion)}/words"
    status, _, body = send(site.port, "POST", path, {"text": text})
    assert status == 200
    assert "<script>alert" not in body


def test_a_line_that_was_not_offered_is_refused(site: Site) -> None:
    path = f"/check/{begun(site.companion)}/words"
    status, _, _ = send(site.port, "POST", path, {"text": "calf cramp", "say": "ticked", "line": "chest_pain"})
    assert status == 409


def test_both_pages_are_readable_for_everybody(site: Site, chromium: Browser) -> None:
    context = chromium.new_context(reduced_motion="reduce", bypass_csp=True)
    page = context.new_page()
    for text in (None, "chest pain, my legs cramp, want to die, no fever, 34 years old"):
        page.goto(f"{site.url}/check/{begun(site.companion)}/words")
        if text:
            page.fill("#text", text)
            press(page, "form button:has-text('Next')")
        assert not violations_in_all_looks(page)
        assert not cut_off(page)
    context.close()
