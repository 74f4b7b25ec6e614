"""What holds now: each rule about order, dates and disputes, as small news stories."""

import pytest

from lunargraph.ties import weigh
from tests.strategies import Desk


def _tie(desk):
    rows = weigh(*desk.frames()).to_dict("records")
    assert len(rows) == 1
    return rows[0]


def _now(*news):
    """The status that lines of (published, status[, date]) lead to; "!" marks a dispute."""
    desk = Desk()
    for published, status, *date in news:
        desk.says(published, status, date=date[0] if date else None)
    tie = _tie(desk)
    return tie["status"] + ("!" if tie["disputed"] else "")


@pytest.mark.parametrize(
    ("news", "now"),
    [
        ([("2024", "planned"), ("2025", "current")], "current"),
        ([("2024", "current"), ("2025", "planned")], "current"),
        ([("2024", "current"), ("2024", "planned")], "current"),
        ([("2024", "denied"), ("2025", "planned")], "planned"),
        ([("2024", "planned"), ("2025", "denied")], "denied"),
        ([("2024-05", "planned"), ("2024-05", "denied")], "planned"),
        ([("2025", "planned", "2030"), ("2024", "denied")], "planned"),
        ([(None, "planned", "2030"), ("2024", "denied")], "denied"),
        ([("2026", "denied", "2022"), ("2024", "planned")], "planned"),
        ([("2023", "planned"), ("2024", "denied"), ("2025", "planned")], "planned"),
    ],
)
def test_plans_give_way(news, now):
    """Plans yield to membership at any time, and to refusals that surely came later; never by their own future date."""
    assert _now(*news) == now


@pytest.mark.parametrize(
    ("news", "now"),
    [
        ([("2024-10", "denied"), ("2024-12-17", "current")], "current"),
        ([("2024-12-17", "current"), ("2025-01", "denied")], "denied!"),
        ([("2024-12-17", "current"), ("2024-12-17", "denied")], "current!"),
        ([("2024", "current"), ("2024-05-03", "denied")], "current!"),
        ([("2024-01-01", "current"), ("2024-02-01", "current"), ("2024-03-01", "denied")], "current!"),
        ([("2024-01-01", "current"), ("2024-02-01", "denied"), ("2024-03-01", "denied")], "denied!"),
        ([("2024-01-01", "denied"), ("2024-01-02", "denied"), ("2024-02-01", "current")], "current"),
        ([("2024-01-01", "current"), ("2024-02-01", "denied"), ("2024-03-01", "current")], "current!"),
    ],
)
def test_denied_before_is_history_and_after_is_dispute(news, now):
    """A refusal before the signing is history; at or after it a dispute that the side with more stories wins."""
    assert _now(*news) == now


@pytest.mark.parametrize(
    ("news", "now"),
    [
        # an article of 2026 recalls that it had not signed as of 2022
        ([("2026-05-01", "denied", "2022"), ("2023-06-01", "current")], "current"),
        ([("2026-05-01", "denied", "2022"), ("2023-06-01", "current", "2022-11")], "current"),
        ([("2026-05-01", "denied", "2024-07"), ("2023-06-01", "current", "2023-05-30")], "denied!"),
        # a rumour, its refusal, and then the dated signing, which settles it
        ([("2023-06", "current"), ("2023-08", "denied"), ("2023-10-20", "current", "2023-10-18")], "current"),
        # a later article that only recalls the old date settles nothing
        ([("2023-06", "current"), ("2023-08", "denied"), ("2024-10-20", "current", "2023-05")], "current!"),
        # what was published in March and took effect "in 2024" did so by March
        ([("2024-03-01", "current", "2024"), ("2026-05-01", "denied", "2024-05-06")], "denied!"),
        # a date still to come says nothing about when it was said
        ([("2025-03-01", "current", "2028"), ("2026-03-01", "denied")], "denied!"),
    ],
)
def test_a_claim_counts_by_its_own_date(news, now):
    """Where the text itself says when, that decides the order, and not the day of publication."""
    assert _now(*news) == now


@pytest.mark.parametrize(
    ("news", "now"),
    [
        ([("2022", "current"), ("2024", "ended")], "ended"),
        ([("2024-03-01", "current"), ("2024-03-01", "ended")], "ended"),
        ([("2022", "current"), ("2024", "ended"), ("2025", "current")], "current"),
        ([("2022", "current"), ("2024", "ended"), ("2025", "current", "2021")], "ended"),
        ([("2023", "current"), ("2025", "ended", "2022")], "ended"),
        ([("2024-06-01", "current", "2024-05-30"), ("2025", "ended", "2022")], "current"),
        ([("2024", "ended")], "ended"),
        ([("2024", "ended"), ("2025", "planned")], "ended"),
        ([("2024", "ended"), ("2025", "denied")], "ended"),
        ([("2022", "current"), ("2024", "ended"), ("2025", "denied")], "ended"),
        ([("2022", "current"), ("2023", "ended"), ("2024", "denied"), ("2025", "current")], "current"),
        ([("2023", "current"), (None, "ended", "2024")], "ended"),
    ],
)
def test_leaving_and_returning(news, now):
    """A later end overrides; a surely later start is a return, but recalling the old start is none."""
    assert _now(*news) == now


