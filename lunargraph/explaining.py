"""Explain claims to people: the sentence marked, how it was read in plain words, and where it was published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lunargraph.claims import frame_to_claims
from lunargraph.confidence import sure_from
from lunargraph.readings import to_object
from lunargraph.tables import frame_of
from lunargraph.wording import brackets, header, in_words, marked, one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pandas as pd

    from lunargraph.model import Claim
    from lunargraph.wording import Paint

_PUBLISHED = ("outlet", "published", "title", "url")


def claim_lines(claim: Claim, name: Callable[[str], str], paint: Paint = brackets, source: str = "") -> list[str]:
    """Return one claim as a block of lines: itself, its sentence, how it was read, and its ``source``.

    Raises:
        RuleError: where the map of confidences that ships is malformed.
    """
    label = "" if claim.confidence >= sure_from() else " (less sure)"
    lines = [f"{header(claim, name(claim.subject), name(claim.object))}{label}", f"  {marked(claim, paint)}"]
    lines += [f"  {line}" for line in in_words(claim, name)]
    return [*lines, f"  from: {one_line(source)}"] if source else lines


def claim_object(claim: Claim, name: Callable[[str], str]) -> dict[str, Any]:
    """Return one claim as plain values, with its reading and the same in words."""
    evidence = claim.evidence
    return {
        "id": claim.id,
        "subject": claim.subject,
        "subject_name": name(claim.subject),
        "relation": claim.relation.value,
        "object": claim.object,
        "object_name": name(claim.object),
        "status": claim.status.value,
        "date": claim.date,
        "role": claim.role,
        "about": claim.about,
        "topics": list(claim.topics),
        "attributed_to": claim.attributed_to,
        "sentence": evidence.sentence,
        "start": evidence.start,
        "end": evidence.end,
        "rule": evidence.rule,
        "cue": evidence.cue,
        "confidence": claim.confidence,
        "sure": claim.confidence >= sure_from(),
        "reading": to_object(claim.reading),
        "in_words": in_words(claim, name),
    }


def evidence_lines(rows: pd.DataFrame, name: Callable[[str], str], paint: Paint = brackets) -> list[str]:
    """Return the rows of :func:`lunargraph.queries.evidence_for` as blocks of lines, an empty line between two.

    Raises:
        OutputError: where a reading is damaged.
    """
    lines: list[str] = []
    for claim, article in _claims(rows):
        source = ", ".join(str(article[key]) for key in _PUBLISHED if article[key])
        lines += [*([""] if lines else []), *claim_lines(claim, name, paint, source)]
    return lines


def evidence_objects(rows: pd.DataFrame, name: Callable[[str], str]) -> list[dict[str, Any]]:
    """Return the same rows as plain values.

    Raises:
        OutputError: where a reading is damaged.
    """
    return [claim_object(claim, name) | article for claim, article in _claims(rows)]


def _claims(rows: pd.DataFrame) -> Iterator[tuple[Claim, dict[str, Any]]]:
    typed = frame_of(({str(k): v for k, v in row.items()} for row in rows.to_dict("records")), list(rows.columns))
    for claim, row in zip(frame_to_claims(typed), typed.to_dict("records"), strict=True):
        yield claim, {key: row[key] for key in ("article", *_PUBLISHED)}
