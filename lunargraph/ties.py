"""From claims to ties: all that was said about one subject, relation and object, weighed into what holds now."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from lunargraph.confidence import sure_from
from lunargraph.model import Relation, Status
from lunargraph.partial_dates import UNKNOWN, span, within
from lunargraph.spells import earlier_spells, ended_spells
from lunargraph.tables import frame_of, rows_of
from lunargraph.verdict import Said, chance, decide, stories

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

TIE_COLUMNS = (
    "id", "subject", "relation", "object", "status", "since", "until", "earlier", "first_seen", "last_seen",
    "support", "said_by", "confidence", "sure", "disputed", "since_conflict", "role", "about", "topics", "claim_ids",
    "decision",
)  # fmt: skip
#: Strongest first; a tie shows the strongest role that any backing claim gives.
ROLES = ("lead", "founder", "member", "signatory", "participant", "contributor")


def weigh(claims: pd.DataFrame, articles: pd.DataFrame, *, min_confidence: float | None = None) -> pd.DataFrame:
    """Return one row per (subject, relation, object), with ``TIE_COLUMNS``, sorted by them.

    ``claims`` has ``CLAIM_COLUMNS``, ``articles`` the columns id, published and story; the order of rows
    does not matter. ``lunargraph.verdict`` says how ``status`` and ``disputed`` are found; the claims that
    back that status give the rest:

    - ``support`` is the number of independent stories, because copies of one dispatch are one witness.
    - ``since`` is when it took effect (of a plan: the date planned), ``until`` when it ended. Dates that
      agree as far as they go ("2023-10" and "2023-10-03") are one, told as the more precise. Of dates that
      differ the one that most stories give is taken, then the more precise, then the earlier, and
      ``since_conflict`` is set; that is no dispute about the tie. No day is invented.
    - ``earlier`` are the times before that: who joined, left and joined again has been in before
      (``lunargraph.spells``).
    - ``said_by`` is who is quoted for it ("; " between them), where no article says it in its own words with a date,
      or at all where none has a date; else it is empty.
    - ``confidence`` is the chance that at least one story is right, each by its best claim, at most 0.99,
      because many weak readings do not make a certainty. ``sure`` says that it is ``min_confidence`` at least, or
      else the confidence from which claims are sure by the map that ships.
    - ``role`` is the strongest that any of them gives; ``about`` (joined by "; ") and ``topics`` are all
      that they give, sorted.

    ``first_seen`` and ``last_seen`` are the earliest and latest dates of articles with any claim on the tie,
    and ``claim_ids`` are all claims on it, whatever they say. ``decision`` is empty until a reviewer pins a date.

    Raises:
        RuleError: where the map of confidences that ships is malformed.
    """
    sure = sure_from() if min_confidence is None else min_confidence
    meta = {row["id"]: row for row in rows_of(articles)}
    grouped: dict[tuple[str, str, str], list[Said]] = defaultdict(list)
    for row in rows_of(claims):
        key = (row["subject"], row["relation"], row["object"])
        grouped[key].append(_said(row, meta.get(row["article"], {})))
    return frame_of((_tie(key, said, sure) for key, said in sorted(grouped.items())), TIE_COLUMNS)


def tie_id(subject: str, relation: str, object_: str) -> str:
    """Return the stable id of a tie: 16 hex digits over its three parts.

    >>> tie_id("country:BLR", "member_of", "program:ILRS")
    '79b5da15386e1561'
    """
    identity = json.dumps([subject, str(relation), object_], ensure_ascii=True)
    return hashlib.sha256(identity.encode("ascii")).hexdigest()[:16]


def _said(row: Mapping[str, Any], article: Mapping[Any, Any]) -> Said:
    published = article.get("published")
    return Said(
        row=row,
        status=Status(row["status"]),
        date=span(row["date"]),
        published=span(published),
        first_seen=published if span(published) != UNKNOWN else None,
        # an article that the table lacks is a story of its own
        story=article.get("story") or str(row["article"]),
        confidence=row["confidence"],
    )


def _tie(key: tuple[str, str, str], said: Sequence[Said], sure: float) -> dict[str, Any]:
    verdict = decide(said, sure)
    backing = verdict.backing
    confidence = chance(backing)
    ended = verdict.status is Status.ENDED
    held, over = ended_spells(said)[-1] if ended else (list(backing), [])
    # partners sign one paper after another: the first is when it began, and the later ones contradict nothing
    since, conflict = (_first_date(held), False) if key[1] == Relation.COOPERATES_WITH else _agreed_date(held)
    seen = sorted(s.first_seen for s in said if s.first_seen)
    roles = {s.row["role"] for s in backing}
    return {
        "id": tie_id(*key),
        "subject": key[0],
        "relation": key[1],
        "object": key[2],
        "status": verdict.status.value,
        "since": since,
        "until": _agreed_date(over)[0],
        "earlier": earlier_spells(said, verdict.status, sure, _agreed_date),
        "first_seen": seen[0] if seen else None,
        "last_seen": seen[-1] if seen else None,
        "support": len(stories(backing)),
        "said_by": _quoted_for(held),
        "confidence": confidence,
        "sure": confidence >= sure,
        "disputed": verdict.disputed,
        "since_conflict": conflict,
        "role": next((role for role in ROLES if role in roles), ""),
        "about": "; ".join(sorted({s.row["about"] for s in backing if s.row["about"]})),
        "topics": sorted({topic for s in backing for topic in s.row["topics"]}),
        "claim_ids": sorted({s.row["id"] for s in said}),
    }


def _quoted_for(backing: Sequence[Said]) -> str:
    """Return who is quoted for what claims say, dated ones first; "" where an article says it in its own words."""
    dated = [s for s in backing if s.date != UNKNOWN] or backing
    quoted = {s.row["attributed_to"] for s in dated}
    return "" if "" in quoted else "; ".join(sorted(quoted))


def _first_date(backing: Iterable[Said]) -> str | None:
    """Return the earliest date that any claim gives, the more precise of two that agree."""
    given = {s.row["date"] for s in backing if s.date != UNKNOWN}
    return min(given, key=lambda d: (span(d)[1], span(d)[0]), default=None)


def _agreed_date(backing: Iterable[Said]) -> tuple[str | None, bool]:
    """Return the date that most stories agree on, as precisely as any says it, and whether others differ."""
    given: dict[str, set[str]] = defaultdict(set)
    for said in backing:
        if said.date != UNKNOWN:
            given[said.row["date"]].add(said.story)
    # a vague date speaks for every date within it and stands for itself only where there is none
    precise = [d for d in given if not any(within(span(o), span(d)) and span(o) != span(d) for o in given)]
    if not precise:
        return None, False
    votes = {d: len(set().union(*(s for o, s in given.items() if within(span(d), span(o))))) for d in precise}
    # bit_length: June is no more precise than March, which has a day more
    best = min(precise, key=lambda d: (-votes[d], (span(d)[1] - span(d)[0]).bit_length(), d))
    return best, len(precise) > 1
