"""What the news since a date changed: the ties as articles before that date had them, beside those of all articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lunargraph.changes.diff import Change, diff
from lunargraph.coalitions import check_date, firm
from lunargraph.curation import counted, keep_pins
from lunargraph.partial_dates import span
from lunargraph.ties import weigh

if TYPE_CHECKING:
    import pandas as pd

    from lunargraph.finished import Build


def changes_since(build: Build, since: str, *, min_confidence: float | None = None) -> list[Change]:
    """Return what articles published on or after a date (YYYY, YYYY-MM or YYYY-MM-DD) changed.

    It is the date of report that counts: an article of May that tells of a signature in March is news of May. An
    article is news where it surely appeared by then: one without a date, or of "2024" where June 2024 is asked
    for, counts as known before. Only sure ties are compared, or those with ``min_confidence`` at least, 0 for all.

    Raises:
        QueryError: where the date is none, or ``min_confidence`` no number from 0 to 1.
    """
    before, after = ties_since(build, since)
    return diff(firm(before, min_confidence), firm(after, min_confidence))


def ties_since(build: Build, since: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return all ties as the articles before a date had them, and as all articles have them.

    Raises:
        QueryError: where the date is none.
    """
    start = span(check_date(since))[0]
    news = {str(row["id"]) for row in build.articles.to_dict("records") if span(row["published"])[0] >= start}
    claims = counted(build.claims)
    known = claims[~claims["article"].isin(news)]
    before, after = (weigh(each, build.articles, min_confidence=build.sure_from) for each in (known, claims))
    return keep_pins(before, build.ties), keep_pins(after, build.ties)