@pytest.mark.parametrize(
    ("news", "now"),
    [
        ([(None, "ended"), ("2020", "current")], "current"),
        ([(None, "denied"), ("2020", "current")], "current"),
        ([("2020", "denied"), (None, "current")], "denied!"),
        ([("2020", "denied"), (None, "current", "2021-05")], "current"),
        ([(None, "denied"), (None, "current")], "current!"),
        ([("no date", "ended"), ("2020", "current")], "current"),
    ],
)
def test_undated_articles_are_the_weakest(news, now):
    """An article without a (valid) date counts as earlier than any with one."""
    assert _now(*news) == now


def test_copies_do_not_win_a_dispute():
    """Three copies of one dispatch are one story against two independent ones."""
    desk = Desk().says("2024-01-01").says("2024-01-02")
    for _ in range(3):
        desk.says("2024-03-01", "denied", story="wire")
    assert _tie(desk)["status"] == "current"


def test_the_later_side_wins_a_draw():
    """With one story on each side the later word holds, however sure the earlier was."""
    desk = Desk().says("2024-01-01", story="wire", confidence=0.5).says("2024-02-01", "denied", confidence=0.9)
    desk.says("2024-03-01", story="wire", confidence=0.5)
    assert (_tie(desk)["status"], _tie(desk)["disputed"]) == ("current", True)


def test_refusals_that_are_history_do_not_vote():
    """Old refusals lend no weight to a new one."""
    desk = Desk().says("2023-01-01", "denied").says("2023-01-02", "denied")
    desk.says("2024-01-01", "current").says("2024-01-02", "current").says("2024-06-01", "denied")
    tie = _tie(desk)
    assert (tie["status"], tie["disputed"], tie["support"]) == ("current", True, 2)


def test_the_surer_side_wins_a_draw_of_the_same_day():
    """With one story on each side on one day, the more confident reading holds."""
    desk = Desk().says("2024-01-01", "current", confidence=0.6).says("2024-01-01", "denied", confidence=0.9)
    assert _tie(desk)["status"] == "denied"


def test_a_lost_dispute_is_backed_by_the_denials():
    """Where the denial holds, support, confidence and role are those of the denying claims."""
    desk = Desk().says("2024-01-01", role="founder", confidence=0.5).says("2024-05-01", "denied", confidence=0.7)
    tie = _tie(desk)
    assert (tie["status"], tie["support"], tie["confidence"], tie["role"]) == ("denied", 1, 0.7, "")
    assert len(tie["claim_ids"]) == 2


@pytest.mark.parametrize(
    ("news", "now"),
    [
        ([("2023", "current", 0.95), ("2024", "ended", 0.7)], "current!"),
        ([("2023", "current", 0.95), ("2024", "ended", 0.95)], "ended"),
        ([("2023", "current", 0.7), ("2024", "ended", 0.7)], "ended"),
        ([("2023", "current", 0.95), ("2024", "ended", 0.7), ("2025", "ended", 0.7)], "ended"),
        ([("2023", "current", 0.95), ("2024", "denied", 0.7)], "current!"),
        ([("2023", "current", 0.95), ("2024", "denied", 0.95)], "denied!"),
        ([("2022", "denied", 0.95), ("2024", "current", 0.7)], "current"),
        ([("2022", "planned", 0.95), ("2024", "current", 0.7)], "current"),
    ],
)
def test_a_less_sure_end_or_denial_does_not_unseat(news, now):
    """One misread sentence takes nobody out of a list; two that together are sure do. What comes to be is told as ever."""
    desk = Desk()
    for published, status, confidence in news:
        desk.says(published, status, confidence=confidence)
    tie = weigh(*desk.frames(), min_confidence=0.9).to_dict("records")[0]
    assert tie["status"] + ("!" if tie["disputed"] else "") == now


def test_less_sure_claims_that_agree_still_lend_support():
    """The claims of the side that holds all back it."""
    desk = Desk().says("2023", confidence=0.95).says("2023-02", confidence=0.5).says("2024", "ended", confidence=0.7)
    tie = weigh(*desk.frames(), min_confidence=0.9).to_dict("records")[0]
    assert (tie["support"], tie["confidence"], tie["until"], len(tie["claim_ids"])) == (2, 0.975, None, 3)
