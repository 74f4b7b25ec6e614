"""Claims to a table and back: the only truth, one row per claim, each with its evidence."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from lunargraph.model import Claim, Evidence, Relation, Status
from lunargraph.tables import frame_of, read_table, write_table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pandas as pd

_EVIDENCE = tuple(f.name for f in fields(Evidence) if f.name != "article")
#: id, the claim's own fields, and the evidence flattened.
CLAIM_COLUMNS = ("id", *(f.name for f in fields(Claim) if f.name != "evidence"), *_EVIDENCE)
_ORDER = ["article", "start", "end", "subject", "relation", "object", "status"]


def claims_to_frame(claims: Iterable[Claim]) -> pd.DataFrame:
    """Return claims as a frame with ``CLAIM_COLUMNS``, sorted by article and place in its text.

    Two statements of one sentence about the same tie share an id (its identity leaves the status out, so
    that a better rule updates a row); the more confident one is kept.
    """
    best: dict[str, Claim] = {}
    for claim in claims:
        kept = best.get(claim.id)
        if kept is None or (claim.confidence, claim.status) > (kept.confidence, kept.status):
            best[claim.id] = claim
    frame = frame_of((_to_row(claim) for claim in best.values()), CLAIM_COLUMNS)
    return frame.sort_values(_ORDER, kind="stable").reset_index(drop=True)


def frame_to_claims(frame: pd.DataFrame) -> list[Claim]:
    """Return the claims that a frame with ``CLAIM_COLUMNS`` holds, in its order."""
    return [_to_claim(row) for row in frame.to_dict("records")]


def write_claims(frame: pd.DataFrame, folder: Path) -> None:
    """Write ``claims.csv`` and ``claims.parquet`` into a folder.

    Raises:
        OutputError: where the folder cannot be written.
    """
    write_table(frame, folder, "claims")


def read_claims(folder: Path) -> pd.DataFrame:
    """Read the claims of a build back.

    Raises:
        OutputError: where they are missing or damaged.
    """
    return read_table(folder, "claims")


def _to_row(claim: Claim) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(claim.evidence, name) for name in _EVIDENCE}
    row |= {f.name: getattr(claim, f.name) for f in fields(Claim) if f.name != "evidence"}
    row |= {"id": claim.id, "relation": claim.relation.value, "status": claim.status.value}
    return row


def _to_claim(row: dict[Any, Any]) -> Claim:
    return Claim(
        article=row["article"],
        subject=row["subject"],
        relation=Relation(row["relation"]),
        object=row["object"],
        status=Status(row["status"]),
        evidence=Evidence(article=row["article"], **{name: row[name] for name in _EVIDENCE}),
        date=row["date"],
        role=row["role"],
        about=row["about"],
        topics=tuple(row["topics"] or ()),
        attributed_to=row["attributed_to"],
        confidence=float(row["confidence"]),
    )
