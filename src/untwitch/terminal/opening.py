"""Opening what a command needs: the content, and a companion on a journal. Heavy parts load only here."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from untwitch.guideline.load import load
from untwitch.guideline.model import Guideline
from untwitch.guideline.spoken import in_language
from untwitch.language import current

if TYPE_CHECKING:
    from untwitch.companion import Companion

JOURNAL = "UNTWITCH_JOURNAL"


def open_guideline(folder: Path | None) -> Guideline:
    """The content of a folder, by default our own, in the language spoken.

    Raises
    ------
    FaultsError
        The content has faults; all of them are listed.
    """
    return in_language(_english(folder), current())


def _english(folder: Path | None) -> Guideline:
    return load(folder.resolve()) if folder else load()


def journal_place(given: str | None) -> str:
    """The journal's file or database address: named here, in the environment, or in this account's data folder."""
    named = given or os.environ.get(JOURNAL)
    if named:
        return named
    from platformdirs import user_data_path

    return str(user_data_path("untwitch", appauthor=False) / "journal.db")


def now() -> datetime:
    """The time with this computer's zone."""
    return datetime.now().astimezone()


@contextmanager
def open_companion(folder: Path | None, journal: str | None, origin: str) -> Iterator[Companion]:
    """A companion on the journal, closed afterwards."""
    from untwitch.companion import Companion
    from untwitch.journal.records import Ids
    from untwitch.journal.store import Journal

    guideline = _english(folder)
    with Journal.open(journal_place(journal)) as opened:
        yield Companion(guideline, opened, now, Ids(now, os.urandom), origin)
