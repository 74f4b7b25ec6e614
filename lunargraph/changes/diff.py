"""The difference of two tables of ties: one change per tie, complete enough to make the second out of the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lunargraph.errors import QueryError
from lunargraph.model import Status
from lunargraph.tables import frame_of, rows_of
from lunargraph.ties import TIE_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

#: What can happen to a tie; of several that do, the first named here heads the news.
KINDS = (
    "joined", "left", "confirmed", "planned", "denied", "disputed", "settled", "dated", "gone", "updated",
)  # fmt: skip
CHANGE_COLUMNS = (
    "kind", "tie", "subject", "relation", "object", "status_before", "status", "since_before", "since", "until_before",
    "until", "claim_ids",
)  # fmt: skip
_KEY = ["subject", "relation", "object"]
_BY_STATUS = {
    Status.CURRENT: "joined",
    Status.PLANNED: "planned",
    Status.DENIED: "denied",
    Status.ENDED: "left",
}
Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of one tie: the whole row before and after, None where there was or is none.

    ``kinds`` are all that apply, in the order of ``KINDS``:

    - ``joined``: it is current and was not; ``confirmed`` where it was planned before.
    - ``left``, ``planned``, ``denied``: it is ended, planned or denied and was not.
    - ``disputed``, ``settled``: articles contradict each other now and did not, or no longer do.
    - ``dated``: another date of its beginning or end, at the same status.
    - ``gone``: nothing states it any more (or, of sure ties alone, nothing sure), because its article is gone or is
      read otherwise.
    - ``updated``: only evidence, confidence, role or subject matter differ.
    """

    kinds: tuple[str, ...]
    before: Row | None
    after: Row | None

    @property
    def tie(self) -> Row:
        """The tie as it is now, or as it last was."""
        return self.after or self.before or {}

    @property
    def new_claims(self) -> tuple[str, ...]:
        """The claims that were not behind the tie before."""
        known = set(self.before["claim_ids"]) if self.before else set()
        return tuple(claim for claim in (self.after or {}).get("claim_ids", ()) if claim not in known)


def diff(old: pd.DataFrame, new: pd.DataFrame) -> list[Change]:
    """Return the changes that turn one table of ties (``TIE_COLUMNS``) into another, sorted by kind and tie.

    A table and itself give none; :func:`apply_changes` applies them.
    """
    before, after = _rows(old), _rows(new)
    changes = [
        Change(kinds=_kinds(before.get(key), after.get(key)), before=before.get(key), after=after.get(key))
        for key in sorted(before.keys() | after.keys())
        if before.get(key) != after.get(key)
    ]
    return sorted(changes, key=lambda change: KINDS.index(change.kinds[0]))


def apply_changes(ties: pd.DataFrame, changes: Iterable[Change]) -> pd.DataFrame:
    """Return the ties after the changes: ``apply_changes(old, diff(old, new))`` equals ``new``, sorted as it is.

    Raises:
        QueryError: where a tie is not as it was before the change.
    """
    rows = _rows(ties)
    for change in changes:
        key = tuple(change.tie[part] for part in _KEY)
        if rows.pop(key, None) != change.before:
            raise QueryError(
                f"The change of {' '.join(map(str, key))} does not fit: the tie is not as it was before; apply changes "
                "to the build that they were made from."
            )
        if change.after is not None:
            rows[key] = change.after
    return frame_of((rows[key] for key in sorted(rows)), TIE_COLUMNS)


def changes_frame(changes: Iterable[Change]) -> pd.DataFrame:
    """Return one row (``CHANGE_COLUMNS``) for each change and each of its kinds.

    The columns that end in ``_before`` hold what was; ``claim_ids`` are the claims that are new behind the tie, or
    those that stood behind one that is gone.
    """
    rows: list[Row] = []
    for change in changes:
        before, after = change.before or {}, change.after or {}
        shared = {
            "tie": change.tie["id"],
            **{part: change.tie[part] for part in _KEY},
            **{f"{name}_before": before.get(name) for name in ("status", "since", "until")},
            **{name: after.get(name) for name in ("status", "since", "until")},
            "claim_ids": list(change.new_claims) if after else before["claim_ids"],
        }
        rows += [{**shared, "kind": kind} for kind in change.kinds]
    return frame_of(rows, CHANGE_COLUMNS)


def to_objects(changes: Iterable[Change]) -> list[Row]:
    """Return changes as plain values for JSON; :func:`from_objects` reads them back."""
    return [
        {"kinds": list(change.kinds), "before": change.before, "after": change.after, "new_claims": change.new_claims}
        for change in changes
    ]


def from_objects(objects: Sequence[Mapping[str, Any]]) -> list[Change]:
    """Return the changes that :func:`to_objects` wrote.

    Raises:
        QueryError: where something else was given.
    """
    try:
        return [
            Change(kinds=tuple(each["kinds"]), before=_row(each["before"]), after=_row(each["after"]))
            for each in objects
        ]
    except (KeyError, TypeError, ValueError, AttributeError):
        raise QueryError("These are no changes; give what `diff --format json` wrote under changes.") from None


def _kinds(before: Row | None, after: Row | None) -> tuple[str, ...]:
    if after is None:
        return ("gone",)
    found = set()
    if before is None or before["status"] != after["status"]:
        kind = _BY_STATUS[Status(after["status"])]
        planned = before is not None and before["status"] == Status.PLANNED
        found.add("confirmed" if kind == "joined" and planned else kind)
    elif (before["since"], before["until"]) != (after["since"], after["until"]):
        found.add("dated")
    if after["disputed"] != (before is not None and before["disputed"]):
        found.add("disputed" if after["disputed"] else "settled")
    return tuple(kind for kind in KINDS if kind in found) or ("updated",)


def _rows(ties: pd.DataFrame) -> dict[tuple[Any, ...], Row]:
    return {tuple(row[part] for part in _KEY): {name: row[name] for name in TIE_COLUMNS} for row in rows_of(ties)}


def _row(given: Mapping[str, Any] | None) -> Row | None:
    if given is None:
        return None
    (row,) = frame_of([given], TIE_COLUMNS).to_dict("records")
    return {str(name): value for name, value in row.items()}
