"""The command line: data on stdout, talk on stderr, one sentence for an error.

Heavy modules are imported inside the commands that need them, so that ``--help`` stays instant.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lunargraph import __version__
from lunargraph.errors import InputError, LunargraphError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from lunargraph.articles import Problem
    from lunargraph.build import Summary

DEFAULT_INPUT = Path("data/articles")
DEFAULT_OUTPUT = Path("outputs")
STATUSES = ("current", "planned", "denied", "ended")
RELATIONS = ("member_of", "leads", "cooperates_with")
_MODEL_HELP = "An installed spaCy pipeline; the small English one that comes with lunargraph if left out."


class _Group(click.Group):
    """A command group that turns known errors into one sentence on stderr and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        try:
            return super().invoke(ctx)
        except LunargraphError as error:
            click.echo(f"lunargraph: {_printable(str(error))}", err=True)
            ctx.exit(2)
        except BrokenPipeError:
            # the reader (head, less) has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="lunargraph")
def main() -> None:
    """Read news and say, with the sentence that says so, who is with whom on the Moon."""


@main.command()
@click.argument("inputs", nargs=-1, type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), default=DEFAULT_OUTPUT, show_default=True)
@click.option("--model", default="", help=_MODEL_HELP)
def build(inputs: tuple[Path, ...], output: Path, model: str) -> None:
    """Read INPUTS (files or folders; data/articles if none) and write tables, graph and page."""
    from lunargraph.build import build as run  # noqa: PLC0415 - spaCy and pandas load here
    from lunargraph.extraction import DEFAULT_MODEL  # noqa: PLC0415 - as above

    with _Progress() as progress:
        summary = run(_inputs(inputs), output, model=model or DEFAULT_MODEL, progress=progress.show)
    for line in summary_lines(summary):
        click.echo(line, err=True)


@main.command()
@click.argument("inputs", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.File("w", encoding="utf-8", atomic=True),
    default="-",
    help="A file; stdout if left out.",
)
@click.option("--model", default="", help=_MODEL_HELP)
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, show_default=True)
def extract(inputs: tuple[Path, ...], output: Any, model: str, min_confidence: float) -> None:  # noqa: ANN401 - an open file
    """Print what each article states: one JSON object per line, also for an article that states nothing."""
    from dataclasses import replace  # noqa: PLC0415 - heavy imports stay inside commands

    from lunargraph.articles import read_articles  # noqa: PLC0415 - as above
    from lunargraph.extraction import DEFAULT_MODEL, Extractor, to_object  # noqa: PLC0415 - as above
    from lunargraph.lexicon import load_lexicon  # noqa: PLC0415 - as above

    lexicon = load_lexicon()
    extractor = Extractor(lexicon, model or DEFAULT_MODEL)
    problems: list[Problem] = []
    with _Progress() as progress:
        for number, article in enumerate(read_articles(_inputs(inputs), report=problems.append), 1):
            extraction = extractor.read(article)
            kept = tuple(c for c in extraction.claims if c.confidence >= min_confidence)
            row = to_object(article, replace(extraction, claims=kept), lexicon)
            output.write(json.dumps(row, ensure_ascii=False) + "\n")
            progress.show(number)
    _tell_problems(problems)
    if any(p.kind == "error" for p in problems):
        raise SystemExit(1)


@main.command()
@click.argument("names", nargs=-1, metavar="[SUBJECT [RELATION] OBJECT | -]")
@click.option("--text", default=None, help="A text to read in place of a build; - reads it from stdin.")
@click.option(
    "--published", metavar="DATE", default=None, help="When the text was published: YYYY, YYYY-MM or YYYY-MM-DD."
)
@click.option("--title", default=None, help="The text's title.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--model", default="", help=_MODEL_HELP)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=DEFAULT_OUTPUT,
    show_default=True,
    help="The build to read.",
)
def explain(names: tuple[str, ...], output: Path, **given: Any) -> None:  # noqa: ANN401 - the options as they are
    """Show how each claim between SUBJECT and OBJECT was read; or what a text states, and why not more."""
    from lunargraph.explain_command import explain_build, explain_text  # noqa: PLC0415 - pandas loads here

    if given["text"] is not None or names in {(), ("-",)}:
        explain_text(names, **given)
    else:
        explain_build(names, output, **given)


@main.group()
def query() -> None:
    """Ask the last build a question."""


def _query_options(command: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option(
            "-o",
            "--output",
            type=click.Path(path_type=Path),
            default=DEFAULT_OUTPUT,
            show_default=True,
            help="The build to read.",
        ),
        click.option(
            "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True
        ),
    ):
        command = option(command)
    return command


_STATUS = click.option("--status", type=click.Choice(STATUSES), default="current", show_default=True)
_AS_OF = click.option("--as-of", metavar="DATE", default=None, help="YYYY, YYYY-MM or YYYY-MM-DD.")


@query.command()
@click.argument("program")
@_AS_OF
@_STATUS
@_query_options
def members(program: str, as_of: str | None, status: str, output: Path, form: str) -> None:
    """Who is in PROGRAM (its leaders included)."""
    from lunargraph import queries  # noqa: PLC0415 - pandas loads here

    loaded = queries.load(output)
    _print(queries.members(loaded, queries.find_node(loaded, program), as_of=as_of, status=status), form)


@query.command()
@click.argument("actor")
@_STATUS
@_query_options
def programs(actor: str, status: str, output: Path, form: str) -> None:
    """Which programs ACTOR is in, leads or contributes to."""
    from lunargraph import queries  # noqa: PLC0415 - pandas loads here

    loaded = queries.load(output)
    _print(queries.programs_of(loaded, queries.find_node(loaded, actor), status=status), form)


