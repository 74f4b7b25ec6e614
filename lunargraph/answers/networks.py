"""The build as networkx graphs: all of it or as of a date, two-mode, and projected with the evidence kept."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import networkx as nx

from lunargraph.coalitions import check_date, check_statuses, firm, held_tie
from lunargraph.errors import QueryError
from lunargraph.graph import EDGE_KEYS
from lunargraph.model import STATED_RELATIONS, Kind, Relation, Status
from lunargraph.queries import MEMBERSHIPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lunargraph.finished import Build

_EDGE = ("id", "subject", "object", "certainty", *EDGE_KEYS)


def held_ties(
    build: Build,
    as_of: str | None = None,
    *,
    status: str | None = Status.CURRENT.value,
    min_confidence: float | None = None,
    undated: bool = True,
) -> Iterator[dict[str, Any]]:
    """Yield the ties that hold (on a date), as rows with their certainty, by id; every one where status is None.

    Without ``undated``, those of which nobody can say whether they held on the date are left out.

    Raises:
        QueryError: where the date, the status or the confidence is not known.
    """
    statuses = tuple(Status) if status is None else check_statuses([status])
    if as_of is not None:
        check_date(as_of)
    ties = firm(build.ties, min_confidence)
    for tie in ties[ties["relation"].isin(STATED_RELATIONS)].sort_values("id", kind="stable").to_dict("records"):
        if (row := held_tie(tie, statuses, as_of)) and (undated or row["certainty"] != "undated"):
            yield row


def to_networkx(
    build: Build,
    as_of: str | None = None,
    *,
    status: str | None = Status.CURRENT.value,
    min_confidence: float | None = None,
    undated: bool = True,
) -> nx.MultiDiGraph[str]:
    """Return the graph of the ties that hold (on a date), keyed by tie id, and what the lexicon adds to their ends.

    Nodes have the attributes of :func:`lunargraph.graph.build_graph`, edges ``EDGE_KEYS`` and certainty; since and
    until are those of the time asked for; ties of unknown date are there with the certainty "undated", unless
    ``undated`` is false. An agency comes with its country and a program with its parents, and no
    node without a tie is there, so nor is a tie without its nodes. ``status`` None gives ties of every status.

    Raises:
        QueryError: where the date, the status or the confidence is not known.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name="lunargraph", as_of=as_of or "")
    for row in held_ties(build, as_of, status=status, min_confidence=min_confidence, undated=undated):
        edge = {key: row.get(key) for key in _EDGE[3:]}
        graph.add_edge(row["subject"], row["object"], key=row["id"], **edge)
    add_parents(build, graph, sorted(graph.nodes))
    return graph


def add_parents(build: Build, graph: nx.MultiDiGraph[str], nodes: Iterable[str]) -> None:
    """Add to a graph what the lexicon says of nodes of the build: an agency's country, a program's parents."""
    queue = list(nodes)
    while queue:
        node = queue.pop()
        graph.add_node(node, **build.nodes[node])
        parent = parent_of(build.nodes[node])
        if parent and not graph.has_edge(node, parent, (relation := _structure(node)).value):
            if parent not in graph:
                queue.append(parent)
            graph.add_edge(node, parent, key=relation.value, **_fact(relation))


