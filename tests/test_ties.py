"""Ties: support, dates, confidence and the rest, from the claims that back the status."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunargraph.claims import claims_to_frame
from lunargraph.confidence import sure_from
from lunargraph.ties import TIE_COLUMNS, tie_id, weigh
from tests.strategies import Desk, article_frame, articles, claims


def _tie(desk):
    rows = weigh(*desk.frames()).to_dict("records")
    assert len(rows) == 1
    return rows[0]


def _since(*dates):
    desk = Desk()
    for number, given_date in enumerate(dates):
        desk.says(f"2025-01-{number + 1:02}", date=given_date)
    tie = _tie(desk)
    return tie["since"], tie["since_conflict"]


def test_copies_of_one_dispatch_support_once():
    """Support counts stories, not articles, and confidence takes the best claim of each story."""
    desk = Desk().says("2024-01-01", story="wire", confidence=0.5).says("2024-01-02", story="wire", confidence=0.6)
    desk.says("2024-01-03", story="own", confidence=0.5)
    tie = _tie(desk)
    assert (tie["support"], tie["confidence"]) == (2, 0.8)


def test_an_article_that_the_table_lacks_is_its_own_story():
    """Claims whose article is unknown still count, undated."""
    claim_rows, article_rows = Desk().says("2024").says("2025").frames()
    tie = weigh(claim_rows, article_rows.iloc[:1]).to_dict("records")[0]
    assert (tie["support"], tie["last_seen"]) == (2, "2024")


def test_confidence_is_capped():
    """No number of stories makes a certainty."""
    desk = Desk()
    for day in range(1, 9):
        desk.says(f"2024-01-0{day}", confidence=0.9)
    assert _tie(desk)["confidence"] == 0.99
    assert _tie(Desk().says("2024", confidence=1.0))["confidence"] == 0.99


@pytest.mark.parametrize(
    ("dates", "since", "conflict"),
    [
        ([None, None], None, False),
        (["2023-10", "2023-10-03"], "2023-10-03", False),
        (["2023", "2023-10", None, "2023-10-03"], "2023-10-03", False),
        (["2023", "2023"], "2023", False),
        (["2021-03", "2021-06", "2021-06"], "2021-06", True),
        (["2021-03", "2021-06-16"], "2021-06-16", True),
        (["2021-06", "2021-03"], "2021-03", True),
        (["2023", "2023-11-05", "2023-10-03"], "2023-10-03", True),
        (["2023-11", "2023-11-05", "2023-10-03"], "2023-11-05", True),
        (["2024", "2023-10-03", "2023-10"], "2023-10-03", True),
        (["soon", "2023"], "2023", False),
    ],
)
def test_since_is_what_most_agree_on_most_precisely(dates, since, conflict):
    """Dates that agree merge into the most precise; of others the best supported wins, and the conflict is told."""
    assert _since(*dates) == (since, conflict)


def test_a_conflict_of_dates_is_no_dispute():
    """Two dates for one signing do not make the signing disputed."""
    assert _tie(Desk().says("2024-01-01", date="2023-10-03").says("2024-01-01", date="2023-11"))["disputed"] is False


def test_copies_count_once_for_dates():
    """The date in three copies weighs as much as one."""
    desk = Desk()
    for _ in range(3):
        desk.says("2024-01-01", date="2023-11-05", story="wire")
    desk.says("2024-01-01", date="2023-10-03", story="a").says("2024-01-01", date="2023-10-03", story="b")
    assert _tie(desk)["since"] == "2023-10-03"


def test_an_ended_tie_has_both_dates():
    """Since comes from the claims of the time it held, until from those that it ended."""
    tie = _tie(Desk().says("2022-01-05", date="2022-01").says("2024-04-14", "ended", date="2024-04-13"))
    assert (tie["since"], tie["until"], tie["status"]) == ("2022-01", "2024-04-13", "ended")


def test_a_return_starts_anew():
    """After leaving and returning, since is the date of the return and until is empty."""
    desk = Desk().says("2020-01-05", date="2020-01").says("2022-01-05", "ended").says("2024-01-05", date="2024-01-04")
    tie = _tie(desk)
    assert (tie["since"], tie["until"], tie["support"]) == ("2024-01-04", None, 1)


def test_a_plan_shows_the_date_planned():
    """Since of a planned tie is when it is planned for."""
    assert _tie(Desk().says("2024-01-05", "planned", date="2028"))["since"] == "2028"


def test_seen_covers_all_articles_with_any_claim():
    """First and last seen include claims that do not back the status, and leave undated articles out."""
    desk = Desk().says("2023-05", "denied").says(None).says("2024-01-05").says("2024-02", "planned")
    tie = _tie(desk)
    assert (tie["first_seen"], tie["last_seen"]) == ("2023-05", "2024-02")


def test_the_strongest_role_and_all_topics_are_shown():
    """The strongest role wins; about and topics are united and sorted, from backing claims only."""
    desk = Desk().says("2024-01-01", role="member", topics=("rover", "data"), about="program:ROVER")
    desk.says("2024-01-02", role="founder", topics=("data",), about="program:CHANGE_8")
    desk.says("2023-01-01", "planned", role="lead", topics=("hopes",), about="program:ILRS")
    tie = _tie(desk)
    assert (tie["role"], tie["topics"], tie["about"]) == (
        "founder",
        ["data", "rover"],
        "program:CHANGE_8; program:ROVER",
    )


def test_every_claim_is_named():
    """Claim ids hold all claims on the tie, sorted, also those that were outweighed."""
    desk = Desk().says("2023", "denied").says("2024").says("2024", "planned")
    assert _tie(desk)["claim_ids"] == sorted(claim.id for claim in desk.claims)


def test_one_row_per_tie_with_a_stable_id():
    """Relations and directions are told apart; ids are hashes of the three parts."""
    desk = Desk().says("2024").says("2024", relation="leads").says("2024", subject="country:CHN").says("2025")
    frame = weigh(*desk.frames())
    assert len(frame) == 3
    assert frame["id"].tolist() == [
        tie_id(*key) for key in zip(frame["subject"], frame["relation"], frame["object"], strict=True)
    ]
    assert tie_id("a", "b", "c") != tie_id("a", "b.c", "")


def test_no_claims_make_no_ties():
    """Without claims there is an empty frame with every column."""
    frame = weigh(*Desk().frames())
    assert frame.empty
    assert tuple(frame.columns) == TIE_COLUMNS


@given(
    st.lists(claims(), max_size=12),
    st.lists(articles(), max_size=6, unique_by=lambda article: article.id),
    st.randoms(use_true_random=False),
)
def test_order_of_rows_does_not_matter(made, papers, shuffler):
    """Shuffled claims and articles, in pandas' own types, weigh the same; and every tie keeps its promises."""
    claim_rows, article_rows = claims_to_frame(made), article_frame(papers)
    frame = weigh(claim_rows, article_rows)
    order = list(range(len(claim_rows)))
    shuffler.shuffle(order)
    shuffled = claim_rows.iloc[order].convert_dtypes()
    pd.testing.assert_frame_equal(weigh(shuffled, article_rows.iloc[::-1].convert_dtypes()), frame)
    assert sum(map(len, frame["claim_ids"])) == len(claim_rows)
    for tie in frame.to_dict("records"):
        statuses = set(claim_rows[claim_rows["id"].isin(tie["claim_ids"])]["status"])
        assert tie["status"] in statuses
        assert not tie["disputed"] or ("current" in statuses and statuses & {"denied", "ended"})
        assert 0 <= tie["confidence"] <= 0.99
        assert 1 <= tie["support"] <= len(tie["claim_ids"])
        assert tie["until"] is None or tie["status"] == "ended"


def test_ties_are_sure_from_a_confidence_up():
    """Several less sure stories make a sure tie; without a threshold the one that ships counts."""
    desk = Desk().says("2024-01-01", confidence=0.7)
    assert [weigh(*desk.frames(), min_confidence=c)["sure"][0] for c in (0, 0.7, 0.71)] == [True, True, False]
    desk.says("2024-01-02", confidence=0.7)
    tie = weigh(*desk.frames(), min_confidence=0.9).to_dict("records")[0]
    assert (tie["confidence"], tie["sure"]) == (0.91, True)
    least = sure_from()
    for confidence in (least, least - 0.001):
        assert _tie(Desk().says("2024", confidence=confidence))["sure"] == (confidence >= least)
