"""Communities: what an algorithm finds, beside the coalitions that are declared."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import comb
from typing import TYPE_CHECKING

import networkx as nx
import pandas as pd

from lunargraph.answers.frames import frame_with
from lunargraph.answers.networks import held_ties, parent_of, projection
from lunargraph.model import Relation
from lunargraph.queries import NAMED, members, named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lunargraph.finished import Build

COMMUNITY_COLUMNS = ("community", "subject", *NAMED, "declared", "strength", "claim_ids")
#: The coalitions that communities are compared with.
DECLARED = ("program:ILRS", "program:ARTEMIS_ACCORDS")


@dataclass(frozen=True)
class Communities:
    """What Louvain found, and how far it agrees with the declared coalitions.

    ``frame`` has ``COMMUNITY_COLUMNS``, one row per actor: community (0 is the largest), declared (labels of the
    declared coalitions it is in, joined by "; "; empty for none), strength (the summed weight of its links to others
    of its community) and claim_ids (those behind these links). ``modularity`` is that of the partition. ``agreement``
    is the adjusted Rand index between community and declared over the actors in a declared coalition, ``compared`` of
    them: 1 where both split them alike, about 0 where they agree as by chance. ``seed`` and ``resolution`` repeat it.
    """

    frame: pd.DataFrame
    modularity: float
    agreement: float
    compared: int
    seed: int
    resolution: float

    def crosstab(self) -> pd.DataFrame:
        """Return how many actors of each declared coalition (rows) are in each community (columns)."""
        told = self.frame["declared"].replace("", "none")
        return pd.crosstab(told, self.frame["community"])


def communities(  # noqa: PLR0913 - one parameter per condition
    build: Build,
    as_of: str | None = None,
    *,
    kind: str = "",
    seed: int = 0,
    resolution: float = 1.0,
    min_confidence: float | None = None,
) -> Communities:
    """Find communities of actors by Louvain (Blondel et al., J. Stat. Mech. P10008, 2008; networkx's, seeded).

    Two actors are linked by the programs they share, each weighing 1 / (members - 1), by cooperation and by being
    agency and country, each weighing 1; with ``as_of`` by what is known to have held then.
    The same build, seed and release of networkx give the same communities.

    Raises:
        QueryError: where the date or the confidence is not known.
    """
    graph = _linked(build, as_of, kind, min_confidence)
    # Louvain asks its random numbers in the order of the nodes
    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(sorted(graph))
    ordered.add_edges_from(sorted(graph.edges(data=True), key=lambda edge: edge[:2]))
    weighted = ordered.number_of_edges() > 0
    found = nx.community.louvain_communities(ordered, seed=seed, resolution=resolution) if weighted else []
    parts = sorted((sorted(part) for part in found), key=lambda part: (-len(part), part))
    declared = _declared(build, as_of, min_confidence)
    rows = []
    for number, part in enumerate(parts):
        for node in part:
            inside = [ordered.edges[node, other] for other in ordered[node] if other in set(part)]
            told = {"community": number, "subject": node, **named(build, node), "declared": declared.get(node, "")}
            claims = {claim for edge in inside for claim in edge["claim_ids"]}
            strength = sum(edge["weight"] for edge in inside)
            rows.append({**told, "strength": round(strength, 6), "claim_ids": sorted(claims)})
    rows.sort(key=lambda row: (row["community"], -row["strength"], row["subject"]))
    compared = [(row["community"], row["declared"]) for row in rows if row["declared"]]
    modularity = nx.community.modularity(ordered, map(set, parts), resolution=resolution) if weighted else 0.0
    return Communities(
        frame=frame_with(rows, COMMUNITY_COLUMNS, community="int64", strength="float64"),
        modularity=round(modularity, 6),
        agreement=round(adjusted_rand([c for c, _ in compared], [d for _, d in compared]), 6),
        compared=len(compared),
        seed=seed,
        resolution=resolution,
    )


def adjusted_rand(one: Sequence[object], other: Sequence[object]) -> float:
    """Return the adjusted Rand index of two labellings of the same things (Hubert and Arabie, J. Classif. 2, 1985).

    >>> adjusted_rand("aabb", "xxyy"), round(adjusted_rand("aabb", "xyxy"), 3)
    (1.0, -0.5)
    """
    together = sum(comb(n, 2) for n in Counter(zip(one, other, strict=True)).values())
    ones, others = (sum(comb(n, 2) for n in Counter(labels).values()) for labels in (one, other))
    pairs = comb(len(one), 2)
    expected = ones * others / pairs if pairs else 0.0
    most = (ones + others) / 2
    # both put everything in one group, or each thing in its own: they agree
    return 1.0 if most == expected else (together - expected) / (most - expected)


def _linked(build: Build, as_of: str | None, kind: str, min_confidence: float | None) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    shared = projection(build, "actors", as_of, kind=kind, min_confidence=min_confidence, undated=False)
    for one, other, data in shared.edges(data=True):
        graph.add_edge(one, other, weight=data["newman"], claim_ids=data["claim_ids"])
    for tie in held_ties(build, as_of, min_confidence=min_confidence, undated=False):
        one, other = tie["subject"], tie["object"]
        wanted = not kind or all(end.startswith(f"{kind}:") for end in (one, other))
        if wanted and tie["relation"] == Relation.COOPERATES_WITH:
            _link(graph, one, other, tie["claim_ids"])
    for node in sorted(graph):
        parent = parent_of(build.nodes[node])
        if parent in graph:
            _link(graph, node, parent, [])
    return graph


def _link(graph: nx.Graph[str], one: str, other: str, claims: Sequence[str]) -> None:
    kept = graph.edges[one, other] if graph.has_edge(one, other) else {}
    together = sorted({*kept.get("claim_ids", ()), *claims})
    graph.add_edge(one, other, weight=kept.get("weight", 0.0) + 1.0, claim_ids=together)


def _declared(build: Build, as_of: str | None, min_confidence: float | None) -> Mapping[str, str]:
    found: dict[str, list[str]] = {}
    for program in DECLARED:
        label = program.partition(":")[2]
        for who in members(build, program, as_of, min_confidence=min_confidence)["subject"]:
            found.setdefault(str(who), []).append(label)
    return {who: "; ".join(labels) for who, labels in found.items()}
