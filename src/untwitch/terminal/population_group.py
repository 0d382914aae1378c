"""The commands under `untwitch population`. Commands only parse; what they do is loaded when a command runs."""

from __future__ import annotations

from typing import Annotated

import typer

from untwitch.terminal.quick import QuickCommand, group

population = group()


@population.callback()
def tables() -> None:
    """The same rules over tables of people."""


@population.command(cls=QuickCommand)
def synthetic(
    ctx: typer.Context,
    out: Annotated[str, typer.Argument(metavar="OUT", help="A file ending in .arrow, .parquet or .csv.")],
    people: Annotated[int, typer.Option(metavar="N", help="How many people.")] = 1_000_000,
    seed: Annotated[int, typer.Option(metavar="S", help="The same seed gives the same people.")] = 1,
    unknown: Annotated[float, typer.Option(metavar="SHARE", help="The share of answers left out, 0 to 1.")] = 0.1,
) -> None:
    """Write a table of made-up people, to try the rules on. Nobody in it is real."""
    from untwitch.terminal import synthetic as made_up

    made_up.run(ctx.obj, out, people, seed, unknown)
