"""SQL reads the tables of a build, nothing else, and says where a query is wrong."""

import sys

import pandas as pd
import pytest

from lunargraph.errors import MissingExtraError, QueryError
from lunargraph.languages import sql
from lunargraph.relational import tables_of
from lunargraph.tables import typed


@pytest.mark.parametrize("fixture", ["camps", "hostile"])
def test_every_table_is_there_with_every_value(request, fixture):
    """Lists are lists, dates text, a missing date None."""
    build = request.getfixturevalue(fixture)
    for name, frame in tables_of(build).items():
        assert sql(build, f"FROM {name}").to_dict("records") == typed(frame).to_dict("records")


def test_a_question_with_joins_and_counts(camps):
    """What DuckDB can, a query can."""
    told = sql(
        camps,
        "WITH camp AS (SELECT a.name, p.label FROM ties t JOIN actors a ON a.id = t.subject JOIN programs p ON p.id = t.object"
        " WHERE t.status = 'current' AND t.relation = 'member_of')"
        " SELECT name, count(*) AS camps FROM camp WHERE label IN ('ILRS', 'ARTEMIS_ACCORDS') GROUP BY ALL HAVING count(*) > 1",
    )
    assert told.to_dict("records") == [{"name": "Thailand", "camps": 2}]
    assert sql(camps, "SELECT subject FROM ties WHERE false").columns.tolist() == ["subject"]


def test_tables_that_are_not_named_can_be_listed(camps):
    """By the commands that people know; names may be quoted, in any case."""
    assert sorted(sql(camps, "SHOW TABLES")["name"]) == sorted(tables_of(camps))
    assert sql(camps, "DESCRIBE ties")["column_name"].tolist() == camps.ties.columns.tolist()
    for query in ("SELECT count(*) AS n FROM TIES", 'SELECT count(*) AS n FROM "Ties"'):
        assert sql(camps, query)["n"].tolist() == [len(camps.ties)]


def test_evidence_is_one_join_away(camps):
    """A tie's claim ids unnest to the sentences."""
    told = sql(
        camps,
        "SELECT c.sentence, x.url FROM (SELECT unnest(claim_ids) AS id FROM ties WHERE subject = 'country:BLR')"
        " JOIN claims c USING (id) JOIN articles x ON x.id = c.article ORDER BY x.url",
    )
    assert told["sentence"].tolist() == ["It is current.", "It is current."]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (
            "SELECT nme FROM actors",
            r"SQL, in SELECT: there is no column 'nme'. Did you mean name\? .*actors \(id, kind, name",
        ),
        ("SELECT id FROM tis", r"SQL, in FROM: there is no table 'tis'. Did you mean ties\? .*claims \(id, article"),
        ("SELECT id FROM ties WHERE sinc > '2023'", r"SQL, in WHERE: there is no column 'sinc'. Did you mean since\?"),
        ("SELECT 'é', id FROM ties -- ORDER BY\nWHERE 'HAVING' = sttus", r"SQL, in WHERE: .*Did you mean status\?"),
        ("SELECT 7 // 2, 'back\\' FROM ties WHERE zzz", "SQL, in WHERE: there is no column 'zzz'"),
        ("SELECT 'it''s FROM' WHERE zzz", "SQL, in WHERE: .*zzz"),
        ("SELECT id FROM ties ORDER BY zzz", "SQL, in ORDER BY: there is no column 'zzz'"),
        ("SELECT status, count(*) FROM ties GROUP BY stats", r"SQL, in GROUP BY: .*Did you mean status\?"),
        ("SELECT id FROM ties GROUP BY status", "SQL, in SELECT: column .*id.* must appear in the GROUP BY clause"),
        ("SELECT t.zzz FROM ties t", "SQL, in SELECT: .*zzz.*Tables and their columns"),
        ("SELECT zzz(id) FROM ties", "SQL, in SELECT: .*zzz does not exist. Tables are claims"),
        ("SELECT 'x'::INT", "SQL, in SELECT: Could not convert"),
        ("SELECT id FROM", "SQL, .*syntax error"),
        ("SELEC id", "SQL, at the start: syntax error"),
        ("SELECT 1; SELECT 2", "Give one SELECT; there are 2"),
        ("", "Give one SELECT; there are 0"),
        ("  -- nothing\n", "Give one SELECT; there are 0"),
    ],
)
def test_errors_name_the_clause_and_what_there_is(camps, query, told):
    """One line, without the library's own layout."""
    with pytest.raises(QueryError, match=told) as caught:
        sql(camps, query)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "query",
    [
        "DROP VIEW ties",
        "CREATE TABLE x AS SELECT 1",
        "INSERT INTO ties SELECT * FROM ties",
        "DELETE FROM ties",
        "UPDATE ties SET status = 'current'",
        "COPY ties TO '{path}'",
        "COPY (SELECT 1) TO '{path}' (FORMAT parquet)",
        "EXPORT DATABASE '{path}'",
        "ATTACH '{path}' AS other",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "PRAGMA database_list",
        "CALL pragma_version()",
        "EXPLAIN ANALYZE SELECT 1",
        "SELECT * FROM read_csv('{path}')",
        "SELECT * FROM read_text('{path}')",
        "SELECT * FROM read_blob('{path}')",
        "SELECT * FROM read_parquet('{path}')",
        "SELECT * FROM glob('{path}*')",
        "SELECT * FROM '{path}'",
        "SELECT * FROM 'https://example.org/x.parquet'",
        "SELECT * FROM read_csv('https://example.org/x.csv')",
        "SELECT * FROM tables",
        "SELECT * FROM frame",
        "SELECT getenv('HOME')",
    ],
)
def test_nothing_but_the_build_is_reached(camps, tmp_path, query):
    """No file, no network, no variable of this process, and no change."""
    path = tmp_path / "secret.csv"
    path.write_text("a\n1\n")
    with pytest.raises(QueryError):
        sql(camps, query.format(path=path))
    assert [p.name for p in tmp_path.iterdir()] == ["secret.csv"]
    assert path.read_text() == "a\n1\n"


def test_hostile_queries_are_only_text(camps):
    """Half a character is replaced; a NUL is a character."""
    assert sql(camps, "SELECT 'a\x00b\ud800' AS x")["x"].tolist() == ["a\x00b\ufffd"]


def test_a_column_may_have_any_name_and_type(camps):
    """A name that a table of claims has elsewhere forces no type."""
    told = sql(camps, "SELECT 'many' AS support, NULL AS confidence, 'x' AS \"a b\"")
    pd.testing.assert_frame_equal(
        told, pd.DataFrame([["many", None, "x"]], columns=["support", "confidence", "a b"], dtype=object)
    )


def test_without_duckdb(camps, monkeypatch):
    """The command that installs it."""
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(MissingExtraError, match=r"SQL needs the library duckdb.*pip install 'lunargraph\[sql\]'"):
        sql(camps, "SELECT 1")