def bipartite(
    build: Build,
    as_of: str | None = None,
    *,
    kind: str = "",
    min_confidence: float | None = None,
    undated: bool = True,
) -> nx.Graph[str]:
    """Return actors (``bipartite=0``) and programs (``bipartite=1``), an edge for each membership or lead.

    Edges have role, since, until, certainty, confidence and claim_ids (a list; where an actor leads and is a member,
    of both ties). ``kind`` keeps one kind of actor, ``undated`` is that of :func:`to_networkx`.

    Raises:
        QueryError: where the date or the confidence is not known.
    """
    graph: nx.Graph[str] = nx.Graph(name="lunargraph", as_of=as_of or "")
    for row in held_ties(build, as_of, min_confidence=min_confidence, undated=undated):
        who, program = row["subject"], row["object"]
        if row["relation"] not in MEMBERSHIPS or (kind and not who.startswith(f"{kind}:")):
            continue
        graph.add_node(who, bipartite=0, **build.nodes[who])
        graph.add_node(program, bipartite=1, **build.nodes[program])
        lead = row["relation"] == Relation.LEADS
        if graph.has_edge(who, program):
            kept = graph.edges[who, program]
            kept["claim_ids"] = sorted({*kept["claim_ids"], *row["claim_ids"]})
            kept["role"] = "lead" if lead else kept["role"]
        else:
            told = {key: row[key] for key in ("since", "until", "certainty", "confidence")}
            role = "lead" if lead else row["role"]
            graph.add_edge(who, program, role=role, **told, claim_ids=list(row["claim_ids"]))
    return graph


def projection(
    build: Build,
    onto: str = "actors",
    as_of: str | None = None,
    *,
    kind: str = "",
    min_confidence: float | None = None,
    undated: bool = True,
) -> nx.Graph[str]:
    """Return the one-mode projection of :func:`bipartite`: actors that share programs, or programs that share actors.

    Unlike networkx's own, its edges keep what they stand on: ``shared`` (ids of the shared programs or actors),
    ``weight`` (how many), ``newman`` (each shared one of size n adds 1 / (n - 1), so that sitting in one large
    coalition ties less than in a small one; Newman, Phys. Rev. E 64, 016132, 2001) and ``claim_ids`` (those of both
    ends' memberships). To share a program is no cooperation: an edge says no more than that.

    Raises:
        QueryError: where ``onto`` is neither actors nor programs, or the date or the confidence is not known.
    """
    if onto not in {"actors", "programs"}:
        raise QueryError(f"{onto!r} is no side of the graph; project onto actors or programs.")
    two_mode = bipartite(build, as_of, kind=kind, min_confidence=min_confidence, undated=undated)
    side = int(onto == "programs")
    graph: nx.Graph[str] = nx.Graph(name="lunargraph", as_of=as_of or "", onto=onto)
    graph.add_nodes_from((node, data) for node, data in two_mode.nodes(data=True) if data["bipartite"] == side)
    for shared, data in two_mode.nodes(data=True):
        if data["bipartite"] == side:
            continue
        ends = sorted(two_mode[shared])
        for one, other in combinations(ends, 2):
            edge = graph.edges[one, other] if graph.has_edge(one, other) else {}
            claims = {*two_mode.edges[one, shared]["claim_ids"], *two_mode.edges[other, shared]["claim_ids"]}
            graph.add_edge(
                one,
                other,
                shared=sorted([*edge.get("shared", ()), shared]),
                weight=edge.get("weight", 0) + 1,
                newman=edge.get("newman", 0.0) + 1 / (len(ends) - 1),
                claim_ids=sorted({*edge.get("claim_ids", ()), *claims}),
            )
    return graph


def parent_of(node: Mapping[str, Any]) -> str:
    """Return the id of an agency's country or a program's parent, by the attributes of the node; "" for others."""
    if node["kind"] == Kind.AGENCY:
        return str(node["country"])
    return str(node["part_of"])


def _structure(node: str) -> Relation:
    return Relation.PART_OF if node.startswith(f"{Kind.PROGRAM}:") else Relation.AGENCY_OF


def _fact(relation: Relation) -> dict[str, Any]:
    told: dict[str, Any] = dict.fromkeys(EDGE_KEYS)
    told |= {"relation": relation.value, "status": Status.CURRENT.value, "certainty": "sure", "support": 0}
    told |= {"confidence": 1.0, "sure": True, "disputed": False, "since_conflict": False}
    return told | {"role": "", "about": "", "said_by": "", "topics": [], "claim_ids": [], "earlier": []}
