"""Coalitions: a program with its members on a date. Partial dates are compared as far as they go."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from lunargraph.errors import QueryError
from lunargraph.model import Relation, Status
from lunargraph.tables import frame_of

if TYPE_CHECKING:
    import pandas as pd

MEMBER_COLUMNS = (
    "subject", "role", "status", "since", "until", "certainty", "support", "confidence", "disputed", "claim_ids",
)  # fmt: skip
COUNT_COLUMNS = ("month", "joined", "members")
_PARTIAL = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def check_date(text: str) -> str:
    """Return a partial date unchanged.

    Raises:
        QueryError: where it is not YYYY, YYYY-MM or YYYY-MM-DD, or no such day exists.
    """
    if _PARTIAL.fullmatch(text):
        year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
        try:
            date(year, month, day)
        except ValueError:
            pass
        else:
            return text
    raise QueryError(f"{text!r} is not a date; write YYYY, YYYY-MM or YYYY-MM-DD.")


def held_by(since: str | None, until: str | None, as_of: str) -> str:
    """Say whether something held on a date: "sure", "perhaps", "undated" or "" (it did not).

    A start of "2023-10" surely lies before 2023-11 and perhaps before 2023-10-15.

    >>> held_by("2023-10", None, "2023-10-15"), held_by("2023-10", None, "2024"), held_by("2024-01", None, "2023")
    ('perhaps', 'sure', '')
    """
    if until is not None and until <= as_of[: len(until)]:
        gone = until < as_of[: len(until)] or until == as_of
        return "" if gone else "perhaps"
    if since is None:
        return "undated"
    shorter = min(len(since), len(as_of))
    if since[:shorter] > as_of[:shorter]:
        return ""
    # "2024" as of date means all of that year: by its end
    return "perhaps" if since == as_of[: len(since)] and len(since) < len(as_of) else "sure"


def members_of(
    ties: pd.DataFrame, program: str, *, as_of: str | None = None, status: str = Status.CURRENT.value
) -> pd.DataFrame:
    """Return the members of a program, leaders included, with ``MEMBER_COLUMNS``.

    Without ``as_of``, those with the given status now. With it (a partial date, which stands for its last
    day), those who were in by then and had not left; ``certainty`` says whether their dates make that sure.

    Raises:
        QueryError: where ``as_of`` is no date.
    """
    chosen = ties[(ties["object"] == program) & ties["relation"].isin([Relation.MEMBER_OF, Relation.LEADS])]
    rows: dict[str, dict[str, Any]] = {}
    if as_of is not None:
        check_date(as_of)
    for row in chosen.to_dict("records"):
        certainty = "sure"
        if as_of is None:
            if row["status"] != status:
                continue
        else:
            wanted = {status, Status.ENDED.value} if status == Status.CURRENT else {status}
            if row["status"] not in wanted or (row["status"] == Status.ENDED and row["since"] is None):
                continue
            certainty = held_by(row["since"], row["until"], as_of)
            if not certainty:
                continue
        kept = rows.get(row["subject"])
        # who leads is listed once, as leader
        if kept is None or row["relation"] == Relation.LEADS:
            rows[row["subject"]] = {**{str(k): v for k, v in row.items()}, "certainty": certainty}
    frame = frame_of(rows.values(), MEMBER_COLUMNS)
    return frame.sort_values(["since", "subject"], na_position="last", kind="stable").reset_index(drop=True)


def counts_over_time(ties: pd.DataFrame, program: str) -> pd.DataFrame:
    """Return how a coalition of countries grew: month, joined and members (``COUNT_COLUMNS``); undated left out."""
    current = members_of(ties, program)
    months = sorted(
        s[:7] for s, who in zip(current["since"], current["subject"], strict=True) if s and who.startswith("country:")
    )
    rows = []
    total = 0
    for month in dict.fromkeys(months):
        joined = months.count(month)
        total += joined
        rows.append({"month": month, "joined": joined, "members": total})
    return frame_of(rows, COUNT_COLUMNS)


def overlap(ties: pd.DataFrame, first: str, second: str, *, as_of: str | None = None) -> pd.DataFrame:
    """Return who is in both programs, with since, certainty and claim ids for each (``_first``, ``_second``)."""
    a, b = members_of(ties, first, as_of=as_of), members_of(ties, second, as_of=as_of)
    keep = ["subject", "role", "since", "certainty", "support", "claim_ids"]
    joined = a[keep].merge(b[keep], on="subject", suffixes=("_first", "_second"))
    return joined.sort_values("subject", kind="stable").reset_index(drop=True)
