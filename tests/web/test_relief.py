"""Stop and support, the questions before a technique, and guided sessions, in a real browser."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from checks_made import answered
from playwright.sync_api import Page, expect
from served import Site, faults_of, sees, too_wide
from served import calf_fixture as calf_fixture
from served import site_fixture as site_fixture

from untwitch.journal.records import SessionEnded
from untwitch.web.past import past_session, to_ask
from untwitch.web.session_view import length_words, session_view

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from untwitch.guideline.model import Guideline

pytestmark = pytest.mark.browser
TOWEL, BREATHE, HEAT = "calf_active_towel", "breathe_six", "heat_pack_15"


@pytest.fixture
def tab(chromium: Browser, site: Site) -> Page:
    """A phone with a clock that the test moves."""
    page = sees(chromium, site, "light", 390)
    page.clock.install()
    return page


def opened(tab: Page, check: UUID, technique: str) -> Page:
    tab.goto(f"/check/{check}/relief/{technique}")
    return tab


def ends(site: Site) -> list[SessionEnded]:
    return [r.read_as(SessionEnded) for r in site.companion.journal.records(site.person, kind=SessionEnded.kind)]


# the time line


def test_the_beats_take_as_long_as_the_content_says(guideline: Guideline) -> None:
    for technique in guideline.techniques.values():
        view = session_view(guideline, technique, None)
        looks = sum(b[1] for b in view.beats if b[5] == "skin") - sum(
            s[1]
            for s in technique.once
            if s[0] == "check"
            and technique.once.index(s) > 0
            and "apply" in [x[0] for x in technique.once[: technique.once.index(s)]]
        )
        assert sum(b[1] for b in view.beats) == technique.seconds + looks, technique.id


def test_a_pack_of_five_minutes_or_more_has_a_look_at_the_skin(guideline: Guideline) -> None:
    for technique in guideline.techniques.values():
        packs = [s for s in technique.once if s[0] == "apply" and 300 <= s[1] < 1800]
        view = session_view(guideline, technique, None)
        assert not packs or "skin" in [s.kind for s in view.steps], technique.id


def test_a_pack_is_shorter_for_old_and_young(site: Site) -> None:
    guideline = site.companion.guideline
    cold = guideline.techniques["cold_pack_10"]
    for age, seconds in ((35, 600), (80, 300), (12, 300)):
        check = answered(site.companion, age_years=age)
        knowledge = site.companion.check(site.person, check).state.knowledge
        view = session_view(guideline, cold, knowledge)
        assert sum(s.seconds for s in view.steps if s.act == "apply") == seconds, age
        assert (view.minutes_note is None) == (age == 35)


# stop and support


def test_stop_and_support_is_open_to_everybody(site: Site, tab: Page) -> None:
    tab.goto("/support")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Stop and support")
    for sign in ("Chest pain", "Hot swollen calf", "Sudden pop"):
        expect(tab.get_by_text(sign, exact=True)).to_be_visible()
    tab.get_by_role("button", name="Yes, or I am not sure").click()
    assert tab.url.endswith("/emergency")
    tab.goto("/support")
    tab.get_by_role("button", name="None of these").click()
    assert tab.url == f"{site.base}/"


def test_stop_and_support_inside_a_check_leads_back_to_it(site: Site, tab: Page) -> None:
    check = site.unfinished()
    tab.goto(f"/check/{check}/support")
    tab.get_by_role("button", name="None of these").click()
    assert str(check) in tab.url


# the guided session


def test_a_session_runs_pauses_and_catches_up(site: Site, calf: UUID, tab: Page) -> None:
    opened(tab, calf, BREATHE)
    tab.clock.pause_at(tab.evaluate("Date.now() + 1000"))
    current, left = tab.locator('[aria-current="step"] h3'), tab.locator("#left")
    tab.get_by_role("button", name="Start").click()
    tab.clock.run_for(5_000)
    expect(left).to_have_text("10")
    expect(current).to_have_text("Get ready")
    tab.clock.run_for(10_400)
    expect(tab.locator("#round")).to_have_text("Round 1 of 30")
    expect(tab.locator('[aria-current="step"]')).to_contain_text("In through the nose")
    tab.get_by_role("button", name="Pause").click()
    stands = left.text_content()
    tab.clock.run_for(30_000)
    expect(left).to_have_text(stands or "")
    tab.get_by_role("button", name="Go on").click()
    tab.clock.fast_forward(60_000)  # the tab slept for a minute: six rounds passed
    tab.clock.run_for(300)
    expect(tab.locator("#round")).to_have_text(re.compile(r"Round 7 of 30"))


def test_phases_are_announced_once_and_seconds_never(site: Site, calf: UUID, tab: Page) -> None:
    opened(tab, calf, BREATHE)
    tab.clock.pause_at(tab.evaluate("Date.now() + 1000"))
    tab.evaluate(
        """() => { window.said = []; const e = document.getElementById("say");
            new MutationObserver(() => said.push(e.textContent)).observe(e, {childList: true, characterData: true}); }"""
    )
    tab.get_by_role("button", name="Start").click()
    for _ in range(5):
        tab.clock.run_for(4_200)
    said = tab.evaluate("window.said")
    assert len(said) == 3, said  # get ready, in, out
    assert said[1].startswith("Breathe, Round 1 of 30. 4 seconds. In through the nose")
    assert tab.locator("#left").get_attribute("aria-live") == "off"


def test_space_on_the_button_runs_the_session(site: Site, calf: UUID, tab: Page) -> None:
    opened(tab, calf, BREATHE)
    tab.locator("#go").focus()
    tab.keyboard.press("Space")
    expect(tab.locator("#go-word")).to_have_text("Pause")
    tab.keyboard.press("Space")
    expect(tab.locator("#go-word")).to_have_text("Go on")


def test_after_ten_minutes_it_says_check_again(site: Site, calf: UUID, tab: Page) -> None:
    opened(tab, calf, BREATHE)
    tab.get_by_role("button", name="Start").click()
    tab.clock.run_for(599_000)
    expect(tab.locator("#limit")).to_be_hidden()
    tab.clock.run_for(2_000)
    expect(tab.locator("#limit")).to_contain_text("10 minutes are up")
    tab.get_by_role("button", name="Still locked: check again").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Stop here")
    expect(tab.get_by_role("link", name="Check again")).to_have_attribute("href", "/")
    assert ends(site)[-1].stopped_by == "not_better_600s"
    assert ends(site)[-1].steps_done > 100


def test_voice_and_vibration_are_off_until_chosen(site: Site, calf: UUID, tab: Page) -> None:
    tab.add_init_script("window.spoken = []; speechSynthesis.speak = (u) => spoken.push(u.text)")
    opened(tab, calf, BREATHE)
    tab.get_by_role("button", name="Start").click()
    tab.clock.run_for(20_000)
    assert tab.evaluate("spoken") == []
    tab.get_by_role("button", name="Voice").click()
    tab.clock.run_for(10_000)
    assert tab.evaluate("spoken")[0] == "Voice on"
    assert len(tab.evaluate("spoken")) > 1


def test_without_a_wake_lock_the_page_says_so(site: Site, calf: UUID, tab: Page) -> None:
    tab.add_init_script("Object.defineProperty(Navigator.prototype, 'wakeLock', {get() { throw new Error('no') }})")
    opened(tab, calf, BREATHE)
    tab.get_by_role("button", name="Start").click()
    expect(tab.locator("#session-note")).to_be_visible()


def test_a_skin_check_waits_and_a_white_skin_stops(site: Site, tab: Page) -> None:
    check = site.cleared(answered(site.companion), HEAT)
    opened(tab, check, HEAT)
    tab.get_by_role("button", name="Start").click()
    ask = tab.locator("#ask")
    expect(ask).to_be_visible()
    tab.clock.run_for(120_000)
    expect(tab.locator('[aria-current="step"]')).to_contain_text("Skin whole")
    ask.get_by_role("button", name="All well, go on").click()
    tab.clock.run_for(10_000)
    expect(tab.locator("#left")).to_have_text(re.compile(r"4:(50|49)"))
    tab.clock.run_for(295_000)
    expect(ask.get_by_role("button", name="Pink and even")).to_be_visible()
    tab.clock.run_for(900_000)
    expect(tab.locator('[aria-current="step"]')).to_contain_text("Lift and look")
    ask.get_by_role("button", name="Pink and even").click()
    expect(tab.locator('[aria-current="step"]')).to_contain_text("Continue")
    tab.clock.run_for(601_000)
    expect(ask).to_contain_text("Come back in 1 hour, at ")
    expect(tab.locator("#left")).to_be_hidden()
    opened(tab, check, HEAT)
    tab.get_by_role("button", name="Start").click()
    tab.locator("#ask").get_by_role("button", name="All well, go on").click()
    tab.clock.run_for(301_000)
    tab.locator("#ask").get_by_role("button", name="White, waxy").click()
    expect(tab.get_by_text("cool running water for 20 minutes")).to_be_visible()
    expect(tab.get_by_role("link", name="Check again")).to_be_visible()


def test_something_wrong_at_a_safety_check_leads_to_the_check(site: Site, tab: Page) -> None:
    opened(tab, site.cleared(answered(site.companion), HEAT), HEAT)
    tab.get_by_role("button", name="Start").click()
    tab.locator("#ask").get_by_role("button", name="Something is wrong").click()
    expect(tab.get_by_role("link", name="Check again")).to_be_visible()


def test_every_stop_button_leads_where_the_content_says(site: Site, calf: UUID, tab: Page) -> None:
    guideline = site.companion.guideline
    for technique in guideline.techniques.values():
        for code in technique.stop:
            base = f"/check/{calf}/relief/{technique.id}"
            sent = tab.request.post(f"{base}/stop", form={"code": code}, max_redirects=0)
            goes = sent.headers["location"]
            if guideline.stop_codes[code].then == "emergency":
                assert goes == "/emergency"
                continue
            assert goes.startswith(f"{base}/stopped/{code}?session=")
            text = tab.request.get(goes).text()
            assert ("Check again" in text) == (guideline.stop_codes[code].then in ("triage", "skin")), code


def test_a_stop_code_of_no_button_is_refused(site: Site, calf: UUID, tab: Page) -> None:
    for code in ("choking", "", "<script>alert(1)</script>", "pink"):
        sent = tab.request.post(f"/check/{calf}/relief/{BREATHE}/stop", form={"code": code})
        assert sent.status == 409
        assert "<script>alert" not in sent.text()


def test_the_score_is_stored_and_asked_for_again_later(site: Site, calf: UUID, tab: Page) -> None:
    opened(tab, calf, BREATHE)
    tab.get_by_role("button", name="It has stopped").click()
    tab.get_by_role("button", name="Save").click()
    expect(tab.locator("#form-error")).to_contain_text("0 to 10")
    tab.get_by_role("radio", name="7", exact=True).check()
    tab.get_by_role("button", name="Save").click()
    expect(tab.get_by_text("7 of 10")).to_be_visible()
    expect(tab.locator("#later")).not_to_have_attribute("open", "")
    session = UUID(tab.url.split("/")[-2])
    journal = site.companion.journal
    assert session not in [s.id for s in to_ask(journal, site.person, site.companion.clock())]
    with site.later(timedelta(minutes=16)):
        assert session in [s.id for s in to_ask(journal, site.person, site.companion.clock())]
        tab.reload()
        tab.get_by_role("radio", name="Better").check()
        tab.get_by_role("button", name="Save").click()
        expect(tab.get_by_text("Later: better")).to_be_visible()
        stored = past_session(journal, site.person, session)
        assert stored
        assert stored.ended
        assert (stored.ended.did_it_stop, stored.ended.feeling_after) == (7, "better")
        assert session not in [s.id for s in to_ask(journal, site.person, site.companion.clock())]
    tab.request.post(f"/check/{calf}/relief/{BREATHE}/done", form={"session": str(session)})  # the back button
    again = past_session(journal, site.person, session)
    assert again
    assert again.ended
    assert again.ended.did_it_stop == 7


def test_an_open_page_asks_by_itself_when_the_time_has_come(site: Site, calf: UUID, tab: Page) -> None:
    opened(tab, calf, BREATHE)
    tab.get_by_role("button", name="It has stopped").click()
    tab.get_by_role("radio", name="0: not at all").check()
    tab.get_by_role("button", name="Save").click()
    tab.clock.run_for(905_000)
    expect(tab.locator("#later")).to_have_attribute("open", "")
    expect(tab.locator("#later-say")).to_have_text("How is it now?")


# before a technique


def test_questions_come_before_the_session(site: Site, tab: Page) -> None:
    opened(tab, answered(site.companion), TOWEL)
    assert "/before/" in tab.url
    tab.get_by_role("button", name="None of these").click()
    assert tab.url.endswith(f"/relief/{TOWEL}")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Calf release with towel or hand")


def test_a_withheld_technique_says_why(site: Site, tab: Page) -> None:
    opened(tab, answered(site.companion), TOWEL)
    tab.get_by_text("Operation in the last 12 weeks: foot or ankle").click()
    tab.get_by_role("button", name="Next").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Not this one for now")
    why = site.companion.guideline.contraindications["operation_foot"].why
    expect(tab.get_by_text(why)).to_be_visible()


def test_not_sure_leaves_the_technique_out(site: Site, tab: Page) -> None:
    opened(tab, answered(site.companion), TOWEL)
    tab.get_by_role("button", name="I am not sure about some").click()
    tab.get_by_text("Operation in the last 12 weeks: foot or ankle").click()
    tab.get_by_role("button", name="Next").click()
    expect(tab.get_by_text("You were not sure, so we leave it out")).to_be_visible()


def test_a_danger_named_before_a_technique_judges_the_check_again(site: Site, tab: Page) -> None:
    check = answered(site.companion)
    opened(tab, check, TOWEL)
    tab.get_by_text("a pop, or a new bulge or gap").click()
    tab.get_by_role("button", name="Next").click()
    assert re.search(rf"/check/{check}/(result|ask)", tab.url), tab.url


def test_an_old_page_is_told_so(site: Site, tab: Page) -> None:
    check = answered(site.companion)
    sent = tab.request.post(f"/check/{check}/before/{TOWEL}", form={"seen": "x", "say": "none"})
    assert sent.status == 409
    assert "out of date" in sent.text()


def test_nothing_ticked_is_told_so(site: Site, tab: Page) -> None:
    check = answered(site.companion)
    opened(tab, check, TOWEL)
    seen = tab.locator("[name=seen]").get_attribute("value") or ""
    sent = tab.request.post(f"/check/{check}/before/{TOWEL}", form={"seen": seen, "say": "ticked"})
    assert sent.status == 422
    foreign = tab.request.post(f"/check/{check}/before/{TOWEL}", form={"seen": seen, "say": "ticked", "line": "<b>"})
    assert foreign.status == 409


# all of it


def test_without_script_the_session_is_usable_end_to_end(chromium: Browser, site: Site) -> None:
    page = sees(chromium, site, "light", 390, java_script_enabled=False)
    check = answered(site.companion)
    page.goto(f"/check/{check}/plan")
    page.get_by_role("link", name=re.compile(r"Answer \d+ short questions? first\W+Calf release")).click()
    page.get_by_role("button", name="None of these").click()
    expect(page.locator("#ring")).to_be_hidden()
    expect(page.locator("#go")).to_be_hidden()
    expect(page.locator(".steps > li")).to_have_count(4)
    expect(page.locator(".steps > li").nth(2)).to_contain_text("20 seconds")
    expect(page.get_by_text("Repeat steps 3 and 4: 4 rounds in all")).to_be_visible()
    page.get_by_role("button", name="It has stopped").click()
    page.get_by_role("radio", name="10: completely").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("10 of 10")).to_be_visible()
    page.goto(f"/check/{site.cleared(check, HEAT)}/relief/{HEAT}")
    expect(page.get_by_text("Pink and even, or unchanged:")).to_be_visible()
    page.get_by_role("button", name="Bright red, blotchy, stinging").click()
    expect(page.get_by_text("Take it off.")).to_be_visible()
    page.context.close()


def test_relief_pages_are_accessible(chromium: Browser, site: Site) -> None:
    check = site.cleared(answered(site.companion), HEAT)
    page = sees(chromium, site, "light", 390)
    faults = []
    for address in ("/support", f"/check/{check}/relief/{HEAT}", f"/check/{check}/before/{TOWEL}"):
        page.goto(address)
        faults += faults_of(page)
    page.goto(f"/check/{check}/relief/{HEAT}")
    page.get_by_role("button", name="Start").click()
    faults += faults_of(page)
    page.goto(f"/check/{check}/relief/{HEAT}/stopped/skin_burn_signs")
    faults += faults_of(page)
    page.goto(f"/check/{site.unfinished()}/before/{TOWEL}")
    faults += faults_of(page)
    page.goto(f"/check/{check}/relief/{BREATHE}")
    page.get_by_role("button", name="It has stopped").click()
    faults += faults_of(page)
    page.get_by_role("radio", name="5", exact=True).check()
    page.get_by_role("button", name="Save").click()
    faults += faults_of(page)
    page.context.close()
    assert faults == []


def test_nothing_is_cut_off_at_320_px(chromium: Browser, site: Site) -> None:
    check = site.cleared(answered(site.companion), HEAT)
    page = sees(chromium, site, "light", 320)
    found = []
    for technique in ("relief/heat_pack_15", "relief/breathe_six", "before/calf_active_towel"):
        page.goto(f"/check/{check}/{technique}")
        found += too_wide(page)
    page.goto("/support")
    found += too_wide(page)
    page.context.close()
    assert found == []


def test_unknown_addresses_are_pages_that_are_not_there(site: Site, calf: UUID, tab: Page) -> None:
    nobody = UUID(int=7)
    for address in (
        f"/check/{calf}/relief/no_such_thing",
        f"/check/{calf}/before/%3Cscript%3E",
        f"/check/{nobody}/relief/{BREATHE}",
        f"/check/{nobody}/support",
        f"/session/{nobody}/after",
        "/session/nothing/after",
    ):
        answer = tab.request.get(address)
        assert answer.status == 404, address
        assert "<script>alert" not in answer.text()
        assert "/emergency" in answer.text()


def test_lengths_are_said_in_words() -> None:
    assert [length_words(s) for s in (1, 60, 90, 3600, 4530)] == [
        "1 second", "1 minute", "1 minute 30 seconds", "1 hour", "75 minutes 30 seconds",
    ]  # fmt: skip
