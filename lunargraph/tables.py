"""Tables on disk: the same rows as CSV for people and Parquet for programs, byte for byte the same each time."""

from __future__ import annotations

import csv
import itertools
import json
import math
import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from lunargraph.errors import OutputError
from lunargraph.files import atomically, storable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

#: Columns that hold lists of text; in CSV they are JSON arrays.
LIST_COLUMNS = frozenset({"topics", "claim_ids", "aliases", "earlier", "supersedes"})
#: Columns whose value can be missing (None in memory, empty in CSV); other text is "" where there is none.
DATE_COLUMNS = frozenset({"date", "published", "modified", "retrieved", "since", "until", "first_seen", "last_seen"})
_NUMBERS = frozenset({"start", "end", "support", "stories", "value", "members", "perhaps", "joined", "left"})
_FLOATS = frozenset({"confidence"})
_FLAGS = frozenset({"sure", "disputed", "since_conflict"})
_SIDES = re.compile(r"_(?:first|second)$")
# A spreadsheet runs cells that begin so as formulas, the wide forms in some locales, and article text is hostile.
# A cell that begins with the guard itself is guarded, too, so that reading back is exact.
_GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
_DTYPES = {"number": "int64", "float": "float64", "flag": "bool"}
_TYPES: Mapping[str, set[type]] = {"number": {int}, "float": {float}, "flag": {bool}}
#: Rows of a large table that are Python objects at a time.
_ROWS = 1000
_NEEDS_QUOTES = re.compile(r'[",\r\n]')


