"""How long the proofs take, property by property, and what two plainer ways would need for the same answer.

Usage: python bench/prove.py [--people N] [--json FILE]

- Sampling: random complete people through the compiled rules (the fastest Python there is here), looking for one who gets
  less than before a rule was taken away. It never ends; the last line says how many of some seeded changes it finds with
  N people each, and in what time, beside the solver, which finds each of them or proves that there is nobody.
- Without polarity: the same question "does this answer lower?" put to the solver for every answer, also where the signs
  of the rules already say no.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from untwitch.guideline.load import load
from untwitch.guideline.model import Guideline
from untwitch.safety import trends
from untwitch.safety.person import calm, floor_of
from untwitch.safety.prove import CHECKS, prove
from untwitch.safety.report import Refuted
from untwitch.safety.theory import Ground

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "safety"))
from changed_content import without_rules

CHANGES = 12
WORSE = (trends.any_trouble, trends.worse_step, trends.longer, trends.vital_signs, trends.more_pain, trends.hotter)


def seconds(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def people(guideline: Guideline, rng: random.Random) -> Iterator[bytes]:
    """Complete people: a well person with some answers drawn anew, as many as real checks have."""
    table = guideline.table
    well = bytearray(table.blank)
    for name, (start, stop) in table.spans.items():
        well[start:stop] = calm(guideline, name) or drawn(guideline, name, rng)
    names = list(table.spans)
    while True:
        person = bytearray(well)
        for name in rng.sample(names, rng.randint(2, 12)):
            person[slice(*table.spans[name])] = drawn(guideline, name, rng)
        yield bytes(person)


def drawn(guideline: Guideline, name: str, rng: random.Random) -> bytes:
    entry = guideline.table.vocabulary[name]
    match entry.kind:
        case "yes_no":
            return guideline.table.codes_of(name, rng.random() < 0.5)
        case "choice":
            return guideline.table.codes_of(name, rng.choice(entry.options))
        case "choices":
            return guideline.table.codes_of(name, tuple(rng.sample(entry.options, rng.randint(0, 2))))
        case _:
            return guideline.table.codes_of(name, rng.uniform(entry.low, entry.high))


def sampled(before: Guideline, after: Guideline, many: int, rng: random.Random) -> int | None:
    """After how many people one gets less than before; None when none of them does."""
    for number, person in zip(range(1, many + 1), people(before, rng), strict=False):
        if floor_of(after, person) < floor_of(before, person):
            return number
    return None


def sampling(guideline: Guideline, many: int) -> dict[str, Any]:
    """Sampling beside the solver, on the same unsafe changes: a grave rule taken away, so that somebody gets less."""
    rng = random.Random(4)
    alone = [r.id for r in guideline.rules if r.level in ("emergency", "urgent")]
    rows = []
    for name in rng.sample(alone, len(alone)):
        changed = without_rules(guideline, name)
        ground = Ground(changed)
        start = time.process_time()
        try:
            CHECKS["nothing_got_laxer"](ground)
            continue  # a twin holds it up: nothing to find
        except Refuted:
            solver = time.process_time() - start
        start = time.process_time()
        at = sampled(guideline, changed, many, rng)
        rows.append({"without": name, "solver_s": solver, "sampling_s": time.process_time() - start, "people": at})
        if len(rows) == CHANGES:
            break
    return {
        "changes": len(rows),
        "found_by_solver": len(rows),
        "found_by_sampling": sum(r["people"] is not None for r in rows),
        "people_each": many,
        "solver_s": sum(r["solver_s"] for r in rows),
        "sampling_s": sum(r["sampling_s"] for r in rows),
    }


def without_polarity(guideline: Guideline) -> dict[str, float]:
    """ "Does a worse answer lower?" with what can be seen at once left to the solver too."""
    everything = frozenset(range(len(guideline.table.owners)))
    found = {}
    for label, poles in (("with polarity", None), ("every answer to the solver", (everything, everything))):
        ground = Ground(guideline)
        if poles is not None:
            ground.__dict__["poles"] = poles
        _ = ground.complete.sure  # building the formulas is common to both
        found[label] = sum(seconds(partial(check, ground)) for check in WORSE)
    return found


def table(guideline: Guideline) -> list[dict[str, Any]]:
    report = prove(guideline)
    return [
        {"id": p.id, "status": p.status, "seconds": p.seconds, "obligations": p.obligations}
        for p in sorted(report.properties, key=lambda p: -p.seconds)
    ]


def main() -> None:
    wish = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wish.add_argument("--people", type=int, default=20_000, help="random people for each unsafe change")
    wish.add_argument("--json", metavar="FILE", help="write the figures there too")
    chosen = wish.parse_args()
    guideline = load()
    rows = table(guideline)
    print(f"{'property':40} {'seconds':>8} {'facts':>7} {'ms/fact':>8}")
    for row in rows:
        if row["seconds"] >= 0.05:
            print(
                f"{row['id']:40} {row['seconds']:8.2f} {row['obligations']:7} {1000 * row['seconds'] / row['obligations']:8.2f}"
            )
    small = [r for r in rows if r["seconds"] < 0.05]
    print(
        f"{len(small)} more, under 0.05 s each {sum(r['seconds'] for r in small):8.2f} {sum(r['obligations'] for r in small):7}"
    )
    total = sum(r["seconds"] for r in rows)
    open_ones = sum(r["status"] != "proved" for r in rows)
    print(f"all {len(rows)}: {total:.1f} s, {sum(r['obligations'] for r in rows)} facts, {open_ones} not proved\n")
    ways = without_polarity(guideline)
    base, naive = ways.values()
    print(
        f"does a worse answer lower? with polarity {base:.1f} s, every answer to the solver {naive:.1f} s: {naive / base:.1f} times"
    )
    drawn_ones = sampling(guideline, chosen.people)
    print(
        f"{drawn_ones['changes']} unsafe changes: the solver finds {drawn_ones['found_by_solver']} in {drawn_ones['solver_s']:.1f} s; "
        f"{drawn_ones['people_each']} random people each find {drawn_ones['found_by_sampling']} in {drawn_ones['sampling_s']:.1f} s: "
        f"{drawn_ones['sampling_s'] / drawn_ones['solver_s']:.1f} times as long"
    )
    if chosen.json:
        Path(chosen.json).write_text(
            json.dumps({"properties": rows, "polarity": ways, "sampling": drawn_ones}), "utf-8"
        )


if __name__ == "__main__":
    main()
