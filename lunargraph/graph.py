"""Ties as a networkx graph: typed nodes, parallel edges, and the structural facts of the lexicon."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx

from lunargraph.errors import OutputError
from lunargraph.graph_files import read_json, write_graphml, write_json
from lunargraph.model import Actor, Kind, Relation, Status
from lunargraph.tables import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from lunargraph.lexicon import Lexicon
    from lunargraph.model import Program

__all__ = ["CAMPS", "EDGE_KEYS", "build_graph", "read_json", "write_graphml", "write_json"]

#: The two coalitions that colour the map.
CAMPS = {"program:ILRS": "ILRS", "program:ARTEMIS_ACCORDS": "ARTEMIS_ACCORDS"}
EDGE_KEYS = (
    "relation", "status", "since", "until", "earlier", "first_seen", "last_seen", "support", "said_by", "confidence",
    "sure", "disputed",
    "since_conflict", "role", "about", "topics", "claim_ids", "decision",
)  # fmt: skip


def build_graph(
    ties: pd.DataFrame,
    claims: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    extra_actors: Iterable[Actor] = (),
) -> nx.MultiDiGraph[str]:
    """Return the graph of all ties, whatever their status.

    Nodes (keyed by id): kind, name, label, country, region, continent, type, part_of, aliases (list) and
    coalition (ILRS, ARTEMIS_ACCORDS, both or "", by the current ties to them that are sure). Edges (keyed by tie id):
    ``EDGE_KEYS``, of which topics and claim_ids are lists; missing dates are None. For every agency that
    occurs its country is added (``agency_of``), for every program its parents (``part_of``); these edges
    come from the lexicon, are keyed by their relation and have no claims. The graph's own attributes are
    name, claims and articles (how many).

    Raises:
        OutputError: where a tie names an id that is neither in the lexicon nor among ``extra_actors``, or
            where two ties share an id.
    """
    known = _known(lexicon, extra_actors)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name="lunargraph", claims=len(claims), articles=len(articles))
    rows = rows_of(ties.sort_values("id", kind="stable"))
    graph.add_nodes_from(_nodes(rows, known).items())
    for row in rows:
        graph.add_edge(row["subject"], row["object"], key=row["id"], **{key: row[key] for key in EDGE_KEYS})
    added = len(rows) + _add_structure(graph, known)
    # networkx overwrites an edge silently when a key comes twice
    if graph.number_of_edges() != added or len({row["id"] for row in rows}) != len(rows):
        raise OutputError("Two ties share one id; the ties table is damaged, run `python -m lunargraph build` again.")
    return graph


def node_attributes(
    ties: pd.DataFrame, lexicon: Lexicon, extra_actors: Iterable[Actor] = ()
) -> dict[str, dict[str, Any]]:
    """Return the nodes of the graph that :func:`build_graph` makes, with their attributes, without making it.

    Raises:
        OutputError: where a tie names an id that is neither in the lexicon nor among ``extra_actors``.
    """
    wanted = ties[["subject", "relation", "object", "status", "sure"]].drop_duplicates()
    return _nodes(wanted.to_dict("records"), _known(lexicon, extra_actors))


def _known(lexicon: Lexicon, extra_actors: Iterable[Actor]) -> dict[str, Actor | Program]:
    # an actor read out of an article never replaces one that the lexicon knows
    return {**{a.id: a for a in extra_actors}, **lexicon.actors, **lexicon.programs}


def _nodes(rows: Sequence[Mapping[Any, Any]], known: Mapping[str, Actor | Program]) -> dict[str, dict[str, Any]]:
    camps = _camps(rows)
    ends = sorted({str(row[end]) for row in rows for end in ("subject", "object")})
    return {node: _node(known[node], camps.get(node, "")) for node in _with_parents(ends, known)}


def _camps(rows: Iterable[Mapping[Any, Any]]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for row in rows:
        joined = (
            row["relation"] in {Relation.MEMBER_OF, Relation.LEADS} and row["status"] == Status.CURRENT and row["sure"]
        )
        if joined and row["object"] in CAMPS:
            found.setdefault(row["subject"], set()).add(CAMPS[row["object"]])
    return {node: "both" if len(camps) > 1 else next(iter(camps)) for node, camps in found.items()}


def _with_parents(ends: Iterable[str], known: Mapping[str, Actor | Program]) -> list[str]:
    wanted: set[str] = set()
    queue = list(ends)
    while queue:
        node = queue.pop()
        if node in wanted:
            continue
        if node not in known:
            raise OutputError(
                f"{node} is named in the ties but neither in the lexicon nor among the new actors; "
                "run `python -m lunargraph build` again."
            )
        wanted.add(node)
        if parent := _parent(known[node]):
            queue.append(parent)
    return sorted(wanted)


def _parent(node: Actor | Program) -> str:
    if isinstance(node, Actor):
        return node.country if node.kind is Kind.AGENCY else ""
    return node.part_of


def _add_structure(graph: nx.MultiDiGraph[str], known: Mapping[str, Actor | Program]) -> int:
    added = 0
    for node in list(graph.nodes):
        if parent := _parent(known[node]):
            relation = Relation.AGENCY_OF if isinstance(known[node], Actor) else Relation.PART_OF
            facts: dict[str, Any] = dict.fromkeys(EDGE_KEYS)
            facts |= {"relation": relation.value, "status": Status.CURRENT.value, "support": 0, "confidence": 1.0}
            facts |= {"sure": True, "disputed": False, "since_conflict": False, "role": "", "about": "", "topics": []}
            facts |= {"decision": "", "claim_ids": [], "earlier": [], "said_by": ""}
            graph.add_edge(node, parent, key=relation.value, **facts)
            added += 1
    return added


def _node(node: Actor | Program, coalition: str) -> dict[str, Any]:
    shared = {"name": node.name, "label": node.label, "aliases": list(node.aliases), "coalition": coalition}
    if isinstance(node, Actor):
        shared["aliases"] = [*node.aliases, *([node.iso2] if node.iso2 else [])]
        place = {"country": node.country, "region": node.region, "continent": node.continent}
        return {"kind": node.kind.value, **shared, **place, "type": "", "part_of": ""}
    place = {"country": "", "region": "", "continent": ""}
    return {"kind": Kind.PROGRAM.value, **shared, **place, "type": node.type, "part_of": node.part_of}
