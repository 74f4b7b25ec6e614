"""What a page says of itself: its headline without the site's name, and who publishes it."""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from lunargraph.articles.readers.stated import date_in_head
from lunargraph.articles.typography import bare

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What stands between a headline and the site's name in a page's title; a bare hyphen only after the headline itself.
_BETWEEN = re.compile(r"\s+(?:[|–—·•»«]|::?|-{1,2})\s+|(?<=\w):\s+")
_EDGES = " \t|–—·•»«:-"
_LONGEST_NAME = 60
_DEEPEST = 8
_DATED = re.compile(r"date|time|publish|posted|byline", re.IGNORECASE)
#: Elements marked as a date that are looked at, and characters of one that says the date and little else.
_MARKED, _LONGEST_MARKED = 20, 200
_PUBLISHER_METAS = ("publisher", "dc.publisher", "dcterms.publisher", "copyright", "application-name")


def headline(tree: Any, stated: str, outlet: str) -> str:  # noqa: ANN401 - lxml has no types
    """Return the headline: the stated title without the name of the site, which the page's own headings confirm.

    A part of the title goes only if it is the outlet's name, or if what remains stands as a heading on the page.
    """
    stated = " ".join(stated.split())
    headings = [" ".join(h.text_content().split()) for h in tree.iter("h1", "h2")][:12]
    if not stated:
        return headings[0] if headings else ""
    for heading in sorted(headings, key=len, reverse=True):
        rest = stated.removeprefix(heading)
        if heading and rest != stated and (not rest.strip(_EDGES) or rest[0] in " -|–—·•»«:"):
            return heading
    names = {bare(outlet), bare(outlet).removeprefix("the")} - {""}
    parts = _BETWEEN.split(stated)
    while len(parts) > 1 and bare(parts[-1]) in names:
        stated = stated[: stated.rindex(parts.pop())].rstrip(_EDGES)
    if len(parts) > 1 and bare(parts[0]) in names:
        stated = stated[len(parts[0]) :].lstrip(_EDGES)
    return stated.rsplit(" | ", 1)[0]


def stated_title(tree: Any) -> str:  # noqa: ANN401
    """Return the title that the page states, the name of the site with it: for sharing, or for the window."""
    shared = tree.xpath("//meta[@property='og:title']/@content")
    return next((t for t in (" ".join(s.split()) for s in (*shared, tree.findtext(".//title") or "")) if t), "")


def publisher(tree: Any, stated: str, url: str) -> str:  # noqa: ANN401 - lxml has no types
    """Return who publishes the page: as stated, in its linked data, its metas, after its headline, or its host."""
    if stated.strip() and not _is_host(stated):
        return stated.strip()
    for name in (*_publishers(tree), *_metas(tree), _after_headline(tree)):
        if 1 < len(name) <= _LONGEST_NAME:
            return name
    return stated.strip() or (urlsplit(url).hostname or "").removeprefix("www.")


def marked_date(tree: Any) -> str:  # noqa: ANN401
    """Return the first printed date that stands where the page marks one, in the ways that newspapers shorten months.

    >>> from lxml import html
    >>> marked_date(html.fromstring('<p>In May 2020</p><span class="pubdate">Sat., Sept. 3, 2022</span>'))
    'Sept. 3, 2022'
    """
    marked = (
        element.text_content()
        for element in tree.iter("time", "span", "div", "p", "li")
        if element.tag == "time" or any(_DATED.search(element.get(name, "")) for name in ("class", "id", "itemprop"))
    )
    for text in islice(marked, _MARKED):
        if len(text) <= _LONGEST_MARKED and (found := date_in_head([" ".join(text.split())])):
            return found
    return ""


def _publishers(tree: Any) -> Iterator[str]:  # noqa: ANN401
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        yield from _named(data, 0)


def _named(data: Any, depth: int) -> Iterator[str]:  # noqa: ANN401 - linked data is anything
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for item in data:
            yield from _named(item, depth + 1)
    elif isinstance(data, dict):
        found = data.get("publisher")
        found = found[0] if isinstance(found, list) and found else found
        name = found.get("name") if isinstance(found, dict) else found
        if isinstance(name, str) and name.strip():
            yield " ".join(name.split())
        for key, value in data.items():
            if key != "publisher":
                yield from _named(value, depth + 1)


def _metas(tree: Any) -> Iterator[str]:  # noqa: ANN401
    for wanted in _PUBLISHER_METAS:
        for meta in tree.iter("meta"):
            if (meta.get("name") or meta.get("property") or "").casefold() == wanted:
                yield " ".join((meta.get("content") or "").split())


def _after_headline(tree: Any) -> str:  # noqa: ANN401
    title = " ".join((tree.findtext(".//title") or "").split())
    for element in tree.iter("h1"):
        heading = " ".join(element.text_content().split())
        if heading and title.startswith(heading):
            return _BETWEEN.split(title[len(heading) :].strip(_EDGES))[-1]
    return ""


def _is_host(name: str) -> bool:
    return bool(re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,}", name.strip().casefold()))
