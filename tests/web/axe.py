"""axe-core in a page. Only the violations come back: the passes of a page are a megabyte that nobody reads."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from axe_playwright_python.base import AXE_SCRIPT

if TYPE_CHECKING:
    from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL_RULES = {"type": "tag", "values": TAGS}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}  # all that a colour scheme can change
SIZES = {"phone": {"width": 390, "height": 844}, "wide": {"width": 1280, "height": 800}}
LOOKS = [("light", "phone"), ("dark", "wide")]  # each scheme, each size
if os.environ.get("UNTWITCH_SOAK") == "1":
    LOOKS += [("dark", "phone"), ("light", "wide")]
RUN = "what => axe.run(document, {runOnly: what, resultTypes: ['violations']}).then(found => found.violations)"


def violations(page: Page, what: dict[str, Any] = ALL_RULES) -> list[tuple[str, list[str]]]:
    """The rules that the page as it is breaks, each with the first three pieces of markup that break it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"{AXE_SCRIPT};0")
    found = page.evaluate(RUN, what)
    return [(fault["id"], [node["html"][:200] for node in fault["nodes"][:3]]) for fault in found]


def violations_in_all_looks(page: Page, what: dict[str, Any] = ALL_RULES) -> dict[tuple[str, str], Any]:
    """The violations in each look that has some. A page is opened once for all of them: axe is half a megabyte."""
    found = {}
    for scheme, size in LOOKS:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size(SIZES[size])
        if faults := violations(page, what):
            found[scheme, size] = faults
    return found
