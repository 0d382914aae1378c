"""The ten reports, made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from visits import TEN, Visit, visits

if TYPE_CHECKING:
    from untwitch.guideline.model import Guideline


@pytest.fixture(scope="session")
def ten(guideline: Guideline) -> dict[str, Visit]:
    found = {visit.id: visit for visit in visits(guideline)}
    assert set(found) == set(TEN)
    return found


@pytest.fixture(params=TEN)
def visit(request: pytest.FixtureRequest, ten: dict[str, Visit]) -> Visit:
    return ten[request.param]
