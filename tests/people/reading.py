"""The test people as knowledge: the 40 public patients, everyday and dangerous pictures, and the regression people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from untwitch.care.answers import read
from untwitch.care.knowledge import Knowledge
from untwitch.guideline.documents import CONTENT
from untwitch.guideline.model import Guideline

HERE = Path(__file__).parent
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Someone:
    """A test person: what is known of them, and the levels that are right."""

    id: str
    text: str
    knowledge: Knowledge
    accepted: tuple[str, ...]
    conditions: frozenset[str] = frozenset()


def load(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), Loader=LOADER)


def knowledge(guideline: Guideline, answers: dict[str, Any]) -> Knowledge:
    return read(guideline, {k: list(v) if isinstance(v, tuple) else v for k, v in answers.items() if v is not None})


def public(guideline: Guideline) -> Iterator[Someone]:
    """The 40 public patients: benign answers where the case says nothing, then `fill`, then `answers`."""
    stories = {p["id"]: p for p in load(HERE / "public_stories.yaml")["people"]}
    mapped = load(HERE / "public_answers.yaml")
    ours: dict[str, set[str]] = {}
    for row in mapped["conditions"]:
        ours.setdefault(row["gold"].lower(), set()).update(row["ours"])
    absent = {f.id: f.absent for f in guideline.findings.values() if f.group != "relief"}
    for row in mapped["people"]:
        gold = stories[row["id"]]["gold"]
        answers = {**absent, **row.get("fill", {}), **row["answers"]} | dict.fromkeys(
            row.get("not_sure", ()), "not_sure"
        )
        wanted = {o for name in gold["conditions"] for o in ours.get(name.lower(), ())}
        none = any("none of these" in name.lower() for name in gold["conditions"])
        yield Someone(
            row["id"],
            row["story"],
            knowledge(guideline, answers),
            tuple(gold["urgency"]),
            frozenset(wanted | ({"none of these"} if none else set())),
        )


def pictures(guideline: Guideline) -> Iterator[Someone]:
    """Everyday and dangerous pictures."""
    base = guideline.baselines["nothing_named"].answers
    for name in ("everyday", "dangerous"):
        for row in load(HERE / f"{name}.yaml")["people"]:
            yield Someone(row["id"], row["text"], knowledge(guideline, {**base, **row["given"]}), (row["expected"],))


def regression(guideline: Guideline) -> Iterator[Someone]:
    """The people of both dossiers, kept with the content."""
    for row in load(CONTENT / "triage" / "regression.yaml")["vignettes"]:
        answers = {**guideline.baselines[row["person"]].answers, **row["given"]}
        yield Someone(row["id"], row["text"], knowledge(guideline, answers), (row["expected"],))
