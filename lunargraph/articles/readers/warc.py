"""Web archives (WARC, as crawlers and Common Crawl write them): each page that was answered with is a record."""

from __future__ import annotations

import io
import logging
from collections import Counter
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from lunargraph.articles import limits
from lunargraph.articles.readers.kinds import MEDIA_TYPES, media_type
from lunargraph.articles.readers.page_source import decoded_page
from lunargraph.articles.readers.pdf import read_pdf
from lunargraph.articles.readers.web import page_record
from lunargraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from warcio.recordloader import ArcWarcRecord

    from lunargraph.articles.readers.shared import Note, Numbered

#: Records that hold what a page is, in the words of the standard.
_HOLDING: Final = frozenset({"response", "resource", "conversion"})
# the library would print addresses of a damaged archive on stderr
logging.getLogger("warcio").addHandler(logging.NullHandler())

_DAMAGED = "its record {} is damaged, and what follows is lost; copy or download it again"
_CUT = "it ends in its record {}, or that is damaged, and what follows is lost; copy or download it again"
_LARGE = f"the page is larger than {limits.PAGE_BYTES // limits.MIB} MiB, which no article is"


class _Archive(ArchiveIterator):  # type: ignore[misc]  # the library has no types
    # the library prints these on stderr, with bytes of the archive
    INC_RECORD = GZIP_ERR_MSG = ""


def read_warc(file: BinaryIO, note: Note) -> Iterator[Numbered]:
    """Yield the pages of a web archive one by one: HTML, plain text and PDF that came with status 200.

    ``url`` is the address that was asked for, ``retrieved`` the moment that it was. What else is in the archive is
    counted by its sort in a note at the end. Text that a crawl took out of its pages (WET) is read, too.

    Raises:
        InputError: where it is no web archive, or ends in the middle of a record; what came before has been yielded.
    """
    left_out: Counter[str] = Counter()
    number = 0
    records = _Archive(file)
    while True:
        number += 1
        try:
            record = next(records, None)
            if record is None:
                break
            _check_head(record, number)
            why, found = _page(record)
            _read_rest(record, number)
        except InputError:
            raise
        # what the library raises on damaged archives; a fuzzer found them
        except (ArchiveLoadFailed, StatusAndHeadersParserException, ValueError, LookupError, AttributeError, TypeError):
            raise InputError(_DAMAGED.format(number)) from None
        if found is not None:
            yield number, found
        elif why:
            left_out[why] += 1
    if number == 1:
        raise InputError("it is empty")
    if left_out:
        sorts = ", ".join(f"{count:,} {sort}" for sort, count in left_out.most_common(12))
        rest = sum(left_out.values()) - sum(count for _, count in left_out.most_common(12))
        note(f"of its {number - 1:,} records these hold no article: {sorts}{f', {rest:,} others' if rest else ''}")


def _check_head(record: ArcWarcRecord, number: int) -> None:
    if record.rec_type is None:
        # its own head is cut or damaged, so nobody knows where it ends
        raise InputError(_CUT.format(number))


def _read_rest(record: ArcWarcRecord, number: int) -> None:
    """Read a record to its end, so that one that is cut short is noticed."""
    stream = record.raw_stream
    while stream.read(64 * 1024):
        pass
    if getattr(stream, "limit", 0) > 0:
        raise InputError(_CUT.format(number))


def _page(record: ArcWarcRecord) -> tuple[str, dict[str, Any] | str | None]:
    """Return the sort of a record that holds no page, and what is on the page of one that does."""
    sort = str(record.rec_type)
    if sort not in _HOLDING:
        return ("revisits of unchanged pages" if sort == "revisit" else f"of the sort {_plain(sort)}"), None
    web = record.http_headers
    if web is not None and web.get_statuscode() != "200":
        return f"with the status {_plain(web.get_statuscode())}", None
    typed = (web or record.rec_headers).get_header("Content-Type") or ""
    kind = MEDIA_TYPES.get(media_type(typed))
    if kind is None:
        return f"of the type {_plain(media_type(typed))}", None
    body = record.content_stream().read(limits.PAGE_BYTES + 1)
    if not body:
        return "that are empty", None
    if len(body) > limits.PAGE_BYTES:
        return "", _LARGE
    try:
        found = _record(kind, body, typed)
    except InputError as error:
        return "", str(error)
    stated = record.rec_headers
    url = (stated.get_header("WARC-Target-URI") or "").strip("<> ")
    outlet = found.get("outlet") or (urlsplit(url).hostname or "").removeprefix("www.")
    return "", {**found, "url": url, "outlet": outlet, "retrieved": stated.get_header("WARC-Date")}


def _record(kind: str, body: bytes, typed: str) -> dict[str, Any]:
    if kind == ".pdf":
        ((_, found),) = read_pdf(io.BytesIO(body), lambda _: None)
        return found if isinstance(found, dict) else {}
    text = decoded_page(body, typed)[0]
    return page_record(text) if kind == ".html" else {"text": text}


def _plain(word: str | None) -> str:
    return "".join(c for c in (word or "").strip().lower() if c.isprintable())[:40] or "(none)"
