"""What a change of the content does to people: found, explained by its rule, told in words; a lowered level is refused."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from changed_content import plain, rule_changed, with_rules, without_rules
from typer.testing import CliRunner, Result

from cli.shapes import explained, paths
from untwitch.cli import app
from untwitch.guideline.documents import CONTENT
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import LEVELS, RANK
from untwitch.logic.nodes import expand
from untwitch.logic.text import parse
from untwitch.population.synthetic import BLOCK, synthetic
from untwitch.safety.difference import Difference, answers_of
from untwitch.safety.person import floor_of
from untwitch.safety.rare import people_moved
from untwitch.safety.together import Together
from untwitch.terminal import differing

Size = Callable[[int, int], int]
SLOW_CRAMP = "severe_pain_will_not_let_go"
JAW = "locked_jaw_with_other_signs"


def edited(guideline: Guideline, rule: str, old: str, new: str) -> Guideline:
    """The guideline with one rule's text changed, as far as a comparison reads it: limits may be new."""
    assert old in guideline.rule[rule].when
    rules = tuple(replace(r, when=r.when.replace(old, new)) if r.id == rule else r for r in guideline.rules)
    derived = {name: guideline.nodes[name] for name in guideline.derived}
    nodes = {r.when: expand(parse(r.when), derived) for r in rules}
    return replace(guideline, version=f"{guideline.version}+", rules=rules, nodes={**guideline.nodes, **nodes})


def difference(old: Guideline, new: Guideline) -> Difference:
    """Everybody whom the solver finds, and one block of made-up people."""
    found = Difference(Together.of(old, new))
    for codes in people_moved(found.both):
        found.person(codes, "solver")
    for batch in synthetic(found.both.new, BLOCK, seed=2):
        found.batch(batch, "synthetic")
    return found


def test_a_limit_moved_by_one_is_found_and_explained(guideline: Guideline) -> None:
    found = difference(guideline, edited(guideline, SLOW_CRAMP, "episode_minutes >= 30", "episode_minutes >= 31"))
    (change,) = found.changes.values()
    assert (change.before, change.rule, change.lowered) == ("emergency", SLOW_CRAMP, True)
    assert change.people["solver"] == 1
    assert "30 minutes" in plain(change.examples[0])


def test_a_dropped_or_is_found_and_explained(guideline: Guideline) -> None:
    found = difference(guideline, edited(guideline, JAW, " or wound", ""))
    change = next(c for c in found.sorted() if c.before == "emergency")
    assert change.rule == JAW
    assert any("wound" in plain(example) for example in change.examples)
    assert found.lowered()
    assert not found.lowered([JAW])


def test_a_lowered_level_is_refused_until_its_rule_is_named(guideline: Guideline) -> None:
    lower = rule_changed(guideline, "cramp_still_locked", lambda r: replace(r, level="soon"))
    found = difference(guideline, lower)
    assert {c.rule for c in found.lowered()} == {"cramp_still_locked"}
    assert found.lowered(["another_rule"])
    assert not found.lowered(["cramp_still_locked"])


def test_a_rule_made_safer_raises_and_is_not_refused(guideline: Guideline) -> None:
    found = difference(guideline, edited(guideline, SLOW_CRAMP, "episode_minutes >= 30", "episode_minutes >= 29"))
    assert found.changes
    assert not found.lowered()
    assert {c.rule for c in found.sorted()} == {SLOW_CRAMP}


def test_the_same_content_changes_nobody(guideline: Guideline) -> None:
    both = Together.of(guideline, with_rules(guideline, guideline.rules))
    assert both.changed == ()
    assert list(people_moved(both)) == []


def test_a_rule_taken_out_or_put_in_is_named_as_such(guideline: Guideline) -> None:
    fewer = without_rules(guideline, "crisis_or_self_harm" if "crisis_or_self_harm" in guideline.rule else JAW)
    out, back = Together.of(guideline, fewer), Together.of(fewer, guideline)
    assert [c.how for c in out.changed] == ["removed"]
    assert [c.how for c in back.changed] == ["added"]
    assert list(people_moved(out))
    assert [c.old is None for c in back.changed] == [True]


def test_an_option_that_only_one_version_knows_is_no_trouble(guideline: Guideline) -> None:
    site = guideline.findings["site"]
    fewer = replace(site, options=tuple(o for o in site.options if o.id != "fingers_toes"))
    new = replace(guideline, findings={**guideline.findings, "site": fewer})
    both = Together.of(guideline, new)
    assert {o.id for o in both.new.findings["site"].options} == {o.id for o in site.options}
    assert both.changed == ()


