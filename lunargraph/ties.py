"""From claims to ties: all that was said about one subject, relation and object, weighed into what holds now."""

from __future__ import annotations

import hashlib
import json
import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lunargraph.model import Status
from lunargraph.tables import frame_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

TIE_COLUMNS = (
    "id", "subject", "relation", "object", "status", "since", "until", "first_seen", "last_seen", "support",
    "confidence", "disputed", "since_conflict", "role", "about", "topics", "claim_ids",
)  # fmt: skip
#: Strongest first; a tie shows the strongest role that any backing claim gives.
ROLES = ("lead", "founder", "member", "signatory", "participant", "contributor")
_MOST_SURE = 0.99


@dataclass(frozen=True, slots=True)
class _Said:
    """One claim with what weighing needs to know of its article."""

    row: Mapping[str, Any]
    published: str
    story: str

    @property
    def status(self) -> str:
        return str(self.row["status"])

    @property
    def when(self) -> str:
        """When the statement held: a refusal of 2022 recalled in 2026 is of 2022; undated, the day it was published."""
        if self.status != Status.CURRENT and self.row["date"] and self.row["date"] <= (self.published or "9999"):
            return str(self.row["date"])
        return self.published


def weigh(claims: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return one row per (subject, relation, object), with ``TIE_COLUMNS``, sorted by them.

    ``articles`` has the columns id, published and story. The rules, and why:

    - Later news overrides earlier news, by date of publication, never by order of files; a claim that
      carries an earlier date of its own counts by that date. Undated articles are the weakest.
    - ``planned`` never overrides ``current``: what was joined stays joined though old plans are reprinted.
    - ``denied`` before ``current`` is history ("had not signed yet"). At or after it, it is a dispute:
      ``disputed`` is set, and the side with more independent stories holds, at a draw the later one.
    - ``ended`` after ``current`` ends the tie; ``current`` published after the end is a return.
    - ``support`` counts stories that back the status, so that syndicated copies count once.
    - ``since`` is the date that most stories give, among equals the more precise, then the earlier;
      dates that agree as far as they go ("2023-10" and "2023-10-03") are one. ``since_conflict`` says
      that other dates were given. ``until`` likewise from ``ended`` claims. No day is invented.
    - ``confidence`` is the chance that at least one story is right, each at its best claim, at most 0.99.
    """
    meta = {row["id"]: row for row in articles.to_dict("records")}
    grouped: dict[tuple[str, str, str], list[_Said]] = defaultdict(list)
    for row in claims.to_dict("records"):
        article = meta.get(row["article"], {})
        said = _Said(
            {str(k): v for k, v in row.items()},
            article.get("published") or "",
            article.get("story") or str(row["article"]),
        )
        grouped[row["subject"], row["relation"], row["object"]].append(said)
    rows = [_tie(key, sorted(said, key=lambda s: (s.when, str(s.row["id"])))) for key, said in sorted(grouped.items())]
    return frame_of(rows, TIE_COLUMNS)


def tie_id(subject: str, relation: str, object_: str) -> str:
    """Return the stable id of a tie: 16 hex digits over its three parts."""
    identity = json.dumps([subject, relation, object_], ensure_ascii=True)
    return hashlib.sha256(identity.encode("ascii")).hexdigest()[:16]


def _tie(key: tuple[str, str, str], said: Sequence[_Said]) -> dict[str, Any]:
    status, disputed = _status(said)
    backing = [s for s in said if s.status == status]
    held = [s for s in said if s.status == Status.CURRENT] if status == Status.ENDED else backing
    since, conflict = _date(held)
    until = _date(backing)[0] if status == Status.ENDED else None
    if status == Status.DENIED:
        since = None
    seen = sorted(s.published for s in said if s.published)
    roles = {str(s.row["role"]) for s in backing}
    return {
        "id": tie_id(*key),
        "subject": key[0],
        "relation": key[1],
        "object": key[2],
        "status": status,
        "since": since,
        "until": until,
        "first_seen": seen[0] if seen else None,
        "last_seen": seen[-1] if seen else None,
        "support": len({s.story for s in backing}),
        "confidence": _confidence(backing),
        "disputed": disputed,
        "since_conflict": conflict,
        "role": next((role for role in ROLES if role in roles), ""),
        "about": next((s.row["about"] for s in reversed(backing) if s.row["about"]), ""),
        "topics": sorted({topic for s in backing for topic in (s.row["topics"] or ())}),
        "claim_ids": sorted({str(s.row["id"]) for s in said}),
    }


def _status(said: Sequence[_Said]) -> tuple[str, bool]:
    latest = {status: _latest(said, status) for status in Status}
    current, ended, denied = latest[Status.CURRENT], latest[Status.ENDED], latest[Status.DENIED]
    if current is None:
        if ended is not None:
            return Status.ENDED.value, False
        planned = latest[Status.PLANNED]
        if planned is not None and (denied is None or planned >= denied):
            return Status.PLANNED.value, False
        return Status.DENIED.value, False
    if ended is not None and ended >= current:
        return Status.ENDED.value, False
    if denied is not None and denied >= (_earliest(said, Status.CURRENT) or ""):
        for_it, against = _stories(said, Status.CURRENT), _stories(said, Status.DENIED)
        if against > for_it or (against == for_it and denied > current):
            return Status.DENIED.value, True
        return Status.CURRENT.value, True
    return Status.CURRENT.value, False


def _latest(said: Iterable[_Said], status: Status) -> str | None:
    return max((s.when for s in said if s.status == status), default=None)


def _earliest(said: Iterable[_Said], status: Status) -> str | None:
    return min((s.when for s in said if s.status == status), default=None)


def _stories(said: Iterable[_Said], status: Status) -> int:
    return len({s.story for s in said if s.status == status})


def _date(backing: Sequence[_Said]) -> tuple[str | None, bool]:
    """Return the date that the claims agree on best, and whether others were given."""
    stories: dict[str, set[str]] = defaultdict(set)
    for said in backing:
        if said.row["date"]:
            stories[str(said.row["date"])].add(said.story)
    if not stories:
        return None, False
    # "2023-10" speaks for every day of that month, too
    votes = {
        date: len(set().union(*(s for other, s in stories.items() if date.startswith(other) or other.startswith(date))))
        for date in stories
    }
    best = min(votes, key=lambda date: (-votes[date], -len(date), date))
    conflict = any(not best.startswith(other) and not other.startswith(best) for other in stories)
    return best, conflict


def _confidence(backing: Sequence[_Said]) -> float:
    best: dict[str, float] = defaultdict(float)
    for said in backing:
        best[said.story] = max(best[said.story], float(said.row["confidence"]))
    doubt = math.prod(1 - value for _, value in sorted(best.items()))
    return round(min(1 - doubt, _MOST_SURE), 4)
