"""What one screen of the interview shows, and what a response to it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from untwitch.guideline.model import Guideline
from untwitch.guideline.types import Finding, Option
from untwitch.logic.nodes import Node, leaves
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
    `parts`: its signs one by one, to say at once which is meant; without that the next screen asks.
    """

    key: str
    label: str
    signs: tuple[Node, ...]
    help: str | None = None
    icon: str | None = None
    opens: tuple[str, ...] = ()
    gate: str | None = None
    more: bool = False
    parts: tuple[ShownLine, ...] = ()


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
    """What ticking these lines, and parts of ticked lines, says. What is printed and neither ticked nor unsure is absent."""
    told: list[tuple[str, Told]] = []
    groups: list[tuple[str, ...]] = []
    for line in screen.lines:
        texts = tuple(show(s) for s in line.signs)
        if line.key in ticked and line.key not in unsure and len(texts) > 1:
            named = _which(line, ticked)
            told += named
            groups += [] if named else [texts]
        else:
            truth: Told = "not_sure" if line.key in unsure else line.key in ticked
            told += [(text, truth) for text in texts]
    said = {**(values or {}), **_opened(screen, ticked, unsure)}
    return Response(screen.id, (*told, *_gates(screen, ticked, unsure)), said, tuple(groups))


def _which(line: ShownLine, ticked: frozenset[str]) -> list[tuple[str, Told]]:
    """What the ticked parts of a ticked line say; nothing when it was left open which is meant."""
    said: list[tuple[str, Told]] = [(show(part.signs[0]), part.key in ticked) for part in line.parts]
    return said if any(truth for _, truth in said) else []


def _opened(screen: ShownScreen, ticked: frozenset[str], unsure: frozenset[str]) -> dict[str, Any]:
    """Findings that ticked lines open; absent when the line is not ticked and no other ticked line speaks of them."""
    spoken_of = {leaf.name for line in screen.lines if line.key in ticked for s in line.signs for leaf in leaves(s)}
    said: dict[str, Any] = {}
    for line in screen.lines:
        for name in line.opens:
            if line.key in unsure or line.key in ticked or name not in spoken_of:
                said[name] = "not_sure" if line.key in unsure else {} if line.key in ticked else []
    return said


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
