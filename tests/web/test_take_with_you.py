"""Take it with you: the print view, the PDF, the text and the message of a check, over a real server."""

from __future__ import annotations

import io
import sys
import urllib.error
import urllib.request
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from pypdf import PdfReader
from served import Site, faults_of, sees
from served import calf_fixture as calf_fixture
from served import site_fixture as site_fixture

from untwitch.report import pdf as pdf_module
from untwitch.report.text import message

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def fetched(site: Site, path: str) -> tuple[int, str, bytes]:
    """Status, type and body of one address."""
    try:
        with urllib.request.urlopen(site.base + path) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers["Content-Type"], refused.read()


def test_the_page_has_no_fault_and_fits(chromium: Browser, site: Site, calf: UUID) -> None:
    page = sees(chromium, site, "light", 390, bypass_csp=True)
    for check in (site.unfinished(), site.emergency(), calf):
        page.goto(f"/check/{check}/report")
        assert not faults_of(page)
        assert page.locator("h1:visible").count() == 1
    page.context.close()


def test_result_and_plan_lead_to_it(chromium: Browser, site: Site, calf: UUID) -> None:
    page = sees(chromium, site, "light", 390)
    for start in ("result", "plan"):
        page.goto(f"/check/{calf}/{start}")
        page.click("text=Print or copy")
        page.wait_for_url(f"**/check/{calf}/report")
    with page.expect_download() as waiting:
        page.click("text=Save as PDF")
    assert waiting.value.suggested_filename.startswith("untwitch-")
    page.context.close()


def test_the_text_can_be_copied_with_a_script_and_selected_without(chromium: Browser, site: Site, calf: UUID) -> None:
    page = sees(chromium, site, "light", 390, permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"/check/{calf}/report")
    page.click("text=Copy the text")
    page.wait_for_selector("text=Copied")
    kept = page.evaluate("navigator.clipboard.readText()")
    check = site.companion.check(site.person, calf)
    assert kept == message(site.companion.report(check, site.companion.result(check), None))
    page.context.close()
    plain = sees(chromium, site, "light", 390, java_script_enabled=False)
    plain.goto(f"/check/{calf}/report")
    assert plain.locator("textarea").input_value() == kept
    assert not plain.locator("button:visible:not(footer *)").count()
    assert plain.locator("a:has-text('Save as PDF')").is_visible()
    plain.context.close()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_is_printed_on_one_light_page(chromium: Browser, site: Site, calf: UUID, paper: str) -> None:
    page = sees(chromium, site, "dark", 1280)
    for check in (calf, site.emergency()):
        page.goto(f"/check/{check}/report")
        found = PdfReader(io.BytesIO(page.pdf(format=paper)))
        assert len(found.pages) == 1
        text = found.pages[0].extract_text()
        assert "Name:" in text
        assert "Take it with you" not in text
        page.emulate_media(media="print", color_scheme="dark")
        for part in ("html", "body", ".sheet"):
            colour = page.locator(part).evaluate("e => getComputedStyle(e).backgroundColor")
            assert colour == "rgb(255, 255, 255)", part
        page.emulate_media(media="null")
    page.context.close()


def test_pdf_and_text_are_files_of_their_kind(site: Site, calf: UUID) -> None:
    status, kind, body = fetched(site, f"/check/{calf}/report.pdf")
    assert (status, kind) == (200, "application/pdf")
    assert len(PdfReader(io.BytesIO(body)).pages) == 1
    status, kind, body = fetched(site, f"/check/{calf}/report.txt")
    assert (status, kind) == (200, "text/plain; charset=utf-8")
    assert "SELF-CARE" in body.decode()
    assert "Left calf" in body.decode()


def test_the_report_stays_the_same_on_another_day(site: Site, calf: UUID) -> None:
    from datetime import timedelta

    fetched(site, f"/check/{calf}/result")
    first = fetched(site, f"/check/{calf}/report.txt")[2]
    with site.later(timedelta(days=3)):
        assert fetched(site, f"/check/{calf}/report.txt")[2] == first


def test_paper_and_numbers_follow_the_country(site: Site, calf: UUID) -> None:
    site.companion.choose_country(site.person, "US")
    try:
        page = PdfReader(io.BytesIO(fetched(site, f"/check/{calf}/report.pdf")[2])).pages[0]
        assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (612, 792)
        assert "911" in page.extract_text()
    finally:
        site.companion.choose_country(site.person, None)


def test_an_unfinished_check_is_said_to_be_unfinished(site: Site) -> None:
    check = site.unfinished()
    for ending in ("", ".txt"):
        status, _kind, body = fetched(site, f"/check/{check}/report{ending}")
        assert status == 200
        assert "Not finished yet" in body.decode()
    assert fetched(site, f"/check/{check}/report.pdf")[2].startswith(b"%PDF")


def test_a_check_that_is_not_there_is_refused(site: Site) -> None:
    for ending in ("", ".pdf", ".txt"):
        assert fetched(site, f"/check/{UUID(int=7)}/report{ending}")[0] == 404
    assert fetched(site, "/check/not-an-id/report.pdf")[0] == 404


def test_the_report_of_another_persons_check_says_whose_it_is(site: Site) -> None:
    """The people of one journal have no passwords, so nothing may be taken for somebody else's."""
    other = site.companion.start(site.companion.add_person("Grandma"))
    assert "For <strong>Grandma</strong>" in fetched(site, f"/check/{other}/report")[2].decode()


def test_without_typst_the_page_says_so_and_still_helps(
    site: Site, calf: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    monkeypatch.setattr(pdf_module, "_compiler", pdf_module._compiler.__wrapped__)
    status, kind, body = fetched(site, f"/check/{calf}/report.pdf")
    assert (status, kind) == (501, "text/html; charset=utf-8")
    assert "typst" in body.decode()
    assert "Text for a message" in body.decode()
