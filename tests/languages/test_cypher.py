"""Cypher finds on the graph what pandas finds in the ties, and refuses what the library would answer wrongly."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunargraph.claims import claims_to_frame
from lunargraph.errors import MissingExtraError, QueryError
from lunargraph.graph import build_graph
from lunargraph.languages import cypher
from lunargraph.model import Status
from lunargraph.tables import frame_of
from lunargraph.ties import weigh
from tests.builds import HOSTILE
from tests.strategies import COUNTRIES, PROGRAMS, claims, small_lexicon

ROOT = Path(__file__).parents[2]


@given(st.lists(claims(), max_size=12), st.sampled_from(Status), st.sampled_from(COUNTRIES), st.sampled_from(PROGRAMS))
def test_every_pattern_gives_what_the_ties_say(entries, status, country, program):
    """One end, both ends, either end; parallel ties; the relation without direction."""
    table = claims_to_frame(entries)
    articles = frame_of([], ("id", "published", "story"))
    ties = weigh(table, articles)
    build = SimpleNamespace(graph=build_graph(ties, table, articles, small_lexicon()))
    joined = ties[ties["relation"] != "cooperates_with"]

    def ids(query):
        return sorted(cypher(build, query).get("r.id", []))

    edge = "MATCH (a)-[r:MEMBER_OF|LEADS]->(p:Program)"
    assert ids(f"{edge} RETURN r.id") == sorted(joined["id"])
    assert ids(f"{edge} WHERE r.status = '{status}' RETURN r.id") == sorted(joined[joined["status"] == status]["id"])
    both = (joined["subject"] == country) & (joined["object"] == program)
    either = (joined["subject"] == country) | (joined["object"] == program)
    assert ids(f"{edge} WHERE a.id = '{country}' AND p.id = '{program}' RETURN r.id") == sorted(joined[both]["id"])
    assert ids(f"{edge} WHERE a.id = '{country}' OR p.id = '{program}' RETURN r.id") == sorted(joined[either]["id"])
    assert ids(f"MATCH (a {{id: '{country}'}})-[r:MEMBER_OF|LEADS]->(p {{id: '{program}'}}) RETURN r.id") == sorted(
        joined[both]["id"]
    )
    assert ids(f"{edge} WHERE NOT r.since IS NULL RETURN r.id") == sorted(joined[joined["since"].notna()]["id"])
    pairs = ties[(ties["relation"] == "cooperates_with") & ((ties["subject"] == country) | (ties["object"] == country))]
    assert ids(f"MATCH (a)-[r:COOPERATES_WITH]-(b) WHERE a.id = '{country}' RETURN r.id") == sorted(pairs["id"])
    assert ids(f"MATCH (a {{id: '{country}'}})-[r:COOPERATES_WITH]->(b) RETURN r.id") == sorted(pairs["id"])


def test_who_is_in_both_camps(camps):
    """Two MATCH clauses share a node."""
    told = cypher(
        camps,
        "MATCH (a:Country)-[r:MEMBER_OF]->(p) MATCH (a)-[s:MEMBER_OF]->(q) WHERE p.label = 'ILRS' AND q.label = 'ARTEMIS_ACCORDS'"
        " AND r.status = 'current' AND s.status = 'current' RETURN a.name AS who, r.since, s.since",
    )
    assert told.to_dict("records") == [{"who": "Thailand", "r.since": "2024-04-05", "s.since": "2024-12-16"}]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("MATCH (a:Agency)-[:AGENCY_OF]->(c) RETURN c.name", [["China"]]),
        ("MATCH (p:Program)-[r:PART_OF*1..2]->(q) WHERE q.label = 'ILRS' RETURN p.label ORDER BY p.label", [["CHANGE_8"], ["ROVER"]]),
        ("match (a:Country)-[r:MEMBER_OF]->(p) where p.label = 'ILRS' return count(a)", [[5]]),
        ("MATCH (a:Country)-[r]->(p:Program) RETURN p.label, type(r), COUNT(a) AS n ORDER BY n DESC LIMIT 1", [["ILRS", "MEMBER_OF", 5]]),
        ("MATCH (a:Country) WHERE EXISTS { MATCH (a)-[r:LEADS]->(p) } RETURN a.name", [["China"]]),
        ("MATCH (a:Country) WHERE a.name STARTS WITH 'Be' OR a.name = \"China\" RETURN a.name ORDER BY a.name DESC", [["China"], ["Belarus"]]),
        ("MATCH (a:Actor) WHERE a.kind IN ['agency'] AND (a.label = 'ESA' OR a.label = 'x') RETURN a.label", [["ESA"]]),
        ("MATCH (a:Country)-[r:MEMBER_OF]->(p) WHERE r.support >= 2 RETURN a.label, r.support", [["BLR", 2]]),
        ("MATCH (a)-[r:MEMBER_OF]->(p) WHERE a.label = 'BLR' RETURN r.topics;", [[["data", "rover"]]]),
        ("MATCH (a:Country) RETURN a.name ORDER BY a.name SKIP 1 LIMIT 1 // the second", [["China"]]),
        ("MATCH (a:Country) WHERE a.name = 'nobody' RETURN a.name", []),
        ("// it's a comment\nMATCH (a:Country) // and 'another\nWHERE a.name = 'China' RETURN a.name // OR", [["China"]]),
        ("MATCH (a)-->(p) WHERE a.name = 'Norway' AND p.name = 'Artemis Accords' RETURN a.name", [["Norway"]]),
    ],
)  # fmt: skip
def test_answers(camps, query, rows):
    """Labels, types, paths, counts, lists, order."""
    assert cypher(camps, query).to_numpy().tolist() == rows


def test_whole_nodes_and_relationships_come_as_dicts(camps):
    """With the properties that are documented, and no others."""
    told = cypher(camps, "MATCH (a:Country {label: 'BLR'})-[r:MEMBER_OF]->(p) RETURN a, r").to_dict("records")[0]
    assert told["a"]["aliases"] == ["Minsk", "BY"]
    assert told["r"]["claim_ids"] == camps.ties[camps.ties["subject"] == "country:BLR"]["claim_ids"].tolist()[0]
    assert "__labels__" not in told["a"] | told["r"]


def test_columns_come_in_the_order_asked_for(camps):
    """What is counted stands where it was asked for."""
    told = cypher(camps, "MATCH (a:Country)-[r:MEMBER_OF]->(p) RETURN COUNT(a) AS n, type(r), p.name")
    assert told.columns.tolist() == ["n", "type(r)", "p.name"]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("MATCH (a:Contry) RETURN a", r"^MATCH: there is no label 'Contry'. Did you mean Country\? They are Actor, Country"),
        ("MATCH (a)-[r:MEMBER]->(b) RETURN a", r"^MATCH: there is no type of relationship 'MEMBER'. Did you mean MEMBER_OF\?"),
        ("MATCH (a)-[r:leads]->(b) RETURN a", r"Did you mean LEADS\? They are MEMBER_OF, LEADS"),
        ("MATCH (a {nme: 'x'}) RETURN a", r"^MATCH: a node has no property 'nme'. Did you mean name\?"),
        ("MATCH (a) WHERE a.nme = 'x' RETURN a", r"^WHERE: a has no property 'nme'. Did you mean name\? Those of nodes are id, kind"),
        ("MATCH (a)-[r:LEADS]->(b) WHERE r.name = 'x' RETURN a", "^WHERE: r has no property 'name'. Those of relationships are id, relation"),
        ("MATCH (a) RETURN a.nme", "^RETURN: a has no property 'nme'"),
        ("MATCH (a) RETURN a.name ORDER BY a.nme", "^ORDER BY: a has no property 'nme'"),
        ("MATCH (a) RETURN b.name", "^RETURN: no MATCH names 'b'. Named are a."),
        ("MATCH (a) RETURN b", "^RETURN: no MATCH names 'b'"),
        ("MATCH (a) RETURN COUNT(b)", "^RETURN: no MATCH names 'b'"),
        ("MATCH (a) WHERE b = 1 RETURN a", "^WHERE: no MATCH names 'b'"),
        ("MATCH (a) WHERE EXISTS { MATCH (a)-[r:LEADS]->(b:Nope) } RETURN a", "there is no label 'Nope'"),
        ("MATCH (a)-[r:MEMBER_OF]-(b) RETURN a", "^MATCH: give the relationship an arrow"),
        ("MATCH (a)--(b) RETURN a", "^MATCH: give the relationship an arrow"),
        ("MATCH (a) WHERE a.id = 'x' OR a.id = 'y' AND a.kind = 'z' RETURN a", "^WHERE: AND stands beside OR"),
        ("MATCH (a)-->(b) WHERE a.id = 'x' OR a.id = 'y' AND b.kind = 'z' RETURN a", "^WHERE: AND stands beside OR"),
        ("MATCH (a)-->(b) WHERE a.id = 'x' RETURN", "^Cypher ends too early in RETURN"),
        ("MATCH (a)-[r:MEMBER_OF]->(b) RETURN a.name, r.since ORDER BY r.since", "^ORDER BY: some rows have nothing there"),
        ("MATCH (a:Country), (b) RETURN a", "^Cypher cannot be read in MATCH at ', .b. RETURN a'. Write MATCH again"),
        ("MATCH (a)-[r:LEADS {status: 'ended'}]->(b) RETURN a", "in MATCH .*Ask for properties of a relationship in WHERE"),
        ("MATCH (a) WHERE a.name IS NOT NULL RETURN a", "in WHERE .*Write NOT x.y IS NULL"),
        ("MATCH (a) RETURN count(*)", "in RETURN .*Count a variable"),
        ("MATCH (a) WITH a RETURN a", "at 'WITH a RETURN a'. It reads MATCH, WHERE"),
        ("CREATE (a:Country)", "A build is only read"),
        ("MATCH (a) DELETE a", "A build is only read"),
        ("MATCH (a)", "Cypher ends too early"),
        ("", "Cypher ends too early"),
        ("RETURN", "Cypher cannot be read"),
        ("MATCH (a) WHERE a.name = 'open RETURN a", "Cypher cannot be read in WHERE"),
        ("MATCH (a:\ud800) RETURN a", "Cypher cannot be read in MATCH"),
        ("MATCH (a)-[r:PART_OF*1..900]->(b) RETURN a", "max hop"),
        ("MATCH (a) RETURN a.support", "^RETURN: a has no property 'support'"),
    ],
)  # fmt: skip
def test_errors_name_the_clause_and_what_there_is(camps, query, told):
    """One sentence or two, on one line."""
    with pytest.raises(QueryError, match=told) as caught:
        cypher(camps, query)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", [text for text in HOSTILE if text and "\ud800" not in text])
def test_hostile_text_is_found_and_runs_nothing(hostile, text):
    """A literal is its characters, whatever they would mean to the parser or to Python."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    told = cypher(hostile, f"MATCH (a:Organization) WHERE a.name = '{escaped}' RETURN a.name")
    assert told["a.name"].tolist() == [text]


def test_rows_come_in_the_same_order_each_time(camps):
    """Also in processes that order their sets differently."""
    script = (
        "import sys; from lunargraph.finished import load; from lunargraph.languages import cypher;"
        "print(cypher(load(sys.argv[1]), 'MATCH (a)-[r]->(b) RETURN a.id, r.id, b.id').to_json())"
    )
    call = [sys.executable, "-W", "ignore", "-c", script, str(camps.folder)]
    told = {
        subprocess.run(
            call, check=True, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1


@pytest.mark.parametrize("module", ["grandcypher", "lark"])
def test_without_the_library(camps, monkeypatch, module):
    """The command that installs it."""
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(
        MissingExtraError, match=rf"Cypher needs the library {module}.*pip install 'lunargraph\[cypher\]'"
    ):
        cypher(camps, "MATCH (a) RETURN a")
