"""``query --sql`` and ``query --cypher``: a whole question in a language that others know."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import click

from lunargraph.cli.output import printable

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd


def answer_freely(sql: str | None, cypher: str | None, form: str, output: Path) -> None:
    """Print what a query in SQL or Cypher says of the build in ``output``."""
    if sql is not None and cypher is not None:
        raise click.UsageError("Give --sql or --cypher, not both.")
    from lunargraph import languages  # noqa: PLC0415 - pandas loads here
    from lunargraph.finished import load  # noqa: PLC0415 - as above

    build = load(output)
    answer = languages.sql(build, sql) if sql is not None else languages.cypher(build, cypher or "")
    print_answer(answer, form)


def print_answer(answer: pd.DataFrame, form: str) -> None:
    """Print every column of an answer, whatever it holds, as text, CSV (safe for spreadsheets) or JSON."""
    rows = [[_plain(value) for value in row] for row in answer.itertuples(index=False, name=None)]
    if form == "json":
        records = [dict(zip(answer.columns, row, strict=True)) for row in rows]
        click.echo(json.dumps(records, ensure_ascii=False, indent=2, allow_nan=False))
    elif form == "csv":
        from lunargraph.tables import csv_lines  # noqa: PLC0415 - pandas loads here

        click.echo("".join(csv_lines(list(answer.columns), [map(_flat, row) for row in rows])), nl=False)
    elif not rows:
        click.echo("Nothing found in this build.", err=True)
    else:
        cells = [[printable(_told(value)) for value in row] for row in rows]
        heads = [printable(str(name)) for name in answer.columns]
        widths = [min(60, max(map(len, column))) for column in zip(heads, *cells, strict=True)]
        for texts in (heads, *cells):
            shown = (_cut(cell, width).ljust(width) for cell, width in zip(texts, widths, strict=True))
            click.echo(" ".join(shown).rstrip())


def _plain(value: Any) -> Any:  # noqa: ANN401 - cells hold anything
    """Return a value as JSON can hold it: dates, decimals and the like as text, no number as null."""
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _flat(value: Any) -> Any:  # noqa: ANN401 - cells hold anything
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value


def _told(value: Any) -> str:  # noqa: ANN401 - cells hold anything
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _cut(cell: str, width: int) -> str:
    return cell if len(cell) <= width else f"{cell[: width - 3]}..."
