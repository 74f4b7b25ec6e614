"""One reader per format: an open binary file in, loose records out.

A new format is a module beside this one with a function of the type ``Reader``, and a line in ``READERS``. What a
record may hold stands in ``KEYS`` of ``lunargraph.articles.records``; limits stand in
``lunargraph.articles.limits``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lunargraph.articles.readers.mail import read_eml, read_mbox
from lunargraph.articles.readers.mhtml import read_mhtml
from lunargraph.articles.readers.pdf import read_pdf
from lunargraph.articles.readers.records_json import read_json, read_lines
from lunargraph.articles.readers.shared import Note, Numbered, Reader
from lunargraph.articles.readers.tables import read_csv, read_parquet, read_tsv
from lunargraph.articles.readers.text import read_markdown, read_text
from lunargraph.articles.readers.warc import read_warc
from lunargraph.articles.readers.web import read_html
from lunargraph.articles.readers.word import read_docx
from lunargraph.articles.readers.workbook import read_xlsx

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The reader of each file ending, in small letters.
READERS: Final[Mapping[str, Reader]] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".json": read_json,
    ".jsonl": read_lines,
    ".ndjson": read_lines,
    ".csv": read_csv,
    ".tsv": read_tsv,
    ".parquet": read_parquet,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".xlsx": read_xlsx,
    ".eml": read_eml,
    ".mbox": read_mbox,
    ".mhtml": read_mhtml,
    ".mht": read_mhtml,
    ".warc": read_warc,
    ".wet": read_warc,
}

#: Endings whose readers take a file that cannot be sought, and of any length: packed, they stream.
STREAMED: Final = frozenset({".jsonl", ".mbox", ".ndjson", ".warc", ".wet"})

__all__ = ["READERS", "STREAMED", "Note", "Numbered", "Reader"]
