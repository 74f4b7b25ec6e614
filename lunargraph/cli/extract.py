"""``python -m lunargraph extract``: what each article states, as JSON lines."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lunargraph.cli.inputs import FIELDS, FORM, INPUTS, inputs_or_default
from lunargraph.cli.output import CLAIMS_HELP, LEAST_HELP, MODEL_HELP, NOT_BOTH, Progress, tell_problems
from lunargraph.files import storable

if TYPE_CHECKING:
    from lunargraph.articles import Problem
    from lunargraph.extraction import ArticleReader


@click.command("extract")
@INPUTS
@click.option(
    "--to", type=click.File("w", encoding="utf-8", atomic=True), default="-", help="File to write; stdout if left out."
)
@click.option("--model", default="", help=MODEL_HELP)
@click.option("--claims", type=click.Path(path_type=Path), default=None, help=CLAIMS_HELP)
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, show_default=True, help=LEAST_HELP)
@FIELDS
@FORM
def extract_command(  # noqa: PLR0913, PLR0917 - one parameter per option
    inputs: tuple[Path, ...],
    to: Any,  # noqa: ANN401 - an open file
    model: str,
    claims: Path | None,
    min_confidence: float,
    fields: str,
    form: str | None,
) -> None:
    """Print what each article in INPUTS (files, folders, - for stdin) states: one JSON object per line.

    An article that states nothing has a line, too.
    """
    if claims and model:
        raise click.UsageError(NOT_BOTH)
    from lunargraph.articles import in_english, parse_map, read_articles  # noqa: PLC0415 - they load much
    from lunargraph.extraction import DEFAULT_MODEL, ExternalReader, Extractor, to_object  # noqa: PLC0415 - as above
    from lunargraph.lexicon import load_lexicon  # noqa: PLC0415 - as above

    mapped = parse_map(fields)
    lexicon = load_lexicon()
    problems: list[Problem] = []
    reader: ArticleReader
    if claims:
        reader = ExternalReader(claims, lexicon, report=problems.append)
    else:
        reader = Extractor(lexicon, model or DEFAULT_MODEL)
    articles = read_articles(inputs_or_default(inputs), report=problems.append, fields=mapped, form=form or "")
    if not claims:
        articles = in_english(articles, report=problems.append)
    with Progress() as progress:
        for number, article in enumerate(articles, 1):
            extraction = next(iter(reader.extract([article])))
            kept = tuple(c for c in extraction.claims if c.confidence >= min_confidence)
            row = to_object(article, replace(extraction, claims=kept), lexicon)
            to.write(storable(json.dumps(row, ensure_ascii=False)) + "\n")
            progress.show(number)
    tell_problems(problems)
    if any(p.kind == "error" for p in problems):
        raise SystemExit(1)
