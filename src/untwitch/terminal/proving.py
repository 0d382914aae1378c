"""`untwitch safety prove`: every safety property, proved by the solver or refuted by a person in plain words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from untwitch.errors import UntwitchError
from untwitch.terminal.opening import open_guideline
from untwitch.terminal.talk import Talk

FORMAT = 1
PROVED = "proved"


class ProofsMissing(UntwitchError):
    """The solver for the proofs is not installed."""


def run(folder: Path | None, as_json: bool) -> int:
    """Prove everything; 0 when all is proved, else 1."""
    prove = _prover()
    guideline = open_guideline(folder)
    report = prove(guideline)
    all_proved = all(p.status == PROVED for p in report.properties)
    if as_json:
        from untwitch.terminal.deciding import show_json

        show_json(document(guideline.version, report, all_proved))
    else:
        _tell(report)
    return 0 if all_proved else 1


def _prover() -> Any:
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


def document(version: str, report: Any, all_proved: bool) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "content_version": version,
        "all_proved": all_proved,
        "properties": [
            {
                "id": p.id,
                "sentence": p.sentence,
                "status": p.status,
                "seconds": round(p.seconds, 3),
                "counterexample": p.counterexample,
            }
            for p in report.properties
        ],
    }


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
