"""When a tie held, as whole days, for programs that draw a timeline and know no partial dates."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from lunargraph.model import STATED_RELATIONS, Status
from lunargraph.partial_dates import UNKNOWN, span
from lunargraph.spells import spells_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lunargraph.spells import Spell

#: First and last day (ISO), both included; None where open or unknown.
Interval = tuple[str | None, str | None]
ALWAYS: Interval = (None, None)


def intervals_of(tie: Mapping[str, Any]) -> list[Interval]:
    """Return the days between which a tie may have held, as wide as its partial dates allow; oldest first.

    A current or ended tie runs from ``since`` to ``until``, and who left and joined again was in before, too; a time
    that ended on an unknown day runs to the day by which it was over. Of a planned or denied tie only the telling has
    a date, so it runs from ``first_seen`` on. Facts of the lexicon always hold. This is what ``query members
    --as-of`` answers by, too.

    >>> intervals_of({"relation": "leads", "status": "ended", "since": "2021", "until": "2022-04"})
    [('2021-01-01', '2022-04-30')]
    >>> intervals_of({"relation": "member_of", "status": "planned", "since": "2030", "first_seen": "2024-05-01"})
    [('2024-05-01', None)]
    """
    if tie["relation"] not in STATED_RELATIONS:
        return [ALWAYS]
    if tie["status"] in {Status.PLANNED, Status.DENIED}:
        return [(_day(tie.get("first_seen"), last=False), None)]
    return [_of_spell(spell) for spell in spells_of(tie)]


def _of_spell(spell: Spell) -> Interval:
    start = _day(spell.since, last=False)
    if spell.open:
        return start, None
    end = _day(spell.until, last=True) or _day(spell.over_by, last=True)
    # an end before the beginning is a contradiction between texts; the end is what was told last
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
