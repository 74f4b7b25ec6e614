"""JSON-LD and Turtle are read back by rdflib, and say the same."""

import json
from decimal import Decimal

import pytest
import rdflib
from rdflib.compare import isomorphic

from lunargraph.export.rdf import BASE, CONTEXT
from lunargraph.files import without_controls

LG, PROV, SCHEMA = (rdflib.Namespace(CONTEXT[name]) for name in ("lg", "prov", "schema"))


def _iri(kind, identity):
    return rdflib.URIRef(f"{BASE}{kind}:{identity}")


@pytest.fixture
def graph(build, text_of):
    """The JSON-LD as triples."""
    return rdflib.Graph().parse(data=text_of(build, "jsonld"), format="json-ld")


def test_turtle_says_the_same(build, graph, text_of):
    """Not a triple more or less."""
    turtle = rdflib.Graph().parse(data=text_of(build, "turtle"), format="turtle")
    assert isomorphic(turtle, graph)


def test_every_claim_has_its_sentence_and_article(build, graph):
    """From a tie through its claims to the words and the link of the article."""
    urls = dict(zip(build.articles["id"], build.articles["url"], strict=True))
    found = {}
    for tie, claim, sentence, url, start in graph.query(
        "SELECT ?t ?c ?s ?u ?b { ?t a lg:Tie; prov:wasDerivedFrom ?c. ?c a lg:Claim; prov:value ?s; lg:start ?b;"
        " prov:wasDerivedFrom ?a. ?a schema:url ?u }",
        initNs=CONTEXT,
    ):
        found[str(tie), str(claim)] = (str(sentence), str(url), int(start))
    wanted = {}
    claims = {row["id"]: row for row in build.claims.to_dict("records")}
    for tie in build.ties.to_dict("records"):
        for name in tie["claim_ids"]:
            claim = claims[name]
            told = (without_controls(claim["sentence"]), without_controls(urls[claim["article"]]), claim["start"])
            wanted[f"{BASE}tie:{tie['id']}", f"{BASE}claim:{name}"] = told
    assert found == wanted


def test_every_value_of_a_tie_is_there(build, graph):
    """Numbers, flags, dates and lists come back as what they are."""
    for tie in build.ties.to_dict("records"):
        node = _iri("tie", tie["id"])
        assert graph.value(node, LG.confidence).value == Decimal(repr(tie["confidence"]))
        assert graph.value(node, LG.support).value == tie["support"]
        assert graph.value(node, LG.disputed).value is tie["disputed"]
        assert str(graph.value(node, LG.status)) == tie["status"]
        assert {str(topic) for topic in graph.objects(node, LG.topics)} == set(map(without_controls, tie["topics"]))
        for name, key in (("since", LG.since), ("until", LG.until), ("first_seen", LG.firstSeen)):
            told = graph.value(node, key)
            assert (None if told is None else str(told)) == tie[name]


def test_partial_dates_keep_their_precision(camps, text_of):
    """A month is xsd:gYearMonth: no day is invented."""
    graph = rdflib.Graph().parse(data=text_of(camps, "jsonld"), format="json-ld")
    dates = {(str(d), d.datatype.rpartition("#")[2]) for d in graph.objects(None, LG.date)}
    assert {("2021", "gYear"), ("2023-10", "gYearMonth"), ("2023-10-16", "date")} <= dates


def test_only_what_holds_is_said_directly(camps, text_of):
    """A refusal, a plan, an exit or a doubt makes no lg:memberOf."""
    graph = rdflib.Graph().parse(data=text_of(camps, "turtle"), format="turtle")
    direct = {(str(s), str(o)) for s, o in graph.subject_objects(LG.memberOf)}
    assert (f"{BASE}country:BLR", f"{BASE}program:ILRS") in direct
    for gone in ("country:NOR", "country:TUR"):
        assert (f"{BASE}{gone}", f"{BASE}program:ILRS") not in direct
    assert not list(graph.objects(rdflib.URIRef(f"{BASE}agency:ESA"), LG.memberOf))
    assert (f"{BASE}country:NOR", f"{BASE}program:CHANGE_8") not in direct


def test_the_context_is_in_the_file(build, text_of):
    """No reader needs the network to understand it."""
    data = json.loads(text_of(build, "jsonld"))
    assert data["@context"] == CONTEXT
    assert all(isinstance(value, str) for value in data["@context"].values())
    assert len({thing["@id"] for thing in data["@graph"]}) == len(data["@graph"])
