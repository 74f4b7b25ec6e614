"""Disputes and changes as tables with names and claims, and decisions in what was known by a date."""

import pytest

import lunargraph
from lunargraph.answers.news import CHANGES_COLUMNS, DISPUTES_COLUMNS
from lunargraph.errors import QueryError
from tests import builds
from tests.strategies import Desk


def graph_of(desk, tmp_path):
    builds.build_of(desk, tmp_path)
    return lunargraph.load(tmp_path)


@pytest.fixture
def graph(tmp_path):
    """Belarus is in and said not to be; Norway's plan came true; Thailand is in the other camp."""
    desk = Desk().says("2024-01-01").says("2024-01-02").says("2024-02-01", "denied")
    desk.says("2024-01-05", "planned", subject="country:NOR").says("2024-03-01", subject="country:NOR", date="2024-02")
    desk.says("2024-03-02", subject="country:THA", object="program:ARTEMIS_ACCORDS")
    return graph_of(desk, tmp_path)


def test_a_dispute_has_a_row_for_each_side(graph):
    """With names and the claims of that side; of one actor or program alone on demand."""
    rows = graph.disputes()
    assert tuple(rows.columns) == DISPUTES_COLUMNS
    assert list(rows[["subject_name", "says", "shown"]].itertuples(index=False, name=None)) == [
        ("Belarus", "current", "yes"),
        ("Belarus", "denied", "no"),
    ]
    assert len(graph.evidence(rows["claim_ids"].iloc[1])) == 1
    assert len(graph.disputes("ILRS")) == 2
    assert graph.disputes("Norway").empty
    assert graph.disputes(known_by="2024-01").empty
    with pytest.raises(QueryError, match="names nothing"):
        graph.disputes("Nowhere")


def test_changes_since_a_date_are_rows(graph):
    """What news of March changed, and what was known of it by a date."""
    rows = graph.changes("2024-03")
    assert tuple(rows.columns) == CHANGES_COLUMNS
    assert {(r["kind"], r["subject_name"]) for r in rows.to_dict("records")} == {
        ("joined", "Thailand"),
        ("confirmed", "Norway"),
    }
    assert all(len(ids) for ids in rows["claim_ids"])
    assert list(graph.changes("2024-03", "Artemis Accords")["subject_name"]) == ["Thailand"]
    assert graph.changes("2024-03", known_by="2024-02").empty


def test_what_reviewers_decided_holds_in_what_was_known(tmp_path):
    """A rejected claim is behind no tie on any date, and a pinned date stays."""
    builds.decided(tmp_path)
    graph = lunargraph.load(tmp_path)
    known = graph.known("2024-12-31")
    assert known.ties[["subject", "status", "since"]].to_dict("records") == graph.ties[
        ["subject", "status", "since"]
    ].to_dict("records")
    assert list(known.members("ILRS")["since"]) == ["2023-10-16"]
    assert graph.members("CHANGE_8").empty
