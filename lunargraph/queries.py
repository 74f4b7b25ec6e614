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
from lunargraph.ties import ROLES
from lunargraph.timelines import precision

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    import pandas as pd

__all__ = ["Build", "evidence_for", "find_node", "load", "members", "overlap", "partners_of", "programs_of"]

#: Who an actor is: name, kind, ISO 3166-1 code (an agency's is its country's, "" where there is none) and region.
NAMED = ("name", "kind", "iso3", "region")
MEMBER_COLUMNS = (
    "subject", *NAMED, "role", "status", "since", "until", "precision", "certainty", "support", "said_by",
    "confidence", "sure", "disputed", "claim_ids",
)  # fmt: skip
OVERLAP_COLUMNS = ("subject", *NAMED, "since", "precision", *coalitions.OVERLAP_COLUMNS[2:])
PROGRAM_COLUMNS = (
    "program", "name", "relation", "role", "status", "since", "until", "precision", "certainty", "support",
    "said_by", "confidence", "sure", "disputed", "claim_ids",
)  # fmt: skip
PARTNER_COLUMNS = (
    "partner", *NAMED, "status", "since", "until", "precision", "certainty", "about", "topics", "support",
    "said_by", "confidence", "sure", "disputed", "claim_ids",
)  # fmt: skip
EVIDENCE_COLUMNS = (
    "subject", "subject_name", "relation", "object", "object_name", "status", "date", "sentence", "outlet",
    "published", "published_from", "title", "url", "attributed_to", "rule", "cue", "confidence", "claim_id", "article",
    "role", "about", "topics", "start", "end", "subject_how", "object_how", "reading", *DECISION_COLUMNS,
)  # fmt: skip
MEMBERSHIPS = (Relation.MEMBER_OF, Relation.LEADS)
ACTORS = (Kind.COUNTRY, Kind.AGENCY, Kind.ORGANIZATION)


def members(  # noqa: PLR0913 - one parameter per condition
    build: Build,
    program: str,
    as_of: str | None = None,
    status: str = Status.CURRENT.value,
    *,
    role: str | None = None,
    min_confidence: float | None = None,
) -> pd.DataFrame:
    """Return who is in a program, leaders included (``MEMBER_COLUMNS``), sorted by since and name.

    ``as_of``, ``status``, ``min_confidence`` and the columns certainty and said_by are those of
    :func:`lunargraph.coalitions.members_of`; ``role`` keeps those in one role (lead, founder, member, signatory,
    participant, contributor). ``precision`` says how precise since is: day, month, year, vague or unknown.

    Raises:
        QueryError: where the program, the date, the status, the role or the confidence is not known.
    """
    if role is not None and role not in ROLES:
        raise QueryError(f"{role!r} is no role; roles are {', '.join(ROLES)}.")
    node = find(build, program, (Kind.PROGRAM,))
    frame = coalitions.members_of(build.ties, node, as_of=as_of, status=status, min_confidence=min_confidence)
    rows = [row for row in frame.to_dict("records") if role in {None, row["role"]}]
    return _answer(({**row, **named(build, row["subject"])} for row in rows), MEMBER_COLUMNS)


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
    node = find(build, actor, ACTORS)
    ties = coalitions.firm(build.ties, min_confidence)
    rows = _held(ties[(ties["subject"] == node) & ties["relation"].isin(MEMBERSHIPS)], as_of, status)
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
    node = find(build, actor, ACTORS)
    ties = coalitions.firm(build.ties, min_confidence)
    mine = (ties["subject"] == node) | (ties["object"] == node)
    rows = []
    for row in _held(ties[mine & (ties["relation"] == Relation.COOPERATES_WITH)], as_of, status):
        partner = row["object"] if row["subject"] == node else row["subject"]
        rows.append({**row, "partner": partner, **named(build, partner)})
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
    first, second = (find(build, program, (Kind.PROGRAM,)) for program in (program_a, program_b))
    frame = coalitions.overlap(build.ties, first, second, as_of=as_of, min_confidence=min_confidence)
    rows = frame.to_dict("records")
    return _answer(({**row, **named(build, row["subject"])} for row in rows), OVERLAP_COLUMNS)


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
    relations = [relation] if relation else STATED_RELATIONS
    ends = [find_node(build, text) for text in (subject, object) if text is not None]
    # nothing is tied to itself
    claims = build.claims_with([]) if len(set(ends)) < len(ends) else build.claims_about(ends, relations)
    return evidence_rows(build, claims)


