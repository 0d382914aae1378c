"""Database errors by name: which of ours a driver's error is."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy.exc as sa_exc

from untwitch.journal.refusals import (
    JournalBroken,
    JournalBusy,
    JournalError,
    JournalFull,
    JournalReadOnly,
    JournalUnreachable,
    NotAJournal,
    RecordRefused,
)

_SQLITE: dict[int, type[JournalError]] = {
    sqlite3.SQLITE_BUSY: JournalBusy,
    sqlite3.SQLITE_LOCKED: JournalBusy,
    sqlite3.SQLITE_FULL: JournalFull,
    sqlite3.SQLITE_READONLY: JournalReadOnly,
    sqlite3.SQLITE_PERM: JournalReadOnly,
    sqlite3.SQLITE_CANTOPEN: JournalUnreachable,
    sqlite3.SQLITE_IOERR: JournalUnreachable,
    sqlite3.SQLITE_CORRUPT: JournalBroken,
    sqlite3.SQLITE_NOTADB: NotAJournal,
}
_POSTGRES: dict[str, type[JournalError]] = {
    "25006": JournalReadOnly,
    "40001": JournalBusy,
    "40P01": JournalBusy,
    "42501": JournalReadOnly,
    "53100": JournalFull,
    "53300": JournalBusy,
    "55P03": JournalBusy,
    "XX001": JournalBroken,
    "XX002": JournalBroken,
}
_FILES: dict[int, type[JournalError]] = {
    errno.EACCES: JournalReadOnly,
    errno.EPERM: JournalReadOnly,
    errno.EROFS: JournalReadOnly,
    errno.ENOSPC: JournalFull,
    errno.EDQUOT: JournalFull,
}


@contextmanager
def named_troubles() -> Iterator[None]:
    """Raise JournalError subclasses in place of the driver's, file system's and pool's own errors."""
    try:
        yield
    except sa_exc.IntegrityError as error:
        raise RecordRefused from error
    except sa_exc.TimeoutError as error:  # every connection of the pool is in use
        raise JournalBusy from error
    except sa_exc.DBAPIError as error:
        raise _named(error.orig) from error
    except sqlite3.Error as error:  # from our own connect hook, which SQLAlchemy does not wrap
        raise _named(error) from error
    except OSError as error:
        raise _FILES.get(error.errno or 0, JournalUnreachable) from error


def _named(error: BaseException | None) -> JournalError:
    """Ours for a driver's error: SQLite gives a number whose low byte is the sort, PostgreSQL a state."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return _SQLITE.get(code & 0xFF, JournalError)()
    state: str | None = getattr(error, "sqlstate", None)
    if state is None or state.startswith(("08", "57P")):
        return JournalUnreachable()
    return _POSTGRES.get(state, JournalError)()
