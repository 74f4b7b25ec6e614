"""The build as a property graph, the model of Neo4j and its kin: what its CSV files and its Cypher script both hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lunargraph.curation import counted
from lunargraph.files import without_controls
from lunargraph.graph_files import edge_id, sorted_edges
from lunargraph.model import Kind
from lunargraph.relational import nodes_of
from lunargraph.tables import plain_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lunargraph.finished import Build


@dataclass(frozen=True, slots=True)
class Vertex:
    """A node, named by ``space`` (Node, Claim, Article) and ``id``; the first of ``labels`` is the one to find it."""

    space: str
    id: str
    labels: tuple[str, ...]
    properties: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship between two nodes, each named by its space and id."""

    start: tuple[str, str]
    end: tuple[str, str]
    type: str
    properties: dict[str, Any]


def vertices(build: Build) -> Iterator[Vertex]:
    """Yield actors and programs, articles and claims; properties are those of their tables."""
    for node in nodes_of(build.graph):
        kind = Kind(node["kind"])
        labels = ("Program",) if kind is Kind.PROGRAM else ("Actor", kind.value.capitalize())
        yield Vertex("Node", clean(node["id"]), labels, _properties(node))
    for row in plain_rows(build.articles):
        yield Vertex("Article", clean(row["id"]), ("Article",), _properties(row))
    for row in plain_rows(build.claims):
        yield Vertex("Claim", row["id"], ("Claim",), _properties(row))


def links(build: Build) -> Iterator[Link]:
    """Yield ties (typed MEMBER_OF, LEADS ...), and of every claim SUBJECT, OBJECT and STATED_IN.

    A claim that was rejected, or whose two ends a merge made one, is evidence of nothing: it has STATED_IN only, so
    that who counts the claims about an actor counts none that does not count.
    """
    for subject, object_, key, data in sorted_edges(build.graph):
        told = _properties({"id": edge_id(subject, key, data), **data})
        ends = ("Node", clean(subject)), ("Node", clean(object_))
        yield Link(*ends, data["relation"].upper(), told)
    known, counting = set(build.articles["id"]), set(counted(build.claims)["id"])
    for row in plain_rows(build.claims):
        claim = ("Claim", row["id"])
        if row["id"] in counting:
            yield Link(claim, ("Node", clean(row["subject"])), "SUBJECT", {})
            yield Link(claim, ("Node", clean(row["object"])), "OBJECT", {})
        if row["article"] in known:
            yield Link(claim, ("Article", clean(row["article"])), "STATED_IN", {})


def clean(value: Any) -> Any:  # noqa: ANN401 - cells hold anything
    """Return a value without control characters: one parts the items of a list, and few importers take the others."""
    if isinstance(value, list):
        return [clean(item) for item in value]
    return without_controls(value) if isinstance(value, str) else value


def _properties(row: Mapping[str, Any]) -> dict[str, Any]:
    # a property graph has no empty property: what is missing is not there
    return {str(name): clean(value) for name, value in row.items() if value is not None and value not in ("", [])}
