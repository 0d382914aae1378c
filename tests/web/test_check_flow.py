"""From the danger list to the verdict: with the mouse, with the keyboard only, and with scripts off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from web_way import MOST, Site, answer_no, begun, none_of_these, press, say_where, send, tick

from untwitch.journal.records import DecisionMade, ScreenAnswered

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_one_tap_on_a_danger_card_shows_the_emergency_page(site: Site, page: Page) -> None:
    page.goto(site.url)
    press(page, "button.danger:has-text('Chest pain')")
    assert page.url.endswith("/result")
    assert page.inner_text(".verdict .word").startswith("Emergency")
    assert page.inner_text("h1") == "Call an ambulance now"
    assert page.locator(".verdict a[href^='tel:']").first.is_visible()


@pytest.mark.parametrize("at", range(8))
def test_each_danger_card_gives_at_least_urgent(site: Site, page: Page, at: int) -> None:
    page.goto(site.url)
    press(page, f"button.danger >> nth={at}")
    shown = page.locator(".verdict .word, .floor strong").first.inner_text()
    assert re.search("Emergency|Urgent", shown)


def test_a_tapped_card_says_nothing_about_the_others(site: Site, page: Page) -> None:
    page.goto(site.url)
    press(page, "button.danger:has-text('Out of breath at rest')")
    person = site.companion.me()
    (record,) = site.companion.journal.records(person, kind=ScreenAnswered.kind)
    said = record.read_as(ScreenAnswered)
    assert said.told == ()
    assert [all("breath_level" in sign for sign in group) for group in said.open] == [True]


def test_the_whole_way_with_the_mouse_ends_in_self_care(site: Site, page: Page) -> None:
    none_of_these(page, site.url)
    page.click("#back-calf_L")
    assert "place=calf&side=left" in page.url
    page.click("label:has-text('Hard, painful knot')")
    page.fill("#age", "44")
    page.click("label:has-text('A womb')")
    press(page, "form button:has-text('Next')")
    assert answer_no(page) <= 15
    assert page.inner_text(".verdict .word").startswith("Self-care")
    assert page.locator("a[href$='/plan']").count() or page.locator("a[href*='/relief/']").count()


def test_the_whole_way_with_scripts_off(site: Site, plain: Page) -> None:
    none_of_these(plain, site.url)
    say_where(plain)
    tick(plain, "One leg or arm is swollen")
    answer_no(plain)
    assert plain.inner_text("h1") == "Get seen today"


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_the_whole_way_by_keyboard_only(site: Site, page: Page) -> None:
    page.goto(site.url)
    _tab_to(page, "button[name=say][value=none]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/where")
    _tab_to(page, "#front-shin_L")
    page.keyboard.press("Enter")
    page.wait_for_url("**place=shin**")
    _tab_to(page, "input[name=movement]")
    page.keyboard.press("ArrowDown")
    _tab_to(page, "#age")
    page.keyboard.type("44")
    _tab_to(page, "input[name=body_parts]")
    page.keyboard.press("Space")
    _tab_to(page, "form button.large")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ask")
    for _ in range(MOST):
        if "/ask" not in page.url:
            break
        url, text = page.url, page.inner_text("#q")
        if page.locator("button.none:visible").count():
            _tab_to(page, "button.none")
        else:
            _tab_to(page, "input")
            page.keyboard.press("Space") if page.locator("input[name=answer]").count() else page.keyboard.type("1")
            _tab_to(page, "form button.large")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert (page.url, page.title()) != (url, text)
    assert page.url.endswith("/result")


def test_stop_and_support_is_at_hand_after_one_tap(site: Site, page: Page) -> None:
    none_of_these(page, site.url)
    press(page, "a.support")
    assert page.url.endswith("/support")


def test_what_is_certain_shows_while_the_questions_go_on(site: Site, page: Page) -> None:
    none_of_these(page, site.url)
    say_where(page)
    tick(page, "One leg or arm is swollen")
    assert "At least: Urgent" in page.inner_text(".floor")
    press(page, "text=What to do so far")
    assert "it could still be more urgent" in page.inner_text(".verdict")
    press(page, "text=Carry on with the questions")
    assert "/ask" in page.url


def test_not_sure_about_some_asks_which(site: Site, page: Page) -> None:
    none_of_these(page, site.url)
    say_where(page)
    press(page, "text=I am not sure about some")
    assert page.inner_text("h1") == "Which are you not sure about?"
    row = page.locator("label.choice:has-text('One leg or arm')").first
    row.click()
    press(page, "form button:has-text('Next')")
    person = site.companion.me()
    last = site.companion.journal.records(person, kind=ScreenAnswered.kind)[-1].read_as(ScreenAnswered)
    assert [sign for sign, truth in last.told if truth == "not_sure"] == ["swollen_leg"]


def test_not_sure_about_one_on_the_landing_page(site: Site, plain: Page) -> None:
    plain.goto(site.url)
    press(plain, "text=I am not sure about one")
    press(plain, "form button:has-text('Next')")
    assert "Tick at least one" in plain.inner_text("#form-error")
    plain.click("label:has-text('Confused')")
    press(plain, "form button:has-text('Next')")
    assert plain.url.endswith("/where")
    answers = site.companion.journal.records(site.companion.me(), kind=ScreenAnswered.kind)[-1]
    told = dict(answers.read_as(ScreenAnswered).told)
    assert told["mind.confused"] == "not_sure"
    assert told["stroke_sign"] is False


def test_going_back_shows_the_answer_and_corrects_it(site: Site, page: Page) -> None:
    none_of_these(page, site.url)
    say_where(page)
    tick(page, "One leg or arm is swollen")
    press(page, "a.back")
    assert page.locator("label:has-text('One leg or arm is swollen') input").is_checked()
    page.click("label:has-text('One leg or arm is swollen')")
    press(page, "button.none:visible")
    assert page.locator(".floor").count() == 0
    person = site.companion.me()
    steps = [r.read_as(ScreenAnswered).step for r in site.companion.journal.records(person, kind=ScreenAnswered.kind)]
    assert len(steps) == len(set(steps))


def test_the_first_answer_can_be_corrected(site: Site, page: Page) -> None:
    none_of_these(page, site.url)
    press(page, "a.back")
    press(page, "button.danger:has-text('Chest pain')")
    assert page.inner_text(".verdict .word").startswith("Emergency")
    assert len(site.companion.journal.records(site.companion.me(), kind=ScreenAnswered.kind)) == 1


def test_the_browsers_back_button_never_breaks_the_check(site: Site, page: Page) -> None:
    none_of_these(page, site.url)
    say_where(page)
    press(page, "button.none:visible")
    page.go_back()
    press(page, "button.none:visible")
    answer_no(page)
    assert page.url.endswith("/result")


def test_closing_the_browser_loses_nothing(site: Site, page: Page) -> None:
    none_of_these(page, site.url)
    say_where(page)
    press(page, "button.none:visible")
    title = page.inner_text("#q")
    page.goto("about:blank")
    page.goto(site.url)
    assert "Left calf" in page.inner_text(".carry-on")
    press(page, "text=Carry on")
    assert page.inner_text("#q") == title


def test_a_ticked_line_asks_which_on_the_spot(site: Site, page: Page) -> None:
    none_of_these(page, site.url)
    say_where(page)
    line = page.locator("label.choice:has(+ .parts)").first
    parts = page.locator(".parts").first
    assert not parts.is_visible()
    line.click()
    parts.locator("label").first.click()
    line.click()  # taken back: out of sight, and nothing of it is sent
    assert not parts.is_visible()
    line.click()
    press(page, "button.next")
    assert page.locator("h1").inner_text() != "Which of these?"
    told = site.companion.journal.records(site.companion.me(), kind=ScreenAnswered.kind)[-1].read_as(ScreenAnswered)
    assert [truth for _, truth in told.told].count(True) == 1
    assert told.open == ()


def test_a_line_without_its_part_asks_which_on_the_next_page(site: Site, page: Page) -> None:
    none_of_these(page, site.url)
    say_where(page)
    page.locator("label.choice:has(+ .parts)").first.click()
    press(page, "button.next")
    assert page.inner_text("h1") == "Which of these?"


def test_the_months_of_a_baby_are_asked_with_its_age(site: Site, page: Page) -> None:
    none_of_these(page, site.url)
    page.goto(page.url + "?place=calf")
    assert not page.locator("[name=months]").is_visible()
    page.fill("#age", "1")
    page.fill("[name=months]", "12")
    page.check("input[name=movement][value=cramp]")
    page.check("input[name=body_parts][value=womb]")
    press(page, "form button:has-text('Next')")
    assert "Months from 0 to 11" in page.inner_text("#months-error")
    page.fill("[name=months]", "4")
    press(page, "form button:has-text('Next')")
    told = site.companion.journal.records(site.companion.me(), kind=ScreenAnswered.kind)[-1].read_as(ScreenAnswered)
    assert told.values["age_months"] == 16


def test_age_and_body_parts_are_remembered(site: Site, page: Page) -> None:
    none_of_these(page, site.url)
    say_where(page, age="61", parts="testicles")
    none_of_these(page, site.url)
    page.goto(page.url + "?place=eyelid")
    assert "61 years" in page.inner_text("dl.facts")
    press(page, "text=Something has changed")
    assert page.input_value("#age") == "61"
    assert page.is_checked("input[name=body_parts][value=testicles]")


def test_an_answer_can_be_changed_from_the_verdict(site: Site, page: Page) -> None:
    none_of_these(page, site.url)
    say_where(page)
    tick(page, "One leg or arm is swollen")
    answer_no(page)
    press(page, "a[href$='/change/swollen_leg']")
    assert page.is_checked("input[value=yes]")
    page.check("input[value=no]")
    press(page, "form button:has-text('Next')")
    answer_no(page)
    assert not page.inner_text(".verdict .word").startswith("Urgent")


def test_a_settled_verdict_is_kept_once(site: Site, page: Page) -> None:
    page.goto(site.url)
    press(page, "button.danger:has-text('Chest pain')")
    page.reload()
    page.reload()
    assert len(site.companion.journal.records(site.companion.me(), kind=DecisionMade.kind)) == 1


def test_the_countrys_numbers_come_first(site: Site, page: Page) -> None:
    page.goto(site.url + "/emergency")
    page.click("text=Choose your country")
    page.select_option("#country", "GB")
    press(page, "text=Use these numbers")
    assert page.url.endswith("/emergency")
    assert page.locator(".verdict a[href^='tel:']").first.get_attribute("href") == "tel:999"
    page.goto(site.url)
    press(page, "button.danger:has-text('Chest pain')")
    first = page.locator(".verdict a[href^='tel:']").first
    assert first.get_attribute("href") == "tel:999"
    assert first.bounding_box()["y"] < page.locator("h1").bounding_box()["y"]


def test_an_unverified_number_comes_with_the_words_for_any_country(site: Site, page: Page) -> None:
    site.companion.choose_country(site.companion.me(), "LU")
    page.goto(site.url + "/emergency")
    assert "We have not checked this number" in page.inner_text(".verdict")


def test_the_crisis_exit_stands_beside_the_danger_list(site: Site, page: Page) -> None:
    page.goto(site.url)
    press(page, "a.crisis")
    assert page.url.endswith("/crisis")
    assert "findahelpline.com" in page.inner_text("main")


def test_two_tabs_do_not_fight(site: Site, page: Page) -> None:
    check = begun(site.companion, place="calf")
    other = page.context.new_page()
    for tab in (page, other):
        tab.goto(f"{site.url}/check/{check}/ask")
    press(page, "button.none:visible")
    press(other, "button.none:visible")
    assert page.inner_text("#q") == other.inner_text("#q")
    assert page.locator("#form-error").count() == other.locator("#form-error").count() == 0


def test_illnesses_and_medicines_are_asked_on_one_page_and_remembered(site: Site, plain: Page) -> None:
    for time in range(2):
        none_of_these(plain, site.url)
        say_where(plain, changed=time == 1)
        tick(plain, "A long illness")
        assert plain.inner_text("h1") == "Your illnesses and medicines"
        statin = plain.locator("input[value='medicines.statin']")
        assert statin.is_checked() == (time == 1)
        statin.check()
        press(plain, "button.next")
        person = site.companion.me()
        last = site.companion.journal.records(person, kind=ScreenAnswered.kind)[-1].read_as(ScreenAnswered)
        assert last.values["medicines"] == ("statin",) or last.values["medicines"] == ["statin"]
        assert not last.values["conditions"]
    answer_no(plain)
    assert plain.url.endswith("/result")


def test_a_check_can_be_repeated_from_the_last_answers(site: Site, plain: Page) -> None:
    none_of_these(plain, site.url)
    say_where(plain)
    line = plain.locator(".ticks > label.choice:not(:has(+ .parts)) input").first
    key = line.get_attribute("value")
    line.check()
    press(plain, "button.next")
    answer_no(plain)
    first = plain.inner_text(".verdict .word").split()[0]
    press(plain, "text=Check again: what has changed?")
    press(plain, "button:has-text('None of these')")
    assert plain.is_checked("input[name=movement][value=cramp]")
    press(plain, "text=Yes, still right")
    assert plain.is_checked(f"input[value='{key}']")
    assert "Filled in as you said" in plain.inner_text("main")
    plain.uncheck(f"input[value='{key}']")
    answer_no(plain)
    said = plain.inner_text(".verdict")
    assert f"Last time, just now: {first}" in said.replace("\n", " ")
    assert "the second check of the same trouble" in said


def test_a_confirmed_profile_is_not_asked_again(site: Site, plain: Page) -> None:
    none_of_these(plain, site.url)
    say_where(plain)
    answer_no(plain)
    none_of_these(plain, site.url)
    plain.goto(plain.url + "?place=calf&side=left")
    assert "Illnesses" in plain.inner_text("dl.facts")
    plain.check("input[name=movement][value=cramp]")
    press(plain, "text=Yes, still right")
    asked = answer_no(plain)
    assert plain.url.endswith("/result")
    said = site.companion.journal.records(site.companion.me(), kind=ScreenAnswered.kind)
    values = [r.read_as(ScreenAnswered) for r in said][-asked - 1].values
    assert values["conditions"] == []
    assert values["pregnancy"] == "no"


def test_only_the_profile_that_was_shown_can_be_confirmed(site: Site, plain: Page) -> None:
    none_of_these(plain, site.url)
    say_where(plain)
    answer_no(plain)
    none_of_these(plain, site.url)
    plain.goto(plain.url + "?place=calf&side=left")
    begun(site.companion, place="calf", age_years=71)  # meanwhile, in another tab
    plain.check("input[name=movement][value=cramp]")
    press(plain, "text=Yes, still right")
    assert "/where" in plain.url
    assert "71 years" in plain.inner_text("dl.facts")
    assert plain.is_checked("input[name=movement][value=cramp]")
    press(plain, "text=Yes, still right")
    told = site.companion.journal.records(site.companion.me(), kind=ScreenAnswered.kind)[-1].read_as(ScreenAnswered)
    assert told.values["age_years"] == 71


def test_a_long_list_gets_a_field_to_find_a_row(site: Site, page: Page) -> None:
    check = begun(site.companion, place="calf")
    page.goto(f"{site.url}/check/{check}/change/conditions")
    rows = page.locator(".ticks label.choice:visible")
    all_of_them = rows.count()
    page.fill("#filter", "diab")
    assert 0 < rows.count() < all_of_them


def test_the_first_view_is_small(site: Site) -> None:
    _, _, text = send(site.port, "GET", "/")
    files = re.findall(r'(?:href|src)="(/static/[^"]+)"', text)
    sizes = {}
    for path in ["/", *files]:
        status, headers, _ = send(site.port, "GET", path, headers={"Accept-Encoding": "gzip"})
        assert status == 200
        sizes[path] = int(headers["content-length"])
    assert sum(sizes.values()) < 60_000, sizes
