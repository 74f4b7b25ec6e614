"""``python -m lunargraph query``: questions to the last build."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from lunargraph.cli.freely import answer_freely
from lunargraph.cli.output import AS_OF, FORMAT, KNOWN_BY, LEAST, STATUSES, build_option, print_answer, print_frame

if TYPE_CHECKING:
    from pathlib import Path

_STATUS = click.option("--status", type=click.Choice(STATUSES), default="current", show_default=True)


@click.group("query", invoke_without_command=True)
@click.option("--sql", metavar="QUERY", help="One SELECT on the tables claims, ties, actors, programs, articles, ...")
@click.option("--cypher", metavar="QUERY", help="MATCH ... RETURN ... on the graph.")
@FORMAT
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
@AS_OF
@KNOWN_BY
@_STATUS
@click.option("--role", default=None, help="lead, founder, member, signatory, participant or contributor.")
@LEAST
@FORMAT
@build_option
def members(program: str, output: Path, form: str, min_confidence: float | None, **given: Any) -> None:  # noqa: ANN401
    """Who is in PROGRAM (its leaders included)."""
    from lunargraph import load  # noqa: PLC0415 - pandas loads here

    graph = load(output)
    print_answer(lambda least: graph.members(program, min_confidence=least, **given), min_confidence, form)


@query_group.command()
@click.argument("actor")
@AS_OF
@KNOWN_BY
@_STATUS
@LEAST
@FORMAT
@build_option
def programs(actor: str, output: Path, form: str, min_confidence: float | None, **given: Any) -> None:  # noqa: ANN401
    """Which programs ACTOR is in, leads or contributes to."""
    from lunargraph import load  # noqa: PLC0415 - pandas loads here

    graph = load(output)
    print_answer(lambda least: graph.programs(actor, min_confidence=least, **given), min_confidence, form)


@query_group.command()
@click.argument("actor")
@AS_OF
@KNOWN_BY
@_STATUS
@LEAST
@FORMAT
@build_option
def partners(actor: str, output: Path, form: str, min_confidence: float | None, **given: Any) -> None:  # noqa: ANN401
    """Who cooperates with ACTOR."""
    from lunargraph import load  # noqa: PLC0415 - pandas loads here

    graph = load(output)
    print_answer(lambda least: graph.partners(actor, min_confidence=least, **given), min_confidence, form)


@query_group.command()
@click.argument("first")
@click.argument("second")
@AS_OF
@KNOWN_BY
@LEAST
@FORMAT
@build_option
def overlap(
    *, first: str, second: str, output: Path, form: str, min_confidence: float | None, **given: str | None
) -> None:
    """Who is in both programs."""
    from lunargraph import load  # noqa: PLC0415 - pandas loads here

    graph = load(output)
    print_answer(lambda least: graph.overlap(first, second, min_confidence=least, **given), min_confidence, form)


@query_group.command()
@click.option("--about", metavar="NAME", default=None, help="Only ties of this actor or program.")
@KNOWN_BY
@FORMAT
@build_option
def disputes(output: Path, form: str, about: str | None, known_by: str | None) -> None:
    """Where articles contradict each other: both sides, who says so, and why the tie shows what it shows."""
    from lunargraph import load  # noqa: PLC0415 - pandas loads here

    rows = load(output).disputes(about, known_by=known_by)
    print_frame(rows.drop(columns=["subject", "object"]) if form == "table" else rows, form, whole={"why"})
