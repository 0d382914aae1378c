"""The same rules on an existing Spark: `mapInArrow` over the pure batch function, so every worker runs what one machine runs.

Spark comes in from outside; this module imports nothing of it until it is handed a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from untwitch.errors import UntwitchError
from untwitch.guideline.load import load
from untwitch.guideline.model import Guideline
from untwitch.language import _
from untwitch.population.layout import read_layout
from untwitch.population.triage import Triage, Wanted

LEVEL, NAMES = pa.string(), pa.list_(pa.string())


class OtherRulesError(UntwitchError):
    """A worker has other rules than the one that asks."""


@dataclass(frozen=True)
class Work:
    """What a worker needs to know: small, and fit to be sent.

    `names`: the columns in their order; Spark gets plain ones, since it reads a dot as a part of a column. `folder`: the
    content, None for our own; `version`: the rules that it must hold.
    """

    names: tuple[str, ...]
    keep: tuple[str, ...]
    wanted: Wanted
    folder: Path | None
    version: str

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Triage the batches of one partition."""
        for batch in batches:
            named = batch.rename_columns(self.names)
            yield plain_text(_triage(self, named.schema).batch(named))


@lru_cache(maxsize=4)
def _triage(work: Work, schema: pa.Schema) -> Triage:
    """Compiled once a worker process."""
    guideline = load(work.folder) if work.folder else load()
    if guideline.version != work.version:
        raise OtherRulesError(
            _("this worker has the rules %(here)s, but %(wanted)s were asked for; install the same version everywhere")
            % {"here": guideline.version, "wanted": work.version}
        )
    return Triage(read_layout(guideline, schema, work.keep), work.wanted)


def plain_text(found: pa.RecordBatch) -> pa.RecordBatch:
    """Words as they are: Spark takes no Arrow dictionaries."""
    kinds = {"floor": LEVEL, "ceiling": LEVEL, "rules": NAMES, "open_dangers": NAMES}
    return found.cast(pa.schema([pa.field(f.name, kinds.get(f.name, f.type)) for f in found.schema]))


def triage(
    people: Any,
    guideline: Guideline | None = None,
    *,
    keep: Sequence[str] = (),
    rules: bool = True,
    open_dangers: bool = False,
    folder: Path | None = None,
) -> Any:
    """Triage every row of a Spark table; nothing runs until the result is used.

    Parameters
    ----------
    people : pyspark.sql.DataFrame
        Columns named by finding id, as in `triage_batch`; null, or no column, means unknown.
    folder : the content that the workers read, when it is not our own; they must see the same folder

    Returns
    -------
    pyspark.sql.DataFrame: what is kept, `floor`, `ceiling`, and the lists asked for.

    Raises
    ------
    FaultsError
        Every wrong column, at once. A wrong value stops the job when it is met, with its column in the message.
    """
    from pyspark.sql.pandas.types import to_arrow_schema
    from pyspark.sql.types import ArrayType, StringType, StructField, StructType

    guideline = guideline or (load(folder) if folder else load())
    wanted = Wanted(rules, open_dangers)
    found = Triage(read_layout(guideline, to_arrow_schema(people.schema), keep), wanted)
    kept = [next(f for f in people.schema.fields if f.name == name) for name in keep]
    text, texts = StringType(), ArrayType(StringType())
    output = [StructField("floor", text), StructField("ceiling", text), *(StructField(n, texts) for n in found.lists)]
    work = Work(tuple(people.columns), tuple(keep), wanted, folder, guideline.version)
    plain = people.toDF(*(f"c{at}" for at in range(len(people.columns))))
    return plain.mapInArrow(work, StructType([*kept, *output]))
