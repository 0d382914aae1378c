"""`untwitch population synthetic`: a table of made-up people, written as Arrow, Parquet or CSV."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from untwitch.errors import Fault, FaultsError, UntwitchError
from untwitch.language import _
from untwitch.terminal.opening import open_guideline
from untwitch.terminal.talk import Talk

ENDINGS = (".arrow", ".parquet", ".csv")
MOST_SEED = 2**63 - 1


class PopulationMissing(UntwitchError):
    """The libraries for tables of people are not installed."""


def run(folder: Path | None, out: str, people: int, seed: int, unknown: float) -> None:
    """Write the table; the file is there whole or not at all."""
    _refuse(out, people, seed, unknown)
    synthetic = _library()
    guideline = open_guideline(folder)
    note = {b"untwitch": b"synthetic people, nobody is real", b"seed": str(seed).encode()}
    with whole_file(Path(out)) as path:
        write(synthetic(guideline, people, seed, unknown), path, Path(out).suffix.lower(), note)
    Talk().say(_("%(people)s synthetic people were written to %(file)s.") % {"people": f"{people:,}", "file": out})


def _refuse(out: str, people: int, seed: int, unknown: float) -> None:
    faults = []
    if Path(out).suffix.lower() not in ENDINGS:
        faults.append(Fault("", 0, "OUT", _("must end in: %(options)s") % {"options": ", ".join(ENDINGS)}))
    if not 1 <= people <= 2_000_000_000:
        faults.append(
            Fault("", 0, "--people", _("must be from %(low)s to %(high)s") % {"low": 1, "high": 2_000_000_000})
        )
    if not 0 <= seed <= MOST_SEED:
        faults.append(Fault("", 0, "--seed", _("must be from %(low)s to %(high)s") % {"low": 0, "high": MOST_SEED}))
    if not 0 <= unknown <= 1:
        faults.append(Fault("", 0, "--unknown", _("must be from %(low)s to %(high)s") % {"low": 0, "high": 1}))
    if faults:
        raise FaultsError(faults)


def _library() -> Any:
    try:
        from untwitch.population.synthetic import synthetic
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in ("numpy", "pyarrow"):
            raise
        raise PopulationMissing(
            _("Tables of people need the libraries of the extra \"population\": pip install 'untwitch[population]'.")
        ) from None
    return synthetic


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A file beside the wanted one, which takes its place at the end; nothing is left behind after a fault."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(handle)
    try:
        yield Path(name)
        Path(name).chmod(0o644)
        os.replace(name, path)
    finally:
        Path(name).unlink(missing_ok=True)


def write(batches: Iterator[Any], path: Path, ending: str, note: dict[bytes, bytes]) -> None:
    """Write record batches one by one; memory is bounded by one of them."""
    first = next(batches)
    opened = _writers()[ending](str(path), _schema(first, ending).with_metadata(note))
    with opened:
        opened.write_batch(_plain(first, ending))
        for batch in batches:
            opened.write_batch(_plain(batch, ending))


def _writers() -> dict[str, Callable[[str, Any], Any]]:
    import pyarrow.csv
    import pyarrow.parquet

    return {
        ".arrow": pyarrow.ipc.new_file,
        ".parquet": pyarrow.parquet.ParquetWriter,
        ".csv": pyarrow.csv.CSVWriter,
    }


def _schema(batch: Any, ending: str) -> Any:
    return _plain(batch, ending).schema


def _plain(batch: Any, ending: str) -> Any:
    """CSV has no dictionaries: words as they are."""
    import pyarrow as pa

    if ending != ".csv":
        return batch
    fields = [pa.field(f.name, pa.string()) if pa.types.is_dictionary(f.type) else f for f in batch.schema]
    return batch.cast(pa.schema(fields))