def test_a_table_counts_whom_one_by_one_would_count(guideline: Guideline, size: Size) -> None:
    """Several changes at once: in the table and person by person the same people move by the same rules."""
    new = without_rules(guideline, "frequent_cramps")
    new = rule_changed(new, "cramps_that_wake_you", lambda r: replace(r, level="soon"))
    new = edited(edited(new, "twitch_over_two_weeks", "14", "40"), JAW, " or wound", "")
    both = Together.of(guideline, new)
    table, single = Difference(both), Difference(both)
    people = size(500, 30_000)
    for batch in synthetic(both.new, people, seed=5, unknown=0.05):
        table.batch(batch, "x")
        for row in range(len(batch)):
            single.person(both.codes(answers_of(both, batch.slice(row, 1))), "x")
    assert {m: c.people for m, c in table.changes.items()} == {m: c.people for m, c in single.changes.items()}
    assert table.looked_at == single.looked_at == Counter({"x": people})
    assert len(table.changes) >= 2


def test_each_example_is_a_person_who_moves_that_way(guideline: Guideline) -> None:
    both = Together.of(guideline, edited(guideline, JAW, " or wound", ""))
    for codes in people_moved(both):
        before, after = floor_of(both.old, codes), floor_of(both.new, codes)
        assert (LEVELS[before], after < RANK["emergency"]) == ("emergency", True)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two commits of the content: the second lowers one rule's limit."""
    root = tmp_path_factory.mktemp("repository")
    shutil.copytree(CONTENT, root / "src" / "content")
    git = ["git", "-C", str(root), "-c", "user.name=t", "-c", "user.email=t@example.org"]
    rules = root / "src" / "content" / "triage" / "rules" / "emergency.yaml"
    for number in (1, 2):
        subprocess.run([*git, "init", "-q"], check=True)
        subprocess.run([*git, "add", "."], check=True)
        subprocess.run([*git, "commit", "-q", "-m", str(number)], check=True)
        text = rules.read_text("utf-8")
        assert "episode_minutes >= 30" in text or number == 2
        rules.write_text(text.replace("episode_minutes >= 30", "episode_minutes >= 31"), "utf-8")
    return root


def seen(documents: list[Any]) -> set[str]:
    return {path for document in documents for path in paths(document)}


def diff(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["content", "diff", *arguments])


def test_revisions_are_compared_and_a_lowered_level_ends_in_one(
    repository: Path, monkeypatch: pytest.MonkeyPatch, guideline: Guideline, tmp_path: Path
) -> None:
    monkeypatch.chdir(repository)
    person = {"age_years": 30.0, "site.calf": True, "onset": "sudden", "now": True, "episode_minutes": 30.0}
    pq.write_table(pa.Table.from_pylist([{**person, "pain_now": 9.0}]), tmp_path / "p.parquet")
    given = diff("HEAD~1", "HEAD", "--synthetic", "100", "--people", str(tmp_path / "p.parquet"), "--json")
    assert given.exit_code == 1, given.output
    document: dict[str, Any] = json.loads(given.output)
    assert document["refused"] == [SLOW_CRAMP]
    assert document["people"]["synthetic"] == 100
    assert any(str(tmp_path / "p.parquet") in change["people"] for change in document["changes"])
    assert seen([document]) == set(explained("content diff"))


@pytest.mark.parametrize("named", ["no-such-revision", "--upload-pack=x", "HEAD:src/\x00"])
def test_a_bad_version_is_named(repository: Path, monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.chdir(repository)
    said = diff("--", "HEAD", named)
    assert said.exit_code == 2
    assert "NEW" in said.output
    assert "Traceback" not in said.output


def test_broken_content_is_named_with_its_version(tmp_path: Path) -> None:
    said = diff(str(CONTENT), str(tmp_path), "--synthetic", "0")
    assert said.exit_code == 2
    assert f"NEW ({tmp_path})" in said.output


def test_an_unknown_rule_to_allow_is_named(guideline: Guideline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(differing, "compare", lambda *_: Difference(Together.of(guideline, guideline)))
    said = diff(str(CONTENT), str(CONTENT), "--allow-lower", "cramp_still_loked")
    assert said.exit_code == 2
    assert "cramp_still_locked" in said.output
    assert diff(str(CONTENT), str(CONTENT)).exit_code == 0


def test_a_change_in_words_says_which_way_by_which_rule_and_how_to_allow_it(
    guideline: Guideline, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Difference(Together.of(guideline, edited(guideline, JAW, " or wound", "")))
    for codes in people_moved(found.both):
        found.person(codes, "solver")
    monkeypatch.setattr(differing, "compare", lambda *_: found)
    said = diff("a", "b")
    assert said.exit_code == 1
    for words in ("LOWER: from an emergency call", JAW, "1 of 1 (solver)", "A person who", f"--allow-lower {JAW}"):
        assert words in " ".join(said.output.split())
    assert diff("a", "b", "--allow-lower", JAW).exit_code == 0
