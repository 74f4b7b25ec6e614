"""The graph on disk: node-link JSON that reads back exactly, and GraphML for Gephi, Cytoscape and the like."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import networkx as nx

from lunargraph.errors import OutputError
from lunargraph.files import atomically, storable, without_controls

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def write_json(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """Write the graph as node-link JSON, in the form that :func:`json_text` gives.

    Raises:
        OutputError: where the file cannot be written.
    """
    text = json_text(graph)
    atomically(path, lambda temporary: temporary.write_text(text, encoding="utf-8", newline=""))


def json_text(graph: nx.MultiDiGraph[str]) -> str:
    """Return the graph as node-link JSON, the form of ``networkx.node_link_data(graph, edges="edges")``.

    Nodes, edges and keys are sorted, so that equal graphs make equal files.
    """
    # written out here, because networkx renamed the parameters of its own writer between its releases
    data = {
        "directed": True,
        "multigraph": True,
        "graph": graph.graph,
        "nodes": [{**data, "id": node} for node, data in sorted_nodes(graph)],
        "edges": [{**data, "source": s, "target": o, "key": key} for s, o, key, data in sorted_edges(graph)],
    }
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    return storable(text) + "\n"


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
    """Write the graph as GraphML, in the form that :func:`graphml_text` gives.

    Raises:
        OutputError: where the file cannot be written.
    """
    text = graphml_text(graph)
    atomically(path, lambda temporary: temporary.write_text(text, encoding="utf-8", newline=""))


def graphml_text(graph: nx.MultiDiGraph[str]) -> str:
    """Return the graph as GraphML: lists are JSON arrays, and what is missing is left out.

    Control characters that XML does not allow are left out. The edges of the lexicon, which share a key,
    get one id each, because other programs merge edges of the same id.
    """
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    plain.graph.update(scalars(graph.graph))
    for node, data in sorted_nodes(graph):
        plain.add_node(without_controls(node), **scalars(data))
    for subject, object_, key, data in sorted_edges(graph):
        ends = without_controls(subject), without_controls(object_)
        made = plain.add_edge(*ends, key=edge_id(subject, key, data))
        plain.edges[*ends, made].update(scalars(data))
    file = io.BytesIO()
    # the writer on lxml, because the other one leaves carriage returns bare and no reader gives them back
    nx.write_graphml_lxml(plain, file, encoding="utf-8")
    return file.getvalue().decode("utf-8")


def sorted_nodes(graph: nx.MultiDiGraph[str]) -> list[tuple[str, dict[str, Any]]]:
    """Return every node with its attributes, by id."""
    return [(node, graph.nodes[node]) for node in sorted(graph.nodes)]


def sorted_edges(graph: nx.MultiDiGraph[str]) -> list[tuple[str, str, str, dict[str, Any]]]:
    """Return every edge as subject, object, key and attributes, by the first three."""
    return sorted(graph.edges(keys=True, data=True), key=lambda edge: (edge[0], edge[1], edge[2]))


def edge_id(subject: str, key: str, data: Mapping[str, Any]) -> str:
    """Return an id for an edge that no other edge has: its tie's, or that of a fact of the lexicon."""
    return without_controls(f"{key}:{subject}" if key == data.get("relation") else key)


def scalars(data: Mapping[str, Any]) -> dict[str, str | int | float | bool]:
    """Return attributes as XML can hold them: lists as JSON arrays, nothing where a value is missing."""
    return {name: _scalar(value) for name, value in data.items() if value is not None}


def _scalar(value: Any) -> str | int | float | bool:  # noqa: ANN401 - attributes hold anything
    if isinstance(value, list):
        # escaped, a control character survives inside the array
        return without_controls(json.dumps(value, ensure_ascii=False))
    if isinstance(value, str):
        return without_controls(value)
    plain: str | int | float | bool = value
    return plain
