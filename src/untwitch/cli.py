"""The command line. Commands only parse; what they do stands in `terminal/` and is loaded when a command runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from untwitch import __version__
from untwitch.errors import Fault, FaultsError, UntwitchError
from untwitch.language import ENGLISH, Language, _, speak, speaking
from untwitch.terminal.content_group import content
from untwitch.terminal.population_group import population
from untwitch.terminal.quick import PLAIN, Json, QuickCommand, QuickGroup
from untwitch.terminal.safety_group import safety

BAD_INPUT = 2
READER_GONE = 141  # what a shell gives a program whose reader went away: 128 + SIGPIPE
PLAIN_MARK = "UNTWITCH_PLAIN"


class PlainGroup(QuickGroup):
    """Whatever this program refuses becomes one plain message on standard error and exit code 2."""

    def invoke(self, ctx: Any) -> Any:
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()  # here, not at the end of the program: there nobody could say what went wrong
        except UntwitchError as refused:
            _complain(str(refused))
        except BrokenPipeError:  # whoever read the output has seen enough, like head
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(READER_GONE) from None
        except OSError as trouble:
            _complain(
                _("%(what)s cannot be read or written: %(why)s.")
                % {"what": trouble.filename or _("Something needed"), "why": trouble.strerror}
            )
        raise typer.Exit(BAD_INPUT)


def _complain(text: str) -> None:
    from untwitch.terminal.talk import printable

    typer.echo(printable(text), err=True)


app = typer.Typer(cls=PlainGroup, no_args_is_help=True, **PLAIN)
app.add_typer(content, name="content", help="Look at the rules, findings and sources.")
app.add_typer(safety, name="safety", help="Prove that the rules are safe, and show the safety file.")
app.add_typer(population, name="population", help="The same rules over tables of people.")

Journal = Annotated[
    Optional[str],  # noqa: UP045 - Typer reads the annotation
    typer.Option(
        "--journal", metavar="PATH", help="The journal's file; default: in your data folder, or UNTWITCH_JOURNAL."
    ),
]
Answers = Annotated[
    str, typer.Option("--answers", metavar="FILE", help="JSON (or .yaml) with the answers; - reads standard input.")
]
Plain = Annotated[bool, typer.Option("--plain", help="No colour and no redrawing; good for screen readers.")]
For = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--for", metavar="NAME", help="Whom it is for, when several people share this journal."),
]
Country = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--country", metavar="CODE", help="Whose telephone numbers to show, like GB or DE."),
]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"untwitch {__version__}")
        raise typer.Exit


@app.callback()
def untwitch(
    ctx: typer.Context,
    folder: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--content", metavar="DIR", help="Read the rules and texts in this folder instead of our own."),
    ] = None,
    language: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--language", metavar="CODE", help="The language to speak: en or de; default: your locale."),
    ] = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="For screen readers: no colour, no redrawing, one item a line.")
    ] = False,
    no_colour: Annotated[bool, typer.Option("--no-colour", help="No colour; the same as setting NO_COLOR.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Stop a muscle twitch, cramp or spasm, and know when it is not safe to treat at home. Not a doctor."""
    if language:
        ctx.with_resource(speaking(named_language(language)))
    for name, wanted in ((PLAIN_MARK, plain), ("NO_COLOR", no_colour)):
        if wanted:
            ctx.with_resource(_set(name))
    ctx.obj = Path(folder) if folder else None


@contextmanager
def _set(name: str) -> Iterator[None]:
    """An environment variable for the time of one command."""
    before = os.environ.get(name)
    os.environ[name] = "1"
    try:
        yield
    finally:
        os.environ.pop(name)
        if before is not None:
            os.environ[name] = before


def named_language(code: str) -> Language:
    """The language of a code.

    Raises
    ------
    FaultsError
        We have no such language.
    """
    from untwitch.catalogues import NAMES, fitting

    found = fitting([code])
    if found is None:
        raise FaultsError(
            [Fault("", 0, "--language", _("must be one of: %(options)s") % {"options": ", ".join(NAMES)})]
        )
    return found


