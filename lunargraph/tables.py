"""Tables on disk: the same rows as CSV for people and Parquet for programs, byte for byte the same each time."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from lunargraph.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

#: Columns that hold lists; in CSV they are JSON arrays.
LIST_COLUMNS = frozenset({"topics", "claim_ids", "aliases"})
_NUMBERS = frozenset({"start", "end", "support", "value", "members"})
_FLOATS = frozenset({"confidence"})
_FLAGS = frozenset({"disputed", "since_conflict"})
# A spreadsheet runs cells that begin so as formulas, and article text is hostile. Cells that begin with the guard
# itself are guarded, too, so that reading back is exact.
_GUARDED = ("=", "+", "-", "@", "\t", "\r", "'")


def frame_of(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    """Return a frame with exactly these columns, in this order; missing values are None, lists are lists."""
    records = [[_missing_to_none(row.get(column)) for column in columns] for row in rows]
    frame = pd.DataFrame(records, columns=list(columns), dtype=object)
    return typed(frame)


def typed(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with one fixed type per column: text and lists as objects, numbers and flags as such."""
    result = frame.copy()
    for column in result.columns:
        if column in _NUMBERS:
            result[column] = result[column].astype("int64")
        elif column in _FLOATS:
            result[column] = result[column].astype("float64")
        elif column in _FLAGS:
            result[column] = result[column].astype("bool")
        else:
            values = [_missing_to_none(value) for value in result[column]]
            result[column] = pd.Series(values, index=result.index, dtype=object)
    return result


def write_table(frame: pd.DataFrame, folder: Path, name: str) -> None:
    """Write ``name.csv`` and ``name.parquet`` into a folder, each atomically.

    In CSV, lists are JSON arrays and a leading apostrophe keeps text from running as a formula in a
    spreadsheet; :func:`read_table` takes it off again.

    Raises:
        OutputError: where the folder cannot be written.
    """
    guarded = frame.copy()
    for column in guarded.columns:
        if guarded[column].dtype == object:
            cells = [_to_cell(value) for value in guarded[column]]
            guarded[column] = pd.Series(cells, index=guarded.index, dtype=object)
    atomically(
        folder / f"{name}.csv", lambda path: guarded.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")
    )
    table = pa.Table.from_pylist(_plain_rows(frame), schema=_schema(frame))
    atomically(folder / f"{name}.parquet", lambda path: pq.write_table(table, path))


def read_table(folder: Path, name: str) -> pd.DataFrame:
    """Read a table back, from Parquet where it is there, else from CSV.

    Raises:
        OutputError: where neither is there or the file is damaged.
    """
    parquet, text = folder / f"{name}.parquet", folder / f"{name}.csv"
    try:
        if parquet.exists():
            table = pq.read_table(parquet)
            return frame_of(table.to_pylist(), table.column_names)
        if text.exists():
            frame = pd.read_csv(text, dtype=str, keep_default_na=False, encoding="utf-8", lineterminator="\n")
            return _from_cells(frame)
    except (OSError, ValueError, pa.ArrowException, pd.errors.ParserError):
        raise OutputError(f"{folder / name}.* is damaged; run `python -m lunargraph build` again.") from None
    raise OutputError(f"There is no {name} table in {folder}; run `python -m lunargraph build` first.")


def atomically(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file beside its place and move it there, so that no reader ever sees half of it.

    Raises:
        OutputError: where it cannot be written.
    """
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise OutputError(f"{path} cannot be written ({error.strerror}); choose another folder with -o.") from None
    try:
        write(Path(temporary))
        Path(temporary).chmod(0o644)
        os.replace(temporary, path)  # noqa: PTH105 - the atomic move itself
    except OSError as error:
        raise OutputError(f"{path} cannot be written ({error.strerror}); choose another folder with -o.") from None
    finally:
        Path(temporary).unlink(missing_ok=True)


def _missing_to_none(value: Any) -> Any:  # noqa: ANN401 - cells hold anything
    if isinstance(value, (list, tuple)):
        return list(value)
    if value is None or value is pd.NA or (isinstance(value, float) and value != value):  # noqa: PLR0124 - NaN
        return None
    return value


def _to_cell(value: Any) -> Any:  # noqa: ANN401 - cells hold anything
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str):
        # pandas reads a lone empty text and a missing value alike, so empty text is marked
        if value == "":
            return "'"
        return f"'{value}" if value.startswith(_GUARDED) else value
    return value


def _from_cells(frame: pd.DataFrame) -> pd.DataFrame:
    result = pd.DataFrame(index=frame.index)
    for column in frame.columns:
        cells = list(frame[column])
        if column in LIST_COLUMNS:
            values: list[Any] = [json.loads(cell) if cell else None for cell in cells]
        elif column in _FLAGS:
            values = [cell == "True" for cell in cells]
        elif column in _NUMBERS:
            values = [int(cell) for cell in cells]
        elif column in _FLOATS:
            values = [float(cell) for cell in cells]
        else:
            values = [None if cell == "" else cell.removeprefix("'") for cell in cells]
        result[column] = pd.Series(values, index=frame.index, dtype=object)
    return typed(result)


def _plain_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(k): _missing_to_none(v) for k, v in row.items()} for row in frame.to_dict("records")]


def _schema(frame: pd.DataFrame) -> pa.Schema:
    kinds = []
    for column in frame.columns:
        if column in LIST_COLUMNS:
            kinds.append((column, pa.list_(pa.string())))
        elif column in _NUMBERS:
            kinds.append((column, pa.int64()))
        elif column in _FLOATS:
            kinds.append((column, pa.float64()))
        elif column in _FLAGS:
            kinds.append((column, pa.bool_()))
        else:
            kinds.append((column, pa.string()))
    return pa.schema(kinds)
