"""A counterexample as a person in plain words: shrunk first, so that only the answers that matter are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from untwitch.care.wording import answer_words, name_of, option_words
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import LEVELS, Finding
from untwitch.logic.atoms import FALSE, TRUE, UNKNOWN, evaluate
from untwitch.saying import unit_words

LEVEL_WORDS = {
    "self_care": "self-care",
    "routine": "a routine visit",
    "soon": "a visit within two weeks",
    "urgent": "care the same day",
    "emergency": "an emergency call",
}
ALWAYS_TOLD = ("age_years", "site", "movement")
HIDDEN = ("other_trouble", "has_thermometer", "has_oximeter")
Refutes = Callable[[bytes], bool]


def calm(guideline: Guideline, name: str) -> bytes | None:
    """What a well person answers to a finding; None where there is no such answer."""
    finding = guideline.findings[name]
    usual = next(iter(guideline.baselines.values())).answers.get(name)
    value = usual if finding.absent is None else finding.absent
    return None if value is None else guideline.table.codes_of(name, value)


def floor_of(guideline: Guideline, codes: bytes) -> int:
    """The rank of the most urgent rule that is true."""
    return next((rank for rank, code in _ranked(guideline, codes) if code == TRUE), 0)


def ceiling_of(guideline: Guideline, codes: bytes) -> int:
    """The rank of the most urgent rule that is not false."""
    return next((rank for rank, code in _ranked(guideline, codes) if code != FALSE), 0)


def _ranked(guideline: Guideline, codes: bytes) -> Iterator[tuple[int, int]]:
    return zip(guideline.ranks, guideline.evaluate(codes), strict=True)


def shrunk(guideline: Guideline, codes: bytes, refutes: Refutes) -> bytes:
    """The same counterexample with every answer that does not matter made calm. It is checked by the evaluator."""
    if not refutes(codes):
        return codes
    now = codes
    for _ in range(2):  # one answer may hold another in place
        for name in guideline.table.spans:
            for trial in _calmer(guideline, now, name):
                if refutes(trial):
                    now = trial
    return now


def _calmer(guideline: Guideline, codes: bytes, name: str) -> Iterator[bytes]:
    start, stop = guideline.table.spans[name]
    wanted = calm(guideline, name)
    if wanted is None or codes[start:stop] == wanted:
        return
    yield codes[:start] + wanted + codes[stop:]
    if guideline.findings[name].kind == "choices":
        for at in range(start, stop):
            if codes[at] != wanted[at - start]:
                yield codes[:at] + wanted[at - start : at - start + 1] + codes[at + 1 :]


def describe(guideline: Guideline, codes: bytes) -> str:
    """ "A person who: Age: 35 years; Calf; Muscle cramp": every answer that is not a calm one, in words."""
    told = [words for name in _order(guideline) for words in finding_words(guideline, codes, name)]
    return "A person who: " + "; ".join(dict.fromkeys(told))


def _order(guideline: Guideline) -> list[str]:
    return [*ALWAYS_TOLD, *(n for n in guideline.findings if n not in ALWAYS_TOLD and n not in HIDDEN)]


def finding_words(guideline: Guideline, codes: bytes, name: str) -> Iterator[str]:
    """What a person says about one finding; nothing when it is a calm answer."""
    finding = guideline.findings[name]
    start, stop = guideline.table.spans[name]
    mine = codes[start:stop]
    applies = (
        finding.applies_if is None or evaluate(guideline.node(finding.applies_if), guideline.table, codes) != FALSE
    )
    if name not in ALWAYS_TOLD and (not applies or mine == calm(guideline, name)):
        return
    match finding.kind:
        case "yes_no":
            yield _yes_no(finding, mine[0])
        case "number":
            yield f"{name_of(finding)}: {_number(guideline, finding, mine)}"
        case _:
            yield from _options(finding, mine)


def _yes_no(finding: Finding, code: int) -> str:
    said = name_of(finding)
    return said if code == TRUE else f"not: {said}" if code == FALSE else f"not known: {said}"


def _options(finding: Finding, codes: bytes) -> Iterator[str]:
    if finding.kind == "choice" and TRUE not in codes:
        yield f"not known: {name_of(finding)}"
        return
    if UNKNOWN in codes and TRUE not in codes and finding.kind == "choices":
        some = [option_words(finding, o.id) for o, c in zip(finding.options, codes, strict=True) if c == UNKNOWN]
        yield f"not known: {name_of(finding)}" if len(some) > 3 else "; ".join(f"not known: {s}" for s in some)
        return
    yield from (option_words(finding, o.id) for o, c in zip(finding.options, codes, strict=True) if c == TRUE)


def _number(guideline: Guideline, finding: Finding, codes: bytes) -> str:
    if UNKNOWN in codes:
        return "not known"
    for value in _tries(guideline, finding):
        if guideline.table.codes_of(finding.id, value) == codes:
            return answer_words(finding, value)
    return f"not known {unit_words(finding.unit)}".strip()


def _tries(guideline: Guideline, finding: Finding) -> Iterator[float]:
    """Numbers to say, the usual one first, then round ones around each limit."""
    usual = next(iter(guideline.baselines.values())).answers.get(finding.id)
    low, high = float(finding.min or 0), float(finding.max or 0)
    near = [v + step for v, _ in guideline.table.cuts[finding.id] for step in (0, 1, -1, 0.5, -0.5, 0.1, -0.1)]
    for value in (usual, finding.absent, low, high, *near):
        if isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high:
            yield value


def level_words(rank: int) -> str:
    return LEVEL_WORDS[LEVELS[rank]]