def speak_first(arguments: list[str], environ: Mapping[str, str]) -> None:
    """Speak before the commands are read, so that their help is said in the language too; English imports nothing."""
    named = dict(pairwise(arguments)).get("--language")
    wished = [named, *(environ.get(name) for name in ("UNTWITCH_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))]
    first = next((one for one in wished if one), "C")
    if not first.startswith(("C", "POSIX", "en")):
        from untwitch.catalogues import fitting

        speak(fitting([first]) or ENGLISH)


@app.command(cls=QuickCommand)
def serve(
    ctx: typer.Context,
    host: Annotated[str, typer.Option(help="An address of this computer alone.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes any free one.")] = 8477,
    journal: Journal = None,
) -> None:
    """Open Untwitch in a browser on this computer."""
    from untwitch.terminal import serving

    serving.run(ctx.obj, host, port, journal)


@app.command(cls=QuickCommand)
def check(
    ctx: typer.Context,
    journal: Journal = None,
    country: Country = None,
    words: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--words", metavar="TEXT", help="Say it in your own words; what is understood is asked line by line."
        ),
    ] = None,
    new: Annotated[bool, typer.Option("--new", help="Begin a new check, even when one is unfinished.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Repeat the last check: what has changed?")] = False,
    who: For = None,
    plain: Plain = False,
) -> None:
    """Answer questions here: is it safe, and what helps."""
    from untwitch.terminal import check as checking
    from untwitch.terminal import relieve as relieving

    raise typer.Exit(
        checking.run(
            ctx.obj, journal, plain, country, new or words is not None, again, relieving.from_check, words, who
        )
    )


@app.command(cls=QuickCommand)
def people(
    ctx: typer.Context,
    add: Annotated[Optional[str], typer.Option(metavar="NAME", help="Add somebody.")] = None,  # noqa: UP045
    rename: Annotated[
        Optional[tuple[str, str]],  # noqa: UP045
        typer.Option(metavar="NAME NEW", help="Call somebody by another name."),
    ] = None,
    journal: Journal = None,
) -> None:
    """List the people of this journal; add one, or change a name."""
    from untwitch.terminal import people as household

    household.run(ctx.obj, journal, add, rename)


@app.command(cls=QuickCommand)
def understand(
    ctx: typer.Context,
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="What happens, in a person's own words; - reads standard input.")
    ],
    json: Json = False,
    plain: Plain = False,
) -> None:
    """Show what a text says: place, kind and findings, each to be confirmed. English only; nothing is stored."""
    from untwitch.terminal import own_words

    own_words.run_understand(ctx.obj, text, json, plain)


@app.command(cls=QuickCommand)
def decide(
    ctx: typer.Context, answers: Answers, json: Json = False, country: Country = None, plain: Plain = False
) -> None:
    """Decide on answers that are known already."""
    from untwitch.terminal import deciding

    deciding.run_decide(ctx.obj, answers, json, country, plain)


@app.command(cls=QuickCommand)
def report(
    ctx: typer.Context,
    answers: Answers,
    form: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--format", metavar="FORM", help="text, message (under 1,000 characters), html or pdf."),
    ] = None,
    out: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(metavar="FILE", help="Where to write it; its ending chooses the form. A PDF needs one."),
    ] = None,
    country: Country = None,
) -> None:
    """Write the result to take along: for a doctor, for paper, or for a message."""
    from untwitch.terminal import reporting

    reporting.run(ctx.obj, answers, form, out, country)


@app.command(cls=QuickCommand)
def interview(
    ctx: typer.Context,
    answers: Answers,
    json: Json = False,
    known: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            metavar="profile", help="What is known before the first screen: profile, or finding ids with commas."
        ),
    ] = None,
    plain: Plain = False,
) -> None:
    """Show every screen a person with these answers sees."""
    from untwitch.terminal import deciding

    deciding.run_interview(ctx.obj, answers, json, known, plain)


@app.command(cls=QuickCommand)
def relieve(
    ctx: typer.Context,
    place: Annotated[str, typer.Argument(metavar="PLACE", help='Where it is, like calf or "lower back".')],
    kind: Annotated[Optional[str], typer.Option(metavar="KIND", help="What it is, like cramp or twitch.")] = None,  # noqa: UP045
    listed: Annotated[
        bool, typer.Option("--list", help="Only list the techniques, each with its status and reasons.")
    ] = False,
    no_wait: Annotated[bool, typer.Option("--no-wait", help="Show the steps without waiting for the timer.")] = False,
    journal: Journal = None,
    who: For = None,
    plain: Plain = False,
) -> None:
    """Be guided through relief, after a short check."""
    from untwitch.terminal import relieve as relieving

    raise typer.Exit(relieving.run(ctx.obj, journal, place, kind, listed, plain, not no_wait, who))


@app.command(cls=QuickCommand)
def explain(
    ctx: typer.Context,
    id: Annotated[  # noqa: A002 - its name in the help
        str, typer.Argument(metavar="ID", help="An id like stroke_sign_seen, or a dossier number like sk:E01.")
    ],
    wrong: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(metavar="TEXT", help="What is wrong with it: prepares a file that you can send."),
    ] = None,
    contact: Annotated[str, typer.Option(metavar="TEXT", help="With --wrong: how you can be reached.")] = "",
    out: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(metavar="FILE", help="With --wrong: where to write it; .json for a program, else a letter."),
    ] = None,
) -> None:
    """Say in plain words what an id stands for.

    A rule (or its dossier number), condition, technique, finding, source, contraindication, place, programme, food, scale,
    claim of the article, or a part about drinks, minerals or warmth.
    """
    if wrong is None:
        from untwitch.terminal import explain as explaining

        explaining.run(ctx.obj, id)
    else:
        from untwitch.terminal import remarking

        remarking.run(ctx.obj, id, wrong, contact, out)


@app.command(cls=QuickCommand)
def article(
    ctx: typer.Context,
    verdict: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(metavar="WORD", help="Only these: unsafe, outdated, unproven, partly or supported."),
    ] = None,
    topic: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(metavar="WORD", help="Only this topic, like drinks_and_salts."),
    ] = None,
    json: Json = False,
) -> None:
    """Go through the article claim by claim: what it says, what the evidence says, what Untwitch does."""
    from untwitch.terminal import article as claims

    claims.run(ctx.obj, verdict, topic, json)


def main() -> None:
    """The entry point."""
    if hasattr(sys.stderr, "reconfigure"):
        sys.stderr.reconfigure(errors="backslashreplace")
    speak_first(sys.argv[1:], os.environ)
    app()
