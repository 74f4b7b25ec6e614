"""Web pages that a browser saved as one file (.mhtml, .mht): the page itself, without its frames and pictures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lunargraph.articles.readers.letters import header, kind, leaves, load_letter, text_of
from lunargraph.articles.readers.web import page_record
from lunargraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from lunargraph.articles.readers.shared import Note, Numbered


def read_mhtml(file: BinaryIO, note: Note) -> Iterator[Numbered]:
    """Yield the page as one record, with its address and the time at which it was saved (``retrieved``).

    Raises:
        InputError: where there is no page in it, or it goes beyond the limits.
    """
    saved = load_letter(file)
    pages = [part for part, _ in leaves(saved) if kind(part) in ("text/html", "application/xhtml+xml")]
    if not pages:
        raise InputError("there is no web page in it; save the page again, as a single file")
    # the page stands first, its frames behind it, unless the head names another
    start = re.search(r"start\s*=\s*\"?(<[^>\"]+>)", header(saved, "content-type"))
    page = next((p for p in pages if start and header(p, "content-id") == start.group(1)), pages[0])
    record = page_record(text_of(page, note))
    address = header(saved, "snapshot-content-location") or header(page, "content-location")
    if re.match(r"https?://", address, re.IGNORECASE):
        record["url"] = address.replace(" ", "").partition("#")[0]
    if moment := header(saved, "date"):
        record["retrieved"] = moment
    yield None, record
