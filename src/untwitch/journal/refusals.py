"""What the journal refuses, by name. Each sentence says what happened and what is safe to do now."""

from __future__ import annotations

from untwitch.errors import UntwitchError
from untwitch.language import N_, _


class JournalError(UntwitchError):
    """Something the journal could not do. Whatever it had stored before is still there."""

    sentence = N_("The journal could not do this. Nothing was changed, and everything stored before is safe.")

    def __init__(self, sentence: str | None = None) -> None:
        super().__init__(sentence or _(self.sentence))


class JournalBusy(JournalError):
    """Another program held the journal for longer than we wait."""

    sentence = N_(
        "Another program is using the journal just now. Nothing was stored. "
        "It is safe to try again in a moment: an entry is never stored twice."
    )


class JournalFull(JournalError):
    """The disk, or the space set aside for the journal, is full."""

    sentence = N_(
        "There is no room left for the journal. This entry was not stored; everything stored before is safe. "
        "Free some space, then try again."
    )


class JournalReadOnly(JournalError):
    """The journal, or the folder it is in, may not be written to."""

    sentence = N_(
        "The journal may not be written to here. This entry was not stored; what was stored before is safe. "
        "Allow this account to write to the journal and its folder, then try again."
    )


class JournalUnreachable(JournalError):
    """The file or the database server cannot be opened, read or written at all."""

    sentence = N_(
        "The journal could not be reached. Nothing was stored. "
        "Check that its disk or server is there and may be opened, then try again."
    )


class JournalBroken(JournalError):
    """The stored file is damaged."""

    sentence = N_(
        "The journal is damaged and cannot be read. Nothing was changed. "
        "Keep the file as it is, and go on with a backup copy or a new journal."
    )


class NotAJournal(JournalBroken):
    """The file or database holds something else than a journal."""

    sentence = N_(
        "This is not an Untwitch journal, so it was left as it is. "
        "Name another file, or one that does not exist yet to start a new journal."
    )


class JournalTooNew(JournalError):
    """The journal was last written by a newer version of this program."""

    sentence = N_(
        "This journal was written by a newer Untwitch. Nothing was changed. "
        "Install the newer version to open it, or name another file to start a new journal."
    )


class DifferentRecord(JournalError):
    """An entry with this id is stored already and says something else."""

    sentence = N_(
        "An entry with the same id is stored already and says something else. Nothing was stored; "
        "the first entry stands. Enter this one again as a new entry."
    )


class UnknownPerson(JournalError):
    """An entry about a person who is not in this journal."""

    sentence = N_("This person is not in the journal. Nothing was stored. Add the person first.")


class UnknownRecord(JournalError):
    """A correction that points at an entry which is not in this person's journal."""

    sentence = N_(
        "The entry to be corrected is not in this person's journal. Nothing was stored. "
        "Store the entry first, then its correction."
    )


class RecordRefused(JournalError):
    """The database's own checks refused an entry that had passed ours."""

    sentence = N_("The journal's own checks refused this entry. Nothing was stored; what was stored before is safe.")


class UnknownVersion(JournalError):
    """A record of a known kind in a version this program cannot read. Leaving it out could hide an answer."""
