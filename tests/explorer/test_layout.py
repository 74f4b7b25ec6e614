"""Where nodes stand: the same for the same graph, apart from each other, coalitions left and right."""

import math
from itertools import combinations

import networkx as nx

from lunargraph.explorer.layout import CELL, place


def _turned_round(graph):
    other = nx.MultiDiGraph()
    other.add_nodes_from(reversed(list(graph.nodes(data=True))))
    other.add_edges_from(reversed(list(graph.edges(keys=True, data=True))))
    return other


def _stated(graph, *ties):
    for subject, relation, object_ in ties:
        graph.add_edge(subject, object_, relation=relation, status="current")
    return graph


def test_order_of_nodes_and_edges_does_not_matter(sample):
    """A graph built in another order gives the same picture."""
    assert place(_turned_round(sample.graph)) == place(sample.graph)


def test_every_node_has_its_own_room(sample):
    """No two nodes stand so close that both symbols and labels collide."""
    spots = place(sample.graph)
    assert spots.keys() == set(sample.graph)
    gaps = [math.hypot((a[0] - b[0]) / CELL[0], (a[1] - b[1]) / CELL[1]) for a, b in combinations(spots.values(), 2)]
    assert min(gaps) > 0.8


def test_coalitions_stand_left_and_right_and_those_of_both_between(sample):
    """The ILRS is on the left, the Artemis Accords on the right, members of both in the middle."""
    spots = place(sample.graph)
    west, east = spots["program:ILRS"][0], spots["program:ARTEMIS_ACCORDS"][0]
    assert west < spots["country:BLR"][0] + 4 * CELL[0]
    for node in ("country:SEN", "country:THA"):
        assert west < spots[node][0] < east


def test_members_circle_their_program():
    """A member stands on the first orbit of the only program that it belongs to."""
    spots = place(_stated(nx.MultiDiGraph(), ("a", "member_of", "p"), ("b", "member_of", "p"), ("c", "leads", "q")))
    assert math.dist(spots["a"], spots["p"]) < 2 * CELL[0]
    assert math.dist(spots["a"], spots["p"]) < math.dist(spots["a"], spots["q"])


def test_an_agency_stands_beside_its_country():
    """Who belongs to no program follows its country or its partners."""
    graph = _stated(nx.MultiDiGraph(), ("country:A", "member_of", "p"), ("agency:A", "cooperates_with", "agency:B"))
    graph.add_edge("agency:A", "country:A", relation="agency_of")
    spots = place(graph)
    assert math.dist(spots["agency:A"], spots["p"]) < 3 * CELL[0]


def test_partners_without_any_program_form_a_group():
    """The busiest of a group that no program reaches becomes its middle."""
    ties = [("x", "cooperates_with", partner) for partner in ("u", "v", "w")]
    spots = place(_stated(nx.MultiDiGraph(), *ties, ("m", "member_of", "p")))
    assert all(math.dist(spots["x"], spots[partner]) < 2 * CELL[0] for partner in ("u", "v", "w"))


def test_nodes_without_stated_ties_stand_below():
    """Lexicon facts alone do not put an actor among those that articles speak of."""
    graph = _stated(nx.MultiDiGraph(), ("a", "member_of", "p"))
    graph.add_edge("idle", "idler", relation="agency_of")
    spots = place(graph)
    assert min(spots["idle"][1], spots["idler"][1]) > max(spots["a"][1], spots["p"][1])


def test_strange_graphs_are_placed():
    """An empty graph, a self-loop, programs in programs and unknown words need no special care."""
    assert place(nx.MultiDiGraph()) == {}
    graph = _stated(nx.MultiDiGraph(), ("a", "cooperates_with", "a"), ("p", "member_of", "q"), ("q", "member_of", "p"))
    graph.add_edge("a", "p", relation="envies", status="who knows")
    graph.add_edge("b", "p", relation="member_of", status=None)
    assert place(graph).keys() == {"a", "b", "p", "q"}


def test_a_denied_membership_does_not_draw_a_country_to_the_program():
    """A country stands with the program that it is in, not with the larger one that it is said not to be in."""
    graph = _stated(nx.MultiDiGraph(), *((f"m{i}", "member_of", "big") for i in range(9)), ("a", "member_of", "small"))
    graph.add_edge("a", "big", relation="member_of", status="denied")
    spots = place(graph)
    assert math.dist(spots["a"], spots["small"]) < math.dist(spots["a"], spots["big"])


def test_what_is_seen_at_first_stands_closest():
    """Members that only a filter brings up stand outside of those that are there from the start."""
    graph = _stated(nx.MultiDiGraph(), *((f"m{i:02}", "member_of", "big") for i in range(30)))
    seen = {"big", *(f"m{i:02}" for i in range(20, 30))}
    spots = place(graph, seen)
    away = {node: math.dist(spots[node], spots["big"]) for node in graph if node != "big"}
    assert max(away[node] for node in seen - {"big"}) <= min(away[node] for node in set(away) - seen) + 1.1 * CELL[0]
    assert place(_turned_round(graph), seen) == spots


def test_the_name_of_a_hub_has_room_below():
    """Nobody on the first orbit of a large program stands where its name is written."""
    spots = place(_stated(nx.MultiDiGraph(), *((f"m{i:02}", "member_of", "big") for i in range(70))))
    x, y = spots["big"]
    below = [(a, b) for node, (a, b) in spots.items() if node != "big" and 0 < b - y < 1.5 * CELL[1]]
    assert all(abs(a - x) > 0.7 * CELL[0] for a, _ in below)
