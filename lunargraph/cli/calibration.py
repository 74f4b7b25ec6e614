"""``evaluate --calibration`` and ``--fit-confidence``: what confidences are worth, and the map that makes them so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from lunargraph.cli.output import printable
from lunargraph.cli.readers import readings, tell
from lunargraph.files import atomically, digest_of, storable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from lunargraph.evaluation import GoldArticle, Sheet
    from lunargraph.evaluation.calibration import Judged
    from lunargraph.evaluation.calibration_report import Measured


def show_calibration(  # noqa: PLR0913 - the options as they are
    gold: Sequence[Path],
    predicted: Sequence[str],
    model: Sequence[str],
    *,
    form: str,
    plot: Path | None,
    fit_to: Path | None,
) -> None:
    """Print how far the confidences of each reader hold on all gold together; first fit the map anew where asked.

    Raises:
        InputError: where gold or claims cannot be read, or are too few for a map.
        OutputError: where map or plot cannot be written.
    """
    from lunargraph.evaluation import Names, read_gold  # noqa: PLC0415 - heavy imports stay inside
    from lunargraph.evaluation.calibration import calibration, judge  # noqa: PLC0415 - as above
    from lunargraph.evaluation.calibration_report import Measured, reliability_svg  # noqa: PLC0415 - as above
    from lunargraph.lexicon import load_lexicon  # noqa: PLC0415 - as above

    if plot is not None and len(predicted) + len(model) > 1:
        raise click.UsageError("A plot is of one reader; give at most one --predicted or --model with --plot.")
    lexicon = load_lexicon()
    names = Names(lexicon)
    rows: list[GoldArticle] = [row for path in gold for row in read_gold(path, report=tell)]
    shown = []
    for reader, told in readings(predicted, model, rows, lexicon, calibrated=fit_to is None):
        judged = judge(rows, told, names)
        title = ", ".join(path.name for path in gold)
        if fit_to is not None:
            judged = _fitted(judged, gold, fit_to)
            title += ", each tenth of the articles by a map fitted on the rest"
        shown.append(Measured(gold=title, reader=reader, articles=len(rows), calibration=calibration(judged)))
        if missing := _without_confidence(told):
            tell(f"{reader}: {missing} claims have no confidence and are left out.")
    _print(shown, form)
    if plot is not None:
        picture = storable(reliability_svg(shown[0]))
        atomically(plot, lambda path: path.write_text(picture, encoding="utf-8"), way_out="give another --plot file")


def _fitted(judged: Sequence[Judged], gold: Sequence[Path], path: Path) -> list[Judged]:
    """Fit a map, write it, tell what it is worth, and return the claims as maps fitted on other articles weigh them."""
    from lunargraph.confidence import GoldFile, write_confidence  # noqa: PLC0415 - heavy imports stay inside
    from lunargraph.evaluation import calibration as by  # noqa: PLC0415 - as above

    fitted = by.fit(judged, [GoldFile(name=file.name, sha256=digest_of([file])) for file in gold])
    write_confidence(fitted, path)
    result = by.mapped(judged, fitted)
    sure = [j for j in result if j.confidence >= fitted.shown_from]
    tell(
        f"Fitted {len(fitted.knots)} knots on {fitted.claims} claims, {fitted.right} of them right, and wrote {path}. "
        f"Sure from {fitted.shown_from}: {len(sure)} claims, {sum(j.right for j in sure)} of them right."
    )
    left = by.left_out(judged)
    if left:
        still = [j.right for j, is_sure in left if is_sure]
        error = by.calibration([j for j, _ in left]).error
        tell(
            f"On articles left out of the fit, in turn: expected calibration error {error:.3f}; "
            f"{len(still)} claims are sure, {sum(still)} of them right."
        )
    if len(sure) * by.SURE_SHARE > sum(j.right for j in sure):
        tell("No claims are nine in ten right, so only the surest are taken as sure; the rules want mending.")
    return [j for j, _ in left] or result


def _without_confidence(told: Mapping[str, Sheet]) -> int:
    return sum(claim.confidence is None for sheet in told.values() for claim in sheet.claims)


def _print(shown: Sequence[Measured], form: str) -> None:
    from lunargraph.evaluation import calibration_report as report  # noqa: PLC0415 - heavy imports stay inside

    if form == "json":
        rows = [report.calibration_object(measured) for measured in shown]
        click.echo(storable(json.dumps(rows, ensure_ascii=False, indent=2)))
    elif form == "csv":
        from lunargraph.tables import csv_text, frame_of  # noqa: PLC0415 - pandas loads here

        bands = [row for measured in shown for row in report.band_rows(measured)]
        click.echo(csv_text(frame_of(bands, report.BAND_COLUMNS)), nl=False)
    else:
        for number, measured in enumerate(shown):
            for line in ([""] if number else []) + list(report.calibration_lines(measured)):
                click.echo(printable(line))
