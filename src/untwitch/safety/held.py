"""Nobody gets less than the grave rules, as they were last read, gave them.

`content/safety/held.yaml` holds what every emergency and same-day rule said, written by `tools/hold_rules.py`. A rule may
become wider or more urgent; who was met by a row of that file must still get its level, whatever else they answer.
"""

from __future__ import annotations

import z3

from untwitch.guideline.hazards import Held
from untwitch.guideline.types import RANK
from untwitch.logic.atoms import TRUE, evaluate
from untwitch.logic.nodes import Node
from untwitch.safety.person import describe, floor_of, level_words, shrunk
from untwitch.safety.report import Refuted
from untwitch.safety.theory import Ground, read


def nothing_got_laxer(ground: Ground) -> None:
    """Every row of the file, over partial people."""
    for row in ground.guideline.safety.held:
        ground.count()
        try:
            node = read(ground.guideline, row.when)
            sure, _ = ground.partial.truth(node)
        except KeyError as gone:
            raise Refuted(
                f"What {row.id} looked at is looked at no more: {gone}. If that is meant, run tools/hold_rules.py."
            ) from None
        found = ground.partial.find(sure, z3.Not(ground.partial.sure[RANK[row.level]]))
        if found is not None:
            raise Refuted(_less(ground, row, node, found))


def _less(ground: Ground, row: Held, node: Node, codes: bytes) -> str:
    guideline, rank = ground.guideline, RANK[row.level]

    def refutes(trial: bytes) -> bool:
        return evaluate(node, guideline.table, trial) == TRUE and floor_of(guideline, trial) < rank

    codes = shrunk(guideline, codes, refutes)
    return (
        f"{describe(guideline, codes)}, gets {level_words(floor_of(guideline, codes))}; the rules gave "
        f"{level_words(rank)} when they were last read."
    )
