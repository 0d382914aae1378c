"""The figures behind the synthetic population, read strictly from `base_rates.yaml` and held against the guideline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, ClassVar, Literal

from untwitch.errors import Fault, FaultsError
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import STRICT, UNSIGNED, Basis, Finding
from untwitch.logic.nodes import Node, expand, leaves
from untwitch.logic.text import ExpressionError, check, parse

FILE = "base_rates.yaml"
Given = float | tuple[float, float] | Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Ages:
    """People whose age in whole years is from `first` to `last`."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    first: int
    last: int
    share: float


@dataclass(frozen=True, slots=True)
class Strays:
    """A share of the people, and with which probability each sign that has nothing to do with their trouble is there."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    people: float
    share: float


@dataclass(frozen=True, slots=True)
class Rate:
    """How often a sign is there among the people for whom `among` holds; everyone when it is None."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    sign: str
    share: float
    sources: tuple[str, ...]
    basis: Basis
    note: str
    among: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """One trouble people come with. `share` is its weight among those for whom `among` holds.

    `gives`: for each finding what it makes likely: the probability of yes, of each option, or the range of a number.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: str
    share: float
    sources: tuple[str, ...]
    basis: Basis
    note: str
    gives: Mapping[str, Given]
    among: str | None = None


@dataclass(frozen=True, slots=True)
class BaseRates:
    """Everything the synthetic population is drawn from."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    review: Literal["engineering", "clinician"]
    ages: tuple[Ages, ...]
    bodies: Mapping[str, float]
    pregnant: Mapping[str, float]
    strays: tuple[Strays, ...]
    rates: tuple[Rate, ...]
    stories: tuple[Story, ...]


@lru_cache(maxsize=1)
def base_rates() -> BaseRates:
    """The figures of this program.

    Raises
    ------
    FaultsError
        The file has faults; all of them are listed.
    """
    from untwitch.guideline.reader import read_file

    path = Path(str(resources.files("untwitch"))) / "population" / FILE
    value, faults, _ = read_file(path, FILE, BaseRates)
    if faults or value is None:
        raise FaultsError(faults)
    assert isinstance(value, BaseRates)  # noqa: S101 - the reader made it
    return value


def fitting(rates: BaseRates, guideline: Guideline) -> BaseRates:
    """The part of the figures that speaks of this guideline: another content may lack a finding or an option.

    >>> from untwitch.guideline.load import load
    >>> fitting(base_rates(), load()) == base_rates()
    True
    """
    known = tuple(r for r in rates.rates if _reads(guideline, r.sign) and _reads(guideline, r.among))
    stories = tuple(
        Story(s.id, s.share, s.sources, s.basis, s.note, dict(_gives(s, guideline)), s.among)
        for s in rates.stories
        if _reads(guideline, s.among)
    )
    return BaseRates(rates.review, rates.ages, rates.bodies, rates.pregnant, rates.strays, known, stories)


def expression(guideline: Guideline, text: str) -> Node:
    """A condition of the file as a tree, with derived facts expanded."""
    return expand(parse(text), {name: guideline.nodes[name] for name in guideline.derived})


def _reads(guideline: Guideline, text: str | None) -> bool:
    if text is None:
        return True
    try:
        node = expression(guideline, text)
    except ExpressionError:
        return False
    return all(leaf.name in guideline.findings for leaf in leaves(node)) and not any(
        check(node, guideline.table.vocabulary, guideline.derived)
    )


def _gives(story: Story, guideline: Guideline) -> Iterator[tuple[str, Given]]:
    for name, given in story.gives.items():
        finding = guideline.findings.get(name)
        if finding is not None and _kind_fits(finding, given):
            if isinstance(given, Mapping):
                options = {o.id for o in finding.options}
                given = {option: share for option, share in given.items() if option in options}
            yield name, given


def _kind_fits(finding: Finding, given: Given) -> bool:
    wanted = {"yes_no": float | int, "number": tuple, "choice": Mapping, "choices": Mapping}[finding.kind]
    return isinstance(given, wanted)


def faults(rates: BaseRates, guideline: Guideline) -> list[Fault]:
    """What is wrong with the figures beside this guideline: unknown findings, shares that are none, missing sources."""
    return [
        *(Fault(FILE, 0, about, why) for about, why in _bad_shares(rates)),
        *(Fault(FILE, 0, about, why) for about, why in _bad_sources(rates, guideline)),
        *(
            Fault(FILE, 0, about, "speaks of nothing the guideline knows")
            for about in sorted(_named(rates) - _named(fitting(rates, guideline)))
        ),
    ]


def _named(rates: BaseRates) -> set[str]:
    found = {r.sign for r in rates.rates} | {s.id for s in rates.stories}
    for story in rates.stories:
        for name, given in story.gives.items():
            found |= {f"{story.id}: {name}"}
            found |= {f"{story.id}: {name}.{option}" for option in given} if isinstance(given, Mapping) else set()
    return found


def _bad_shares(rates: BaseRates) -> Iterator[tuple[str, str]]:
    for what, whole in (
        ("ages", [a.share for a in rates.ages]),
        ("bodies", list(rates.bodies.values())),
        ("strays", [s.people for s in rates.strays]),
    ):
        if abs(sum(whole) - 1) > 1e-9:
            yield what, "the shares do not add up to one"
    shared: tuple[Rate | Story | Strays, ...] = (*rates.rates, *rates.stories, *rates.strays)
    for item in shared:
        if not 0 < item.share <= 1:
            yield getattr(item, "sign", getattr(item, "id", "strays")), "a share is above 0 and at most 1"


def _bad_sources(rates: BaseRates, guideline: Guideline) -> Iterator[tuple[str, str]]:
    published: tuple[Rate | Story, ...] = (*rates.rates, *rates.stories)
    for item in published:
        about = item.sign if isinstance(item, Rate) else item.id
        if bool(item.sources) == (item.basis in UNSIGNED):
            yield about, "a published figure names its sources, and a design choice names none"
        for source in item.sources:
            if source not in guideline.sources:
                yield about, f'unknown source "{source}"'
        grades = {guideline.sources[s].grade for s in item.sources if s in guideline.sources}
        if grades and item.basis not in grades:
            yield about, "the basis is none of its sources' grades"
