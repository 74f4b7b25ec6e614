"""Publication dates as ISO partial dates: a day is never invented."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ]\d{2}:\d{2}.*)?\Z")
_SLASHED = re.compile(r"(\d{4})[/.](\d{1,2})(?:[/.](\d{1,2}))?\Z")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")
_DAY_MONTH = re.compile(r"(?:\w+,?\s+)?(\d{1,2})(?:st|nd|rd|th)?\.?\s+([A-Za-z]+)\.?,?\s+(\d{4})\b")
_MONTH_DAY = re.compile(r"(?:\w+,?\s+)?([A-Za-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_MONTH_YEAR = re.compile(r"([A-Za-z]+)\.?,?\s+(\d{4})\Z")
_CLOCK = re.compile(r"\d{1,2}:\d{2}")
_UNSURE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-](\d{4})\Z")

#: Signs of the longest text that is remembered with its date: articles of a day share it.
_SHORT = 64


def to_partial_date(text: str) -> str | None:
    """Return YYYY, YYYY-MM or YYYY-MM-DD for a printed date, or None where it cannot be understood.

    >>> to_partial_date("Tue, 24 Oct 2023 10:00:00 +0000"), to_partial_date("October 2023")
    ('2023-10-24', '2023-10')
    >>> to_partial_date("03/04/2023")  # March or April? only the year is sure
    '2023'
    """
    return _known_date(text) if len(text) <= _SHORT else _date_of(text)


@lru_cache(maxsize=4096)
def _known_date(text: str) -> str | None:
    return _date_of(text)


def _date_of(text: str) -> str | None:
    text = " ".join(text.split())
    for pattern in (_ISO, _SLASHED, _COMPACT):
        if match := pattern.match(text):
            return _checked(match.group(1), *(g for g in match.groups()[1:] if g))
    if match := _DAY_MONTH.match(text):
        return _named(match.group(3), match.group(2), match.group(1))
    if match := _MONTH_DAY.match(text):
        return _named(match.group(3), match.group(1), match.group(2))
    if match := _MONTH_YEAR.match(text):
        return _named(match.group(2), match.group(1))
    if match := _UNSURE.match(text):
        return match.group(1)
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (TypeError, ValueError, IndexError):
        return None


def to_moment(text: str) -> str | None:
    """Return YYYY-MM-DDTHH:MM:SSZ (UTC) for a printed day with time, YYYY-MM-DD for a day, else None.

    A time without a zone is taken as UTC.

    >>> to_moment("2023-10-24T10:00:00+02:00"), to_moment("Tue, 24 Oct 2023 10:00:00 GMT"), to_moment("24 October 2023")
    ('2023-10-24T08:00:00Z', '2023-10-24T10:00:00Z', '2023-10-24')
    >>> to_moment("October 2023") is None
    True
    """
    text = " ".join(text.split())
    if _CLOCK.search(text):
        for parse in (datetime.fromisoformat, parsedate_to_datetime):
            try:
                moment = parse(text)
                moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
            except (TypeError, ValueError, IndexError, OverflowError):
                continue
            return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    day = to_partial_date(text)
    return day if day and len(day) == len("2023-10-24") else None


def _named(year: str, month: str, day: str = "") -> str | None:
    number = MONTHS.get(month.casefold())
    if number is None:
        return None
    return _checked(year, str(number), *([day] if day else []))


def _checked(year: str, *rest: str) -> str | None:
    parts = [int(part) for part in rest]
    try:
        date(int(year), parts[0] if parts else 1, parts[1] if len(parts) > 1 else 1)
    except ValueError:
        return None
    return "-".join([year, *(f"{part:02d}" for part in parts)])
