"""Word documents (.docx): paragraphs, lists and tables as the reader of the page sees them, changes accepted."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import docx

from lunargraph.articles.readers import limits
from lunargraph.articles.readers.stated import author_of_file, date_in_head, date_of_file, title_of_file
from lunargraph.articles.readers.word_text import Block, Styles, blocks_of
from lunargraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from typing import BinaryIO

    from docx.document import Document

    from lunargraph.articles.readers.shared import Note, Numbered

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DAMAGED = "it is no Word document or a damaged one; open it in Word or LibreOffice and save it again as .docx"
_LOCKED = "it opens only with a password; save a copy without one"
_OLD = "it is in the old format .doc; save it as .docx"
_STRICT = "it is a Strict Open XML document; save it as an ordinary Word document (.docx)"
_LARGE = f"it unpacks to more than {limits.DOCX_BYTES // limits.MIB} MiB; take its pictures out or split it"
_MARKUP = f"its text with markup is larger than {limits.DOCX_PART // limits.MIB} MiB; split it or save it as text"
_ENTITIES = "it declares entities, which no Word document does; it was left unread"
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
    named = _inspect(file)
    try:
        document = docx.Document(file)
        body, styles = document.element.body, Styles(document.styles.element)
    except Exception:  # noqa: BLE001 - a damaged package breaks the library in many ways, and none may end the run
        raise InputError(_DAMAGED) from None
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


def _inspect(file: BinaryIO) -> bool:
    """Refuse what is no sound package, before any library unpacks it; tell whether it has properties."""
    head = file.read(len(_OLE))
    if not head:
        raise InputError("it is empty")
    if head == _OLE:
        file.seek(0)
        locked = "EncryptedPackage".encode("utf-16-le") in file.read(limits.DOCX_BYTES)
        raise InputError(_LOCKED if locked else _OLD)
    try:
        with zipfile.ZipFile(file) as package:
            parts = package.infolist()
            _check_sizes(parts)
            heads = {part.filename: package.open(part).read(4096) for part in parts if _is_markup(part.filename)}
    except InputError:
        raise
    except Exception:  # noqa: BLE001 - the same
        raise InputError(_DAMAGED) from None
    if b"purl.oclc.org/ooxml" in heads.get("_rels/.rels", b""):
        raise InputError(_STRICT)
    # in UTF-16, too, which XML may stand in
    if any(b"<!DOCTYPE" in start.replace(b"\0", b"") for start in heads.values()):
        raise InputError(_ENTITIES)
    file.seek(0)
    return "docProps/core.xml" in heads


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    # a part that holds more than it declares is cut off there, and its checksum fails
    if sum(part.file_size for part in parts) > limits.DOCX_BYTES or len(parts) > limits.DOCX_PARTS:
        raise InputError(_LARGE)
    if any(part.file_size > limits.DOCX_PART for part in parts if _is_markup(part.filename)):
        raise InputError(_MARKUP)
    if any(part.flag_bits & 1 for part in parts):
        raise InputError(_LOCKED)


def _is_markup(name: str) -> bool:
    # a picture may be large; whatever else a part is called, the library reads it as markup
    return not re.search(r"\.(?:png|jpe?g|gif|tiff?|bmp|emf|wmf|svg|ttf|odttf|bin|wav|mp4)\Z", name, re.IGNORECASE)


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
