"""Times within one tie: who joined, left and joined again was in twice, and the years between were none.

A tie tells of now: its ``since`` and ``until`` are those of the last spell. The spells before it stand in its column
``earlier``, one text "since/until" each, with nothing where a date is unknown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from lunargraph.model import Status
from lunargraph.partial_dates import UNKNOWN, before, span
from lunargraph.verdict import Said, chance, surely_after

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    #: The date on which claims agree, and whether others differ.
    Agree = Callable[[Sequence[Said]], tuple[str | None, bool]]


class Spell(NamedTuple):
    """From when to when something held; None where that is unknown, and ``open`` where it still does.

    A spell that is over on an unknown day had ended by ``over_by`` (as articles told, or because the next one began).
    """

    since: str | None
    until: str | None
    open: bool
    over_by: str | None = None


def ended_spells(said: Sequence[Said]) -> list[tuple[list[Said], list[Said]]]:
    """Return the spells that are over, oldest first: the claims of each one's start, and those of its end.

    A start belongs before the first end that it does not surely follow. Ends with no dated start between them tell
    of one end, because a second report of an end is no second end.
    """
    starts = [s for s in said if s.status is Status.CURRENT]
    ends = sorted((s for s in said if s.status is Status.ENDED), key=lambda s: (s.effect, s.stated, str(s.row["id"])))
    told: list[tuple[list[Said], list[Said]]] = []
    for end in ends:
        begun = [c for c in starts if not surely_after(c, end)]
        starts = [c for c in starts if surely_after(c, end)]
        if not told or any(c.own_date != UNKNOWN for c in begun):
            told.append((begun, [end]))
        else:
            told[-1][0].extend(begun)
            told[-1][1].append(end)
    return told


def earlier_spells(said: Sequence[Said], status: Status, sure: float, agree: Agree) -> list[str]:
    """Return the spells before the last one, oldest first, as the column ``earlier`` has them.

    ``status`` is what the tie is now. An end that is not ``sure`` is none, as in :func:`lunargraph.verdict.decide`.
    ``agree`` finds the date that claims agree on.
    """
    told = ended_spells(said)
    ends = [s for s in said if s.status is Status.ENDED]
    rejoined = any(s.status is Status.CURRENT and all(surely_after(s, e) for e in ends) for s in said)
    if status is not Status.CURRENT or not rejoined:
        told = told[:-1]
    dates = [(agree(begun)[0], agree(over)[0]) for begun, over in told if chance(over) >= sure]
    return [f"{since or ''}/{until or ''}" for since, until in dates]


def spells_of(tie: Mapping[Any, Any]) -> list[Spell]:
    """Return when a tie held, oldest first; none where it is planned or denied now.

    >>> spells_of({"status": "current", "since": "2025", "until": None, "earlier": ["2020/2023-05"]})[0]
    Spell(since='2020', until='2023-05', open=False, over_by='2023-05')
    """
    if tie["status"] not in {Status.CURRENT, Status.ENDED}:
        return []
    spells = []
    for text in tie.get("earlier") or ():
        since, _, until = text.partition("/")
        spells.append(Spell(since or None, until or None, open=False, over_by=until or tie["since"]))
    if tie["status"] == Status.CURRENT:
        return [*spells, Spell(tie["since"], None, open=True)]
    return [*spells, Spell(tie["since"], tie["until"], open=False, over_by=tie["until"] or tie.get("last_seen"))]


def held(spell: Spell, as_of: str) -> str:
    """Say whether a spell covers a date: "sure", "perhaps", "undated" (no start is known) or "" (it does not).

    The date asked for stands for its last day. A spell of unknown end perhaps held until it was told to be over.

    >>> held(Spell("2020", "2023-05", open=False, over_by="2023-05"), "2023-05-09")
    'perhaps'
    >>> held(Spell("2020", None, open=True), "2024")
    'sure'
    """
    day = span(as_of)[1]
    start, end, over = span(spell.since), span(spell.until), span(spell.over_by)
    if spell.until is not None and end[1] <= day:
        return ""
    if spell.since is not None and start[0] > day:
        return ""
    vague = not spell.open and spell.until is None
    # an end of which nothing at all is known leaves no day of which one could say that it was over
    if vague and (over == UNKNOWN or over[1] <= day):
        return ""
    if spell.since is None:
        return "undated"
    return "perhaps" if start[1] > day or vague or (spell.until is not None and end[0] <= day) else "sure"


def joined_up(spells: Sequence[Spell]) -> list[Spell]:
    """Return spells of one member, of several ties, as stretches that do not overlap, oldest first.

    Who leads from March and is a member from June was in from March on: one stretch. Undated starts are left out.
    """
    dated = sorted((s for s in spells if span(s.since) != UNKNOWN), key=lambda s: (span(s.since)[1], s.since or ""))
    joined: list[Spell] = []
    for spell in dated:
        last = joined[-1] if joined else None
        if last is None or (not last.open and before(span(last.until or last.over_by), span(spell.since))):
            joined.append(spell)
        elif not last.open and (spell.open or before(span(last.until), span(spell.until))):
            joined[-1] = spell._replace(since=last.since)
    return joined
