"""`query`: questions about time and about how things hang together."""

import json

import pytest


def test_timeline_and_growth(run, built):
    """Dated events, and members year by year."""
    events = json.loads(run("query", "timeline", "Thailand", "-o", built, "--format", "json").stdout)
    assert [(event["date"], event["event"], event["object_name"]) for event in events] == [
        ("2024-04", "joined", "International Lunar Research Station"),
        (None, "joined", "Artemis Accords"),
    ]
    assert all(event["claim_ids"] for event in events)
    growth = run("query", "growth", "ILRS", "-o", built)
    assert [line.split() for line in growth.stdout.splitlines()] == [
        ["year", "joined", "left", "members", "perhaps", "undated", "who"],
        ["2023", "1", "0", "1", "0", "0", "Egypt"],
        ["2024", "1", "0", "2", "0", "0", "Thailand"],
    ]
    months = run("query", "growth", "ILRS", "-o", built, "--by", "month", "--format", "csv").stdout.splitlines()
    assert months[1].startswith("2023-12,1,0,1,")


def test_bridges_path_similar_and_communities(run, built):
    """Who ties what, each with the claims behind it."""
    bridges = json.loads(run("query", "bridges", "ILRS", "Artemis Accords", "-o", built, "--format", "json").stdout)
    assert [(row["name"], row["share"]) for row in bridges] == [("Thailand", 1.0)]
    path = run("query", "path", "Peru", "Egypt", "-o", built).stdout
    assert "Peru signed the Artemis Accords on Thursday." in path
    assert run("query", "path", "Peru", "Egypt", "--relation", "leads", "-o", built).stderr.startswith("Nothing found")
    similar = run("query", "similar", "Thailand", "-o", built).stdout
    assert "Egypt" in similar
    communities = run("query", "communities", "-o", built)
    assert "Thailand" in communities.stdout
    assert "adjusted Rand index with the declared coalitions" in communities.stderr


def test_when_it_held_and_when_it_was_told(run, built):
    """--as-of and --known-by are two questions; --role narrows."""
    assert "Thailand" in run("query", "members", "ILRS", "--as-of", "2024-06", "-o", built).stdout
    told = run("query", "members", "ILRS", "--as-of", "2024-06", "--known-by", "2024-06", "-o", built).stdout
    assert "Thailand" not in told
    assert "Egypt" in told
    assert run("query", "overlap", "ILRS", "Artemis Accords", "--known-by", "2024-06", "-o", built).stdout == ""
    assert run("query", "members", "ILRS", "--role", "lead", "-o", built).stdout == ""


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["timeline", "Thialand"], "did you mean Thailand (country:THA)?"),
        (["growth", "Thailand"], "about a program such as ILRS"),
        (["bridges", "ILRS", "ILRS"], "are one program"),
        (["path", "Peru", "Peru"], "are one node"),
        (["path", "Peru", "Egypt", "--relation", "loves"], "relations are member_of"),
        (["members", "ILRS", "--role", "boss"], "roles are lead"),
        (["members", "ILRS", "--known-by", "soon"], "write YYYY"),
        (["similar", "ILRS"], "about an actor such as China"),
    ],
)
def test_a_question_that_makes_no_sense_says_what_would(run, built, args, message):
    """One sentence, exit code 2."""
    result = run("query", *args, "-o", built)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr
