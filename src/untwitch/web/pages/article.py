"""The article, claim by claim: what it says, what the evidence says, what Untwitch does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.responses import Response
from starlette.routing import Route

from untwitch.guideline.graph import Thing
from untwitch.guideline.helping import VERDICTS, Claim, Verdict
from untwitch.web.evidence.chip import Chip
from untwitch.web.evidence.claims import deeds
from untwitch.web.evidence.look import Look
from untwitch.web.evidence.things import address
from untwitch.web.evidence.words import Mark, mark
from untwitch.web.render import page
from untwitch.web.sourced import Line
from untwitch.web.visit import Visit, shows


@dataclass(frozen=True)
class Shown:
    """One claim, or one thing left out; then it has no mark and no evidence."""

    id: str
    says: str
    evidence: str
    mark: Mark | None
    does: tuple[Line, ...]
    address: str


@dataclass(frozen=True)
class Group:
    """The claims of one topic."""

    title: str
    claims: tuple[Shown, ...]


@dataclass(frozen=True)
class ArticleContext:
    """The claims that were asked for by topic, the filters, and what the article leaves out."""

    groups: tuple[Group, ...]
    verdicts: tuple[Chip, ...]
    topics: tuple[Chip, ...]
    left_out: tuple[Shown, ...]
    narrowed: bool
    total: int
    all: int


@dataclass(frozen=True)
class Narrowed:
    """What the page is narrowed to."""

    verdict: Verdict | None
    topic: str | None

    def fits(self, claim: Claim) -> bool:
        return self.verdict in (None, claim.verdict) and self.topic in (None, claim.topic)

    def to(self, **change: str) -> str:
        query = {"verdict": self.verdict or "", "topic": self.topic or ""} | change
        said = urlencode({k: v for k, v in query.items() if v})
        return f"/article?{said}" if said else "/article"


def article(visit: Visit) -> Response:
    """Every claim of the article, by verdict and topic."""
    look = Look(visit.companion.guideline, visit.companion.clock().date())
    guideline, now = look.guideline, _narrowed(visit, visit.companion.guideline.topics)
    claims = [c for c in guideline.claims.values() if now.fits(c)]
    groups = tuple(
        Group(topic.name, tuple(_shown(look, c) for c in mine))
        for topic in guideline.topics.values()
        if (mine := [c for c in claims if c.topic == topic.id])
    )
    context = ArticleContext(
        groups,
        tuple(_verdict_chips(look, now)),
        tuple(_topic_chips(look, now)),
        tuple(
            Shown(x.id, x.what, "", None, deeds(look, x.does), address(Thing("left_out", x.id)))
            for x in guideline.left_out.values()
        ),
        bool(now.verdict or now.topic),
        len(claims),
        len(guideline.claims),
    )
    return page("article.html", context)


def _narrowed(visit: Visit, topics: Iterable[str]) -> Narrowed:
    verdict = next((v for v in VERDICTS if v == visit.asked("verdict")), None)
    return Narrowed(verdict, next((t for t in topics if t == visit.asked("topic")), None))


def _shown(look: Look, one: Claim) -> Shown:
    where = address(Thing("claim", one.id))
    return Shown(one.id, one.says, one.evidence, mark(one.verdict), deeds(look, one.does), where)


def _verdict_chips(look: Look, now: Narrowed) -> Iterator[Chip]:
    for verdict in VERDICTS:
        mine = [c for c in look.guideline.claims.values() if c.verdict == verdict and now.topic in (None, c.topic)]
        on = now.verdict == verdict
        said = mark(verdict)
        yield Chip(said.word, now.to(verdict="" if on else verdict), len(mine), on, said.sign)


def _topic_chips(look: Look, now: Narrowed) -> Iterator[Chip]:
    for topic in look.guideline.topics.values():
        mine = [c for c in look.guideline.claims.values() if c.topic == topic.id and now.verdict in (None, c.verdict)]
        on = now.topic == topic.id
        yield Chip(topic.name, now.to(topic="" if on else topic.id), len(mine), on)


routes = [Route("/article", shows(article), methods=["GET"])]
