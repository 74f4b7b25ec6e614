"""What the page tells about sentences: the words in them that decided, how they were read, and who contradicts whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lunargraph.claims import CLAIM_COLUMNS, to_claim
from lunargraph.curation import as_read
from lunargraph.disputes import disputes
from lunargraph.tables import frame_of, rows_of
from lunargraph.wording import in_words, pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    import pandas as pd

    from lunargraph.model import Claim

_Mark = list[int | str]


def readings(
    claims: pd.DataFrame, wanted: Collection[str], name: Callable[[str], str]
) -> dict[str, tuple[list[_Mark], list[str]]]:
    """Return for each wanted claim the marks in its sentence, and how it was read, in words, one line per part.

    A mark is where it starts and ends, counted in UTF-16 units as browsers do, and what is there: subject, object,
    rule, cue, date, or the antecedent of an end. ``name`` gives the names of nodes. Tables without a column of
    ``CLAIM_COLUMNS`` have neither.

    Raises:
        OutputError: where a reading is damaged.
    """
    if not set(CLAIM_COLUMNS) <= set(claims.columns):
        return {}
    found = {}
    for row in rows_of(claims[[str(identity) in wanted for identity in claims["id"].tolist()]]):
        claim = to_claim(row)
        found[str(row["id"])] = (marks_of(claim), in_words(as_read(claim, row), name))
    return found


def marks_of(claim: Claim) -> list[_Mark]:
    """Return start, end and name of each mark in the sentence of a claim, in UTF-16 units."""
    marks: list[_Mark] = []
    position = 0
    for words, mark, _ in pieces(claim):
        start, position = position, position + utf16_length(words)
        if mark:
            marks.append([start, position, mark])
    return marks


def utf16_length(words: str) -> int:
    r"""Return the length of a text as JavaScript counts it: letters beyond U+FFFF are two.

    >>> utf16_length("a🌙"), utf16_length("\ud83c")
    (3, 1)
    """
    return len(words) if words.isascii() else len(words.encode("utf-16-le", "surrogatepass")) // 2


def sides_of(
    ties: Iterable[Mapping[str, Any]], claims: pd.DataFrame, articles: pd.DataFrame
) -> dict[str, list[dict[str, Any]]]:
    """Return for each tie of ``page_data`` whose articles differ the sides, the side that it shows first.

    A side says what it is ``over`` (status or since) and ``says``, whether it is ``shown`` and ``why``, the number of
    ``stories`` and the ids of its ``claims`` (:func:`lunargraph.disputes.disputes`).
    """
    differing = [tie for tie in ties if tie["disputed"] or tie["since_conflict"]]
    if not differing:
        return {}
    columns = ("id", "subject", "relation", "object", "status", "since", "until", "disputed", "since_conflict")
    rows = [{**{key: tie[key] for key in columns}, "claim_ids": tie["claims"]} for tie in differing]
    cited = {claim for tie in differing for claim in tie["claims"]}
    found: dict[str, list[dict[str, Any]]] = {}
    table = disputes(frame_of(rows, (*columns, "claim_ids")), claims[claims["id"].astype(str).isin(cited)], articles)
    for row in table.to_dict("records"):
        side = {key: row[key] for key in ("over", "says", "why")} | {"stories": int(row["stories"])}
        side |= {"shown": row["shown"] == "yes", "claims": list(row["claim_ids"])}
        found.setdefault(str(row["tie"]), []).append(side)
    return found
