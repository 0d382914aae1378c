"""`untwitch safety prove`: every safety property, proved by the solver or refuted by a person in plain words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from untwitch.errors import UntwitchError
from untwitch.terminal.opening import open_guideline
from untwitch.terminal.talk import Talk

PROVED = "proved"


class ProofsMissing(UntwitchError):
    """The solver for the proofs is not installed."""


def run(folder: Path | None, as_json: bool) -> int:
    """Prove everything; 0 when all is proved, else 1."""
    prove = prover()
    report = prove(open_guideline(folder))
    if as_json:
        from untwitch.terminal.deciding import show_json

        show_json(document(report))
    else:
        _tell(report)
    return 0 if report.proved else 1


def prover() -> Any:
    """The function that proves.

    Raises
    ------
    ProofsMissing
        The solver is not installed.
    """
    try:
        import z3  # noqa: F401

        from untwitch.safety.prove import prove
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] != "z3":
            raise
        raise ProofsMissing(
            "The proofs need the solver of the extra \"proofs\": pip install 'untwitch[proofs]'. Nothing was proved."
        ) from None
    return prove


def document(report: Any) -> dict[str, Any]:
    """The report for a program, in the shape of docs/use/json.md."""
    said: dict[str, Any] = report.document()
    return {"format": said.pop("version")} | said


def _tell(report: Any) -> None:
    talk = Talk()
    for one in report.properties:
        talk.say(
            f"{one.status}: {one.sentence} ({one.id}, {one.seconds:.1f} s)", None if one.status == PROVED else "red"
        )
        if one.counterexample:
            talk.say(f"Against it: {one.counterexample}", first="    ")
    proved = sum(p.status == PROVED for p in report.properties)
    talk.say(f"{proved} of {len(report.properties)} proved.", "bold")
