"""From what was read to lines to confirm, in plain words, with what each tells when it is confirmed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from untwitch.care.interview import WHOLE_LISTS
from untwitch.care.own_words.heard import Heard, Proposal
from untwitch.care.own_words.numbers import NumberSaid
from untwitch.care.wording import answer_words, name_of, statement
from untwitch.guideline.answers import misfit
from untwitch.guideline.model import Guideline
from untwitch.guideline.said import SignSaid
from untwitch.language import _
from untwitch.logic.nodes import leaves
from untwitch.logic.text import parse

GROWN = 18
TIMING = frozenset({"when", "how_often", "onset", "getting_worse", "now", "place", "many_places"})
HOURS = 24
HALF_WAY = 20  # weeks of pregnancy
node_of = lru_cache(maxsize=1024)(parse)  # the signs of the lexicon are few


def sign_lines(guideline: Guideline, said: SignSaid, truth: bool, heard: Heard) -> Iterator[Proposal]:
    """The line of one entry of the lexicon; nothing when its denial says nothing."""
    if said.about:
        yield _about(guideline, said, truth, heard)
        return
    signs = said.says if truth or said.not_says is None else said.not_says
    if not signs or (not truth and signs[0].partition(".")[0] in WHOLE_LISTS):  # long lists are asked as a whole
        return
    words = "; ".join(statement(guideline, node_of(s)) for s in said.says)
    says = (said.label or words) if truth else (said.label_not or _("Not: {what}").format(what=said.label or words))
    yield Proposal(
        key=f"{'' if truth else 'not '}{signs[0]}",
        sign=signs[0],
        truth=truth,
        says=says,
        heard=heard,
        tells=tuple((s, truth) for s in signs),
        finding=next(iter(leaves(node_of(signs[0])))).name,
    )


def _about(guideline: Guideline, said: SignSaid, truth: bool, heard: Heard) -> Proposal:
    """A finding as a whole: there, and the interview asks what exactly, or not there."""
    name = str(said.about)
    finding = guideline.findings[name]
    says = said.label if truth else said.label_not
    values: dict[str, Any] = {} if truth else {name: _plain(finding.absent)}
    tells: tuple[tuple[str, bool], ...] = ()
    if truth and finding.kind == "choice":
        tells = ((f'{name} == "{finding.absent}"', False),)
    elif truth:
        values = {name: {}}
    key = f"{'' if truth else 'not '}{name}"
    return Proposal(key, name, truth, says or name_of(finding), heard, tells, values, name)


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def person_line(guideline: Guideline, whom: str, ages: Sequence[float], heard: Heard) -> Proposal:
    """For whom the check is. A grown child is an adult."""
    whom = "adult" if ages and min(ages) >= GROWN else whom
    finding = guideline.findings["for_whom"]
    sign = f'for_whom == "{whom}"'
    return Proposal(
        sign, sign, True, f"{name_of(finding)}: {finding.label(whom)}", heard, ((sign, True),), {}, "for_whom"
    )


def number_lines(guideline: Guideline, said: NumberSaid, near: tuple[str, ...], heard: Heard) -> Iterator[Proposal]:
    """The lines of one number. `near`: what its clause tells of, the nearest first."""
    match said.finding:
        case "days" | "days_led" | "days_ago":
            yield from _days(guideline, said, near, heard)
        case "pain_now":
            if not {"movement.cramp", "movement.spasm", "movement.inside_cramp"} & set(
                near
            ):  # the cramp itself is left out
                yield from _number(guideline, "pain_now", said.value, heard)
        case "age_months":
            yield from _number(guideline, "age_years", said.value // 12, heard)
            yield from _number(guideline, "age_months", said.value, heard)
        case "pregnancy_weeks":
            option = "over_20w" if said.value >= HALF_WAY else "under_20w"
            yield from sign_lines(guideline, SignSaid((), (f'pregnancy == "{option}"',)), True, heard)
            if option == "over_20w" and said.value == int(said.value):
                yield from _number(guideline, "pregnancy_weeks", said.value, heard)
        case name:
            yield from _number(guideline, name, said.value, heard)


def _days(guideline: Guideline, said: NumberSaid, near: tuple[str, ...], heard: Heard) -> Iterator[Proposal]:
    """Days count for what stands nearest: the movement, being sick, runny poo. For anything else they are left alone."""
    first = next((n for n in near if n not in TIMING), "")
    if first in ("vomiting_days", "diarrhoea_days"):
        yield from _number(guideline, first, said.value, heard)
    elif first.startswith("movement") and (said.finding != "days" or near[0] == first):
        yield from _number(guideline, "duration_days", said.value, heard)
        if first == "movement.hiccups" and said.value:
            yield from _number(guideline, "hiccup_hours", said.value * HOURS, heard)


def _number(guideline: Guideline, name: str, value: float, heard: Heard) -> Iterator[Proposal]:
    finding = guideline.findings[name]
    whole = int(value) if value == int(value) else value
    if misfit(finding, whole):
        return
    sign = f"{name} == {whole}"
    says = f"{name_of(finding)}: {answer_words(finding, whole)}"
    yield Proposal(sign, sign, True, says, heard, (), {name: whole}, name)


def settled(guideline: Guideline, lines: Sequence[Proposal]) -> Iterator[Proposal]:
    """The lines that do not contradict each other, each once. Two that do are both left out: the interview asks."""
    once = list({line.key: line for line in reversed(lines)}.values())[::-1]
    for line in once:
        others = [o for o in once if o is not line and o.finding == line.finding]
        if not any(_clash(guideline, line, other) for other in others) and not _is_vaguer(line, others):
            yield line


def _is_vaguer(line: Proposal, others: Sequence[Proposal]) -> bool:
    """A finding as a whole says less than one of its signs, or its number."""
    vague = line.sign == line.finding or ">" in line.sign
    return line.truth and vague and any(o.truth and o.sign != line.sign for o in others)


def _clash(guideline: Guideline, one: Proposal, other: Proposal) -> bool:
    finding = guideline.findings[one.finding]
    if not one.truth and not other.truth:
        return False
    if one.truth != other.truth:
        whole = one.finding in (one.sign, other.sign) or finding.kind != "choices"
        return whole or bool({s for s, _ in one.tells} & {s for s, _ in other.tells})
    exact = [p for p in (one, other) if p.sign != one.finding and ">" not in p.sign]
    return finding.kind in ("choice", "number") and len(exact) == 2
