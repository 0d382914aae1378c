"""Pages of programmes and of rating scales: every step in words, to be followed by hand."""

from __future__ import annotations

from collections.abc import Iterator

from untwitch.guideline.helping import Programme, Scale, Task
from untwitch.language import _, ngettext
from untwitch.web.evidence.look import Look
from untwitch.web.evidence.things import Explained, Part
from untwitch.web.evidence.words import anchor, asked, move
from untwitch.web.session_view import sentence
from untwitch.web.sourced import Line

ENDS = ("paused", "stopped", "kept", "not_needed")


def programme(look: Look, name: str, item: Programme) -> Explained:
    """Who it is for, its steps, when to go on or stop, whom to ask, and what to count."""
    parts = [
        Part(_("What to expect"), (Line(item.expect.says), Line(item.evidence.says)), whole=True),
        Part(_("Not for you if, or while you do not know"), tuple(_gates(look, item))),
        Part(_("Also not while one of these is so"), look.links("contraindication", item.entry.contra)),
        *_phases(look, item),
        Part(_("When to go on, go back or stop"), tuple(_moves(look, item))),
        Part(_("Whom to ask, and when"), tuple(_referrals(look, item))),
        Part(_("What to write down"), tuple(Line(m.how) for m in item.measures.values())),
        Part(_("Questions that decide if it fits"), tuple(look.questions(*_whens(item)))),
    ]
    sources = (*item.sources, *item.expect.sources)
    return look.made(
        "programme", name, item, item.name, parts, lede=item.aim, grade=item.evidence.grade, sources=sources
    )


def _whens(item: Programme) -> list[str]:
    return [row.when for row in item.entry.blocked_if] + [row.when for row in item.entry.tracks]


def _gates(look: Look, item: Programme) -> Iterator[Line]:
    for row in item.entry.blocked_if:
        yield Line(f"{sentence(look.words(row.when))} {row.say} {_('Instead: {other}').format(other=row.give)}")


def _phases(look: Look, item: Programme) -> Iterator[Part]:
    """The steps in their order; what only ends or rests is said with the moves."""
    steps = [p for key, p in item.phases.items() if key not in ENDS and p.tasks]
    for at, phase in enumerate(steps, 1):
        again = ngettext("Look back after {days} day.", "Look back every {days} days.", phase.review_days)
        lines = [_task(look, item, task) for task in phase.tasks]
        lines.append(Line(again.format(days=phase.review_days)))
        yield Part(_("Step {number}: {name}").format(number=at, name=phase.name), tuple(lines))
    for key in ENDS:
        ended = item.phases.get(key)
        if ended and ended.tasks:
            yield Part(ended.name, tuple(_task(look, item, task) for task in ended.tasks))


def _task(look: Look, item: Programme, task: Task) -> Line:
    said = [sentence(filled(item, task.say)), sentence(", ".join(anchor(at) for at in task.at))]
    if task.times:
        said.append(ngettext("{times} time a day.", "{times} times a day.", task.times).format(times=task.times))
    if task.when:
        said.append(_("Only when: {when}.").format(when=look.measured(item, task.when)))
    return Line(" ".join(said), look.link(task.do, task.ref).address if task.ref else None)


def filled(item: Programme, text: str) -> str:
    """The words of a task with the values at the start of the programme."""
    for name, value in item.state.items():
        text = text.replace(f"{{{name}}}", str(value.start))
    return text


def _moves(look: Look, item: Programme) -> Iterator[Line]:
    for rule in item.rules:
        where = [item.phases[p].name for p in rule.phases]
        inside = _("In “{steps}”, when:").format(steps="”, “".join(where)) if where else _("When:")
        said = sentence(filled(item, rule.say))
        yield Line(f"{move(rule.do)}. {said} {inside} {sentence(look.measured(item, rule.when))}")


def _referrals(look: Look, item: Programme) -> Iterator[Line]:
    for row in item.referrals:
        when = _("When: {signs}").format(signs=sentence(look.measured(item, row.when)))
        yield Line(f"{asked(row.to)}: {sentence(row.say)} {when}")


def scale(look: Look, name: str, item: Scale) -> Explained:
    """What is asked, over how long, and which change matters."""
    score = item.score
    least, most = f"{score.min:g}", f"{score.max:g}"
    unit = f" {score.unit}" if score.unit else ""
    better = _("Lower is better.") if score.better == "lower" else _("Higher is better.")
    parts = [
        Part(
            _("The question"),
            (Line(item.ask or _("Nothing is asked: it is worked out from other answers.")),),
            whole=True,
        ),
        Part(_("About which time"), (Line(sentence(item.recall)),), whole=True),
        Part(
            _("The score"),
            (Line(_("From {least} to {most}{unit}.").format(least=least, most=most, unit=unit) + f" {better}"),),
            whole=True,
        ),
        Part(_("What change matters"), tuple(_change(item))),
        Part(_("Good to know"), (Line(item.note),), whole=True),
        Part(_("Whose wording it is"), (Line(_licence(item.licence)),), whole=True),
    ]
    return look.made("scale", name, item, item.name, parts)


def _change(item: Scale) -> Iterator[Line]:
    change = item.change
    if change.points is not None:
        yield Line(_("A change of {points} points or more.").format(points=f"{change.points:g}"))
    if change.percent is not None:
        yield Line(_("A change of {percent} % or more.").format(percent=f"{change.percent:g}"))
    if change.success_at_most is not None:
        yield Line(_("{score} or less counts as a success.").format(score=f"{change.success_at_most:g}"))
    if change.recovered_at_most is not None:
        yield Line(_("{score} or less counts as recovered.").format(score=f"{change.recovered_at_most:g}"))
    if change.points is change.percent is change.success_at_most is None:
        yield Line(_("No smallest change is known. Look at the trend over weeks."))


def _licence(word: str) -> str:
    return {
        "free": _("Free for everybody to use."),
        "free_check": _("Free to use; its own text is shown only after its owners' page was checked."),
        "own": _("Our own questions."),
        "own_wording": _(
            "Our own wording of a known idea; not the licensed questionnaire, and not scored as if it were."
        ),
    }[word]
