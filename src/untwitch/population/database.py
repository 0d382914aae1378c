"""A table in a database, by its SQLAlchemy address: rows come over in parts, the result goes back in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pyarrow as pa
import sqlalchemy as sa

from untwitch.language import _
from untwitch.population import tables
from untwitch.population.spelled import BETWEEN, NONE

ROWS_AT_ONCE = 20_000


def _engine(address: str) -> sa.Engine:
    try:
        return sa.create_engine(address)
    except (sa.exc.ArgumentError, ModuleNotFoundError) as trouble:
        raise tables.TableTrouble(
            _("That database address cannot be used: %(why)s") % {"why": str(trouble).splitlines()[0]}
        ) from None


def _refused(trouble: Exception) -> tables.TableTrouble:
    why = str(getattr(trouble, "orig", trouble)).splitlines()[0]
    return tables.TableTrouble(_("The database refused: %(why)s") % {"why": why})


@dataclass(frozen=True)
class DatabaseTable:
    """`query` is a table's name, or a SELECT. Values come as text, whatever the database calls them."""

    address: str
    query: str
    text: bool = field(default=True, init=False)
    pieces: int | None = field(default=None, init=False)

    def _select(self, columns: Sequence[str]) -> Any:
        """All columns where none are named; a SELECT is asked as it stands."""
        if self.query.lstrip().lower().startswith(("select", "with")):
            return sa.text(self.query)
        schema, _dot, name = self.query.rpartition(".")
        names: list[Any] = [sa.column(name) for name in columns] or [sa.text("*")]
        return sa.select(*names).select_from(sa.table(name, schema=schema or None))

    @cached_property
    def schema(self) -> pa.Schema:
        try:
            with _engine(self.address).connect() as link:
                names = list(link.execute(self._select(())).keys())
        except sa.exc.SQLAlchemyError as trouble:
            raise _refused(trouble) from None
        return pa.schema([pa.field(name, pa.string()) for name in names])

    @property
    def rows(self) -> int | None:
        if not self.query.isidentifier():
            return None
        with _engine(self.address).connect() as link:
            return link.execute(sa.select(sa.func.count()).select_from(sa.table(self.query))).scalar()

    @property
    def identity(self) -> str:
        return hashlib.sha256(f"{self.address} {self.query}".encode()).hexdigest()[:16]

    def piece(self, number: int, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        raise NotImplementedError("a database is read from its start")

    def all(self, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        schema = pa.schema([pa.field(name, pa.string()) for name in columns])
        try:
            with _engine(self.address).connect() as link:
                link = link.execution_options(stream_results=True, yield_per=ROWS_AT_ONCE)
                rows = link.execute(self._select(columns))
                places = [list(rows.keys()).index(name) for name in columns]
                for part in rows.partitions():
                    told = [[_text(row[at]) for row in part] for at in places]
                    yield pa.RecordBatch.from_arrays([pa.array(t, pa.string()) for t in told], schema=schema)
        except sa.exc.SQLAlchemyError as trouble:
            raise _refused(trouble) from None


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        return BETWEEN.join(map(str, value)) or NONE
    return None if value is None else str(value)


def write_table(address: str, name: str, schema: pa.Schema, batches: Iterable[pa.RecordBatch], replace: bool) -> None:
    """All rows in one transaction: either the whole result is there or nothing is."""
    engine = _engine(address)
    try:
        with engine.begin() as link:
            table = sa.Table(name, sa.MetaData(), *(sa.Column(one, sa.Text) for one in schema.names))
            if replace:
                table.drop(link, checkfirst=True)
            table.create(link)
            for batch in batches:
                rows = [{k: _text(v) for k, v in row.items()} for row in batch.to_pylist()]
                if rows:
                    link.execute(table.insert(), rows)
    except sa.exc.SQLAlchemyError as trouble:
        raise _refused(trouble) from None


def has_table(address: str, name: str) -> bool:
    try:
        return bool(sa.inspect(_engine(address)).has_table(name))
    except sa.exc.SQLAlchemyError as trouble:
        raise _refused(trouble) from None
