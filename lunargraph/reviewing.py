"""Which claims a reviewer should look at, and what a decision about one holds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lunargraph.confidence import sure_from
from lunargraph.curation import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lunargraph.curation import Decisions
    from lunargraph.finished import Build

_DECIDED = frozenset({"accept", "reject", "correct"})
_IDENTITY = ("article", "subject", "relation", "object")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A claim (a row of the claims table) and why somebody should look at it."""

    row: Mapping[str, Any]
    why: str


def doubts(build: Build, decided: Decisions, *, below: float | None = None, about: str = "") -> list[Doubt]:
    """Return the claims to review: first those on which articles contradict each other, then the least sure.

    Left out is what a reviewer has decided, in the build or in the file of decisions since. ``below`` is the
    confidence from which a claim is sure enough, that from which the build's ties are sure if left out; ``about`` is
    the id of an actor or program, "" for all.
    """
    if below is None:
        below = sure_from() if build.sure_from is None else build.sure_from
    since = {decision.claim for decision in decided.claims}
    disputed = _claims_of(build, "disputed")
    conflicting = _claims_of(build, "since_conflict")
    found: list[tuple[tuple[Any, ...], Doubt]] = []
    for raw in counted(build.claims).to_dict("records"):
        row = {str(key): value for key, value in raw.items()}
        known = row["decision"] in _DECIDED or since & {row["id"], original(row)["id"]}
        if known or (about and about not in {row["subject"], row["object"]}):
            continue
        # what is about one tie is read together
        tie = (row["subject"], row["relation"], row["object"])
        end = (row["confidence"], row["id"])
        if row["id"] in disputed:
            found.append(((0, *tie, *end), Doubt(row, "articles contradict each other on this")))
        elif row["id"] in conflicting and row["date"]:
            found.append(((1, *tie, *end), Doubt(row, "articles give different dates for this")))
        elif row["confidence"] < below:
            found.append(((2, "", "", "", *end), Doubt(row, f"confidence {row['confidence']:.2f}")))
    return [doubt for _, doubt in sorted(found, key=lambda each: each[0])]


def _claims_of(build: Build, flag: str) -> set[str]:
    return {claim for claims in build.ties.loc[build.ties[flag], "claim_ids"] for claim in claims}


def original(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return id, article, subject, relation and object of a claim as they were read, before actors were merged."""
    read = json.loads(row["as_read"]) if row["as_read"] else {}
    return {key: read.get(key, row[key]) for key in ("id", *_IDENTITY)}


def decision_about(
    row: Mapping[str, Any],
    *,
    reviewer: str,
    date: str,
    reason: str,
    changes: Mapping[str, str] | None = None,
) -> dict[str, str | Mapping[str, str]]:
    """Return a decision about a claim as the file holds it: found by its id, or else by its words and ends."""
    first = original(row)
    entry: dict[str, str | Mapping[str, str]] = {"claim": str(first["id"])}
    entry |= {key: str(first[key]) for key in _IDENTITY}
    entry["evidence"] = " ".join(str(row["sentence"]).split())
    if changes:
        entry["set"] = changes
    return entry | {"reviewer": reviewer, "date": date, "reason": reason}
