"""What is disputed and what is new, as tables: the sides of every dispute, and the changes since a date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lunargraph import changes as news
from lunargraph.disputes import DISPUTE_COLUMNS
from lunargraph.disputes import disputes as sides
from lunargraph.finished import find_node
from lunargraph.tables import frame_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from lunargraph.finished import Build


def _with_names(columns: Sequence[str]) -> tuple[str, ...]:
    named = {"subject": ("subject", "subject_name"), "object": ("object", "object_name")}
    return tuple(each for column in columns for each in named.get(column, (column,)))


#: Those of ``lunargraph.disputes`` and ``lunargraph.changes``, with the names of both ends.
DISPUTES_COLUMNS = _with_names(DISPUTE_COLUMNS)
CHANGES_COLUMNS = _with_names(news.CHANGE_COLUMNS)


def disputes(build: Build, about: str | None = None) -> pd.DataFrame:
    """Return the sides of every dispute (``DISPUTES_COLUMNS``), as :func:`lunargraph.disputes.disputes`.

    ``about`` keeps the disputes over ties of one actor or program.

    Raises:
        QueryError: where that name is not known.
    """
    return _named(build, sides(build.ties, build.claims, build.articles), about, DISPUTES_COLUMNS)


def changes(build: Build, since: str, about: str | None = None, *, min_confidence: float | None = None) -> pd.DataFrame:
    """Return what articles published since a date changed (``CHANGES_COLUMNS``), one row for each kind of change.

    The kinds are those of :class:`lunargraph.changes.Change`, ``since`` and ``min_confidence`` those of
    :func:`lunargraph.changes.changes_since`; ``about`` keeps the changes of ties of one actor or program.

    Raises:
        QueryError: where the date, the name or the confidence is not known.
    """
    found = news.changes_frame(news.changes_since(build, since, min_confidence=min_confidence))
    return _named(build, found, about, CHANGES_COLUMNS)


def _named(build: Build, frame: pd.DataFrame, about: str | None, columns: Sequence[str]) -> pd.DataFrame:
    node = None if about is None else find_node(build, about)
    rows = [
        {
            **{str(k): v for k, v in row.items()},
            **{f"{end}_name": build.name(row[end]) for end in ("subject", "object")},
        }
        for row in frame.to_dict("records")
        if node is None or node in {row["subject"], row["object"]}
    ]
    return frame_of(rows, columns)
