"""The documents are true: generated pages are up to date, links lead somewhere, examples run, every key is explained."""

from __future__ import annotations

import doctest
import importlib.util
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]


def writer() -> object:
    spec = importlib.util.spec_from_file_location("write_docs", ROOT / "tools" / "write_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["use/commands.md", "content/by-name.md", "content/article.md", "develop/routes.md"])
def test_a_generated_page_is_up_to_date(name: str) -> None:
    made = writer().PAGES[name]()  # type: ignore[attr-defined]
    assert (ROOT / "docs" / name).read_text("utf-8") == made, "run: make docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_and_pictures_of_a_page_exist(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name} points at {target}"


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
