"""`untwitch report`, and saving a result after `untwitch check`."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from pypdf import PdfReader

STROKE = json.dumps({"stroke_sign": True, "age_years": 70})


def test_text_goes_to_standard_output(run):
    result = run("report", "--answers", "-", "--country", "GB", say=STROKE)
    assert result.exit_code == 0
    assert "EMERGENCY (Highest of five levels): Call an ambulance now" in result.stdout
    assert "999" in result.stdout
    assert "Age: 70 years." in result.stdout


def test_a_message_is_short(run):
    result = run("report", "--answers", "-", "--format", "message", say=STROKE)
    assert len(result.stdout) <= 1000
    assert "EMERGENCY" in result.stdout


@pytest.mark.parametrize("ending, start", [("pdf", b"%PDF"), ("html", b"<!doctype html>"), ("txt", b"Untwitch")])
def test_the_ending_of_the_file_chooses_the_form(run, tmp_path: Path, ending: str, start: bytes):
    out = tmp_path / f"report.{ending}"
    result = run("report", "--answers", "-", "--out", str(out), "--country", "US", say=STROKE)
    assert result.exit_code == 0
    assert out.read_bytes().startswith(start)
    if ending == "pdf":
        assert "911" in PdfReader(io.BytesIO(out.read_bytes())).pages[0].extract_text()


@pytest.mark.parametrize(
    "words, told",
    [
        (("--format", "pfd"), "--format: must be one of"),
        (("--format", "pdf"), "--out: a PDF needs a file"),
        (("--country", "XX"), "country"),
        (("--out", "no/such/folder/report.pdf"), "cannot be read or written"),
    ],
)
def test_bad_input_is_named_and_nothing_is_written(run, tmp_path: Path, monkeypatch, words, told):
    monkeypatch.chdir(tmp_path)
    result = run("report", "--answers", "-", *words, say=STROKE)
    assert result.exit_code == 2
    assert told in result.stderr
    assert not list(tmp_path.rglob("*.pdf"))


def test_a_result_is_saved_after_a_check(run, tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run("check", "--country", "GB", say="2\np\nmine.doc\nmine.txt\np\n\n")
    assert "A file name that ends in" in result.stdout
    assert "EMERGENCY" in (tmp_path / "mine.txt").read_text("utf-8")
    [made] = tmp_path.glob("untwitch-*.pdf")
    assert made.read_bytes().startswith(b"%PDF")
