"""For Neo4j and its kin: CSV files for the bulk importer, or one Cypher script for a running database."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lunargraph.export.property_graph import links, vertices
from lunargraph.export.tabular import write_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from lunargraph.export.property_graph import Link, Vertex
    from lunargraph.finished import Build

# a control character, which no value has left
_ARRAYS = "\x1f"
_TYPES = {bool: "boolean", int: "long", float: "double", list: "string[]", str: "string"}
_QUOTED = re.compile(r'[",\r\n]')
_COMMAND = """\
Load these files into a new Neo4j database, which must be stopped:

neo4j-admin database import full lunargraph \\
  --nodes=nodes.csv --nodes=articles.csv --nodes=claims.csv \\
  --relationships=ties.csv --relationships=claim_ends.csv --relationships=claim_articles.csv \\
  --array-delimiter=U+001F --multiline-fields=true --overwrite-destination
"""
_ESCAPES = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def write_neo4j(build: Build, folder: Path) -> None:
    """Write CSV files for ``neo4j-admin database import``, and IMPORT.txt with the command.

    ``nodes.csv`` (actors and programs), ``articles.csv``, ``claims.csv``, ``ties.csv``, ``claim_ends.csv`` and
    ``claim_articles.csv`` (what
    ties a claim to its ends and its article). Missing values are empty cells. Nothing is guarded against
    spreadsheets, because an importer would take the guard for text; open the ``csv`` format in those.

    Raises:
        OutputError: where the folder cannot be written.
    """
    spaces: dict[str, list[Vertex]] = {"Node": [], "Article": [], "Claim": []}
    for vertex in vertices(build):
        spaces[vertex.space].append(vertex)
    for name, space in (("nodes", "Node"), ("articles", "Article"), ("claims", "Claim")):
        write_text(folder / f"{name}.csv", "".join(_vertex_lines(space, spaces[space])))
    ties: list[Link] = []
    evidence: dict[str, list[Link]] = {"Node": [], "Article": []}
    for link in links(build):
        (ties if link.start[0] == "Node" else evidence[link.end[0]]).append(link)
    write_text(folder / "ties.csv", "".join(_link_lines("Node", "Node", ties)))
    write_text(folder / "claim_ends.csv", "".join(_link_lines("Claim", "Node", evidence["Node"])))
    write_text(folder / "claim_articles.csv", "".join(_link_lines("Claim", "Article", evidence["Article"])))
    write_text(folder / "IMPORT.txt", _COMMAND)


def cypher_lines(build: Build) -> Iterator[str]:
    r"""Yield a script for ``cypher-shell``, one statement per line; run twice it changes nothing.

    Text stands in quotes with every quote, backslash and line end escaped; a backslash before a "u" stands in a
    piece of its own, because some databases read a unicode escape before they read the quotes.
    """
    for label in ("Actor", "Program", "Article", "Claim"):
        yield f"CREATE CONSTRAINT IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE;\n"
    found_by: dict[tuple[str, str], str] = {}
    for vertex in vertices(build):
        found_by[vertex.space, vertex.id] = vertex.labels[0]
        more = "".join(f", n:{label}" for label in vertex.labels[1:])
        told = _map(vertex.properties)
        yield f"MERGE (n:{vertex.labels[0]} {{id: {_literal(vertex.id)}}}) SET n += {told}{more};\n"
    for link in links(build):
        a, b = (f"(:{found_by[end]} {{id: {_literal(end[1])}}})" for end in (link.start, link.end))
        match = f"MATCH {a.replace('(:', '(a:', 1)}, {b.replace('(:', '(b:', 1)}"
        if not link.properties:
            yield f"{match} MERGE (a)-[:{link.type}]->(b);\n"
            continue
        told = _map(link.properties)
        identity = _literal(link.properties["id"])
        yield f"{match} MERGE (a)-[r:{link.type} {{id: {identity}}}]->(b) SET r += {told};\n"


def _vertex_lines(space: str, rows: Sequence[Vertex]) -> Iterator[str]:
    kinds = _kinds(vertex.properties for vertex in rows)
    yield _line([f":ID({space})", ":LABEL", *(f"{name}:{kind}" for name, kind in kinds.items())])
    for vertex in rows:
        yield _line([vertex.id, _ARRAYS.join(vertex.labels), *(_cell(vertex.properties.get(name)) for name in kinds)])


def _link_lines(start: str, end: str, rows: Sequence[Link]) -> Iterator[str]:
    kinds = _kinds(link.properties for link in rows)
    header = [f":START_ID({start})", f":END_ID({end})", ":TYPE"]
    yield _line([*header, *(f"{name}:{kind}" for name, kind in kinds.items())])
    for link in rows:
        cells = [_cell(link.properties.get(name)) for name in kinds]
        yield _line([link.start[1], link.end[1], link.type, *cells])


def _kinds(rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    found = {name: _TYPES[type(value)] for row in rows for name, value in row.items()}
    return dict(sorted(found.items()))


def _cell(value: Any) -> str:  # noqa: ANN401 - cells hold anything
    if value is None:
        return ""
    if isinstance(value, list):
        return _ARRAYS.join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _line(cells: Iterable[str]) -> str:
    return ",".join('"' + c.replace('"', '""') + '"' if _QUOTED.search(c) else c for c in cells) + "\n"


def _map(values: Mapping[str, Any]) -> str:
    return "{" + ", ".join(f"{name}: {_literal(value)}" for name, value in sorted(values.items())) + "}"


def _literal(value: Any) -> str:  # noqa: ANN401 - cells hold anything
    if isinstance(value, list):
        return "[" + ", ".join(map(_literal, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        parts = re.split(r"(?<=\\)(?=u)", value)
        return " + ".join("'" + "".join(_ESCAPES.get(c, c) for c in part) + "'" for part in parts)
    return repr(value)
