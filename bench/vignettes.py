"""How safe, exact and short is the check? The 40 public patients, and all people of the study by level.

Usage: python bench/vignettes.py

Published figures stand beside ours as a guide only: they are on other, general vignette sets (see tests/people).
"""

from __future__ import annotations

import statistics
import sys
from collections import defaultdict
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from people.reading import Someone, pictures, public, regression
from untwitch.care.decision import Decision, decide
from untwitch.care.interview import State
from untwitch.care.simulate import PROFILE, walk
from untwitch.companion import Asker
from untwitch.guideline.load import load
from untwitch.guideline.types import LEVELS

MOST_URGENT_FIRST = list(reversed(LEVELS))


def share(part: int, whole: int) -> str:
    return f"{part:3d}/{whole}  {part / whole:6.1%}"


def score(title: str, people: list[tuple[Someone, Decision]]) -> None:
    tally: dict[str, int] = dict.fromkeys(
        ("exact", "safe", "strictly safe", "over-triage", "condition first", "condition in three"), 0
    )
    missed, off = [], []
    for someone, made in people:
        right = [MOST_URGENT_FIRST.index(level) for level in someone.accepted]
        said = MOST_URGENT_FIRST.index(made.level) if made.level else len(MOST_URGENT_FIRST)
        names = [c.condition.id for c in made.causes] or ["none of these"]
        tally["exact"] += said in right
        tally["safe"] += said <= max(right)
        tally["strictly safe"] += said <= right[0]
        tally["over-triage"] += said <= min(right) - 2
        tally["condition first"] += bool(someone.conditions & set(names[:1]))
        tally["condition in three"] += bool(someone.conditions & set(names[:3]))
        if said not in right:
            off.append(f"  {someone.id}: said {made.level}, accepted {', '.join(someone.accepted)}: {someone.text}")
        if said > max(right) and right[0] == 0:
            missed.append(someone.id)
        if not someone.conditions & set(names[:3]):
            off.append(
                f"  {someone.id}: conditions {', '.join(names[:3])}; wanted {', '.join(sorted(someone.conditions)) or 'one we do not have'}"
            )
    print(f"\nThe 40 public patients, {title} (peers on other sets: 23 checkers 57 % right level, 21 physicians 91 %)")
    for name, number in tally.items():
        print(f"{name:20}{share(number, len(people))}")
    emergencies = sum(s.accepted[0] == "emergency" for s, _ in people)
    print(f"{'emergencies missed':20}{len(missed):3d}/{emergencies}")
    print("\n".join(off))


def screens(title: str, counts: dict[str, list[int]]) -> None:
    print(f"\nScreens to the verdict, {title}\n{'level':12}{'people':>7}{'median':>8}{'95 %':>6}{'most':>6}")
    for level, found in [
        *((level, counts[level]) for level in MOST_URGENT_FIRST),
        ("all", sorted(chain.from_iterable(counts.values()))),
    ]:
        found.sort()
        print(
            f"{level:12}{len(found):7d}{statistics.median(found):8.1f}{found[int(0.95 * (len(found) - 1))]:6d}{found[-1]:6d}"
        )


def count(
    people: Iterable[Someone], asker: Asker, remembered: tuple[str, ...]
) -> tuple[dict[str, list[int]], list[str]]:
    counts: dict[str, list[int]] = defaultdict(list)
    wrong = []
    for someone in people:
        steps, state = walk(someone.knowledge, asker.matters, remembered)
        level = decide(state).level or "none"
        counts[level].append(len(steps))
        if level not in someone.accepted:
            wrong.append(f"{someone.id}: {level}, expected {someone.accepted}")
    return counts, wrong


def main() -> None:
    guideline = load()
    asker = Asker(guideline)
    patients = list(public(guideline))
    score("all facts of the case given", [(s, decide(State(s.knowledge))) for s in patients])
    score(
        "through the interview, which stops when it is sure",
        [(s, decide(walk(s.knowledge, asker.matters)[1])) for s in patients],
    )
    people = [*patients, *pictures(guideline), *regression(guideline)]
    for title, remembered in (("first visit", ()), ("returning, profile known", PROFILE)):
        counts, wrong = count(people, asker, remembered)
        screens(title, counts)
    print(f"\nInterview and rules disagree with the expected level for {len(wrong)}: {'; '.join(wrong)}")


if __name__ == "__main__":
    main()
