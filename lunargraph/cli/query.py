"""``python -m lunargraph query``: questions to the last build."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from lunargraph.cli.output import STATUSES, build_option, print_frame

if TYPE_CHECKING:
    from pathlib import Path

_FORMAT = click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True
)
_STATUS = click.option("--status", type=click.Choice(STATUSES), default="current", show_default=True)
_AS_OF = click.option("--as-of", metavar="DATE", default=None, help="YYYY, YYYY-MM or YYYY-MM-DD.")


@click.group("query")
def query_group() -> None:
    """Ask the last build a question."""


@query_group.command()
@click.argument("program")
@_AS_OF
@_STATUS
@_FORMAT
@build_option
def members(program: str, as_of: str | None, status: str, output: Path, form: str) -> None:
    """Who is in PROGRAM (its leaders included)."""
    from lunargraph import queries  # noqa: PLC0415 - pandas loads here

    loaded = queries.load(output)
    print_frame(queries.members(loaded, queries.find_node(loaded, program), as_of=as_of, status=status), form)


@query_group.command()
@click.argument("actor")
@_STATUS
@_FORMAT
@build_option
def programs(actor: str, status: str, output: Path, form: str) -> None:
    """Which programs ACTOR is in, leads or contributes to."""
    from lunargraph import queries  # noqa: PLC0415 - pandas loads here

    loaded = queries.load(output)
    print_frame(queries.programs_of(loaded, queries.find_node(loaded, actor), status=status), form)


@query_group.command()
@click.argument("actor")
@_STATUS
@_FORMAT
@build_option
def partners(actor: str, status: str, output: Path, form: str) -> None:
    """Who cooperates with ACTOR."""
    from lunargraph import queries  # noqa: PLC0415 - pandas loads here

    loaded = queries.load(output)
    print_frame(queries.partners_of(loaded, queries.find_node(loaded, actor), status=status), form)


@query_group.command()
@click.argument("first")
@click.argument("second")
@_AS_OF
@_FORMAT
@build_option
def overlap(first: str, second: str, as_of: str | None, output: Path, form: str) -> None:
    """Who is in both programs."""
    from lunargraph import queries  # noqa: PLC0415 - pandas loads here

    loaded = queries.load(output)
    nodes = [queries.find_node(loaded, name) for name in (first, second)]
    print_frame(queries.overlap(loaded, nodes[0], nodes[1], as_of=as_of), form)
