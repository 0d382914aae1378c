"""`untwitch safety report`: hazards, controls and what shows them, with the state of every link."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from untwitch import __version__
from untwitch.errors import Fault, FaultsError
from untwitch.guideline.documents import CONTENT
from untwitch.safety.links import Known, outcomes
from untwitch.safety.paper import html, markdown
from untwitch.safety.record import Record, record
from untwitch.terminal.opening import now, open_guideline
from untwitch.terminal.proving import prover
from untwitch.terminal.talk import Talk
from untwitch.web.routes import ROUTES


def run(folder: Path | None, html_to: Path | None, markdown_to: Path | None, tests: Path | None, as_json: bool) -> int:
    """Prove everything, look at every link, and write what was asked for; 0 when all holds, else 1."""
    seen = outcomes_of(tests) if tests else {}
    prove = prover()
    guideline = open_guideline(folder)
    made = record(guideline, known(seen), prove(guideline), __version__, now().date().isoformat())
    writers: list[tuple[Path | None, Callable[[Record], str]]] = [(html_to, html), (markdown_to, markdown)]
    for path, make in writers:
        if path is not None:
            path.write_text(make(made), "utf-8")
    if as_json:
        from untwitch.terminal.deciding import show_json

        show_json(document(made))
    else:
        _tell(made, [path for path, _ in writers if path is not None])
    return 0 if made.holds else 1


def known(tests: dict[str, bool] | None = None) -> Known:
    """What links are held against here: our own addresses, and the source tree if this is one."""
    root = CONTENT.parents[2]
    return Known(
        routes=frozenset(route.path for route in ROUTES),
        root=root if (root / "tests").is_dir() and (root / "docs").is_dir() else None,
        outcomes=tests or {},
    )


def outcomes_of(path: Path) -> dict[str, bool]:
    """The results of a test run.

    Raises
    ------
    FaultsError
        The file is no JUnit file.
    """
    try:
        found = outcomes(path)
    except ParseError as error:
        raise FaultsError([Fault(str(path), error.position[0], "--tests", "is no JUnit file of a test run")]) from None
    if not found:
        raise FaultsError([Fault(str(path), 0, "--tests", "holds no test; make it with: pytest --junitxml FILE")])
    return found


def document(made: Record) -> dict[str, Any]:
    """The record for a program, in the shape of docs/use/json.md."""
    said = made.document()
    return {"format": said.pop("version")} | said


def _tell(made: Record, written: list[Path]) -> None:
    talk = Talk()
    for link in made.broken:
        owners = ", ".join(made.safety.hazards_of(link.to))
        talk.say(f"{link.state}: {link.kind} {link.target} (hazards: {owners})", "red")
    report = made.report
    proved = sum(p.status == "proved" for p in report.properties) if report else 0
    links = set(made.links)
    unseen = sum(link.state == "not looked at" for link in links)
    talk.say(f"{len(made.hazards)} hazards, {len(links)} links, {len(made.broken)} broken, {unseen} not looked at.")
    talk.say(f"{proved} of {len(made.safety.properties)} sentences proved. Content version {made.guideline.version}.")
    if not made.signed:
        talk.say("No clinician has signed the safety file yet.")
    for path in written:
        talk.say(f"Saved as {path}.")
