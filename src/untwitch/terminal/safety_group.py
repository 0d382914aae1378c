"""The commands under `untwitch safety`. Commands only parse; what they do is loaded when a command runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from untwitch.terminal.quick import Json, QuickCommand, group

safety = group()


@safety.command(cls=QuickCommand, name="prove")
def safety_prove(ctx: typer.Context, json: Json = False) -> None:
    """Prove every safety property, or show the person who breaks it."""
    from untwitch.terminal import proving

    raise typer.Exit(proving.run(ctx.obj, json))


@safety.command(cls=QuickCommand, name="report")
def safety_report(
    ctx: typer.Context,
    html: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--html", metavar="FILE", help="Write the safety file as one HTML page."),
    ] = None,
    markdown: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--markdown", metavar="FILE", help="Write the safety file as Markdown."),
    ] = None,
    tests: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--tests", metavar="FILE", help="Results of a test run: pytest --junitxml FILE."),
    ] = None,
    json: Json = False,
) -> None:
    """Show the safety file: what can go wrong, what is done about it, and whether every proof and link holds."""
    from untwitch.terminal import safety_file

    page, paper, results = (Path(one) if one else None for one in (html, markdown, tests))
    raise typer.Exit(safety_file.run(ctx.obj, page, paper, results, json))
