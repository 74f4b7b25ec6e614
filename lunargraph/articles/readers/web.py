"""Saved web pages: the main text and what the page says about itself, without any network access."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING, Any

import trafilatura

from lunargraph.articles.readers.page_facts import headline, marked_date, publisher, stated_title
from lunargraph.articles.readers.page_source import dense_record, is_deep, is_dense, load_page, parsed, reduced
from lunargraph.articles.readers.page_story import story
from lunargraph.errors import InputError
from lunargraph.files import without_controls

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from lunargraph.articles.readers.shared import Note, Numbered

#: A control character written as a number: the parser lets it in, and nothing can be done with its tree then.
_CONTROL_REFERENCE = re.compile(
    r"&#(?:x0*(?:[0-8bcef]|1[0-9a-f]|fff[ef]|d[89a-f][0-9a-f]{2})(?![0-9a-f])"
    r"|0*(?:[0-8]|1[1245-9]|2\d|3[01]|6553[45]|5529[6-9]|55[3-9]\d{2}|56\d{3}|57[0-2]\d{2}|573[0-3]\d|5734[0-3])(?!\d));?",
    re.IGNORECASE,
)
#: What is marked as a date counts, the earliest of them. Searched for everywhere, any year in the text would be one
#: ("began in 2019" the first of January 2019), and each line of digits costs 10 ms, of which a page can have thousands.
_DATES = {"original_date": True, "extensive_search": False}


def read_html(file: BinaryIO, note: Note) -> Iterator[Numbered]:
    """Yield a saved web page as one record: main text and metadata."""
    yield None, page_record(load_page(file, note))


def page_record(text: str) -> dict[str, Any]:
    """Return the record of a page given as HTML text.

    Raises:
        InputError: where the page is empty or no page at all.
    """
    text = _CONTROL_REFERENCE.sub(" ", without_controls(text))
    if not text.strip():
        raise InputError("it is empty")
    text = reduced(text)
    if is_dense(text):
        return dense_record(text)
    tree = parsed(text)
    try:
        with warnings.catch_warnings():
            # of a time zone that it does not know, for one; the date is taken all the same
            warnings.simplefilter("ignore", RuntimeWarning)
            document = trafilatura.bare_extraction(
                text, with_metadata=True, include_comments=False, date_extraction_params=_DATES
            )
    # what the library raises on damaged pages; a fuzzer found it
    except (AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
        document = None
    fields: dict[str, Any] = {}
    if document is not None:
        fields = document if isinstance(document, dict) else document.as_dict()
    url = fields.get("url") or ""
    outlet = publisher(tree, fields.get("sitename") or fields.get("hostname") or "", url)
    title = headline(tree, stated_title(tree) or fields.get("title") or "", outlet)
    # before the story is found, which takes bylines out of the tree
    day = fields.get("date") or marked_date(tree)
    found = [] if is_deep(tree) else (fields.get("text") or "").split("\n")
    return {
        "text": story(tree, title, found) or fields.get("text") or "",
        "title": title,
        "url": url,
        "date": day,
        "outlet": outlet,
        "author": fields.get("author"),
    }
