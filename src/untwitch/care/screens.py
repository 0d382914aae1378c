"""What one screen of the interview shows, and what a response to it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from untwitch.guideline.model import Guideline
from untwitch.guideline.types import Finding, Option
from untwitch.logic.nodes import Node
from untwitch.logic.text import show

Told = bool | Literal["not_sure"]


@dataclass(frozen=True)
class Response:
    """What one screen told. `open`: lines that named several signs and were ticked, of which at least one is true."""

    screen: str
    told: tuple[tuple[str, Told], ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    open: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class ShownLine:
    """One line to tick. `key` names it in a form; ticking means its sign, or one of its signs, is true.

    `more`: further lines of its topic stand on the next screen, so leaving this one unticked does not close the topic.
    """

    key: str
    label: str
    signs: tuple[Node, ...]
    help: str | None = None
    icon: str | None = None
    opens: tuple[str, ...] = ()
    gate: str | None = None
    more: bool = False


@dataclass(frozen=True)
class ShownScreen:
    """What a person sees: a `list` to tick, `which` of a line's signs is meant, one `question`, or the page `where`.

    A `profile` asks several long lists on one page (illnesses and medicines), in `findings`.
    """

    id: str
    kind: Literal["list", "which", "question", "where", "profile"]
    title: str
    why: str
    help: str | None = None
    lines: tuple[ShownLine, ...] = ()
    finding: Finding | None = None
    options: tuple[Option, ...] = ()
    findings: tuple[Finding, ...] = ()


def question(guideline: Guideline, name: str, options: tuple[Option, ...]) -> ShownScreen:
    """One finding asked by itself."""
    finding = guideline.findings[name]
    return ShownScreen(f"ask:{name}", "question", finding.question, finding.why, finding.help, (), finding, options)


def respond(
    screen: ShownScreen,
    ticked: frozenset[str],
    unsure: frozenset[str] = frozenset(),
    values: Mapping[str, Any] | None = None,
) -> Response:
    """What ticking these lines of a screen says. Lines neither ticked nor unsure are known absent."""
    told: list[tuple[str, Told]] = []
    groups: list[tuple[str, ...]] = []
    said: dict[str, Any] = dict(values or {})
    for line in screen.lines:
        is_ticked, is_unsure = line.key in ticked, line.key in unsure
        texts = tuple(show(s) for s in line.signs)
        if is_unsure:
            told += [(t, "not_sure") for t in texts]
        elif not is_ticked:
            told += [(t, False) for t in texts]
        elif len(texts) == 1:
            told.append((texts[0], True))
        elif texts:
            groups.append(texts)
        for name in line.opens:
            said[name] = {} if is_ticked else "not_sure" if is_unsure else []
    told += _gates(screen, ticked, unsure)
    return Response(screen.id, tuple(told), said, tuple(groups))


def _gates(screen: ShownScreen, ticked: frozenset[str], unsure: frozenset[str]) -> list[tuple[str, Told]]:
    """A topic is there when one of its lines is ticked, and known absent when the last is shown and none is ticked."""
    found: list[tuple[str, Told]] = []
    for gate in dict.fromkeys(line.gate for line in screen.lines if line.gate):
        mine = {line.key for line in screen.lines if line.gate == gate}
        more = any(line.more for line in screen.lines if line.gate == gate)
        if mine & ticked:
            found.append((f"other_trouble.{gate}", True))
        elif not mine & unsure and not more:
            found.append((f"other_trouble.{gate}", False))
    return found
