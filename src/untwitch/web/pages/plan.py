"""The plan: what to do now, today, this week and later, with the reason, the evidence and what stops it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from markupsafe import Markup
from starlette.responses import Response
from starlette.routing import Route

from untwitch.care.plan import SECTIONS, Item, Plan
from untwitch.care.relief import SAFE_ALWAYS, Offer, questions_before
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import UNSIGNED, Recheck, Source, Technique
from untwitch.language import _
from untwitch.report.said import place_words
from untwitch.web.pages.before import reasons
from untwitch.web.pages.relief import drawing
from untwitch.web.render import page
from untwitch.web.session_view import session_view, watched_words
from untwitch.web.visit import Visit, shows

SHOWN_AT_ONCE = 3  # things of one section beside the best technique; the others are folded
State = Literal["open", "first_aid", "plan"]


@dataclass(frozen=True)
class ShownItem:
    """One line of the plan. `questions`: how many must be answered before its technique."""

    item: Item
    sources: tuple[Source, ...]
    unsigned: bool
    how_long: str | None
    address: str | None
    questions: int
    figure: Markup | None


@dataclass(frozen=True)
class ShownSection:
    """One section: its best technique first, a few beside it, and the folded rest."""

    id: str
    title: str
    best: ShownItem | None
    items: tuple[ShownItem, ...]
    more: tuple[ShownItem, ...]


@dataclass(frozen=True)
class Withheld:
    """A technique kept away, with the reasons."""

    technique: Technique
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class PlanContext:
    """`state`: the check is not finished, only first aid is right, or there is a plan. `net`: get help at once if."""

    check: UUID
    state: State
    level: str | None
    place: str
    sections: tuple[ShownSection, ...]
    withheld: tuple[Withheld, ...]
    first_aid: tuple[str, ...]
    net: tuple[str, ...]
    recheck: Recheck | None


def plan(visit: Visit) -> Response:
    """Show the plan of a check as it stands."""
    check, guideline = visit.check, visit.companion.guideline
    result = visit.companion.result(check, keep=False)
    made = result.decision
    state: State = "plan"
    if made.level in ("urgent", "emergency"):
        state = "first_aid"
    elif made.level is None or not made.settled:
        state = "open"
    shower = _Shower(visit, result.plan)
    context = PlanContext(
        check=check.id,
        state=state,
        level=made.level,
        place=place_words(guideline, check.place, check.side),
        sections=tuple(shower.sections()) if state == "plan" else (),
        withheld=tuple(_withheld(guideline, result.plan)) if state == "plan" else (),
        first_aid=result.plan.first_aid if state == "first_aid" else (),
        net=made.safety_net,
        recheck=made.recheck,
    )
    return page("plan.html", context)


class _Shower:
    """Puts the items of one plan into sections."""

    def __init__(self, visit: Visit, plan: Plan) -> None:
        self.check, self.plan = visit.check, plan
        self.guideline = visit.companion.guideline
        self.level = visit.companion.result(visit.check, keep=False).decision.level
        self.best = best_technique(self.guideline, plan, visit.check.place)

    def sections(self) -> list[ShownSection]:
        found = [self._section(name, _(title)) for name, title in SECTIONS.items()]
        return [s for s in found if s.best or s.items]

    def _section(self, name: str, title: str) -> ShownSection:
        mine = [i for i in self.plan.items if i.section == name and i.status != "withheld"]
        shown = [self._item(i) for i in mine if i.technique != SAFE_ALWAYS]
        best = next((i for i in shown if i.item.technique and i.item.technique == self.best), None)
        techniques = [i for i in shown if i.item.technique and i is not best]
        advice = [i for i in shown if not i.item.technique]
        every = (*advice, *techniques)
        most = len(every) if name == "watch" else SHOWN_AT_ONCE  # what to watch for is never folded away
        return ShownSection(name, title, best, every[:most], every[most:])

    def _item(self, item: Item) -> ShownItem:
        technique = self.guideline.techniques.get(item.technique or "")
        address = None
        if technique is not None:
            page_of = "relief" if item.status == "offered" else "before"
            address = f"/check/{self.check.id}/{page_of}/{technique.id}"
        return ShownItem(
            item=item,
            sources=tuple(self.guideline.sources[s] for s in item.sources),
            unsigned=item.basis in UNSIGNED,
            how_long=watched_words(session_view(self.guideline, technique, None)) if technique else item.how_long,
            address=address,
            questions=self._questions(technique) if technique and item.status == "ask_first" else 0,
            figure=drawing(self.guideline, technique) if technique and technique.id == self.best else None,
        )

    def _questions(self, technique: Technique) -> int:
        screen = questions_before(self.check.state.knowledge, technique, self.level)
        return 0 if screen is None else len(screen.lines) or 1


def best_technique(guideline: Guideline, plan: Plan, place: str | None) -> str | None:
    """The one to start with: made for this place before general ones, then in the plan's order of evidence."""
    usable = [o.technique for o in plan.offers if o.status != "withheld" and o.technique.id != SAFE_ALWAYS]
    sites = set(guideline.places[str(place)].technique_sites) if place in guideline.places else set()
    active = [t for t in usable if "active" in t.use]
    here = [t for t in active if sites & set(t.sites)]
    return next((t.id for t in (*here, *active, *usable)), None)


def _withheld(guideline: Guideline, plan: Plan) -> list[Withheld]:
    kept: list[Offer] = [o for o in plan.offers if o.status == "withheld"]
    return [Withheld(o.technique, tuple(dict.fromkeys(reasons(guideline, o)))) for o in kept]


routes = [Route("/check/{check:uuid}/plan", shows(plan), methods=["GET"])]
