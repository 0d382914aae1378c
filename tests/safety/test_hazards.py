"""The safety file: every hazard leads to controls, every control to something that is there, and nothing is left unsaid."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from untwitch.guideline.documents import CONTENT, Documents, read
from untwitch.guideline.hazard_checks import odd_safety
from untwitch.guideline.hazards import Control, HazardsFile, PropertiesFile
from untwitch.guideline.model import Guideline
from untwitch.safety import prove as proving
from untwitch.safety.links import broken, outcomes, state_of
from untwitch.safety.paper import html, markdown
from untwitch.safety.record import Record, record
from untwitch.safety.report import Property, Report
from untwitch.terminal.safety_file import document, known

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def documents() -> Documents:
    return read(CONTENT)


@pytest.fixture(scope="module")
def proved(guideline: Guideline) -> Report:
    """A report in which everything is proved, without proving it: that is what test_proofs does."""
    stated = guideline.safety.properties.values()
    return Report(guideline.version, tuple(Property(p.id, p.sentence, "proved", 0.1, None, 1) for p in stated))


@pytest.fixture(scope="module")
def made(guideline: Guideline, proved: Report) -> Record:
    return record(guideline, known(), proved, "0", "2026-11-24")


def changed(documents: Documents, kind: type, **change: object) -> Documents:
    """The documents with one file's first item changed, as `odd_safety` reads them."""
    key = next(iter(change))
    everything = tuple(
        replace(d, value=replace(d.value, **{key: change[key]})) if isinstance(d.value, kind) else d
        for d in documents.all
    )
    return replace(documents, all=everything)


def test_the_file_is_as_large_as_promised(guideline: Guideline) -> None:
    assert len(guideline.safety.hazards) >= 40
    assert len(guideline.safety.properties) >= 60


def test_every_link_leads_somewhere(guideline: Guideline) -> None:
    assert not list(broken(guideline, known()))


def test_every_link_holds_once_all_is_proved(made: Record) -> None:
    assert made.holds
    assert {link.state for link in made.links} == {"proved", "there"}


def test_every_kind_of_link_is_used(made: Record) -> None:
    assert {link.kind for link in made.links} == {"property", "test", "screen", "route", "document"}


@pytest.mark.parametrize("how", ["renamed", "gone", "nested"])
def test_a_linked_test_that_is_removed_is_found(guideline: Guideline, tmp_path: Path, how: str) -> None:
    target = "tests/care/test_babies.py::test_a_baby_is_offered_no_technique"
    kept = (ROOT / "tests" / "care" / "test_babies.py").read_text("utf-8")
    inside = re.sub(r"(?m)^", "    ", kept)
    text = {"renamed": kept.replace("def test_a_baby", "def test_a_child"), "gone": "", "nested": f"if True:\n{inside}"}
    file = tmp_path / "tests" / "care" / "test_babies.py"
    file.parent.mkdir(parents=True)
    file.write_text(text[how], "utf-8")
    assert state_of(f"test:{target}", guideline, None, known()) == "there"
    without = replace(known(), root=tmp_path)
    assert state_of(f"test:{target}", guideline, None, without) == "missing"
    assert any(target in fault.message for fault in broken(guideline, without))


def test_links_that_lead_nowhere_are_missing(guideline: Guideline) -> None:
    for link in (
        "property:no_such", "screen:no_such", "route:/no-such", "test:tests/no/test_such.py::test_a", "document:docs/no.md",
        "document:docs/safety/index.md#no-such", "test:tests/conftest.py::size", "elsewhere:x",
    ):  # fmt: skip
        assert state_of(link, guideline, None, known()) == "missing", link


def test_without_the_source_tree_tests_and_documents_are_not_looked_at(guideline: Guideline, proved: Report) -> None:
    installed = record(guideline, replace(known(), root=None), proved, "0", None)
    assert {x.state for x in installed.links if x.kind in ("test", "document")} == {"not looked at"}
    assert installed.holds


def test_what_is_not_proved_breaks_its_hazards(guideline: Guideline, proved: Report) -> None:
    bad = replace(proved.properties[0], status="refuted", counterexample="A person who ...")
    found = record(guideline, known(), replace(proved, properties=(bad, *proved.properties[1:])), "0", None)
    assert not found.holds
    assert {link.to for link in found.broken} == {f"property:{bad.id}"}


def test_results_of_a_run_are_read(guideline: Guideline, tmp_path: Path) -> None:
    file = tmp_path / "run.xml"
    file.write_text(
        '<testsuites><testsuite><testcase classname="tests.a.test_b" name="test_c[1]"/>'
        '<testcase classname="tests.a.test_b" name="test_c[2]"><failure message="no"/></testcase>'
        '<testcase classname="tests.care.test_babies" name="test_a_baby_is_offered_no_technique"/></testsuite></testsuites>',
        "utf-8",
    )
    seen = outcomes(file)
    assert seen == {
        "tests/a/test_b.py::test_c": False,
        "tests/care/test_babies.py::test_a_baby_is_offered_no_technique": True,
    }
    link = "test:tests/care/test_babies.py::test_a_baby_is_offered_no_technique"
    assert state_of(link, guideline, None, known(seen)) == "passed"
    assert state_of(link, guideline, None, known({link.removeprefix("test:"): False})) == "failed"


