"""How fast is the report of a verdict, as PDF, HTML, text and message, and does a typical one fit on one page?

Usage: python bench/report.py

Every third dangerous and everyday test person, each walked through the whole interview. Times inside this process are processor time over all threads, so
that other work on the computer does not count; a cold start is time on the clock. The peer is typst alone, setting one
page with two words.
"""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from pypdf import PdfReader

from people.reading import pictures
from untwitch.care.decision import decide
from untwitch.care.plan import make as make_plan
from untwitch.care.simulate import walk
from untwitch.companion import Asker
from untwitch.guideline.load import load
from untwitch.report.making import make
from untwitch.report.page import html
from untwitch.report.pdf import pdf
from untwitch.report.text import full_text, message

ROW = "{:46}{:>11}{:>11}{:>11}{:>10}   {}"
AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)


def timed(call: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    start = clock()
    call()
    return (clock() - start) * 1e3


def row(what: str, taken: list[float], limit: float, note: str = "") -> None:
    worst = max(taken)
    verdict = "ok" if worst < limit else "OVER"
    print(
        ROW.format(what, *(f"{x:.1f} ms" for x in (statistics.median(taken), worst)), f"< {limit:g} ms", verdict, note)
    )


def main() -> None:
    guideline = load()
    country = guideline.countries["GB"]
    asker = Asker(guideline)
    people = [walk(p.knowledge, asker.matters)[1] for p in list(pictures(guideline))[::3]]
    print(ROW.format("what", "median", "worst", "limit", "", ""))
    reports = []
    taken = []
    for state in people:
        made = decide(state)
        plan = make_plan(state, made)
        taken.append(timed(lambda s=state, m=made, p=plan: reports.append(make(s, m, p, AT, country=country))))
    row("the document, from a decision", taken, 50, f"{len(reports)} people")
    row("first PDF of a process", [timed(lambda: pdf(reports[0]))], 1000, "reads the fonts")
    row("PDF", [timed(lambda r=r: pdf(r)) for r in reports], 300, f"typst alone: {peer():.1f} ms")
    for name, write in (("HTML", html), ("text", full_text), ("message", message)):
        row(name, [timed(lambda r=r, w=write: w(r)) for r in reports], 50)
    for paper in ("a4", "us-letter"):
        pages = [len(PdfReader(io.BytesIO(pdf(r, paper))).pages) for r in reports]
        print(f"on one page of {paper}: {pages.count(1)} of {len(pages)}, the longest has {max(pages)}")
    untwitch = str(Path(sys.executable).with_name("untwitch"))
    words = [untwitch, "report", "--answers", "-", "--format", "message"]
    cold = [
        timed(lambda: subprocess.run(words, input=b"{}", check=True, capture_output=True), time.perf_counter)
        for _ in range(5)
    ]
    row("untwitch report --format message, cold", cold, 1500)


def peer() -> float:
    import typst

    compiler = typst.Compiler()
    compiler.compile(b"First page", format="pdf")
    return statistics.median(timed(lambda n=n: compiler.compile(f"Page {n}".encode(), format="pdf")) for n in range(10))


if __name__ == "__main__":
    main()
