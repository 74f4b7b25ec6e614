"""The CSV files are read back by grand-cypher-io, the script by a Cypher database, nothing lost."""

import networkx as nx
import ocg
import pytest
from grand_cypher_io import opencypher_buffers_to_graph

from lunargraph.export import write_export
from lunargraph.export.property_graph import links, vertices

ARRAYS = "\x1f"


def _expected(properties):
    return {k: ARRAYS.join(v) if isinstance(v, list) else v for k, v in properties.items()}


def _present(data):
    return {k: v for k, v in data.items() if not k.startswith("__") and v != ""}


def test_the_bulk_files_read_back(build, tmp_path):
    """Nodes, claims and articles with their properties; ties and evidence with theirs."""
    write_export(build, "neo4j", tmp_path)
    spaces = {"Node": "nodes", "Article": "articles", "Claim": "claims"}
    empty = tmp_path / "none.csv"
    empty.write_text(":START_ID,:END_ID,:TYPE\n")
    for space, name in spaces.items():
        ties = tmp_path / "ties.csv" if space == "Node" else empty
        read = opencypher_buffers_to_graph(tmp_path / f"{name}.csv", ties, nx.MultiDiGraph())
        wanted = {v.id: v for v in vertices(build) if v.space == space}
        assert set(read.nodes) == set(wanted)
        for node, data in read.nodes(data=True):
            assert _present(data) == _expected(wanted[node].properties)
            assert data["__labels__"] == {ARRAYS.join(wanted[node].labels)}
        if space == "Node":
            edges = {
                (link.start[1], link.end[1], link.properties["id"]): link for link in links(build) if link.properties
            }
            assert read.number_of_edges() == len(edges)
            for start, end, data in read.edges(data=True):
                link = edges[start, end, data["id"]]
                assert data["__type__"] == link.type
                assert _present(data) == _expected(link.properties)


def test_every_claim_is_tied_to_its_ends_and_article(build, tmp_path):
    """Evidence is part of the graph."""
    write_export(build, "neo4j", tmp_path)
    ends = (tmp_path / "claim_ends.csv").read_text(encoding="utf-8")
    assert ends.count(",SUBJECT\n") == ends.count(",OBJECT\n") == sum(build.claims["decision"] != "reject")
    assert sum(link.type == "STATED_IN" for link in links(build)) == len(build.claims)
    assert "--array-delimiter=U+001F" in (tmp_path / "IMPORT.txt").read_text()


@pytest.fixture
def database(build, text_of):
    """A Cypher database in which the script ran twice."""
    graph = ocg.Graph()
    # this database knows no constraints; a line is a statement
    statements = [line[:-1] for line in text_of(build, "cypher").split("\n") if line and not line.startswith("CREATE")]
    for statement in statements * 2:
        graph.execute(statement)
    return graph


def test_the_script_makes_the_same_graph(build, database):
    """Every node and relationship once, with its properties, however hostile."""
    nodes, edges = list(vertices(build)), list(links(build))
    assert database.execute("MATCH (n) RETURN count(n) AS n") == [{"n": len(nodes)}]
    assert database.execute("MATCH ()-[r]->() RETURN count(r) AS n") == [{"n": len(edges)}]
    found = {
        (row["n"]["labels"][0] if len(row["n"]["labels"]) == 1 else "Actor", row["n"]["properties"]["id"]): row["n"]
        for row in database.execute("MATCH (n) RETURN n")
    }
    for vertex in nodes:
        told = found[vertex.labels[0], vertex.id]
        assert set(told["labels"]) == set(vertex.labels)
        assert told["properties"] == vertex.properties
    ties = {
        row["id"]: row
        for row in database.execute("MATCH (a)-[r]->(b) RETURN a.id AS a, b.id AS b, r.id AS id, r AS r, type(r) AS t")
    }
    for link in edges:
        if link.properties:
            told = ties[link.properties["id"]]
            assert (told["a"], told["b"], told["t"]) == (link.start[1], link.end[1], link.type)
            assert told["r"]["properties"] == link.properties


def test_a_statement_never_ends_early(hostile, text_of):
    """One statement per line: no text breaks out of its quotes onto a line of its own."""
    lines = text_of(hostile, "cypher").split("\n")
    assert all(line.startswith(("CREATE CONSTRAINT ", "MERGE (n:", "MATCH (a:")) for line in lines[:-1])
    assert all(line.endswith(";") for line in lines[:-1])
    assert lines[-1] == ""
    # a unicode escape that is read before the quotes would be a way out of them
    assert not any("\\u" in line for line in lines)
