"""How actors hang together: bridges, paths, communities, similarity, graphs."""

import json

import networkx as nx
import pytest

from lunargraph.answers import communities, hypergraphs
from lunargraph.answers.bridges import BRIDGE_COLUMNS
from lunargraph.answers.communities import COMMUNITY_COLUMNS, adjusted_rand
from lunargraph.answers.paths import PATH_COLUMNS
from lunargraph.answers.similarity import SIMILARITY_COLUMNS
from lunargraph.errors import MissingExtraError, QueryError
from tests.strategies import Desk

ILRS, ACCORDS = "program:ILRS", "program:ARTEMIS_ACCORDS"


def test_bridges_are_ranked_by_the_share_of_chains(graph):
    """From China and Belarus to Norway and Türkiye every shortest chain runs through Thailand, but from China, through
    CNSA and ESA, one of two to Norway."""
    frame = graph.bridges("ILRS", "Artemis Accords")
    assert tuple(frame.columns) == BRIDGE_COLUMNS
    found = dict(zip(frame["subject"], frame["share"], strict=True))
    # China-ILRS-Thailand-Accords-Norway has four steps, China-CNSA-ESA-Norway three
    assert found["country:THA"] == pytest.approx(3 / 4)
    assert found["agency:CNSA"] == found["agency:ESA"] == pytest.approx(1 / 4)
    assert frame["how"].tolist()[0] == "in International Lunar Research Station; in Artemis Accords"
    assert "belongs to China (International Lunar Research Station)" in frame.set_index("subject")["how"]["agency:CNSA"]
    assert all(frame["claim_ids"])


def test_bridges_on_a_date_and_where_there_are_none(graph):
    """Before Thailand signed, nobody had; and two programs are needed."""
    assert graph.bridges("ILRS", "Artemis Accords", "2024-06").empty
    assert graph.bridges("ILRS", "Rover").empty
    with pytest.raises(QueryError, match="are one program"):
        graph.bridges("ILRS", "International Lunar Research Station")


def test_a_path_has_a_sentence_for_every_step(graph):
    """Each row is a tie as it was stated; those of the lexicon have no sentence."""
    frame = graph.path("Norway", "China")
    assert tuple(frame.columns) == PATH_COLUMNS
    assert frame["relation"].tolist() == ["cooperates_with", "cooperates_with", "agency_of"]
    assert frame["step"].tolist() == [1, 2, 3]
    assert [bool(claims) for claims in frame["claim_ids"]] == [True, True, False]
    assert frame["sentence"].tolist() == ["It is current.", "It is current.", ""]
    assert frame["published"].tolist()[0] == "2024-02-01"


def test_a_path_follows_only_the_relations_asked_for(graph):
    """Without cooperation it runs through the programs; with it alone there is none."""
    frame = graph.path("Norway", "China", relations=["member_of"])
    assert frame["object"].tolist() == [ACCORDS, ACCORDS, ILRS, ILRS]
    assert graph.path("Norway", "Belarus", relations=["cooperates_with"]).empty
    assert graph.path("Thailand", "Norway", "2024-06", relations=["member_of"]).empty
    assert graph.path("Rover", "Norway").empty
    with pytest.raises(QueryError, match="relations are member_of"):
        graph.path("Norway", "China", relations=["likes"])
    with pytest.raises(QueryError, match="are one node"):
        graph.path("Norway", "NOR")


def test_an_end_brings_its_country_along(ask):
    """No article speaks of the agency before 2025, and it is its country's all the same."""
    desk = Desk().says("2022-03-02", subject="country:CHN", date="2022-03-01")
    desk.says("2025-03-02", subject="agency:CNSA", object="program:CHANGE_8", date="2025-03-01")
    frame = ask(desk).path("CNSA", "ILRS", "2023")
    assert frame["relation"].tolist() == ["agency_of", "member_of"]
    assert ask(desk).path("CNSA", "ILRS", "2023", relations=["member_of"]).empty


def test_of_two_paths_the_surer_is_taken(ask):
    """One length, less doubt."""
    desk = Desk()
    for middle, confidence in (("country:NOR", 0.85), ("country:THA", 0.95)):
        for end in ("country:BLR", "country:CHN"):
            one, other = sorted([middle, end])
            desk.says("2024", subject=one, object=other, relation="cooperates_with", confidence=confidence)
    frame = ask(desk).path("Belarus", "China")
    assert set(frame["subject"]) | set(frame["object"]) == {"country:BLR", "country:CHN", "country:THA"}


def test_communities_are_the_same_each_time_and_compared(graph):
    """Two coalitions tied by one member, and its neighbours."""
    found, again = graph.communities(seed=1), graph.communities(seed=1)
    assert found.frame.equals(again.frame)
    assert tuple(found.frame.columns) == COMMUNITY_COLUMNS
    assert set(found.frame["declared"]) == {"", "ILRS", "ARTEMIS_ACCORDS", "ILRS; ARTEMIS_ACCORDS"}
    assert found.compared == 5
    assert -1 <= found.agreement <= 1
    assert found.crosstab().to_numpy().sum() == len(found.frame)
    assert all(found.frame["claim_ids"])
    assert graph.communities("2020").frame.empty
    assert set(graph.communities(kind="country").frame["kind"]) == {"country"}


