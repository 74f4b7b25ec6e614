"""Coalitions as hyperedges: in HIF, the interchange format of hypergraph libraries, and as an xgi hypergraph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lunargraph.answers.networks import bipartite
from lunargraph.extras import require

if TYPE_CHECKING:
    from lunargraph.finished import Build


def hypergraph(
    build: Build, as_of: str | None = None, *, kind: str = "", min_confidence: float | None = None
) -> dict[str, Any]:
    """Return the coalitions (on a date) as an undirected hypergraph, a dict in HIF.

    A program is a hyperedge of the actors that are in it or lead it; an incidence has role, since, until, certainty,
    confidence and claim_ids. ``kind`` keeps one kind of actor. What is planned, denied or over is in no hyperedge.

    Raises:
        QueryError: where the date or the confidence is not known.
    """
    graph = bipartite(build, as_of, kind=kind, min_confidence=min_confidence)
    sides: list[list[tuple[str, dict[str, Any]]]] = [[], []]
    for node in sorted(graph):
        data = graph.nodes[node]
        sides[data["bipartite"]].append((node, {key: value for key, value in data.items() if key != "bipartite"}))
    incidences = sorted(
        (program, who, data)
        for one, other, data in graph.edges(data=True)
        for who, program in [(one, other) if graph.nodes[one]["bipartite"] == 0 else (other, one)]
    )
    return {
        "network-type": "undirected",
        "metadata": {"name": "lunargraph", "as_of": as_of or ""},
        "nodes": [{"node": node, "attrs": data} for node, data in sides[0]],
        "edges": [{"edge": edge, "attrs": data} for edge, data in sides[1]],
        "incidences": [{"edge": edge, "node": node, "attrs": data} for edge, node, data in incidences],
    }


def to_xgi(build: Build, as_of: str | None = None, *, kind: str = "", min_confidence: float | None = None) -> Any:  # noqa: ANN401 - xgi's Hypergraph, and xgi is optional
    """Return :func:`hypergraph` as an ``xgi.Hypergraph``.

    Raises:
        MissingExtraError: where xgi is not installed.
        QueryError: where the date or the confidence is not known.
    """
    xgi = require("xgi", extra="hypergraph", purpose="A hypergraph of xgi")
    return xgi.from_hif_dict(hypergraph(build, as_of, kind=kind, min_confidence=min_confidence))
