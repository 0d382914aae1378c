"""`untwitch decide` and `untwitch interview`: answers in, the result or every screen out, in words or as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from untwitch.care.document import decision_document, response_document, screen_document
from untwitch.errors import Fault, FaultsError, nearest
from untwitch.guideline.model import Guideline
from untwitch.guideline.types import Country
from untwitch.language import _
from untwitch.report.calls import calls
from untwitch.terminal.numbers import find_country
from untwitch.terminal.opening import open_guideline
from untwitch.terminal.reading import read_answers
from untwitch.terminal.talk import Talk, printable
from untwitch.terminal.words import SHORT

FORMAT = 1
PROFILE = "profile"


def show_json(document: dict[str, Any]) -> None:
    """JSON in plain ASCII: it survives every terminal and pipe."""
    print(json.dumps(document, indent=2))


def faults_document(error: FaultsError) -> dict[str, Any]:
    """What was refused, for a program to read."""
    return {
        "format": FORMAT,
        "faults": [{"about": f.about, "message": f.message, "suggestion": f.suggestion} for f in error.faults],
    }


def gathered(*reads: Callable[[], Any]) -> list[Any]:
    """The result of each read, or the faults of all of them together."""
    found: list[Any] = []
    faults: list[Fault] = []
    for read in reads:
        try:
            found.append(read())
        except FaultsError as error:
            faults += error.faults
    if faults:
        raise FaultsError(faults)
    return found


def run_decide(folder: Path | None, answers: str, as_json: bool, country: str | None, plain: bool) -> None:
    """Decide on the answers in a file."""
    from untwitch.companion import decide

    guideline = open_guideline(folder)

    def decided() -> Any:
        return decide(read_answers(answers, guideline), guideline)

    verdict, chosen = _or_json(as_json, lambda: gathered(decided, lambda: find_country(guideline, country)))
    if as_json:
        show_json(verdict.document() | call_document(guideline, chosen, verdict.via))
    else:
        from untwitch.terminal.verdict import Teller

        Teller(Talk(plain), guideline, chosen).tell(verdict.decision, verdict.plan)


def call_document(guideline: Guideline, country: Country | None, via: Any) -> dict[str, Any]:
    """Whom to call, and who signed the content."""
    return {
        "country": country.code if country else None,
        "call": [c.document() for c in calls(guideline, country, via)],
        "review": sorted(set(guideline.review.values())),
    }


def _or_json(as_json: bool, work: Callable[[], list[Any]]) -> list[Any]:
    try:
        return work()
    except FaultsError as error:
        if as_json:
            show_json(faults_document(error))
        raise


def run_interview(folder: Path | None, answers: str, as_json: bool, known: str | None, plain: bool) -> None:
    """Go through the interview as a person who knows these answers would."""
    from untwitch.care.answers import read
    from untwitch.care.decision import decide
    from untwitch.care.simulate import walk
    from untwitch.companion import Asker

    guideline = open_guideline(folder)
    person, remembered = _or_json(
        as_json,
        lambda: gathered(
            lambda: read(guideline, read_answers(answers, guideline)), lambda: _remembered(guideline, known)
        ),
    )
    steps, state = walk(person, Asker(guideline).matters, remembered)
    made = decide(state)
    if as_json:
        show_json(
            {
                "format": FORMAT,
                "known": list(remembered),
                "screens": [
                    {
                        "number": number,
                        "screen": screen_document(step.screen),
                        "response": response_document(step.response),
                        "floor": step.floor,
                        "ceiling": step.ceiling,
                    }
                    for number, step in enumerate(steps, 1)
                ],
                "result": decision_document(made),
            }
        )
        return
    _tell_steps(Talk(plain), guideline, steps, made)


def _remembered(guideline: Guideline, known: str | None) -> tuple[str, ...]:
    """Finding ids that are known before the first screen: the profile, or those named."""
    from untwitch.care.simulate import PROFILE as IDS

    if not known:
        return ()
    names: list[str] = []
    for word in known.split(","):
        names += IDS if word.strip() == PROFILE else [word.strip()]
    faults = [
        Fault("", 0, name[:80], _("is not a finding"), nearest(name[:80], [*guideline.findings, PROFILE]))
        for name in names
        if name not in guideline.findings
    ]
    if faults:
        raise FaultsError(faults)
    return tuple(dict.fromkeys(names))


def _tell_steps(talk: Talk, guideline: Guideline, steps: tuple[Any, ...], made: Any) -> None:
    from untwitch.terminal.verdict import Teller

    for number, step in enumerate(steps, 1):
        talk.heading(f"{number}. {step.screen.title}")
        for line in step.screen.lines:
            talk.item(line.label)
        for option in (*step.screen.options, *(o for f in step.screen.findings for o in f.options)):
            talk.item(option.label)
        said = [
            s if truth is True else _("%(s)s not sure") % {"s": s}
            for s, truth in step.response.told
            if truth is not False
        ]
        said += [" or ".join(group) for group in step.response.open]
        said += [f"{name} = {json.dumps(value)}" for name, value in step.response.values.items()]
        talk.say(printable(_("Said: %(part)s") % {"part": "; ".join(said) or _("none of these")}))
        span = "" if step.floor == step.ceiling else _(", at most %(part)s") % {"part": SHORT[step.ceiling]}
        talk.say(_("After it: at least %(part)s%(span)s.") % {"part": SHORT[step.floor], "span": span})
    talk.heading(_("%(steps)s screens. The result:") % {"steps": len(steps)})
    teller = Teller(talk, guideline)
    teller.level(made)
    teller.reasons(made)
