"""Why a date in a text means what it means: what it was counted from, in the words of ``model.Dated.how``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lunargraph.extraction.date_words import Context, Parts

#: Kinds of dates (see ``date_words``) that count from publication, and those that count from the date before.
_FROM_PUBLICATION = frozenset({"relative_month", "weekday", "today", "season", "period"})
_FROM_BEFORE = frozenset({"same_year", "hours", "beside", "same"})
_YEARLESS = frozenset({"day_month", "month_day", "bare_month"})


def reason_of(kind: str, parts: Parts, context: Context) -> tuple[str, str]:
    """Return how a date of a kind was resolved and the date that it was counted from ("" for none)."""
    published, anchor = context.published or "", context.anchor or ""
    if kind in _YEARLESS and parts.year() is None:
        if kind == "bare_month" and parts.word("which") and published:
            return "published", published
        return ("sentence", str(context.year)) if context.year is not None else ("year", published)
    if kind == "shifted":
        since_publication = parts.word("way") in {"ago", "from now"}
        return ("published", published) if since_publication else ("before", anchor)
    if kind == "end":
        return ("before", context.beside) if context.beside else ("published", published)
    if kind in _FROM_PUBLICATION:
        return "published", published
    if kind in _FROM_BEFORE:
        return "before", anchor
    return "stated", ""
