"""What the rules say of one row of a table, worked out for that row alone: the population is judged by it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from untwitch.guideline.dangers import SOON, dangers
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import LEVELS, Finding
from untwitch.logic.atoms import FALSE, TRUE, UNKNOWN, evaluate, tell
from untwitch.logic.nodes import Compare
from untwitch.logic.text import show
from untwitch.population.synthetic import synthetic


@dataclass(frozen=True)
class Said:
    """One row of the output."""

    floor: str
    ceiling: str
    rules: list[str]
    open_dangers: list[str]


def codes_of_row(guideline: Guideline, row: Mapping[str, Any]) -> bytes:
    """What a row says about every atom."""
    table = guideline.table
    codes = bytearray(table.blank)
    for name, value in row.items():
        finding, _, option = name.partition(".")
        if value is None:
            continue
        if not option:
            codes[slice(*table.spans[finding])] = table.codes_of(finding, value)
        elif guideline.findings[finding].kind == "choices":
            codes[table.places[finding, option]] = TRUE if value else FALSE
        else:
            tell(table, codes, Compare(finding, "==", option), value)
    return bytes(codes)


def by_person(guideline: Guideline, row: Mapping[str, Any]) -> Said:
    codes = codes_of_row(guideline, row)
    found = guideline.evaluate(codes)
    ranks = list(zip(guideline.rules, guideline.ranks, found, strict=True))
    floor = max((rank for _, rank, code in ranks if code == TRUE), default=0)
    ceiling = max((rank for _, rank, code in ranks if code != FALSE), default=0)
    signs = dict.fromkeys(d.sign for d in dangers(guideline) if d.rank >= SOON)
    return Said(
        LEVELS[floor],
        LEVELS[ceiling],
        [rule.id for rule, rank, code in ranks if code == TRUE and rank == floor],
        [show(sign) for sign in signs if evaluate(sign, guideline.table, codes) == UNKNOWN],
    )


def by_table(found: pa.RecordBatch) -> list[Said]:
    return [Said(*(row[name] for name in ("floor", "ceiling", "rules", "open_dangers"))) for row in found.to_pylist()]


def made_up(guideline: Guideline, people: int, seed: int, unknown: float = 0.2) -> Iterator[pa.RecordBatch]:
    return synthetic(guideline, people, seed, unknown)


def shuffled(guideline: Guideline, batch: pa.RecordBatch, rng: random.Random, keep: float) -> pa.RecordBatch:
    """The same people told in another way: some columns left out, others in another form that a table may have."""
    columns: dict[str, pa.Array] = {}
    for finding in guideline.findings.values():
        if finding.id in batch.schema.names and rng.random() < keep:
            columns |= _told_otherwise(finding, batch, rng)
        elif finding.kind == "choices" and rng.random() < keep:
            names = [n for n in batch.schema.names if n.startswith(f"{finding.id}.")]
            if names and rng.random() < 0.5:
                columns[finding.id] = _as_lists(batch, names)
            else:
                columns |= {n: batch.column(n) for n in names if rng.random() < 0.9}
    return pa.record_batch(columns)


def _told_otherwise(finding: Finding, batch: pa.RecordBatch, rng: random.Random) -> dict[str, pa.Array]:
    array = batch.column(finding.id)
    if finding.kind == "choice":
        if rng.random() < 0.3:
            return {finding.id: array.cast(pa.string())}
        if rng.random() < 0.5:
            return _as_flags(finding, array.to_pylist(), rng)
    if finding.kind == "number":
        whole = all(value is None or value == int(value) for value in array.to_pylist())
        kind = rng.choice([pa.int16(), pa.int64(), pa.float64(), pa.decimal128(9, 2)] if whole else [pa.float64()])
        return {finding.id: array.cast(kind)}
    return {finding.id: array}


def _as_flags(finding: Finding, said: list[str | None], rng: random.Random) -> dict[str, pa.Array]:
    """True/false columns an option, some answers in them and some columns of them lost."""
    lost = rng.choice([0, 0.3])
    flags = {
        f"{finding.id}.{option.id}": [
            None if word is None or rng.random() < lost else word == option.id for word in said
        ]
        for option in finding.options
    }
    dropped = rng.choice([*flags, ""]) if len(flags) > 2 else ""
    return {name: pa.array(values, pa.bool_()) for name, values in flags.items() if name != dropped}


def _as_lists(batch: pa.RecordBatch, names: list[str]) -> pa.Array:
    rows = batch.select(names).to_pylist()
    said = [
        None if None in row.values() else [name.partition(".")[2] for name, ticked in row.items() if ticked]
        for row in rows
    ]
    return pa.array(said, pa.list_(pa.string()))
