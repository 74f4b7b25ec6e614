"""Excel workbooks (.xlsx): each row under the header of a sheet is a record, as in other tables."""

from __future__ import annotations

import re
import warnings
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING, Any

import openpyxl

from lunargraph.articles import limits
from lunargraph.articles.readers.office import Package
from lunargraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from lunargraph.articles.readers.shared import Note, Numbered

_WORKBOOK = Package(name="Excel workbook", ending=".xlsx", old=".xls", program="Excel")
#: Rows, cells, and the texts in them.
_CELLS = re.compile(rb"<(?:row|si|is|[cvtfr]|rPr)[ />]")
_TEXTS = re.compile(r"sharedstrings|/worksheets/", re.IGNORECASE)
#: Signs that a cell can hold; longer texts are cut by whoever writes the workbook.
_CELL = 32_767
#: The last row that a sheet can have.
_ROWS = 1_048_576
#: How control characters are written in cells.
_ESCAPED = re.compile(r"_x00([01][0-9A-Fa-f])_")
_WIDE = "the row at line {} has more cells than there are columns; what stands in them was left out"
_CUT = "a cell in row {} is as long as cells can be (32,767 characters), so its text may be cut"


def read_xlsx(file: BinaryIO, note: Note) -> Iterator[Numbered]:
    """Yield the rows of every visible sheet of a workbook; the first row of a sheet that holds anything is its header.

    Formulas count as what they gave when the workbook was last saved; nothing is calculated, and no macro looked at.

    Raises:
        InputError: where it is damaged, locked by a password, too large, another format, or holds no rows; rows before
            the damage have been yielded.
    """
    names = _WORKBOOK.check(file, limits.XLSX_BYTES, _most)
    try:
        _check_markup(file, names)
        with warnings.catch_warnings():
            # of what a workbook holds besides its cells
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
            sheets = [(sheet.title, sheet.sheet_state, sheet) for sheet in book.worksheets]
    except InputError:
        raise
    except Exception:  # noqa: BLE001 - a damaged workbook breaks the library in many ways, and none may end the run
        raise InputError(_WORKBOOK.damaged) from None
    if len(sheets) > limits.XLSX_SHEETS:
        raise InputError(f"it has more than {limits.XLSX_SHEETS:,} sheets; split it")
    number = 0
    for title, state, sheet in sheets:
        if state != "visible":
            note(f"its hidden sheet {title[:40]!r} was left out; show it and save the workbook to have it read")
            continue
        for number, record in _records(sheet, note):
            yield number, record
    if not number:
        raise InputError("it holds no rows under a header")


def _most(part: str) -> int:
    return limits.XLSX_SHEET if _TEXTS.search(part) else limits.XLSX_PART


def _check_markup(file: BinaryIO, names: Iterable[str]) -> None:
    """Refuse parts of so many elements that the library would take minutes and gigabytes for them."""
    with zipfile.ZipFile(file) as package:
        for name in names:
            every = cells = 0
            with package.open(name) as part:
                while data := part.read(limits.MIB):
                    every += data.count(b"<") - data.count(b"</")
                    cells += sum(1 for _ in _CELLS.finditer(data))
                    if every > limits.XLSX_ELEMENTS or every - cells > limits.XLSX_OTHERS:
                        raise InputError("it holds more markup than a table of articles has; save its sheets as CSV")
    file.seek(0)


def _records(sheet: Any, note: Note) -> Iterator[tuple[int, dict[str, str]]]:  # noqa: ANN401 - openpyxl has no types
    header: list[str] = []
    for number, row in _rows(sheet):
        cells = [_text(value) for value in row]
        if not header:
            header = [cell.strip() for cell in cells]
            continue
        if any(cell for name, cell in zip(header, cells, strict=False) if not name) or any(cells[len(header) :]):
            note(_WIDE.format(number))
        if max(map(len, cells)) >= _CELL:
            note(_CUT.format(number))
        yield number, {name: cell for name, cell in zip(header, cells, strict=False) if name}


def _rows(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:  # noqa: ANN401 - the same
    """Yield the rows of a sheet that hold anything, with their numbers."""
    number = 0
    try:
        # what a sheet says of its own size may be wrong, and is no limit
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_row=_ROWS, max_col=limits.XLSX_COLUMNS, values_only=True)
        while True:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                row = next(rows, None)
            if row is None:
                return
            number += 1
            if any(row):
                yield number, row
    except Exception:  # noqa: BLE001 - as above
        if number:
            raise InputError(f"it is damaged after row {number}; the rows before it were read") from None
        raise InputError(_WORKBOOK.damaged) from None


def _text(value: Any) -> str:  # noqa: ANN401 - cells hold anything
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), str(value))
