"""Checks of the relief techniques: what every one must say, and what its position demands."""

from __future__ import annotations

from collections.abc import Iterator

from untwitch.errors import Fault
from untwitch.guideline import files as f
from untwitch.guideline.documents import Documents

FALLS = "fall_risk"  # the contraindication that keeps people who may fall from what is done on their feet


def unguarded_techniques(documents: Documents) -> Iterator[Fault]:
    """Techniques that nothing stops, that are for no use, or that are done standing by people who may fall."""
    sets = documents.one(f.ContraindicationsFile).sets
    for item, document, path in documents.items(f.TechniquesFile, "techniques"):
        if not item.use:
            yield document.place(item.id, *path, "use").fault("says no use, so it is never offered")
        if not item.stop:
            yield document.place(item.id, *path, "stop").fault("names nothing at which a person must stop")
        codes = {*item.contra, *(code for name in item.contra_sets for code in sets.get(name, ()))}
        if item.position == "standing" and FALLS not in codes:
            place = document.place(item.id, *path, "contra")
            yield place.fault(f'is done standing, so it needs the contraindication "{FALLS}"')
