"""The examples in the terminal's docstrings run."""

from __future__ import annotations

import doctest
import importlib

import pytest


@pytest.mark.parametrize("name", ["asking", "serving", "talk", "words"])
def test_examples_run(name):
    found = doctest.testmod(importlib.import_module(f"untwitch.terminal.{name}"))
    assert found.attempted > 0
    assert found.failed == 0
