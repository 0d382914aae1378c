"""People for the rules: whole answers to codes, and what the compiled rules say of them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from untwitch.guideline.model import Guideline
from untwitch.guideline.types import LEVELS
from untwitch.logic.atoms import FALSE, TRUE, TRUTH, tell


def codes_of(guideline: Guideline, facts: Mapping[str, Any]) -> bytes:
    """What whole answers say of every atom; None is not asked."""
    table = guideline.table
    codes = bytearray(table.blank)
    for name, value in facts.items():
        if value is not None:
            codes[slice(*table.spans[name])] = table.codes_of(name, value)
    return bytes(codes)


@dataclass(frozen=True)
class Decided:
    """What the compiled rules say: the truth of each rule, and the interval they leave."""

    truths: Mapping[str, bool | None]
    floor: str
    ceiling: str

    @property
    def fired(self) -> set[str]:
        return {name for name, truth in self.truths.items() if truth}


def decide(guideline: Guideline, codes: bytes) -> Decided:
    """Floor: the most urgent rule that is true. Ceiling: the most urgent rule that is not false."""
    verdicts = guideline.evaluate(codes)
    ranked = list(zip(guideline.ranks, verdicts, strict=True))
    floor = max((rank for rank, code in ranked if code == TRUE), default=0)
    ceiling = max((rank for rank, code in ranked if code != FALSE), default=0)
    truths = {rule.id: TRUTH[code] for rule, code in zip(guideline.rules, verdicts, strict=True)}
    return Decided(truths, LEVELS[floor], LEVELS[ceiling])


def weakened(guideline: Guideline, facts: Mapping[str, Any], rng: random.Random) -> bytes:
    """The same person who has said less: some answers left out, some only in part."""
    table = guideline.table
    known = codes_of(guideline, facts)
    codes = bytearray(codes_of(guideline, {k: v for k, v in facts.items() if rng.random() < 0.6}))
    for name in facts:
        start, stop = table.spans[name]
        if codes[start:stop] == table.blank[start:stop] and rng.random() < 0.5:
            for atom in rng.sample(range(start, stop), rng.randint(0, stop - start)):
                if known[atom] != table.blank[atom]:
                    tell(table, codes, table.sign_of(atom), known[atom] == TRUE)
    return bytes(codes)


def first_few(faults: Iterable[str]) -> list[str]:
    """Enough to see what is wrong."""
    return list(faults)[:10]
