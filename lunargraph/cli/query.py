"""``python -m lunargraph query``: questions to the last build."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from lunargraph.cli.freely import answer_freely
from lunargraph.cli.output import STATUSES, build_option, print_frame

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pandas as pd

_FORMAT = click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True
)
_STATUS = click.option("--status", type=click.Choice(STATUSES), default="current", show_default=True)
_LEAST = click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=None, help="0 for all answers; the sure ones if left out."
)
_AS_OF = click.option("--as-of", metavar="DATE", default=None, help="YYYY, YYYY-MM or YYYY-MM-DD.")


@click.group("query", invoke_without_command=True)
@click.option("--sql", metavar="QUERY", help="One SELECT on the tables claims, ties, actors, programs, articles, ...")
@click.option("--cypher", metavar="QUERY", help="MATCH ... RETURN ... on the graph.")
@_FORMAT
@build_option
@click.pass_context
def query_group(ctx: click.Context, sql: str | None, cypher: str | None, form: str, output: Path) -> None:
    """Ask the last build a question: one of those below, or your own in SQL or Cypher."""
    if ctx.invoked_subcommand is None:
        if sql is None and cypher is None:
            click.echo(ctx.get_help())
            ctx.exit(2)
        answer_freely(sql, cypher, form, output)
        return
    if sql is not None or cypher is not None:
        raise click.UsageError(f"Give --sql or --cypher, or the question {ctx.invoked_subcommand}, not both.")
    if {ctx.get_parameter_source(name) for name in ("form", "output")} != {ParameterSource.DEFAULT}:
        # here they would be passed over in silence
        raise click.UsageError(f"Give -o and --format after {ctx.invoked_subcommand}.")


@query_group.command()
@click.argument("program")
@_AS_OF
@_STATUS
@_LEAST
@_FORMAT
@build_option
def members(  # noqa: PLR0913, PLR0917 - one parameter per option
    program: str, as_of: str | None, status: str, output: Path, form: str, min_confidence: float | None
) -> None:
    """Who is in PROGRAM (its leaders included)."""
    from lunargraph import queries  # noqa: PLC0415 - pandas loads here

    loaded = queries.load(output)
    node = queries.find_node(loaded, program)
    _print(lambda least: queries.members(loaded, node, as_of, status, min_confidence=least), min_confidence, form)


@query_group.command()
@click.argument("actor")
@_STATUS
@_LEAST
@_FORMAT
@build_option
def programs(actor: str, status: str, output: Path, form: str, min_confidence: float | None) -> None:
    """Which programs ACTOR is in, leads or contributes to."""
    from lunargraph import queries  # noqa: PLC0415 - pandas loads here

    loaded = queries.load(output)
    node = queries.find_node(loaded, actor)
    _print(lambda least: queries.programs_of(loaded, node, None, status, min_confidence=least), min_confidence, form)


@query_group.command()
@click.argument("actor")
@_STATUS
@_LEAST
@_FORMAT
@build_option
def partners(actor: str, status: str, output: Path, form: str, min_confidence: float | None) -> None:
    """Who cooperates with ACTOR."""
    from lunargraph import queries  # noqa: PLC0415 - pandas loads here

    loaded = queries.load(output)
    node = queries.find_node(loaded, actor)
    _print(lambda least: queries.partners_of(loaded, node, None, status, min_confidence=least), min_confidence, form)


@query_group.command()
@click.argument("first")
@click.argument("second")
@_AS_OF
@_LEAST
@_FORMAT
@build_option
def overlap(  # noqa: PLR0913, PLR0917 - one parameter per option
    first: str, second: str, as_of: str | None, output: Path, form: str, min_confidence: float | None
) -> None:
    """Who is in both programs."""
    from lunargraph import queries  # noqa: PLC0415 - pandas loads here

    loaded = queries.load(output)
    one, other = (queries.find_node(loaded, name) for name in (first, second))
    _print(lambda least: queries.overlap(loaded, one, other, as_of, min_confidence=least), min_confidence, form)


@query_group.command()
@_FORMAT
@build_option
def disputes(output: Path, form: str) -> None:
    """Where articles contradict each other: both sides, who says so, and why the tie shows what it shows."""
    from lunargraph import queries  # noqa: PLC0415 - pandas loads here
    from lunargraph.disputes import disputes as find  # noqa: PLC0415 - as above

    loaded = queries.load(output)
    rows = find(loaded.ties, loaded.claims, loaded.articles)
    for end in ("subject", "object"):
        rows[end] = [loaded.name(node) for node in rows[end]] if form == "table" else rows[end]
    print_frame(rows, form, whole={"why"})


def _print(ask: Callable[[float | None], pd.DataFrame], least: float | None, form: str) -> None:
    """Print an answer, and tell how much of it was left out where nobody asked for that."""
    answer = ask(least)
    print_frame(answer, form)
    if least is None and (more := len(ask(0.0)) - len(answer)):
        answers = "answer" if more == 1 else "answers"
        click.echo(f"{more} less sure {answers} left out; --min-confidence 0 shows them.", err=True)
