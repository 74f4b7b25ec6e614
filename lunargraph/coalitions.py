"""Coalitions: a program with its members on a date. Partial dates are compared as far as they go."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from lunargraph.errors import QueryError
from lunargraph.model import Kind, Relation, Status
from lunargraph.partial_dates import UNKNOWN, is_partial_date, later, span
from lunargraph.tables import frame_of, typed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    import pandas as pd

MEMBER_COLUMNS = (
    "subject", "role", "status", "since", "until", "certainty", "support", "confidence", "sure",
    "disputed", "claim_ids",
)  # fmt: skip
COUNT_COLUMNS = ("month", "joined", "left", "members", "perhaps", "claim_ids")
OVERLAP_COLUMNS = (
    "subject", "since", "role_first", "since_first", "certainty_first", "support_first",
    "role_second", "since_second", "certainty_second", "support_second", "sure", "claim_ids",
)  # fmt: skip
_CURRENT = (Status.CURRENT.value,)
_SURENESS = ("sure", "perhaps", "undated")


def check_date(text: str) -> str:
    """Return a partial date unchanged.

    Raises:
        QueryError: where it is not YYYY, YYYY-MM or YYYY-MM-DD, or no such day exists.
    """
    if not is_partial_date(text):
        raise QueryError(f"{text!r} is not a date; write YYYY, YYYY-MM or YYYY-MM-DD.")
    return text


def check_statuses(statuses: Iterable[str]) -> tuple[str, ...]:
    """Return statuses as a tuple of plain text.

    Raises:
        QueryError: where one is not a status.
    """
    given = tuple(str(status) for status in statuses)
    for status in given:
        if status not in set(Status):
            raise QueryError(f"{status!r} is no status; statuses are {', '.join(Status)}.")
    return given


def firm(ties: pd.DataFrame, min_confidence: float | None) -> pd.DataFrame:
    """Return the ties with at least a confidence; those that the build holds to be sure where None is given.

    Raises:
        QueryError: where it is no number from 0 to 1.
    """
    if min_confidence is None:
        return ties[ties["sure"]]
    if not 0 <= min_confidence <= 1:
        raise QueryError(f"{min_confidence!r} is no confidence; give a number from 0 to 1, 0 for all answers.")
    return ties[ties["confidence"] >= min_confidence]


def held_by(since: str | None, until: str | None, as_of: str) -> str:
    """Say whether something held on a date: "sure", "perhaps", "undated" (no start is known) or "" (it did not).

    The date asked for stands for its last day: as of 2024 is by the end of 2024.

    >>> held_by("2023-10", None, "2023-10-15"), held_by("2023-10", None, "2024"), held_by("2024-01", None, "2023")
    ('perhaps', 'sure', '')
    >>> held_by("2020", "2023-05", "2023-04"), held_by("2020", "2023-05", "2023-05-09"), held_by("2020", "2023", "2024")
    ('sure', 'perhaps', '')
    """
    day = span(as_of)[1]
    start, end = span(since), span(until)
    if until is not None and end[1] <= day:
        return ""
    if since is None:
        return "undated"
    if start[0] > day:
        return ""
    return "perhaps" if start[1] > day or (until is not None and end[0] <= day) else "sure"


def members_of(
    ties: pd.DataFrame,
    program: str,
    *,
    as_of: str | None = None,
    status: str | Collection[str] = _CURRENT,
    min_confidence: float | None = None,
) -> pd.DataFrame:
    """Return the members of a program, with ``MEMBER_COLUMNS``, one row each, sorted by since and subject.

    Leaders belong to a coalition, with the role lead; who both leads and is a member has one row, with the
    stronger support and confidence of the two ties and the claim ids of both.

    Without ``as_of``, those whose status now is one of ``status``; ``certainty`` is "sure". With it (a
    partial date, standing for its last day), those whose status had begun by then: ``current`` ones that
    were in and had not left, whatever became of them since; ``ended`` ones that had left; ``planned`` and
    ``denied`` ones of which articles had told by then. The column ``status`` is the status now;
    ``certainty`` is "sure" or "perhaps", as far as partial dates go, or "undated" where nothing says when it began.

    Only sure ties answer, or those with ``min_confidence`` at least: 0 gives all, the column ``sure`` saying which are.

    Raises:
        QueryError: where ``as_of`` is no date, ``status`` none, or ``min_confidence`` no number from 0 to 1.
    """
    statuses = check_statuses([status] if isinstance(status, str) else status)
    if as_of is not None:
        check_date(as_of)
    rows: dict[str, dict[str, Any]] = {}
    memberships = (Relation.MEMBER_OF, Relation.LEADS)
    chosen = ties[(ties["object"] == program) & ties["relation"].isin(memberships)]
    for tie in typed(firm(chosen, min_confidence)).sort_values("id", kind="stable").to_dict("records"):
        if certainty := certainty_of(tie, statuses, as_of):
            row = {**{str(k): v for k, v in tie.items()}, "certainty": certainty}
            if row["relation"] == Relation.LEADS:
                row["role"] = "lead"
            kept = rows.get(row["subject"])
            rows[row["subject"]] = row if kept is None else _merged(kept, row)
    frame = frame_of(rows.values(), MEMBER_COLUMNS)
    return frame.sort_values(["since", "subject"], na_position="last", kind="stable").reset_index(drop=True)


def certainty_of(tie: Mapping[Any, Any], statuses: Collection[str], as_of: str | None) -> str:
    """Return the certainty that :func:`members_of` gives a tie; "" where it does not belong in the answer."""
    status = tie["status"]
    if as_of is None:
        return "sure" if status in statuses else ""
    # who has left since was in before
    if Status.CURRENT in statuses and (held := _held_then(tie, as_of)):
        return held
    if status not in statuses or status == Status.CURRENT:
        return ""
    return held_by(tie["until"] if status == Status.ENDED else tie["first_seen"], None, as_of)


def coalition_counts_over_time(
    ties: pd.DataFrame, program: str, *, kind: str = Kind.COUNTRY.value, min_confidence: float | None = None
) -> pd.DataFrame:
    """Return how a coalition grew and shrank, one row for every month from the first dated change to the last.

    Columns (``COUNT_COLUMNS``): month (YYYY-MM); joined and left, how many did so in that month; members, how
    many were surely in at its end; perhaps, how many more may have been, their dates being too vague to
    say; claim_ids, the claims behind joined and left. Members without any date are in no row, and who joined
    "in 2023" counts as ``perhaps`` until December. ``kind`` is the kind of actor counted, "" for all. Which ties
    count is as in :func:`members_of`.

    Raises:
        QueryError: where ``min_confidence`` is no number from 0 to 1.
    """
    memberships = (Relation.MEMBER_OF, Relation.LEADS)
    chosen = typed(firm(ties[(ties["object"] == program) & ties["relation"].isin(memberships)], min_confidence))
    spells: dict[str, list[dict[Any, Any]]] = {}
    for tie in chosen.to_dict("records"):
        of_kind = not kind or tie["subject"].startswith(f"{kind}:")
        if of_kind and tie["since"] and tie["status"] in {Status.CURRENT, Status.ENDED}:
            spells.setdefault(tie["subject"], []).append(tie)
    rows = []
    for month in _months(tie[change] for ties_ in spells.values() for tie in ties_ for change in ("since", "until")):
        row: dict[str, Any] = dict.fromkeys(COUNT_COLUMNS, 0) | {"month": month}
        behind: set[str] = set()
        for ties_ in spells.values():
            held = {_held_then(tie, month) for tie in ties_}
            row["members"] += "sure" in held
            row["perhaps"] += "sure" not in held and "perhaps" in held
            # who leads and is a member joins once, and leaves when out of both
            joined = _earliest(tie["since"] for tie in ties_)
            left = None if any(tie["until"] is None for tie in ties_) else max(tie["until"] for tie in ties_)
            for change, when in (("joined", joined), ("left", left)):
                if when and when[:7] == month:
                    row[change] += 1
                    behind.update(claim for tie in ties_ for claim in tie["claim_ids"])
        rows.append({**row, "claim_ids": sorted(behind)})
    return frame_of(rows, COUNT_COLUMNS)


def overlap(
    ties: pd.DataFrame, first: str, second: str, *, as_of: str | None = None, min_confidence: float | None = None
) -> pd.DataFrame:
    """Return who is in both programs (``OVERLAP_COLUMNS``), sorted by since and subject.

    ``since`` is the later of the two dates, missing where either is unknown; role, since, certainty and
    support of each program end in ``_first`` and ``_second``; ``claim_ids`` are those behind both, and ``sure`` says
    that both are. Which ties count is as in :func:`members_of`.

    Raises:
        QueryError: where ``as_of`` is no date or ``min_confidence`` no number from 0 to 1.
    """
    sides_of = [
        members_of(ties, program, as_of=as_of, min_confidence=min_confidence).to_dict("records")
        for program in (first, second)
    ]
    one = {row["subject"]: row for row in sides_of[0]}
    rows = []
    for other in sides_of[1]:
        mine = one.get(other["subject"])
        if mine is not None:
            sides = {f"{key}_first": value for key, value in mine.items()}
            sides |= {f"{key}_second": value for key, value in other.items()}
            both = {"subject": other["subject"], "since": later(mine["since"], other["since"])}
            both["sure"] = mine["sure"] and other["sure"]
            rows.append({**sides, **both, "claim_ids": sorted({*mine["claim_ids"], *other["claim_ids"]})})
    frame = frame_of(rows, OVERLAP_COLUMNS)
    return frame.sort_values(["since", "subject"], na_position="last", kind="stable").reset_index(drop=True)


def _merged(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    lead, member = (one, other) if one["relation"] == Relation.LEADS else (other, one)
    return {
        **lead,
        "since": _earliest([lead["since"], member["since"]]),
        "until": later(lead["until"], member["until"]),
        "certainty": min(lead["certainty"], member["certainty"], key=_SURENESS.index),
        "support": max(lead["support"], member["support"]),
        "confidence": max(lead["confidence"], member["confidence"]),
        "sure": lead["sure"] or member["sure"],
        "disputed": lead["disputed"] or member["disputed"],
        "claim_ids": sorted({*lead["claim_ids"], *member["claim_ids"]}),
    }


def _held_then(tie: Mapping[Any, Any], as_of: str) -> str:
    """Say how surely a tie that is or was current held on a date; one of unknown end held until it was told of."""
    if tie["status"] not in {Status.CURRENT, Status.ENDED}:
        return ""
    held = held_by(tie["since"], tie["until"], as_of)
    if held and tie["status"] == Status.ENDED and tie["until"] is None:
        if span(tie["last_seen"])[1] <= span(as_of)[1]:
            return ""
        return "perhaps" if held == "sure" else held
    return held


def _earliest(dates: Iterable[str | None]) -> str | None:
    """Return the date by which the first of these had surely come."""
    return min((date for date in dates if date), key=lambda date: (span(date)[1], date), default=None)


def _months(dates: Iterable[str | None]) -> list[str]:
    """Return every month from the first to the last; a date that is only a year reaches to its December."""
    given = [span(text) for text in dates if span(text) != UNKNOWN]
    if not given:
        return []
    month = date.fromordinal(min(days[0] for days in given)).replace(day=1)
    last = date.fromordinal(max(days[1] for days in given))
    months = []
    while month <= last:
        months.append(month.isoformat()[:7])
        month = (month + timedelta(days=31)).replace(day=1)
    return months
