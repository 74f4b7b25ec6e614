"""``python -m lunargraph query``: questions to the last build."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from lunargraph.cli.output import AS_OF, FORMAT, KNOWN_BY, LEAST, STATUSES, build_option, print_answer

if TYPE_CHECKING:
    from pathlib import Path

_STATUS = click.option("--status", type=click.Choice(STATUSES), default="current", show_default=True)


@click.group("query")
def query_group() -> None:
    """Ask the last build a question."""


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
@_STATUS
@LEAST
@FORMAT
@build_option
def programs(actor: str, status: str, output: Path, form: str, min_confidence: float | None) -> None:
    """Which programs ACTOR is in, leads or contributes to."""
    from lunargraph import queries  # noqa: PLC0415 - pandas loads here

    loaded = queries.load(output)
    node = queries.find_node(loaded, actor)
    print_answer(
        lambda least: queries.programs_of(loaded, node, None, status, min_confidence=least), min_confidence, form
    )


@query_group.command()
@click.argument("actor")
@_STATUS
@LEAST
@FORMAT
@build_option
def partners(actor: str, status: str, output: Path, form: str, min_confidence: float | None) -> None:
    """Who cooperates with ACTOR."""
    from lunargraph import queries  # noqa: PLC0415 - pandas loads here

    loaded = queries.load(output)
    node = queries.find_node(loaded, actor)
    print_answer(
        lambda least: queries.partners_of(loaded, node, None, status, min_confidence=least), min_confidence, form
    )


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
