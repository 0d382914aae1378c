"""`untwitch article`: every claim of the article, what the evidence says, and what Untwitch does."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from untwitch.errors import Fault, FaultsError, nearest
from untwitch.guideline.graph import Thing
from untwitch.guideline.helping import VERDICTS, Claim, LeftOut
from untwitch.guideline.model import Guideline
from untwitch.language import _
from untwitch.terminal.opening import now, open_guideline
from untwitch.terminal.talk import Talk
from untwitch.web.evidence.claims import deeds
from untwitch.web.evidence.look import Look
from untwitch.web.evidence.things import address
from untwitch.web.evidence.words import mark

FORMAT = 1


def run(folder: Path | None, verdict: str | None, topic: str | None, as_json: bool) -> None:
    """Show the claims of a verdict or topic, else all of them and what the article leaves out."""
    guideline = open_guideline(folder)
    _known("--verdict", verdict, VERDICTS)
    _known("--topic", topic, guideline.topics)
    claims = [c for c in guideline.claims.values() if verdict in (None, c.verdict) and topic in (None, c.topic)]
    left_out = [] if verdict or topic else list(guideline.left_out.values())
    if as_json:
        from untwitch.terminal.deciding import show_json

        show_json(document(guideline, claims, left_out))
        return
    _show(Talk(), Look(guideline, now().date()), claims, left_out)


def _known(option: str, word: str | None, known: Iterable[str]) -> None:
    names = list(known)
    if word is not None and word not in names:
        raise FaultsError(
            [
                Fault(
                    "",
                    0,
                    option,
                    _('"%(part)s" is none of: %(names)s') % {"part": word[:40], "names": ", ".join(names)},
                    nearest(word[:40], names),
                )
            ]
        )


def _show(talk: Talk, look: Look, claims: list[Claim], left_out: list[LeftOut]) -> None:
    for topic in look.guideline.topics.values():
        mine = [c for c in claims if c.topic == topic.id]
        if mine:
            talk.heading(topic.name)
        for claim in mine:
            talk.say(f"{mark(claim.verdict).word}: {claim.says}", first="  ", rest="    ")
            talk.say(claim.evidence, first="    ", rest="    ")
            _deeds(talk, look, claim.does)
    if left_out:
        talk.heading(_("What the article leaves out"))
    for left in left_out:
        talk.say(left.what, first="  ", rest="    ")
        _deeds(talk, look, left.does)
    talk.say()
    talk.say(_("%(claims)s claims. `untwitch explain ID` shows the sources of one.") % {"claims": len(claims)})


def _deeds(talk: Talk, look: Look, does: tuple[str, ...]) -> None:
    for line, text in zip(deeds(look, does), does, strict=True):
        talk.item(f"{line.text} ({text.partition(':')[2]})", indent=6)


def document(guideline: Guideline, claims: list[Claim], left_out: list[LeftOut]) -> dict[str, Any]:
    """The claims as data."""
    return {
        "format": FORMAT,
        "content_version": guideline.version,
        "topics": [{"id": t.id, "name": t.name} for t in guideline.topics.values()],
        "claims": [
            {
                "id": c.id,
                "line": c.line,
                "topic": c.topic,
                "says": c.says,
                "verdict": c.verdict,
                "evidence": c.evidence,
                "basis": c.basis,
                "sources": list(c.sources),
                "does": _does(c.does),
            }
            for c in claims
        ],
        "left_out": [
            {"id": x.id, "what": x.what, "basis": x.basis, "sources": list(x.sources), "does": _does(x.does)}
            for x in left_out
        ],
    }


def _does(texts: tuple[str, ...]) -> list[dict[str, str]]:
    things = [Thing.of(text) for text in texts]
    return [{"kind": t.kind, "id": t.id, "page": address(t)} for t in things]
