"""Node-link JSON, GraphML and GEXF are read back by networkx with every node, edge and value."""

import io
import json
from datetime import date, timedelta

import networkx as nx
import pytest
from lxml import etree

from lunargraph import coalitions
from lunargraph.export.gexf import NAMESPACE
from lunargraph.graph_files import edge_id, scalars, sorted_edges


def _read_gexf(text):
    return nx.read_gexf(io.BytesIO(text.encode()), version="1.3")


def _times(data):
    """From when to when an edge is drawn; networkx makes the text "None" of an open end of a spell."""
    spells = [tuple(None if day == "None" else day for day in spell) for spell in data.get("spells", ())]
    return spells or [(data.get("start"), data.get("end"))]


def test_json_reads_back_exactly(build, text_of):
    """networkx gives the very graph of the build."""
    read = nx.node_link_graph(json.loads(text_of(build, "json")), edges="edges")
    assert nx.utils.graphs_equal(read, build.graph)


def test_graphml_reads_back(build, text_of):
    """Every node, edge and value is there, lists as JSON arrays."""
    read = nx.read_graphml(io.BytesIO(text_of(build, "graphml").encode()), force_multigraph=True)
    assert dict(read.nodes(data=True)) == {node: scalars(data) for node, data in build.graph.nodes(data=True)}
    edges = {(s, o, edge_id(s, k, d)): scalars(d) for s, o, k, d in sorted_edges(build.graph)}
    assert {(s, o, k): d for s, o, k, d in read.edges(keys=True, data=True)} == edges
    assert read.graph["claims"] == len(build.claims)


def test_gexf_reads_back(build, text_of):
    """Every node, edge and value is there; the label is the name, the short label the code."""
    read = _read_gexf(text_of(build, "gexf"))
    for node, data in build.graph.nodes(data=True):
        told = {k: v for k, v in read.nodes[node].items() if k not in {"start", "end"}}
        wanted = scalars(data)
        named = {"label": wanted.pop("name"), "code": wanted.pop("label")}
        assert told == wanted | named
    assert read.number_of_edges() == build.graph.number_of_edges()
    told = {d["id"]: (s, o, d) for s, o, d in read.edges(data=True)}
    for subject, object_, key, data in sorted_edges(build.graph):
        identity = edge_id(subject, key, data)
        start, end, found = told[identity]
        assert (start, end) == (subject, object_)
        assert {k: v for k, v in found.items() if k not in {"start", "end", "id", "spells"}} == scalars(data)


def test_gexf_has_a_spell_for_each_time(camps, text_of):
    """Who left and joined again was not in between."""
    read = _read_gexf(text_of(camps, "gexf"))
    found = [_times(d) for s, o, d in read.edges(data=True) if (s, o) == ("country:TUR", "program:ARTEMIS_ACCORDS")]
    assert found == [[("2020-01-02", "2022-02-03"), ("2026-08-31", None)]]


def test_gexf_is_what_gephis_timeline_reads(camps, text_of):
    """The graph is dynamic with dates as intervals; every start and end is a whole day, no start after its end."""
    root = etree.fromstring(text_of(camps, "gexf").encode())
    graph = root.find(f"{{{NAMESPACE}}}graph")
    assert graph.attrib == {
        "defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date", "timerepresentation": "interval",
    }  # fmt: skip
    stretches = [(e.get("start"), e.get("end")) for e in graph.iter(f"{{{NAMESPACE}}}node", f"{{{NAMESPACE}}}edge")]
    days = [day for stretch in stretches for day in stretch if day]
    assert len(days) > 10
    assert all(date.fromisoformat(day).isoformat() == day for day in days)
    assert all(start <= end for start, end in stretches if start and end)


@pytest.mark.parametrize("status", ["current", "planned", "denied"])
def test_the_timeline_shows_who_was_in(camps, text_of, status):
    """On every day the edges that are drawn are the members that a query as of that day gives."""
    read = _read_gexf(text_of(camps, "gexf"))
    shown = {"current": {"current", "ended"}}.get(status, {status})
    edges = [(s, o, d) for s, o, d in read.edges(data=True) if d["relation"] in {"member_of", "leads"}]
    ends = {end for _, _, d in edges for _, end in _times(d)}
    for day in (date(2020, 12, 31) + timedelta(days=97 * n) for n in range(24)):
        today = day.isoformat()
        if today in ends:
            continue
        drawn = {
            (s, o)
            for s, o, d in edges
            if d["status"] in shown and any((start or "") <= today <= (end or "9999") for start, end in _times(d))
        }
        asked = {
            (row, program)
            for program in ("program:ILRS", "program:ARTEMIS_ACCORDS", "program:CHANGE_8", "program:ROVER")
            for row in coalitions.members_of(camps.ties, program, as_of=today, status=status, min_confidence=0)[
                "subject"
            ]
        }
        assert drawn == asked, today


def test_no_tie_is_drawn_without_its_ends(camps, text_of):
    """On any day, both ends of an edge that is drawn are drawn, too."""
    read = _read_gexf(text_of(camps, "gexf"))
    for subject, object_, data in read.edges(data=True):
        if data["claim_ids"] == "[]":
            continue
        for node in (read.nodes[subject], read.nodes[object_]):
            for start, end in _times(data):
                assert node.get("start", "") <= (start or "")
                assert node.get("end", "9999") >= (end or "9999")
