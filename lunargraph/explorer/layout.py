"""Where each node stands: actors on orbits around the program they belong to, the same picture every time.

Positions come from arithmetic on sorted ids, without random numbers or simulated forces, so that
every machine draws the same picture of the same graph.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lunargraph.explorer.room import Bands, Room
from lunargraph.model import STATED_RELATIONS, Kind, Relation, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    import networkx as nx

    Point = tuple[float, float]
    _Edge = tuple[str, str, str, str]

#: The room of one node with its label, in the units of the canvas; distances below count in it.
CELL = (104.0, 86.0)
WEST, EAST = "program:ILRS", "program:ARTEMIS_ACCORDS"

#: The first orbit of a hub with so many members or fewer, else the last one.
_FIRST_ORBITS = {4: 0.95, 8: 1.3}
_WIDE_ORBIT = 1.65
_BELONGS = (Relation.MEMBER_OF, Relation.LEADS)
_FIRMNESS = {Status.CURRENT: 0, Status.PLANNED: 1, Status.ENDED: 2, Status.DENIED: 3}
#: How strongly a tie pulls its ends together; membership pulls little because its orbit shows it already.
_PULL = {Relation.LEADS: 4.0, Relation.AGENCY_OF: 3.0, Relation.COOPERATES_WITH: 1.0, Relation.MEMBER_OF: 0.3}
#: The picture is made for a pane of about three by two.
_PANE = 1.55
#: How much wider than high gaps are looked for, and how strongly a group keeps to its partners; the pair that fills
#: the pane best is taken.
_SHAPES = (1.8, 1.5, 2.1, 1.3)
_KEEPINGS = (0.35, 0.2, 0.5)
#: With more nodes than this the first pair has to do.
_CHOOSY = 600
_SWAP_BUDGET = 1_500_000


@dataclass(slots=True)
class _Cluster:
    """A hub with those on its orbits; the slots are relative to its centre."""

    hub: str
    members: list[str] = field(default_factory=list)
    slots: list[Point] = field(default_factory=list)
    radius: float = 0.65
    centre: Point = (0.0, 0.0)


def place(graph: nx.MultiDiGraph[str], at_first: Collection[str] | None = None) -> dict[str, tuple[int, int]]:
    """Give every node of the graph whole canvas coordinates, independent of the order of nodes and edges.

    Actors circle the largest program that they belong to, the ILRS on the left, the Artemis Accords on
    the right, those of both between them; nodes without any stated tie stand in rows below.

    Args:
        graph: nodes and ties as ``build_graph`` returns them.
        at_first: the nodes that are on the picture before a reader changes anything, all if None; they stand closest.
    """
    edges = _edges(graph)
    homes = _homes(edges)
    between = _between(graph, homes)
    first = set(graph) if at_first is None else set(at_first)
    shapes = [(shape, keeping) for keeping in _KEEPINGS for shape in _SHAPES]
    clusters: list[_Cluster] = []
    spots: dict[str, Point] = {}
    made = _clusters(homes, between, first)
    links = _links(edges, made)
    pane = _Pane(first & homes.keys())
    bands = {shape: Bands(CELL[0] / CELL[1] / shape) for shape in _SHAPES}
    for shape, keeping in shapes if len(homes) <= _CHOOSY else shapes[:1]:
        tried = [replace(cluster) for cluster in made]
        found = _arrange(tried, links, between, Room(bands[shape], keeping), pane)
        if found is not None:
            clusters, spots = tried, found
    _shorten(edges, clusters, spots, first)
    bottom = max((y for _, y in spots.values()), default=0.0) + 2
    idle = sorted(node for node in graph if node not in spots)
    row = max(12, math.isqrt(len(idle)))
    for index, node in enumerate(idle):
        spots[node] = (index % row - (row - 1) / 2, bottom + index // row)
    return {node: (round(x * CELL[0]), round(y * CELL[1])) for node, (x, y) in sorted(spots.items())}


class _Pane:
    """How high a pane must be to hold some nodes, and the least that any picture needed so far."""

    def __init__(self, nodes: Collection[str]) -> None:
        self._nodes = nodes
        self._least = math.inf
        self._box = (math.inf, -math.inf, math.inf, -math.inf)

    def begin(self) -> None:
        self._box = (math.inf, -math.inf, math.inf, -math.inf)

    def hold(self, spots: Mapping[str, Point]) -> bool:
        """Say whether all that was held since the beginning may still need less than any picture before."""
        points = [spots[node] for node in spots if node in self._nodes]
        if points:
            left, right, top, bottom = self._box
            across, down = zip(*points, strict=True)
            self._box = min(left, *across), max(right, *across), min(top, *down), max(bottom, *down)
        return self._height < self._least

    def end(self) -> None:
        """Take what was held as a picture, the least of all."""
        self._least = self._height

    @property
    def _height(self) -> float:
        left, right, top, bottom = self._box
        return round(max((right - left) * CELL[0] / _PANE, (bottom - top) * CELL[1]), 6) if left <= right else 0.0


def _edges(graph: nx.MultiDiGraph[str]) -> list[_Edge]:
    """Return subject, object, relation and status of every edge, sorted."""
    rows = ((u, v, str(d.get("relation")), str(d.get("status"))) for u, v, d in graph.edges(data=True))
    return sorted(rows)


def _homes(edges: Sequence[_Edge]) -> dict[str, str]:
    """Map every node that has a stated tie to the hub it stands with; a hub is mapped to itself."""
    stated = [edge for edge in edges if edge[2] in STATED_RELATIONS]
    size: dict[str, set[str]] = defaultdict(set)
    for subject, object_, relation, _ in stated:
        if relation in _BELONGS:
            size[object_].add(subject)
    homes: dict[str, str] = {program: program for program in size}
    best: dict[str, tuple[int, int, str]] = {}
    for subject, object_, relation, status in stated:
        if relation in _BELONGS and subject not in homes:
            rank = (_FIRMNESS.get(Status(status), 4) if status in set(Status) else 4, -len(size[object_]), object_)
            best[subject] = min(best.get(subject, rank), rank)
    homes.update({subject: rank[2] for subject, rank in best.items()})
    touched = {end for subject, object_, *_ in stated for end in (subject, object_)}
    _follow_partners(edges, homes, touched)
    return homes


def _follow_partners(edges: Sequence[_Edge], homes: dict[str, str], touched: set[str]) -> None:
    """Settle those without a program beside their partners; the busiest of a group apart becomes its hub."""
    partners: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for subject, object_, relation, _ in edges:
        if subject != object_ and relation not in _BELONGS:
            partners[subject][object_] += _PULL.get(Relation(relation), 1.0) if relation in set(Relation) else 1.0
            partners[object_][subject] = partners[subject][object_]
    while waiting := sorted(touched - homes.keys()):
        settled: dict[str, str] = {}
        for node in waiting:
            votes: dict[str, float] = defaultdict(float)
            for partner, pull in partners[node].items():
                if partner in homes:
                    votes[homes[partner]] += pull
            if votes:
                settled[node] = min(votes, key=lambda hub: (-votes[hub], hub))
        if not settled:
            hub = min(waiting, key=lambda node: (-len(partners[node]), node))
            settled[hub] = hub
        homes.update(settled)


def _between(graph: nx.MultiDiGraph[str], homes: Mapping[str, str]) -> list[str]:
    if WEST not in homes or EAST not in homes:
        return []
    both = [node for node in homes if graph.nodes[node].get("coalition") == "both"]
    return sorted(node for node in both if graph.nodes[node].get("kind") != Kind.PROGRAM)


def _clusters(homes: Mapping[str, str], between: Sequence[str], first: Collection[str]) -> list[_Cluster]:
    clusters = {hub: _Cluster(hub) for hub in sorted(set(homes.values()))}
    for node in sorted(set(homes) - set(between), key=lambda node: (node not in first, node)):
        if homes[node] != node:
            clusters[homes[node]].members.append(node)
    for cluster in clusters.values():
        if cluster.members:
            cluster.slots = _orbits(len(cluster.members))
            margin = 0.55 if len(cluster.members) > 4 else 0.42
            cluster.radius = max(math.hypot(x, y) for x, y in cluster.slots) + margin
    return sorted(
        clusters.values(),
        key=lambda c: (not any(node in first for node in (c.hub, *c.members)), -len(c.members), c.hub),
    )


def _orbits(count: int) -> list[Point]:
    """Lay ``count`` slots on circles one cell apart, each circle turned so that spokes pass between."""
    first = next((radius for most, radius in _FIRST_ORBITS.items() if count <= most), _WIDE_ORBIT)
    radii: list[float] = []
    while sum(room := [math.floor(math.tau * radius) for radius in radii]) < count:
        radii.append(first + len(radii))
    slots: list[Point] = []
    left, space = count, sum(room)
    for ring, radius in enumerate(radii):
        here = min(left, math.ceil(left * room[ring] / space))
        left, space = left - here, space - room[ring]
        # a label stands below its node: nobody stands right above or below a hub with few others
        turn = math.pi / 4 if here == count == 4 else ring * math.pi / max(here, 1)
        # and in a large cluster nobody stands level with the hub, where ties to the other side run
        turn += 0.11 if count > 4 else 0.0
        angles = [turn + math.tau * i / here for i in range(here)]
        if ring == 0 and count > 4:
            angles = _open_below(here)
        slots.extend((radius * math.cos(angle), radius * math.sin(angle)) for angle in angles)
    return slots


def _open_below(here: int) -> list[float]:
    """Leave the lowest place of a circle to the name of the hub, and nobody level with the hub."""
    step = math.tau / (here + 1)
    turn = 0.06 if (here + 1) % 4 == 0 else 0.0
    return [math.pi / 2 + turn + step * i for i in range(1, here + 1)]


def _links(edges: Sequence[_Edge], clusters: Sequence[_Cluster]) -> dict[str, list[str]]:
    """Return for each hub the nodes at the other ends of its cluster's ties, in order."""
    home = {node: cluster.hub for cluster in clusters for node in (cluster.hub, *cluster.members)}
    links: dict[str, list[str]] = {cluster.hub: [] for cluster in clusters}
    for subject, object_, *_ in edges:
        for one, other in ((subject, object_), (object_, subject)):
            if one in home:
                links[home[one]].append(other)
    return links


