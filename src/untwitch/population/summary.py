"""What a triaged table says in sum: levels, deciding rules, age bands, and how many are open only for want of answers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from untwitch.errors import Fault, FaultsError
from untwitch.guideline.types import LEVELS
from untwitch.language import _
from untwitch.population.spelled import BETWEEN, NONE
from untwitch.population.tables import Table

AGE = "age_years"
BANDS = (0, 2, 12, 18, 40, 65, 80)


@dataclass
class Summary:
    """Counts of people. `levels[floor, ceiling]`; `ages[band, floor]`, with the first age of a band, None not known."""

    people: int = 0
    levels: Counter[tuple[str, str]] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    ages: Counter[tuple[int | None, str]] = field(default_factory=Counter)

    @property
    def floors(self) -> dict[str, int]:
        return {level: sum(n for (floor, _), n in self.levels.items() if floor == level) for level in LEVELS[::-1]}

    @property
    def open(self) -> int:
        """People whose level more answers could still raise."""
        return sum(n for (floor, ceiling), n in self.levels.items() if floor != ceiling)


def summarise(table: Table) -> Summary:
    """Count a triaged table, batch by batch.

    Raises
    ------
    FaultsError
        The table has no columns `floor` and `ceiling`.
    """
    names = table.schema.names
    missing = [name for name in ("floor", "ceiling") if name not in names]
    if missing:
        raise FaultsError([Fault("", 0, name, _("is missing: this is no triaged table")) for name in missing])
    wanted = [name for name in ("floor", "ceiling", "rules", AGE) if name in names]
    found = Summary()
    for batch in table.all(wanted):
        found.people += len(batch)
        floors, ceilings = (batch.column(name).cast(pa.string()) for name in ("floor", "ceiling"))
        found.levels.update(_counted(floors, ceilings))
        if "rules" in wanted:
            found.rules.update(_rules(batch.column("rules")))
        if AGE in wanted:
            found.ages.update(_counted(_bands(batch.column(AGE)), floors))
    return found


def _counted(one: pa.Array, two: pa.Array) -> Counter[Any]:
    table = pa.table({"one": one, "two": two}).group_by(["one", "two"]).aggregate([([], "count_all")])
    return Counter({(row["one"], row["two"]): row["count_all"] for row in table.to_pylist()})


def _rules(array: pa.Array) -> Counter[str]:
    if pa.types.is_string(array.type):
        array = pc.split_pattern(array, BETWEEN)
    words = array.flatten()
    words = words.cast(pa.string()) if pa.types.is_dictionary(words.type) else words
    return Counter(
        {
            row["values"]: row["counts"]
            for row in pc.value_counts(words).to_pylist()
            if row["values"] not in ("", NONE, None)
        }
    )


def _bands(ages: pa.Array) -> pa.Array:
    ages = ages.cast(pa.float64())
    band = pa.nulls(len(ages), pa.int64())
    for first in BANDS:
        band = pc.if_else(pc.fill_null(pc.greater_equal(ages, first), False), pa.scalar(first, pa.int64()), band)
    return band
