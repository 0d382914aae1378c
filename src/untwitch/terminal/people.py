"""The people of the journal: `untwitch people`, and for whom a check is."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from untwitch.companion import Companion
from untwitch.household import person_called, shown_name
from untwitch.language import _
from untwitch.terminal.opening import open_companion
from untwitch.terminal.talk import Talk, printable


def run(folder: Path | None, journal: str | None, add: str | None, rename: tuple[str, str] | None) -> None:
    """Add or rename somebody when asked to, then list everyone."""
    with open_companion(folder, journal, "cli") as companion:
        me = companion.me()
        if rename:
            companion.rename(person_called(rename[0], companion.journal.people(), "--rename"), rename[1])
        if add:
            companion.add_person(add, companion.country(me))
        for one in companion.journal.people():
            print(printable(shown_name(one)))


def chosen_person(talk: Talk, companion: Companion, name: str | None) -> UUID:
    """The person of that name, else the first; where there are several, says for whom it is.

    Raises FaultsError when nobody is called that.
    """
    me = companion.me()
    people = companion.journal.people()
    chosen = person_called(name, people) if name else me
    if len(people) > 1:
        who = next(shown_name(p) for p in people if p.id == chosen)
        talk.say(_("For %(who)s. For another person: --for NAME.") % {"who": who}, "dim")
    return chosen
