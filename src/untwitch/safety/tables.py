"""Who changes level in a table of people, all rows at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from untwitch.guideline.model import Guideline
from untwitch.guideline.types import RANK, Rule
from untwitch.logic.planes import WORD, Machine, Planes, bits, program
from untwitch.population.layout import Layout, read_layout
from untwitch.population.planes_of import BatchPlanes
from untwitch.population.triage import Triage, plain
from untwitch.safety.together import Changed, Together

Rows = NDArray[np.int64]


def moved(both: Together, batch: pa.RecordBatch, changed: Sequence[Changed]) -> Mapping[tuple[int, int, str], Rows]:
    """The rows that go from one rank to another by a rule, for each such move."""
    old, new = _triage(both.old, batch.schema), _triage(both.new, batch.schema)
    told = _truths(old.layout, batch, [c.old for c in changed]), _truths(new.layout, batch, [c.new for c in changed])
    touched = np.zeros(len(batch), np.bool_)
    for change, before_, after_ in zip(changed, *told, strict=True):
        touched |= (before_ | after_) if change.how == "level" else (before_ ^ after_)
    rows = np.flatnonzero(touched)
    if len(rows) == 0:
        return {}
    few = batch.take(pa.array(rows))  # only these can change level
    before, after = old.levels(few).floor, new.levels(few).floor
    found: dict[tuple[int, int, str], Rows] = {}
    for was, now in set(zip(before[before != after].tolist(), after[before != after].tolist(), strict=True)):
        mine = (before == was) & (after == now)
        for number, change in enumerate(changed):
            rule = change.new if now > was else change.old
            if rule and RANK[rule.level] == max(was, now):
                moving = rows[mine & told[now > was][number][rows]]
                if len(moving):
                    found[was, now, change.id] = moving
    return found


@lru_cache(maxsize=4)
def _triage(guideline: Guideline, schema: pa.Schema) -> Triage:
    return Triage(read_layout(guideline, schema))


def _truths(layout: Layout, batch: pa.RecordBatch, rules: Sequence[Rule | None]) -> list[NDArray[np.bool_]]:
    """For each rule who surely meets it; nobody where there is no rule."""
    table = layout.guideline.table
    compiler = Planes(table, {at: code for at, code in enumerate(table.blank) if at not in layout.given})
    nodes = [0 if rule is None else compiler.pair(layout.guideline.node(rule.when))[0] for rule in rules]
    steps = program(compiler, nodes)
    source = BatchPlanes(layout, plain(batch), steps.atoms)
    source.words = slice(0, -(-len(batch) // WORD))
    planes = Machine(steps, source.words.stop).run(source.load)
    return [_ones(plane, len(batch)) for plane in planes]


def _ones(plane: Any, people: int) -> NDArray[np.bool_]:
    return bits(plane, people).astype(np.bool_)
