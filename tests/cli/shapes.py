"""The keys of a JSON document as paths, and the paths that docs/use/json.md explains."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parents[2] / "docs" / "use"
FREE = ("rules_by_level", "rules_by_basis", "rules_by_via", "findings_by_kind", "files_by_review", "values", "people")


def paths(value: Any, at: str = "") -> Iterator[str]:
    """Every key of a document: `rules[].id` for a key in a list of objects, `values.*` where the keys are data."""
    if isinstance(value, list):
        for one in value:
            yield from paths(one, f"{at}[]")
    elif isinstance(value, dict):
        is_free = at.rpartition(".")[2] in FREE
        for key, inner in value.items():
            path = f"{at}.*" if is_free else f"{at}.{key}" if at else key
            yield path
            if not is_free:
                yield from paths(inner, path)


def explained(section: str, page: str = "json.md") -> dict[str, str]:
    """The rows of one section's tables: path to explanation."""
    text = (DOCS / page).read_text(encoding="utf-8")
    found = re.search(rf"^## {re.escape(section)}$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"{page} has no section {section!r}"
    return dict(re.findall(r"^\| `([^`]+)` \| (.+?) \|$", found[1], re.MULTILINE))
