"""Disputes: both sides with stories, outlets and dates, and the rule by which the tie shows one of them."""

from __future__ import annotations

from lunargraph.disputes import DISPUTE_COLUMNS, disputes
from lunargraph.ties import weigh
from tests.strategies import Desk


def sides(desk):
    claims, articles = desk.frames()
    found = disputes(weigh(claims, articles), claims, articles)
    assert tuple(found.columns) == DISPUTE_COLUMNS
    return found.to_dict("records")


def test_both_sides_of_a_denial_stand_side_by_side():
    """Two stories say that Belarus is in, a later one that it is not: copies count once."""
    desk = Desk().says("2024-01-01").says("2024-01-02").says("2024-01-03", story="a01")
    rows = sides(desk.says("2024-02-01", "denied"))
    assert [(r["over"], r["says"], r["shown"], r["stories"]) for r in rows] == [
        ("status", "current", "yes", 2),
        ("status", "denied", "no", 1),
    ]
    assert rows[0]["outlets"] == "Outlet a00; Outlet a01; Outlet a02"
    assert (rows[0]["first_seen"], rows[0]["last_seen"], rows[1]["sentence"]) == (
        "2024-01-01",
        "2024-01-03",
        "It is denied.",
    )
    assert rows[0]["why"] == rows[1]["why"] == "current is shown: more independent stories say so (2 to 1)"
    assert [len(r["claim_ids"]) for r in rows] == [3, 1]


def test_dates_that_differ_are_a_dispute_over_the_date():
    """A vague date speaks for the precise one within it."""
    desk = (
        Desk()
        .says("2024-01-01", date="2023-09-01")
        .says("2024-01-02", date="2023-09")
        .says("2024-01-03", date="2023-10-05")
    )
    rows = sides(desk)
    assert [(r["over"], r["says"], r["shown"], r["stories"]) for r in rows] == [
        ("since", "2023-09-01", "yes", 2),
        ("since", "2023-10-05", "no", 1),
    ]


def test_a_draw_is_told_as_one():
    """Of two dates with one story each the rule says which is shown."""
    rows = sides(Desk().says("2024-01-01", date="2023-09-01").says("2024-01-03", date="2023-10-05"))
    assert "the more precise goes first" in rows[0]["why"]
    rows = sides(Desk().says("2024-01-01").says("2024-02-01", "denied"))
    assert [r["says"] for r in rows] == ["denied", "current"]
    assert "the later report holds" in rows[0]["why"]


def test_an_unsure_denial_gives_way_and_is_shown():
    """Two weak denials do not unseat one sure claim; both sides stand."""
    desk = Desk().says("2024-01-01").says("2024-02-01", "denied", confidence=0.3)
    rows = sides(desk.says("2024-02-02", "denied", confidence=0.3))
    assert [(r["says"], r["stories"]) for r in rows] == [("current", 1), ("denied", 2)]
    assert "the others are not sure" in rows[0]["why"]


def test_where_all_agree_there_is_no_dispute():
    """History is none: not yet signed, then signed."""
    assert sides(Desk().says("2023-01-01", "denied").says("2024-01-01")) == []
