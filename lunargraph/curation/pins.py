"""Dates that a reviewer pinned: what the tie shows, whatever date most articles give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lunargraph.model import Status
from lunargraph.tables import frame_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import pandas as pd

    from lunargraph.curation.decisions import Pin

_KEY = ("subject", "relation", "object")


def pin_dates(ties: pd.DataFrame, pins: Iterable[Pin], tell: Callable[[Pin, str], None]) -> pd.DataFrame:
    """Return the ties with the dates that were pinned; ``tell`` is told of a pin that fits no tie, and why.

    The column ``decision`` says who pinned what, when and why. A pinned ``since`` settles a conflict of dates.
    """
    rows = {tuple(row[part] for part in _KEY): row for row in rows_of(ties)}
    for pin in pins:
        row = rows.get((pin.subject, pin.relation, pin.object))
        if row is None:
            tell(pin, "no article states this tie any more")
            continue
        if pin.until and row["status"] != Status.ENDED:
            tell(pin, f"the tie is {row['status']}, and only one that has ended has an end")
            continue
        given = {name: date for name, date in (("since", pin.since), ("until", pin.until)) if date}
        row.update(given)
        row["since_conflict"] = row["since_conflict"] and "since" not in given
        dates = " and ".join(f"{name} {date}" for name, date in given.items())
        row["decision"] = f"{dates} pinned by {pin.signed.reviewer} on {pin.signed.date}: {pin.signed.reason}"
    return frame_of(rows.values(), list(ties.columns))


def keep_pins(ties: pd.DataFrame, pinned: pd.DataFrame) -> pd.DataFrame:
    """Return ties weighed anew with the dates that were pinned in a build; a tie of another status keeps its own."""
    shown = {row["id"]: row for row in rows_of(pinned) if row["decision"]}
    rows = rows_of(ties)
    for row in rows:
        then = shown.get(row["id"])
        if then is not None and then["status"] == row["status"]:
            row.update({name: then[name] for name in ("since", "until", "since_conflict", "decision")})
    return frame_of(rows, list(ties.columns))
