"""Write down what every emergency and same-day rule says today, for the proof that nobody gets less later.

Usage: python tools/hold_rules.py

Run it after a rule was added, or changed on purpose. The change then shows in the diff of content/safety/held.yaml, where
a clinician can see which people a rule gave up; say why in the commit.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from untwitch.guideline.documents import CONTENT
from untwitch.guideline.load import load
from untwitch.guideline.model import Guideline
from untwitch.logic.text import show

HELD = CONTENT / "safety" / "held.yaml"
HEAD = """# What every emergency and same-day rule said when it was last read, derived facts opened. Made by tools/hold_rules.py.
# The property nothing_got_laxer proves that nobody whom one of these rows concerns gets less today.
review: engineering
rules:
"""


def lines(guideline: Guideline) -> Iterator[str]:
    for rule in guideline.rules:
        if rule.level in ("emergency", "urgent"):
            yield f"- {{id: {rule.id}, level: {rule.level}, when: {json.dumps(show(guideline.node(rule.when)))}}}\n"


def main() -> None:
    HELD.write_text(HEAD + "".join(lines(load())), "utf-8")


if __name__ == "__main__":
    main()
