"""``python -m lunargraph build``: from articles to tables, graph and page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lunargraph.cli.inputs import FIELDS, FORM, INPUTS, inputs_or_default
from lunargraph.cli.output import (
    CACHE_HELP,
    CLAIMS_HELP,
    DECISIONS_HELP,
    DEFAULT_OUTPUT,
    ENGINE_HELP,
    JOBS_HELP,
    MODEL_HELP,
    NOT_BOTH,
    SCHEDULER_HELP,
    STATUSES,
    Progress,
    decisions_beside,
    place_of,
)
from lunargraph.cli.printing import printable
from lunargraph.release import DEFAULT_MODEL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lunargraph.articles import Problem
    from lunargraph.build import Summary
    from lunargraph.curation import Curation


@click.command("build")
@INPUTS
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=DEFAULT_OUTPUT,
    show_default=True,
    help="The folder of the build.",
)
@click.option("--model", default="", help=MODEL_HELP)
@click.option("--claims", type=click.Path(path_type=Path), default=None, help=CLAIMS_HELP)
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=None,
    help="From where ties are sure (all are kept); as measured on hand-read articles if left out.",
)
@click.option("--decisions", type=click.Path(path_type=Path), default=None, help=DECISIONS_HELP)
@FIELDS
@FORM
@click.option("--jobs", type=click.IntRange(1, 256), default=None, help=JOBS_HELP)
@click.option("--engine", type=click.Choice(["local", "dask"]), default="local", show_default=True, help=ENGINE_HELP)
@click.option("--scheduler", metavar="ADDRESS", default=None, help=SCHEDULER_HELP)
@click.option("--no-cache", is_flag=True, help=CACHE_HELP)
def build_command(  # noqa: PLR0913, PLR0917 - one parameter per option
    inputs: tuple[Path, ...],
    output: Path,
    model: str,
    claims: Path | None,
    min_confidence: float | None,
    decisions: Path | None,
    fields: str,
    form: str | None,
    jobs: int | None,
    engine: str,
    scheduler: str | None,
    no_cache: bool,  # noqa: FBT001 - click gives it
) -> None:
    """Read INPUTS (files or folders, - for stdin; data/articles if none) and write tables, graph and page."""
    if claims and model:
        raise click.UsageError(NOT_BOTH)
    if scheduler is not None and engine != "dask":
        raise click.UsageError("A --scheduler is one of Dask; give --engine dask with it.")
    from lunargraph.articles import parse_map  # noqa: PLC0415 - heavy imports stay inside commands
    from lunargraph.build import build  # noqa: PLC0415 - it loads spaCy and pandas if there is something to do
    from lunargraph.engine.cache import default_cache  # noqa: PLC0415 - as above

    if decisions is None and decisions_beside(output).is_file():
        decisions = decisions_beside(output)
    with Progress() as progress:
        summary = build(
            inputs_or_default(inputs),
            output,
            model=model or DEFAULT_MODEL,
            claims=claims,
            min_confidence=min_confidence,
            decisions=decisions,
            fields=parse_map(fields),
            form=form or "",
            jobs=jobs,
            engine=engine,
            scheduler=scheduler,
            cache=None if no_cache else default_cache(),
            progress=progress.show,
        )
    for line in summary_lines(summary):
        click.echo(line, err=True)


def summary_lines(summary: Summary) -> list[str]:
    """Return the summary that ends a build, as lines a person wants to read."""
    if summary.unchanged_since:
        when = summary.unchanged_since.replace("T", " ").replace("Z", " UTC")
        found = f"{summary.articles} articles, {summary.claims} claims, {summary.ties} ties"
        return [
            f"Nothing has changed since the build of {when}: {found} (--no-cache builds anew).",
            f"Open {summary.output / 'lunargraph.html'} in a browser; tables and graph lie beside it.",
        ]
    seconds = f"{summary.seconds:.0f} s"
    read = f"Read {summary.articles} articles ({summary.stories} independent stories) in {seconds}; "
    lines = [f"{read}{summary.silent} state nothing about lunar partnerships."]
    if summary.known:
        lines.append(f"{summary.known} of them were read before and are unchanged (--no-cache reads all anew).")
    lines += [printable(note) for note in summary.notes]
    lines += _aside_lines(summary.set_aside)
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
        f"Weighed into {summary.ties} ties, {summary.disputed} of them disputed and {summary.less_sure} less sure "
        f"(below {summary.sure_from:g}); {summary.new_actors} bodies are new to the lexicon (actors.csv)."
    )
    lines += _decision_lines(summary.curation) if summary.curation else []
    if summary.coalitions:
        named = ", ".join(f"{name} {count}" for name, count in summary.coalitions)
        lines.append(f"Largest coalitions by countries: {named}.")
    lines.append(f"Open {summary.output / 'lunargraph.html'} in a browser; tables and graph lie beside it.")
    lines.append("Ask: python -m lunargraph query overlap ILRS ARTEMIS_ACCORDS")
    return lines


def _aside_lines(set_aside: Mapping[str, int]) -> list[str]:
    from lunargraph.articles import language_name  # noqa: PLC0415 - only a build has articles

    foreign = {cause.split()[1]: n for cause, n in set_aside.items() if cause.startswith("language ")}
    named = ", ".join(f"{language_name(code)} {n}" for code, n in sorted(foreign.items(), key=lambda i: (-i[1], i[0])))
    are = "article that is" if sum(foreign.values()) == 1 else "articles that are"
    lines = [f"Set aside {sum(foreign.values())} {are} not in English: {named}."] if foreign else []
    if older := set_aside.get("superseded"):
        lines.append(f"{older} older version{'s' if older > 1 else ''} of a page left out: a later one took the place.")
    return lines


def _problem_lines(problems: Sequence[Problem]) -> list[str]:
    shown = [p for p in problems if p.kind != "note"]
    lines = [f"  {p.kind}: {place_of(p)}: {printable(p.reason)}" for p in shown[:10]]
    skipped = sum(p.times for p in shown)
    if len(shown) > 10:
        lines.append(f"  ... and {skipped - sum(p.times for p in shown[:10])} more; manifest.json lists them.")
    notes = sum(p.times for p in problems) - skipped
    if notes:
        lines.append(f"  {notes} notes about dates or encodings; manifest.json lists them.")
    if shown:
        lines.insert(0, f"Skipped {skipped}:")
    return lines


def _decision_lines(curation: Curation) -> list[str]:
    """Return how many decisions were applied, and those that do not fit; nothing where there are none."""
    if not len(curation.decisions):
        return []
    conflicts = curation.conflicts
    decisions = "decision" if len(curation.decisions) == 1 else "decisions"
    lines = [f"Applied {len(curation.decisions)} reviewed {decisions} from {printable(curation.decisions.file)}."]
    if conflicts:
        lines[0] = f"{lines[0][:-1]}; {len(conflicts)} of them need{'s' if len(conflicts) == 1 else ''} a look:"
    lines += [printable(f"  {c.decision} ({c.reviewer}, {c.date}): {c.reason}.") for c in conflicts[:10]]
    if len(conflicts) > 10:
        lines.append(f"  ... and {len(conflicts) - 10} more; manifest.json lists them all.")
    return lines
