"""What happened when."""

from lunargraph.ties import weigh
from lunargraph.timelines import EVENT_COLUMNS, events_of
from tests.strategies import Desk


def test_events_come_by_date_and_undated_ones_last():
    """Joined, left and joined again, planned, denied: each with its own date, never that of the article."""
    desk = Desk().says("2020-02-01", date="2020-01").says("2022-06-20", "ended", date="2022-06")
    desk.says("2024-03-02", date="2024-03-01").says("2024-05-05", "planned", subject="country:SEN", date="2028")
    desk.says("2024-01-01", "denied", subject="country:NOR").says(
        "2021-07-01", subject="country:CHN", relation="leads", date="2021"
    )
    frame = events_of(weigh(*desk.frames()), "program:ILRS")
    assert tuple(frame.columns) == EVENT_COLUMNS
    assert list(zip(frame["date"], frame["precision"], frame["event"], strict=True)) == [
        ("2020-01", "month", "joined"),
        ("2021", "year", "began to lead"),
        ("2022-06", "month", "left"),
        ("2024-03-01", "day", "joined"),
        ("2028", "year", "planned to join"),
        (None, "unknown", "said not to be in"),
    ]
    assert frame["first_seen"].tolist()[-1] == "2024-01-01"
    assert all(frame["claim_ids"])
    assert events_of(weigh(*desk.frames()), "country:NOR")["event"].tolist() == ["said not to be in"]
    assert events_of(weigh(*desk.frames()), "country:XXX").empty
