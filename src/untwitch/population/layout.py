"""Which column of a table holds which finding. Wrong names and types are refused here, all of them, before any work."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

from untwitch.errors import Fault, FaultsError, nearest
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import Finding
from untwitch.language import N_, _
from untwitch.logic.nodes import leaves

WRITTEN = {
    "yes_no": N_("true or false (boolean)"),
    "number": N_("a number (integer or floating point)"),
    "choice": N_("one option as text, or one true/false column an option"),
    "choices": N_("a list of options, or one true/false column an option"),
    "option": N_("true or false (boolean)"),
}


@dataclass(frozen=True)
class Column:
    """A column that holds a finding, or one option of it."""

    name: str
    finding: Finding
    option: str | None = None

    @property
    def shape(self) -> str:
        return "option" if self.option else self.finding.kind


@dataclass(frozen=True)
class Layout:
    """The columns of a table that hold findings, and those that go into the output as they are."""

    guideline: Guideline
    columns: tuple[Column, ...]
    kept: tuple[str, ...] = ()

    @cached_property
    def given(self) -> frozenset[int]:
        """The atoms that some column tells; all others are the same for everyone."""
        table, found = self.guideline.table, set[int]()
        for column in self.columns:
            span = range(*table.spans[column.finding.id])
            if column.option and column.finding.kind == "choices":
                found.add(table.places[column.finding.id, column.option])
            else:  # one option of a choice says something of the others
                found.update(span)
        return frozenset(found)


def valid_names(guideline: Guideline) -> Iterator[str]:
    """Every name a column may have."""
    for finding in guideline.findings.values():
        yield finding.id
        if finding.kind in ("choice", "choices"):
            yield from (f"{finding.id}.{option.id}" for option in finding.options)


def read_layout(
    guideline: Guideline,
    schema: pa.Schema,
    keep: Sequence[str] = (),
    only: Collection[str] | None = None,
    *,
    typed: bool = True,
) -> Layout:
    """Match a table's columns with the findings.

    Parameters
    ----------
    keep : columns that go into the output unchanged; they need not be findings, like a patient number
    only : read only these columns; None reads all
    typed : the columns have types of their own; False for text that is read later

    Raises
    ------
    FaultsError
        Columns that are no finding, stand there twice, have the wrong type, or say the same thing in two ways.
    """
    known = list(valid_names(guideline))
    names = [n for n in schema.names if (only is None or n in only) and (n not in keep or n in known)]
    faults = [
        _fault(n, _("is not in the table"), schema.names) for n in (*keep, *(only or ())) if n not in schema.names
    ]
    faults += [_fault(n, _("stands in the table twice")) for n in sorted({n for n in names if names.count(n) > 1})]
    columns: list[Column] = []
    for name in dict.fromkeys(names):
        column = _column(guideline, name)
        if column is None:
            faults.append(_unknown(guideline, name, known))
            continue
        columns.append(column)
        if typed and names.count(name) == 1 and not fits(column, schema.field(name).type):
            faults.append(_fault(name, _wrong_type(column, schema.field(name).type)))
    whole = {c.name for c in columns if not c.option}
    faults += [
        _fault(c.name, _('says the same as the column "%(whole)s"; give one of the two') % {"whole": c.finding.id})
        for c in columns
        if c.option and c.finding.id in whole
    ]
    if not columns and not faults:
        faults.append(_fault("", _("no column of the table is a finding")))
    if faults:
        raise FaultsError(faults)
    return Layout(guideline, tuple(columns), tuple(keep))


def _column(guideline: Guideline, name: str) -> Column | None:
    finding = guideline.findings.get(name)
    if finding:
        return Column(name, finding)
    whole, _dot, option = name.partition(".")
    finding = guideline.findings.get(whole)
    return Column(name, finding, option) if finding and option in {o.id for o in finding.options} else None


def _unknown(guideline: Guideline, name: str, known: Sequence[str]) -> Fault:
    if name in guideline.derived:
        read = sorted({leaf.name for leaf in leaves(guideline.node(guideline.derived[name].when))})
        return _fault(name, _("is worked out from other columns: %(names)s") % {"names": ", ".join(read)})
    return Fault(
        "", 0, name, _("is not a finding; keep it with --keep, or leave it out with --columns"), nearest(name, known)
    )


def _fault(name: str, message: str, known: Sequence[str] = ()) -> Fault:
    return Fault("", 0, name, message, nearest(name, known) if known else None)


def _wrong_type(column: Column, kind: pa.DataType) -> str:
    return _("holds %(type)s; needed is %(wanted)s") % {"type": str(kind)[:60], "wanted": _(WRITTEN[column.shape])}


def fits(column: Column, kind: pa.DataType) -> bool:
    """Can an Arrow type hold this column? A column of type null is all unknown and always fits."""
    types = pa.types
    if types.is_null(kind):
        return True
    match column.shape:
        case "yes_no" | "option":
            return bool(types.is_boolean(kind))
        case "number":
            return bool(types.is_integer(kind) or types.is_floating(kind) or types.is_decimal(kind))
        case "choice":
            return _is_text(kind)
        case _:
            return bool(types.is_list(kind) or types.is_large_list(kind)) and _is_text(kind.value_type)


def _is_text(kind: pa.DataType) -> bool:
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))
