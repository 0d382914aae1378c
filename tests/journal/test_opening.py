"""Opening: private files, one schema, and a refusal by name for everything that is no journal."""

from __future__ import annotations

import io
import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from journal_examples import NOON, entry, new_id
from sqlalchemy.engine import make_url

from untwitch.journal import opening
from untwitch.journal.records import (
    JournalBroken,
    JournalBusy,
    JournalError,
    JournalFull,
    JournalReadOnly,
    JournalTooNew,
    JournalUnreachable,
    NotAJournal,
    PersonNamed,
)
from untwitch.journal.schema import REVISION, metadata
from untwitch.journal.store import Journal


def scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(opening._alembic_config())


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        for statement in statements:
            db.execute(statement)


def test_file_and_folders_are_for_this_account_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "deeper" / "journal.db"
    with Journal.open(path) as journal:
        journal.add_person(new_id(), NOON)
        files = {each.name: stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()}
        assert files == {"journal.db": 0o600, "journal.db-wal": 0o600, "journal.db-shm": 0o600}
    assert [stat.S_IMODE(each.stat().st_mode) for each in (path.parent, path.parent.parent)] == [0o700, 0o700]


def test_every_connection_keeps_what_it_acknowledges(journal: Journal) -> None:
    with journal.engine.connect() as one, journal.engine.connect() as other:
        for db in (one, other):
            found = {name: db.exec_driver_sql(f"PRAGMA {name}").scalar() for name in
                     ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")}  # fmt: skip
            assert found == {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 5000, "foreign_keys": 1}


def test_opening_again_finds_everything(path: Path) -> None:
    person = new_id()
    record = entry(PersonNamed("Ana"), person)
    with Journal.open(path) as journal:
        journal.add_person(person, NOON, record)
    for address in (str(path), f"sqlite:///{path}"):
        with Journal.open(address) as again:
            assert again.records(person) == (record,)


def test_the_newest_migration_is_the_one_we_compare_with() -> None:
    assert scripts().get_heads() == [REVISION]


def test_the_migrations_make_the_tables_we_use(journal: Journal) -> None:
    with journal.engine.connect() as db:
        assert compare_metadata(MigrationContext.configure(db), metadata) == []
        made = db.exec_driver_sql("SELECT name, strict FROM pragma_table_list WHERE name IN ('person', 'record')")
        assert dict(made.all()) == {"person": 1, "record": 1}
        sql = db.exec_driver_sql("SELECT group_concat(sql) FROM sqlite_schema").scalar_one()
    named = [each.name for table in metadata.tables.values() for each in (*table.constraints, *table.indexes)]
    assert [name for name in named if name and name not in sql] == []


def test_the_migrations_can_be_written_for_postgresql() -> None:
    written = io.StringIO()
    context = MigrationContext.configure(dialect_name="postgresql", opts={"as_sql": True, "output_buffer": written})
    with Operations.context(context):
        for script in scripts().walk_revisions():
            script.module.upgrade()
    assert "CREATE TABLE record" in written.getvalue()
    assert "STRICT" not in written.getvalue()


@pytest.mark.parametrize(
    "column, value",
    [("id", "'short'"), ("version", "'many'"), ("version", "0"), ("kind", "''"), ("at", "'yesterday'"),
     ("payload", "'[]'"), ("payload", "x'00'"), ("topic", "'x'"), ("person", "'nobody'"), ("zone", "NULL"),
     ("corrects", "'nothing'")],
)  # fmt: skip
def test_the_database_itself_refuses_what_is_no_record(journal: Journal, ana: UUID, column: str, value: str) -> None:
    journal.append(entry(PersonNamed("Ana"), ana))
    columns = [each.name for each in metadata.tables["record"].columns]
    changed = {"id": f"'{new_id()}'", column: value}
    with journal.engine.connect() as db, pytest.raises(sa.exc.IntegrityError), db.begin():
        db.exec_driver_sql(
            f"INSERT INTO record SELECT {', '.join(changed.get(name, name) for name in columns)} FROM record"
        )


def test_a_migration_that_fails_leaves_nothing_behind(path: Path) -> None:
    engine = opening._engine(make_url(f"sqlite:///{path}"), 1.0)
    sa.event.listen(engine, "connect", lambda db, _: db.execute("PRAGMA max_page_count = 4"))
    with pytest.raises(JournalFull), opening.named_troubles():
        opening._make_ready(engine)
    engine.dispose()
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)
    Journal.open(path).close()


