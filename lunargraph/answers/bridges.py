"""Bridges: the actors that tie two coalitions together, by a stated measure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx

from lunargraph.answers.coalition import coalition_of
from lunargraph.answers.frames import frame_with
from lunargraph.answers.networks import held_ties, parent_of
from lunargraph.errors import QueryError
from lunargraph.model import Kind, Relation
from lunargraph.queries import NAMED, find, named

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import pandas as pd

    from lunargraph.answers.coalition import Coalition
    from lunargraph.finished import Build

BRIDGE_COLUMNS = ("subject", *NAMED, "share", "how", "claim_ids")


def bridges(
    build: Build, first: str, second: str, as_of: str | None = None, *, min_confidence: float | None = None
) -> pd.DataFrame:
    """Return the actors through which two coalitions hang together, with ``BRIDGE_COLUMNS``, the strongest first.

    The measure, ``share``: take every pair of an actor that is in the first coalition only and one that is in the
    second only, and all shortest chains between the two; share is the part of these chains that run through the
    actor, on average over the pairs (betweenness centrality of the subset of these pairs; Brandes, Social Networks
    30, 2008). A chain steps from a member to its coalition, from a coalition to its member, between actors that
    cooperate, and between an agency and its country. 1 is an actor without which no two of them would be as near;
    shares do not add up to 1, because a chain can run through several. With ``as_of``, what has no date is left out.

    ``how`` says what ties the actor to others, with the coalition of each in brackets; ``claim_ids`` are the claims
    behind that. What an agency has with its country comes from the lexicon and has no claim of its own.

    Raises:
        QueryError: where a program, the date or the confidence is not known, or both programs are one.
    """
    programs = [find(build, text, (Kind.PROGRAM,)) for text in (first, second)]
    if programs[0] == programs[1]:
        raise QueryError(f"{first!r} and {second!r} are one program; a bridge needs two.")
    # an undated membership is none on a date
    sides = [coalition_of(build, program, as_of, min_confidence=min_confidence).dated() for program in programs]
    graph = _graph(build, sides, programs, as_of, min_confidence)
    only = [sorted(side.ids - other.ids) for side, other in (sides, sides[::-1])]
    if not all(only):
        return frame_with([], BRIDGE_COLUMNS, share="float64")
    # networkx halves what it finds, for it takes each pair from both ends; ours have one
    found = nx.betweenness_centrality_subset(graph, only[0], only[1])
    pairs = len(only[0]) * len(only[1])
    homes = {build.name(program): side.ids for program, side in zip(programs, sides, strict=True)}
    rows: list[dict[str, Any]] = []
    for node, value in found.items():
        share = round(2 * value / pairs, 6)
        if share and node not in programs:
            how, claims = _how(build, graph, node, homes)
            rows.append({"subject": node, **named(build, node), "share": share, "how": how, "claim_ids": claims})
    rows.sort(key=lambda row: (-row["share"], row["name"], row["subject"]))
    return frame_with(rows, BRIDGE_COLUMNS, share="float64")


def _graph(
    build: Build, sides: list[Coalition], programs: list[str], as_of: str | None, min_confidence: float | None
) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(programs)
    for side, program in zip(sides, programs, strict=True):
        for row in side.to_frame().to_dict("records"):
            graph.add_edge(row["subject"], program, claim_ids=row["claim_ids"])
    for tie in held_ties(build, as_of, min_confidence=min_confidence, undated=False):
        if tie["relation"] == Relation.COOPERATES_WITH:
            graph.add_edge(tie["subject"], tie["object"], claim_ids=tie["claim_ids"])
    for node in sorted(graph.nodes):
        parent = parent_of(build.nodes[node]) if node not in programs else ""
        if parent in graph and not graph.has_edge(node, parent):
            graph.add_edge(node, parent, claim_ids=[])
    return graph


def _how(build: Build, graph: nx.Graph[str], node: str, homes: Mapping[str, Collection[str]]) -> tuple[str, list[str]]:
    """Return what ties an actor to others, in words, and the claims behind that."""
    words = [f"in {name}" for name, inside in homes.items() if node in inside]
    linked: dict[str, list[str]] = {"cooperates with": [], "belongs to": [], "has": []}
    claims = {claim for other in graph[node] for claim in graph.edges[node, other]["claim_ids"]}
    for other in sorted((other for other in graph[node] if not _is_program(other)), key=build.name):
        theirs = ", ".join(name for name, inside in homes.items() if other in inside)
        told = f"{build.name(other)} ({theirs})" if theirs else build.name(other)
        linked[_kind_of_link(build, graph, node, other)].append(told)
        # where the lexicon alone ties it, what it reaches through that is the evidence
        claims |= set() if claims else {c for third in graph[other] for c in graph.edges[other, third]["claim_ids"]}
    words += [f"{how} {_listed(names)}" for how, names in linked.items() if names]
    return "; ".join(words), sorted(claims)


def _kind_of_link(build: Build, graph: nx.Graph[str], node: str, other: str) -> str:
    if graph.edges[node, other]["claim_ids"]:
        return "cooperates with"
    return "belongs to" if parent_of(build.nodes[node]) == other else "has"


def _listed(names: list[str]) -> str:
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")


def _is_program(node: str) -> bool:
    return node.startswith(f"{Kind.PROGRAM}:")
