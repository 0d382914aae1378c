"""The commands under `untwitch safety`. Commands only parse; what they do is loaded when a command runs."""

from __future__ import annotations

import typer

from untwitch.terminal.quick import Json, QuickCommand, group

safety = group()


@safety.command(cls=QuickCommand, name="prove")
def safety_prove(ctx: typer.Context, json: Json = False) -> None:
    """Prove every safety property, or show the person who breaks it."""
    from untwitch.terminal import proving

    raise typer.Exit(proving.run(ctx.obj, json))
