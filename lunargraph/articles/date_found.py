"""When an article was published where its metadata do not say: from its address, or from its first lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lunargraph.articles.dates import MONTHS, to_partial_date
from lunargraph.partial_dates import UNKNOWN, before, span

if TYPE_CHECKING:
    from collections.abc import Iterator

_PATH = re.compile(
    r"/(?P<year>(?:19|20)\d\d)"
    r"(?:(?P<dash>[/-])(?P<month>\d{1,2}|[a-z]{3,9})(?:(?P=dash)(?P<day>\d{1,2}))?|(?P<compact>\d{4}))(?=[/_.-]|$)",
    re.IGNORECASE,
)
_MONTH = "(?:" + "|".join(sorted(MONTHS, key=lambda name: (-len(name), name))) + r")\b\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_FULL = rf"{_DAY}\s+{_MONTH},?\s+\d{{4}}|{_MONTH}\s+{_DAY},?\s+\d{{4}}|\d{{4}}-\d\d-\d\d"
_DATE = rf"(?P<date>{_FULL}|{_MONTH},?\s+\d{{4}}|\d{{4}}-\d\d)"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_SAYS_SO = re.compile(
    rf"(?:first\s+)?(?:published|posted|released|date)(?:\s+on)?\s*:?\s+{_WEEKDAY}{_DATE}\b", re.IGNORECASE
)
_DATELINE = re.compile(
    rf"(?-i:[A-Z][A-Z .'’-]{{2,40}})(?:,[^,()\n]{{2,30}})?,?\s+\(?{_DATE}\)?[^\n]{{0,40}}?\s?(?:--|[—–-]|:)\s",
    re.IGNORECASE,
)
_ALONE = re.compile(
    rf"(?:by\s[^\n|]{{2,60}}[|·•]\s*)?{_WEEKDAY}(?P<date>{_FULL})(?:[\s,|·•at-]{{1,6}}\d{{1,2}}:\d\d[^\n]{{0,12}})?\Z",
    re.IGNORECASE,
)
_FIRST_LINES = 4
_LINES = 20
_LONGEST_LINE = 500
#: Days by which metadata and address may differ: a page is made before it is published, and zones differ.
_LEEWAY = 3


def date_found(url: str, text: str) -> tuple[str | None, str]:
    """Return an article's partial date and how it was found, "url" or "text"; None and "" where neither says.

    >>> date_found("https://example.org/2023/10/24/peru-signs", "")
    ('2023-10-24', 'url')
    >>> date_found("", "BEIJING, Oct. 24, 2023 -- Peru has joined.")
    ('2023-10-24', 'text')
    """
    if found := date_in_url(url):
        return found, "url"
    if found := date_in_text(text):
        return found, "text"
    return None, ""


def date_in_url(url: str) -> str | None:
    """Return the date in the path of an address, as precisely as it is there; a year alone says too little.

    >>> date_in_url("https://example.org/news/2023/oct/slug"), date_in_url("https://example.org/report-2030/index.html")
    ('2023-10', None)
    """
    path = url.partition("://")[2] or url
    if "/19" not in path and "/20" not in path:
        # no year, as in most addresses
        return None
    path = re.sub(r"[?#].*", "", path)
    for match in _PATH.finditer(path):
        if match["compact"]:
            found = to_partial_date(match["year"] + match["compact"])
        elif match["dash"] == "-" and not match["day"]:
            continue
        else:
            month = match["month"]
            number = MONTHS.get(month.casefold()) if month.isalpha() else int(month)
            parts = [match["year"], f"{number or 0:02d}", *([f"{int(match['day']):02d}"] if match["day"] else [])]
            found = to_partial_date("-".join(parts))
        if found:
            return found
    return None


def date_in_text(text: str) -> str | None:
    """Return the date that an article's first lines give as its own: a dateline, "Published: ...", a date alone."""
    lines = list(_lines(text))
    # more than one is a chronicle, whose dates are of what it tells
    alone = sum(_ALONE.match(line) is not None for line in lines) == 1
    for line in lines[:_FIRST_LINES]:
        match = _SAYS_SO.match(line) or _DATELINE.match(line) or (_ALONE.match(line) if alone else None)
        if match and (found := to_partial_date(match["date"])):
            return found
    return None


def odd_dates(published: str | None, url: str, retrieved: str | None) -> Iterator[str]:
    """Yield a sentence for each reason to doubt a date: its address says another, or it was retrieved before."""
    given, told = span(published), span(date_in_url(url))
    if UNKNOWN not in {given, told} and not _near(given, told):
        yield f"its date {published} and the date in its address {date_in_url(url)} differ; {published} was taken"
    seen = span(retrieved[:10]) if retrieved else UNKNOWN
    # a day later is another time zone
    if UNKNOWN not in {given, seen} and before((seen[0] + 1, seen[1] + 1), given):
        yield f"its date {published} lies after {(retrieved or '')[:10]}, when it was retrieved"


def _near(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] - _LEEWAY <= other[1] and other[0] - _LEEWAY <= one[1]


def _lines(text: str) -> list[str]:
    stripped = (line.strip("*_# \t")[:_LONGEST_LINE] for line in text[: _LINES * _LONGEST_LINE].splitlines())
    return [line for line in stripped if line][:_LINES]
