"""Opening a journal: a private file, a connection that keeps what it acknowledged, and the newest tables."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import sqlalchemy.exc as sa_exc
from sqlalchemy.engine import URL, Connection, Engine, make_url

from untwitch.journal.refusals import JournalTooNew, JournalUnreachable, NotAJournal
from untwitch.journal.schema import REVISION, metadata
from untwitch.journal.troubles import named_troubles
from untwitch.language import _

_WRITES = "untwitch_writes"
_MIGRATING = threading.Lock()  # Alembic keeps the running migration in module globals


def open_engine(place: str | Path, busy_timeout_s: float) -> Engine:
    """An engine on a journal with the newest tables; file, folders and tables are made when missing.

    Raises a JournalError: NotAJournal, JournalTooNew, JournalBroken, JournalBusy, JournalFull,
    JournalReadOnly or JournalUnreachable.
    """
    url = _url(place)
    if url.get_backend_name() == "sqlite":
        _make_private(url)
    engine = _engine(url, busy_timeout_s)
    try:
        with named_troubles():
            _make_ready(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view of the journal."""
    with named_troubles(), engine.connect() as db, db.begin():
        yield db


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction, all or nothing, that holds the only write lock from its start."""
    with named_troubles(), engine.connect() as db:
        db.execution_options(**{_WRITES: True})
        with db.begin():
            yield db


def _url(place: str | Path) -> URL:
    if isinstance(place, str) and "://" in place:
        try:
            url = make_url(place)
            url.get_dialect()
        except (sa_exc.ArgumentError, ImportError) as wrong:
            raise JournalUnreachable(
                _(
                    "This program cannot open a journal at that address: the address is wrong, or the driver for "
                    "that database is not installed. Nothing was stored."
                )
            ) from wrong
    else:
        url = URL.create("sqlite", database=str(Path(place).expanduser().absolute()))
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        raise NotAJournal(_("A journal needs a file: entries kept only in memory would be lost. Name a file."))
    return url


def _make_private(url: URL) -> None:
    """Create the file and its folders for this account alone; what exists already keeps its permissions."""
    if "uri" in url.query:  # the caller spells out how SQLite shall open it
        return
    path = Path(str(url.database)).absolute()
    with named_troubles():
        for folder in reversed(path.parents):
            if not folder.exists():
                folder.mkdir(mode=0o700, exist_ok=True)
        # O_EXCL: to open and close a file that exists would drop the locks that another journal in
        # this process holds on it.
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    if path.is_dir():
        raise NotAJournal


def _engine(url: URL, busy_timeout_s: float) -> Engine:
    # Parameters stay out of error texts: they are what a person told us, and error texts reach logs.
    if url.get_backend_name() != "sqlite":
        return sa.create_engine(url, hide_parameters=True, pool_pre_ping=True)
    engine = sa.create_engine(
        url,
        hide_parameters=True,
        connect_args={"timeout": busy_timeout_s},
        pool_size=8,
        max_overflow=32,
        pool_timeout=max(busy_timeout_s, 1.0),
    )
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None  # else the driver, not we, decides where transactions begin
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")  # an acknowledged entry has reached the disk


def _begin_sqlite(db: Connection) -> None:
    # IMMEDIATE: a transaction that reads first and asks for the write lock later can fail without waiting.
    writes = db.get_execution_options().get(_WRITES)
    db.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _make_ready(engine: Engine) -> None:
    with reading(engine) as db:
        found = _revision(db)
    pending = [] if found == REVISION else _pending(found)
    if engine.dialect.name == "sqlite":
        # After the look above, so that a file which is no journal is left as it is. WAL lets pages be read
        # while an entry is written; the file remembers it.
        _use_wal(engine)
    for before, revision in pending:
        _upgrade(engine, before, revision)


def _use_wal(engine: Engine) -> None:
    raw = engine.raw_connection()  # outside any transaction, as this pragma demands
    try:
        raw.cursor().execute("PRAGMA journal_mode = WAL")
    finally:
        raw.close()


def _revision(db: Connection) -> str | None:
    """The migration this journal stands at, None for an empty database. Raises NotAJournal."""
    tables = set(sa.inspect(db).get_table_names())
    if not tables:
        return None
    if not tables >= {*metadata.tables, "alembic_version"}:
        raise NotAJournal
    found: str | None = db.scalar(sa.text("SELECT version_num FROM alembic_version"))
    if found is None:
        raise NotAJournal
    return found


def _alembic_config(**attributes: object) -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "untwitch.journal:migrations")
    config.attributes.update(attributes)
    return config


def _pending(found: str | None) -> list[tuple[str | None, str]]:
    """Each migration still to run with the one before it. Raises JournalTooNew when `found` is not ours."""
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(_alembic_config())
    revisions = [step.revision for step in scripts.walk_revisions()][::-1]
    before = [None, *revisions]
    if found not in before:
        raise JournalTooNew
    return list(zip(before, revisions, strict=False))[before.index(found) :]


def _upgrade(engine: Engine, before: str | None, revision: str) -> None:
    """One migration and its record in one transaction; nothing when another program was quicker."""
    from alembic import command

    with _MIGRATING, writing(engine) as db:
        if _revision(db) == before:
            command.upgrade(_alembic_config(connection=db), revision)