def evidence_of(build: Build, claim_ids: Collection[str]) -> pd.DataFrame:
    """Return the claims with these ids as :func:`evidence_for` does, the newest first.

    Raises:
        QueryError: where an id is not known.
    """
    found = evidence_rows(build, build.claims_with(claim_ids))
    if missing := sorted(set(claim_ids) - set(found["claim_id"])):
        raise QueryError(f"{missing[0]!r} is no claim of this build; claim ids stand in the column claim_ids.")
    return found


def evidence_rows(build: Build, claims: pd.DataFrame) -> pd.DataFrame:
    """Return claims with their sentences, articles and the names of their ends, as :func:`evidence_for` does."""
    articles = {row["id"]: row for row in build.articles_with(set(claims["article"])).to_dict("records")}
    rows = [
        {
            **{str(k): v for k, v in (articles.get(row["article"], {}) | row).items()},
            "claim_id": row["id"],
            "subject_name": build.name(row["subject"]),
            "object_name": build.name(row["object"]),
        }
        for row in claims[list(CLAIM_COLUMNS)].to_dict("records")
    ]
    rows.sort(key=lambda row: (row["article"], row["start"], row["end"], row["claim_id"]))
    rows.sort(key=lambda row: row.get("published") or "", reverse=True)
    return frame_of(rows, EVIDENCE_COLUMNS)


def copies_of(build: Build, articles: Collection[str]) -> dict[str, list[dict[str, Any]]]:
    """Return by article the others that print its story (article, outlet, published, url), oldest first."""
    asked = {row["id"]: row["story"] for row in build.articles_with(articles).to_dict("records")}
    told: dict[str, list[dict[str, Any]]] = {}
    for row in build.articles_of(set(asked.values())).to_dict("records"):
        told.setdefault(row["story"], []).append(
            {"article": row["id"], **{key: row[key] for key in ("outlet", "published", "url")}}
        )
    for rows in told.values():
        rows.sort(key=lambda row: (row["published"] or "9999", row["outlet"], row["article"]))
    return {
        article: [row for row in told.get(story, []) if row["article"] != article] for article, story in asked.items()
    }


def find(build: Build, text: str, kinds: Collection[Kind]) -> str:
    """Return the id of the node of these kinds that a text names.

    Raises:
        QueryError: where there is none, or it is of another kind.
    """
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
        if row := coalitions.held_tie(tie, statuses, as_of):
            yield row


def named(build: Build, node: str) -> dict[str, str]:
    """Return who a node is, with the keys ``NAMED``."""
    kind, _, code = node.partition(":")
    told = build.nodes.get(node, {})
    country = code if kind == Kind.COUNTRY else str(told.get("country", "")).partition(":")[2]
    region = told.get("region") or build.nodes.get(f"country:{country}", {}).get("region", "")
    return {"name": build.name(node), "kind": kind, "iso3": country, "region": region}


def _answer(rows: Iterable[Mapping[Any, Any]], columns: tuple[str, ...]) -> pd.DataFrame:
    told = [{"precision": precision(row["since"]), **{str(k): v for k, v in row.items()}} for row in rows]
    frame = frame_of(told, columns)
    return frame.sort_values(["since", "name", columns[0]], na_position="last", kind="stable").reset_index(drop=True)
