"""The graph on disk: node-link JSON that reads back exactly, and GraphML for Gephi, Cytoscape and the like."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import networkx as nx

from lunargraph.errors import OutputError
from lunargraph.files import atomically, storable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

# what XML 1.0 cannot hold, even escaped
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_json(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """Write the graph as node-link JSON, the form of ``networkx.node_link_data(graph, edges="edges")``.

    Nodes, edges and keys are sorted, so that equal graphs make equal files.

    Raises:
        OutputError: where the file cannot be written.
    """
    # written out here, because networkx renamed the parameters of its own writer between its releases
    data = {
        "directed": True,
        "multigraph": True,
        "graph": graph.graph,
        "nodes": [{**data, "id": node} for node, data in _nodes(graph)],
        "edges": [{**data, "source": s, "target": o, "key": key} for s, o, key, data in _edges(graph)],
    }
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    atomically(path, lambda temporary: temporary.write_text(storable(text) + "\n", encoding="utf-8", newline=""))


def read_json(path: Path) -> nx.MultiDiGraph[str]:
    """Read a graph that :func:`write_json` wrote.

    Raises:
        OutputError: where the file is missing or damaged.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(**data["graph"])
        for node in data["nodes"]:
            graph.add_node(node.pop("id"), **node)
        for edge in data["edges"]:
            graph.add_edge(edge.pop("source"), edge.pop("target"), edge.pop("key"), **edge)
    except FileNotFoundError:
        raise OutputError(f"There is no {path}; run `python -m lunargraph build` first.") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise OutputError(f"{path} is damaged; run `python -m lunargraph build` again.") from None
    return graph


def write_graphml(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """Write the graph as GraphML: lists are joined by "; ", missing values are empty.

    Control characters that XML does not allow are left out. The edges of the lexicon, which share a key,
    get one id each, because other programs merge edges of the same id.

    Raises:
        OutputError: where the file cannot be written.
    """
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, data in _nodes(graph):
        plain.add_node(_xml(node), **{name: _scalar(value) for name, value in data.items()})
    for subject, object_, key, data in _edges(graph):
        values = {name: _scalar(value) for name, value in data.items()}
        identity = f"{key}:{subject}" if key == data.get("relation") else key
        plain.add_edge(_xml(subject), _xml(object_), key=_xml(identity), **values)
    atomically(path, lambda temporary: nx.write_graphml_xml(plain, str(temporary), encoding="utf-8"))


def _nodes(graph: nx.MultiDiGraph[str]) -> Iterable[tuple[str, dict[str, Any]]]:
    return [(node, graph.nodes[node]) for node in sorted(graph.nodes)]


def _edges(graph: nx.MultiDiGraph[str]) -> Iterable[tuple[str, str, str, dict[str, Any]]]:
    return sorted(graph.edges(keys=True, data=True), key=lambda edge: (edge[0], edge[1], edge[2]))


def _scalar(value: Any) -> str | int | float | bool:  # noqa: ANN401 - attributes hold anything
    if value is None:
        return ""
    if isinstance(value, list):
        return _xml("; ".join(str(item) for item in value))
    if isinstance(value, str):
        return _xml(value)
    plain: str | int | float | bool = value
    return plain


def _xml(text: str) -> str:
    return _NOT_XML.sub("", text)
