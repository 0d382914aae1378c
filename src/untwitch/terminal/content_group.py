"""The commands under `untwitch content`. Commands only parse; what they do is loaded when a command runs."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from untwitch.terminal.quick import Json, QuickCommand, group

content = group()


@content.command(cls=QuickCommand, name="check")
def content_check(ctx: typer.Context) -> None:
    """Read everything strictly, try every example, and name every fault."""
    from untwitch.terminal import contents

    contents.show_check(ctx.obj)


@content.command(cls=QuickCommand, name="stats")
def content_stats(ctx: typer.Context, json: Json = False) -> None:
    """Count everything."""
    from untwitch.terminal import contents

    contents.show_stats(ctx.obj, json)


@content.command(cls=QuickCommand, name="findings")
def content_findings(ctx: typer.Context, json: Json = False) -> None:
    """List everything that can be answered."""
    from untwitch.terminal import contents

    contents.show_findings(ctx.obj, json)


@content.command(cls=QuickCommand, name="overdue")
def content_overdue(
    ctx: typer.Context,
    on: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--on", metavar="DATE", help="The day to ask about, like 2027-11-22; default: today."),
    ] = None,
    json: Json = False,
) -> None:
    """List what must be read again against its sources."""
    from untwitch.terminal import overdue

    overdue.run(ctx.obj, on, json)


@content.command(cls=QuickCommand, name="diff")
def content_diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A content folder, or a git revision like main or v1.2.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The same for the version to compare with.")],
    people: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(
            "--people", metavar="FILE", help="Also these people: a table .arrow, .parquet or .csv; repeatable."
        ),
    ] = None,
    synthetic: Annotated[int, typer.Option(metavar="N", help="How many made-up people; 0 for none.")] = 1_000_000,
    seed: Annotated[int, typer.Option(metavar="S", help="The seed of the made-up people.")] = 1,
    allow_lower: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--allow-lower", metavar="RULE", help="This rule may lower levels; repeatable."),
    ] = None,
    json: Json = False,
) -> None:
    """Compare two versions of the rules: who changes level, which way, by which rule. Exit status 1 when a level falls."""
    from untwitch.terminal import differing

    raise typer.Exit(differing.run(old, new, people or [], synthetic, seed, allow_lower or [], json))
