"""The documents are true: generated pages are up to date, links lead somewhere, examples run, every key is explained."""

from __future__ import annotations

import doctest
import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]


def writer() -> object:
    spec = importlib.util.spec_from_file_location("write_docs", ROOT / "tools" / "write_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "name", ["use/commands.md", "content/by-name.md", "content/article.md", "develop/routes.md", "safety/file.md"]
)
def test_a_generated_page_is_up_to_date(name: str) -> None:
    made = writer().PAGES[name]()  # type: ignore[attr-defined]
    assert (ROOT / "docs" / name).read_text("utf-8") == made, "run: make docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_and_pictures_of_a_page_exist(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name} points at {target}"
            if page.is_relative_to(DOCS):  # the site holds nothing else
                assert (page.parent / target).resolve().is_relative_to(DOCS), f"{page.name} leaves docs/ for {target}"


def named(nav: object) -> Iterator[str]:
    """The pages of a navigation: lists of titles, each with a page or a list below it."""
    if isinstance(nav, str):
        yield nav
    else:
        for part in nav.values() if isinstance(nav, dict) else nav:  # type: ignore[attr-defined]
            yield from named(part)


def test_every_page_of_the_site_is_in_its_navigation_once() -> None:
    nav = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["nav"]
    there = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.glob("**/*.md"))
    assert sorted(named(nav)) == there, "put each page of docs/ into nav of mkdocs.yml"


def test_the_site_bears_the_mark_of_the_app() -> None:
    app = ROOT / "src" / "untwitch" / "web" / "static" / "mark.svg"
    assert (DOCS / "pictures" / "mark.svg").read_text("utf-8") == app.read_text("utf-8")


@pytest.mark.soak
def test_the_site_is_built_without_a_warning_and_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    pages = list(tmp_path.rglob("*.html"))
    assert len(pages) > len(list(DOCS.glob("**/*.md")))  # and the page for what is not found
    for page in pages:
        text = page.read_text("utf-8")
        assert "Content-Security-Policy" in text, page.name
        assert not re.findall(
            r"<(?:script|link|img|iframe|source|use)\b[^>]*?(?:src|href)=[\"']?(?:https?:)?//[^>]*>", text
        )
    for sheet in tmp_path.rglob("*.css"):
        assert not re.findall(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//", sheet.read_text("utf-8")), sheet.name


def test_examples_run() -> None:
    found = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert found.attempted > 0
    assert found.failed == 0


@pytest.mark.parametrize(
    "module",
    [
        "untwitch",
        "untwitch.verdict",
        "untwitch.errors",
        "untwitch.logic.text",
        "untwitch.logic.live",
        "untwitch.logic.words",
    ],
)
def test_examples_in_docstrings_run(module: str) -> None:
    __import__(module)
    found = doctest.testmod(sys.modules[module])
    assert found.attempted > 0
    assert found.failed == 0