@pytest.mark.soak
def test_every_linked_test_is_collected(made: Record) -> None:
    targets = sorted({link.target for link in made.links if link.kind == "test"})
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-p", "no:xdist", *targets],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    collected = {line.partition("[")[0] for line in done.stdout.splitlines() if "::" in line}
    assert collected == set(targets)


@pytest.mark.parametrize("drop", ["check", "sentence"])
def test_a_sentence_and_its_check_come_together(
    guideline: Guideline, monkeypatch: pytest.MonkeyPatch, drop: str
) -> None:
    checks = dict(proving.CHECKS)
    if drop == "check":
        del checks["stroke"]
    else:
        checks["nobody_wrote_this"] = checks["stroke"]
    monkeypatch.setattr(proving, "CHECKS", checks)
    with pytest.raises(proving.Unmatched, match="stroke" if drop == "check" else "nobody_wrote_this"):
        proving.prove(guideline, [])


def test_every_sentence_is_one_of_its_own(guideline: Guideline) -> None:
    said = [p.sentence for p in guideline.safety.properties.values()]
    assert len(set(said)) == len(said)
    for text in said:
        assert re.fullmatch(r"[A-Z\"].*\.", text), text
        assert "_" not in text


def test_our_safety_file_has_no_fault(documents: Documents) -> None:
    assert not list(odd_safety(documents))


def test_a_broken_link_is_refused_with_what_was_meant(documents: Documents) -> None:
    hazards = documents.one(HazardsFile).hazards
    links = ("property:strok", "screen:strat", "wish:x")
    bad = replace(hazards[0], controls=(*hazards[0].controls, Control("Odd.", links), Control("Empty.", ())))
    found = list(odd_safety(changed(documents, HazardsFile, hazards=(bad, *hazards[1:]))))
    assert [f.suggestion for f in found[:2]] == ["stroke", "start"]
    assert "a link begins with" in found[2].message
    assert "nothing shows this control" in found[3].message
    assert len(found) == 4


def test_controls_may_not_make_it_worse(documents: Documents) -> None:
    hazards = documents.one(HazardsFile).hazards
    worse = replace(hazards[0], before=hazards[0].after, after=replace(hazards[0].before, likelihood="very_high"))
    assert any(
        "more likely" in f.message for f in odd_safety(changed(documents, HazardsFile, hazards=(worse, *hazards[1:])))
    )


def test_a_property_that_serves_nothing_is_named(documents: Documents) -> None:
    stated = documents.one(PropertiesFile).properties
    lonely = replace(stated[0], id="lonely", group="nowhere")
    found = list(odd_safety(changed(documents, PropertiesFile, properties=(*stated, lonely))))
    assert {f.about for f in found} == {"lonely"}
    assert len(found) == 2


def test_the_estimates_are_marked_as_ours(guideline: Guideline, made: Record) -> None:
    assert {h.basis for h in guideline.safety.hazards.values()} == {"design"}
    assert not made.signed
    for text in (markdown(made), html(made)):
        assert "not yet reviewed by a clinician" in text


def test_ratings_rise_with_severity_and_likelihood(guideline: Guideline) -> None:
    rows = list(guideline.safety.risk.values())
    assert all(list(row) == sorted(row) for row in rows)
    assert all(list(column) == sorted(column) for column in zip(*rows, strict=True))
    for hazard in guideline.safety.hazards.values():
        assert guideline.safety.rating(hazard.after) <= min(3, guideline.safety.rating(hazard.before)), hazard.id


def test_paper_holds_everything_and_escapes_it(guideline: Guideline, made: Record) -> None:
    page, text = html(made), markdown(made)
    for hazard in guideline.safety.hazards.values():
        assert hazard.id in page
        assert all(part in text for part in (hazard.hazard, hazard.cause, hazard.harm))
    for stated in guideline.safety.properties.values():
        assert stated.sentence in text
        assert stated.id in page
    assert guideline.version in text
    odd = replace(made, program="<script>alert(1)</script>")
    assert "<script>" not in html(odd)


def test_the_document_is_plain_json(made: Record) -> None:
    said = json.loads(json.dumps(document(made)))
    assert (said["format"], said["holds"], said["signed_by_clinician"]) == (1, True, False)
    assert {p["status"] for p in said["properties"]} == {"proved"}
    assert all(p["hazards"] for p in said["properties"])
