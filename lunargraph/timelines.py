"""What happened when: the ties of a program or an actor told as dated events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lunargraph.model import STATED_RELATIONS, Relation, Status
from lunargraph.partial_dates import UNKNOWN, span
from lunargraph.spells import spells_of
from lunargraph.tables import frame_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

EVENT_COLUMNS = (
    "date", "precision", "event", "subject", "relation", "object", "status", "role", "support", "said_by",
    "confidence", "sure", "disputed", "first_seen", "claim_ids",
)  # fmt: skip
#: A payload on a mission is a part in it, and no membership.
_CONTRIBUTED = {"joined": "began to contribute", "left": "ceased to contribute"}
_CONTRIBUTED |= {"planned to join": "planned to contribute", "said not to be in": "said not to contribute"}
_BEGAN = {Relation.MEMBER_OF: "joined", Relation.LEADS: "began to lead", Relation.COOPERATES_WITH: "began to cooperate"}
_OVER = {Relation.MEMBER_OF: "left", Relation.LEADS: "ceased to lead", Relation.COOPERATES_WITH: "ceased to cooperate"}
_PLANS = {
    Relation.MEMBER_OF: "planned to join",
    Relation.LEADS: "planned to lead",
    Relation.COOPERATES_WITH: "planned to cooperate",
}
_DENIED = {
    Relation.MEMBER_OF: "said not to be in",
    Relation.LEADS: "said not to lead",
    Relation.COOPERATES_WITH: "said not to cooperate",
}


def precision(date: str | None) -> str:
    """Say how precise a partial date is: day, month, year, vague (a range or a decade) or unknown.

    >>> [precision(text) for text in ("2024-04-05", "2024-04", "2024", "203X", None)]
    ['day', 'month', 'year', 'vague', 'unknown']
    """
    if date is None or span(date) == UNKNOWN:
        return "unknown"
    return {10: "day", 7: "month", 4: "year"}.get(len(date), "vague") if date[3:4].isdigit() else "vague"


def events_of(ties: pd.DataFrame, node: str) -> pd.DataFrame:
    """Return the events of a program or an actor, with ``EVENT_COLUMNS``, by date, those of unknown date last.

    ``date`` is when it took effect (of a plan: the date planned, of a denial: what it speaks of), never the date of
    an article; ``first_seen`` is when an article first told of the tie. Who left and joined again has two events of
    each kind. The other columns are those of ties.
    """
    mine = ties[((ties["subject"] == node) | (ties["object"] == node)) & ties["relation"].isin(STATED_RELATIONS)]
    rows = [row for tie in rows_of(mine.sort_values("id", kind="stable")) for row in _events(tie)]
    rows.sort(key=lambda row: (row["precision"] == "unknown", span(row["date"]), row["date"] or "", row["subject"]))
    return frame_of(rows, EVENT_COLUMNS)


def _events(tie: Mapping[Any, Any]) -> Iterator[dict[str, Any]]:
    relation = Relation(tie["relation"])
    told = {str(key): value for key, value in tie.items()}
    if tie["status"] in {Status.PLANNED, Status.DENIED}:
        words = _PLANS if tie["status"] == Status.PLANNED else _DENIED
        yield _event(told, tie["since"], words[relation])
        return
    for spell in spells_of(tie):
        yield _event(told, spell.since, _BEGAN[relation])
        if not spell.open:
            yield _event(told, spell.until, _OVER[relation])


def _event(told: Mapping[str, Any], date: str | None, event: str) -> dict[str, Any]:
    words = _CONTRIBUTED.get(event, event) if told["role"] == "contributor" else event
    return {**told, "date": date, "precision": precision(date), "event": words}
