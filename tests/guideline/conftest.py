"""Our content read twice: by the program, and by the reference that shares no code with it."""

from __future__ import annotations

import pytest

from reference import check_triage
from untwitch.guideline.documents import CONTENT, Documents, read


@pytest.fixture(scope="session")
def documents() -> Documents:
    """The content files as read, with the rule cases and regression people that a loaded guideline leaves out."""
    return read(CONTENT)


@pytest.fixture(scope="session")
def reference() -> check_triage.Content:
    return check_triage.Content(CONTENT)
