"""Tables: each row is a record under the names of its columns."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from lunargraph.articles import limits
from lunargraph.articles.limits import MAX_LINE
from lunargraph.articles.readers.shared import load_text
from lunargraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from lunargraph.articles.readers.shared import Note, Numbered

_NO_PARQUET = "it is no Parquet file or a damaged one; write it again"
_WIDE = "the row at line {} has more cells than there are columns; what stands in them was left out"
_UNQUOTED = "quotation marks in it stand for themselves, because it is damaged if they are read as marks around cells"


def read_csv(file: BinaryIO, note: Note) -> Iterator[Numbered]:
    """Yield the rows of a CSV file with a header row; its columns are parted by comma, semicolon or tab."""
    text = _loaded(file, note)
    head = text.lstrip("\n").partition("\n")[0]
    yield from _rows(text, max(",;\t", key=head.count), note)


def read_tsv(file: BinaryIO, note: Note) -> Iterator[Numbered]:
    """Yield the rows of a table with a header row, parted by tabs; with cells in quotation marks or without."""
    text = _loaded(file, note)
    quoting: Any = csv.QUOTE_MINIMAL
    try:
        rows = csv.reader(io.StringIO(text, newline="") if '"' in text else (), delimiter="\t", strict=True)
        for _ in rows:
            pass
    except csv.Error:
        note(_UNQUOTED)
        quoting = csv.QUOTE_NONE
    yield from _rows(text, "\t", note, quoting)


def _loaded(file: BinaryIO, note: Note) -> str:
    csv.field_size_limit(MAX_LINE)
    text = load_text(file, note)
    if not text.strip():
        raise InputError("it is empty")
    return text


def _rows(text: str, delimiter: str, note: Note, quoting: Any = csv.QUOTE_MINIMAL) -> Iterator[Numbered]:  # noqa: ANN401 - csv has its own kind of number
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter, quoting=quoting)
    try:
        for row in rows:
            if None in row:
                note(_WIDE.format(rows.line_num))
            yield rows.line_num, {key: value for key, value in row.items() if key is not None}
    except csv.Error as error:
        raise InputError(f"its row at line {rows.line_num} is damaged ({error}); mend it there") from None


def read_parquet(
    file: BinaryIO,
    note: Note,  # noqa: ARG001 - the interface of readers
    *,
    groups: range | None = None,
    before: int = 0,
) -> Iterator[Numbered]:
    """Yield the rows of a Parquet file, a few in memory at a time; structs are objects, whose fields a dot leads to.

    ``groups`` are the row groups to read, all if left out; so many rows of the file come ``before`` them.

    Raises:
        InputError: where it is damaged, encrypted, or a part of it unpacks to more than the limit.
    """
    from pyarrow import parquet  # noqa: PLC0415 - only these files need it

    mark = file.read(4)
    if not mark:
        raise InputError("it is empty")
    file.seek(0)
    number = before
    try:
        table = parquet.ParquetFile(file)
        _check_groups(table.metadata)
        # group by group, so that damage in one costs no row of the one before
        for group in groups or range(table.num_row_groups):
            for batch in table.iter_batches(batch_size=limits.PARQUET_ROWS, row_groups=[group], use_threads=False):
                _check_batch(batch)
                for row in batch.to_pylist():
                    number += 1
                    yield number, {name: _plain(value) for name, value in row.items()}
    except InputError:
        raise
    except Exception:  # noqa: BLE001 - a damaged file breaks the library in many ways, and none may end the run
        if number:
            raise InputError(f"it is damaged after row {number}; the rows before it were read") from None
        locked = mark == b"PARE"
        raise InputError("it is encrypted; write it without encryption" if locked else _NO_PARQUET) from None
    if not number:
        raise InputError("it holds no rows")


_GROUP = f"{limits.PARQUET_GROUP // limits.MIB} MiB"


def _check_groups(metadata: Any) -> None:  # noqa: ANN401 - pyarrow has no types
    if any(metadata.row_group(i).total_byte_size > limits.PARQUET_GROUP for i in range(metadata.num_row_groups)):
        raise InputError(f"a row group of it unpacks to more than {_GROUP}; write it with smaller row groups")


def _check_batch(batch: Any) -> None:  # noqa: ANN401 - the same
    if batch.nbytes > limits.PARQUET_GROUP:
        raise InputError(f"{limits.PARQUET_ROWS} rows of it take more than {_GROUP}; write shorter rows")


def _plain(value: Any) -> Any:  # noqa: ANN401 - tables hold anything
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value
