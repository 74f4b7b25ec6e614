"""The questions of ``python -m lunargraph query`` about time and about how things hang together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from lunargraph.cli.output import AS_OF, FORMAT, KNOWN_BY, LEAST, build_option, print_answer, print_frame

if TYPE_CHECKING:
    from pathlib import Path

KINDS = ("country", "agency", "organization")
_KIND = click.option("--kind", type=click.Choice(KINDS), default=None, help="Only actors of this kind.")


def add_questions(group: click.Group) -> None:
    """Add the questions to the command group ``query``."""
    for command in (timeline, growth, bridges, path, communities, similar):
        group.add_command(command)


@click.command()
@click.argument("name")
@KNOWN_BY
@LEAST
@FORMAT
@build_option
def timeline(name: str, output: Path, form: str, min_confidence: float | None, known_by: str | None) -> None:
    """What happened to NAME, a program or an actor, and when."""
    from lunargraph import load  # noqa: PLC0415 - pandas loads here

    graph = load(output)
    print_answer(lambda least: graph.timeline(name, min_confidence=least, known_by=known_by), min_confidence, form)


@click.command()
@click.argument("program")
@click.option("--by", type=click.Choice(["month", "year"]), default="year", show_default=True)
@_KIND
@KNOWN_BY
@LEAST
@FORMAT
@build_option
def growth(*, program: str, kind: str | None, output: Path, form: str, **given: Any) -> None:  # noqa: ANN401 - options
    """How PROGRAM grew: who joined and left, and how many were in; countries if no kind is given."""
    from lunargraph import load  # noqa: PLC0415 - pandas loads here

    print_frame(load(output).growth(program, kind=kind or "country", **given), form)


@click.command()
@click.argument("first")
@click.argument("second")
@AS_OF
@KNOWN_BY
@LEAST
@FORMAT
@build_option
def bridges(*, first: str, second: str, output: Path, form: str, **given: Any) -> None:  # noqa: ANN401 - options
    """Which actors tie the programs FIRST and SECOND: the share of shortest chains that run through each."""
    from lunargraph import load  # noqa: PLC0415 - pandas loads here

    print_frame(load(output).bridges(first, second, **given), form)


@click.command()
@click.argument("start")
@click.argument("end")
@click.option("--relation", "relations", multiple=True, help="Follow only these; can be given more than once.")
@AS_OF
@KNOWN_BY
@LEAST
@FORMAT
@build_option
def path(*, start: str, end: str, relations: tuple[str, ...], output: Path, form: str, **given: Any) -> None:  # noqa: ANN401
    """The shortest chain of ties from START to END, with the sentence behind each step."""
    from lunargraph import load  # noqa: PLC0415 - pandas loads here

    rows = load(output).path(start, end, relations=relations or None, **given)
    if form == "table":
        rows = rows[["step", "subject_name", "relation", "object_name", "since", "outlet", "published", "sentence"]]
    print_frame(rows, form)


@click.command()
@AS_OF
@KNOWN_BY
@_KIND
@click.option("--seed", type=int, default=0, show_default=True)
@LEAST
@FORMAT
@build_option
def communities(*, kind: str | None, output: Path, form: str, **given: Any) -> None:  # noqa: ANN401 - options
    """Communities of actors (Louvain), beside the two coalitions that are declared."""
    from lunargraph import load  # noqa: PLC0415 - pandas loads here

    found = load(output).communities(kind=kind or "", **given)
    print_frame(found.frame, form)
    click.echo(
        f"Modularity {found.modularity:.3f}; adjusted Rand index with the declared coalitions {found.agreement:.3f} "
        f"over {found.compared} actors (1: the same, 0: as by chance); seed {found.seed}.",
        err=True,
    )


@click.command()
@click.argument("actor")
@AS_OF
@KNOWN_BY
@_KIND
@LEAST
@FORMAT
@build_option
def similar(*, actor: str, kind: str | None, output: Path, form: str, **given: Any) -> None:  # noqa: ANN401 - options
    """Who is in the same programs as ACTOR (Jaccard index); countries if no kind is given."""
    from lunargraph import load  # noqa: PLC0415 - pandas loads here

    print_frame(load(output).similarity(actor, kind=kind or "country", **given), form)
