"""One document, four renderings: everything the report holds stands in each of them, and nothing is taken for markup."""

from __future__ import annotations

import dataclasses
import io
import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from visits import AT, TEN, Visit, visits

from untwitch.catalogues import language
from untwitch.companion import decide
from untwitch.errors import UntwitchError
from untwitch.guideline.spoken import in_language
from untwitch.language import speaking
from untwitch.report import pdf as pdf_module
from untwitch.report.making import CALLED_AT
from untwitch.report.model import VisitReport
from untwitch.report.page import html
from untwitch.report.pdf import NoPdf, paper_of, pdf
from untwitch.report.sheet import Sheet, sheet
from untwitch.report.text import full_text, message
from untwitch.report.words import heading, level_word

EVIL = '#import "x" <script>alert(1)</script> $x^2$ \\ *bold* {{ 7 * 7 }} [a](b) Zähne, 5 µg & ü'


def squeezed(text: str) -> str:
    """Without any white space: lines break where each rendering needs it."""
    return "".join(text.split())


class Words(HTMLParser):
    """The text of a page that is shown, without style."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.hidden += tag in ("style", "title")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("style", "title")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.said.append(data)


def words_of_html(report: VisitReport) -> str:
    reader = Words()
    reader.feed(html(report))
    return "".join(reader.said)


def words_of_pdf(report: VisitReport) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf(report))).pages)


RENDERINGS = {"html": words_of_html, "pdf": words_of_pdf, "text": full_text}


def sentences(shown: Sheet) -> Iterator[str]:
    yield from (shown.title, shown.when, shown.heading, *shown.lede, *shown.foot)
    for section in shown.sections:
        yield section.title
        for line in section.lines:
            yield from (line.lead, line.text, *line.notes, line.mark)


def facts(report: VisitReport) -> Iterator[str]:
    """Every single thing that a report holds."""
    yield from (number for call in report.calls for number in call.numbers)
    yield from (call.say for call in report.calls if call.say and (report.say or not call.verified))
    yield from (*report.first_aid, *report.at_once_if, *report.conflicts)
    for reason in report.reasons:
        yield from (reason.because, *(s.title for s in reason.sources))
    for part in report.plan:
        yield from part.asked_first
        for item in part.items:
            yield from (x.rstrip(".") for x in (item.what, item.amount, item.how_long, item.why, item.stops_if) if x)
    for cause in report.causes:
        yield from (cause.name, cause.means, *cause.speaks_for, *cause.against)
    yield from (answer for group in report.answers.there for answer in group.answers)
    yield from (answer for group in report.answers.absent for answer in group.answers)
    yield from report.answers.unsure
    if report.again:
        yield report.again.say
    if report.say:
        yield from (report.say.age, report.say.kind, *report.say.signs, report.say.ask)


@pytest.mark.parametrize("form", RENDERINGS)
def test_everything_the_report_holds_stands_in_each_rendering(visit: Visit, form: str) -> None:
    said = squeezed(RENDERINGS[form](visit.report)).casefold()
    for fact in (*sentences(sheet(visit.report)), *facts(visit.report)):
        assert squeezed(fact).casefold() in said, fact


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_the_pdf_is_tagged_named_and_on_one_page(visit: Visit, paper: Any) -> None:
    found = PdfReader(io.BytesIO(pdf(visit.report, paper)))
    root: Any = found.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert found.metadata
    assert found.metadata.title == sheet(visit.report).title
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert len(found.pages) == 1


@pytest.fixture(scope="module")
def in_german(guideline: Any) -> dict[str, Visit]:
    with speaking(language("de")):
        return {visit.id: visit for visit in visits(in_language(guideline, language("de")))}


@pytest.mark.parametrize("name", TEN)
def test_a_german_report_stands_on_one_page_and_says_that_a_machine_drafted_it(
    in_german: dict[str, Visit], name: str
) -> None:
    report = in_german[name].report
    with speaking(language("de")):
        assert len(PdfReader(io.BytesIO(pdf(report))).pages) == 1
        said = {form: squeezed(rendered(report)) for form, rendered in RENDERINGS.items()}
        short = message(report)
    for form, words in said.items():
        assert squeezed("von einer Maschine entworfen. Noch niemand hat sie geprüft.") in words, form
    assert "ungeprüft" in short
    assert len(short) < 1000


def test_lists_split_between_the_columns_lose_nothing(in_german: dict[str, Visit]) -> None:
    for visit in in_german.values():
        with speaking(language("de")):
            said = squeezed(words_of_pdf(visit.report))
            missing = [one for one in sentences(sheet(visit.report)) if squeezed(one) not in said]
        assert missing == []


def test_headings_and_lists_are_tagged_in_their_order(visit: Visit) -> None:
    root: Any = PdfReader(io.BytesIO(pdf(visit.report))).trailer["/Root"]
    tags = list(tags_of(root["/StructTreeRoot"]))
    headings = [tag for tag in tags if re.fullmatch(r"/H\d", tag)]
    assert headings == ["/H1", *["/H2"] * len(sheet(visit.report).sections)]
    assert tags.count("/LI") >= sum(len(s.lines) for s in sheet(visit.report).sections if s.look == "list")


def tags_of(node: Any) -> Iterator[str]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for one in node:
            yield from tags_of(one)
    elif isinstance(node, dict):
        if "/S" in node:
            yield str(node["/S"])
        yield from tags_of(node.get("/K", []))


def test_the_same_report_makes_the_same_pdf(visit: Visit) -> None:
    assert pdf(visit.report) == pdf(visit.report)


def test_the_message_is_short_and_says_what_matters_most(ten: dict[str, Visit], guideline: Any) -> None:
    for visit in ten.values():
        for country in (None, *guideline.countries):
            report = in_country(visit.report, guideline, country)
            text = message(report)
            assert len(text) < 1000
            assert report.level
            assert level_word(report.level).upper() in text
            assert heading(report.level, report.via) in text
            assert all(n in text for call in report.calls for n in call.numbers), (visit.id, country)
            assert "not a doctor" in text


def in_country(report: VisitReport, guideline: Any, code: str | None) -> VisitReport:
    from untwitch.report.calls import calls

    country = guideline.countries.get(code or "")
    via = report.via if report.level in CALLED_AT else "ambulance"
    return dataclasses.replace(
        report, calls=calls(guideline, country, via), country=country.name if country else None, note=None
    )


def test_a_technique_stands_as_a_step_only_when_it_may_be_done_now(ten: dict[str, Visit]) -> None:
    for visit in ten.values():
        for part in visit.report.plan:
            assert not {i.what for i in part.items} & set(part.asked_first)
        for section in sheet(visit.report).sections:
            for line in section.lines:
                if any(name in line.text for part in visit.report.plan for name in part.asked_first):
                    assert line.lead == "Only after a few questions in Untwitch:" or section.id not in (
                        "now",
                        "prevent",
                    )


def test_an_emergency_begins_with_the_call_and_holds_no_plan(ten: dict[str, Visit]) -> None:
    for visit in ten.values():
        order = [s.id for s in sheet(visit.report).sections]
        if visit.report.level in ("emergency", "urgent"):
            assert order[:2] == ["call", "say"]
            assert not visit.report.plan
        else:
            assert visit.report.plan


def test_a_crisis_names_the_crisis_line_first_and_explains_nothing_away() -> None:
    report = decide({"crisis_thoughts": True}).report(AT, "US")
    assert [c.purpose for c in report.calls] == ["crisis", "emergency"]
    assert not report.causes
    assert message(report).index("988") < message(report).index("911")
    assert "Talk to someone now" in full_text(report)


def test_a_country_that_is_not_there_is_refused() -> None:
    with pytest.raises(UntwitchError, match="country"):
        decide({"stroke_sign": True}).report(AT, "Atlantis")


def test_an_unfinished_check_says_so() -> None:
    nothing = decide({}).report(AT)
    assert nothing.level is None
    for said in (full_text(nothing), message(nothing), words_of_html(nothing)):
        assert "Not finished yet" in said
        assert "emergency" in said
    assert "Not asked yet: Age" in full_text(nothing)
    at_least = decide({"chest_pain": "only_with_effort"}).report(AT)
    assert not at_least.settled
    assert "At least this." in message(at_least)
    assert not at_least.plan


def test_not_sure_is_told_as_not_sure() -> None:
    report = decide({"stroke_sign": "not_sure", "rest": "none"}).report(AT)
    assert report.answers.unsure
    assert report.answers.unsure[0] not in {one for group in report.answers.absent for one in group.answers}
    assert "Not sure: " in full_text(report)
    assert report.raised == "not_sure"


def test_a_baby_has_its_age_in_months(ten: dict[str, Visit]) -> None:
    report = ten["baby_bends_in_runs_on_waking"].report
    assert report.say
    assert report.say.age == "6 months"
    assert "0 years" not in full_text(report)


def test_text_is_never_taken_for_markup(ten: dict[str, Visit]) -> None:
    report = ten["swollen_calf_and_sudden_short_breath_after_a_flight"].report
    card = dataclasses.replace(report.say, kind=EVIL, signs=(EVIL,))  # type: ignore[type-var]
    evil = dataclasses.replace(report, say=card, first_aid=(EVIL,), at_once_if=(EVIL,), country=EVIL, note=EVIL)
    for form, said in RENDERINGS.items():
        assert squeezed(EVIL) in squeezed(said(evil)), form
    assert "<script" not in html(evil)
    assert "<script>alert(1)</script>" in message(dataclasses.replace(evil, say=None))


@settings(max_examples=15)
@given(st.text(max_size=60) | st.sampled_from(["\0", "\ud800", "\u202e abc", "日本語 👍", "\uffff", "{{ x }}"]))
def test_any_text_makes_a_pdf(text: str) -> None:
    report = decide({"stroke_sign": True}).report(AT, "GB")
    assert pdf(dataclasses.replace(report, first_aid=(text,), conflicts=(text,))).startswith(b"%PDF")


def test_a_very_long_report_goes_over_pages_with_numbers(ten: dict[str, Visit]) -> None:
    report = ten["calf_cramps_at_night_in_week_twenty_eight"].report
    many = tuple(f"Sign number {n} is there and it is described in a sentence of some length." for n in range(150))
    long = dataclasses.replace(report, at_once_if=many)
    pages = [p.extract_text() for p in PdfReader(io.BytesIO(pdf(long))).pages]
    assert len(pages) > 1
    assert all(f"{n} / {len(pages)}" in text for n, text in enumerate(pages, 1))
    assert squeezed(many[-1]) in squeezed("".join(pages))
    assert len(message(long)) < 1000


def test_without_typst_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    monkeypatch.setattr(pdf_module, "_compiler", pdf_module._compiler.__wrapped__)
    with pytest.raises(NoPdf, match="typst"):
        pdf(decide({"stroke_sign": True}).report(AT))


def test_a_pdf_needs_no_folder_to_stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    monkeypatch.setattr(pdf_module, "_compiler", pdf_module._compiler.__wrapped__)
    assert pdf(decide({"stroke_sign": True}).report(AT)).startswith(b"%PDF")


def test_the_html_file_needs_nothing_else(visit: Visit) -> None:
    made = html(visit.report)
    assert made.startswith("<!doctype html>")
    assert not re.search(r'(src|href)="(?!tel:)', made)
    assert "@import" not in made
    assert "url(" not in made
    assert made.count("<h1") == 1


def test_paper_is_that_of_the_country() -> None:
    assert paper_of("US") == "us-letter"
    assert paper_of("DE") == paper_of(None) == "a4"
