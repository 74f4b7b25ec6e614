"""A tie's days are as wide as its partial dates allow, and unknown days stay open."""

import pytest

from lunargraph.export.intervals import ALWAYS, hull, intervals_of

TIE = {
    "relation": "member_of",
    "status": "current",
    "since": None,
    "until": None,
    "first_seen": None,
    "last_seen": None,
}


@pytest.mark.parametrize(
    ("facts", "days"),
    [
        ({"since": "2023"}, ("2023-01-01", None)),
        ({"since": "2024-02"}, ("2024-02-01", None)),
        ({"since": "2024-02-29"}, ("2024-02-29", None)),
        ({"since": "203X"}, ("2030-01-01", None)),
        ({"since": "soon"}, ALWAYS),
        ({}, ALWAYS),
        ({"relation": "agency_of", "since": "2023"}, ALWAYS),
        ({"status": "ended", "since": "2020", "until": "2024-02"}, ("2020-01-01", "2024-02-29")),
        ({"status": "ended", "last_seen": "2024-05-01"}, (None, "2024-05-01")),
        ({"status": "ended"}, ALWAYS),
        ({"status": "ended", "since": "2025", "until": "2024"}, (None, "2024-12-31")),
        ({"status": "planned", "since": "2030", "first_seen": "2024-05"}, ("2024-05-01", None)),
        ({"status": "denied"}, ALWAYS),
    ],
)
def test_interval(facts, days):
    """Each status by its own rule."""
    assert intervals_of(TIE | facts) == [days]


def test_who_left_and_joined_again_was_in_twice():
    """The years between are none; an unknown end was over when the next time began."""
    tie = TIE | {"since": "2025-03", "earlier": ["2020/2022-05", "2023/"]}
    assert intervals_of(tie) == [("2020-01-01", "2022-05-31"), ("2023-01-01", "2025-03-31"), ("2025-03-01", None)]


def test_a_hull_is_open_where_any_part_is():
    """One unknown start leaves the start unknown, and the end is another matter."""
    assert hull([(None, "2024-01-01"), ("2020-01-01", "2025-01-01")]) == (None, "2025-01-01")
