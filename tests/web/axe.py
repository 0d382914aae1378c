"""axe-core in a page. Only the violations come back: the passes of a page are a megabyte that nobody reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axe_playwright_python.base import AXE_SCRIPT

if TYPE_CHECKING:
    from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL_RULES = {"type": "tag", "values": TAGS}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}  # all that a colour scheme can change
RUN = "what => axe.run(document, {runOnly: what, resultTypes: ['violations']}).then(found => found.violations)"


def violations(page: Page, what: dict[str, Any] = ALL_RULES) -> list[tuple[str, list[str]]]:
    """The rules that the page as it is breaks, each with the first three pieces of markup that break it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"{AXE_SCRIPT};0")
    found = page.evaluate(RUN, what)
    return [(fault["id"], [node["html"][:200] for node in fault["nodes"][:3]]) for fault in found]
