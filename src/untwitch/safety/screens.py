"""The "Anywhere else?" obligation: no sign that alone means urgent or more is left unasked, at any place.

For each place and kind of movement the solver looks for a person who has such a sign while no screen that this person
gets prints it. A sign counts as printed when leaving its line unticked says that the sign is absent. It need not be
printed when a named fact closes it: who the person is (`applies_if`), a device they do not have, or one of the few
findings in `ASKED_ALONE`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import z3

from untwitch.care.interview import WHERE_FINDINGS
from untwitch.guideline.dangers import URGENT, Danger
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import Line, Place
from untwitch.logic.atoms import FALSE, evaluate, tell
from untwitch.logic.nodes import leaves
from untwitch.safety.floors import claims, in_words
from untwitch.safety.listed import ASKED_ALONE
from untwitch.safety.person import calm, describe
from untwitch.safety.report import Refuted
from untwitch.safety.theory import Ground, read


def anywhere_else(ground: Ground) -> None:
    """For every place, every kind that makes sense there and every single sign worth urgent or more."""
    needed = {danger: _unasked(ground, danger, whens) for danger, whens in alone(ground.guideline).items()}
    open_ones = {danger: formula for danger, formula in needed.items() if formula is not None}
    for place in ground.guideline.places.values():
        for kind in place.kinds:
            ground.count(len(needed))
            with ground.complete.assuming(*_here(ground, place, kind)):
                _look(ground, open_ones)


def _look(ground: Ground, unasked: Mapping[Danger, Any]) -> None:
    """All signs in one question; one by one only when the answer is that some sign is missed."""
    if not ground.complete.exists(z3.Or(list(unasked.values()))):
        return
    for danger, formula in unasked.items():
        found = ground.complete.find(formula)
        if found is not None:
            raise Refuted(_missed(ground.guideline, danger, found))


def alone(guideline: Guideline) -> dict[Danger, list[str | None]]:
    """Signs that alone mean urgent or more, each with the conditions under which they do (None: always)."""
    found: dict[Danger, list[str | None]] = {}
    for claim in claims(guideline):
        danger = claim.danger
        if claim.rank >= URGENT and danger.finding not in (*WHERE_FINDINGS, *ASKED_ALONE):
            found.setdefault(danger, []).append(claim.when)
    return found


def _unasked(ground: Ground, danger: Danger, whens: list[str | None]) -> Any | None:
    """A person with the sign, whom no screen asks, and nothing closes it. None where a screen asks everybody."""
    guideline, side = ground.guideline, ground.complete
    screens = [s for s in guideline.screens if any(prints(guideline, line, danger) for line in s.lines)]
    if any(s.when is None for s in screens):
        return None
    asked = [side.text(s.when)[0] for s in screens if s.when]
    parts = [side.truth(danger.sign)[0], *(z3.Not(a) for a in asked)]
    if None not in whens:
        parts.append(z3.Or([side.text(w)[0] for w in whens if w]))
    finding = guideline.findings[danger.finding]
    parts += [side.text(c)[0] for c in (finding.applies_if, finding.needs_device) if c]
    return z3.And(parts)


def prints(guideline: Guideline, line: Line, danger: Danger) -> bool:
    """Does this line, left unticked, say that the sign is absent? A line that opens its finding does too."""
    if danger.finding in line.opens or line.lowest == danger.finding:
        return True
    return any(_settles(guideline, text, danger) for text in line.signs)


def _settles(guideline: Guideline, text: str, danger: Danger) -> bool:
    sign = read(guideline, text)
    if next(leaves(sign)).name != danger.finding:
        return False
    codes = bytearray(guideline.table.blank)
    tell(guideline.table, codes, sign, False)
    return evaluate(danger.sign, guideline.table, codes) == FALSE


def _here(ground: Ground, place: Place, kind: str) -> Iterator[Any]:
    """The place and the kind are ticked, nothing else of them."""
    table, atoms = ground.guideline.table, ground.complete.world.sure
    for name, ticked in (("site", place.site), ("movement", (kind,))):
        start, _ = table.spans[name]
        for at, option in enumerate(table.vocabulary[name].options, start):
            yield atoms[at] if option in ticked else z3.Not(atoms[at])


def _missed(guideline: Guideline, danger: Danger, codes: bytes) -> str:
    """Only what decides which screens are shown is told: place, kind, who the person is, and the sign."""
    kept = {*WHERE_FINDINGS, "pregnancy", danger.finding}
    person = bytearray(codes)
    for name, (start, stop) in guideline.table.spans.items():
        person[start:stop] = person[start:stop] if name in kept else calm(guideline, name) or person[start:stop]
    return f'{describe(guideline, bytes(person))}, is never asked: "{in_words(guideline, danger.sign)}".'
