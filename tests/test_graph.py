"""The graph holds every tie once, what the lexicon knows of its nodes, and reads back exactly."""

import json
import re
import xml.etree.ElementTree as ET

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunargraph.claims import claims_to_frame
from lunargraph.errors import OutputError
from lunargraph.graph import CAMPS, EDGE_KEYS, build_graph, read_json, write_graphml, write_json
from lunargraph.model import Actor, Kind
from lunargraph.ties import weigh
from tests.strategies import Desk, claims, small_lexicon

HOSTILE = Actor(
    id="organization:x", kind=Kind.ORGANIZATION, name="<b>\x00&\ud800\ufffe", label="\x0bX", aliases=("a; b", '"c"')
)


def _graph(desk, extra=()):
    claim_rows, article_rows = desk.frames()
    return build_graph(weigh(claim_rows, article_rows), claim_rows, article_rows, small_lexicon(), extra)


@pytest.fixture
def graph():
    """A graph with parallel ties, an agency, a program three deep, a dispute, and a hostile actor."""
    desk = Desk().says("2024-01-01", date="2023-10").says("2024-01-01", relation="leads").says("2024-02-01", "denied")
    desk.says("2024-01-01", subject="agency:CNSA", object="program:ROVER", topics=("rover", "data"))
    desk.says("2024-01-01", "planned", subject="organization:x", object="program:ILRS")
    return _graph(desk, [HOSTILE])


def test_every_tie_is_one_edge_keyed_by_its_id():
    """Parallel ties of one pair stay apart, with all attributes of their rows."""
    desk = Desk().says("2024-01-01", date="2023-10").says("2024-01-01", relation="leads")
    rows = weigh(*desk.frames()).to_dict("records")
    graph = _graph(desk)
    assert graph.number_of_edges() == 2
    for row in rows:
        data = graph.edges[row["subject"], row["object"], row["id"]]
        assert data == {key: row[key] for key in EDGE_KEYS}


def test_nodes_carry_what_the_lexicon_knows(graph):
    """A node has kind, names, place and type; aliases are a list."""
    assert graph.nodes["country:BLR"] == {
        "kind": "country", "name": "Belarus", "label": "BLR", "aliases": ["Minsk", "BY"], "coalition": "ILRS", "country": "",
        "region": "Eastern Europe", "continent": "Europe", "type": "", "part_of": "",
    }  # fmt: skip
    assert graph.nodes["program:CHANGE_8"]["type"] == "mission"
    assert graph.nodes["program:CHANGE_8"]["kind"] == "program"


def test_agencies_bring_their_country_and_programs_their_parents(graph):
    """Structural edges are added for what occurs, up to the last parent, and for nothing else."""
    structure = {(s, o, k) for s, o, k, d in graph.edges(keys=True, data=True) if not d["claim_ids"]}
    assert structure == {
        ("agency:CNSA", "country:CHN", "agency_of"),
        ("program:ROVER", "program:CHANGE_8", "part_of"),
        ("program:CHANGE_8", "program:ILRS", "part_of"),
    }
    assert "country:NOR" not in graph
    assert set(graph.edges["agency:CNSA", "country:CHN", "agency_of"]) == set(EDGE_KEYS)


@pytest.mark.parametrize(
    ("news", "coalition"),
    [
        ([("program:ILRS", "member_of", "current")], "ILRS"),
        ([("program:ARTEMIS_ACCORDS", "leads", "current")], "ARTEMIS_ACCORDS"),
        ([("program:ILRS", "leads", "current"), ("program:ARTEMIS_ACCORDS", "member_of", "current")], "both"),
        ([("program:ILRS", "member_of", "current"), ("program:ARTEMIS_ACCORDS", "member_of", "planned")], "ILRS"),
        ([("program:ILRS", "member_of", "ended")], ""),
        ([("program:CHANGE_8", "member_of", "current")], ""),
    ],
)
def test_coalition_follows_current_ties_to_the_two_camps(news, coalition):
    """Only what holds now puts a node into a camp; a payload on a mission does not."""
    desk = Desk()
    for program, relation, status in news:
        desk.says("2024", status, object=program, relation=relation)
    assert _graph(desk).nodes["country:BLR"]["coalition"] == coalition
    assert set(CAMPS) == {"program:ILRS", "program:ARTEMIS_ACCORDS"}


def test_an_unknown_id_is_refused():
    """A tie to an id that nobody knows is an error that names it."""
    with pytest.raises(OutputError, match="organization:x is named in the ties"):
        _graph(Desk().says("2024", subject="organization:x"))


def test_two_ties_with_one_id_are_refused():
    """Networkx would overwrite the first silently; so it is checked, for one pair of nodes and for several."""
    claim_rows, article_rows = Desk().says("2024").says("2024", subject="country:CHN").frames()
    ties = weigh(claim_rows, article_rows)
    for damaged in (ties.assign(id="same"), pd.concat([ties, ties])):
        with pytest.raises(OutputError, match="Two ties share one id"):
            build_graph(damaged, claim_rows, article_rows, small_lexicon())


def test_an_extracted_actor_never_replaces_a_known_one():
    """An actor made from article text cannot rename a node of the lexicon."""
    fake = Actor(id="country:BLR", kind=Kind.COUNTRY, name="Nowhere", label="X")
    assert _graph(Desk().says("2024"), [fake]).nodes["country:BLR"]["name"] == "Belarus"


