"""The commands under `untwitch population`. Commands only parse; what they do is loaded when a command runs."""

from __future__ import annotations

from typing import Annotated, Optional

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


@population.command(cls=QuickCommand)
def sql(
    ctx: typer.Context,
    dialect: Annotated[str, typer.Option(metavar="NAME", help="duckdb, postgres or spark.")],
    table: Annotated[str, typer.Option(metavar="NAME", help="The table of people, like clinic.people.")] = "people",
    keep: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(
            metavar="COLUMN", help="A column that goes into the output as it is; may be repeated; default: id."
        ),
    ] = None,
    columns: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--columns-in", metavar="FILE", help="Names of the columns that the table has; the others are not known."
        ),
    ] = None,
    rules: Annotated[bool, typer.Option("--rules", help="Add the rules that give the floor.")] = False,
    output: Annotated[Optional[str], typer.Option(metavar="FILE", help="Where to write it; default: show it.")] = None,  # noqa: UP045
) -> None:
    """Give the whole rule base as one SQL query over a table of people, with both bounds for every row."""
    from untwitch.terminal import sql_query

    sql_query.run(ctx.obj, dialect, table, keep, columns, rules, output)
