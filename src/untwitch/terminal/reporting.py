"""`untwitch report`, and saving the result of a check: a file to take along, or text on standard output."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from untwitch.companion import Check
from untwitch.errors import Fault, FaultsError, nearest
from untwitch.guideline.types import Country
from untwitch.language import _
from untwitch.report.model import VisitReport
from untwitch.report.page import html
from untwitch.report.pdf import paper_of, pdf
from untwitch.report.text import full_text, message
from untwitch.terminal.asking import NotUnderstood
from untwitch.terminal.deciding import gathered
from untwitch.terminal.numbers import find_country
from untwitch.terminal.opening import now, open_guideline
from untwitch.terminal.reading import read_answers
from untwitch.terminal.talk import printable
from untwitch.terminal.walk import Walk

FORMATS = ("text", "message", "html", "pdf")
BY_ENDING = {".pdf": "pdf", ".html": "html", ".htm": "html", ".txt": "text"}


def run(folder: Path | None, answers: str, form: str | None, out: str | None, country: str | None) -> None:
    """Write the report on the answers in a file; `form` by the name of `out` when it is not given."""
    from untwitch.companion import decide

    guideline = open_guideline(folder)
    verdict, chosen, wanted = gathered(
        lambda: decide(read_answers(answers, guideline), guideline),
        lambda: find_country(guideline, country),
        lambda: _format(form, out),
    )
    made = verdict.report(now(), chosen.code if chosen else None)
    if out is None:
        print(_body(made, wanted, chosen).decode(), end="\n" if wanted == "message" else "")
        return
    write(Path(out), made, wanted, chosen)
    print(_("Written to %(printable)s.") % {"printable": printable(out)})


def _format(form: str | None, out: str | None) -> str:
    """The form that is wanted. PDF goes into a file only.

    Raises
    ------
    FaultsError
        No such form, or a PDF without a file.
    """
    wanted = form or BY_ENDING.get(Path(out or "").suffix.lower(), "text")
    if wanted not in FORMATS:
        raise FaultsError(
            [
                Fault(
                    "",
                    0,
                    "--format",
                    _("must be one of %(formats)s") % {"formats": ", ".join(FORMATS)},
                    nearest(wanted, FORMATS),
                )
            ]
        )
    if wanted == "pdf" and out is None:
        raise FaultsError([Fault("", 0, "--out", _("a PDF needs a file, like --out report.pdf"))])
    return wanted


def _body(made: VisitReport, form: str, country: Country | None) -> bytes:
    if form == "pdf":
        return pdf(made, paper_of(country.code if country else None))
    write_as: dict[str, Callable[[VisitReport], str]] = {"text": full_text, "message": message, "html": html}
    return write_as[form](made).encode()


def write(path: Path, made: VisitReport, form: str, country: Country | None) -> None:
    """Make the report first and then the file, so that nothing half made is left behind."""
    body = _body(made, form, country)
    path.write_bytes(body)


def save(walk: Walk, check: Check) -> None:
    """Ask for a file's name and save the result of a check there."""
    companion = walk.companion
    made = companion.report(check, companion.result(check), companion.country(walk.person))
    usual = f"untwitch-{made.made_at:%Y-%m-%d}.pdf"

    def read(text: str) -> Path:
        path = Path(text or usual).expanduser()
        if path.suffix.lower() not in BY_ENDING:
            raise NotUnderstood(
                _("A file name that ends in %(by_ending)s is expected.") % {"by_ending": ", ".join(BY_ENDING)}
            )
        return path

    path = walk.asker.line(
        _("File to save (Enter = %(usual)s)") % {"usual": usual}, _("To print it, or to show it to a doctor."), read
    )
    try:
        write(path, made, BY_ENDING[path.suffix.lower()], walk.teller.country)
    except OSError as trouble:
        walk.talk.say(
            _("%(path)s cannot be written: %(strerror)s.") % {"path": path, "strerror": trouble.strerror}, "red"
        )
        return
    walk.talk.say(_("Saved as %(path)s. Your name is not in it.") % {"path": path})
