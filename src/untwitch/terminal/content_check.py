"""All that `untwitch content check` looks at: the files, and what no start of the program has time or reason to try."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from untwitch.errors import Fault, FaultsError, nearest
from untwitch.guideline import files as f
from untwitch.guideline.cases import wrong_cases
from untwitch.guideline.checks import broken, odd
from untwitch.guideline.documents import Documents, read
from untwitch.safety.listed import demanded
from untwitch.web.poses import forms


def examined(folder: Path) -> Documents:
    """All content files, read and checked anew: no cache between a fault and the person looking for it.

    Raises
    ------
    FaultsError
        Every fault, with file and line.
    """
    documents = read(folder)
    wrong = broken(documents)
    found = [
        *(wrong or wrong_cases(documents)),
        *odd(documents),
        *undrawn_pictures(documents),
        *unsafe_families(documents),
    ]
    if found:
        raise FaultsError(found)
    return documents


def undrawn_pictures(documents: Documents) -> Iterator[Fault]:
    """Pictures of which there is no drawing. An unknown pose is named by the checks of all ids."""
    for key in ("techniques", "sequences"):
        for item, document, path in documents.items(f.TechniquesFile, key):
            for at, picture in enumerate(item.pictures):
                drawn = forms(picture.pose)
                if picture.form in drawn or picture.pose not in document.value.poses:
                    continue
                meant = nearest(picture.form, drawn)
                there = "" if meant else f"; drawn are: {', '.join(drawn) or 'none'}"
                place = document.place(item.id, *path, "pictures", at)
                yield place.fault(f'the pose "{picture.pose}" has no drawing "{picture.form}"{there}', meant)


def unsafe_families(documents: Documents) -> Iterator[Fault]:
    """Techniques without a contraindication that their families or places demand; the proofs would refute them too."""
    sets = documents.one(f.ContraindicationsFile).sets
    for item, document, path in documents.items(f.TechniquesFile, "techniques"):
        codes = {*item.contra, *(code for name in item.contra_sets for code in sets.get(name, ()))}
        missing = [code for code in demanded(item) if code not in codes]
        if missing:
            kinds = ", ".join(item.families)
            place = document.place(item.id, *path, "contra")
            yield place.fault(
                f"{kinds} at {', '.join(item.sites)} also needs the contraindications {', '.join(missing)}"
            )
