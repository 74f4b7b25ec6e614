"""From a fetched page to an article: what may be one, how its text is found, and what else is known of it."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from lunargraph.articles.fetching.outcomes import FetchError
from lunargraph.articles.fetching.targets import canonical
from lunargraph.articles.readers import READERS
from lunargraph.articles.readers.kinds import MEDIA_TYPES, media_type
from lunargraph.articles.readers.page_source import decoded_page
from lunargraph.articles.readers.web import page_record
from lunargraph.articles.records import to_article
from lunargraph.errors import InputError
from lunargraph.files import atomically

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from lunargraph.articles.fetching.client import Page
    from lunargraph.articles.fetching.limits import Limits
    from lunargraph.model import Article

ACCEPT: Final = "text/html, application/xhtml+xml, text/plain;q=0.8, application/pdf;q=0.8"
_MARKUP = re.compile(r"\s*<(?:!doctype|html|head|body|\?xml)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An address to fetch, and what is known of its article from elsewhere.

    ``outlet`` is used whatever the page says; ``title``, ``author`` and ``published`` (as printed) only where the
    page says nothing.
    """

    url: str
    outlet: str = ""
    title: str = ""
    author: str = ""
    published: str = ""


def kind_of(headers: Mapping[str, str]) -> str:
    """Return the file ending that stands for the type that a server gives, that of a web page where it gives none.

    Raises:
        FetchError: where that is no type that articles have.
    """
    given = media_type(headers.get("content-type", ""))
    if given and given not in MEDIA_TYPES:
        raise FetchError("unusable", f"its type is {given[:60]}; only web pages, plain text and PDF are read")
    return MEDIA_TYPES[given] if given else ".html"


def size_of(headers: Mapping[str, str], limits: Limits) -> int:
    """Return how many bytes a page may have.

    Raises:
        FetchError: where it is of a type that articles do not have.
    """
    return limits.pdf_bytes if kind_of(headers) == ".pdf" else limits.page_bytes


def article_of(page: Page, wanted: Wanted, retrieved: datetime) -> tuple[Article, dict[str, Any]]:
    """Return the article on a page, and the record to keep of it.

    The record's address is where the page was found, whatever the page itself says: who wrote it could name any.
    Where nobody names the outlet, the host's name stands in.

    Raises:
        FetchError: where there is no article on the page.
    """
    try:
        record = _record(page)
        stated = {"title": wanted.title, "author": wanted.author, "date": wanted.published}
        record |= {name: value for name, value in stated.items() if value and not record.get(name)}
        record |= {"url": canonical(page.url)} | ({"outlet": wanted.outlet} if wanted.outlet else {})
        if not record.get("outlet"):
            record["outlet"] = (urlsplit(page.url).hostname or "").removeprefix("www.")
        record.pop("id", None)
        article, _ = to_article(record)
    except InputError as error:
        raise FetchError("unusable", f"no article could be read from it: {error}") from None
    return article, {
        "id": article.id,
        "url": article.url,
        "title": article.title,
        "author": article.author,
        "outlet": article.outlet,
        "published": article.published,
        "published_from": article.published_from or None,
        "retrieved": f"{retrieved:%Y-%m-%dT%H:%M:%SZ}",
        "language": article.language,
        "text": article.text,
    }


def keep(record: Mapping[str, Any], folder: Path) -> Path:
    """Write a record into the folder, whole or not at all; its name is its id, which is a hash.

    Raises:
        OutputError: where it cannot be written.
    """
    path = folder / f"{record['id']}.json"
    text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    way_out = "choose another folder, or make room on the disk"
    atomically(path, lambda made: made.write_text(text, encoding="utf-8", newline="\n"), way_out=way_out)
    return path


def clear_halves(folder: Path) -> None:
    """Remove what a killed run had begun to write; only for whoever holds the folder's state."""
    for path in folder.glob(".*.json-*"):
        path.unlink(missing_ok=True)


def _record(page: Page) -> dict[str, Any]:
    kind = kind_of(page.headers)
    if page.body.startswith(b"%PDF-"):
        kind = ".pdf"
    try:
        if kind == ".pdf":
            return _first(READERS[".pdf"], page.body)
        text = decoded_page(page.body, page.headers.get("content-type", ""))[0]
        if kind == ".html" or _MARKUP.match(text):
            return page_record(text)
        return _first(READERS[".txt"], text.encode("utf-8"))
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a page does to the parsers, the others are read
        raise InputError(f"it breaks the reader of pages ({type(error).__name__})") from None


def _first(reader: Any, data: bytes) -> dict[str, Any]:  # noqa: ANN401 - a reader of files
    for _, record in reader(io.BytesIO(data), lambda _: None):
        if isinstance(record, str):
            raise InputError(record)
        return dict(record)
    raise InputError("it is empty")