def frame_of(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    """Return a frame with exactly these columns, in this order and of fixed types (see :func:`typed`)."""
    some = list(rows)
    values = {name: fixed(name, [row.get(name) for row in some]) for name in columns}
    return _framed(values, pd.RangeIndex(len(some)))


def typed(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a copy with one fixed type per column, whatever pandas made of it on the way.

    Numbers and flags are such. Lists are lists, empty where missing. Dates are text or None. All other
    text is text, "" where missing, and free of lone surrogates, which no file can hold.

    Raises:
        ValueError: where a number or flag is missing or something else.
    """
    return _framed(_columns_of(frame), frame.index)


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame, each by its columns, with the values of :func:`typed`.

    Raises:
        ValueError: where a number or flag is missing or something else.
    """
    return _rows(_columns_of(frame))


def plain_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame, each by its columns, with plain values whatever they are."""
    return _rows({str(name): column.tolist() for name, column in frame.items()})


def _rows(columns: Mapping[str, list[Any]]) -> list[dict[str, Any]]:
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _framed(values: Mapping[str, list[Any]], index: pd.Index[Any]) -> pd.DataFrame:
    columns = {
        name: pd.Series(column, index=index, dtype=_DTYPES.get(_kind(name), "object"))
        for name, column in values.items()
    }
    # all at once: pandas takes its time over each column that is added
    return pd.DataFrame(columns, index=index, columns=list(values))


def _columns_of(frame: pd.DataFrame) -> dict[str, list[Any]]:
    return {str(name): fixed(name, column.tolist()) for name, column in frame.items()}


def fixed(column: object, values: list[Any]) -> list[Any]:
    """Return the values of a column, given by its name, as :func:`typed` has them.

    Raises:
        ValueError: where a number or flag is missing or something else.
    """
    kind = _kind(column)
    # most columns hold what they should, which shows all at a time
    found = set(map(type, values))
    if kind == "list":
        if found <= {list} and _is_plain(list(itertools.chain.from_iterable(values))):
            return [[*items] for items in values]
    elif kind in {"text", "date"}:
        if kind == "text" and found <= {str} and _is_plain(values):
            return values
        if kind == "date" and found <= {str, type(None)} and _is_plain([value for value in values if value]):
            return [value or None for value in values]
    elif found <= _TYPES[kind] and (kind != "float" or not any(map(math.isnan, values))):
        return values
    return [_value(kind, value) for value in values]


def _is_plain(values: list[Any]) -> bool:
    """Say whether all values are text that any file can hold."""
    if not set(map(type, values)) <= {str}:
        return False
    text = "".join(values)
    return storable(text) == text


def write_table(frame: pd.DataFrame, folder: Path, name: str) -> None:
    """Write ``name.csv`` and ``name.parquet`` into a folder (made where it is missing), each atomically.

    Raises:
        OutputError: where the folder cannot be written.
    """
    columns = _columns_of(frame)
    text, table = _csv_of(columns), arrow_of(columns)
    atomically(folder / f"{name}.csv", lambda path: path.write_text(text, encoding="utf-8", newline=""))
    atomically(folder / f"{name}.parquet", lambda path: pq.write_table(table, path))


def write_arrow(table: pa.Table, folder: Path, name: str) -> None:
    """Write a table as :func:`write_table` does, a part at a time: it may be larger than memory likes as a frame.

    Raises:
        OutputError: where the folder cannot be written.
    """

    def as_csv(path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            rows = (
                row
                for batch in table.to_batches(max_chunksize=_ROWS)
                for row in zip(*(column.to_pylist() for column in batch.columns), strict=True)
            )
            file.writelines(csv_lines(table.column_names, rows))

    atomically(folder / f"{name}.csv", as_csv)
    atomically(folder / f"{name}.parquet", lambda path: pq.write_table(table, path))


def arrow_table(frame: pd.DataFrame) -> pa.Table:
    """Return a table as Arrow, the form of its Parquet file: lists of text, text dates, and numbers as such."""
    return arrow_of(_columns_of(frame))


def arrow_of(columns: Mapping[str, list[Any]]) -> pa.Table:
    """Return columns of values as :func:`typed` has them as a table in Arrow."""
    return pa.Table.from_pydict(dict(columns), schema=pa.schema([(name, _ARROW[_kind(name)]) for name in columns]))


def csv_text(frame: pd.DataFrame) -> str:
    r"""Return a table as CSV text that is safe to open in a spreadsheet; :func:`read_table` undoes all of it.

    Lists are JSON arrays. Text that a spreadsheet would run as a formula is led by an apostrophe, and so
    is text that begins with one. Every cell with a line break of any kind is quoted.

    >>> csv_text(frame_of([{"title": "=1+1", "topics": ["rover"]}], ["title", "topics"]))
    'title,topics\n\'=1+1,"[""rover""]"\n'
    """
    return _csv_of(_columns_of(frame))


def _csv_of(columns: Mapping[str, list[Any]]) -> str:
    return "".join(csv_lines(list(columns), zip(*columns.values(), strict=True)))


def csv_lines(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Yield the header and each row as a line of CSV, guarded and quoted as :func:`csv_text` says."""
    yield ",".join(map(_cell, columns)) + "\n"
    for row in rows:
        yield ",".join(map(_cell, row)) + "\n"


def read_table(folder: Path, name: str, columns: Sequence[str] = ()) -> pd.DataFrame:
    """Read a table back, from Parquet where it is there, else from CSV.

    Raises:
        OutputError: where neither is there, the file is damaged, or it lacks one of ``columns``.
    """
    parquet, text = folder / f"{name}.parquet", folder / f"{name}.csv"
    path = parquet if parquet.exists() else text
    if not path.exists():
        raise OutputError(f"There is no {name} table in {folder}; run `python -m lunargraph build` first.")
    try:
        frame = _read_parquet(parquet) if path is parquet else _read_csv(text)
    except (OSError, ValueError, TypeError, csv.Error, pa.ArrowException):
        raise OutputError(f"{path} is damaged; run `python -m lunargraph build` again.") from None
    _check_columns(path, list(frame.columns), columns)
    return frame


def check_table(folder: Path, name: str, columns: Sequence[str] = ()) -> None:
    """Make sure that a table can be read, without reading its rows where it is Parquet.

    Raises:
        OutputError: as :func:`read_table`.
    """
    path = folder / f"{name}.parquet"
    if not path.exists():
        read_table(folder, name, columns)
        return
    try:
        names = pq.read_schema(path).names
    except (OSError, ValueError, pa.ArrowException):
        raise OutputError(f"{path} is damaged; run `python -m lunargraph build` again.") from None
    _check_columns(path, names, columns)


def read_rows(folder: Path, name: str, where: pc.Expression) -> pd.DataFrame:
    """Read those rows of a Parquet table for which an expression holds, in their order, and no others.

    Raises:
        OutputError: where it is damaged.
    """
    path = folder / f"{name}.parquet"
    try:
        # a little at a time: read ahead at full width, a large table is in memory whole for the sake of a few rows
        scanner = ds.dataset(path).scanner(filter=where, batch_readahead=1, fragment_readahead=1)
        return _from_arrow(scanner.to_table())
    except (OSError, ValueError, TypeError, pa.ArrowException):
        raise OutputError(f"{path} is damaged; run `python -m lunargraph build` again.") from None


def _check_columns(path: Path, names: Collection[str], wanted: Iterable[str]) -> None:
    if missing := [column for column in wanted if column not in names]:
        raise OutputError(f"{path} lacks the column {missing[0]}; run `python -m lunargraph build` again.")


_ARROW = {
    "list": pa.list_(pa.string()),
    "number": pa.int64(),
    "float": pa.float64(),
    "flag": pa.bool_(),
    "date": pa.string(),
    "text": pa.string(),
}
_COLUMNS = {"list": LIST_COLUMNS, "number": _NUMBERS, "float": _FLOATS, "flag": _FLAGS, "date": DATE_COLUMNS}


def _kind(column: object) -> str:
    """Return the kind of a column by its name, which may end in _first or _second in a table of two programs."""
    name = _SIDES.sub("", str(column))
    return next((kind for kind, names in _COLUMNS.items() if name in names), "text")


def _value(kind: str, value: Any) -> Any:  # noqa: ANN401 - cells hold anything
    if type(value) is str and value and value.isascii() and kind in {"text", "date"}:
        # what most cells are
        return value
    if kind == "list":
        # Parquet read by pandas itself gives arrays
        items = [] if is_missing(value) else list(value)
        return [storable(str(item)) for item in items]
    if is_missing(value):
        if kind in {"number", "float", "flag"}:
            raise ValueError(f"a {kind} is missing")
        return None if kind == "date" else ""
    if kind == "date":
        return storable(str(value)) or None
    if kind == "flag":
        if str(value) not in {"True", "False"}:
            raise ValueError(f"{value!r} is neither True nor False")
        return str(value) == "True"
    if kind == "number":
        return int(value)
    return float(value) if kind == "float" else storable(str(value))


def is_missing(value: object) -> bool:
    """Say whether a cell is empty: None, NaN or NA.

    >>> is_missing(None), is_missing(float("nan")), is_missing("")
    (True, True, False)
    """
    return value is None or value is pd.NA or (isinstance(value, float) and value != value)  # noqa: PLR0124 - NaN


def _cell(value: object) -> str:
    """Return a value as a cell of CSV, guarded and quoted where it needs to be."""
    if value is None:
        return ""
    if isinstance(value, list):
        text = json.dumps(value, ensure_ascii=False)
    elif isinstance(value, str):
        text = f"'{value}" if value.startswith(_GUARDED) else value
    else:
        text = str(value)
    # pandas leaves a lone carriage return bare, and a spreadsheet begins a new row after it
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text


def _read_parquet(path: Path) -> pd.DataFrame:
    return _from_arrow(pq.read_table(path))


def _from_arrow(table: pa.Table) -> pd.DataFrame:
    """Return what :func:`typed` would make of a table, column by column and with one object per repeated text."""
    columns = {}
    for name in table.column_names:
        column, kind = table.column(name), _kind(name)
        if column.type != _ARROW[kind]:
            # another program wrote it
            return frame_of(table.to_pylist(), table.column_names)
        if kind in {"number", "float", "flag"} and column.null_count:
            raise ValueError(f"a {kind} is missing")
        if kind == "list":
            values = pd.Series([items or [] for items in column.to_pylist()], dtype="object")
        elif kind in {"text", "date"}:
            values = _texts(column, kind)
        else:
            values = pd.Series(column.to_numpy(), dtype=_DTYPES[kind])
        columns[name] = values
    return pd.DataFrame(columns, columns=table.column_names)


def _texts(column: pa.ChunkedArray, kind: str) -> pd.Series[str]:
    """Return text as Python strings, repeated ones only once in memory; what is missing is None for dates, else ""."""
    coded = column.combine_chunks().dictionary_encode()
    missing = None if kind == "date" else ""
    words = np.array([*(word or missing for word in coded.dictionary.to_pylist()), missing], dtype="object")
    places = coded.indices.fill_null(len(words) - 1).to_numpy(zero_copy_only=False)
    return pd.Series(words[places], dtype="object")


def _read_csv(path: Path) -> pd.DataFrame:
    # not pandas, some releases of which end a cell at a null character
    limit = csv.field_size_limit(max(path.stat().st_size, 1))
    try:
        with path.open(encoding="utf-8", newline="") as file:
            header, *lines = csv.reader(file, strict=True)
    finally:
        csv.field_size_limit(limit)
    kinds = [_kind(name) for name in header]
    rows = [[_uncell(kind, cell) for kind, cell in zip(kinds, line, strict=True)] for line in lines]
    return typed(pd.DataFrame(rows, columns=header, dtype=object))


def _uncell(kind: str, cell: str) -> Any:  # noqa: ANN401 - cells hold anything
    if kind == "list":
        return json.loads(cell)
    return cell.removeprefix("'") if kind in {"text", "date"} else cell
