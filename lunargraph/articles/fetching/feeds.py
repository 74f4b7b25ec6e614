"""Feeds (RSS, Atom): which articles they list, and what they say of each."""

from __future__ import annotations

import html
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin
from xml.parsers import expat

import feedparser

from lunargraph.articles.fetching.outcomes import FetchError
from lunargraph.articles.fetching.pages import Wanted
from lunargraph.articles.fetching.targets import Target
from lunargraph.articles.limits import MIB
from lunargraph.files import without_controls

if TYPE_CHECKING:
    from lunargraph.articles.fetching.client import Page

FEED_ACCEPT: Final = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
#: How many entries of a feed are taken, from its top: the newest.
MOST_ENTRIES: Final = 500
#: A broken feed is mended as far as that goes; that takes time which grows with the square of its size.
_MENDED: Final = MIB // 2
_TAG = re.compile(r"<[^<>]{0,500}>")
_LONGEST = 1000
_HEAD = 100_000
_LINK = re.compile(r"<link\b[^<>]{0,1000}>", re.IGNORECASE)
_HREF = re.compile(r"\bhref\s*=\s*(?:\"([^\"]+)\"|'([^']+)')", re.IGNORECASE)
_IS_FEED = re.compile(r"application/(?:rss|atom)\+xml", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """The articles that a feed lists, newest first as it has them, and what is to be told of it."""

    articles: tuple[Wanted, ...]
    notes: tuple[str, ...]


def feed_of(page: Page, *, outlet: str = "") -> Feed:
    """Return what a feed lists. Titles, authors and dates are those that it prints; addresses are complete.

    Entities are never looked up elsewhere, nor unfolded beyond what XML itself names.

    Raises:
        FetchError: where the page is no feed.
    """
    if len(page.body) > _MENDED and not _well_formed(page.body):
        raise FetchError(
            "unusable", f"it is no well-formed XML, and larger than the {_MENDED / MIB:g} MiB that are mended"
        )
    given = {"content-location": page.url, "content-type": page.headers.get("content-type", "application/xml")}
    try:
        # an open file: of anything else the library would think that it may be a name or an address
        found = feedparser.parse(
            io.BytesIO(page.body), response_headers=given, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # noqa: BLE001 - whatever a feed does to the parser, the others are read
        raise FetchError("unusable", f"it breaks the reader of feeds ({type(error).__name__})") from None
    version = str(found.get("version", ""))
    if not version and not found.entries:
        raise FetchError("unusable", _no_feed(page))
    listed = [_wanted(entry, page.url, version, outlet) for entry in found.entries[:MOST_ENTRIES]]
    articles = tuple(each for each in listed if each is not None)
    notes = []
    if len(found.entries) > MOST_ENTRIES:
        notes.append(f"only the first {MOST_ENTRIES} of its {len(found.entries):,} entries are taken")
    if len(articles) < len(listed):
        notes.append(f"{len(listed) - len(articles)} of its entries have no address and are left out")
    return Feed(articles=articles, notes=tuple(notes))


def _no_feed(page: Page) -> str:
    """Return what to say of a page that is no feed: the address of one, where it names one."""
    for tag in _LINK.findall(page.body[:_HEAD].decode("utf-8", "replace")):
        address = _HREF.search(tag)
        if _IS_FEED.search(tag) and address:
            try:
                named = Target.of(page.url).follow(html.unescape(address.group(1) or address.group(2))).url
            except FetchError:
                continue
            return f"it is no feed, but names one: {named}"
    return "it is no feed; give the address of its RSS or Atom feed"


def _well_formed(body: bytes) -> bool:
    parser = expat.ParserCreate()
    try:
        parser.Parse(body, True)  # noqa: FBT003 - the library's own signature
    except (expat.ExpatError, ValueError, LookupError):
        return False
    return True


def _wanted(entry: Any, base: str, version: str, outlet: str) -> Wanted | None:  # noqa: ANN401 - the library's own
    link = _line(entry.get("link"))
    if not link:
        return None
    try:
        link = urljoin(base, link)
    except ValueError:
        return None
    # what Atom calls updated is the last change; in RSS it is the only date that some have
    published = entry.get("published") or (entry.get("updated") if version.startswith("rss") else "")
    return Wanted(
        url=link,
        outlet=outlet,
        title=_line(html.unescape(_TAG.sub("", str(entry.get("title") or "")))),
        author=_line(entry.get("author")),
        published=_line(published),
    )


def _line(value: Any) -> str:  # noqa: ANN401 - feeds hold anything
    return " ".join(without_controls(str(value or "")).split())[:_LONGEST] if isinstance(value, str) else ""
