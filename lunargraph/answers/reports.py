"""What was known by a date: the ties as the articles that had appeared by then have them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from lunargraph.coalitions import check_date
from lunargraph.curation import counted, keep_pins
from lunargraph.graph import build_graph
from lunargraph.partial_dates import UNKNOWN, span
from lunargraph.ties import weigh

if TYPE_CHECKING:
    import pandas as pd

    from lunargraph.finished import Build

_B = TypeVar("_B", bound="Build")


def as_known(build: _B, known_by: str) -> _B:
    """Return a build as it would have been from the articles that had surely appeared by a date (its last day).

    Claims of those articles are weighed anew. An article without a date, or "of 2024" where June 2024 is asked for,
    is left out, because nobody can say that it was out by then. This is the time of report; when a tie held is
    another question (``as_of``), and both can be asked at once. What reviewers decided holds, whenever they did.

    Raises:
        QueryError: where it is no date.
    """
    last = span(check_date(known_by))[1]
    articles = build.articles
    by_then = articles["published"].map(lambda date: span(date) != UNKNOWN and span(date)[1] <= last).astype(bool)
    told = articles[by_then].reset_index(drop=True)
    known = set(told["id"])

    def of_known(frame: pd.DataFrame) -> pd.DataFrame:
        return frame[frame["article"].isin(known)].reset_index(drop=True) if "article" in frame else frame

    claims = of_known(build.claims)
    ties = keep_pins(weigh(counted(claims), told, min_confidence=build.sure_from), build.ties)
    made = type(build)(build.folder, claims, ties, told, of_known(build.counts), of_known(build.milestones))
    made.__dict__["lexicon"] = build.lexicon
    made.__dict__["graph"] = build_graph(ties, claims, told, build.lexicon, build.new_actors)
    return made
