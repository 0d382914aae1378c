"""The safety file as one document: hazards, controls, links with their state, and the properties with their proofs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from untwitch.guideline.hazards import Hazard, SafetyFile
from untwitch.guideline.model import Guideline
from untwitch.safety.links import BROKEN, Known, State, state_of
from untwitch.safety.report import Report


@dataclass(frozen=True, slots=True)
class Link:
    """One link and how it stands with it."""

    to: str
    state: State

    @property
    def kind(self) -> str:
        return self.to.partition(":")[0]

    @property
    def target(self) -> str:
        return self.to.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Held:
    """One hazard with the state of the links of each control, in the order of the controls."""

    hazard: Hazard
    links: tuple[tuple[Link, ...], ...]
    rating_before: int
    rating_after: int


@dataclass(frozen=True, slots=True)
class Record:
    """The safety file of one content. `report` is None when nothing was proved; `day` is the day it was made."""

    guideline: Guideline
    hazards: tuple[Held, ...]
    report: Report | None
    program: str
    day: str | None

    @property
    def safety(self) -> SafetyFile:
        return self.guideline.safety

    @property
    def links(self) -> tuple[Link, ...]:
        return tuple(link for held in self.hazards for links in held.links for link in links)

    @property
    def broken(self) -> tuple[Link, ...]:
        """Links that lead nowhere, or to something that does not hold."""
        return tuple(dict.fromkeys(link for link in self.links if link.state in BROKEN))

    @property
    def signed(self) -> bool:
        """Has a clinician signed the safety file?"""
        return all(state == "clinician" for file, state in self.guideline.review.items() if file.startswith("safety/"))

    @property
    def holds(self) -> bool:
        return not self.broken and (self.report is None or self.report.proved)

    def document(self) -> dict[str, Any]:
        """The record as plain JSON."""
        return {
            "version": 1,
            "content_version": self.guideline.version,
            "program": self.program,
            "day": self.day,
            "signed_by_clinician": self.signed,
            "holds": self.holds,
            "hazards": [_hazard(held) for held in self.hazards],
            "properties": [
                {
                    "id": p.id,
                    "group": p.group,
                    "sentence": p.sentence,
                    "why": p.why,
                    "hazards": list(self.safety.hazards_of(f"property:{p.id}")),
                    "status": _status(self.report, p.id),
                }
                for p in self.safety.properties.values()
            ],
        }


def _hazard(held: Held) -> dict[str, Any]:
    hazard = held.hazard
    return {
        "id": hazard.id,
        "hazard": hazard.hazard,
        "cause": hazard.cause,
        "sequence": hazard.sequence,
        "situation": hazard.situation,
        "harm": hazard.harm,
        "before": {
            "severity": hazard.before.severity,
            "likelihood": hazard.before.likelihood,
            "rating": held.rating_before,
        },
        "after": {
            "severity": hazard.after.severity,
            "likelihood": hazard.after.likelihood,
            "rating": held.rating_after,
        },
        "basis": hazard.basis,
        "controls": [
            {"says": control.says, "by": [{"to": link.to, "state": link.state} for link in links]}
            for control, links in zip(hazard.controls, held.links, strict=True)
        ],
    }


def _status(report: Report | None, name: str) -> str | None:
    return next((p.status for p in report.properties if p.id == name), None) if report else None


def record(guideline: Guideline, known: Known, report: Report | None, program: str, day: str | None) -> Record:
    """Hold every link of the safety file against what is known."""
    safety = guideline.safety
    held = tuple(
        Held(
            hazard,
            tuple(tuple(Link(to, state_of(to, guideline, report, known)) for to in c.by) for c in hazard.controls),
            safety.rating(hazard.before),
            safety.rating(hazard.after),
        )
        for hazard in safety.hazards.values()
    )
    return Record(guideline, held, report, program, day)
