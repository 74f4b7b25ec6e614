"""``python -m lunargraph check``: validate the data that lunargraph ships, and a build against the reference."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lunargraph.cli.output import DEFAULT_OUTPUT, print_frame
from lunargraph.files import storable
from lunargraph.partial_dates import is_partial_date

if TYPE_CHECKING:
    import pandas as pd


DEFAULT_REFERENCE = Path("data/reference")
_SHOWN = ["check", "program", "name", "build", "reference", "published", "sentence"]
_WORDS = {"agrees": "agree", "disagrees": "disagree", "open": "open"}


@click.command("check")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The build to compare. [default: outputs]")
@click.option("--text", default=None, help="A text whose counts to compare, in place of a build.")
@click.option("--published", metavar="DATE", default=None, help="The day of that text: YYYY, YYYY-MM or YYYY-MM-DD.")
@click.option("--reference", type=click.Path(path_type=Path), help="A folder of rosters. [default: data/reference]")
@click.option("--all", "everything", is_flag=True, help="Print what agrees and what stays open, too.")
@click.option("--allow-missing", is_flag=True, help="Do not count members that no article of the build tells of.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
def check_command(  # noqa: PLR0913 - one parameter per option
    output: Path | None,
    text: str | None,
    published: str | None,
    reference: Path | None,
    form: str,
    *,
    everything: bool,
    allow_missing: bool,
) -> None:
    """Check lexicon and rules, then a build against the reference rosters: members, dates and counts.

    Exits with 1 where the build, or the text given with --text, disagrees with the reference.
    """
    _refuse_nonsense(output, text, published)
    click.echo(_validate(), err=form != "table")
    build, rosters = output or DEFAULT_OUTPUT, reference or DEFAULT_REFERENCE
    if output is None and text is None and not (build / "manifest.json").is_file():
        click.echo(f"There is no build in {build}, so nothing was compared.", err=True)
        return
    if reference is None and not rosters.is_dir():
        click.echo(f"There is no folder {rosters} here, so nothing was compared.", err=True)
        return
    findings = _compare(build, text, published, rosters)
    trouble = findings[findings["verdict"] == "disagrees"]
    if allow_missing:
        trouble = trouble[trouble["check"] != "missing"]
    _print(findings if everything or text is not None else trouble, form, verdicts=everything or text is not None)
    click.echo(_summary(findings), err=True)
    if len(trouble):
        raise SystemExit(1)


def _refuse_nonsense(output: Path | None, text: str | None, published: str | None) -> None:
    if text is not None and output is not None:
        raise click.UsageError("Give -o to compare a build or --text to compare a text, not both.")
    if published is not None and text is None:
        raise click.UsageError("--published goes with --text; the articles of a build have dates of their own.")
    if published is not None and not is_partial_date(published):
        raise click.UsageError(f"{published!r} is not a date; write YYYY, YYYY-MM or YYYY-MM-DD.")


def _validate() -> str:
    from lunargraph.confidence import load_confidence  # noqa: PLC0415 - heavy imports stay inside
    from lunargraph.extraction.counts import load_count_rules  # noqa: PLC0415 - spaCy loads with the package
    from lunargraph.extraction.frames import load_frames  # noqa: PLC0415 - as above
    from lunargraph.extraction.layout import load_coded_rules  # noqa: PLC0415 - as above
    from lunargraph.extraction.status import load_cues  # noqa: PLC0415 - as above
    from lunargraph.lexicon import load_lexicon  # noqa: PLC0415 - as above

    lexicon = load_lexicon()
    confidence = load_confidence()
    return (
        f"Lexicon: {len(lexicon.actors)} actors, {len(lexicon.programs)} programs, {len(lexicon.names)} names, "
        f"{len(lexicon.ambiguities)} ambiguous names. "
        f"Rules: {len(load_frames())} frames, {len(load_cues())} status cues, {len(load_coded_rules())} coded rules, "
        f"{len(load_count_rules())} count rules. "
        f"Confidence: measured on {confidence.claims} claims, sure from {confidence.shown_from}. All valid."
    )


def _compare(build: Path, text: str | None, published: str | None, rosters: Path) -> pd.DataFrame:
    from lunargraph.checking import check_build, read_reference  # noqa: PLC0415 - pandas loads here
    from lunargraph.finished import load  # noqa: PLC0415 - as above
    from lunargraph.lexicon import load_lexicon  # noqa: PLC0415 - as above

    reference = read_reference(rosters, load_lexicon())
    if text is None:
        return check_build(load(build), reference)
    from lunargraph.pasted import check_pasted, read_pasted  # noqa: PLC0415 - spaCy loads here

    return check_pasted(read_pasted(storable(text), published=published), reference)


def _print(rows: pd.DataFrame, form: str, *, verdicts: bool) -> None:
    if form != "table":
        print_frame(rows, form)
    elif len(rows):
        print_frame(rows[["verdict", *_SHOWN] if verdicts else _SHOWN], form)


def _summary(findings: pd.DataFrame) -> str:
    """Return how many comparisons of each kind agree, disagree or stay open."""
    parts = []
    for check, group in findings.groupby("check", sort=True):
        counted = group["verdict"].value_counts().to_dict()
        words = [f"{counted[key]} {_WORDS[key]}" for key in _WORDS if key in counted]
        parts.append(f"{check}: {', '.join(words)}")
    return f"Compared with the reference: {'; '.join(parts) or 'nothing that it knows'}."
