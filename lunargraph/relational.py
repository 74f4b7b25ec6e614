"""A build as plain tables with one name each, the same for SQL, CSV, Parquet and graph databases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lunargraph.model import Kind
from lunargraph.tables import frame_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx as nx
    import pandas as pd

    from lunargraph.finished import Build

ACTOR_COLUMNS = ("id", "kind", "name", "label", "country", "region", "continent", "coalition", "aliases")
PROGRAM_COLUMNS = ("id", "name", "label", "type", "part_of", "coalition", "aliases")


def tables_of(build: Build) -> dict[str, pd.DataFrame]:
    """Return the tables of a build by name.

    ``claims``, ``ties``, ``articles``, ``counts`` and ``milestones`` are those that a build writes. ``actors``
    (``ACTOR_COLUMNS``) and ``programs`` (``PROGRAM_COLUMNS``) hold every node of its graph: the ends of ties, the
    countries of agencies and the programs that programs are part of.
    """
    return {
        "claims": build.claims,
        "ties": build.ties,
        "actors": frame_of((n for n in nodes_of(build.graph) if n["kind"] != Kind.PROGRAM), ACTOR_COLUMNS),
        "programs": frame_of((n for n in nodes_of(build.graph) if n["kind"] == Kind.PROGRAM), PROGRAM_COLUMNS),
        "articles": build.articles,
        "counts": build.counts,
        "milestones": build.milestones,
    }


def nodes_of(graph: nx.MultiDiGraph[str]) -> Iterator[dict[str, Any]]:
    """Yield every node of a graph as a row with its id, sorted by it."""
    for node in sorted(graph.nodes):
        yield {"id": node, **graph.nodes[node]}
