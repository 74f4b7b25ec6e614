"""``query --sql`` and ``query --cypher`` on the command line."""

import csv
import io
import json

import pytest

SQL = "SELECT subject, object, status, claim_ids FROM ties WHERE relation = 'member_of' ORDER BY subject, object"
CYPHER = (
    "MATCH (a:Country)-[r:MEMBER_OF]->(p) WHERE p.label = 'ILRS' RETURN a.name, r.since, r.claim_ids ORDER BY a.name"
)


def test_sql_in_every_form(run, built):
    """The same rows as text, CSV and JSON, with all columns asked for."""
    told = json.loads(run("query", "--sql", SQL, "--format", "json", "-o", built).stdout)
    assert [row["subject"] for row in told] == ["country:EGY", "country:PER", "country:THA", "country:THA"]
    rows = list(csv.DictReader(io.StringIO(run("query", "--sql", SQL, "--format", "csv", "-o", built).stdout)))
    assert [json.loads(row["claim_ids"]) for row in rows] == [row["claim_ids"] for row in told]
    text = run("query", "--sql", SQL, "-o", built).stdout.splitlines()
    assert text[0].split() == ["subject", "object", "status", "claim_ids"]
    assert len(text) == 1 + len(told)


def test_cypher(run, built):
    """Strings in single quotes, as Cypher has them."""
    told = json.loads(run("query", "--cypher", CYPHER, "--format", "json", "-o", built).stdout)
    assert [(row["a.name"], row["r.since"]) for row in told] == [("Egypt", "2023-12-06"), ("Thailand", "2024-04")]


def test_odd_values_are_printed(run, built):
    """Any type, no number, nothing, nested values; formulas are guarded in CSV alone."""
    query = "SELECT '=1+1' AS f, 1.5::DECIMAL(3, 1) AS d, DATE '2024-01-02' AS t, 'nan'::DOUBLE AS n, NULL AS z, {'k': [1, NULL]} AS s, true AS b, 'a' || chr(27) AS e"
    told = json.loads(run("query", "--sql", query, "--format", "json", "-o", built).stdout)
    assert told == [{"f": "=1+1", "d": "1.5", "t": "2024-01-02", "n": None, "z": None, "s": {"k": [1, None]}, "b": True, "e": "a\x1b"}]  # fmt: skip
    line = run("query", "--sql", query, "--format", "csv", "-o", built).stdout.splitlines()[1]
    assert line.startswith("'=1+1,1.5,2024-01-02,,,")
    assert "\x1b" not in run("query", "--sql", query, "-o", built).stdout


def test_nothing_found(run, built):
    """Said on stderr, with exit code 0."""
    result = run("query", "--sql", "SELECT * FROM ties WHERE false", "-o", built)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Nothing found" in result.stderr
    assert run("query", "--sql", "SELECT id FROM ties WHERE false", "--format", "csv", "-o", built).stdout == "id\n"


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--sql", "SELECT nope FROM ties"), "SQL, in SELECT: there is no column 'nope'"),
        (("--cypher", "MATCH (a:Nope) RETURN a"), "MATCH: there is no label 'Nope'"),
        (("--sql", "SELECT 1", "--cypher", "MATCH (a) RETURN a"), "--sql or --cypher, not both"),
        (("--sql", "SELECT 1", "members", "ILRS"), "or the question members, not both"),
        (("members", "ILRS"), "Give -o and --format after members."),
        (("--sql", ""), "Give one SELECT"),
        (("--cypher", ""), "Cypher ends too early"),
    ],
)
def test_bad_use(run, built, args, told):
    """Exit code 2 and a sentence, no traceback."""
    options = ("query", "-o", built, *args)
    result = run(*options)
    assert result.exit_code == 2
    assert told in result.stderr
    assert "Traceback" not in result.stderr


def test_a_question_still_needs_no_language(run, built):
    """Without either the group shows its help, as before."""
    result = run("query")
    assert result.exit_code == 2
    assert "members" in result.output
    assert run("query", "members", "ILRS", "-o", built).exit_code == 0
