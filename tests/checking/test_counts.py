"""Counts against the roster of their day: each qualifier has a rule, and what was public counts as well as what was."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunargraph.checking import judge_count, read_reference
from lunargraph.checking.counts import QUALIFIERS, find_ordinal
from lunargraph.checking.reference import ACCORDS, ILRS
from lunargraph.lexicon import load_lexicon

ROSTERS = read_reference(Path(__file__).parents[2] / "data" / "reference", load_lexicon()).rosters
DAY = "2023-10-24"


@pytest.mark.parametrize(
    ("value", "qualifier", "fits"),
    [
        # 29 had signed in public, 30 in fact
        (30, "almost", True), (29, "exact", True), (30, "exact", True), (28, "exact", False), (31, "exact", False),
        (32, "almost", True), (29, "almost", False), (40, "almost", False), (29, "over", True), (30, "over", False),
        (20, "over", True), (30, "at_least", True), (31, "at_least", False), (30, "about", True), (33, "about", True),
        (35, "about", False), (26, "about", False), (30, "ordinal", True), (31, "ordinal", False),
    ],
)  # fmt: skip
def test_each_qualifier_has_its_rule(value, qualifier, fits):
    """Nearly 30, exactly 29, more than 20 ... on one day."""
    judged = judge_count(ROSTERS[ACCORDS], value, qualifier, DAY)
    assert (judged.fits, judged.roster) == (fits, "30 in fact, 29 in public")


@pytest.mark.parametrize(
    ("subject", "value", "fits"),
    [
        ("country:LVA", 62, True), ("country:LVA", 60, False), ("country:PRT", 60, True), ("country:AUT", 50, True),
        ("country:AUT", 51, False), ("country:IRL", 65, True), ("country:JPN", 8, True), ("country:MAR", 66, True),
        ("country:MAR", 68, False),
    ],
)  # fmt: skip
def test_an_ordinal_is_the_place_of_whom_it_is_about(subject, value, fits):
    """The 60th signatory is Portugal and not Latvia; who signed on one day shares the places of that day."""
    assert judge_count(ROSTERS[ACCORDS], value, "ordinal", "2026-10-01", subject).fits is fits


def test_latvia_was_publicly_counted_before_it_signed():
    """In November 2025 sixty were counted and 59 had signed."""
    assert judge_count(ROSTERS[ACCORDS], 60, "exact", "2025-11-15").fits
    assert judge_count(ROSTERS[ACCORDS], 59, "exact", "2025-11-15").fits
    assert not judge_count(ROSTERS[ACCORDS], 60, "exact", "2025-10-28").fits


@pytest.mark.parametrize("value", [11, 13, 16, 17])
def test_members_of_the_station_can_be_counted_in_several_ways(value):
    """With or without founders, with or without organizations: all these stood in the press in 2025."""
    assert judge_count(ROSTERS[ILRS], value, "exact", "2025-05-05").fits


def test_a_vague_date_leaves_a_range():
    """In 2020 there were eight and then nine."""
    assert judge_count(ROSTERS[ACCORDS], 9, "exact", "2020").fits
    assert judge_count(ROSTERS[ACCORDS], 8, "exact", "2020").roster == "0 to 9 in fact"


@pytest.mark.parametrize(("roster", "day"), [(None, DAY), (ROSTERS[ACCORDS], None), (ROSTERS[ACCORDS], "soon")])
def test_what_cannot_be_compared_stays_open(roster, day):
    """No roster or no day: neither right nor wrong, and the reason is told."""
    judged = judge_count(roster, 30, "exact", day)
    assert judged.fits is None
    assert judged.roster


def test_an_unknown_qualifier_is_refused():
    """The sentence lists what there is."""
    with pytest.raises(ValueError, match="at_least"):
        judge_count(ROSTERS[ACCORDS], 30, "nearly", DAY)


@given(st.integers(1, 80), st.dates(min_value=date(2020, 10, 13)).map(str), st.sampled_from([ACCORDS, ILRS]))
def test_what_fits_exactly_fits_every_looser_way(value, day, program):
    """Exactly so many are also at least and about so many."""
    if judge_count(ROSTERS[program], value, "exact", day).fits:
        assert all(judge_count(ROSTERS[program], value, q, day).fits for q in ("at_least", "about", "ordinal"))


@given(st.integers(0, 200), st.sampled_from(QUALIFIERS), st.dates().map(str))
def test_every_count_gets_a_verdict(value, qualifier, day):
    """Any number on any day is judged."""
    assert judge_count(ROSTERS[ACCORDS], value, qualifier, day).fits in {True, False}


@pytest.mark.parametrize(
    ("text", "value"),
    [("the 61st", 61), ("the sixty-first", 61), ("the fiftieth", 50), ("twelfth", 12), ("No. 71", 71), ("number 71", 71), ("the 101st", 101)],
)  # fmt: skip
def test_ordinals_are_found_as_written(text, value):
    """In figures, in words, and as a number."""
    assert find_ordinal(f"It is {text}.", value) >= 0
    assert find_ordinal(f"It is {text}.", value + 1) == -1
