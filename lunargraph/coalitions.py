"""Coalitions: a program with its members on a date. Partial dates are compared as far as they go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lunargraph.errors import QueryError
from lunargraph.model import Relation, Status
from lunargraph.partial_dates import is_partial_date, later, span
from lunargraph.spells import Spell, held, spells_of
from lunargraph.tables import frame_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    import pandas as pd

MEMBER_COLUMNS = (
    "subject", "role", "status", "since", "until", "certainty", "support", "said_by", "confidence", "sure",
    "disputed", "claim_ids",
)  # fmt: skip
OVERLAP_COLUMNS = (
    "subject", "since", "role_first", "since_first", "certainty_first", "support_first", "said_by_first",
    "role_second", "since_second", "certainty_second", "support_second", "said_by_second", "sure", "claim_ids",
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
    return held(Spell(since, until, open=until is None), as_of)


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
    were in and had not left, whatever became of them since (who left and joined again was in twice, and since and
    until are those of the time asked for); ``ended`` ones that had left; ``planned`` and
    ``denied`` ones of which articles had told by then. The column ``status`` is the status now;
    ``certainty`` is "sure" or "perhaps", as far as partial dates go, or "undated" where nothing says when it began.

    Only sure ties answer, or those with ``min_confidence`` at least: 0 gives all, the column ``sure`` saying which are.
    ``said_by`` is who is quoted for it where no article says it in its own words (see :func:`lunargraph.ties.weigh`).

    Raises:
        QueryError: where ``as_of`` is no date, ``status`` none, or ``min_confidence`` no number from 0 to 1.
    """
    statuses = check_statuses([status] if isinstance(status, str) else status)
    if as_of is not None:
        check_date(as_of)
    rows: dict[str, dict[str, Any]] = {}
    memberships = (Relation.MEMBER_OF, Relation.LEADS)
    chosen = ties[(ties["object"] == program) & ties["relation"].isin(memberships)]
    for tie in rows_of(firm(chosen, min_confidence).sort_values("id", kind="stable")):
        if row := held_tie(tie, statuses, as_of):
            if row["relation"] == Relation.LEADS:
                row["role"] = "lead"
            kept = rows.get(row["subject"])
            rows[row["subject"]] = row if kept is None else _merged(kept, row)
    frame = frame_of(rows.values(), MEMBER_COLUMNS)
    return frame.sort_values(["since", "subject"], na_position="last", kind="stable").reset_index(drop=True)


def held_tie(tie: Mapping[Any, Any], statuses: Collection[str], as_of: str | None) -> dict[str, Any]:
    """Return a tie with the certainty that :func:`members_of` gives it, since and until those of the time asked for.

    The answer is empty where the tie does not belong in it.
    """
    row = {str(key): value for key, value in tie.items()}
    status = row["status"]
    if as_of is None:
        return {**row, "certainty": "sure"} if status in statuses else {}
    # who has left since was in before
    if Status.CURRENT in statuses and (then := _held_then(row, as_of)):
        return {**row, **then}
    if status not in statuses or status == Status.CURRENT:
        return {}
    told = held_by(row["until"] if status == Status.ENDED else row["first_seen"], None, as_of)
    return {**row, "certainty": told} if told else {}


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
        "said_by": _said_by(lead, member),
        "confidence": max(lead["confidence"], member["confidence"]),
        "sure": lead["sure"] or member["sure"],
        "disputed": lead["disputed"] or member["disputed"],
        "claim_ids": sorted({*lead["claim_ids"], *member["claim_ids"]}),
    }


def _said_by(lead: Mapping[str, Any], member: Mapping[str, Any]) -> str:
    quoted = [row["said_by"] for row in (lead, member)]
    return "; ".join(sorted(set(quoted))) if all(quoted) else ""


def _held_then(tie: Mapping[str, Any], as_of: str) -> dict[str, Any]:
    """Return certainty, since and until of the spell that most surely covers a date; nothing where none does."""
    covering = [(held(spell, as_of), spell) for spell in spells_of(tie)]
    found = [(certainty, spell) for certainty, spell in covering if certainty]
    if not found:
        return {}
    # of two that are as sure, the later
    certainty, spell = min(reversed(found), key=lambda each: _SURENESS.index(each[0]))
    return {"certainty": certainty, "since": spell.since, "until": spell.until}


def _earliest(dates: Iterable[str | None]) -> str | None:
    """Return the date by which the first of these had surely come."""
    return min((date for date in dates if date), key=lambda date: (span(date)[1], date), default=None)
