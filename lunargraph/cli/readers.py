"""The readers of text that ``evaluate`` measures: files of claims, standard input, and the rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lunargraph.cli.output import Progress
from lunargraph.cli.printing import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lunargraph.evaluation import GoldArticle, Sheet
    from lunargraph.lexicon import Lexicon

STDIN = "-"


def readings(
    predicted: Sequence[str],
    models: Sequence[str],
    rows: Sequence[GoldArticle],
    lexicon: Lexicon,
    *,
    calibrated: bool = True,
) -> Iterator[tuple[str, Mapping[str, Sheet]]]:
    """Yield each reader's name and what it noted, by article; the rules' raw measures where not ``calibrated``."""
    from lunargraph.evaluation import read_predicted, read_with  # noqa: PLC0415 - heavy imports stay inside

    known = {row.article.id for row in rows}
    stems = [Path(path).stem for path in predicted]
    for path, stem in zip(predicted, stems, strict=True):
        told = read_predicted(path, report=tell)
        name = "stdin" if path == STDIN else stem if stems.count(stem) == 1 else path
        if strangers := told.keys() - known:
            tell(f"{name}: {len(strangers)} articles are in no gold file and are left out, such as {min(strangers)}.")
        yield name, told
    if predicted and not models:
        return
    from lunargraph.extraction import DEFAULT_MODEL, Extractor  # noqa: PLC0415 - spaCy loads here

    for model in models or (DEFAULT_MODEL,):
        extractor = Extractor(lexicon, model, calibrated=calibrated)
        with Progress() as progress:
            # one article may stand in several gold files
            texts = {row.article.id: row.article for row in rows}
            told = read_with(extractor, texts.values(), lexicon, progress=progress.show)
        yield f"rules + {model}", told


def tell(line: str) -> None:
    """Tell one line on stderr."""
    click.echo(printable(line), err=True)
