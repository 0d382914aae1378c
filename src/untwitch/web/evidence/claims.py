"""Pages of the article's claims, of what it leaves out, and of what Untwitch does for everybody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from untwitch.guideline.graph import Thing
from untwitch.guideline.helping import Claim, LeftOut, Safeguard
from untwitch.language import _
from untwitch.web.evidence.look import Look
from untwitch.web.evidence.things import Explained, Part, kind_word
from untwitch.web.evidence.words import mark
from untwitch.web.sourced import Line


def claim(look: Look, name: str, item: Claim) -> Explained:
    """What the article says, what the evidence says, and what Untwitch does."""
    parts = [
        Part(_("What the evidence says"), (Line(item.evidence),), whole=True),
        Part(_("What Untwitch does"), deeds(look, item.does)),
        Part(_("All claims about"), (Line(look.guideline.topics[item.topic].name, f"/article?topic={item.topic}"),)),
    ]
    lede = _("The article says this. It is our paraphrase.")
    return look.made("claim", name, item, item.says, parts, lede=lede, mark=mark(item.verdict))


def left_out(look: Look, name: str, item: LeftOut) -> Explained:
    """What the article does not say, and where Untwitch says it."""
    parts = [
        Part(_("What Untwitch does"), deeds(look, item.does)),
        Part(_("See all"), (Line(_("What the article leaves out"), "/article#left-out"),)),
    ]
    return look.made("left_out", name, item, item.what, parts, lede=_("The article leaves this out."))


def safeguard(look: Look, name: str, item: Safeguard) -> Explained:
    """How it works, and what a person can do at once."""
    parts = [
        Part(_("What to know"), tuple(Line(text) for text in item.how)),
        Part(_("What you can do now"), tuple(Line(text) for text in item.you)),
        Part(_("Go on"), deeds(look, item.see)),
        *_tables(look, name),
    ]
    return look.made("safeguard", name, item, item.name, parts, lede=item.says)


def _tables(look: Look, name: str) -> Iterator[Part]:
    """What the content itself lists under a safeguard."""
    guideline = look.guideline
    if name == "time_limits":
        calm = [row for row in guideline.recheck if row.level in ("self_care", "routine")]
        yield Part(_("When to look again"), tuple(Line(row.say) for row in calm))
    if name == "movement_words":
        yield Part(_("The words"), tuple(Line(o.label) for o in guideline.findings["movement"].options))


def deeds(look: Look, does: Iterable[str]) -> tuple[Line, ...]:
    """What carries an answer out, each with its kind and a link."""
    return tuple(deed(look, Thing.of(text)) for text in does)


def deed(look: Look, thing: Thing) -> Line:
    """One link, with the word for its kind where that helps."""
    line = look.link(thing.kind, thing.id)
    if thing.kind == "safeguard":
        return line
    return Line(f"{kind_word(thing.kind)}: {line.text}", line.address, line.level)
