"""Every limit on what is read, in one place: what goes beyond is told with file and limit, and the run goes on."""

from __future__ import annotations

from typing import Final

MIB: Final = 2**20

#: Files or records named for one sort of trouble; of more, only the number is told.
NAMED: Final = 100

#: Signs of an article: a longer one is a book or a dump, and means nothing as one article.
ARTICLE_SIGNS: Final = 1_000_000
#: A line of JSON lines, and a cell of a table: longer ones are no article.
MAX_LINE: Final = 64 * MIB

#: A file that is read whole (text, pages, JSON, tables), in bytes.
WHOLE_FILE: Final = 256 * MIB

#: A file inside an archive or a compressed file, in bytes, unless its format streams (JSON lines, WARC).
UNPACKED_FILE: Final = 256 * MIB
#: What may come out of a compressed file or an archive, as a multiple of its size: text gives 3 to 10.
UNPACKED_RATIO: Final = 200
#: What may always come out of one, in bytes, however small it is.
UNPACKED_FREE: Final = 64 * MIB
#: Memory that unpacking .xz may ask for, in bytes.
UNPACKER_MEMORY: Final = 128 * MIB
#: Files in a zip archive.
MEMBERS: Final = 100_000
#: The list of files of a zip archive, in bytes, which is held in memory.
ZIP_LIST: Final = 16 * MIB
#: Archives and compressed files within each other: a .jsonl.gz in a .zip is two.
NESTED: Final = 2

#: A web page, saved or in a web archive, in bytes, after what the server packed was unpacked.
PAGE_BYTES: Final = 8 * MIB

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

_PDF: Final = (
    f"{PDF_BYTES // MIB} MiB, {PDF_PAGES} pages, {PDF_SIGNS:,} characters; {PDF_PATIENCE:g} s a page, "
    f"{PDF_SECONDS} s and {PDF_MEMORY} MiB of memory in all"
)
_DOCX: Final = (
    f"{DOCX_BYTES // MIB} MiB packed and unpacked, {DOCX_PART // MIB} MiB for one part with text, "
    f"{DOCX_PARTS:,} parts, {DOCX_ELEMENTS:,} pieces of markup"
)
#: Every limit for people: what it holds for, how much it is, and why there.
TABLE: Final = (
    ("an article", f"{ARTICLE_SIGNS:,} characters", "more is a book or a dump, and means nothing as one article"),
    (
        "a line of JSON lines, a cell of a table",
        f"{MAX_LINE // MIB} MiB",
        "a line is held in memory, and no article is as long",
    ),
    (
        "a file that is read whole (text, JSON, tables)",
        f"{WHOLE_FILE // MIB} MiB",
        "it is held in memory; JSON lines are not",
    ),
    ("a web page", f"{PAGE_BYTES // MIB} MiB", "the largest saved pages of articles have a few"),
    (
        "what a compressed file or archive unpacks to",
        f"{UNPACKED_RATIO} times its size, or {UNPACKED_FREE // MIB} MiB if that is more",
        "text gives 3 to 10 times; more is a bomb",
    ),
    (
        "a packed file, unless JSON lines or WARC",
        f"{UNPACKED_FILE // MIB} MiB unpacked",
        "it is kept in a nameless temporary file while it is read",
    ),
    ("memory for unpacking `.xz`", f"{UNPACKER_MEMORY // MIB} MiB", "the file itself says how much it wants"),
    (
        "a zip archive",
        f"{MEMBERS:,} files, {ZIP_LIST // MIB} MiB for their list",
        "the list is held in memory",
    ),
    (
        "archives and compressed files within each other",
        f"{NESTED}",
        "a `.jsonl.gz` in a `.zip` is two; an archive can hold itself",
    ),
    ("a PDF", _PDF, "each is read in a process of its own, which is ended there"),
    ("a Word document", _DOCX, "its parts are held in memory"),
    ("problems of one sort that are named", f"{NAMED}", "of more, the number is told"),
)


def table() -> str:
    """Return every limit as a Markdown table."""
    rows = [("what", "limit", "why"), ("---",) * 3, *TABLE]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
