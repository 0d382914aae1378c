"""What was understood of a text: the shapes that cross the walls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Language = Literal["english", "other", "nonsense", "empty"]
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Heard:
    """Where in the text it stands, and the words there as they were typed."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """One line to confirm: a sign, or a finding with a whole value. `says` is the line in plain words.

    `tells` and `values` are what a confirmed line adds to the answers. Nothing counts before it is confirmed.
    """

    key: str
    sign: str
    truth: bool
    says: str
    heard: Heard
    tells: tuple[tuple[str, bool], ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    finding: str = ""


@dataclass(frozen=True, slots=True)
class PlaceHeard:
    """A place that was named; with several in `places` the words fit each of them, and the person chooses.

    `narrow`: the more exact sites that the words name.
    """

    places: tuple[str, ...]
    narrow: tuple[str, ...]
    side: str | None
    heard: Heard

    @staticmethod
    def key(place: str) -> str:
        """How a place is named in a form."""
        return f"place.{place}"


@dataclass(frozen=True, slots=True)
class Alarm:
    """Words that may mean danger now: who can help is shown before anything else."""

    way: Literal["emergency", "crisis"]
    heard: Heard


@dataclass(frozen=True, slots=True)
class Understanding:
    """Everything that was understood of a text. `is_cut`: only the first 2,000 characters were read."""

    language: Language
    is_cut: bool
    alarms: tuple[Alarm, ...] = ()
    places: tuple[PlaceHeard, ...] = ()
    proposals: tuple[Proposal, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Nothing to confirm."""
        return not self.places and not self.proposals

    @property
    def keys(self) -> frozenset[str]:
        """Every line that can be confirmed."""
        places = {h.key(p) for h in self.places for p in h.places}
        return frozenset(places | {p.key for p in self.proposals})

    @property
    def clear_keys(self) -> frozenset[str]:
        """What "all of this is right" confirms: everything but places of which the person must choose one."""
        clear = {h.key(h.places[0]) for h in self.places if len(h.places) == 1}
        return frozenset(clear | {p.key for p in self.proposals})

    def document(self) -> dict[str, Any]:
        """As plain JSON, see docs/use/json.md."""
        return {
            "format": FORMAT,
            "language": self.language,
            "cut": self.is_cut,
            "alarms": [{"way": a.way, **_heard(a.heard)} for a in self.alarms],
            "places": [
                {"places": list(p.places), "narrow": list(p.narrow), "side": p.side, **_heard(p.heard)}
                for p in self.places
            ],
            "proposals": [
                {"sign": p.sign, "truth": p.truth, "says": p.says, **_heard(p.heard)} for p in self.proposals
            ],
        }


def _heard(heard: Heard) -> dict[str, Any]:
    return {"words": heard.words, "start": heard.start, "end": heard.end}
