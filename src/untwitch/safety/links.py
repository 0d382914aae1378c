"""The links of the safety file: do they lead somewhere, and does what they lead to hold?

Properties hold when they are proved. A test is there when its file defines it, and passes when a run of the suite, handed
in as a JUnit file, says so. Screens, addresses and documents hold when they are there.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

from untwitch.errors import Fault
from untwitch.guideline.model import Guideline
from untwitch.safety.report import Report

State = Literal["proved", "refuted", "open", "passed", "failed", "there", "missing", "not looked at"]
HOLDS: frozenset[State] = frozenset({"proved", "passed", "there"})
BROKEN: frozenset[State] = frozenset({"refuted", "open", "failed", "missing"})


@dataclass(frozen=True)
class Known:
    """What links are held against. `root`: the source tree with tests and docs, where there is one.

    `outcomes`: for each test of a run whether all its cases passed; empty when no run was handed in.
    """

    routes: frozenset[str]
    root: Path | None = None
    outcomes: Mapping[str, bool] = field(default_factory=dict)


def state_of(link: str, guideline: Guideline, report: Report | None, known: Known) -> State:
    """How it stands with one link."""
    kind, _, target = link.partition(":")
    match kind:
        case "property":
            found = next((p.status for p in report.properties if p.id == target), None) if report else None
            return found or ("not looked at" if target in guideline.safety.properties else "missing")
        case "screen":
            return "there" if any(s.id == target for s in guideline.screens) else "missing"
        case "route":
            return "there" if target in known.routes else "missing"
        case "test":
            return _test(target, known)
        case _:
            return _document(target, known)


def _test(target: str, known: Known) -> State:
    if known.root is not None and target.partition("::")[2] not in _functions(known.root / target.partition("::")[0]):
        return "missing"
    if target in known.outcomes:
        return "passed" if known.outcomes[target] else "failed"
    return "not looked at" if known.root is None else "there"


@lru_cache(maxsize=512)
def _functions(path: Path) -> frozenset[str]:
    """The tests that a file defines where they are collected: at its top, in a file named test_*.py."""
    if not path.is_file() or not path.name.startswith("test_"):
        return frozenset()
    body = ast.parse(path.read_text("utf-8")).body
    return frozenset(n.name for n in body if isinstance(n, ast.FunctionDef) and n.name.startswith("test_"))


def _document(target: str, known: Known) -> State:
    if known.root is None:
        return "not looked at"
    file, _, anchor = target.partition("#")
    path = known.root / file
    if not path.is_file():
        return "missing"
    return "there" if not anchor or anchor in _anchors(path) else "missing"


@lru_cache(maxsize=128)
def _anchors(path: Path) -> frozenset[str]:
    """The headings of a page as the site names them in an address."""
    titles = re.findall(r"(?m)^#+ (.+)$", path.read_text("utf-8"))
    return frozenset(re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", t.lower()).strip()) for t in titles)


def broken(guideline: Guideline, known: Known) -> Iterator[Fault]:
    """Every link of a hazard that leads nowhere."""
    for hazard in guideline.safety.hazards.values():
        for link in hazard.links:
            if state_of(link, guideline, None, known) == "missing":
                yield Fault("safety/hazards.yaml", 0, hazard.id, f'the link "{link}" leads nowhere')


def outcomes(path: Path) -> dict[str, bool]:
    """For each test of a JUnit file whether all its cases passed; a skipped case did not.

    Raises
    ------
    ElementTree.ParseError
        The file is no XML.
    """
    found: dict[str, bool] = {}
    for case in ElementTree.parse(path).iter("testcase"):  # noqa: S314 - our own file, from a run on this machine
        file = case.get("file") or case.get("classname", "").replace(".", "/") + ".py"
        name = f"{file}::{case.get('name', '').partition('[')[0]}"
        found[name] = found.get(name, True) and not _troubled(case)
    return found


def _troubled(case: Iterable[ElementTree.Element]) -> bool:
    return any(child.tag in ("failure", "error", "skipped") for child in case)
