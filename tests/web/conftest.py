"""A real server on a port of its own, over a real journal file, for every test of the web face."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from gallery import Gallery
from web_way import Site, serving

from untwitch.companion import Companion
from untwitch.guideline.model import Guideline
from untwitch.journal.ids import Ids
from untwitch.journal.store import Journal

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def _now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(autouse=True)
def no_page_stays_open(request: pytest.FixtureRequest) -> Iterator[None]:
    """A page that nobody looks at any more goes on drawing its timer: dozens of them took most of the processor."""
    yield
    if "chromium" in request.fixturenames:
        browser: Browser = request.getfixturevalue("chromium")
        for context in list(browser.contexts):
            context.close()


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(tmp_path / "journal.sqlite", busy_timeout_s=0.3) as opened:
        yield opened


@pytest.fixture
def companion(guideline: Guideline, journal: Journal) -> Companion:
    return Companion(guideline, journal, _now, Ids(_now, os.urandom), "web")


@pytest.fixture
def site(companion: Companion) -> Iterator[Site]:
    with serving(companion) as running:
        yield running


@pytest.fixture(scope="session")
def gallery(guideline: Guideline, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gallery]:
    """Every page type, for tests that look at all of them and change none."""
    with Journal.open(tmp_path_factory.mktemp("gallery") / "journal.sqlite") as opened:
        companion = Companion(guideline, opened, _now, Ids(_now, os.urandom), "web")
        with serving(companion) as running:
            yield Gallery(running)


@pytest.fixture
def plain(chromium: Browser) -> Iterator[Page]:
    """A page in a browser whose scripts are off."""
    context = chromium.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()
