"""What the commands share: their defaults, progress, problems told on stderr, and tables on stdout."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Self

import click

from lunargraph.cli.printing import print_rows, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    import pandas as pd

    from lunargraph.articles import Problem

DEFAULT_OUTPUT = Path("outputs")
STATUSES = ("current", "planned", "denied", "ended")
RELATIONS = ("member_of", "leads", "cooperates_with")
JOBS_HELP = "Read in so many processes at once; the result is the same. [default: 1; with dask one for each core]"
ENGINE_HELP = "Read here, or on a Dask cluster (docs/cluster.md); the result is the same."
SCHEDULER_HELP = "The Dask scheduler, as in tcp://10.0.0.1:8786; without it --engine dask makes a cluster here."
CACHE_HELP = "Read every article anew, and remember nothing; else what was read before is looked up."
MODEL_HELP = "An installed spaCy pipeline; the small English one that comes with lunargraph if left out."
CLAIMS_HELP = "Claims that another extractor read in the same articles (JSON lines), in place of the rules."
DECISIONS_HELP = "Reviewed decisions (TOML). [default: decisions.toml in the folder that the build's folder is in]"
LEAST_HELP = "Leave out claims that are less sure than this."
NOT_BOTH = "Give --claims or --model, not both: claims that were read elsewhere need no pipeline."
#: Options that questions share.
FORMAT = click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True
)
LEAST = click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=None, help="0 for all answers; the sure ones if left out."
)
AS_OF = click.option("--as-of", metavar="DATE", default=None, help="When it held: YYYY, YYYY-MM or YYYY-MM-DD.")
KNOWN_BY = click.option("--known-by", metavar="DATE", default=None, help="Only articles that had appeared by then.")

#: Columns that a table of text leaves out: they are for programs, or another column says it.
HIDDEN = frozenset({"claim_ids", "topics", "tie", "iso3", "region", "continent", "precision"})

#: The build that a question is put to.
build_option = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=DEFAULT_OUTPUT,
    show_default=True,
    help="The build to read.",
)


class Progress:
    """A progress bar on stderr while that is a terminal; silent in pipes and logs."""

    def __enter__(self) -> Self:
        """Open the bar."""
        from tqdm import tqdm  # noqa: PLC0415 - heavy imports stay inside commands

        self.bar = tqdm(unit=" articles", file=sys.stderr, disable=not sys.stderr.isatty(), leave=False)
        return self

    def __exit__(self, *_: object) -> None:
        """Wipe the bar away."""
        self.bar.close()

    def show(self, number: int) -> None:
        """Say how many articles were read so far."""
        self.bar.update(number - self.bar.n)


def decisions_beside(output: Path) -> Path:
    """Return where the decisions about a build stand where nothing else is said: beside its folder."""
    return output.parent / "decisions.toml"


def tell_problems(problems: Iterable[Problem]) -> None:
    """Tell every problem on stderr, one line each."""
    for problem in problems:
        click.echo(f"{problem.kind}: {place_of(problem)}: {printable(problem.reason)}", err=True)


def place_of(problem: Problem) -> str:
    """Return where a problem lies: the file, and the line where it has one."""
    line = f", line {problem.line}" if problem.line else ""
    return printable(f"{problem.path}{line}")


def print_frame(rows: pd.DataFrame, form: str, *, whole: Collection[str] = ()) -> None:
    """Print a table as text, CSV or JSON; identifiers and lists are left out of the text.

    ``whole`` are the columns of which the text cuts no cell.
    """
    if form == "csv":
        from lunargraph.tables import csv_text  # noqa: PLC0415 - pandas loads here

        click.echo(csv_text(rows), nl=False)
        return
    if form == "table":
        hidden = [c for c in rows.columns if c in HIDDEN]
        # a column that says the same of every answer says nothing
        hidden += [c for c in ("sure",) if c in rows.columns and rows[c].all()]
        hidden += [c for c in rows.columns if c.startswith(("said_by", "disputed")) and not rows[c].any()]
        flags = [c for c in rows.columns if rows[c].dtype == bool]
        rows = rows.assign(**{c: rows[c].map({True: "yes", False: "no"}) for c in flags}).drop(columns=hidden)
    print_rows(rows, form, whole=whole)


def print_answer(ask: Callable[[float | None], pd.DataFrame], least: float | None, form: str) -> None:
    """Print an answer, and tell how much of it was left out where nobody asked for that."""
    answer = ask(least)
    print_frame(answer, form)
    if least is None and (more := len(ask(0.0)) - len(answer)) > 0:
        answers = "answer" if more == 1 else "answers"
        click.echo(f"{more} less sure {answers} left out; --min-confidence 0 shows them.", err=True)
