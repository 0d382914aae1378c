"""The tables, in column types that SQLite (STRICT) and PostgreSQL share: text and whole numbers only."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

from untwitch.when import instant, iso, parse_iso

REVISION = "0001"  # the newest migration; compared on opening so that Alembic loads only when there is work


class UuidText(sa.TypeDecorator[UUID]):
    """A UUID in its usual writing."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:
        return None if value is None else UUID(value)


class InstantText(sa.TypeDecorator[datetime]):
    """An instant in UTC, always 32 characters, so that text order is time order in every database."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else iso(instant(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else parse_iso(value).astimezone(UTC)


class JsonText(sa.TypeDecorator[Mapping[str, Any]]):
    """A payload as ASCII JSON text: no database can re-order, round or reject a character of it."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Mapping[str, Any] | None, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value, allow_nan=False, separators=(",", ":"))

    def process_result_value(self, value: Any, dialect: Dialect) -> Mapping[str, Any] | None:
        return None if value is None else json.loads(value)


metadata = sa.MetaData()

person = sa.Table(
    "person",
    metadata,
    sa.Column("id", UuidText, primary_key=True, nullable=False),
    sa.Column("added_at", InstantText, nullable=False),
    sa.CheckConstraint("length(id) = 36", name="person_id_is_a_uuid"),
    sa.CheckConstraint("length(added_at) = 32", name="person_added_at_is_an_instant"),
    sqlite_strict=True,
)

record = sa.Table(
    "record",
    metadata,
    sa.Column("id", UuidText, primary_key=True, nullable=False),
    sa.Column("person", UuidText, sa.ForeignKey("person.id", name="record_of_a_person"), nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("at", InstantText, nullable=False),
    sa.Column("zone", sa.Text, nullable=False),
    sa.Column("recorded_at", InstantText, nullable=False),
    sa.Column("origin", sa.Text, nullable=False),
    sa.Column("payload", JsonText, nullable=False),
    sa.Column("corrects", UuidText),
    sa.Column("topic", UuidText),
    sa.UniqueConstraint("person", "id", name="record_person_id"),
    # Both columns, so that no correction can ever reach into another person's journal.
    sa.ForeignKeyConstraint(
        ["person", "corrects"], ["record.person", "record.id"], name="record_corrects_one_of_the_same_person"
    ),
    sa.CheckConstraint("length(id) = 36", name="record_id_is_a_uuid"),
    sa.CheckConstraint("length(kind) BETWEEN 1 AND 64", name="record_kind_is_named"),
    sa.CheckConstraint("version >= 1", name="record_version_is_positive"),
    sa.CheckConstraint("length(at) = 32", name="record_at_is_an_instant"),
    sa.CheckConstraint("length(recorded_at) = 32", name="record_recorded_at_is_an_instant"),
    sa.CheckConstraint("length(zone) > 0", name="record_zone_is_named"),
    sa.CheckConstraint("length(origin) > 0", name="record_origin_is_named"),
    sa.CheckConstraint("substr(payload, 1, 1) = '{'", name="record_payload_has_named_fields"),
    sa.CheckConstraint("corrects <> id", name="record_corrects_another"),
    sa.CheckConstraint("length(topic) = 36", name="record_topic_is_a_uuid"),
    sa.Index("record_by_time", "person", "at"),
    sa.Index("record_by_kind", "person", "kind", "at"),
    sa.Index("record_by_topic", "person", "topic", "at"),
    sa.Index("record_by_correction", "person", "corrects"),
    sqlite_strict=True,
)
