"""The people of one journal: what they are called, and how one is found by name."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from untwitch.errors import Fault, FaultsError, UntwitchError, nearest
from untwitch.journal.records import Person
from untwitch.language import _, pgettext

ME = "Me"  # the first person, until they are given a name
LONGEST = 40


class NameNotUsable(UntwitchError):
    """A person cannot be called this."""


def shown_name(person: Person) -> str:
    """What a person is called on screen."""
    name = person.named.name if person.named else ME
    return pgettext("the person who uses this computer", "Me") if name == ME else name


def usable_name(text: str, others: Iterable[Person]) -> str:
    """The name without spaces around it. Raises NameNotUsable when it is empty, too long or taken by one of `others`."""
    name = " ".join(text.split())
    if not name or not name.isprintable():
        raise NameNotUsable(_("Write a name, or what you call them."))
    if len(name) > LONGEST:
        raise NameNotUsable(_("The name is too long. %d letters are enough.") % LONGEST)
    if any(name.casefold() == called.casefold() for one in others for called in _names(one)):
        raise NameNotUsable(_("Somebody here is called “%s” already.") % name)
    return name


def person_called(name: str, people: Iterable[Person], said_with: str = "--for") -> UUID:
    """The person of this name, in capitals or not. `said_with`: the option that named them.

    Raises
    ------
    FaultsError
        Nobody here is called that.
    """
    found = {called.casefold(): one.id for one in people for called in _names(one)}
    wanted = " ".join(name.split()).casefold()
    if wanted not in found:
        meant = nearest(wanted, found)
        says = _('nobody in this journal is called "%s"; `untwitch people --add NAME` adds somebody') % name
        raise FaultsError([Fault("", 0, said_with, says, meant)])
    return found[wanted]


def _names(person: Person) -> set[str]:
    """Under which names a person is found: as kept, and as shown in the language spoken now."""
    return {person.named.name if person.named else ME, shown_name(person)}
