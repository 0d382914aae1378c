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
        str, typer.Option(metavar="NAMES", help="Columns to copy into the output, with commas, like patient,ward.")
    ] = "id",
    columns: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--columns-in", metavar="FILE", help="Names of the columns that the table has; the others are not known."
        ),
    ] = None,
    rules: Annotated[bool, typer.Option("--rules", "--with-rules", help="Add the rules that give the floor.")] = False,
    output: Annotated[Optional[str], typer.Option(metavar="FILE", help="Where to write it; default: show it.")] = None,  # noqa: UP045
) -> None:
    """Give the whole rule base as one SQL query over a table of people, with both bounds for every row."""
    from untwitch.terminal import sql_query

    sql_query.run(ctx.obj, dialect, table, keep, columns, rules, output)


Query = Annotated[
    Optional[str],  # noqa: UP045 - Typer reads the annotation
    typer.Option("--query", metavar="TEXT", help="With a database address: a table's name, or a SELECT."),
]
Keep = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--keep", metavar="NAMES", help="Columns to copy into OUT, with commas, like patient,age_years."),
]
Only = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--columns", metavar="NAMES", help="Read only these columns, with commas; default: all."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, as described in docs/use/json.md.")]


def _names(text: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in (text or "").split(",") if name.strip())


@population.command(cls=QuickCommand)
def triage(
    ctx: typer.Context,
    source: Annotated[str, typer.Argument(metavar="IN", help=".arrow, .parquet, .csv, or a database address.")],
    out: Annotated[str, typer.Argument(metavar="OUT", help=".arrow, .parquet, .csv, or a database address.")],
    skip_bad: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--skip-bad", metavar="FILE", help="Write rows that cannot be read here, and do the others."),
    ] = None,
    processes: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option(metavar="N", min=1, max=64, help="How many processes; default: 2 for large tables."),
    ] = None,
    keep: Keep = None,
    columns: Only = None,
    with_rules: Annotated[bool, typer.Option("--with-rules", help="Add the rules that decide.")] = False,
    with_open: Annotated[bool, typer.Option("--with-open", help="Add the danger signs nobody asked about.")] = False,
    query: Query = None,
    table: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--table", metavar="NAME", help="With OUT a database address: the table to make."),
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Write over OUT.")] = False,
    json: Json = False,
) -> None:
    """Triage every row: the least and the most urgent level it can have. A run that was stopped carries on."""
    from untwitch.terminal import tables as work

    options = {
        "skip_bad": skip_bad, "processes": processes, "keep": _names(keep), "only": _names(columns) or None,
        "with_rules": with_rules, "with_open": with_open, "query": query, "out_table": table, "replace": replace,
    }  # fmt: skip
    work.run_triage(ctx.obj, source, out, options, json)


@population.command(cls=QuickCommand)
def summary(
    ctx: typer.Context,
    out: Annotated[str, typer.Argument(metavar="OUT", help="A table that `population triage` wrote.")],
    query: Query = None,
    json: Json = False,
) -> None:
    """Sum up a triaged table: levels, deciding rules, age bands, how many are open only for want of answers."""
    from untwitch.terminal import tables as work

    work.run_summary(ctx.obj, out, query, json)


@population.command(cls=QuickCommand, name="what-if")
def what_if(
    ctx: typer.Context,
    source: Annotated[str, typer.Argument(metavar="IN", help=".arrow, .parquet, .csv, or a database address.")],
    rule: Annotated[Optional[str], typer.Option(metavar="ID", help="The rule to change.")] = None,  # noqa: UP045
    when: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(metavar="TEXT", help="What the rule is to say instead, in the rule language."),
    ] = None,
    threshold: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(metavar="TEXT", help="Move a limit, like age_years:60=65; in --rule, or in every rule."),
    ] = None,
    keep: Keep = None,
    columns: Only = None,
    query: Query = None,
    json: Json = False,
) -> None:
    """Try another rule or limit on a table and see who moves. The rules themselves stay as they are."""
    from untwitch.terminal import tables as work

    options = {"keep": _names(keep), "only": _names(columns) or None, "query": query}
    work.run_what_if(ctx.obj, source, rule, when, threshold or (), options, json)


@population.command(cls=QuickCommand)
def spark(
    ctx: typer.Context,
    source: Annotated[str, typer.Argument(metavar="IN", help="A Parquet file or folder, or a table that Spark knows.")],
    out: Annotated[str, typer.Argument(metavar="OUT", help="A folder for Parquet, or the name of a table to make.")],
    keep: Keep = None,
    with_rules: Annotated[bool, typer.Option("--with-rules", help="Add the rules that decide.")] = False,
    with_open: Annotated[bool, typer.Option("--with-open", help="Add the danger signs nobody asked about.")] = False,
) -> None:
    """Triage a table on Spark: on the cluster your settings name, else on a Spark of this computer alone."""
    from untwitch.terminal import on_spark

    on_spark.run(ctx.obj, source, out, _names(keep), with_rules, with_open)
