"""People, and the append-only table of their records.

Written out in full, not taken from `schema.py`: a migration must do the same for ever.
There is no way down: an older program refuses a newer journal instead of losing columns.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create both tables and the indexes by time, kind, topic and correction."""
    _create_person()
    _create_record()
    op.create_index("record_by_time", "record", ["person", "at"])
    op.create_index("record_by_kind", "record", ["person", "kind", "at"])
    op.create_index("record_by_topic", "record", ["person", "topic", "at"])
    op.create_index("record_by_correction", "record", ["person", "corrects"])


def _create_person() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Text, primary_key=True, nullable=False),
        sa.Column("added_at", sa.Text, nullable=False),
        sa.CheckConstraint("length(id) = 36", name="person_id_is_a_uuid"),
        sa.CheckConstraint("length(added_at) = 32", name="person_added_at_is_an_instant"),
        sqlite_strict=True,
    )


def _create_record() -> None:
    op.create_table(
        "record",
        sa.Column("id", sa.Text, primary_key=True, nullable=False),
        sa.Column("person", sa.Text, sa.ForeignKey("person.id", name="record_of_a_person"), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.Text, nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("corrects", sa.Text),
        sa.Column("topic", sa.Text),
        sa.UniqueConstraint("person", "id", name="record_person_id"),
        sa.ForeignKeyConstraint(
            ["person", "corrects"],
            ["record.person", "record.id"],
            name="record_corrects_one_of_the_same_person",
        ),
        *_record_checks(),
        sqlite_strict=True,
    )


def _record_checks() -> list[sa.CheckConstraint]:
    return [
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
    ]