def test_a_newer_journal_is_refused_and_left_as_it_is(path: Path) -> None:
    Journal.open(path).close()
    change(path, "UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    with pytest.raises(JournalTooNew, match="newer Untwitch"):
        Journal.open(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"dear diary, my calf twitches\n" * 100, b"SQLite format 3\x00" + b"\xff" * 4080])
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(JournalBroken):
        Journal.open(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused_and_left_as_it_is(path: Path) -> None:
    change(path, "CREATE TABLE bookmark (url TEXT)")
    before = path.read_bytes()
    with pytest.raises(NotAJournal, match="was left as it is"):
        Journal.open(path)
    assert path.read_bytes() == before


def test_a_damaged_journal_is_named(path: Path) -> None:
    person = new_id()
    with Journal.open(path) as journal:
        journal.add_person(person, NOON, *(entry(PersonNamed("Ana" * 30), person) for _ in range(50)))
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xee" * (len(content) - 4096))
    with pytest.raises(JournalBroken, match="damaged"), Journal.open(path) as journal:
        journal.records(person)


@pytest.mark.parametrize(
    "spoiled", ["payload = '{broken'", "at = substr(zone || at, 1, 32)", "id = upper(hex(randomblob(18)))"]
)
def test_a_row_that_we_never_wrote_is_named_not_skipped(path: Path, journal: Journal, ana: UUID, spoiled: str) -> None:
    journal.append(entry(PersonNamed("Ana"), ana))
    change(path, f"UPDATE record SET {spoiled}")
    with pytest.raises(JournalBroken):
        journal.records(ana)


@pytest.mark.parametrize("place", ["sqlite://", "sqlite:///:memory:"])
def test_memory_is_no_place_for_a_journal(place: str) -> None:
    with pytest.raises(NotAJournal, match="Name a file"):
        Journal.open(place)


def test_a_folder_is_no_journal(tmp_path: Path) -> None:
    with pytest.raises(NotAJournal):
        Journal.open(tmp_path)


def test_a_place_that_cannot_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for place in (tmp_path / "file" / "journal.db", "nonsense://x", "oracle+nodriver://x"):
        with pytest.raises(JournalUnreachable):
            Journal.open(place)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_may_not_be_written_to_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(JournalReadOnly):
        Journal.open(tmp_path / "journal.db")


def test_a_journal_that_may_only_be_read_can_still_be_read(path: Path) -> None:
    person = new_id()
    record = entry(PersonNamed("Ana"), person)
    with Journal.open(path) as journal:
        journal.add_person(person, NOON, record)
    with Journal.open(f"sqlite:///file:{path}?mode=ro&uri=true") as journal:
        assert journal.records(person) == (record,)
        with pytest.raises(JournalReadOnly, match="safe"):
            journal.append(entry(PersonNamed("Ben"), person))


def test_a_locked_journal_is_busy_until_it_is_free(path: Path, ana: UUID, journal: Journal) -> None:
    record = entry(PersonNamed("Ana"), ana)
    with Journal.open(path, busy_timeout_s=0.02) as hasty, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalBusy, match="safe to try again"):
            hasty.append(record)
        assert hasty.records(ana) == ()  # reading goes on
        Journal.open(path).close()  # and so does opening
        other.rollback()
        hasty.append(record)
        assert hasty.records(ana) == (record,)


def test_a_thread_waits_no_longer_than_asked(path: Path, ana: UUID) -> None:
    with Journal.open(path, busy_timeout_s=0.02) as journal, journal._writing(), pytest.raises(JournalBusy):
        journal.append(entry(PersonNamed("Ana"), ana))


def test_a_full_disk_refuses_the_entry_and_keeps_the_others(journal: Journal, ana: UUID) -> None:
    first, large = entry(PersonNamed("Ana"), ana), entry(PersonNamed("Ana"), ana, origin="x" * 200)
    journal.append(first)
    big = [large, *(entry(PersonNamed("Ana"), ana, origin="x" * 200) for _ in range(200))]
    with journal.engine.connect() as db:
        limit = db.exec_driver_sql("PRAGMA max_page_count").scalar_one()
        used = db.exec_driver_sql("PRAGMA page_count").scalar_one()
        db.exec_driver_sql(f"PRAGMA max_page_count = {used}")
    with pytest.raises(JournalFull, match="everything stored before is safe"):
        journal.append(*big)
    assert journal.records(ana) == (first,)
    with journal.engine.connect() as db:
        db.exec_driver_sql(f"PRAGMA max_page_count = {limit}")
    journal.append(*big)
    assert len(journal.records(ana)) == 202


def test_errors_do_not_carry_what_people_told_us(journal: Journal, ana: UUID) -> None:
    secret = entry(PersonNamed("Ana"), ana, origin="very private")
    with journal.engine.connect() as db:
        db.exec_driver_sql("PRAGMA query_only = ON")
    with pytest.raises(JournalError) as refused:
        journal.append(secret)
    assert "very private" not in f"{refused.value}{refused.value.__cause__}"
