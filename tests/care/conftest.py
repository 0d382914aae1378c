"""Fixtures of the care tests: the asker with its solver, random answers, and a calm person."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from untwitch.companion import Asker
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import Finding


@pytest.fixture(scope="session")
def asker(guideline: Guideline) -> Asker:
    return Asker(guideline)


@pytest.fixture(scope="session")
def calm(guideline: Guideline) -> dict[str, Any]:
    """A complete person with a plain calf cramp, as answers."""
    given = guideline.baselines["calf_cramp"].answers
    return {k: list(v) if isinstance(v, tuple) else v for k, v in given.items() if v is not None}


@pytest.fixture(scope="session")
def random_answer() -> Callable[[Finding, random.Random], Any]:
    def answer(finding: Finding, rng: random.Random) -> Any:
        options = [o.id for o in finding.options]
        match finding.kind:
            case "yes_no":
                return rng.random() < 0.3
            case "choice":
                return rng.choice(options)
            case "choices":
                return rng.sample(options, rng.choice([0, 0, 1, 2]))
            case _:
                return rng.choice([finding.min, finding.max, round(rng.uniform(finding.min or 0, finding.max or 0))])

    return answer
