"""What a change of the content costs to look at: a decision diff over a million people, and every slip in every rule.

Usage: python bench/change.py [PEOPLE]
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from untwitch.guideline.documents import CONTENT, read
from untwitch.guideline.load import load
from untwitch.population.synthetic import synthetic
from untwitch.safety.mutate import mutate
from untwitch.terminal.differing import compare

CHANGE = ("episode_minutes >= 30", "episode_minutes >= 31")


def timed(what: str, call: Callable[[], object]) -> None:
    start, used = time.perf_counter(), time.process_time()
    call()
    print(f"| {what} | {time.perf_counter() - start:.1f} | {time.process_time() - used:.1f} |", flush=True)


def main(people: int) -> None:
    guideline, documents = load(), read(CONTENT)
    print("| What | Seconds | Of one core |\n|---|---|---|")
    timed(f"{people:,} synthetic people", lambda: [len(b) for b in synthetic(guideline, people, 1)])
    with tempfile.TemporaryDirectory() as folder:
        new = Path(folder) / "content"
        shutil.copytree(CONTENT, new)
        rules = new / "triage" / "rules" / "emergency.yaml"
        rules.write_text(rules.read_text("utf-8").replace(*CHANGE), "utf-8")
        timed("diff, content never seen before", lambda: compare(str(CONTENT), str(new), [], people, 1))
        timed("diff again", lambda: compare(str(CONTENT), str(new), [], people, 1))
    timed("every slip in every rule", lambda: mutate(guideline, documents))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
