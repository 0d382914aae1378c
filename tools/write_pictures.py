"""Write the sheets of all pictures, light and dark, from a real browser: docs/pictures/techniques-*.png.

Usage: python tools/write_pictures.py
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from html import escape
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from untwitch.guideline.load import load
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import Sequence, Technique
from untwitch.web.poses import frames

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "src" / "untwitch" / "web" / "static"
PICTURES = ROOT / "docs" / "pictures"
SCHEMES = ("light", "dark")
SHEETS = 2
LAYOUT = """
body { margin: 16px; width: 1128px; background: var(--ground); color: var(--ink); font: 11px/1.3 var(--font); }
main { display: flex; flex-wrap: wrap; gap: 12px 20px; }
section { display: grid; gap: 4px; } h2 { margin: 0; font-size: 12px; }
.frames { display: flex; gap: 6px; padding: 0; margin: 0; } .frames li { width: 122px; } figure { margin: 0; }
.posing figcaption { font-size: 10px; }
"""


def main() -> None:
    """Both sheets."""
    guideline = load()
    items = [*guideline.techniques.values(), *guideline.sequences.values()]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        for scheme, nth in product(SCHEMES, range(SHEETS)):
            path = PICTURES / f"techniques-{nth + 1}-{scheme}.png"
            part = items[nth * len(items) // SHEETS : (nth + 1) * len(items) // SHEETS]
            _write(browser, sheet(guideline, part), scheme, path)
            print(path.relative_to(ROOT), path.stat().st_size)
        browser.close()


def sheet(guideline: Guideline, items: Iterable[Technique | Sequence]) -> str:
    """All pictures of these techniques on one page, with their names and captions."""
    css = "".join((STATIC / name).read_text("utf-8") for name in ("tokens.css", "figures.css"))
    body = "".join(_section(guideline, item) for item in items)
    return f"<!doctype html><style>{css}{LAYOUT}</style><main>{body}</main>"


def _section(guideline: Guideline, item: Technique | Sequence) -> str:
    shown = "".join(
        f'<li><figure class="posing">{frame.drawing}<figcaption>{escape(frame.caption)}</figcaption></figure></li>'
        for frame in frames(guideline, item)
    )
    return f'<section><h2>{escape(item.name)}</h2><ol class="frames">{shown}</ol></section>'


def _write(browser: Browser, html: str, scheme: str, path: Path) -> None:
    page = browser.new_page(
        viewport={"width": 1160, "height": 800}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page.set_content(html)
    page.screenshot(path=path, full_page=True)
    page.close()


if __name__ == "__main__":
    main()
