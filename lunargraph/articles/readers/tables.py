"""Tables with a header row: each row is a record."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from lunargraph.articles.readers.limits import MAX_LINE
from lunargraph.articles.readers.shared import load_text
from lunargraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from lunargraph.articles.readers.shared import Note, Numbered


def read_csv(file: BinaryIO, note: Note) -> Iterator[Numbered]:
    """Yield the rows of a CSV file with a header row."""
    csv.field_size_limit(MAX_LINE)
    text = load_text(file, note)
    if not text.strip():
        raise InputError("it is empty")
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        for row in rows:
            yield rows.line_num, {key: value for key, value in row.items() if key is not None}
    except csv.Error as error:
        raise InputError(f"its row at line {rows.line_num} is damaged ({error}); mend it there") from None
