"""News as an Atom feed (RFC 4287) that a newsroom can subscribe to: the same change keeps its id from run to run."""

from __future__ import annotations

import html
import json
import uuid
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from lunargraph.addresses import is_web_address, quoted
from lunargraph.partial_dates import UNKNOWN, span
from lunargraph.release import __version__
from lunargraph.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lunargraph.changes.items import Item, Quote

_ATOM = "http://www.w3.org/2005/Atom"
#: The name space of our ids; drawn once, never to change, because a reader shows a new id as a new entry.
_IDS = uuid.UUID("6f0c3c52-59a1-4f5e-9a58-2b8f4d9e7c11")


def atom_feed(items: Sequence[Item], *, title: str, undated: str, address: str = "") -> str:
    """Return news as the text of an Atom feed, the latest first; without what only gained evidence.

    ``updated`` of an entry is the day of the latest article that brought the change (the first day of "2024-05"); an
    entry without any date has ``undated``, an RFC 3339 time such as that of the build. ``address`` is where the feed
    will be found; it is then its id, which otherwise depends on the title alone. All text of articles is escaped.
    """
    ET.register_namespace("", _ATOM)
    shown = [item for item in items if item.kind != "updated"]
    entries = sorted(((_time(item.reported, undated), item) for item in shown), key=lambda each: each[0], reverse=True)
    feed = ET.Element(_tag("feed"))
    _add(feed, "id", quoted(address) if is_web_address(address) else _id("feed", title))
    _add(feed, "title", title)
    _add(feed, "updated", entries[0][0] if entries else undated)
    _add(feed, "generator", "lunargraph").set("version", __version__)
    _add(ET.SubElement(feed, _tag("author")), "name", "lunargraph")
    if is_web_address(address):
        ET.SubElement(feed, _tag("link"), {"rel": "self", "href": quoted(address), "type": "application/atom+xml"})
    for updated, item in entries:
        feed.append(_entry(item, updated))
    ET.indent(feed)
    body: str = ET.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'


def _entry(item: Item, updated: str) -> ET.Element:
    tie, was = item.change.tie, item.change.before or {}
    # not the dates as they are now: a day told later is news only where it is all that changed
    dates = (tie["since"], tie["until"]) if item.kind == "dated" else ()
    before = [was.get(name) for name in ("status", "since", "until")]
    entry = ET.Element(_tag("entry"))
    _add(entry, "id", _id("entry", tie["id"], item.kind, *before, *dates))
    _add(entry, "title", f"{item.heading}: {item.title}, {item.detail}")
    _add(entry, "updated", updated)
    ET.SubElement(entry, _tag("category"), {"term": item.kind})
    for url in dict.fromkeys(quote.url for quote in item.quotes if is_web_address(quote.url)):
        ET.SubElement(entry, _tag("link"), {"rel": "via", "href": quoted(url)})
    _add(entry, "content", _content(item)).set("type", "html")
    return entry


def _content(item: Item) -> str:
    """Return the body of an entry as HTML; the writer of XML escapes it once more."""
    parts = [f"<p>{_safe(item.title)}: {_safe(item.detail)}</p>"]
    parts += [f"<blockquote><p>{_safe(quote.sentence)}</p></blockquote>{_cited(quote)}" for quote in item.quotes]
    return "".join(parts)


def _cited(quote: Quote) -> str:
    source = _safe(", ".join(part for part in (quote.outlet, quote.published or "undated", quote.title) if part))
    if is_web_address(quote.url):
        return f'<p><a href="{html.escape(quoted(quote.url))}">{source}</a></p>'
    return f"<p>{source}</p>"


def _safe(text: str) -> str:
    return html.escape(one_line(text))


def _time(reported: str | None, undated: str) -> str:
    days = span(reported)
    if days == UNKNOWN:
        return undated
    day = date.fromordinal(days[0])
    return datetime(day.year, day.month, day.day, tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _id(*parts: object) -> str:
    return f"urn:uuid:{uuid.uuid5(_IDS, json.dumps(parts, ensure_ascii=True))}"


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, _tag(name))
    # one line, because XML cannot hold every control character
    element.text = one_line(text)
    return element


def _tag(name: str) -> str:
    return f"{{{_ATOM}}}{name}"
