"""Partial dates are spans of days, and what overlaps is the same time."""

from datetime import date

import pytest
from hypothesis import given

from lunargraph.partial_dates import UNKNOWN, before, is_partial_date, later, span, within
from tests.strategies import partial_dates


def _days(text):
    return tuple(date.fromordinal(day).isoformat() for day in span(text))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2023-12", ("2023-12-01", "2023-12-31")),
        ("2023-10-24", ("2023-10-24", "2023-10-24")),
        ("203X", ("2030-01-01", "2039-12-31")),
        ("2024/2028", ("2024-01-01", "2028-12-31")),
    ],
)
def test_span_covers_every_day_a_date_can_mean(text, days):
    """A year, a month, a day, a decade and a range each cover exactly their days."""
    assert _days(text) == days


@pytest.mark.parametrize(
    "text",
    [None, "", "soon", "2023-13", "2023-02-30", "0000", "20231", "2023-1", "2023-10-24T10:00", "２０２３", "2028/2024"],
)
def test_what_is_no_date_is_unknown(text):
    """Missing and malformed dates and days that do not exist are unknown, never guessed."""
    assert span(text) == UNKNOWN
    assert not is_partial_date(text or "")


def test_unknown_lies_before_everything():
    """The unknown date comes before every known one and after none, so it never wins as the later."""
    assert before(UNKNOWN, span("0001"))
    assert not before(span("0001"), UNKNOWN)
    assert not before(UNKNOWN, UNKNOWN)


@given(partial_dates, partial_dates)
def test_two_dates_are_before_after_or_overlapping(one, other):
    """At most one of two dates is surely earlier, and a date within another is neither."""
    a, b = span(one), span(other)
    assert not (before(a, b) and before(b, a))
    assert not (within(a, b) and (before(a, b) or before(b, a)))


@given(partial_dates, partial_dates)
def test_later_does_not_depend_on_order(one, other):
    """The later of two dates is the same whichever comes first, and never lies before either."""
    found = later(one, other)
    assert found == later(other, one)
    assert not before(span(found), span(one))
    assert not before(span(found), span(other))
