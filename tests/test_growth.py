"""How a coalition grew: every month, vague dates apart, leaving and joining again."""

import pytest

from lunargraph.errors import QueryError
from lunargraph.growth import GROWTH_COLUMNS, growth_of
from lunargraph.ties import weigh
from tests.strategies import Desk, comings_and_goings

ILRS, ACCORDS = "program:ILRS", "program:ARTEMIS_ACCORDS"


@pytest.fixture
def ties():
    """Of those who come, go and come again."""
    return weigh(*comings_and_goings().frames())


def test_counts_over_time_cover_every_month(ties):
    """Every month from the first change to the last has a row; vague dates are perhaps until they are sure."""
    frame = growth_of(ties, ILRS)
    rows = {row["month"]: row for row in frame.to_dict("records")}
    assert tuple(frame.columns) == GROWTH_COLUMNS
    assert (len(rows), min(rows), max(rows)) == (35, "2021-06", "2024-04")
    assert (rows["2021-06"]["joined"], rows["2021-06"]["members"]) == (1, 1)
    assert [rows[month]["members"] for month in ("2022-04", "2022-05", "2023-10", "2024-03", "2024-04")] == [
        1,
        2,
        3,
        2,
        3,
    ]
    assert (rows["2024-03"]["left"], len(rows["2024-03"]["claim_ids"])) == (1, 2)
    assert rows["2022-12"]["claim_ids"] == []


def test_counts_tell_vague_dates_apart(ties):
    """Who joined "in 2024" is perhaps in from January and surely in December; the month of joining stays open."""
    rows = growth_of(ties, ACCORDS).to_dict("records")
    assert [row["month"] for row in rows] == [f"2024-{month:02}" for month in range(1, 13)]
    assert [(row["joined"], row["members"], row["perhaps"]) for row in rows] == [*[(0, 0, 1)] * 11, (0, 1, 0)]


def test_counts_can_take_all_kinds_of_actors(ties):
    """Countries are counted unless another kind or all are asked for."""
    assert growth_of(ties, ILRS, kind="")["members"].max() == 4
    assert growth_of(ties, ILRS, kind="agency")["members"].tolist() == [1]
    assert growth_of(ties, "program:GATEWAY").empty


def test_undated_members_are_told_and_never_counted(ties):
    """Türkiye is a member of whom nothing says since when: in a column of its own, in no month."""
    frame = growth_of(ties, ILRS)
    assert set(frame["undated"]) == {1}
    assert "country:TUR" not in "; ".join(frame["who"])
    assert growth_of(ties, ACCORDS)["undated"].tolist() == [0] * 12


def test_growth_by_year(ties):
    """A year has its joins, those of whom only the year is known included."""
    frame = growth_of(ties, ILRS, by="year")
    assert [(row["year"], row["joined"], row["left"], row["members"]) for row in frame.to_dict("records")] == [
        ("2021", 1, 0, 1),
        ("2022", 1, 0, 2),
        ("2023", 1, 0, 3),
        ("2024", 1, 1, 3),
    ]
    assert growth_of(ties, ACCORDS, by="year")["who"].tolist() == ["country:THA"]
    with pytest.raises(QueryError, match="by month or by year"):
        growth_of(ties, ILRS, by="week")


def test_who_leaves_and_joins_again_is_counted_twice():
    """In, out, in again: two joins, one leave, and no member in between."""
    desk = Desk().says("2020-02-01", date="2020-01").says("2022-06-02", "ended", date="2022-06")
    ties = weigh(*desk.says("2024-03-02", date="2024-03").frames())
    frame = growth_of(ties, ILRS, by="year")
    assert [(row["joined"], row["left"], row["members"]) for row in frame.to_dict("records")] == [
        (1, 0, 1),
        (0, 0, 1),
        (0, 1, 0),
        (0, 0, 0),
        (1, 0, 1),
    ]


def test_less_sure_members_count_when_asked_for():
    """As everywhere."""
    desk = Desk().says("2023-10-25", date="2023-10").says("2024", subject="country:THA", confidence=0.5, date="2024")
    ties = weigh(*desk.frames())
    assert growth_of(ties, ILRS)["members"].max() == 1
    assert growth_of(ties, ILRS, min_confidence=0)["members"].max() == 2
