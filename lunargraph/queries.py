"""Questions about a finished build, for notebooks and the shell. Light: importing this loads no language model.

Every answer is a DataFrame with the columns that its question names, also where nothing was found. Actors and
programs may be given by id, label, name or alias. Every row carries the ids of the claims behind it.

Who is with whom is answered by sure ties alone (``lunargraph.confidence`` says what that means) unless the question
gives a ``min_confidence``, 0 for all answers; the column ``sure`` then tells them apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lunargraph import coalitions
from lunargraph.claims import CLAIM_COLUMNS, DECISION_COLUMNS
from lunargraph.errors import QueryError
from lunargraph.finished import Build, find_node, load
from lunargraph.model import STATED_RELATIONS, Kind, Relation, Status
from lunargraph.tables import frame_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    import pandas as pd

__all__ = ["Build", "evidence_for", "find_node", "load", "members", "overlap", "partners_of", "programs_of"]

MEMBER_COLUMNS = (
    "subject", "name", "kind", "role", "status", "since", "until", "certainty", "support", "confidence", "sure",
    "disputed", "claim_ids",
)  # fmt: skip
OVERLAP_COLUMNS = ("subject", "name", *coalitions.OVERLAP_COLUMNS[1:])
PROGRAM_COLUMNS = (
    "program", "name", "relation", "role", "status", "since", "until", "certainty", "support", "confidence",
    "sure", "disputed", "claim_ids",
)  # fmt: skip
PARTNER_COLUMNS = (
    "partner", "name", "kind", "status", "since", "until", "certainty", "about", "topics", "support", "confidence",
    "sure", "disputed", "claim_ids",
)  # fmt: skip
EVIDENCE_COLUMNS = (
    "subject", "subject_name", "relation", "object", "object_name", "status", "date", "sentence", "outlet",
    "published", "title", "url", "attributed_to", "rule", "cue", "confidence", "claim_id", "article", "role", "about",
    "topics", "start", "end", "subject_how", "object_how", "reading", *DECISION_COLUMNS,
)  # fmt: skip
_MEMBERSHIPS = (Relation.MEMBER_OF, Relation.LEADS)
_ACTORS = (Kind.COUNTRY, Kind.AGENCY, Kind.ORGANIZATION)


def members(
    build: Build,
    program: str,
    as_of: str | None = None,
    status: str = Status.CURRENT.value,
    *,
    min_confidence: float | None = None,
) -> pd.DataFrame:
    """Return who is in a program, leaders included (``MEMBER_COLUMNS``), sorted by since and name.

    ``as_of``, ``status``, ``min_confidence`` and the column certainty are those of
    :func:`lunargraph.coalitions.members_of`.

    Raises:
        QueryError: where the program, the date, the status or the confidence is not known.
    """
    node = _find(build, program, (Kind.PROGRAM,))
    frame = coalitions.members_of(build.ties, node, as_of=as_of, status=status, min_confidence=min_confidence)
    rows = frame.to_dict("records")
    return _answer(({**row, **_named(build, row["subject"])} for row in rows), MEMBER_COLUMNS)


def programs_of(
    build: Build,
    actor: str,
    as_of: str | None = None,
    status: str = Status.CURRENT.value,
    *,
    min_confidence: float | None = None,
) -> pd.DataFrame:
    """Return the programs that an actor is in, leads or contributes to (``PROGRAM_COLUMNS``), sorted by since and name.

    ``as_of``, ``status``, ``min_confidence`` and the column certainty are those of
    :func:`lunargraph.coalitions.members_of`.

    Raises:
        QueryError: where the actor, the date, the status or the confidence is not known.
    """
    node = _find(build, actor, _ACTORS)
    ties = coalitions.firm(build.ties, min_confidence)
    rows = _held(ties[(ties["subject"] == node) & ties["relation"].isin(_MEMBERSHIPS)], as_of, status)
    return _answer(
        ({**row, "program": row["object"], "name": build.name(row["object"])} for row in rows), PROGRAM_COLUMNS
    )


def partners_of(
    build: Build,
    actor: str,
    as_of: str | None = None,
    status: str = Status.CURRENT.value,
    *,
    min_confidence: float | None = None,
) -> pd.DataFrame:
    """Return who cooperates with an actor (``PARTNER_COLUMNS``), sorted by since and name.

    ``as_of``, ``status``, ``min_confidence`` and the column certainty are those of
    :func:`lunargraph.coalitions.members_of`.

    Raises:
        QueryError: where the actor, the date, the status or the confidence is not known.
    """
    node = _find(build, actor, _ACTORS)
    ties = coalitions.firm(build.ties, min_confidence)
    mine = (ties["subject"] == node) | (ties["object"] == node)
    rows = []
    for row in _held(ties[mine & (ties["relation"] == Relation.COOPERATES_WITH)], as_of, status):
        partner = row["object"] if row["subject"] == node else row["subject"]
        rows.append({**row, "partner": partner, **_named(build, partner)})
    return _answer(rows, PARTNER_COLUMNS)


def overlap(
    build: Build, program_a: str, program_b: str, as_of: str | None = None, *, min_confidence: float | None = None
) -> pd.DataFrame:
    """Return who is in both programs (``OVERLAP_COLUMNS``), sorted by since and name.

    The columns of the first program end in ``_first``, those of the second in ``_second``; ``since`` is the
    later of the two dates, and ``min_confidence`` is that of :func:`lunargraph.coalitions.members_of`.

    Raises:
        QueryError: where a program, the date or the confidence is not known.
    """
    first, second = (_find(build, program, (Kind.PROGRAM,)) for program in (program_a, program_b))
    frame = coalitions.overlap(build.ties, first, second, as_of=as_of, min_confidence=min_confidence)
    rows = frame.to_dict("records")
    return _answer(({**row, "name": build.name(row["subject"])} for row in rows), OVERLAP_COLUMNS)


def evidence_for(
    build: Build,
    subject: str,
    relation: str | None = None,
    object: str | None = None,  # noqa: A002 - the word for it everywhere here
) -> pd.DataFrame:
    """Return every claim about a node, or a pair, with its sentence and article (``EVIDENCE_COLUMNS``).

    The newest comes first, undated ones last. The ends may be given in either order. Claims that are not sure are
    evidence, too.

    Raises:
        QueryError: where an end or the relation is not known.
    """
    if relation is not None and relation not in set(STATED_RELATIONS):
        raise QueryError(f"{relation!r} is no relation; relations are {', '.join(STATED_RELATIONS)}.")
    ends = [find_node(build, text) for text in (subject, object) if text is not None]
    claims = build.claims
    chosen = claims["relation"].isin([relation] if relation else STATED_RELATIONS)
    for end in ends:
        chosen &= (claims["subject"] == end) | (claims["object"] == end)
    if len(set(ends)) < len(ends):
        # nothing is tied to itself
        chosen &= False
    articles = {row["id"]: row for row in build.articles.to_dict("records")}
    rows = [
        {
            **{str(k): v for k, v in (articles.get(row["article"], {}) | row).items()},
            "claim_id": row["id"],
            "subject_name": build.name(row["subject"]),
            "object_name": build.name(row["object"]),
        }
        for row in claims.loc[chosen, list(CLAIM_COLUMNS)].to_dict("records")
    ]
    rows.sort(key=lambda row: (row["article"], row["start"], row["end"], row["claim_id"]))
    rows.sort(key=lambda row: row.get("published") or "", reverse=True)
    return frame_of(rows, EVIDENCE_COLUMNS)


def _find(build: Build, text: str, kinds: Collection[Kind]) -> str:
    node = find_node(build, text)
    if node.partition(":")[0] not in set(kinds):
        wanted = "an actor such as China or NASA" if Kind.COUNTRY in kinds else "a program such as ILRS"
        raise QueryError(f"{text!r} is {node}; this question is about {wanted}.")
    return node


def _held(ties: pd.DataFrame, as_of: str | None, status: str) -> Iterable[dict[str, Any]]:
    statuses = coalitions.check_statuses([status])
    if as_of is not None:
        coalitions.check_date(as_of)
    for tie in ties.to_dict("records"):
        if certainty := coalitions.certainty_of(tie, statuses, as_of):
            yield {**{str(k): v for k, v in tie.items()}, "certainty": certainty}


def _named(build: Build, node: str) -> dict[str, str]:
    return {"name": build.name(node), "kind": node.partition(":")[0]}


def _answer(rows: Iterable[Mapping[Any, Any]], columns: tuple[str, ...]) -> pd.DataFrame:
    frame = frame_of([{str(k): v for k, v in row.items()} for row in rows], columns)
    return frame.sort_values(["since", "name", columns[0]], na_position="last", kind="stable").reset_index(drop=True)
