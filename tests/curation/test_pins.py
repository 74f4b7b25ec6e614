"""Pinned dates: what a tie shows, and that news since a date keeps them."""

from __future__ import annotations

from pathlib import Path

import pytest

from lunargraph.changes import changes_since
from lunargraph.curation import Curation, parse_decisions
from lunargraph.finished import Build
from lunargraph.ties import TIE_COLUMNS, weigh
from tests.strategies import Desk

SIGNED = 'reviewer = "A"\ndate = 2026-11-25\nreason = "why"\n'


def pin(desk, dates, subject="country:BLR"):
    text = f'[[pin]]\nsubject = "{subject}"\nrelation = "member_of"\nobject = "program:ILRS"\n{dates}\n{SIGNED}'
    curation = Curation(parse_decisions(text, "d.toml"))
    ties = curation.ties(weigh(*desk.frames()))
    assert tuple(ties.columns) == TIE_COLUMNS
    return ties.to_dict("records")[0], [conflict.reason for conflict in curation.conflicts], ties


def test_a_pinned_date_is_shown_and_settles_a_conflict_of_dates():
    """With who pinned it."""
    desk = Desk().says("2024-01-01", date="2023-09-01").says("2024-01-03", date="2023-10-05")
    row, told, _ = pin(desk, 'since = "2023-10-05"')
    assert (row["since"], row["since_conflict"], told) == ("2023-10-05", False, [])
    assert row["decision"] == "since 2023-10-05 pinned by A on 2026-11-25: why"


def test_an_end_can_be_pinned_where_there_is_one():
    """Of a tie that has ended."""
    row, told, _ = pin(Desk().says("2024-01-01", "ended"), "since = 2020-01-01\nuntil = 2023-12-31")
    assert (row["since"], row["until"], told) == ("2020-01-01", "2023-12-31", [])


@pytest.mark.parametrize(
    ("dates", "subject", "words"),
    [
        ("until = 2023-12-31", "country:BLR", "the tie is current"),
        ("since = 2023", "country:THA", "no article states this tie"),
    ],
)
def test_a_pin_that_fits_nothing_is_told(dates, subject, words):
    """And nothing is changed."""
    row, told, _ = pin(
        Desk().says("2024-01-01"),
        dates.replace("= 2023\n", '= "2023"\n').replace("since = 2023", 'since = "2023"'),
        subject,
    )
    assert (row["since"], row["decision"], len(told)) == (None, "", 1)
    assert words in told[0]


def test_news_since_a_date_keeps_what_was_pinned():
    """A pin is no news, and no news undoes it."""
    desk = (
        Desk()
        .says("2024-01-01", date="2023-09-01")
        .says("2024-03-01", date="2023-10-05")
        .says("2024-03-02", subject="country:THA")
    )
    _, _, ties = pin(desk, 'since = "2023-10-05"')
    claims, articles = desk.frames()
    build = Build(folder=Path(), claims=claims, ties=ties, articles=articles, counts=None, milestones=None)
    assert [change.kinds for change in changes_since(build, "2024-02")] == [("joined",), ("updated",)]
