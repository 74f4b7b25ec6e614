"""The formats by name, and the way from a build to a file or a folder."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lunargraph.errors import OutputError
from lunargraph.export.ftm import ftm_lines
from lunargraph.export.gexf import gexf_text
from lunargraph.export.hif import hif_text
from lunargraph.export.neo4j import cypher_lines, write_neo4j
from lunargraph.export.rdf import jsonld_text, turtle_text
from lunargraph.export.tabular import WAY_OUT, write_csv, write_parquet
from lunargraph.files import atomically
from lunargraph.graph_files import graphml_text, json_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from lunargraph.finished import Build


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: what it is for, and either the ``text`` of its one file or what fills its ``folder``."""

    name: str
    purpose: str
    text: Callable[[Build], Iterable[str]] | None = None
    folder: Callable[[Build, Path], None] | None = None


FORMATS = {
    form.name: form
    for form in (
        Format(name="csv", purpose="a folder of tables, safe to open in a spreadsheet", folder=write_csv),
        Format(name="parquet", purpose="a folder of typed tables for pandas, DuckDB, Spark", folder=write_parquet),
        Format(name="json", purpose="node-link JSON for networkx and d3", text=lambda build: [json_text(build.graph)]),
        Format(name="graphml", purpose="for Cytoscape, yEd, igraph", text=lambda build: [graphml_text(build.graph)]),
        Format(name="gexf", purpose="for Gephi, with a timeline", text=gexf_text),
        Format(name="jsonld", purpose="linked data with provenance (PROV)", text=jsonld_text),
        Format(name="turtle", purpose="the same as Turtle (needs the extra rdf)", text=turtle_text),
        Format(name="ftm", purpose="FollowTheMoney entities for Aleph (needs the extra ftm)", text=ftm_lines),
        Format(name="neo4j", purpose="a folder of CSV files for neo4j-admin import", folder=write_neo4j),
        Format(name="cypher", purpose="a Cypher script for a running graph database", text=cypher_lines),
        Format(name="hif", purpose="a hypergraph for XGI and HyperNetX: a coalition is one edge", text=hif_text),
    )
}


def find_format(name: str) -> Format:
    """Return a format by its name.

    Raises:
        OutputError: where there is none of that name; the sentence lists those there are.
    """
    if name not in FORMATS:
        close = difflib.get_close_matches(name.lower(), FORMATS, n=1)
        hint = f"did you mean {close[0]}? " if close else ""
        raise OutputError(f"{name!r} is no format; {hint}Formats are {', '.join(FORMATS)}.")
    return FORMATS[name]


def write_export(build: Build, name: str, target: Path) -> None:
    """Write a build in a format: into the file ``target``, or into the folder ``target`` where it is several files.

    Two exports of one build are the same bytes.

    Raises:
        OutputError: where there is no such format, or the target cannot be written.
        MissingExtraError: where the format needs a library that is not installed.
    """
    form = find_format(name)
    if form.text is None:
        if target.exists() and not target.is_dir():
            raise OutputError(f"{target} is a file, and {name} makes a folder of files; {WAY_OUT}.")
        if form.folder is not None:
            form.folder(build, target)
        return
    if target.is_dir():
        raise OutputError(f"{target} is a folder, and {name} is one file; {WAY_OUT}.")
    pieces = form.text(build)

    def write(path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)

    atomically(target, write, way_out=WAY_OUT)
