"""Tables on the terminal, as CSV and as JSON: one look for every answer, whatever its columns hold."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    import pandas as pd

_WIDEST = 60


def printable(text: str) -> str:
    r"""Drop control characters, so that hostile text cannot steer the terminal.

    >>> printable("a\x1b[2Jb")
    'a [2Jb'
    """
    return "".join(c if c.isprintable() or c == " " else " " for c in text)


def print_rows(answer: pd.DataFrame, form: str, *, whole: Collection[str] = ()) -> None:
    """Print every column of an answer as text, CSV (safe for spreadsheets) or JSON.

    In text a cell is cut at 60 characters, save in the columns named in ``whole``.
    """
    rows = [[_plain(value) for value in row] for row in answer.itertuples(index=False, name=None)]
    columns = [str(name) for name in answer.columns]
    if form == "json":
        records = [dict(zip(columns, row, strict=True)) for row in rows]
        click.echo(json.dumps(records, ensure_ascii=False, indent=2, allow_nan=False))
    elif form == "csv":
        from lunargraph.tables import csv_lines  # noqa: PLC0415 - pandas loads here

        click.echo("".join(csv_lines(columns, [map(_flat, row) for row in rows])), nl=False)
    elif not rows:
        click.echo("Nothing found in this build.", err=True)
    else:
        for line in _lines(columns, rows, whole):
            click.echo(line)


def _lines(columns: Sequence[str], rows: Sequence[Sequence[Any]], whole: Collection[str]) -> Iterator[str]:
    cells = [[printable(_told(value)) for value in row] for row in rows]
    heads = [printable(name) for name in columns]
    widths = [max(map(len, column)) for column in zip(heads, *cells, strict=True)]
    widths = [w if name in whole else min(_WIDEST, w) for name, w in zip(columns, widths, strict=True)]
    for texts in (heads, *cells):
        shown = (_cut(cell, width).ljust(width) for cell, width in zip(texts, widths, strict=True))
        yield " ".join(shown).rstrip()


def _plain(value: Any) -> Any:  # noqa: ANN401 - cells hold anything
    """Return a value as JSON can hold it: dates, decimals and the like as text, no number as null."""
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if hasattr(value, "item"):
        # numpy's own numbers and flags
        return value.item()
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _flat(value: Any) -> Any:  # noqa: ANN401 - cells hold anything
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value


def _told(value: Any) -> str:  # noqa: ANN401 - cells hold anything
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _cut(cell: str, width: int) -> str:
    return cell if len(cell) <= width else f"{cell[: width - 3]}..."
