"""Explain: every rule, condition, technique, question and source has a plain page."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from served import Site, faults_of, sees
from served import site_fixture as site_fixture

from untwitch.web.evidence.explainer import Explainer
from untwitch.web.evidence.things import KINDS
from untwitch.web.pages.explain import shown
from untwitch.web.render import html
from untwitch.web.sourced import linked, source_row

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from untwitch.guideline.graph import Kind
    from untwitch.guideline.model import Guideline

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("kind", KINDS)
def test_everything_of_a_kind_has_its_page(guideline: Guideline, kind: Kind) -> None:
    explainer = Explainer(guideline, TODAY)
    assert explainer.rooms[kind]
    for name in explainer.rooms[kind]:
        found = explainer.explain(kind, name)
        assert found
        said = html("explain.html", shown(found))
        assert found.title
        assert found.kind == "finding" or found.sources, name
        assert found.kind == "source" or found.parts, name
        assert re.search("[Nn]ot yet reviewed by a clinician", said)


def test_a_rule_says_when_it_is_true_and_where_it_leads(guideline: Guideline) -> None:
    found = Explainer(guideline, TODAY).explain("rule", "twitch_with_lost_function")
    assert found
    parts = {p.title: p.lines for p in found.parts}
    assert found.level == "soon"
    assert any("thinner" in line.text for line in parts["It is true when all of these are so"])
    assert parts["What it points to"][0].address == "/explain/condition/motor_neurone_disease"


def test_an_overdue_source_is_marked(guideline: Guideline) -> None:
    name = next(s.id for s in guideline.sources.values() if s.review_by)
    before, after = (Explainer(guideline, day).explain("source", name) for day in (TODAY, date(2040, 1, 1)))
    assert before
    assert after
    assert "Overdue" not in html("explain.html", shown(before))
    assert "Overdue" in html("explain.html", shown(after))


def test_only_web_addresses_become_links() -> None:
    lines = list(linked("javascript:alert(1) ; https://example.org/a?b=1). data:text/html,x"))
    assert [line.address for line in lines if line.address] == ["https://example.org/a?b=1"]


def test_markup_in_content_is_inert(guideline: Guideline) -> None:
    source = replace(next(iter(guideline.sources.values())), title="<script>alert(1)</script>", where="<b>x</b>")
    explainer = Explainer(guideline, TODAY)
    found = explainer.explain("source", source.id)
    assert found
    wild = replace(found, title=source.title, sources=(source_row(source, TODAY),))
    said = html("explain.html", shown(wild))
    assert "<script>alert" not in said
    assert "<b>x" not in said


@pytest.mark.browser
def test_any_id_is_found_and_two_of_one_name_are_offered(chromium: Browser, site: Site) -> None:
    page = sees(chromium, site, "light", 390)
    page.goto("/explain/calf_active_towel")
    assert page.url.endswith("/explain/technique/calf_active_towel")
    page.goto("/explain/heatstroke")
    assert page.get_by_role("heading", level=1).text_content() == "Which one?"
    page.get_by_role("link", name="Rule").click()
    assert page.url.endswith("/explain/rule/heatstroke")
    page.context.close()


@pytest.mark.browser
def test_an_unknown_id_is_a_calm_page_with_a_suggestion(chromium: Browser, site: Site) -> None:
    page = sees(chromium, site, "light", 390)
    for address in ("/explain/calf_activ_towel", "/explain/technique/calf_activ_towel"):
        answer = page.goto(address)
        assert answer
        assert answer.status == 404
        page.get_by_role("link", name=site.companion.guideline.techniques["calf_active_towel"].name).click()
        assert page.url.endswith("/explain/technique/calf_active_towel")
    for address in (
        "/explain/rule/%3Cscript%3Ealert(1)",
        "/explain/cow/heatstroke",
        "/explain/%22%3E%3Cimg%20src=x%3E",
    ):
        answer = page.request.get(address)
        assert answer.status == 404
        assert "<script>alert" not in answer.text()
        assert "<img src=x" not in answer.text()
    page.context.close()


@pytest.mark.browser
def test_explain_pages_are_accessible(chromium: Browser, site: Site) -> None:
    page = sees(chromium, site, "light", 390)
    faults = []
    guideline = site.companion.guideline
    for address in (
        f"rule/{guideline.rules[0].id}", "condition/fatigue_stress_twitch", "technique/heat_pack_15",
        "finding/movement", "source/sk:S01", "heatstroke", "no_such_thing",
    ):  # fmt: skip
        page.goto(f"/explain/{address}")
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        faults += faults_of(page)
    page.context.close()
    assert faults == []
