"""Ties as a networkx graph: typed nodes, parallel edges, and the structural facts of the lexicon."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import networkx as nx

from lunargraph.errors import OutputError
from lunargraph.model import Actor, Kind, Relation
from lunargraph.tables import atomically

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import pandas as pd

    from lunargraph.lexicon import Lexicon
    from lunargraph.model import Program

#: The two coalitions that colour the map.
CAMPS = {"program:ILRS": "ILRS", "program:ARTEMIS_ACCORDS": "ARTEMIS_ACCORDS"}
EDGE_KEYS = (
    "relation", "status", "since", "until", "first_seen", "last_seen", "support", "confidence", "disputed", "role",
    "about", "topics", "claim_ids",
)  # fmt: skip


def build_graph(
    ties: pd.DataFrame,
    claims: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    extra_actors: Iterable[Actor] = (),
) -> nx.MultiDiGraph[str]:
    """Return the graph of all ties, whatever their status.

    Nodes (keyed by id): kind, name, label, country, region, continent, type, aliases (list), coalition
    (ILRS, ARTEMIS_ACCORDS, both or ""). Edges (keyed by tie id): relation, status, since, until, first_seen,
    last_seen, support, confidence, disputed, role, about, topics and claim_ids (lists). For every agency its
    country is added (``agency_of``), for every program its parents (``part_of``); these come from the lexicon.

    Raises:
        OutputError: where a tie names an id that is neither in the lexicon nor among ``extra_actors``.
    """
    known: dict[str, Actor | Program] = {**lexicon.actors, **lexicon.programs, **{a.id: a for a in extra_actors}}
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(claims=len(claims), articles=len(articles), name="lunargraph")
    rows = ties.to_dict("records")
    ends = sorted({str(row[end]) for row in rows for end in ("subject", "object")})
    camps = _camps(rows)
    for node in _with_parents(ends, known):
        graph.add_node(node, **_node(known[node], camps.get(node, "")))
    for row in rows:
        attributes = {key: row[key] for key in EDGE_KEYS}
        graph.add_edge(str(row["subject"]), str(row["object"]), key=str(row["id"]), **attributes)
    structural = _structure(graph, known)
    # networkx overwrites an edge silently when a key comes twice
    if graph.number_of_edges() != len(rows) + structural:
        raise OutputError("Two ties share one id; the ties table is damaged, run `python -m lunargraph build` again.")
    return graph


def write_graphml(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """Write the graph as GraphML for Gephi, Cytoscape and the like; lists are joined by "; ".

    Raises:
        OutputError: where the file cannot be written.
    """
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        plain.add_node(_xml(node), **{key: _scalar(value) for key, value in data.items()})
    for subject, object_, key, data in graph.edges(keys=True, data=True):
        plain.add_edge(_xml(subject), _xml(object_), key=key, **{k: _scalar(v) for k, v in data.items()})
    atomically(path, lambda temporary: nx.write_graphml_xml(plain, temporary, encoding="utf-8"))


def write_json(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """Write the graph as node-link JSON with sorted keys, the form that :func:`read_json` reads.

    Raises:
        OutputError: where the file cannot be written.
    """
    data = nx.node_link_data(graph, edges="edges")
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    atomically(path, lambda temporary: temporary.write_text(text + "\n", encoding="utf-8"))


def read_json(path: Path) -> nx.MultiDiGraph[str]:
    """Read a graph that :func:`write_json` wrote.

    Raises:
        OutputError: where the file is missing or damaged.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(
            nx.node_link_graph(data, edges="edges", directed=True, multigraph=True)
        )
    except FileNotFoundError:
        raise OutputError(f"There is no {path}; run `python -m lunargraph build` first.") from None
    except (OSError, ValueError, KeyError, nx.NetworkXError):
        raise OutputError(f"{path} is damaged; run `python -m lunargraph build` again.") from None
    return graph


def _camps(rows: Iterable[Mapping[Any, Any]]) -> dict[str, str]:
    member = (Relation.MEMBER_OF.value, Relation.LEADS.value)
    found: dict[str, set[str]] = {}
    for row in rows:
        if row["status"] == "current" and row["relation"] in member and row["object"] in CAMPS:
            found.setdefault(str(row["subject"]), set()).add(CAMPS[str(row["object"])])
    return {node: "both" if len(camps) > 1 else next(iter(camps)) for node, camps in found.items()}


def _with_parents(ends: Iterable[str], known: Mapping[str, Actor | Program]) -> list[str]:
    wanted: dict[str, None] = {}
    queue = list(ends)
    while queue:
        node = queue.pop()
        if node in wanted:
            continue
        if node not in known:
            raise OutputError(f"A tie names {node}, which neither the lexicon nor this build knows; build again.")
        wanted[node] = None
        parent = _parent(known[node])
        if parent:
            queue.append(parent)
    return sorted(wanted)


def _parent(node: Actor | Program) -> str:
    if isinstance(node, Actor):
        return node.country if node.kind is Kind.AGENCY else ""
    return node.part_of


def _structure(graph: nx.MultiDiGraph[str], known: Mapping[str, Actor | Program]) -> int:
    added = 0
    for node in list(graph.nodes):
        parent = _parent(known[node])
        if parent:
            relation = Relation.AGENCY_OF if isinstance(known[node], Actor) else Relation.PART_OF
            empty: dict[str, Any] = dict.fromkeys(EDGE_KEYS)
            empty |= {
                "relation": relation.value,
                "status": "current",
                "support": 0,
                "confidence": 1.0,
                "disputed": False,
            }
            empty |= {"role": "", "about": "", "topics": [], "claim_ids": []}
            graph.add_edge(node, parent, key=relation.value, **empty)
            added += 1
    return added


def _node(node: Actor | Program, coalition: str) -> dict[str, Any]:
    actor = isinstance(node, Actor)
    return {
        "kind": node.kind.value if isinstance(node, Actor) else Kind.PROGRAM.value,
        "name": node.name,
        "label": node.label,
        "country": node.country if isinstance(node, Actor) else "",
        "region": node.region if isinstance(node, Actor) else "",
        "continent": node.continent if isinstance(node, Actor) else "",
        "type": "" if actor else getattr(node, "type", ""),
        "part_of": "" if actor else getattr(node, "part_of", ""),
        "aliases": list(node.aliases),
        "coalition": coalition,
    }


def _scalar(value: Any) -> str | int | float | bool:  # noqa: ANN401 - attributes hold anything
    if value is None:
        return ""
    if isinstance(value, list):
        return _xml("; ".join(str(item) for item in value))
    if isinstance(value, str):
        return _xml(value)
    # numpy's own numbers have no GraphML type
    plain: str | int | float | bool = value.item() if hasattr(value, "item") else value
    return plain


def _xml(text: str) -> str:
    """Drop the control characters that XML does not allow."""
    return "".join(
        c for c in text if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )
