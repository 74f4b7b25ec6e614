"""Saved web pages: the main text and what the page says about itself, without any network access."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import trafilatura
from lxml import html as lxml_html

from lunargraph.articles.readers.shared import load_text
from lunargraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from lunargraph.articles.readers.shared import Note, Numbered


def read_html(file: BinaryIO, note: Note) -> Iterator[Numbered]:
    """Yield a saved web page as one record: main text and metadata."""
    yield None, page_record(load_text(file, note))


def page_record(text: str) -> dict[str, Any]:
    """Return the record of a page given as HTML text.

    Raises:
        InputError: where the page is empty or no page at all.
    """
    if not text.strip():
        raise InputError("it is empty")
    document = trafilatura.bare_extraction(text, with_metadata=True, include_comments=False)
    fields: dict[str, Any] = {}
    if document is not None:
        fields = document if isinstance(document, dict) else document.as_dict()
    body = fields.get("text")
    if not body:
        try:
            tree = lxml_html.document_fromstring(text.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8"))
        except (ValueError, lxml_html.etree.ParserError):
            raise InputError("no text could be found in the page; save it again or give plain text") from None
        for element in tree.xpath("//script|//style|//nav|//footer|//header|//aside"):
            element.drop_tree()
        body = "\n\n".join(
            p for p in (" ".join(e.text_content().split()) for e in tree.xpath("//p|//h1|//h2|//li")) if p
        )
        fields.setdefault("title", (tree.findtext(".//title") or "").strip())
    return {
        "text": body,
        "title": fields.get("title"),
        "url": fields.get("url"),
        "date": fields.get("date"),
        "outlet": fields.get("sitename") or fields.get("hostname"),
        "author": fields.get("author"),
    }
