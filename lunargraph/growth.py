"""How a coalition grew and shrank, month by month or year by year, as far as dates go."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd

from lunargraph.coalitions import firm
from lunargraph.errors import QueryError
from lunargraph.model import Kind, Relation, Status
from lunargraph.partial_dates import UNKNOWN, span, within
from lunargraph.spells import held, joined_up, spells_of
from lunargraph.tables import frame_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lunargraph.spells import Spell

#: The first is called as the step is: month or year.
GROWTH_COLUMNS = ("month", "joined", "left", "members", "perhaps", "undated", "who", "claim_ids")
STEPS = ("month", "year")


def growth_of(
    ties: pd.DataFrame,
    program: str,
    *,
    by: str = "month",
    kind: str = Kind.COUNTRY.value,
    min_confidence: float | None = None,
) -> pd.DataFrame:
    """Return one row for every month (or year) from the first dated change of a coalition to the last.

    Columns (``GROWTH_COLUMNS``): month (YYYY-MM) or year (YYYY); joined and left, how many surely did so in it;
    members, how many were surely in at its end; perhaps, how many more may have been, their dates being too vague to
    say; undated, how many are members now of whom nothing says since when (the same in every row, and in none of the
    other numbers); who, the ids of those that joined, joined by "; "; claim_ids, the claims behind joined and left.
    Who joined "in 2023" is among ``perhaps`` until December and has joined in no month, but in that year. Who left
    and joined again joined twice. ``kind`` is the kind of actor counted, "" for all. Which ties count is as in
    :func:`lunargraph.coalitions.members_of`.

    Raises:
        QueryError: where ``by`` is neither month nor year, or ``min_confidence`` no number from 0 to 1.
    """
    if by not in STEPS:
        raise QueryError(f"{by!r} is no step; count by month or by year.")
    memberships = (Relation.MEMBER_OF, Relation.LEADS)
    chosen = firm(ties[(ties["object"] == program) & ties["relation"].isin(memberships)], min_confidence)
    stretches: dict[str, list[Spell]] = {}
    claims: dict[str, list[str]] = {}
    undated: set[str] = set()
    for tie in rows_of(chosen):
        who = tie["subject"]
        if not kind or who.startswith(f"{kind}:"):
            stretches.setdefault(who, []).extend(spells_of(tie))
            claims.setdefault(who, []).extend(tie["claim_ids"])
            undated |= {who} if tie["status"] == Status.CURRENT else set()
    dated = {who: joined for who, spells in stretches.items() if (joined := joined_up(spells))}
    undated -= set(dated)
    every = [spell for spells in dated.values() for spell in spells]
    rows = [_row(period, dated, claims) for period in _periods(every, by)]
    frame = frame_of([row | {"month": row["period"]} for row in rows], GROWTH_COLUMNS)
    frame["undated"] = pd.Series([len(undated)] * len(rows), dtype="int64")
    return frame.rename(columns={"month": by})


def _row(period: str, dated: Mapping[str, Sequence[Spell]], claims: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    row: dict[str, Any] = {"period": period, "members": 0, "perhaps": 0}
    joined = [who for who, spells in dated.items() for spell in spells if _in(spell.since, period)]
    left = [who for who, spells in dated.items() for spell in spells if not spell.open and _in(spell.until, period)]
    for spells in dated.values():
        certainties = {held(spell, period) for spell in spells}
        row["members"] += "sure" in certainties
        row["perhaps"] += "sure" not in certainties and "perhaps" in certainties
    row |= {"joined": len(joined), "left": len(left), "who": "; ".join(sorted(joined))}
    return row | {"claim_ids": sorted({claim for who in (*joined, *left) for claim in claims[who]})}


def _in(when: str | None, period: str) -> bool:
    return span(when) != UNKNOWN and within(span(when), span(period))


def _periods(spells: Iterable[Spell], by: str) -> list[str]:
    """Return every month or year from the first to the last; a date that is only a year reaches to its December."""
    given = [span(text) for spell in spells for text in (spell.since, spell.until) if span(text) != UNKNOWN]
    if not given:
        return []
    first, last = (date.fromordinal(day) for day in (min(d[0] for d in given), max(d[1] for d in given)))
    if by == "year":
        return [f"{year:04}" for year in range(first.year, last.year + 1)]
    month, months = first.replace(day=1), []
    while month <= last:
        months.append(month.isoformat()[:7])
        month = (month + timedelta(days=31)).replace(day=1)
    return months
