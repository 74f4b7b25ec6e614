"""Explain claims to people: the sentence marked, how it was read in plain words, and where it was published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lunargraph.claims import DECISION_COLUMNS, to_claim
from lunargraph.confidence import sure_from
from lunargraph.curation import as_read, decision_in_words
from lunargraph.readings import to_object
from lunargraph.tables import rows_of
from lunargraph.wording import brackets, header, in_words, marked, one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import pandas as pd

    from lunargraph.model import Claim
    from lunargraph.wording import Paint

    #: By article, the others that print its story.
    Copies = Mapping[str, Sequence[Mapping[str, Any]]]

_PUBLISHED = ("outlet", "published", "published_from", "title", "url")
_FROM = {"url": "dated by its address", "text": "dated by its first lines"}
_MOST_COPIES = 8


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


def evidence_lines(
    rows: pd.DataFrame, name: Callable[[str], str], paint: Paint = brackets, copies: Copies | None = None
) -> list[str]:
    """Return the rows of :func:`lunargraph.queries.evidence_for` as blocks of lines, an empty line between two.

    ``copies`` are those of :func:`lunargraph.queries.copies_of`; each block tells who printed the same story.

    Raises:
        OutputError: where a reading is damaged.
    """
    lines: list[str] = []
    for claim, row in _claims(rows):
        told = {**row, "published_from": _FROM.get(row["published_from"], "")}
        source = ", ".join(str(told[key]) for key in _PUBLISHED if told[key])
        block = claim_lines(as_read(claim, row), name, paint, source)
        if decision := decision_in_words(row, name):
            # the claim as it was decided, above how it was read
            block = [header(claim, name(claim.subject), name(claim.object)), f"  decision: {decision}", *block[1:]]
        block += _copy_lines((copies or {}).get(claim.evidence.article, ()))
        lines += [*([""] if lines else []), *block]
    return lines


def _copy_lines(copies: Sequence[Mapping[str, Any]]) -> list[str]:
    told = [f"{row['outlet'] or 'unknown outlet'} ({row['published'] or 'undated'})" for row in copies[:_MOST_COPIES]]
    if more := len(copies) - len(told):
        told.append(f"{more} more")
    return [f"  also printed by: {one_line(', '.join(told))}"] if told else []


def evidence_objects(
    rows: pd.DataFrame, name: Callable[[str], str], copies: Copies | None = None
) -> list[dict[str, Any]]:
    """Return the same rows as plain values.

    Raises:
        OutputError: where a reading is damaged.
    """
    return [
        claim_object(claim, name)
        | {"in_words": in_words(as_read(claim, row), name)}
        | row
        | {"also_printed_by": list((copies or {}).get(claim.evidence.article, ()))}
        for claim, row in _claims(rows)
    ]


def pinned_lines(ties: pd.DataFrame, ends: Sequence[str], name: Callable[[str], str]) -> list[str]:
    """Return what reviewers pinned on the ties between two ends, in either order, one line each."""
    between = ties[ties["subject"].isin(ends) & ties["object"].isin(ends) & (ties["decision"] != "")]
    return [
        one_line(f"{name(tie['subject'])} — {tie['relation']} — {name(tie['object'])}: {tie['decision']}")
        for tie in between.to_dict("records")
    ]


def _claims(rows: pd.DataFrame) -> Iterator[tuple[Claim, dict[str, Any]]]:
    for row in rows_of(rows):
        yield to_claim(row), {key: row[key] for key in ("article", *_PUBLISHED, *DECISION_COLUMNS)}
