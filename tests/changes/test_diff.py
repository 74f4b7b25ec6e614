"""The difference of two tables of ties: complete, empty for equal ones, and each kind of change by its name."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from lunargraph.changes import CHANGE_COLUMNS, KINDS, apply_changes, changes_frame, diff, from_objects, to_objects
from lunargraph.claims import claims_to_frame
from lunargraph.errors import QueryError
from lunargraph.ties import weigh
from tests.strategies import Desk, article_frame, articles, claims

NOTHING = claims_to_frame([])


@st.composite
def tie_tables(draw):
    """The ties of some claims in some articles."""
    papers = {a.id: a for a in draw(st.lists(articles(), max_size=6))}
    return weigh(claims_to_frame(draw(st.lists(claims(), max_size=12))), article_frame(papers.values()))


def ties(desk):
    return weigh(*desk.frames())


def kinds(old, new):
    return [change.kinds for change in diff(ties(old), ties(new))]


@given(tie_tables(), tie_tables())
def test_a_difference_applied_gives_the_second(old, new):
    """Also after a trip through JSON."""
    changes = diff(old, new)
    assert_frame_equal(apply_changes(old, changes), new)
    assert_frame_equal(apply_changes(old, from_objects(json.loads(json.dumps(to_objects(changes))))), new)


@given(tie_tables())
def test_a_table_and_itself_do_not_differ(table):
    """Nothing is news twice."""
    assert diff(table, table) == []


@given(tie_tables(), tie_tables())
def test_there_and_back_leaves_all_as_it_was(old, new):
    """Every change has a way back."""
    assert_frame_equal(apply_changes(apply_changes(old, diff(old, new)), diff(new, old)), old)


@given(tie_tables(), tie_tables())
def test_every_change_is_in_the_table_of_changes(old, new):
    """One row for each kind, all of them known, the claims new or those of what is gone."""
    changes = diff(old, new)
    frame = changes_frame(changes)
    assert tuple(frame.columns) == CHANGE_COLUMNS
    assert len(frame) == sum(len(change.kinds) for change in changes)
    assert set(frame["kind"]) <= set(KINDS)
    known = {claim for table in (old, new) for row in table["claim_ids"] for claim in row}
    assert {claim for row in frame["claim_ids"] for claim in row} <= known


@pytest.mark.parametrize(
    ("before", "now", "wanted"),
    [
        ([], [("2024-01", "current")], ("joined",)),
        ([("2023-01", "denied")], [("2024-01", "current")], ("joined",)),
        ([("2023-01", "planned")], [("2024-01", "current")], ("confirmed",)),
        ([("2023-01", "current")], [("2024-01", "ended")], ("left",)),
        ([], [("2024-01", "planned")], ("planned",)),
        ([("2023-01", "planned")], [("2024-01", "denied")], ("denied",)),
        ([("2023-01", "current")], [("2024-01", "current")], ("updated",)),
        ([("2023-01", "current"), ("2023-02", "current")], [("2024-01", "denied")], ("disputed",)),
        ([("2023-01", "current")], [("2024-01", "denied")], ("denied", "disputed")),
    ],
)
def test_kinds_of_change(before, now, wanted):
    """What the news says, beside what was known before."""
    old, new = Desk(), Desk()
    for published, status in before:
        old.says(published, status)
        new.says(published, status)
    for published, status in now:
        new.says(published, status)
    assert kinds(old, new) == [wanted]


def test_a_dispute_is_settled_and_a_date_told():
    """A signature with a date after the denial settles it; a day within the month told before is another date."""
    disputed = Desk().says("2023-01").says("2023-02").says("2024-01", "denied")
    settled = Desk().says("2023-01").says("2023-02").says("2024-01", "denied").says("2024-03", date="2024-02-01")
    assert kinds(disputed, settled) == [("dated", "settled")] or kinds(disputed, settled) == [("settled", "dated")]
    assert kinds(Desk().says("2023-01", date="2022"), Desk().says("2023-01", date="2022-05")) == [("dated",)]


def test_what_nothing_states_any_more_is_gone():
    """An article that is retracted takes with it what only it said."""
    both = Desk().says("2023-01").says("2023-02", subject="country:THA")
    (change,) = diff(ties(both), ties(Desk().says("2023-01")))
    assert (change.kinds, change.after, change.tie["subject"]) == (("gone",), None, "country:THA")
    assert changes_frame([change])["claim_ids"][0] == change.before["claim_ids"]


def test_a_change_of_something_else_is_refused():
    """It fits only what it was made from."""
    changes = diff(ties(Desk().says("2023-01")), ties(Desk().says("2023-01", "ended")))
    with pytest.raises(QueryError, match="does not fit"):
        apply_changes(weigh(NOTHING, Desk().frames()[1]), changes)


@pytest.mark.parametrize("objects", [[{}], ["x"], [{"kinds": ["joined"], "before": 5, "after": None}], 7])
def test_what_is_no_change_is_refused(objects):
    """One sentence that says what to give."""
    with pytest.raises(QueryError, match="no changes"):
        from_objects(objects)
