"""Any text at all survives in every format, but for the characters that the format has no way to write."""

import csv
import io
import json

import networkx as nx
import ocg
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from lunargraph.export.gexf import gexf_text
from lunargraph.export.hif import hif_text
from lunargraph.export.neo4j import _line, _literal
from lunargraph.export.property_graph import clean
from lunargraph.export.rdf import jsonld_text, turtle_text
from lunargraph.files import storable, without_controls
from lunargraph.finished import Build
from lunargraph.graph import build_graph
from lunargraph.graph_files import graphml_text, json_text
from lunargraph.model import Actor, Kind
from lunargraph.ties import weigh
from tests.builds import HOSTILE
from tests.strategies import Desk, small_lexicon

# every character there is, half characters included, and those that mean something more often
texts = st.sampled_from(HOSTILE) | st.text() | st.text("\\u0027\"'\n\r\t;,<>&{}$`\x00\x1f\ud800")


def _build(text):
    actor = Actor(id="organization:x", kind=Kind.ORGANIZATION, name=text, label=text, aliases=(text,))
    claims, articles = Desk().says("2024-01-01", subject="organization:x", topics=(text,), article=f"a{text}").frames()
    ties = weigh(claims, articles)
    graph = build_graph(ties, claims, articles, small_lexicon(), [actor])
    return Build(
        folder=None, claims=claims, ties=ties, articles=articles, counts=claims[:0], milestones=claims[:0]
    ), graph


@given(texts)
def test_in_graphs(text):
    """XML loses control characters, JSON nothing but half characters."""
    build, graph = _build(text)
    build.__dict__["graph"] = graph
    for read in (
        nx.read_graphml(io.BytesIO(graphml_text(graph).encode()), force_multigraph=True),
        nx.read_gexf(io.BytesIO("".join(gexf_text(build)).encode()), version="1.3"),
    ):
        data = read.nodes["organization:x"]
        assert data["label"] == without_controls(text)
        told = json.loads(next(d["topics"] for _, _, d in read.edges(data=True)))
        assert list(map(without_controls, told)) == [without_controls(storable(text))]
    read = nx.node_link_graph(json.loads(json_text(graph)), edges="edges")
    assert read.nodes["organization:x"]["name"] == storable(text)
    attributes = {node["node"]: node["attrs"] for node in json.loads("".join(hif_text(build)))["nodes"]}
    assert attributes["organization:x"]["name"] == storable(text)


@given(texts)
def test_in_linked_data(text):
    """RDF loses control characters."""
    build, graph = _build(text)
    build.__dict__["graph"] = graph
    node = rdflib.URIRef("urn:lunargraph:organization:x")
    name = rdflib.URIRef("https://schema.org/name")
    for form, data in (("json-ld", jsonld_text(build)), ("turtle", turtle_text(build))):
        read = rdflib.Graph().parse(data="".join(data), format=form)
        assert [str(told) for told in read.objects(node, name)] == [told for told in [without_controls(text)] if text]


@given(st.lists(texts, min_size=2, max_size=4))
def test_in_graph_databases(values):
    """A literal of the script is one string; a line of the CSV has its cells."""
    cleaned = clean(values)
    assert ocg.Graph().execute(f"RETURN {_literal(cleaned)} AS x") == [{"x": cleaned}]
    assert next(csv.reader(io.StringIO(_line(cleaned), newline=""), strict=True)) == cleaned
