"""A coalition is a program with its members on a date."""

import pytest

from lunargraph.coalitions import (
    MEMBER_COLUMNS,
    OVERLAP_COLUMNS,
    check_date,
    check_statuses,
    held_by,
    members_of,
    overlap,
)
from lunargraph.errors import QueryError
from lunargraph.ties import weigh
from tests.strategies import Desk, comings_and_goings

ILRS, ACCORDS = "program:ILRS", "program:ARTEMIS_ACCORDS"


@pytest.fixture
def ties():
    """Of those who come, go and come again."""
    return weigh(*comings_and_goings().frames())


def _certainties(frame):
    return {row["subject"].partition(":")[2]: row["certainty"] for row in frame.to_dict("records")}


def test_members_now(ties):
    """Without a date, those whose status is current, by since and with undated ones last."""
    frame = members_of(ties, ILRS)
    assert tuple(frame.columns) == MEMBER_COLUMNS
    assert frame["subject"].tolist() == ["country:CHN", "country:BLR", "country:THA", "agency:ESA", "country:TUR"]
    assert set(frame["certainty"]) == {"sure"}


def test_who_leads_and_is_a_member_has_one_row(ties):
    """Leaders belong to the coalition; the row has the role lead, the surest date and the claims of both ties."""
    row = members_of(ties, ILRS).to_dict("records")[0]
    assert (row["role"], row["since"], len(row["claim_ids"])) == ("lead", "2021-06-16", 2)


@pytest.mark.parametrize(
    ("as_of", "certainties"),
    [
        ("2021", {"CHN": "sure", "TUR": "undated"}),
        ("2021-05", {"TUR": "undated"}),
        ("2022-04-30", {"CHN": "sure", "TUR": "undated"}),
        ("2022-05-01", {"CHN": "sure", "NOR": "sure", "TUR": "undated"}),
        ("2023-10-15", {"CHN": "sure", "NOR": "sure", "BLR": "perhaps", "TUR": "undated"}),
        ("2023-10", {"CHN": "sure", "NOR": "sure", "BLR": "sure", "TUR": "undated"}),
        ("2024-02-29", {"CHN": "sure", "NOR": "sure", "BLR": "sure", "TUR": "undated"}),
        ("2024-03-01", {"CHN": "sure", "BLR": "sure", "TUR": "undated"}),
        ("2024", {"CHN": "sure", "BLR": "sure", "TUR": "undated", "THA": "sure", "ESA": "sure"}),
    ],
)
def test_members_on_a_date(ties, as_of, certainties):
    """On a date, who was in counts, also who left since; a partial date stands for its last day."""
    assert _certainties(members_of(ties, ILRS, as_of=as_of)) == certainties


@pytest.mark.parametrize(
    ("since", "until", "as_of", "certainty"),
    [
        ("2023-10", None, "2023-10-31", "sure"),
        ("2023-10", None, "2023-10-30", "perhaps"),
        ("2023", None, "2022", ""),
        ("2020", "2024", "2024-06", "perhaps"),
        ("2020", "2024-03", "2024", ""),
        ("2020", "2024-03-05", "2024-03-04", "sure"),
        ("2024", "2024", "2024-06", "perhaps"),
        (None, None, "2024", "undated"),
        (None, "2023", "2024", ""),
        (None, "2025", "2024", "undated"),
    ],
)
def test_held_by_compares_partial_dates_as_far_as_they_go(since, until, as_of, certainty):
    """What a partial date leaves open is "perhaps"; a missing start is "undated"; what surely ended is out."""
    assert held_by(since, until, as_of) == certainty


def test_an_end_of_unknown_date_lies_before_the_news_of_it():
    """Who left at an unknown time was perhaps in until the article that tells of it, and surely not after."""
    ties = weigh(*Desk().says("2022-01-05", date="2022-01-04").says("2024-05-05", "ended").frames())
    # the end takes the article's day for ordering only; no date of it is invented
    assert ties["until"].tolist() == [None]
    assert members_of(ties, ILRS, as_of="2023")["certainty"].tolist() == ["perhaps"]
    assert members_of(ties, ILRS, as_of="2024-05").empty


def test_a_plan_reported_before_is_no_membership():
    """Who was only reported to plan joining by the date asked for was not in yet."""
    ties = weigh(*Desk().says("2023-05-01", "planned").says("2023-10-25", date="2023-10-24").frames())
    assert members_of(ties, ILRS, as_of="2023-06").empty


