"""Saved web pages: the main text and what the page says about itself, without any network access."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import trafilatura
from lxml.etree import ParserError

from lunargraph.articles.readers.page_blocks import parsed
from lunargraph.articles.readers.page_facts import headline, publisher, stated_title
from lunargraph.articles.readers.page_story import story
from lunargraph.articles.readers.shared import load_text
from lunargraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from lunargraph.articles.readers.shared import Note, Numbered

_NO_TEXT = "no text could be found in the page; save it again or give plain text"


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
    try:
        tree = parsed(text)
    except (ValueError, ParserError):
        raise InputError(_NO_TEXT) from None
    document = trafilatura.bare_extraction(text, with_metadata=True, include_comments=False)
    fields: dict[str, Any] = {}
    if document is not None:
        fields = document if isinstance(document, dict) else document.as_dict()
    url = fields.get("url") or ""
    outlet = publisher(tree, fields.get("sitename") or fields.get("hostname") or "", url)
    title = headline(tree, stated_title(tree) or fields.get("title") or "", outlet)
    return {
        "text": story(tree, title, (fields.get("text") or "").split("\n")),
        "title": title,
        "url": url,
        "date": fields.get("date"),
        "outlet": outlet,
        "author": fields.get("author"),
    }
