"""``python -m lunargraph extract``: what each article states, as JSON lines."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lunargraph.cli.output import MODEL_HELP, Progress, inputs_or_default, tell_problems

if TYPE_CHECKING:
    from lunargraph.articles import Problem


@click.command("extract")
@click.argument("inputs", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.File("w", encoding="utf-8", atomic=True),
    default="-",
    help="A file; stdout if left out.",
)
@click.option("--model", default="", help=MODEL_HELP)
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, show_default=True)
def extract_command(inputs: tuple[Path, ...], output: Any, model: str, min_confidence: float) -> None:  # noqa: ANN401 - an open file
    """Print what each article states: one JSON object per line, also for an article that states nothing."""
    from lunargraph.articles import read_articles  # noqa: PLC0415 - heavy imports stay inside commands
    from lunargraph.extraction import DEFAULT_MODEL, Extractor, to_object  # noqa: PLC0415 - as above
    from lunargraph.lexicon import load_lexicon  # noqa: PLC0415 - as above

    lexicon = load_lexicon()
    extractor = Extractor(lexicon, model or DEFAULT_MODEL)
    problems: list[Problem] = []
    with Progress() as progress:
        for number, article in enumerate(read_articles(inputs_or_default(inputs), report=problems.append), 1):
            extraction = extractor.read(article)
            kept = tuple(c for c in extraction.claims if c.confidence >= min_confidence)
            row = to_object(article, replace(extraction, claims=kept), lexicon)
            output.write(json.dumps(row, ensure_ascii=False) + "\n")
            progress.show(number)
    tell_problems(problems)
    if any(p.kind == "error" for p in problems):
        raise SystemExit(1)
