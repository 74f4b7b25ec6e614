"""What each kind of date means as an ISO partial date, resolved against publication and the dates before it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from lunargraph.extraction.date_choice import as_day
from lunargraph.extraction.date_words import (
    APPROXIMATE,
    COUNTED_AFTER,
    DAYS,
    DURATION,
    LED,
    NAME_AFTER,
    NAME_BEFORE,
    NUMBERS,
    Context,
    Parts,
)

if TYPE_CHECKING:
    from collections.abc import Callable

#: The dates that others may count from: whole ISO partial dates, no spans and decades.
PARTIAL = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?", re.ASCII)
#: A bare day may lie so far ahead of publication before the one of the year before is meant.
_AHEAD = 60
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11)}


def month_of(year: int, month: int) -> str:
    """Return YYYY-MM."""
    return f"{year:04d}-{month:02d}"


def _months_on(value: str, months: int) -> str:
    total = int(value[:4]) * 12 + int(value[5:7]) - 1 + months
    return month_of(total // 12, total % 12 + 1)


def _iso(parts: Parts, _: Context) -> str | None:
    return parts.text if as_day(parts.text) else None


def _full(parts: Parts, context: Context) -> str | None:
    month, day = parts.month(), int(parts.word("day"))
    year = parts.year() or _year_for(month, day, context)
    try:
        return date(year, month, day).isoformat() if year else None
    except ValueError:
        return None


def _year_for(month: int, day: int | None, context: Context) -> int | None:
    """Return the year of a bare month or day: the latest one not after publication, some weeks ahead for days."""
    year = context.published_year
    if context.year is not None or year is None:
        return context.year
    if context.published_month is None:
        return year
    if day is not None and context.day is not None:
        try:
            ahead = (date(year, month, day) - context.day).days
        except ValueError:
            return None
        # "January 4" in an article of late December is the one to come
        return year + 1 if ahead < _AHEAD - 365 else year - (ahead > _AHEAD)
    return year if month <= context.published_month else year - 1


def _bare_month(parts: Parts, context: Context) -> str | None:
    which, month, year = parts.word("which"), parts.month(), context.published_year
    if which in {"next", "last"} and year:
        if context.published_month is None:
            return None
        if which == "next":
            return month_of(year + (month <= context.published_month), month)
        return month_of(year - (month >= context.published_month), month)
    if which and year:
        return month_of(year, month)
    own = _year_for(month, None, context)
    return month_of(own, month) if own else None


def _relative_month(parts: Parts, context: Context) -> str | None:
    if context.published_year is None:
        return None
    return month_of(context.published_year + {"last": -1, "this": 0, "next": 1}[parts.word("relative")], parts.month())


def _same_year(parts: Parts, context: Context) -> str | None:
    if not context.anchor:
        return None
    which = parts.word("which")
    shift = -1 if "previous" in which else int("following" in which or "next" in which)
    return month_of(int(context.anchor[:4]) + shift, parts.month())


def _span(parts: Parts, _: Context) -> str | None:
    start, end = parts.word("year"), parts.word("year")[:2] + parts.word("to")[-2:]
    return f"{start}/{end}" if end > start else None


def _plain_year(parts: Parts, _: Context) -> str | None:
    if NAME_BEFORE.search(parts.before) or NAME_AFTER.match(parts.after):
        return None
    # "2000 guests came" is a number, "in 2023 talks began" a year
    if COUNTED_AFTER.match(parts.after) and not LED.search(parts.before):
        return None
    return parts.word("year")


def _weekday(parts: Parts, context: Context) -> str | None:
    day = context.day
    if day is None:
        return None
    target, which = DAYS[parts.word("weekday")], parts.word("which")
    if which in {"next", "this coming", "coming"}:
        return (day + timedelta(days=(target - day.weekday() - 1) % 7 + 1)).isoformat()
    back = (day.weekday() - target) % 7
    return (day - timedelta(days=back or (7 if which == "last" else 0))).isoformat()


def _today(parts: Parts, context: Context) -> str | None:
    shift = {"yesterday": -1, "tomorrow": 1}.get(parts.text.casefold(), 0)
    return (context.day + timedelta(days=shift)).isoformat() if context.day else None


def _end(parts: Parts, context: Context) -> str | None:
    """Return "the end of the year" or month: of the date beside it in the sentence, else of publication."""
    base = context.beside if context.beside and PARTIAL.fullmatch(context.beside) else context.published
    length = 7 if "month" in parts.text else 4
    return base[:length] if base and len(base) >= length else None


def _season(parts: Parts, context: Context) -> str | None:
    """Return the year of "last summer" or "in the spring" where only one year can be meant."""
    year, month = context.published_year, context.published_month
    first, final = _SEASONS[parts.word("season")]
    if year is None or month is None:
        return None
    sure = {"this": True, "the": month >= first, "last": month <= final, "next": month >= first}
    shift = {"last": -1, "next": 1}.get(parts.word("which"), 0)
    return f"{year + shift:04d}" if sure[parts.word("which")] else None


def _period(parts: Parts, context: Context) -> str | None:
    """Return "last month", "this year", "earlier this week" ... as far as it is sure."""
    shift = {"last": -1, "next": 1}.get(parts.word("which"), 0)
    # "over the last year" is a stretch of time, not the calendar year before
    stretch = shift < 0 and parts.before.casefold().endswith("the ")
    if context.published is None or stretch or parts.word("unit") == "day":
        return None
    if parts.word("unit") == "year":
        return f"{int(context.published[:4]) + shift:04d}"
    if parts.word("unit") == "month":
        return _months_on(context.published, shift) if context.published_month else None
    if context.day is None:
        return None
    monday = context.day - timedelta(days=context.day.weekday()) + timedelta(weeks=shift)
    return _within(monday, monday + timedelta(days=6) if shift else context.day)


def _within(first: date, last: date) -> str | None:
    """Return the month or year that holds both days, None where two years share them."""
    if first.year != last.year:
        return None
    return month_of(first.year, first.month) if first.month == last.month else f"{first.year:04d}"


def _shifted(parts: Parts, context: Context) -> str | None:
    """Return "a day later", "two months earlier": from the date before; "ago" and "from now" from publication."""
    word, way, unit = parts.word("number"), parts.word("way"), parts.word("unit")
    number = (int(word) if word.isdigit() else NUMBERS[word]) * (-1 if way in {"earlier", "ago"} else 1)
    base = context.published if way in {"ago", "from now"} else context.anchor
    if base is None or APPROXIMATE.search(parts.before):
        return None
    if unit == "year":
        return f"{int(base[:4]) + number:04d}"
    if unit == "month":
        return _months_on(base, number) if len(base) >= 7 else None
    day = as_day(base)
    if day is None:
        return None
    if unit == "day":
        return (day + timedelta(days=number)).isoformat()
    # "two weeks ago" is no exact day
    near = day + timedelta(weeks=number)
    return _within(near - timedelta(days=3), near + timedelta(days=3))


def _beside(parts: Parts, context: Context) -> str | None:
    return _neighbour(parts.word("unit"), -1 if parts.word("way") == "before" else 1, context.anchor)


def _same(parts: Parts, context: Context) -> str | None:
    which = parts.word("which")
    if which == "next" and DURATION.search(parts.before):
        return None
    return _neighbour(parts.word("unit"), {"following": 1, "next": 1, "previous": -1}.get(which, 0), context.anchor)


def _neighbour(unit: str, shift: int, anchor: str | None) -> str | None:
    length = {"year": 4, "month": 7, "day": 10}.get(unit, 0)
    if anchor is None or not length or len(anchor) < length:
        return None
    if unit == "year":
        return f"{int(anchor[:4]) + shift:04d}"
    if unit == "month":
        return _months_on(anchor, shift)
    day = as_day(anchor)
    return (day + timedelta(days=shift)).isoformat() if day else None


#: From the kind of a match to its value; None where the date cannot be resolved truly.
RULES: dict[str, Callable[[Parts, Context], str | None]] = {
    "iso": _iso,
    "iso_month": lambda parts, _: parts.text,
    "day_month": _full,
    "month_day": _full,
    "span": _span,
    "month_year": lambda parts, _: month_of(parts.year() or 0, parts.month()),
    "same_year": _same_year,
    "relative_month": _relative_month,
    "bare_month": _bare_month,
    "decade": lambda parts, _: f"{parts.word('decade')}X",
    "year": _plain_year,
    "weekday": _weekday,
    "today": _today,
    "end": _end,
    "season": _season,
    "period": _period,
    "shifted": _shifted,
    "hours": lambda _, context: context.anchor if as_day(context.anchor) else None,
    "beside": _beside,
    "same": _same,
}
