"""Every limit on what is read, in one place: what goes beyond is told with file and limit, and the run goes on."""

from __future__ import annotations

from typing import Final

MIB: Final = 2**20

#: A line of JSON lines, and a cell of a table: longer ones are no article.
MAX_LINE: Final = 64 * MIB

#: The largest PDF, in bytes: beyond it is a book of pictures.
PDF_BYTES: Final = 100 * MIB
#: Pages of a PDF that are read; an article or report has fewer.
PDF_PAGES: Final = 500
#: Signs of a PDF that are read, a little more than an article may have.
PDF_SIGNS: Final = 1_000_000
#: Memory for reading one PDF, in MiB, where the system can hold a process to it.
PDF_MEMORY: Final = 1024
#: Processor time for reading one PDF, in seconds, where the system can hold a process to it.
PDF_SECONDS: Final = 20
#: Time until a PDF's first or next page must have been read, in seconds by the clock.
PDF_PATIENCE: Final = 4.0

#: A Word document, packed or unpacked, pictures and all.
DOCX_BYTES: Final = 100 * MIB
#: One part of it that holds markup; a million signs of text take about ten.
DOCX_PART: Final = 16 * MIB
#: Parts of it: files in its package.
DOCX_PARTS: Final = 5_000
#: Pieces of markup in its body.
DOCX_ELEMENTS: Final = 2_000_000
