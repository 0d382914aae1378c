"""Which person of the household a page is about, kept in memory so that no page pays for asking the journal."""

from __future__ import annotations

from uuid import UUID

from untwitch.companion import Companion
from untwitch.household import shown_name
from untwitch.journal.records import Person

PERSON_COOKIE = "person"
MOST_KEPT = 2_000  # checks and sessions whose person is kept in memory


class Household:
    """The people of the journal as they were last read. The caller holds the lock."""

    def __init__(self) -> None:
        self._people: dict[UUID, Person] = {}
        self._owners: dict[UUID, UUID] = {}

    def people(self, companion: Companion) -> tuple[Person, ...]:
        """Everyone, read anew; the first person is made when there is none."""
        companion.me()
        self._people = {p.id: p for p in companion.journal.people()}
        return tuple(self._people.values())

    def person(self, companion: Companion, topic: UUID | None, chosen: str | None) -> UUID:
        """The person of a check or session, else the one chosen in this browser, else the first."""
        owner = self._owner(companion, topic) if topic else None
        return owner or self._chosen(companion, chosen) or next(iter(self._known(companion)))

    def name(self, companion: Companion, person: UUID) -> str | None:
        """What the person is called; None where one person is alone."""
        known = self._known(companion)
        return shown_name(known[person]) if len(known) > 1 and person in known else None

    def _known(self, companion: Companion) -> dict[UUID, Person]:
        if not self._people:
            self.people(companion)
        return self._people

    def _chosen(self, companion: Companion, chosen: str | None) -> UUID | None:
        try:
            person = UUID(chosen or "")
        except ValueError:
            return None
        if person not in self._known(companion):
            self.people(companion)  # somebody may have been added in a terminal meanwhile
        return person if person in self._people else None

    def _owner(self, companion: Companion, topic: UUID) -> UUID | None:
        if topic not in self._owners:
            found = companion.whose(topic)
            if found is None:
                return None
            if len(self._owners) >= MOST_KEPT:
                self._owners.clear()
            self._owners[topic] = found
            if found not in self._known(companion):
                self.people(companion)
        return self._owners[topic]
