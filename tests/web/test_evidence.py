"""Evidence: every page answers, says its sources, and links both ways; the index finds; a remark becomes a file."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from served import Site, faults_on, sees
from served import site_fixture as site_fixture

from untwitch.guideline.graph import Thing
from untwitch.web.evidence.explainer import Explainer
from untwitch.web.evidence.look import Look
from untwitch.web.evidence.shelves import Wanted, entries, found
from untwitch.web.evidence.things import KINDS, address

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from untwitch.guideline.model import Guideline

TODAY = date(2026, 11, 24)
LINK = re.compile(r'href="(/[^"#]*)')


@dataclass
class Answer:
    """What came back."""

    status: int
    text: str
    headers: Mapping[str, str]


class Client:
    """Asks the running server over one connection."""

    def __init__(self, site: Site) -> None:
        self.site, self.line = site, HTTPConnection(site.base.removeprefix("http://"))

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def send(self, path: str, **fields: str) -> Answer:
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
        return self._ask("POST", path, urlencode(fields), kind)

    def _ask(self, method: str, path: str, body: str | None = None, headers: Mapping[str, str] | None = None) -> Answer:
        self.line.request(method, path, body, dict(headers or {}))
        answer = self.line.getresponse()
        return Answer(answer.status, answer.read().decode(), {k.lower(): v for k, v in answer.getheaders()})


@pytest.fixture(name="client")
def client_fixture(site: Site) -> Client:
    return Client(site)


def test_every_page_answers_with_one_title_its_sources_and_no_dead_link(client: Client, guideline: Guideline) -> None:
    look = Look(guideline, TODAY)
    every = [one.thing for one in entries(look)]
    linked: set[str] = set()
    for thing in every:
        answer = client.get(address(thing))
        assert answer.status == 200, thing
        assert answer.text.count("<h1") == 1, thing
        assert "/explain/source/" in answer.text or thing.kind in ("source", "finding"), thing
        assert re.search("[Nn]ot yet reviewed by a clinician", answer.text), thing
        linked |= set(LINK.findall(answer.text))
    pages = {address(thing) for thing in every}
    for link in linked - pages - {f"{a}/wrong" for a in pages}:
        assert link.startswith("/static/") or client.get(link.replace("&amp;", "&")).status == 200, link


def test_every_link_leads_back(guideline: Guideline) -> None:
    explainer = Explainer(guideline, TODAY)
    leads: dict[str, set[str]] = {}
    for kind in KINDS:
        for name in explainer.rooms[kind]:
            page = explainer.explain(kind, name)
            assert page
            lines = [line.address for part in (*page.parts, *page.linked) for line in part.lines]
            leads[page.address] = {a for a in lines if a} | {address(Thing("source", s.id)) for s in page.sources}
    oneway = [
        (one, other) for one, others in leads.items() for other in others if other in leads and one not in leads[other]
    ]
    assert not [pair for pair in oneway if pair[0] != pair[1]]


def test_the_graph_names_only_what_is_there(guideline: Guideline) -> None:
    look = Look(guideline, TODAY)
    for thing, others in guideline.graph.names.items():
        for other in (thing, *others):
            assert other.id in look.room(other.kind), (thing, other)


def test_overdue_is_said_by_sign_and_word_and_only_then(client: Client, guideline: Guideline) -> None:
    source = next(s.id for s in guideline.sources.values() if s.review_by)
    for path in (f"/explain/source/{source}", f"/explain/rule/{guideline.rules[0].id}", "/evidence?only=overdue"):
        assert 'class="overdue' not in client.get(path).text
        with client.site.later(timedelta(days=5000)):
            assert re.search(r'class="overdue[^"]*"><svg.*?</svg>Overdue', client.get(path).text), path
    assert "Nothing is overdue today." in client.get("/evidence?only=overdue").text


def test_every_source_has_a_day_to_read_it_again(guideline: Guideline) -> None:
    assert [s.id for s in guideline.sources.values() if not s.review_by] == []


@pytest.mark.parametrize(
    "word, wanted",
    [
        ("calf stretch towel", Thing("technique", "calf_active_towel")),
        ("CLOT", Thing("contraindication", "dvt_signs")),
        ("stroke_sign_seen", Thing("rule", "stroke_sign_seen")),
        ("motor neurone", Thing("condition", "motor_neurone_disease")),
        ("cramps cochrane", Thing("source", "cochrane_cramp_nondrug_2021")),
    ],
)
def test_a_word_finds_the_page(guideline: Guideline, word: str, wanted: Thing) -> None:
    assert wanted in [one.thing for one in found(Look(guideline, TODAY), Wanted(word))]


def test_every_entry_is_found_by_its_own_title(guideline: Guideline) -> None:
    look = Look(guideline, TODAY)
    rows = list(entries(look))
    for one in rows[:: len(rows) // 12]:
        assert one in found(look, Wanted(one.title, one.thing.kind))


def test_odd_searches_are_calm(client: Client) -> None:
    for query in (
        "word=%3Cscript%3Ealert(1)",
        "word=" + "x" * 5000,
        "kind=cow",
        "only=cow",
        "word=%00%ff",
        "word=zzzz",
    ):
        answer = client.get(f"/evidence?{query}")
        assert answer.status == 200
        assert "<script>alert" not in answer.text
    assert "Nothing found" in client.get("/evidence?word=zzzz").text


def test_grades_are_explained_once_for_every_grade(client: Client) -> None:
    said = client.get("/evidence/grades").text
    for word in ("High certainty", "Very low certainty", "Contradicted by studies", "We read the source itself."):
        assert said.count(word) == 1


def test_a_remark_becomes_a_file_with_what_was_shown(client: Client, guideline: Guideline) -> None:
    path = "/explain/rule/stroke_sign_seen/wrong"
    said = "It should say “ambulance” <b>first</b>"
    answer = client.send(path, said=said, contact="me@example.org", **{"as": "json"})
    made = json.loads(answer.text)
    assert answer.headers["content-disposition"] == 'attachment; filename="untwitch-wrong-rule-stroke-sign-seen.json"'
    assert (made["kind"], made["id"], made["remark"], made["contact"]) == (
        "rule",
        "stroke_sign_seen",
        said,
        "me@example.org",
    )
    assert made["content_version"] == guideline.version
    assert guideline.rule["stroke_sign_seen"].because in made["shown"]
    letter = client.send(path, said=said)
    assert letter.headers["content-type"].startswith("text/plain")
    assert said in letter.text
    assert guideline.version in letter.text


def test_an_empty_remark_is_asked_again_and_keeps_the_rest(client: Client) -> None:
    answer = client.send("/explain/finding/movement/wrong", said="  ", contact="me")
    assert answer.status == 422
    assert "Please say what is wrong first." in answer.text
    assert 'value="me"' in answer.text
    assert client.send("/explain/rule/no_such/wrong", said="x").status == 404


@pytest.mark.browser
def test_the_index_is_accessible(chromium: Browser, site: Site) -> None:
    page = sees(chromium, site, "light", 390)
    paths = (
        "/evidence", "/evidence?kind=rule", "/evidence?word=calf", "/evidence?only=unsigned&kind=source", "/evidence/grades",
        "/explain/contraindication/dvt_signs", "/explain/sequence/night_stretch_trial", "/explain/rule/stroke_sign_seen/wrong",
    )  # fmt: skip
    faults = faults_on(page, paths)
    page.context.close()
    assert faults == []


@pytest.mark.browser
def test_a_keyboard_finds_a_page_and_saves_a_remark_without_script(chromium: Browser, site: Site) -> None:
    page = sees(chromium, site, "light", 390, java_script_enabled=False)
    page.goto("/evidence")
    page.get_by_label("Find by word").focus()
    page.keyboard.type("calf stretch towel")
    page.keyboard.press("Enter")
    page.locator('main a[href="/explain/technique/calf_active_towel"]').first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Tell us this is wrong").click()
    page.get_by_label("What is wrong, and what would be right?").fill("Hold it longer.")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save as a letter").click()
    assert waiting.value.suggested_filename == "untwitch-wrong-technique-calf-active-towel.txt"
    page.context.close()


def test_the_day_comes_from_the_clock(guideline: Guideline) -> None:
    assert not any(one.overdue for one in entries(Look(guideline, TODAY)))
    assert any(one.overdue for one in entries(Look(guideline, date(2040, 1, 1))))
