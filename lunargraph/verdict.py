"""What holds now, when articles say different things at different times: the status of one tie, and disputes.

An article reports what held when it was published; a claim with a date of its own reports that date, so an
article of 2026 that recalls "had not signed as of 2022" speaks of 2022. Dates are compared as spans: what
overlaps is the same time. An article without a date counts as the earliest, being the weakest to order.

- ``current`` overrides every ``planned``: plans are reprinted long after they came true.
- ``ended`` overrides ``current``, for an end presupposes a start, unless the ``current`` is surely later:
  then it is a return. A later article that recalls the old joining date is none.
- ``denied`` before ``current`` is history ("had not signed yet, then signed"). At or after one it is a
  dispute, except where another ``current`` carries a date of its own after the denial, which settles it. In
  a dispute the side with more independent stories holds, at a draw the later, then the surer one.
- An end or a denial that is not sure does not unseat a ``current`` that is: one misread sentence would take a member
  out of a list without a trace. The tie is then disputed.
- Without any of these, ``planned`` holds unless ``denied`` surely came after every plan: "has not signed but
  plans to" is a plan.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from lunargraph.confidence import HIGHEST
from lunargraph.model import Status
from lunargraph.partial_dates import UNKNOWN, Span, before

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One claim (a row of the claims table) with what weighing needs of it and of its article."""

    row: Mapping[str, Any]
    status: Status
    date: Span
    published: Span
    first_seen: str | None
    story: str
    confidence: float

    @property
    def own_date(self) -> Span:
        """The date of the claim itself where that says when it held; a date still to come does not."""
        if self.status is Status.PLANNED or self.date == UNKNOWN:
            return UNKNOWN
        if self.published == UNKNOWN:
            return self.date
        if self.date[0] > self.published[1]:
            return UNKNOWN
        # what was published in March 2024 and took effect "in 2024" did so by March
        return self.date[0], min(self.date[1], self.published[1])

    @property
    def effect(self) -> Span:
        """When it took effect: its own date, else the date of the article."""
        return self.published if self.own_date == UNKNOWN else self.own_date

    @property
    def stated(self) -> Span:
        """When it was said: the date of the article, else its own, for nothing is said before it happens."""
        return self.own_date if self.published == UNKNOWN else self.published


@dataclass(frozen=True, slots=True)
class Verdict:
    """The status of a tie, whether articles contradict it, and the claims that back the status."""

    status: Status
    disputed: bool
    backing: tuple[Said, ...]


def decide(said: Sequence[Said], sure: float = 0.0) -> Verdict:
    """Return what holds now by the rules above; ``said`` is not empty, and its order does not matter.

    ``sure`` is the confidence from which a claim, or claims together, are sure.
    """
    verdict = _decide(said)
    against = verdict.status in {Status.ENDED, Status.DENIED}
    if against and chance(verdict.backing) < sure and (firm := [s for s in said if s.confidence >= sure]):
        held = _decide(firm)
        if held.status is Status.CURRENT:
            agreeing = [s for s in said if s.status is Status.CURRENT and s.confidence < sure]
            return replace(_decide([*firm, *agreeing]), disputed=True)
    return verdict


def chance(backing: Iterable[Said]) -> float:
    """Return the chance that at least one story is right, each by its best claim, at most 0.99."""
    best: dict[str, float] = defaultdict(float)
    for said in backing:
        best[said.story] = max(best[said.story], said.confidence)
    doubt = math.prod(1 - value for _, value in sorted(best.items()))
    return round(min(1 - doubt, HIGHEST), 4)


def _decide(said: Sequence[Said]) -> Verdict:
    current, planned, denied, ended = (
        tuple(s for s in said if s.status is status)
        for status in (Status.CURRENT, Status.PLANNED, Status.DENIED, Status.ENDED)
    )
    live = tuple(c for c in current if all(surely_after(c, e) for e in ended))
    if live:
        against = tuple(d for d in denied if _disputes(d, live))
        if against and not _outweighs(live, against):
            return Verdict(Status.DENIED, disputed=True, backing=against)
        return Verdict(Status.CURRENT, disputed=bool(against), backing=live)
    if ended:
        return Verdict(Status.ENDED, disputed=False, backing=ended)
    ruled_out = any(all(surely_after(d, p) for p in planned) for d in denied)
    if planned and not ruled_out:
        return Verdict(Status.PLANNED, disputed=False, backing=planned)
    return Verdict(Status.DENIED, disputed=False, backing=denied)


def stories(said: Iterable[Said]) -> set[str]:
    """Return the independent stories that claims stand in."""
    return {s.story for s in said}


def surely_after(one: Said, other: Said) -> bool:
    """Compare by the claim's own date where it has one, else by the order of the news."""
    if one.own_date != UNKNOWN:
        return before(other.effect, one.own_date)
    return before(other.stated, one.stated)


def _disputes(denied: Said, live: Sequence[Said]) -> bool:
    settled = any(c.own_date != UNKNOWN and before(denied.effect, c.own_date) for c in live)
    return not settled and any(_at_or_after(denied, c) for c in live)


def _at_or_after(denied: Said, current: Said) -> bool:
    if denied.own_date != UNKNOWN:
        # "not as of 2022" and "signed in November 2022" can both be true
        return denied.own_date[0] >= current.effect[1]
    return not before(denied.published, current.published)


def _outweighs(live: Sequence[Said], against: Sequence[Said]) -> bool:
    for_it, against_it = len(stories(live)), len(stories(against))
    if for_it != against_it:
        return for_it > against_it
    if any(all(surely_after(d, c) for c in live) for d in against):
        return False
    if any(all(surely_after(c, d) for d in against) for c in live):
        return True
    return max(c.confidence for c in live) >= max(d.confidence for d in against)
