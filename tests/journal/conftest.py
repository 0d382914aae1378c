"""A real journal in a real file, with one person in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import settings
from journal_examples import NOON, new_id

from untwitch.journal.store import Journal

settings.register_profile("shared_machine", deadline=None)
settings.load_profile("shared_machine")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.db"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    with Journal.open(path) as opened:
        yield opened


@pytest.fixture
def ana(journal: Journal) -> UUID:
    person = new_id()
    journal.add_person(person, NOON)
    return person
