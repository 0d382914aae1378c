"""No exercise is offered to a baby; only to stop and support, which the carer does."""

from __future__ import annotations

import pytest

from untwitch.care.knowledge import Knowledge
from untwitch.care.relief import SAFE_ALWAYS, offer
from untwitch.care.triage import interval
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import LEVELS


@pytest.mark.parametrize("level", LEVELS)
def test_a_baby_is_offered_no_technique(guideline: Guideline, level: str) -> None:
    person = Knowledge.blank(guideline)
    for name, finding in guideline.findings.items():
        person = person.answered(name, 1 if name == "age_years" else finding.absent)
    for technique in guideline.techniques.values():
        status = offer(interval(person), technique, level).status  # type: ignore[arg-type]
        assert technique.id == SAFE_ALWAYS or status == "withheld", technique.id