@pytest.mark.parametrize(
    ("one", "other", "index"),
    [
        ("aabb", "bbaa", 1.0),
        # the worked values of scikit-learn's documentation
        ("0012", "0011", 0.5714285714285714),
        ("0000", "0123", 0.0),
        ("0", "1", 1.0),
        ("", "", 1.0),
        ("aaaa", "bbbb", 1.0),
    ],
)
def test_adjusted_rand(one, other, index):
    """1 for the same split, whatever its names; about 0 by chance."""
    assert adjusted_rand(one, other) == pytest.approx(index)
    assert adjusted_rand(other, one) == pytest.approx(index)


def test_similarity_is_shared_by_either(graph):
    """Thailand shares one of two programs with each; the claims are of the shared ones."""
    frame = graph.similarity("Thailand")
    assert tuple(frame.columns) == SIMILARITY_COLUMNS
    rows = {row["second"]: row for row in frame.to_dict("records")}
    assert rows["country:NOR"]["jaccard"] == 0.5
    assert (rows["country:NOR"]["shared"], rows["country:NOR"]["programs"]) == (1, "ARTEMIS_ACCORDS")
    assert len(rows["country:NOR"]["claim_ids"]) == 2
    every = graph.similarity()
    assert every["jaccard"].tolist()[:2] == [1.0, 1.0]
    assert graph.similarity("ESA").empty


def test_networkx_graphs_have_no_tie_without_its_nodes(graph):
    """On a date: what held, with the nodes it needs, and what the lexicon adds."""
    whole, then = graph.to_networkx(status=None), graph.to_networkx("2021")
    assert set(whole.edges(keys=True)) == set(graph.graph.edges(keys=True))
    assert dict(whole.nodes(data=True)) == dict(graph.graph.nodes(data=True))
    assert set(then.nodes) >= {"country:CHN", ILRS}
    assert "country:BLR" not in then
    for subject, object_, key, data in then.edges(keys=True, data=True):
        assert then.nodes[subject]["name"]
        assert then.nodes[object_]["name"]
        assert key in {"agency_of", "part_of"} or data["claim_ids"]
    certainties = {data["certainty"] for *_, data in then.edges(data=True)}
    assert certainties == {"sure", "undated"}
    assert len(graph.to_networkx("1999-12-31", min_confidence=1)) == 0


def test_two_modes_and_the_evidence_in_the_projection(graph):
    """networkx's own projection drops it."""
    two = graph.bipartite()
    assert nx.is_bipartite(two)
    assert two.edges["country:CHN", ILRS]["role"] == "lead"
    assert len(two.edges["country:CHN", ILRS]["claim_ids"]) == 2
    one = graph.projection()
    edge = one.edges["country:BLR", "country:THA"]
    assert (edge["shared"], edge["weight"], edge["newman"], len(edge["claim_ids"])) == ([ILRS], 1, 0.5, 2)
    assert {tuple(sorted(pair)) for pair in one.edges} == {
        tuple(sorted(pair))
        for pair in nx.bipartite.projected_graph(two, [n for n, d in two.nodes(data=True) if d["bipartite"] == 0]).edges
    }
    programs = graph.projection("programs")
    assert programs.edges[ILRS, ACCORDS]["shared"] == ["country:THA"]
    assert set(graph.bipartite(kind="agency")) == {"agency:CNSA", "program:CHANGE_8"}
    with pytest.raises(QueryError, match="onto actors or programs"):
        graph.projection("articles")


def test_a_coalition_is_a_hyperedge(graph):
    """HIF: every incidence names a node and an edge that are there, with its evidence."""
    hif = json.loads(json.dumps(graph.hypergraph()))
    nodes, edges = ({each[key] for each in hif[f"{key}s"]} for key in ("node", "edge"))
    assert {(each["edge"] in edges, each["node"] in nodes) for each in hif["incidences"]} == {(True, True)}
    members = {each["node"] for each in hif["incidences"] if each["edge"] == ILRS}
    assert members == graph.coalition("ILRS").ids
    assert all(each["attrs"]["claim_ids"] for each in hif["incidences"])


def test_xgi_reads_the_hypergraph(graph):
    """It comes with an extra, which the tests install."""
    made = graph.to_xgi("2024")
    assert made.edges.members(ILRS) == graph.coalition("ILRS", "2024").ids


def test_without_xgi_the_way_out_is_named(graph, monkeypatch):
    """It is optional."""
    monkeypatch.setitem(__import__("sys").modules, "xgi", None)
    with pytest.raises(MissingExtraError, match=r"lunargraph\[hypergraph\]"):
        hypergraphs.to_xgi(graph)
    assert communities.DECLARED == (ILRS, ACCORDS)
