"""HIF, the interchange format of hypergraph libraries: a coalition is one hyperedge, its members are its nodes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from lunargraph.files import storable
from lunargraph.graph import EDGE_KEYS
from lunargraph.model import Kind, Relation, Status
from lunargraph.relational import nodes_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lunargraph.finished import Build


def hif_text(build: Build) -> Iterable[str]:
    """Return the build as an undirected hypergraph in HIF (JSON), in one piece.

    Nodes are actors with their attributes. A program is a hyperedge of those that surely are in it now, its leaders
    included; who plans to be, is said not to be, or left is in a hyperedge of its own ("program:ILRS denied"), and so
    is who is less sure ("program:ILRS current less sure"), so that no one counts as a member by mistake. A tie between
    two actors is a hyperedge of both, by its id. The attributes of an incidence are the ``ties`` behind it, those of
    a hyperedge the program's or the tie's.
    """
    programs = {node["id"]: node for node in nodes_of(build.graph) if node["kind"] == Kind.PROGRAM}
    now = {"status": Status.CURRENT.value, "sure": True}
    edges = {program: {**node, "program": program, **now} for program, node in programs.items()}
    behind: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for tie in build.ties.sort_values("id", kind="stable").to_dict("records"):
        told = {"id": tie["id"], **{key: tie[key] for key in EDGE_KEYS}}
        if tie["relation"] == Relation.COOPERATES_WITH:
            edges[tie["id"]] = told
            ends = [(tie["id"], tie["subject"]), (tie["id"], tie["object"])]
        else:
            program, kind = tie["object"], {"status": tie["status"], "sure": tie["sure"]}
            mark = "" if tie["sure"] else " less sure"
            edge = program if kind == now else f"{program} {tie['status']}{mark}"
            edges.setdefault(edge, {**programs[program], "program": program, **kind})
            ends = [(edge, tie["subject"])]
        for end in ends:
            behind.setdefault(end, []).append(told)
    actors = [node for node in nodes_of(build.graph) if node["kind"] != Kind.PROGRAM]
    data = {
        "network-type": "undirected",
        "metadata": dict(build.graph.graph),
        "nodes": [{"node": node["id"], "attrs": node} for node in actors],
        "edges": [{"edge": edge, "attrs": attributes} for edge, attributes in sorted(edges.items())],
        "incidences": [{"edge": e, "node": n, "attrs": {"ties": ties}} for (e, n), ties in sorted(behind.items())],
    }
    return [storable(json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False)) + "\n"]
