"""Similarity: who is in the same programs as whom."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

from lunargraph.answers.frames import frame_with
from lunargraph.answers.networks import bipartite
from lunargraph.model import Kind
from lunargraph.queries import ACTORS, find

if TYPE_CHECKING:
    import pandas as pd

    from lunargraph.finished import Build

SIMILARITY_COLUMNS = (
    "first", "first_name", "second", "second_name", "jaccard", "shared", "programs", "programs_first",
    "programs_second", "claim_ids",
)  # fmt: skip


def similarity(
    build: Build,
    actor: str | None = None,
    as_of: str | None = None,
    *,
    kind: str = Kind.COUNTRY.value,
    min_confidence: float | None = None,
) -> pd.DataFrame:
    """Return pairs of actors by how alike their programs are (``SIMILARITY_COLUMNS``), the most alike first.

    The measure, ``jaccard``: programs that both are in or lead, divided by programs that either is in or leads
    (Jaccard index). ``shared`` is how many both are in, ``programs`` their labels joined by "; ", programs_first and
    programs_second how many each is in, and ``claim_ids`` the claims behind the shared ones. With ``actor`` only its
    own pairs, it being the first; ``kind`` is the kind of the others, "" for all. Pairs that share nothing are left
    out, and so, where a date is given, are memberships of unknown date.

    Raises:
        QueryError: where the actor, the date or the confidence is not known.
    """
    graph = bipartite(build, as_of, min_confidence=min_confidence, undated=False)
    programs = {node: set(graph[node]) for node, data in graph.nodes(data=True) if data["bipartite"] == 0}
    others = sorted(node for node in programs if not kind or node.startswith(f"{kind}:"))
    if actor is None:
        pairs = list(combinations(others, 2))
    else:
        mine = find(build, actor, ACTORS)
        pairs = [(mine, other) for other in others if other != mine and mine in programs]
    rows: list[dict[str, Any]] = []
    for first, second in pairs:
        shared = programs[first] & programs[second]
        if not shared:
            continue
        claims = {
            claim for who in (first, second) for program in shared for claim in graph.edges[who, program]["claim_ids"]
        }
        rows.append(
            {
                "first": first,
                "first_name": build.name(first),
                "second": second,
                "second_name": build.name(second),
                "jaccard": round(len(shared) / len(programs[first] | programs[second]), 6),
                "shared": len(shared),
                "programs": "; ".join(sorted(str(graph.nodes[program]["label"]) for program in shared)),
                "programs_first": len(programs[first]),
                "programs_second": len(programs[second]),
                "claim_ids": sorted(claims),
            }
        )
    rows.sort(key=lambda row: (-row["jaccard"], -row["shared"], row["first"], row["second"]))
    counts = dict.fromkeys(("shared", "programs_first", "programs_second"), "int64")
    return frame_with(rows, SIMILARITY_COLUMNS, jaccard="float64", **counts)
