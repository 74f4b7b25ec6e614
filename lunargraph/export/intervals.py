"""When a tie held, as whole days, for programs that draw a timeline and know no partial dates."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from lunargraph.model import STATED_RELATIONS, Status
from lunargraph.partial_dates import UNKNOWN, span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: First and last day (ISO), both included; None where open or unknown.
Interval = tuple[str | None, str | None]
ALWAYS: Interval = (None, None)


def interval_of(tie: Mapping[str, Any]) -> Interval:
    """Return the days between which a tie may have held, as wide as its partial dates allow.

    A current or ended tie runs from ``since`` to ``until``; one that ended on an unknown day, to the day that last
    told of it. Of a planned or denied one only the telling has a date, so it runs from ``first_seen`` on. Facts
    of the lexicon always hold. This is what ``query members --as-of`` answers by, too.

    >>> interval_of({"relation": "leads", "status": "ended", "since": "2021", "until": "2022-04"})
    ('2021-01-01', '2022-04-30')
    >>> interval_of({"relation": "member_of", "status": "planned", "since": "2030", "first_seen": "2024-05-01"})
    ('2024-05-01', None)
    """
    if tie["relation"] not in STATED_RELATIONS:
        return ALWAYS
    if tie["status"] in {Status.PLANNED, Status.DENIED}:
        return _day(tie.get("first_seen"), last=False), None
    start = _day(tie.get("since"), last=False)
    if tie["status"] != Status.ENDED:
        return start, None
    end = _day(tie.get("until"), last=True) or _day(tie.get("last_seen"), last=True)
    # an end before the beginning is a contradiction between texts; the end is what is told of now
    return (start if start is None or end is None or start <= end else None), end


def hull(intervals: Iterable[Interval]) -> Interval:
    """Return the shortest stretch that holds all intervals, open where any of them is; all time where there is none.

    >>> hull([("2021-01-01", "2022-04-30"), ("2023-01-01", None)]), hull([])
    (('2021-01-01', None), (None, None))
    """
    starts, ends = zip(*intervals, strict=True) if (intervals := list(intervals)) else ((), ())
    known_starts, known_ends = [s for s in starts if s], [e for e in ends if e]
    return (
        min(known_starts) if known_starts and len(known_starts) == len(starts) else None,
        max(known_ends) if known_ends and len(known_ends) == len(ends) else None,
    )


def _day(text: str | None, *, last: bool) -> str | None:
    days = span(text)
    return None if days == UNKNOWN else date.fromordinal(days[1 if last else 0]).isoformat()
