"""`untwitch content check` looks further than a start of the program does: drawings, cases, what a family demands."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import get_args

import pytest

from untwitch.guideline.documents import CONTENT
from untwitch.guideline.types import Position
from untwitch.terminal.words import POSITIONS

ROOT = Path(__file__).parents[2]
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


def test_examples_that_the_rules_do_not_bear_out_are_named_with_what_came(run, copy):
    """Each kind of example goes wrong once; other faults do not hide that."""
    rules, floors, cross = "triage/rules/urgent.yaml", "triage/floors.yaml", "triage/cross_checks.yaml"
    people = "triage/regression.yaml"
    case = change(copy, rules, "    given: {swollen_leg: true}", "    given: {swollen_leg: false}") - 1
    pair = change(
        copy, cross, "- id: E05_U11_nerve\n  level: emergency\n  left:", "- id: E05_U11_nerve\n  level: soon\n  left:"
    )
    floor = change(copy, floors, "  level: {calf_cramp: emergency", "  level: {calf_cramp: urgent")
    person = change(copy, people, "  expected: self_care", "  expected: routine")
    form = change(copy, TECHNIQUES, "form: knead", "form: knaed")
    case_level = change(copy, rules, "    level: urgent\n", "    level: soon\n")
    found = complaints(run, copy)
    for said in (
        f"{rules}:{case}: swollen_limb: case 1 expects true for nothing_named with {{swollen_leg: false}}, but the rule is false",
        f"{cross}:{pair + 2}: E05_U11_nerve: left must end at soon, but the rules give emergency (",
        f"{floors}:{floor}: ",
        f"{people}:{person - 8}: sk:1: the person must end at routine, but the rules give self_care",
        f"{TECHNIQUES}:{form}: ",
        f"{rules}:{case_level}: ",
    ):
        assert any(line.startswith(said) for line in found), (said, found)
    assert any("added to calf_cramp it must end at urgent, but the rules give emergency (" in line for line in found)


def test_a_rule_that_moves_the_floor_table_is_named_by_its_rows(run, copy):
    """The practice rule of docs/develop/adding.md: one answer alone now gives more than the table says."""
    soon = copy / "triage/rules/soon.yaml"
    text = (ROOT / "docs/develop/adding.md").read_text("utf-8")
    soon.write_text(soon.read_text("utf-8") + text.split("```yaml\n")[2].split("```")[0], "utf-8")
    found = complaints(run, copy)
    assert all(line.startswith("triage/") and "calf_cramp_with_clot_risk" in line for line in found), found
    assert any("clot_risk true: added to calf_cramp it must end at self_care" in line for line in found)


def test_a_start_of_the_program_does_not_run_the_examples(run, copy):
    change(copy, "triage/regression.yaml", "  expected: self_care", "  expected: routine")
    assert run("--content", str(copy), "decide", "--answers", "-", say='{"stroke_sign": true}').exit_code == 0


def test_a_family_without_what_keeps_it_safe_is_named(run, copy):
    text = (copy / TECHNIQUES).read_text("utf-8")
    at = text.index("    contra: [", text.index("- id: heat_pack_15"))
    head, tail = text[:at], text[at:]
    (copy / TECHNIQUES).write_text(head + tail.replace("    contra_sets: [heat]", "    contra_sets: []", 1), "utf-8")
    (complaint,) = complaints(run, copy)
    assert complaint.startswith(f"{TECHNIQUES}:{head.count(chr(10)) + 1}: heat_pack_15: heat at ")
    assert "also needs the contraindications cannot_feel_skin, poor_circulation" in complaint


def test_every_position_is_said_in_words():
    assert set(POSITIONS) == set(get_args(Position))
