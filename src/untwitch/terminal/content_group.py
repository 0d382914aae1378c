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
