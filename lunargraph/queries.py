"""Questions about a finished build, for notebooks and the shell. Light: importing this loads no language model."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lunargraph import coalitions
from lunargraph.claims import read_claims
from lunargraph.errors import QueryError
from lunargraph.graph import read_json
from lunargraph.lexicon import fold
from lunargraph.model import STATED_RELATIONS, Kind, Relation, Status
from lunargraph.tables import frame_of, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx
    import pandas as pd

EVIDENCE_COLUMNS = (
    "subject", "subject_name", "relation", "object", "object_name", "status", "date", "sentence", "outlet", "published",
    "title", "url", "attributed_to", "rule", "cue", "confidence", "claim_id", "article",
)  # fmt: skip
PROGRAM_COLUMNS = (
    "program", "name", "relation", "role", "status", "since", "until", "support", "confidence", "disputed", "claim_ids",
)  # fmt: skip
PARTNER_COLUMNS = (
    "partner", "name", "status", "since", "until", "topics", "support", "confidence", "disputed", "claim_ids",
)  # fmt: skip


@dataclass(frozen=True)
class Build:
    """A finished build, read back: five tables and the graph."""

    folder: Path
    claims: pd.DataFrame
    ties: pd.DataFrame
    articles: pd.DataFrame
    counts: pd.DataFrame
    milestones: pd.DataFrame

    @cached_property
    def graph(self) -> nx.MultiDiGraph[str]:
        """The networkx graph of the build."""
        return read_json(self.folder / "graph.json")

    def name(self, node: str) -> str:
        """Return the printed name of a node, its id where this build does not have it."""
        return str(self.graph.nodes[node]["name"]) if node in self.graph else node


def load(folder: str | Path = "outputs") -> Build:
    """Read a build back.

    Raises:
        OutputError: where there is none, or it is damaged.
    """
    place = Path(folder)
    return Build(
        folder=place,
        claims=read_claims(place),
        ties=read_table(place, "ties"),
        articles=read_table(place, "articles"),
        counts=read_table(place, "counts"),
        milestones=read_table(place, "milestones"),
    )


def find_node(build: Build, text: str) -> str:
    """Return the id of the node that a text names: by id, label, name or alias, case and accents aside.

    Raises:
        QueryError: where nothing or more than one thing answers to it; the sentence lists what does.
    """
    wanted = fold(text)
    exact, alias = [], []
    for node, data in build.graph.nodes(data=True):
        if wanted in {fold(node), fold(data["label"]), fold(data["name"])}:
            exact.append(node)
        elif wanted in map(fold, data["aliases"]):
            alias.append(node)
    hits = exact or alias
    if len(hits) == 1:
        return str(hits[0])
    if hits:
        raise QueryError(f"{text!r} can be {', '.join(sorted(hits))}; give one of these ids.")
    names = {fold(data[key]): node for node, data in build.graph.nodes(data=True) for key in ("name", "label")}
    close = [names[n] for n in difflib.get_close_matches(wanted, names, n=3, cutoff=0.6)]
    hint = f"did you mean {', '.join(dict.fromkeys(close))}?" if close else "look for names in ties.csv."
    raise QueryError(f"{text!r} is not in this build; {hint}")


def members(build: Build, program: str, as_of: str | None = None, status: str = Status.CURRENT.value) -> pd.DataFrame:
    """Return who is in a program, leaders included, sorted by date.

    Columns: subject, name, kind, role, status, since, until, certainty, support, confidence, disputed, claim_ids.

    Raises:
        QueryError: where the program, the date or the status is not known.
    """
    _check_kind(program, Kind.PROGRAM)
    _check_status(status)
    frame = coalitions.members_of(build.ties, program, as_of=as_of, status=status)
    frame.insert(1, "name", [build.name(node) for node in frame["subject"]])
    frame.insert(2, "kind", [node.partition(":")[0] for node in frame["subject"]])
    return frame.sort_values(["since", "name"], na_position="last", kind="stable").reset_index(drop=True)


def programs_of(build: Build, actor: str, status: str = Status.CURRENT.value) -> pd.DataFrame:
    """Return the programs that an actor is in, leads or contributes to (``PROGRAM_COLUMNS``), sorted by date.

    Raises:
        QueryError: where the status is not known.
    """
    _check_status(status)
    chosen = build.ties[
        (build.ties["subject"] == actor)
        & build.ties["relation"].isin([Relation.MEMBER_OF, Relation.LEADS])
        & (build.ties["status"] == status)
    ]
    rows = [
        {**row, "program": row["object"], "name": build.name(str(row["object"]))} for row in chosen.to_dict("records")
    ]
    return _sorted(rows, PROGRAM_COLUMNS)


def partners_of(build: Build, actor: str, status: str = Status.CURRENT.value) -> pd.DataFrame:
    """Return who cooperates with an actor (``PARTNER_COLUMNS``), sorted by date.

    Raises:
        QueryError: where the status is not known.
    """
    _check_status(status)
    ties = build.ties
    mine = (ties["subject"] == actor) | (ties["object"] == actor)
    chosen = ties[mine & (ties["relation"] == Relation.COOPERATES_WITH) & (ties["status"] == status)]
    rows = []
    for row in chosen.to_dict("records"):
        other = str(row["object"] if row["subject"] == actor else row["subject"])
        rows.append({**row, "partner": other, "name": build.name(other)})
    return _sorted(rows, PARTNER_COLUMNS)


def overlap(build: Build, first: str, second: str, as_of: str | None = None) -> pd.DataFrame:
    """Return who is in both programs: subject, name, and role, since, certainty, support, claim_ids for each.

    Raises:
        QueryError: where a program or the date is not known.
    """
    _check_kind(first, Kind.PROGRAM)
    _check_kind(second, Kind.PROGRAM)
    frame = coalitions.overlap(build.ties, first, second, as_of=as_of)
    frame.insert(1, "name", [build.name(node) for node in frame["subject"]])
    return frame.sort_values("name", kind="stable").reset_index(drop=True)


def evidence_for(build: Build, subject: str, relation: str | None = None, object_: str | None = None) -> pd.DataFrame:
    """Return every claim on a tie with its sentence (``EVIDENCE_COLUMNS``), newest first; either order of the ends.

    Raises:
        QueryError: where the relation is not known.
    """
    if relation is not None and relation not in set(STATED_RELATIONS):
        raise QueryError(f"{relation!r} is no relation; relations are {', '.join(STATED_RELATIONS)}.")
    claims = build.claims
    chosen = claims[(claims["subject"] == subject) | (claims["object"] == subject)]
    if object_ is not None:
        chosen = chosen[(chosen["subject"] == object_) | (chosen["object"] == object_)]
    if relation is not None:
        chosen = chosen[chosen["relation"] == relation]
    articles = {row["id"]: row for row in build.articles.to_dict("records")}
    rows = [
        {
            **articles.get(row["article"], {}),
            **row,
            "claim_id": row["id"],
            "subject_name": build.name(row["subject"]),
            "object_name": build.name(row["object"]),
        }
        for row in chosen.to_dict("records")
    ]
    rows.sort(key=lambda r: (r.get("published") or "", r["claim_id"]), reverse=True)
    return frame_of(_text_keys(rows), EVIDENCE_COLUMNS)


def _text_keys(rows: Iterable[Mapping[Any, Any]]) -> list[dict[str, Any]]:
    return [{str(k): v for k, v in row.items()} for row in rows]


def _sorted(rows: Iterable[Mapping[Any, Any]], columns: tuple[str, ...]) -> pd.DataFrame:
    frame = frame_of(_text_keys(rows), columns)
    return frame.sort_values(["since", "name"], na_position="last", kind="stable").reset_index(drop=True)


def _check_status(status: str) -> None:
    if status not in set(Status):
        raise QueryError(f"{status!r} is no status; statuses are {', '.join(Status)}.")


def _check_kind(node: str, kind: Kind) -> None:
    if not node.startswith(f"{kind}:"):
        raise QueryError(f"{node} is not a {kind}; ask with a name such as ILRS or ARTEMIS_ACCORDS.")
