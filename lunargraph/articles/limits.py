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

#: An Excel workbook, packed or unpacked.
XLSX_BYTES: Final = 256 * MIB
#: One sheet of it, and the texts that its sheets share.
XLSX_SHEET: Final = 128 * MIB
#: One of its other parts with markup, such as its styles.
XLSX_PART: Final = 8 * MIB
#: Columns of a sheet, and sheets.
XLSX_COLUMNS: Final = 256
XLSX_SHEETS: Final = 1_000
#: Pieces of markup in a part of it, and of them those that are no rows and cells.
XLSX_ELEMENTS: Final = 2_000_000
XLSX_OTHERS: Final = 200_000

#: A web page, in bytes, pictures in it and all.
PAGE_BYTES: Final = 32 * MIB
#: Tags of a web page.
PAGE_TAGS: Final = 300_000
#: Attributes of one tag.
TAG_ATTRIBUTES: Final = 500
#: Tags and signs of a page beyond which all its paragraphs are taken: its main text is not searched for.
DENSE_TAGS: Final = 10_000
DENSE_SIGNS: Final = 3_000_000

#: An e-mail or a web page saved as one file (MHTML), in bytes.
MAIL_BYTES: Final = 50 * MIB
#: Parts of one; letters that are attached to letters count by theirs.
MAIL_PARTS: Final = 500
#: Letters attached to letters attached to a letter.
MAIL_DEPTH: Final = 4
#: Lines of one, times the parts that are divided in it: each line is held against each of their ends.
MAIL_WORK: Final = 10_000_000
#: Lines of its head.
MAIL_HEADERS: Final = 10_000
#: Signs of a header.
MAIL_HEADER: Final = 2_000

#: Rows of a Parquet file in memory at a time.
PARQUET_ROWS: Final = 64
#: What a row group, or that many rows, may take unpacked, in bytes.
PARQUET_GROUP: Final = 1024 * MIB

_PDF: Final = (
    f"{PDF_BYTES // MIB} MiB, {PDF_PAGES} pages, {PDF_SIGNS:,} characters; {PDF_PATIENCE:g} s a page, "
    f"{PDF_SECONDS} s and {PDF_MEMORY} MiB of memory in all"
)
_DOCX: Final = (
    f"{DOCX_BYTES // MIB} MiB packed and unpacked, {DOCX_PART // MIB} MiB for one part with text, "
    f"{DOCX_PARTS:,} parts, {DOCX_ELEMENTS:,} pieces of markup"
)
_XLSX: Final = (
    f"{XLSX_BYTES // MIB} MiB packed and unpacked, {XLSX_SHEET // MIB} MiB for one sheet or the texts that sheets "
    f"share, {XLSX_PART // MIB} MiB for another part, {XLSX_COLUMNS} columns, {XLSX_SHEETS:,} sheets, "
    f"{XLSX_ELEMENTS:,} pieces of markup in a part, of which {XLSX_OTHERS:,} are no rows or cells"
)
_PAGE: Final = (
    f"{PAGE_BYTES // MIB} MiB, {PAGE_TAGS:,} tags, {TAG_ATTRIBUTES} attributes of a tag; with over {DENSE_TAGS:,} "
    f"tags or {DENSE_SIGNS:,} characters all its paragraphs are taken"
)
_MAIL: Final = (
    f"{MAIL_BYTES // MIB} MiB, {MAIL_PARTS} parts, letters attached {MAIL_DEPTH} deep, {MAIL_HEADERS:,} lines of head, "
    f"{MAIL_HEADER:,} characters of a header, {MAIL_WORK:,} lines times parts"
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
    ("a web page", _PAGE, "the largest saved pages of articles have a few MiB; parsers take their time over tags"),
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
    ("an Excel workbook", _XLSX, "the texts of its cells are held in memory"),
    ("a letter, a page saved as `.mhtml`", _MAIL, "it is held in memory, and each line against the ends of its parts"),
    (
        "a Parquet file",
        f"{PARQUET_GROUP // MIB} MiB for an unpacked row group, and for {PARQUET_ROWS} rows",
        "they are held in memory",
    ),
    ("problems of one sort that are named", f"{NAMED}", "of more, the number is told"),
)


def table() -> str:
    """Return every limit as a Markdown table."""
    rows = [("what", "limit", "why"), ("---",) * 3, *TABLE]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
