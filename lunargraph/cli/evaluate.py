"""``python -m lunargraph evaluate``: how well a reader of text reads, measured on hand-read articles."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lunargraph.cli.calibration import show_calibration
from lunargraph.cli.output import LEAST_HELP
from lunargraph.cli.printing import printable
from lunargraph.cli.readers import STDIN, readings, tell
from lunargraph.files import storable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lunargraph.evaluation import Sheet
    from lunargraph.evaluation.report import Outcome


@click.command("evaluate")
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--predicted",
    multiple=True,
    metavar="FILE",
    help="Claims to score: JSON lines as extract prints them, - for stdin; may be given again.",
)
@click.option("--model", multiple=True, help="A spaCy pipeline under the built-in rules to score; may be given again.")
@click.option("--errors", is_flag=True, help="List missed and spurious claims by cause; as CSV, instead of figures.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option("--floors", type=click.Path(path_type=Path), help="A file of floors; exit 1 where a figure fell.")
@click.option("--update-floors", is_flag=True, help="Pin the figures in the --floors file anew.")
@click.option("--allow-regression", is_flag=True, help="Let --update-floors lower a floor.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, show_default=True, help=LEAST_HELP)
@click.option("--calibration", is_flag=True, help="Print what confidences are worth: said and right, by band.")
@click.option("--plot", type=click.Path(path_type=Path), help="With --calibration: draw it as an SVG file, too.")
@click.option(
    "--fit-confidence",
    type=click.Path(path_type=Path),
    help="Fit what the rules' confidences mean on GOLD and write it as TOML; implies --calibration.",
)
def evaluate_command(  # noqa: PLR0913, PLR0917 - one parameter per option
    gold: tuple[Path, ...],
    predicted: tuple[str, ...],
    model: tuple[str, ...],
    form: str,
    floors: Path | None,
    min_confidence: float,
    plot: Path | None,
    fit_confidence: Path | None,
    *,
    errors: bool,
    update_floors: bool,
    allow_regression: bool,
    calibration: bool,
) -> None:
    """Score readers of text on the hand-read articles in GOLD, side by side; the built-in rules if none is named."""
    _refuse_nonsense(gold, [*predicted, *model], floors, min_confidence, update=update_floors, allow=allow_regression)
    if calibration or fit_confidence is not None or plot is not None:
        if errors or floors is not None or min_confidence:
            raise click.UsageError("Calibration is of all claims and no score; leave the options of scores out.")
        if plot is not None and not (calibration or fit_confidence):
            raise click.UsageError("--plot goes with --calibration or --fit-confidence.")
        if fit_confidence is not None and (predicted or len(model) > 1):
            raise click.UsageError(
                "--fit-confidence fits the rules; leave --predicted out and give one --model at most."
            )
        show_calibration(gold, predicted, model, form=form, plot=plot, fit_to=fit_confidence)
        return
    from lunargraph.evaluation import Names, errors_of, read_gold, score  # noqa: PLC0415 - heavy imports stay inside
    from lunargraph.evaluation.report import Outcome  # noqa: PLC0415 - as above
    from lunargraph.lexicon import load_lexicon  # noqa: PLC0415 - as above

    lexicon = load_lexicon()
    names = Names(lexicon)
    articles = {path: read_gold(path, report=tell) for path in gold}
    rows = [row for file in articles.values() for row in file]
    outcomes: dict[Path, list[Outcome]] = {path: [] for path in gold}
    for reader, told in readings(predicted, model, rows, lexicon):
        kept = {key: _confident(sheet, min_confidence) for key, sheet in told.items()}
        for path, file in articles.items():
            outcomes[path].append(
                Outcome(
                    gold=path.name,
                    reader=reader,
                    figures=score(file, kept, names),
                    causes=tuple(errors_of(file, kept, names)) if errors else (),
                )
            )
    _print(list(outcomes.values()), form, errors=errors)
    if floors is not None:
        _hold(floors, outcomes, update=update_floors, allow=allow_regression)


def _refuse_nonsense(  # noqa: PLR0913 - the options that touch each other
    gold: Sequence[Path],
    readers: Sequence[str],
    floors: Path | None,
    min_confidence: float,
    *,
    update: bool,
    allow: bool,
) -> None:
    if len({path.name for path in gold}) < len(gold):
        raise click.UsageError(
            "Two gold files have one name; floors and reports tell them apart by name, so rename one."
        )
    if readers.count(STDIN) > 1:
        raise click.UsageError("Standard input can be read once; give --predicted - once and files for the rest.")
    if update and floors is None:
        raise click.UsageError("--update-floors needs --floors FILE, the file to write.")
    if allow and not update:
        raise click.UsageError("--allow-regression goes with --update-floors.")
    if floors is not None and len(readers) > 1:
        raise click.UsageError("Floors are of one reader; give at most one --predicted or --model with --floors.")
    if floors is not None and min_confidence:
        raise click.UsageError("Floors are of all claims; leave --min-confidence out with --floors.")


def _confident(sheet: Sheet, least: float) -> Sheet:
    """Leave out claims below a confidence; a claim without one is taken as sure."""
    return replace(sheet, claims=tuple(c for c in sheet.claims if c.confidence is None or c.confidence >= least))


def _print(files: Sequence[Sequence[Outcome]], form: str, *, errors: bool) -> None:
    from lunargraph.evaluation import report  # noqa: PLC0415 - heavy imports stay inside

    outcomes = [outcome for file in files for outcome in file]
    if form == "json":
        rows = [report.to_json(outcome, errors=errors) for outcome in outcomes]
        click.echo(storable(json.dumps(rows, ensure_ascii=False, indent=2)))
    elif form == "csv":
        from lunargraph.tables import csv_text, frame_of  # noqa: PLC0415 - pandas loads here

        make, columns = (
            (report.error_rows, report.ERROR_COLUMNS) if errors else (report.figure_rows, report.FIGURE_COLUMNS)
        )
        click.echo(csv_text(frame_of([row for o in outcomes for row in make(o)], columns)), nl=False)
    else:
        for number, file in enumerate(files):
            for line in ([""] if number else []) + list(report.table_lines(file)):
                click.echo(printable(line))
        for outcome in outcomes if errors else ():
            for line in ("", *report.error_lines(outcome)):
                click.echo(printable(line))


def _hold(floors: Path, outcomes: Mapping[Path, Sequence[Outcome]], *, update: bool, allow: bool) -> None:
    """Compare with the floors or pin them anew, and end with exit code 1 where there is trouble."""
    from lunargraph import evaluation  # noqa: PLC0415 - heavy imports stay inside

    measured = {path: file[0].figures for path, file in outcomes.items()}
    if update:
        verdict = evaluation.update_floors(floors, measured, allow_regression=allow)
    else:
        verdict = evaluation.check_floors(floors, measured)
    for line in (*verdict.notes, *verdict.trouble):
        tell(line)
    if verdict.trouble:
        raise SystemExit(1)