def _arrange(
    clusters: Sequence[_Cluster],
    links: Mapping[str, Sequence[str]],
    between: Sequence[str],
    room: Room,
    pane: _Pane,
) -> dict[str, Point] | None:
    """Stand the two coalitions side by side and the smaller clusters in the nearest gaps around them.

    None where that needs no less of the pane than an arrangement before.
    """
    pane.begin()
    columns = math.ceil(len(between) / 8)
    spots: dict[str, Point] = {}
    for index, node in enumerate(between):
        rows = math.ceil(len(between) / columns)
        spots[node] = (index // rows - (columns - 1) / 2, (index % rows - (rows - 1) / 2) * 1.15)
        room.take(spots[node], 0.6)
    pane.hold(spots)
    for cluster in clusters:
        side = {WEST: -1, EAST: 1}.get(cluster.hub, 0)
        if side:
            cluster.centre = (side * (cluster.radius + columns / 2 + 0.1), 0.0)
    for cluster in sorted(clusters, key=lambda c: c.hub not in {WEST, EAST}):
        if cluster.hub not in {WEST, EAST}:
            drawn = [spots[node] for node in links[cluster.hub] if node in spots]
            cluster.centre = room.nearest_gap(cluster.radius, _mean(drawn))
        room.take(cluster.centre, cluster.radius)
        here = {cluster.hub: cluster.centre}
        for node, slot in zip(cluster.members, cluster.slots, strict=True):
            here[node] = (cluster.centre[0] + slot[0], cluster.centre[1] + slot[1])
        spots |= here
        if not pane.hold(here):
            return None
    pane.end()
    return spots


def _mean(points: Sequence[Point]) -> Point:
    if not points:
        return (0.0, 0.0)
    across = down = 0.0
    # sum() rounds in another way from Python 3.12 on
    for x, y in points:
        across += x
        down += y
    return (across / len(points), down / len(points))


def _shorten(
    edges: Sequence[_Edge], clusters: Sequence[_Cluster], spots: dict[str, Point], first: Collection[str]
) -> None:
    """Swap nodes of one cluster while that brings partners closer, so that fewer ties cross the picture."""
    ties: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for subject, object_, relation, _ in edges:
        if subject != object_ and subject in spots and object_ in spots:
            pull = _PULL.get(Relation(relation), 1.0) if relation in set(Relation) else 1.0
            ties[subject].append((object_, pull))
            ties[object_].append((subject, pull))

    def length(node: str) -> float:
        x, y = spots[node]
        total = 0.0
        for other, pull in ties[node]:
            left, top = spots[other]
            total += pull * math.hypot((x - left) * CELL[0] / CELL[1], y - top)
        return total

    for cluster in clusters:
        inner = [node for node in cluster.members if node in first]
        outer = [node for node in cluster.members if node not in first]
        for _ in range(min(6, _SWAP_BUDGET // (len(cluster.members) ** 2 + 1))):
            if not any([_swap_once(inner, spots, length), _swap_once(outer, spots, length)]):
                break


def _swap_once(members: Sequence[str], spots: dict[str, Point], length: Callable[[str], float]) -> bool:
    swapped = False
    known: dict[str, float] = {}
    for index, one in enumerate(members):
        for other in members[index + 1 :]:
            for node in (one, other):
                if node not in known:
                    known[node] = length(node)
            before = known[one] + known[other]
            spots[one], spots[other] = spots[other], spots[one]
            # the margin keeps rounding errors from swapping equals to and fro
            if length(one) + length(other) < before - 1e-6:
                swapped = True
                known.clear()
            else:
                spots[one], spots[other] = spots[other], spots[one]
    return swapped
