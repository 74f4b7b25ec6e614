"""Dates in running text as ISO partial dates, resolved against the publication date; a day is never invented."""

from __future__ import annotations

from lunargraph.extraction.date_choice import DateMention, bracketed, choose_date, look_ahead
from lunargraph.extraction.date_reasons import reason_of
from lunargraph.extraction.date_rules import PARTIAL, RULES, month_of
from lunargraph.extraction.date_words import ANY, MONTHS, NEXT_IN_LIST, YEAR_TO_COME, Context, Parts, has_date

__all__ = ["DateMention", "bracketed", "choose_date", "find_dates", "look_ahead"]


def find_dates(
    text: str, *, published: str | None, context_year: int | None = None, anchor: str | None = None
) -> list[DateMention]:
    """Return the dates in a sentence, in order, not overlapping.

    ``published`` is the article's partial date: "on Monday" needs its day, "in May" its month or year. What
    cannot be resolved truly is left out. ``anchor`` is the date mentioned before: "a day later" counts from it.
    ``context_year`` is a year carried from the context for bare months. A bare month is the latest one that is
    not after publication; see :func:`look_ahead` for plans.
    """
    if not has_date(text):
        return []
    published = published if published and PARTIAL.fullmatch(published) else None
    found: list[DateMention] = []
    last = anchor if anchor and PARTIAL.fullmatch(anchor) else None
    year = context_year
    for match in ANY.finditer(text):
        parts = Parts(match)
        own = parts.year() or _year_to_come(text, match.end()) or year
        if found and own == year and NEXT_IN_LIST.fullmatch(text, found[-1].end, match.start()):
            own = _next_in_time(parts, found[-1].value, own, published)
        context = Context(published, last, own, found[-1].value if found else None)
        value = RULES[match.lastgroup or ""](parts, context)
        if value is None:
            continue
        how, base = reason_of(match.lastgroup or "", parts, context)
        found.append(
            DateMention(start=match.start(), end=match.end(), surface=match.group(), value=value, how=how, base=base)
        )
        if not PARTIAL.fullmatch(value):
            continue
        last = value
        # a year named in the sentence carries to its bare months ("in October 2023 ... and December"), a plan's not
        if parts.year() and (published is None or value[:4] <= published[:4]):
            year = int(value[:4])
    return found


def _year_to_come(text: str, end: int) -> int | None:
    match = YEAR_TO_COME.match(text, end)
    return int(match["year"]) if match else None


def _next_in_time(parts: Parts, before: str, year: int | None, published: str | None) -> int | None:
    month = MONTHS.get(parts.word("month").rstrip("."))
    if year is None or month is None or len(before) < 7 or int(before[5:7]) <= month or not published:
        return year
    return year + 1 if month_of(year + 1, month) <= published[:7] else year