def test_other_statuses_on_a_date(ties):
    """Planned counts from the first article that tells of it, ended from the end; several statuses add up."""
    assert _certainties(members_of(ties, ILRS, status="planned", as_of="2024-05")) == {"SEN": "sure"}
    assert members_of(ties, ILRS, status="planned", as_of="2024-04").empty
    assert _certainties(members_of(ties, ILRS, status=["ended"], as_of="2024-03")) == {"NOR": "sure"}
    assert members_of(ties, ILRS, status=["ended"], as_of="2024-02").empty
    assert len(members_of(ties, ILRS, status=("current", "planned", "ended"))) == 7


def test_a_program_without_members_gives_an_empty_frame(ties):
    """Nothing found is a frame with the same columns."""
    frame = members_of(ties, "program:GATEWAY", as_of="2024")
    assert frame.empty
    assert tuple(frame.columns) == MEMBER_COLUMNS


@pytest.mark.parametrize("as_of", ["", "soon", "2023-13", "2023-02-30", "2023-10-24T00:00", "203X"])
def test_a_date_that_is_none_is_refused(ties, as_of):
    """A malformed date is an error that shows how to write one."""
    with pytest.raises(QueryError, match="write YYYY, YYYY-MM or YYYY-MM-DD"):
        members_of(ties, ILRS, as_of=as_of)
    assert check_date("2023-10") == "2023-10"


def test_a_status_that_is_none_is_refused(ties):
    """An unknown status is an error that lists the statuses."""
    with pytest.raises(QueryError, match="current, planned, denied, ended"):
        members_of(ties, ILRS, status="joined")
    assert check_statuses(["current"]) == ("current",)


def test_overlap_names_both_sides(ties):
    """Who is in both has role, since and support for each program, the later date, and the claims of both."""
    frame = overlap(ties, ILRS, ACCORDS)
    assert tuple(frame.columns) == OVERLAP_COLUMNS
    row = frame.to_dict("records")[0]
    assert (row["subject"], row["since_first"], row["since_second"]) == ("country:THA", "2024-04-05", "2024")
    assert row["since"] == "2024"
    assert len(row["claim_ids"]) == 2


def test_overlap_with_an_unknown_date():
    """Where one date is unknown, so is the date of the overlap; numbers stay numbers."""
    ties = weigh(*Desk().says("2024-01-01").says("2024-01-02", object=ACCORDS, date="2023").frames())
    row = overlap(ties, ILRS, ACCORDS).to_dict("records")[0]
    assert (row["since"], row["since_first"], row["since_second"], row["support_first"]) == (None, None, "2023", 1)


def test_overlap_on_a_date(ties):
    """On a date, only who was in both counts, and how surely for each."""
    assert overlap(ties, ILRS, ACCORDS, as_of="2023").empty
    row = overlap(ties, ILRS, ACCORDS, as_of="2024-06").to_dict("records")[0]
    assert (row["certainty_first"], row["certainty_second"]) == ("sure", "perhaps")
    assert tuple(overlap(ties, ILRS, "program:GATEWAY").columns) == OVERLAP_COLUMNS


def test_only_sure_ties_answer_unless_asked():
    """Less sure ones come with their label where a lower confidence is asked for."""
    desk = Desk().says("2023-10-25", date="2023-10").says("2024", subject="country:THA", confidence=0.5, date="2024")
    desk.says("2024", subject="country:THA", object=ACCORDS).says("2024", object=ACCORDS)
    ties = weigh(*desk.frames())
    assert members_of(ties, ILRS)["subject"].tolist() == ["country:BLR"]
    every = members_of(ties, ILRS, min_confidence=0)
    assert dict(zip(every["subject"], every["sure"], strict=True)) == {"country:BLR": True, "country:THA": False}
    assert members_of(ties, ILRS, min_confidence=0.5)["subject"].tolist() == every["subject"].tolist()
    assert members_of(ties, ILRS, min_confidence=1).empty
    assert overlap(ties, ILRS, ACCORDS)["subject"].tolist() == ["country:BLR"]
    both = overlap(ties, ILRS, ACCORDS, min_confidence=0)
    assert dict(zip(both["subject"], both["sure"], strict=True)) == {"country:BLR": True, "country:THA": False}


def test_a_member_that_surely_leads_is_sure():
    """Of two ties in one row the surer counts."""
    desk = Desk().says("2024", relation="leads").says("2024", confidence=0.5)
    assert members_of(weigh(*desk.frames()), ILRS)["sure"].tolist() == [True]


@pytest.mark.parametrize("confidence", [-0.1, 1.1, float("nan")])
def test_a_confidence_out_of_range_is_refused(ties, confidence):
    """With what is legal."""
    with pytest.raises(QueryError, match="give a number from 0 to 1, 0 for all answers"):
        members_of(ties, ILRS, min_confidence=confidence)
