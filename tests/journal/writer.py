"""A program that writes pairs of entries and says so after each; the tests start it, and kill it."""

from __future__ import annotations

import secrets
import sys
from datetime import UTC, datetime
from uuid import UUID

from untwitch.journal.records import CheckStarted, Ids, Record
from untwitch.journal.store import Journal


def main(path: str, person: str, pairs: int) -> None:
    ids = Ids(lambda: datetime.now(UTC), secrets.token_bytes)
    sys.stdin.readline()  # so that all writers start at once
    journal = Journal.open(path)
    journal.add_person(UUID(person), datetime.now(UTC))
    for _ in range(pairs):
        check = ids()
        pair = [record(ids(), UUID(person), check) for _ in range(2)]
        journal.append(*pair)
        print(check, flush=True)


def record(own: UUID, person: UUID, check: UUID) -> Record:
    now = datetime.now(UTC)
    return Record.of(CheckStarted(check), id=own, person=person, at=now, zone="UTC", recorded_at=now, origin="test")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
