"""Paths: the shortest chain of ties between two nodes, with the sentence behind each step."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import networkx as nx

from lunargraph.answers.frames import frame_with
from lunargraph.answers.networks import add_parents, to_networkx
from lunargraph.coalitions import check_date
from lunargraph.errors import QueryError
from lunargraph.finished import find_node
from lunargraph.model import Relation
from lunargraph.queries import evidence_rows

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd

    from lunargraph.finished import Build

PATH_COLUMNS = (
    "step", "subject", "subject_name", "relation", "object", "object_name", "since", "certainty", "support", "said_by",
    "confidence", "sure", "sentence", "outlet", "published", "url", "claim_ids",
)  # fmt: skip


def path(  # noqa: PLR0913 - one parameter per condition
    build: Build,
    start: str,
    end: str,
    as_of: str | None = None,
    *,
    relations: Collection[str] | None = None,
    min_confidence: float | None = None,
) -> pd.DataFrame:
    """Return the shortest chain of ties between two nodes, one row per step (``PATH_COLUMNS``); no row where none is.

    Ties are followed in either direction, with ``as_of`` those of known date that held then; ``subject`` and
    ``object`` of a row are those of the tie, so that it reads as it was stated. Of chains of one length the surest
    is taken (the one with the least doubt, summed over its steps), then the first by id. ``relations`` are those that
    may be followed, all if None; with cooperates_with and agency_of alone a shared program is no link. ``sentence``,
    ``outlet``, ``published`` and ``url`` are of the surest claim of each step that says so; steps of the lexicon
    (agency_of, part_of) have none.

    Raises:
        QueryError: where an end, the date, a relation or the confidence is not known, or both ends are one.
    """
    ends = [find_node(build, text) for text in (start, end)]
    if ends[0] == ends[1]:
        raise QueryError(f"{start!r} and {end!r} are one node, {ends[0]}; a path needs two.")
    if unknown := sorted(set(relations or ()) - set(Relation)):
        raise QueryError(f"{unknown[0]!r} is no relation; relations are {', '.join(Relation)}.")
    if as_of is not None:
        check_date(as_of)
    links: nx.Graph[str] = nx.Graph()
    for one, other, key, tie in _edges(build, ends, as_of, min_confidence):
        # a thousandth of a step for full doubt: length first, then the surest
        doubt = 1 + (1 - tie["confidence"]) / 1000
        kept = links.edges[one, other]["weight"] if links.has_edge(one, other) else 2
        if (not relations or tie["relation"] in relations) and doubt < kept:
            links.add_edge(one, other, weight=doubt, tie={**tie, "id": key, "subject": one, "object": other})
    if not all(end in links for end in ends) or not nx.has_path(links, *ends):
        return frame_with([], PATH_COLUMNS, step="int64")
    nodes = nx.dijkstra_path(links, *ends)
    steps = [links.edges[pair]["tie"] for pair in pairwise(nodes)]
    rows = [{"step": number, **_told(build, tie)} for number, tie in enumerate(steps, start=1)]
    return frame_with(rows, PATH_COLUMNS, step="int64")


def _edges(
    build: Build, ends: Collection[str], as_of: str | None, min_confidence: float | None
) -> list[tuple[str, str, str, dict[str, Any]]]:
    graph = to_networkx(build, as_of, min_confidence=min_confidence, undated=False)
    # an agency of which no article spoke by then is its country's all the same
    add_parents(build, graph, [end for end in ends if end in build.nodes])
    return sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3])


def _told(build: Build, tie: dict[str, Any]) -> dict[str, Any]:
    named = {f"{end}_name": build.name(tie[end]) for end in ("subject", "object")}
    backing = evidence_rows(build, build.claims_with(tie["claim_ids"])).to_dict("records") if tie["claim_ids"] else []
    # a claim that says otherwise is evidence, but not of this step
    agreeing = [claim for claim in backing if claim["status"] == "current"] or backing
    best = max(agreeing, key=lambda claim: (claim["confidence"], claim["claim_id"]), default={})
    shown = {key: best.get(key) for key in ("sentence", "outlet", "published", "url")}
    return {**tie, **named, **{str(k): v for k, v in shown.items()}}