@query.command()
@click.argument("actor")
@_STATUS
@_query_options
def partners(actor: str, status: str, output: Path, form: str) -> None:
    """Who cooperates with ACTOR."""
    from lunargraph import queries  # noqa: PLC0415 - pandas loads here

    loaded = queries.load(output)
    _print(queries.partners_of(loaded, queries.find_node(loaded, actor), status=status), form)


@query.command()
@click.argument("first")
@click.argument("second")
@_AS_OF
@_query_options
def overlap(first: str, second: str, as_of: str | None, output: Path, form: str) -> None:
    """Who is in both programs."""
    from lunargraph import queries  # noqa: PLC0415 - pandas loads here

    loaded = queries.load(output)
    nodes = [queries.find_node(loaded, name) for name in (first, second)]
    _print(queries.overlap(loaded, nodes[0], nodes[1], as_of=as_of), form)


@main.command()
def check() -> None:
    """Check the lexicon and the rules that this installation uses."""
    from lunargraph.extraction.frames import load_frames  # noqa: PLC0415 - spaCy loads here
    from lunargraph.extraction.status import load_cues  # noqa: PLC0415 - as above
    from lunargraph.lexicon import load_lexicon  # noqa: PLC0415 - as above

    lexicon = load_lexicon()
    click.echo(
        f"Lexicon: {len(lexicon.actors)} actors, {len(lexicon.programs)} programs, {len(lexicon.names)} names, "
        f"{len(lexicon.ambiguities)} ambiguous names. "
        f"Rules: {len(load_frames())} frames, {len(load_cues())} status cues. All valid."
    )


def summary_lines(summary: Summary) -> list[str]:
    """Return the summary that ends a build, as lines a person wants to read."""
    seconds = f"{summary.seconds:.0f} s"
    read = f"Read {summary.articles} articles ({summary.stories} independent stories) in {seconds}; "
    lines = [f"{read}{summary.silent} state nothing about lunar partnerships."]
    lines += _problem_lines(summary.problems)
    lines.append(f"Found {summary.claims} claims:")
    relations = dict.fromkeys(relation for relation, _ in summary.by_relation_status)
    for relation in relations:
        parts = [
            f"{summary.by_relation_status[relation, status]} {status}"
            for status in STATUSES
            if (relation, status) in summary.by_relation_status
        ]
        lines.append(f"  {relation:16} {', '.join(parts)}")
    lines.append(
        f"Weighed into {summary.ties} ties, {summary.disputed} of them disputed; "
        f"{summary.new_actors} bodies are new to the lexicon (actors.csv)."
    )
    if summary.coalitions:
        named = ", ".join(f"{name} {count}" for name, count in summary.coalitions)
        lines.append(f"Largest coalitions by countries: {named}.")
    lines.append(f"Open {summary.output / 'lunargraph.html'} in a browser; tables and graph lie beside it.")
    lines.append("Ask: python -m lunargraph query overlap ILRS ARTEMIS_ACCORDS")
    return lines


class _Progress:
    """A progress bar on stderr while that is a terminal; silent in pipes and logs."""

    def __enter__(self) -> _Progress:  # noqa: PYI034 - private
        from tqdm import tqdm  # noqa: PLC0415 - heavy imports stay inside commands

        self.bar = tqdm(unit=" articles", file=sys.stderr, disable=not sys.stderr.isatty(), leave=False)
        return self

    def __exit__(self, *_: object) -> None:
        self.bar.close()

    def show(self, number: int) -> None:
        self.bar.update(number - self.bar.n)


def _inputs(inputs: Sequence[Path]) -> list[Path]:
    if inputs:
        return list(inputs)
    if DEFAULT_INPUT.is_dir():
        return [DEFAULT_INPUT]
    raise InputError(f"There is no folder {DEFAULT_INPUT} here; name the files or folders to read.")


def _problem_lines(problems: Sequence[Problem]) -> list[str]:
    shown = [p for p in problems if p.kind != "note"]
    lines = [f"  {p.kind}: {_place(p)}: {_printable(p.reason)}" for p in shown[:10]]
    if len(shown) > 10:
        lines.append(f"  ... and {len(shown) - 10} more; manifest.json lists them all.")
    notes = len(problems) - len(shown)
    if notes:
        lines.append(f"  {notes} notes about dates or encodings; manifest.json lists them.")
    if shown:
        lines.insert(0, f"Skipped {len(shown)}:")
    return lines


def _tell_problems(problems: Sequence[Problem]) -> None:
    for problem in problems:
        click.echo(f"{problem.kind}: {_place(problem)}: {_printable(problem.reason)}", err=True)


def _place(problem: Problem) -> str:
    line = f", line {problem.line}" if problem.line else ""
    return _printable(f"{problem.path}{line}")


def _printable(text: str) -> str:
    """Drop control characters, so that hostile text cannot steer the terminal."""
    return "".join(c if c.isprintable() or c == " " else " " for c in text)


def _print(rows: pd.DataFrame, form: str) -> None:
    if form == "csv":
        from lunargraph.tables import csv_text  # noqa: PLC0415 - pandas loads here

        click.echo(csv_text(rows), nl=False)
    elif form == "json":
        click.echo(rows.to_json(orient="records", force_ascii=False, indent=2))
    elif rows.empty:
        click.echo("Nothing found in this build.", err=True)
    else:
        hidden = [c for c in ("claim_ids", "topics", "tie", "region", "continent") if c in rows.columns]
        table = rows.drop(columns=hidden).astype(object).where(rows.drop(columns=hidden).notna(), "")
        click.echo(_printable_table(table))


def _printable_table(table: pd.DataFrame) -> str:
    text = table.to_string(index=False, justify="left", max_colwidth=60)
    return "\n".join(_printable(line) for line in text.splitlines())
