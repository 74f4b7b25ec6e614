"""Claims to a table and back: the only truth, one row per claim, each with its evidence."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from lunargraph.model import Claim, Evidence, Relation, Status
from lunargraph.readings import from_text, to_text
from lunargraph.tables import frame_of, read_table, rows_of, write_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import pandas as pd

_EVIDENCE = tuple(f.name for f in fields(Evidence) if f.name != "article")
_OWN = tuple(f.name for f in fields(Claim) if f.name not in {"evidence", "reading"})
#: What a reviewer decided about it: accept, reject ..., by whom, on which day, why, and what was read before (JSON).
DECISION_COLUMNS = ("decision", "decided_by", "decided_on", "decision_reason", "as_read")
#: id, the claim's own fields, the evidence flattened, how each end was found, the whole reading as JSON text, decision.
CLAIM_COLUMNS = ("id", *_OWN, *_EVIDENCE, "subject_how", "object_how", "reading", *DECISION_COLUMNS)
_ORDER = ["article", "start", "end", "subject", "relation", "object", "status"]
#: Of two statuses in one sentence, the one that weighing would let win.
PREFERRED = (Status.ENDED, Status.CURRENT, Status.PLANNED, Status.DENIED)


def claims_to_frame(claims: Iterable[Claim]) -> pd.DataFrame:
    """Return claims as a frame with ``CLAIM_COLUMNS``, sorted by article and place in its text, one row per id.

    Two readings of one sentence about the same tie share an id, because its identity leaves the status out
    (a better rule then updates a row). The more confident reading is kept; at a draw the one that says more
    of now, ended before current, planned and denied.
    """
    best: dict[str, Claim] = {}
    for claim in claims:
        identity = claim.id
        kept = best.get(identity)
        if kept is None or _rank(claim) < _rank(kept):
            best[identity] = claim
    frame = frame_of((_to_row(identity, claim) for identity, claim in best.items()), CLAIM_COLUMNS)
    return frame.sort_values(_ORDER, kind="stable").reset_index(drop=True)


def frame_to_claims(frame: pd.DataFrame) -> list[Claim]:
    """Return the claims that a frame with ``CLAIM_COLUMNS`` holds, in its order.

    Raises:
        OutputError: where a reading is damaged.
    """
    return [to_claim(row) for row in rows_of(frame)]


def to_claim(row: Mapping[str, Any]) -> Claim:
    """Return the claim of a row of :func:`lunargraph.tables.rows_of`.

    Raises:
        OutputError: where its reading is damaged.
    """
    evidence = Evidence(article=row["article"], **{name: row[name] for name in _EVIDENCE})
    own = {name: row[name] for name in _OWN}
    own |= {
        "relation": Relation(row["relation"]),
        "status": Status(row["status"]),
        "topics": tuple(row["topics"]),
    }
    return Claim(**own, evidence=evidence, reading=from_text(row["reading"]))


def write_claims(frame: pd.DataFrame, folder: Path) -> None:
    """Write ``claims.csv`` and ``claims.parquet`` into a folder, in the form that ``tables`` describes.

    Raises:
        OutputError: where the folder cannot be written.
    """
    write_table(frame, folder, "claims")


def read_claims(folder: Path) -> pd.DataFrame:
    """Read the claims of a build back, with ``CLAIM_COLUMNS``; from Parquet where it is there, else from CSV.

    Raises:
        OutputError: where they are missing or damaged.
    """
    return read_table(folder, "claims", CLAIM_COLUMNS)


def _rank(claim: Claim) -> tuple[float, int, str]:
    # the last part only makes the choice independent of the order of the input
    return -claim.confidence, PREFERRED.index(claim.status), repr(claim)


def _to_row(identity: str, claim: Claim) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(claim.evidence, name) for name in _EVIDENCE}
    row |= {name: getattr(claim, name) for name in _OWN}
    read = claim.reading
    row |= {"subject_how": read.subject.how, "object_how": read.object.how, "reading": to_text(read)}
    return row | {"id": identity, "relation": claim.relation.value, "status": claim.status.value}
