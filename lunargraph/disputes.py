"""Contradicting claims side by side: who says what, where and when, and by which rule the tie shows what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lunargraph.partial_dates import UNKNOWN, span, within
from lunargraph.tables import frame_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

DISPUTE_COLUMNS = (
    "tie", "subject", "relation", "object", "over", "says", "shown", "stories", "outlets", "first_seen", "last_seen",
    "sentence", "why", "claim_ids",
)  # fmt: skip
_Row = dict[str, Any]


def disputes(ties: pd.DataFrame, claims: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the sides of every dispute, one row each (``DISPUTE_COLUMNS``), the side that the tie shows first.

    ``over`` is ``status`` (the tie is ``disputed``: what articles say cannot all be so) or ``since`` (they agree on
    the status and differ on the date). ``says`` is the status or date of this side; ``shown`` is "yes" on the side
    that the tie shows. ``stories`` is the number of independent stories that say so, for copies of one dispatch are
    one witness; ``outlets`` are who printed them, joined by "; "; ``first_seen`` and ``last_seen`` are the dates of
    the earliest and the latest of these articles, ``sentence`` the latest of their sentences. ``why`` says which side
    the tie shows, and by which rule.
    """
    papers = {row["id"]: row for row in rows_of(articles)}
    by_id = {row["id"]: row for row in rows_of(claims)}
    rows: list[_Row] = []
    for tie in rows_of(ties.sort_values("id", kind="stable")):
        own = [_beside(by_id[key], papers) for key in tie["claim_ids"]]
        if tie["disputed"]:
            rows += _sides(tie, "status", tie["status"], _by_status(own))
        if tie["since_conflict"]:
            told = [claim for claim in own if claim["status"] == ("current" if tie["until"] else tie["status"])]
            rows += _sides(tie, "since", tie["since"], _by_date(told))
    return frame_of(rows, DISPUTE_COLUMNS)


def _beside(claim: _Row, papers: Mapping[str, _Row]) -> _Row:
    """Return a claim with its article under the key ``paper``."""
    return {**claim, "paper": papers.get(claim["article"], {})}


def _by_status(claims: Sequence[_Row]) -> dict[str, list[_Row]]:
    sides: dict[str, list[_Row]] = {}
    for claim in claims:
        sides.setdefault(claim["status"], []).append(claim)
    return sides


def _by_date(claims: Sequence[_Row]) -> dict[str, list[_Row]]:
    """Return the claims by date; a vague date speaks for every date within it."""
    dates = {claim["date"] for claim in claims if span(claim["date"]) != UNKNOWN}
    precise = [d for d in dates if not any(span(o) != span(d) and within(span(o), span(d)) for o in dates)]
    return {
        date: [c for c in claims if span(c["date"]) != UNKNOWN and within(span(date), span(c["date"]))]
        for date in sorted(precise)
    }


def _sides(tie: Mapping[Any, Any], over: str, shown: str, sides: Mapping[str, Sequence[_Row]]) -> Iterator[_Row]:
    counted = {says: len({_story(claim) for claim in claims}) for says, claims in sides.items()}
    rule = _rule(over, counted.get(shown, 0), [n for says, n in counted.items() if says != shown])
    why = f"{shown} is shown: {rule}"
    for says in sorted(sides, key=lambda says: (says != shown, -counted[says], says)):
        claims = sorted(sides[says], key=lambda c: (c["paper"].get("published") or "", c["id"]))
        seen = [c["paper"]["published"] for c in claims if c["paper"].get("published")]
        yield {
            "tie": tie["id"],
            **{key: tie[key] for key in ("subject", "relation", "object")},
            "over": over,
            "says": says,
            "shown": "yes" if says == shown else "no",
            "stories": counted[says],
            "outlets": "; ".join(dict.fromkeys(c["paper"].get("outlet") or "unknown outlet" for c in claims)),
            "first_seen": seen[0] if seen else None,
            "last_seen": seen[-1] if seen else None,
            "sentence": claims[-1]["sentence"],
            "why": why,
            "claim_ids": sorted(c["id"] for c in claims),
        }


def _story(claim: _Row) -> str:
    return str(claim["paper"].get("story") or claim["article"])


def _rule(over: str, shown: int, others: Sequence[int]) -> str:
    most = max(others, default=0)
    if shown > most:
        return f"more independent stories say so ({shown} to {most})"
    if over == "since":
        return (
            f"as many stories give another date ({shown} to {most}), so the more precise goes first, then the earlier"
        )
    if shown == most:
        return (
            f"as many stories say otherwise ({shown} to {most}); a denial or end that is not sure gives way, then the "
            "later report holds, then the surer reading"
        )
    return f"fewer stories say so ({shown} to {most}), but the others are not sure, or speak of the time before"
