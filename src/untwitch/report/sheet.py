"""The document of a visit as sections of lines, the same for paper, screen and text. The renderings add only looks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from untwitch.language import _
from untwitch.report.calls import Call
from untwitch.report.model import CauseSaid, PlanPart, SourceSaid, ToDo, VisitReport
from untwitch.report.words import (
    basis_words,
    day_and_time,
    draft_words,
    fit_words,
    grade_words,
    heading,
    how_to_be_seen,
    level_rank,
    level_word,
    line_name,
    raised_words,
    section_title,
)
from untwitch.saying import lower_first

Look = Literal["calls", "speech", "list", "danger", "facts", "small"]
UNREAD = ("general_knowledge", "design")
MOST_UNASKED = 12


@dataclass(frozen=True)
class Line:
    """One line: a lead in bold, the text, and quieter notes under it. `mark`: how sure it is.

    `numbers` are telephone numbers, which `text` names too. An `aside` is no point of the list it stands in.
    """

    text: str
    lead: str = ""
    notes: tuple[str, ...] = ()
    mark: str = ""
    numbers: tuple[str, ...] = ()
    aside: bool = False


@dataclass(frozen=True)
class SheetSection:
    """One section with its heading. `look` says what kind of lines it holds."""

    id: str
    title: str
    look: Look
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Sheet:
    """The whole document: what it is, the level and what to do, the sections, and what stands at the foot."""

    title: str
    when: str
    level: str | None
    rank: int
    level_word: str
    level_rank: str
    heading: str
    lede: tuple[str, ...]
    sections: tuple[SheetSection, ...]
    foot: tuple[str, ...]
    name: str
    born: str
    either: str


def sheet(report: VisitReport) -> Sheet:
    """The sections of a report in the order in which they are read: what is needed most stands first."""
    level = report.level
    return Sheet(
        title=_("Untwitch: result of a check"),
        when=day_and_time(report.made_at),
        level=level,
        rank=0 if level is None else ("self_care", "routine", "soon", "urgent", "emergency").index(level) + 1,
        level_word=level_word(level) if level else "",
        level_rank=level_rank(level) if level else "",
        heading=heading(level, report.via) if level else _("Not finished yet"),
        lede=tuple(_lede(report)),
        sections=tuple(s for s in _sections(report) if s.lines),
        foot=tuple(_foot(report)),
        name=_("Name:"),
        born=_("Born:"),
        either=_(" or "),
    )


def _lede(report: VisitReport) -> Iterator[str]:
    if report.level is None:
        yield _("Not enough is known yet to say how urgent this is. It could be as high as: %(level)s.") % {
            "level": lower_first(level_word(report.could_be))
        }
    elif not report.settled:
        yield _("At least this. The questions are not finished: it could still be more urgent.")
    if report.level and (how := how_to_be_seen(report.level, report.via)):
        yield how


def _sections(report: VisitReport) -> Iterator[SheetSection]:
    yield SheetSection("call", _("Who to call"), "calls", tuple(_calls(report)) if report.say else ())
    yield SheetSection("say", _("What to say on the call"), "speech", tuple(_say(report)))
    aid = _("Until help is there") if report.level == "emergency" else _("Until you are seen")
    yield SheetSection("aid", aid, "list", tuple(map(Line, report.first_aid)))
    yield SheetSection("why", _("Why"), "list", tuple(_why(report)))
    for part in report.plan:
        yield SheetSection(part.section, section_title(part.section), "list", tuple(_plan(part)))
    yield SheetSection("at-once", _at_once(report), "danger", tuple(_at_once_if(report)))
    yield SheetSection("again", _("When to look again"), "facts", tuple(_again(report)))
    yield SheetSection("causes", _("What it may be"), "list", tuple(_causes(report)))
    yield SheetSection("answers", _("What was said"), "facts", tuple(_answers(report)))
    yield SheetSection("absent", _("Said no, or as usual"), "small", tuple(_absent(report)))
    yield SheetSection("sources", _("Sources of the reasons"), "small", tuple(_sources(report)))


def _calls(report: VisitReport) -> Iterator[Line]:
    yield from map(_call, report.calls)
    if line := _numbers_of(report):
        yield line


def _call(call: Call, aside: bool = False) -> Line:
    name = line_name(call.purpose)
    if not call.numbers:
        return Line(call.say or "", f"{name}:", aside=aside)
    notes = []
    if not call.verified:
        notes.append(_("We have not checked this number on an official page."))
    if call.say:
        notes.append(_("If it does not work: %(instead)s") % {"instead": lower_first(call.say)})
    return Line(_(" or ").join(call.numbers), name, tuple(notes), numbers=call.numbers, aside=aside)


def _numbers_of(report: VisitReport) -> Line | None:
    """Whose numbers these are."""
    if report.country is None:
        return None
    return Line(report.note or "", _("Numbers for: %(country)s.") % {"country": report.country}, aside=True)


def _say(report: VisitReport) -> Iterator[Line]:
    card = report.say
    if card is None:
        return
    if card.age:
        yield Line(_("Age: %(age)s.") % {"age": card.age})
    what = ", ".join(x for x in (card.kind, lower_first(card.place) if card.kind else card.place) if x)
    if what:
        yield Line(f"{what}.")
    yield from (Line(f"{sign}.") for sign in card.signs)
    yield from (Line(f"{one.about}: {lower_first(one.answer)}.") for one in card.also)
    yield Line(card.ask)


def _why(report: VisitReport) -> Iterator[Line]:
    numbers = _numbered(report)
    for reason in report.reasons:
        at = ", ".join(map(str, sorted(numbers[s] for s in reason.sources)))
        unread = " *" if reason.basis in UNREAD else ""
        yield Line(reason.because, mark=f"[{at}]{unread}" if at else unread.strip())
    if report.raised:
        yield Line(raised_words(report.raised))
    yield from map(Line, report.conflicts)
    if report.level == "self_care" and not report.reasons:
        yield Line(_("You have no danger signs that we know of."))


def _numbered(report: VisitReport) -> dict[SourceSaid, int]:
    named = dict.fromkeys(s for reason in report.reasons for s in reason.sources)
    return {source: number for number, source in enumerate(named, 1)}


def _sources(report: VisitReport) -> Iterator[Line]:
    for source, number in _numbered(report).items():
        how = "" if source.read in UNREAD else f" ({basis_words(source.read)})"
        yield Line(f"[{number}] {source.title.rstrip('.')}{how}.")


def _at_once(report: VisitReport) -> str:
    numbers = _(" or ").join(report.emergency_numbers)
    if not report.at_once_if:
        return _("In an emergency")
    return _("Call %(number)s at once if") % {"number": numbers} if numbers else _("Get help at once if")


def _at_once_if(report: VisitReport) -> Iterator[Line]:
    """The signs; and whom to call then, where that is not said above."""
    yield from map(Line, report.at_once_if)
    if report.say is None:
        yield from (_call(c, aside=True) for c in report.calls if c.say or not c.verified or not report.at_once_if)
        if line := _numbers_of(report):
            yield line


def _plan(part: PlanPart) -> Iterator[Line]:
    for item in part.items:
        yield Line(item.what, notes=tuple(_notes(item)), mark=_mark(item))
    if part.asked_first:
        yield Line("; ".join(part.asked_first) + ".", _("Only after a few questions in Untwitch:"))


def _notes(item: ToDo) -> Iterator[str]:
    span = "; ".join(x.rstrip(".") for x in (item.amount, item.how_long) if x)
    if span:
        yield f"{span}."
    if item.why:
        yield item.why
    if item.stops_if:
        yield _("Stop if: %(sign)s.") % {"sign": item.stops_if.rstrip(".")}


def _mark(item: ToDo) -> str:
    return f"{grade_words(item.grade)}{' *' if item.basis in UNREAD else ''}"


def _again(report: VisitReport) -> Iterator[Line]:
    if report.again is None:
        return
    lead = _("Look again by %(time)s.") % {"time": day_and_time(report.again.at)} if report.again.at else ""
    yield Line(report.again.say, lead)


def _causes(report: VisitReport) -> Iterator[Line]:
    for cause in report.causes:
        yield Line(cause.means, f"{cause.name} ({fit_words(cause.fit)}).", tuple(_arguments(cause)))


def _arguments(cause: CauseSaid) -> Iterator[str]:
    if cause.speaks_for:
        yield _("For: %(signs)s.") % {"signs": "; ".join(cause.speaks_for)}
    if cause.against:
        yield _("Against: %(signs)s.") % {"signs": "; ".join(cause.against)}


def _answers(report: VisitReport) -> Iterator[Line]:
    said = report.answers
    for group in said.there:
        yield Line("; ".join(group.answers) + ".", f"{group.title}:")
    if said.unsure:
        yield Line("; ".join(said.unsure) + ".", _("Not sure:"))
    if said.unasked:
        more = len(said.unasked) - MOST_UNASKED
        tail = "; " + _("and %(number)d more") % {"number": more} if more > 0 else ""
        yield Line("; ".join(said.unasked[:MOST_UNASKED]) + f"{tail}.", _("Not asked yet:"))


def _absent(report: VisitReport) -> Iterator[Line]:
    for group in report.answers.absent:
        yield Line("; ".join(group.answers) + ".", f"{group.title}:")


def _foot(report: VisitReport) -> Iterator[str]:
    if drafted := draft_words():
        yield drafted
    weakest = [*(i.basis for part in report.plan for i in part.items), *(r.basis for r in report.reasons)]
    if any(basis in UNREAD for basis in weakest):
        yield _("* No source was read for this: general medical knowledge, or our own choice.")
    if report.causes:
        yield _("What it may be: reasons for and against, not a diagnosis.")
    if not report.reviewed:
        yield _("These rules are checked by engineers. No clinician has reviewed them yet.")
    yield _("Untwitch is not a doctor. If you are worried, get help, whatever this says.")
    yield _("Content version %(version)s.") % {"version": report.content_version[:12]}
