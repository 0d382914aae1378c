"""`untwitch content check` looks further than a start of the program does: drawings, cases, what a family demands."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from untwitch.guideline.documents import CONTENT

TECHNIQUES = "care/techniques.yaml"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of our content to break."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


def change(copy: Path, file: str, old: str, new: str) -> int:
    """Put `new` for the first `old`; the line on which it stands."""
    text = (copy / file).read_text("utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1), "utf-8")
    return text.count("\n", 0, text.index(old)) + 1


def complaints(run, copy: Path) -> list[str]:
    """What the command says of content that it refuses."""
    result = run("--content", str(copy), "content", "check")
    assert result.exit_code == 2, result.stdout
    return result.stderr.splitlines()


@pytest.mark.parametrize(
    "form, said",
    [
        ("form: knaed", 'has no drawing "knaed", did you mean "knead"?'),
        ("form: xyz", 'has no drawing "xyz"; drawn are: '),
    ],
)
def test_a_picture_without_a_drawing_is_named(run, copy, form, said):
    line = change(copy, TECHNIQUES, "form: knead", form)
    (complaint,) = complaints(run, copy)
    assert complaint.startswith(f'{TECHNIQUES}:{line}: calf_active_towel: the pose "sit_leg_long" {said}')


def test_a_pose_that_was_only_named_is_not_drawn(run, copy):
    change(copy, TECHNIQUES, "  sit_chair: ", '  fly: "Flies."\n  sit_chair: ')
    line = change(copy, TECHNIQUES, "{pose: sit_chair, form: table", "{pose: fly, form: table")
    (complaint,) = complaints(run, copy)
    assert complaint == f'{TECHNIQUES}:{line}: stop_and_support: the pose "fly" has no drawing "table"; drawn are: none'
