"""Partial dates (YYYY, YYYY-MM, YYYY-MM-DD) compared as what they are: spans of days, none of them invented."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

#: First and last possible day, as ordinals; ``UNKNOWN`` lies before every day, so that it never wins as the later.
Span = tuple[int, int]
UNKNOWN: Span = (0, 0)
# a decade (203X) and a range (2024/2028) come from texts that say no more than that
_PART = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
_PARTIAL = re.compile(_PART, re.ASCII)
_SPAN = re.compile(rf"(?:({_PART})(?:/({_PART}))?|(\d{{3}})X)", re.ASCII)


@lru_cache(maxsize=4096)
def span(text: str | None) -> Span:
    """Return the first and last day that a partial date can mean; ``UNKNOWN`` where it is missing or no date.

    >>> [date.fromordinal(day).isoformat() for day in span("2024-02")]
    ['2024-02-01', '2024-02-29']
    >>> span("soon") == span(None) == UNKNOWN
    True
    """
    found = _SPAN.fullmatch(text or "")
    if found is None:
        return UNKNOWN
    start, end, decade = found.groups()
    if decade:
        start, end = f"{decade}0", f"{decade}9"
    try:
        days = _edge(start, last=False), _edge(end or start, last=True)
    except ValueError:
        return UNKNOWN
    return days if days[0] <= days[1] else UNKNOWN


def is_partial_date(text: str) -> bool:
    """Say whether a text is YYYY, YYYY-MM or YYYY-MM-DD and names days that exist.

    >>> is_partial_date("2024-02-29"), is_partial_date("2023-02-29"), is_partial_date("2024/2028")
    (True, False, False)
    """
    return _PARTIAL.fullmatch(text) is not None and span(text) != UNKNOWN


def before(one: Span, other: Span) -> bool:
    """Say whether one surely lies before the other; spans that overlap are the same time as far as is known.

    >>> before(span("2023-10"), span("2023-11-01")), before(span("2023"), span("2023-11-01"))
    (True, False)
    """
    return one[1] < other[0]


def within(one: Span, other: Span) -> bool:
    """Say whether every day of one is a day of the other, so that one only says more precisely what both say.

    >>> within(span("2023-10-03"), span("2023-10")), within(span("2023-10"), span("2023-10-03"))
    (True, False)
    """
    return other[0] <= one[0] and one[1] <= other[1]


def later(one: str | None, other: str | None) -> str | None:
    """Return the later of two partial dates, None where either is unknown; of two that overlap, the vaguer.

    >>> later("2023-10", "2024"), later("2023", "2023-10"), later("2023", None)
    ('2024', '2023', None)
    """
    first, second = span(one), span(other)
    if UNKNOWN in {first, second}:
        return None
    if before(first, second):
        return other
    if before(second, first):
        return one
    return one if within(second, first) else other


def _edge(text: str, *, last: bool) -> int:
    year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
    month = month or (12 if last else 1)
    # monthrange refuses the month 13 with an error of its own, date() with a ValueError
    date(year, month, 1)
    day = day or (calendar.monthrange(year, month)[1] if last else 1)
    return date(year, month, day).toordinal()
