"""The way through the pages as a person takes it, and requests as no browser would send them."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

import uvicorn

from untwitch.care.interview import Response, respond
from untwitch.companion import Companion
from untwitch.web.app import create_app

if TYPE_CHECKING:
    from playwright.sync_api import Page

MOST = 40


@dataclass(frozen=True)
class Site:
    """A running server: its address, its port, and the companion behind it."""

    url: str
    port: int
    companion: Companion


@contextmanager
def serving(companion: Companion) -> Iterator[Site]:
    """A real server on a free port, ended afterwards."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
        app = create_app(companion, host="127.0.0.1", port=port)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        until = time.monotonic() + 10
        while not server.started and time.monotonic() < until:
            time.sleep(0.01)
        assert server.started
        yield Site(f"http://127.0.0.1:{port}", port, companion)
        server.should_exit = True
        thread.join(5)


def press(page: Page, selector: str) -> None:
    """Press what leads to another page, and wait until all of that page is there.

    A click alone waits until the new page begins: what is counted then may be counted on half a page.
    """
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.locator(selector).first.click()


def none_of_these(page: Page, url: str) -> None:
    """From the landing page to page 2."""
    page.goto(url + "/", wait_until="domcontentloaded")
    press(page, "button:has-text('None of these')")
    assert page.url.endswith("/where")


def say_where(
    page: Page, place: str = "calf", kind: str = "cramp", age: str = "44", parts: str = "womb", changed: bool = False
) -> None:
    """Choose a place on page 2 and answer its questions."""
    page.goto(page.url.split("?")[0] + f"?place={place}&side=left", wait_until="domcontentloaded")
    page.check(f"input[name=movement][value={kind}]")
    if changed:
        press(page, "text=Something has changed")
    page.fill("#age", age)
    page.check(f"input[name=body_parts][value={parts}]")
    press(page, "form button:has-text('Next')")


def answer_no(page: Page) -> int:
    """Answer every question with "none of these", "no" or the first answer, to the verdict. The number of pages."""
    asked = 0
    while "/ask" in page.url:
        asked += 1
        assert asked < MOST, "the questions did not end"
        if page.locator("button.none:visible").count():
            press(page, "button.none:visible")
        elif page.locator("#number").count():
            page.fill("#number", "1")
            press(page, "button[value=number]")
        else:
            no = page.locator("input[name=answer][value=no]")
            (no if no.count() else page.locator("input[name=answer]")).first.check()
            press(page, "form button:has-text('Next')")
    return asked


def tick(page: Page, words: str) -> None:
    """Tick the row with these words and go on. The row may come on a later list."""
    for _ in range(MOST):
        row = page.locator(f"label.choice:has-text('{words}')")
        if row.count():
            row.first.click()
            press(page, "button.next:visible")
            return
        assert "/ask" in page.url, f"nobody asked: {words}"
        press(page, "button.none:visible")
    raise AssertionError(words)


def begun(companion: Companion, **where: object) -> UUID:
    """A check whose danger list was answered with none of these, and page 2 too when anything is given for it."""
    person = companion.me()
    check = companion.start(person)
    companion.answer(companion.check(person, check), 1, respond(companion.asker.start_screen(), frozenset()))
    if where:
        said = {"site": ["calf"], "movement": ["cramp"], "age_years": 44, "body_parts": "womb", **where}
        companion.answer(companion.check(person, check), 2, Response("where", (), {"place": "calf", **said}))
    return check


def send(
    port: int,
    method: str,
    path: str,
    fields: dict[str, str] | list[tuple[str, str]] | bytes | None = None,
    headers: dict[str, str] | None = None,
) -> tuple[int, dict[str, str], str]:
    """One plain request; status, headers and text of the answer."""
    body = fields if isinstance(fields, bytes) else urlencode(fields or {}).encode()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    kind = {"Content-Type": "application/x-www-form-urlencoded"} if method == "POST" else {}
    connection.request(method, path, body if method == "POST" else None, {**kind, **(headers or {})})
    answer = connection.getresponse()
    text = answer.read().decode(errors="replace")
    connection.close()
    return answer.status, {k.lower(): v for k, v in answer.getheaders()}, text
