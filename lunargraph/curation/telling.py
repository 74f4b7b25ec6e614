"""Decisions in words, and claims as they were read before anybody decided about them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lunargraph.model import Relation, Status
from lunargraph.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lunargraph.model import Claim

_VERBS = {
    "accept": "accepted",
    "reject": "rejected",
    "correct": "corrected",
    "merge": "actors merged",
    "split": "actor split",
}
_NODES = frozenset({"subject", "object", "about"})


def decision_in_words(row: Mapping[str, Any], name: Callable[[str], str]) -> str:
    """Return the decision of a row of the claims table in one line, with what was read before; "" without one."""
    if not row["decision"]:
        return ""
    read = {key: value for key, value in _read(row).items() if key not in {"id", "confidence"}}
    words = [f"{key} {(name(value) if key in _NODES else value) or 'none'}" for key, value in read.items()]
    before = f"; read as {', '.join(words)}" if words else ""
    counts = "; it does not count" if row["decision"] == "reject" else ""
    verb = _VERBS.get(row["decision"], row["decision"])
    return one_line(f"{verb} by {row['decided_by']} on {row['decided_on']}: {row['decision_reason']}{before}{counts}")


def as_read(claim: Claim, row: Mapping[str, Any]) -> Claim:
    """Return a claim as it was read out of the text, before any decision changed it."""
    read = {key: value for key, value in _read(row).items() if key != "id"}
    if "relation" in read:
        read["relation"] = Relation(read["relation"])
    if "status" in read:
        read["status"] = Status(read["status"])
    return replace(claim, **read) if read else claim


def _read(row: Mapping[str, Any]) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(row["as_read"]) if row["as_read"] else {}
    return read
