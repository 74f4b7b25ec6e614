"""Every format shows what reviewers decided where it can, and no tie rests on a rejected claim."""

import json

import pandas as pd
import rdflib
from followthemoney import model

from lunargraph.export import write_export
from lunargraph.export.property_graph import links, vertices
from lunargraph.export.rdf import BASE, CONTEXT
from lunargraph.languages import cypher, sql

LG = rdflib.Namespace(CONTEXT["lg"])
PINNED = "since 2023-10-16 pinned by A. Analyst on 2026-11-25: Read in print, too."


def rejected(build):
    """The id of the claim that was rejected."""
    (name,) = build.claims.loc[build.claims["decision"] == "reject", "id"]
    return name


def test_tables_tell_who_decided(decided, tmp_path):
    """Beside each claim; a rejected one stays in the table."""
    write_export(decided, "parquet", tmp_path)
    claims = pd.read_parquet(tmp_path / "claims.parquet").set_index("subject")
    assert claims["decision"].to_dict() == {"country:BLR": "accept", "country:NOR": "correct", "agency:ESA": "reject"}
    assert set(claims["decided_by"]) == {"A. Analyst"}
    assert json.loads(claims["as_read"]["country:NOR"])["status"] == "current"
    ties = pd.read_parquet(tmp_path / "ties.parquet").set_index("subject")
    assert ties["decision"].to_dict() == {"country:BLR": PINNED, "country:NOR": ""}


def test_graphs_carry_the_pinned_date_and_no_rejected_claim(decided, text_of):
    """Whatever the format, the tie says who pinned its date."""
    for name in ("json", "graphml", "gexf", "hif", "cypher", "ftm", "turtle"):
        assert PINNED in text_of(decided, name), name
    for name in ("json", "graphml", "gexf", "hif", "ftm"):
        assert rejected(decided) not in text_of(decided, name), name


def test_a_rejected_claim_is_tied_to_its_article_alone(decided):
    """Its ends may have no other claim, and so no node."""
    claim = ("Claim", rejected(decided))
    assert [link.type for link in links(decided) if link.start == claim] == ["STATED_IN"]
    told = next(vertex.properties for vertex in vertices(decided) if (vertex.space, vertex.id) == claim)
    assert (told["decision"], told["decided_on"]) == ("reject", "2026-11-25")


def test_linked_data_tell_rejected_claims_apart(decided, text_of):
    """Who asks for claims gets none that was rejected; the day of the decision is a date."""
    graph = rdflib.Graph().parse(data=text_of(decided, "jsonld"), format="json-ld")
    node = rdflib.URIRef(f"{BASE}claim:{rejected(decided)}")
    assert [str(kind) for kind in graph.subjects(rdflib.RDF.type, LG.RejectedClaim)] == [str(node)]
    assert (node, rdflib.RDF.type, LG.Claim) not in graph
    assert str(graph.value(node, LG.decisionReason)) == "Read in print, too."
    assert graph.value(node, LG.decidedOn).datatype == rdflib.XSD.date


def test_a_membership_tells_its_decisions(decided, text_of):
    """In FollowTheMoney they stand in the description."""
    entities = [model.get_proxy(json.loads(line)) for line in text_of(decided, "ftm").splitlines()]
    (membership,) = [entity for entity in entities if entity.schema.name == "Membership"]
    assert PINNED in membership.get("description")
    assert "accepted by A. Analyst on 2026-11-25: Read in print, too." in membership.get("description")
    (denial,) = [entity for entity in entities if entity.schema.name == "UnknownLink"]
    assert any(
        "corrected by A. Analyst" in told and "read as status current" in told for told in denial.get("description")
    )


def test_queries_see_decisions(decided):
    """The new columns and the property of a tie can be asked for."""
    found = sql(decided, "SELECT subject FROM claims WHERE decision = 'reject' AND decided_by = 'A. Analyst'")
    assert list(found["subject"]) == ["agency:ESA"]
    assert list(sql(decided, "SELECT decision FROM ties WHERE subject = 'country:BLR'")["decision"]) == [PINNED]
    found = cypher(decided, "MATCH (a)-[r:MEMBER_OF]->(p) WHERE r.decision <> '' RETURN a.name, r.decision")
    assert found.to_numpy().tolist() == [["Belarus", PINNED]]
