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


@safety.command(cls=QuickCommand, name="mutate")
def safety_mutate(
    ctx: typer.Context,
    rule: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--rule", metavar="RULE", help="Only this rule; repeatable."),
    ] = None,
    sample: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option(metavar="N", help="Only so many slips, picked by the seed; default: all."),
    ] = None,
    seed: Annotated[int, typer.Option(metavar="S", help="Which slips a sample holds.")] = 1,
    json: Json = False,
) -> None:
    """Change each rule by one slip at a time, and count the slips that a case or a proof notices."""
    from untwitch.terminal import mutating

    raise typer.Exit(mutating.run(ctx.obj, rule or [], sample, seed, json))


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
