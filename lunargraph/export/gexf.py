"""GEXF 1.3 for Gephi, with the interval of every tie, so that its timeline plays the coalitions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from lunargraph.export.intervals import ALWAYS, Interval, hull, intervals_of
from lunargraph.files import without_controls
from lunargraph.graph_files import edge_id, scalars, sorted_edges, sorted_nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import networkx as nx

    from lunargraph.finished import Build

NAMESPACE = "http://gexf.net/1.3"
_TYPES = {bool: "boolean", int: "long", float: "double", str: "string"}


def gexf_text(build: Build) -> Iterable[str]:
    """Return the graph as GEXF, in one piece.

    A node's label is its name, its short label the attribute ``code``. Ties carry all their attributes, partial
    dates as text; lists are JSON arrays, missing values left out, and so are control characters, which XML cannot
    hold. ``start`` and ``end`` are those of :func:`lunargraph.export.intervals.intervals_of`, in ``spells`` where
    there are several; a node spans its ties.
    """
    graph = build.graph
    root = etree.Element("gexf", nsmap={None: NAMESPACE}, version="1.3")
    # no date of writing, so that two exports of one build are the same file
    etree.SubElement(etree.SubElement(root, "meta"), "creator").text = "lunargraph"
    body = etree.SubElement(
        root, "graph", defaultedgetype="directed", mode="dynamic", timeformat="date", timerepresentation="interval"
    )
    spans = _spans(graph)
    nodes = [(without_controls(node), _node(data), spans[node]) for node, data in sorted_nodes(graph)]
    edges = [
        (edge_id(s, key, data), scalars(data), intervals_of(data), (s, o)) for s, o, key, data in sorted_edges(graph)
    ]
    node_keys = _declare(body, "node", [values for _, values, _ in nodes])
    edge_keys = _declare(body, "edge", [values for _, values, _, _ in edges])
    listed = etree.SubElement(body, "nodes")
    for identity, values, interval in nodes:
        element = etree.SubElement(listed, "node", id=identity, label=str(values.pop("name", identity)))
        _fill(element, values, node_keys, [interval])
    listed = etree.SubElement(body, "edges")
    for identity, values, intervals, ends in edges:
        source, target = map(without_controls, ends)
        relation = str(values["relation"])
        element = etree.SubElement(listed, "edge", id=identity, source=source, target=target, kind=relation)
        _fill(element, values, edge_keys, intervals)
    text = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return [text.decode("utf-8")]


def _node(data: Mapping[str, Any]) -> dict[str, str | int | float | bool]:
    values = scalars(data)
    return {"code" if name == "label" else name: value for name, value in values.items()}


def _spans(graph: nx.MultiDiGraph[str]) -> dict[str, Interval]:
    held: dict[str, list[Interval]] = {node: [] for node in graph.nodes}
    for subject, object_, data in graph.edges(data=True):
        if data["claim_ids"]:
            interval = hull(intervals_of(data))
            held[subject].append(interval)
            held[object_].append(interval)
    return {node: hull(intervals) for node, intervals in held.items()}


def _declare(body: Any, what: str, rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:  # noqa: ANN401 - untyped library
    """Declare every attribute that a node or an edge has, and return their ids."""
    kinds = {name: _TYPES[type(value)] for row in rows for name, value in row.items()}
    if what == "node":
        kinds.pop("name", None)
    declared = etree.SubElement(body, "attributes", {"class": what, "mode": "static"})
    keys = {name: f"{what}-{name}" for name in sorted(kinds)}
    for name, key in keys.items():
        etree.SubElement(declared, "attribute", id=key, title=name, type=kinds[name])
    return keys


def _fill(element: Any, values: Mapping[str, Any], keys: Mapping[str, str], intervals: Sequence[Interval]) -> None:  # noqa: ANN401 - untyped library
    if len(intervals) == 1 and intervals[0] != ALWAYS:
        _set_days(element, intervals[0])
    elif len(intervals) > 1:
        spells = etree.SubElement(element, "spells")
        for interval in intervals:
            _set_days(etree.SubElement(spells, "spell"), interval)
    inner = etree.SubElement(element, "attvalues")
    for name in sorted(values):
        value = values[name]
        text = str(value).lower() if isinstance(value, bool) else str(value)
        etree.SubElement(inner, "attvalue", {"for": keys[name], "value": text})


def _set_days(element: Any, interval: Interval) -> None:  # noqa: ANN401 - untyped library
    for edge, day in zip(("start", "end"), interval, strict=True):
        if day:
            element.set(edge, day)
