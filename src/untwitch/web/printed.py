"""The fingerprint of what was printed: a form is used only for the screen, or the facts, that it was made for."""

from __future__ import annotations

import hashlib
import json

from untwitch.care.interview import ShownScreen
from untwitch.logic.text import show


def fingerprint(screen: ShownScreen) -> str:
    """The same for the same questions in the same order, and different otherwise."""
    lines = [[line.key, [show(s) for s in line.signs], list(line.opens), line.gate] for line in screen.lines]
    finding = screen.finding.id if screen.finding else None
    asked = [[f.id, [o.id for o in f.options]] for f in screen.findings]
    seen = [screen.id, screen.kind, lines, finding, [o.id for o in screen.options], asked]
    return seal(seen)


def seal(seen: object) -> str:
    """A short mark of plain JSON values: the same for the same values, and different otherwise."""
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()[:16]
