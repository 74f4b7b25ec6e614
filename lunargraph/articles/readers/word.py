"""Word documents (.docx): paragraphs, lists and tables as the reader of the page sees them, changes accepted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import docx

from lunargraph.articles import limits
from lunargraph.articles.readers.office import Package
from lunargraph.articles.readers.stated import author_of_file, date_in_head, date_of_file, title_of_file
from lunargraph.articles.readers.word_text import Block, Styles, blocks_of
from lunargraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from typing import BinaryIO

    from docx.document import Document

    from lunargraph.articles.readers.shared import Note, Numbered

_DOCUMENT = Package(name="Word document", ending=".docx", old=".doc", program="Word")
_NO_TEXT = "it holds no text; if it holds pictures of pages, run text recognition (OCR) on them first"


@dataclass(frozen=True)
class _Stated:
    """What a document says of itself in its properties."""

    title: str = ""
    author: str = ""
    created: str = ""
    modified: str = ""


def read_docx(file: BinaryIO, note: Note) -> Iterator[Numbered]:
    """Yield a Word document as one record: its text, title, author, date and how it was found (``published_from``).

    Raises:
        InputError: where it is damaged, locked by a password, too large, another format, or has no text.
    """
    named = "docProps/core.xml" in _DOCUMENT.check(file, limits.DOCX_BYTES, lambda _: limits.DOCX_PART)
    try:
        document = docx.Document(file)
        body, styles = document.element.body, Styles(document.styles.element)
    except Exception:  # noqa: BLE001 - a damaged package breaks the library in many ways, and none may end the run
        raise InputError(_DOCUMENT.damaged) from None
    blocks = list(blocks_of(body, styles))
    if not blocks:
        raise InputError(_NO_TEXT)
    if (boxes := sum(block.boxed for block in blocks)) > 0:
        note(f"the text of {boxes} text boxes stands where they are anchored; check its order")
    stated = _Stated()
    if named:
        try:
            stated = _stated(document)
        except Exception:  # noqa: BLE001 - the same; the text is sound
            note("its properties are damaged; title, author and date were looked for in its text alone")
    yield None, _record(blocks, stated)


def _stated(document: Document) -> _Stated:
    properties = document.core_properties
    return _Stated(properties.title, properties.author, _day(properties.created), _day(properties.modified))


def _day(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d}" if moment is not None else ""


def _record(blocks: list[Block], stated: _Stated) -> dict[str, Any]:
    text = ""
    for before, block in zip([None, *blocks], blocks, strict=False):
        close = before is not None and before.row and block.row and before.group == block.group
        text += ("\n" if close else "\n\n" if text else "") + block.text
    headings = [b for b in blocks[:8] if b.level is not None]
    top = min(headings, key=lambda b: b.level or 0, default=None)
    title = top.text if top is not None else ""
    # a heading may be a section's; the title of the file is one only where the text says so, too
    if top is None or top.level != 0:
        title = title_of_file(stated.title, text) or title
    record: dict[str, Any] = {"text": text, "title": title, "author": author_of_file(stated.author, text)}
    if found := date_in_head([block.text for block in blocks]):
        return {**record, "date": found, "published_from": "text"}
    if stated.created and (made := date_of_file(stated.created, stated.modified, "", text)):
        return {**record, "date": made, "published_from": "metadata"}
    return record
