"""Run by Alembic for each migration. The connection comes from `untwitch.journal.opening`; no ini file."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], transaction_per_migration=True)
with context.begin_transaction():
    context.run_migrations()
