"""The article: every claim answered and linked, none with a bare "see a doctor", filters without script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args

import pytest
from served import Site, faults_on, sees
from served import site_fixture as site_fixture
from test_evidence import TODAY, Client
from test_evidence import client_fixture as client_fixture

from untwitch.guideline.graph import Kind, Thing
from untwitch.guideline.helping import VERDICTS
from untwitch.web.evidence.explainer import Explainer
from untwitch.web.evidence.remark import as_text
from untwitch.web.evidence.things import address
from untwitch.web.evidence.words import mark

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from untwitch.guideline.model import Guideline

BARE = re.compile(r"(see|ask|contact) (a|your) (doctor|gp|clinician)\.?", re.IGNORECASE)
COUNTS = {"unsafe": 12, "outdated": 3, "unproven": 23, "partly": 45, "supported": 36}


def test_the_whole_article_is_there(guideline: Guideline) -> None:
    claims = list(guideline.claims.values())
    assert len(claims) == 119
    assert len(guideline.left_out) == 9
    assert {v: sum(c.verdict == v for c in claims) for v in VERDICTS} == COUNTS
    assert [c.line for c in claims] == sorted(c.line for c in claims)


def test_every_claim_and_omission_is_answered_by_a_page_that_says_something(guideline: Guideline) -> None:
    explainer = Explainer(guideline, TODAY)
    for item in (*guideline.claims.values(), *guideline.left_out.values()):
        assert item.does, item.id
        for text in item.does:
            thing = Thing.of(text)
            page = explainer.explain(thing.kind, thing.id)
            assert page, (item.id, text)
            said = as_text(page)
            lines = [line.text for part in page.parts for line in part.lines if not BARE.fullmatch(line.text)]
            rows = [row for part in page.parts if part.table for row in part.table.rows]
            assert len(said) > 200, (item.id, text)
            assert len(lines) + len(rows) >= 3, (item.id, text)
            assert "coming soon" not in said.lower(), (item.id, text)


def test_every_programme_can_be_followed_from_its_page(guideline: Guideline) -> None:
    explainer = Explainer(guideline, TODAY)
    for name, programme in guideline.programmes.items():
        page = explainer.explain("programme", name)
        assert page
        said = as_text(page)
        for phase in programme.phases.values():
            for task in phase.tasks:
                assert task.say.split("{")[0].strip(" .") in said, (name, task.id)
        assert not re.search(r"\{\w+\}", said), name
        for rule in programme.rules:
            assert rule.say.split("{")[0].strip(" .") in said, (name, rule.id)


def test_the_page_shows_every_claim_and_each_filter_only_its_own(client: Client, guideline: Guideline) -> None:
    whole = client.get("/article").text
    for claim in guideline.claims.values():
        assert f'id="{claim.id}"' in whole
    for left in guideline.left_out.values():
        assert address(Thing("left_out", left.id)) in whole
    for verdict in VERDICTS:
        said = client.get(f"/article?verdict={verdict}").text
        assert set(re.findall(r'class="claim" id="(\w+)"', said)) == {
            c.id for c in guideline.claims.values() if c.verdict == verdict
        }
        assert said.count(f"</svg>{mark(verdict).word}</span>") == COUNTS[verdict]
    for topic in guideline.topics:
        said = client.get(f"/article?topic={topic}").text
        mine = {c.id for c in guideline.claims.values() if c.topic == topic}
        assert set(re.findall(r'class="claim" id="(\w+)"', said)) == mine
    assert client.get("/article?verdict=cow&topic=%3Cb%3E").status == 200


def test_every_kind_of_page_stands_in_the_index(client: Client) -> None:
    for kind in get_args(Kind):
        assert f'href="/explain/{kind}/' in client.get(f"/evidence?kind={kind}").text


@pytest.mark.browser
def test_the_article_and_its_pages_are_accessible(chromium: Browser, site: Site) -> None:
    page = sees(chromium, site, "light", 390)
    paths = (
        "/article", "/article?verdict=unsafe", "/explain/claim/eight_glasses", "/explain/programme/caffeine_taper",
        "/explain/nutrients/minerals", "/explain/fluids/resolver", "/explain/food/banana", "/explain/safeguard/nsaid_gate",
    )  # fmt: skip
    faults = faults_on(
        page, paths, "document.querySelectorAll('details:not(:first-of-type)').forEach(d => d.open = true)"
    )
    page.context.close()
    assert faults == []


@pytest.mark.browser
def test_a_keyboard_narrows_the_claims_without_script(chromium: Browser, site: Site) -> None:
    page = sees(chromium, site, "light", 390, java_script_enabled=False)
    page.goto("/article")
    page.get_by_role("link", name="Unsafe as written").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/article?verdict=unsafe")
    assert page.locator(".claim").count() == COUNTS["unsafe"]
    page.locator(".claim .deeds a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/explain/**")
    page.context.close()