def test_json_reads_back_equal(graph, tmp_path):
    """Nodes, keys, lists, numbers, flags and missing dates come back as they were."""
    write_json(graph, tmp_path / "graph.json")
    graph.nodes["organization:x"]["name"] = "<b>\x00&\ufffd\ufffe"
    read = read_json(tmp_path / "graph.json")
    assert nx.utils.graphs_equal(read, graph)
    assert type(read) is nx.MultiDiGraph


def test_json_is_node_link_data(graph, tmp_path):
    """The file has the shape that networkx and JavaScript libraries know as node-link data."""
    write_json(graph, tmp_path / "graph.json")
    data = json.loads((tmp_path / "graph.json").read_text(encoding="utf-8"))
    assert set(data) == {"directed", "multigraph", "graph", "nodes", "edges"}
    assert [node["id"] for node in data["nodes"]] == sorted(graph)
    assert {(edge["source"], edge["target"], edge["key"]) for edge in data["edges"]} == set(graph.edges(keys=True))


@given(st.lists(claims(objects=("program:ILRS", "program:ROVER")), max_size=8), st.randoms(use_true_random=False))
def test_the_files_do_not_depend_on_order(tmp_path_factory, made, shuffler):
    """Shuffled ties make the same files, byte for byte, and JSON reads back to the same graph."""
    folder = tmp_path_factory.mktemp("files")
    claim_rows, article_rows = claims_to_frame(made), Desk().frames()[1]
    ties = weigh(claim_rows, article_rows)
    order = list(range(len(ties)))
    shuffler.shuffle(order)
    for name, rows in (("one", ties), ("two", ties.iloc[order].convert_dtypes())):
        graph = build_graph(rows, claim_rows, article_rows, small_lexicon())
        write_json(graph, folder / f"{name}.json")
        write_graphml(graph, folder / f"{name}.graphml")
        assert nx.utils.graphs_equal(read_json(folder / f"{name}.json"), graph)
        assert nx.read_graphml(folder / f"{name}.graphml").number_of_edges() == graph.number_of_edges()
    for ending in ("json", "graphml"):
        assert (folder / f"one.{ending}").read_bytes() == (folder / f"two.{ending}").read_bytes()


def test_graphml_holds_plain_values(graph, tmp_path):
    """Lists are JSON arrays, missing values left out, numbers and flags typed, and forbidden characters gone."""
    write_graphml(graph, tmp_path / "graph.graphml")
    read = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    assert set(read.nodes) == set(graph.nodes)
    assert read.nodes["organization:x"]["name"] == "<b>&"
    assert read.nodes["organization:x"]["label"] == "X"
    rover = next(d for _, _, d in read.edges(data=True) if d["topics"] != "[]")
    assert rover["topics"] == '["data", "rover"]'
    assert "until" not in rover
    assert rover["support"] == 1
    assert rover["disputed"] is False


def test_graphml_edge_ids_are_unique(graph, tmp_path):
    """Other programs merge edges of one id, so the lexicon's edges get one each; ties keep theirs."""
    write_graphml(graph, tmp_path / "graph.graphml")
    text = (tmp_path / "graph.graphml").read_text(encoding="utf-8")
    ids = [edge.get("id") for edge in ET.fromstring(text).iter("{http://graphml.graphdrawing.org/xmlns}edge")]  # noqa: S314 - our own
    assert len(ids) == len(set(ids)) == graph.number_of_edges()
    assert {k for _, _, k, d in graph.edges(keys=True, data=True) if d["claim_ids"]} <= set(ids)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", text)


def test_an_empty_graph_is_written_and_read(tmp_path):
    """A build without ties has a graph without nodes, not an error."""
    graph = _graph(Desk())
    write_json(graph, tmp_path / "graph.json")
    write_graphml(graph, tmp_path / "graph.graphml")
    assert nx.utils.graphs_equal(read_json(tmp_path / "graph.json"), graph)


def test_a_missing_graph_names_the_way_out(tmp_path):
    """Where no build was made, the error says how to make one."""
    with pytest.raises(OutputError, match="run `python -m lunargraph build` first"):
        read_json(tmp_path / "graph.json")


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", "7", '{"graph": {}, "nodes": [7], "edges": []}', '{"graph": {}, "nodes": [{}], "edges": []}'],
)
def test_a_damaged_graph_is_refused(tmp_path, text):
    """A file that is cut off or of another shape is an error in one sentence."""
    (tmp_path / "graph.json").write_text(text)
    with pytest.raises(OutputError, match="damaged; run"):
        read_json(tmp_path / "graph.json")


def test_infinite_numbers_are_never_written(graph, tmp_path):
    """JSON has no NaN; a graph that holds one is refused and leaves no file."""
    graph.nodes["country:BLR"]["weight"] = float("nan")
    with pytest.raises(ValueError, match="not JSON compliant"):
        write_json(graph, tmp_path / "graph.json")
    assert not list(tmp_path.iterdir())


def test_a_less_sure_tie_puts_nobody_into_a_camp():
    """The tie is in the graph with its label, and colours no node."""
    graph = _graph(Desk().says("2024", confidence=0.5))
    assert graph.nodes["country:BLR"]["coalition"] == ""
    assert [data["sure"] for *_, data in graph.edges(data=True)] == [False]
