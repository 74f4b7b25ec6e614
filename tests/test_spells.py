"""Joined, left, joined again: times within one tie."""

import pytest

from lunargraph.coalitions import members_of
from lunargraph.spells import Spell, held, joined_up, spells_of
from lunargraph.ties import weigh
from tests.strategies import Desk

ILRS = "program:ILRS"


def _tie(desk):
    return weigh(*desk.frames()).to_dict("records")[0]


def _rejoined():
    desk = Desk().says("2020-02-01", date="2020-01-15").says("2022-06-20", "ended", date="2022-06")
    return desk.says("2024-03-02", date="2024-03-01")


def test_who_joined_again_has_an_earlier_spell():
    """The tie tells of now; the time before stands in `earlier`."""
    tie = _tie(_rejoined())
    assert (tie["status"], tie["since"], tie["until"]) == ("current", "2024-03-01", None)
    assert tie["earlier"] == ["2020-01-15/2022-06"]
    assert [spell.open for spell in spells_of(tie)] == [False, True]


@pytest.mark.parametrize(
    ("as_of", "row"),
    [
        ("2019", None),
        ("2021", ("2020-01-15", "2022-06", "sure")),
        ("2022-06-15", ("2020-01-15", "2022-06", "perhaps")),
        ("2023", None),
        ("2024", ("2024-03-01", None, "sure")),
    ],
)
def test_members_on_a_date_know_who_left_and_came_back(as_of, row):
    """In, out, in again, each with the dates of its own spell."""
    frame = members_of(weigh(*_rejoined().frames()), ILRS, as_of=as_of)
    found = [(r["since"], r["until"], r["certainty"]) for r in frame.to_dict("records")]
    assert found == ([row] if row else [])


def test_who_left_twice_was_in_twice():
    """An ended tie tells of the last time; the one before is kept."""
    tie = _tie(_rejoined().says("2025-09-01", "ended", date="2025-08-31"))
    assert (tie["status"], tie["since"], tie["until"]) == ("ended", "2024-03-01", "2025-08-31")
    assert tie["earlier"] == ["2020-01-15/2022-06"]


def test_two_reports_of_one_end_are_one_end():
    """Nothing was joined between them."""
    tie = _tie(
        Desk().says("2020", date="2020").says("2022", "ended", date="2022-06").says("2023", "ended", date="2022-07")
    )
    assert (tie["status"], tie["since"], tie["earlier"]) == ("ended", "2020", [])


def test_a_report_between_two_ends_is_no_return_without_a_date():
    """ "Is a member", printed after the end, may be old news."""
    desk = (
        Desk()
        .says("2020", date="2020")
        .says("2022-07", "ended", date="2022-06")
        .says("2022-09")
        .says("2023", "ended", date="2022-06")
    )
    assert _tie(desk)["earlier"] == []


def test_an_end_that_is_not_sure_is_no_spell():
    """As in the verdict: one misread sentence splits no membership."""
    desk = Desk().says("2020-02-01", date="2020-01").says("2022-06", "ended", date="2022-06", confidence=0.3)
    assert _tie(desk.says("2024-03-02", date="2024-03"))["earlier"] == []


def test_unknown_dates_of_earlier_spells_stay_unknown():
    """A start nobody dated is undated, an end nobody dated perhaps was as late as the next start."""
    tie = _tie(Desk().says("2022-06", "ended", date="2022-06").says("2024-03-02", date="2024-03"))
    assert tie["earlier"] == ["/2022-06"]
    assert held(spells_of(tie)[0], "2020") == "undated"
    tie = _tie(Desk().says("2020-02-01", date="2020-01").says("2022-06", "ended").says("2024-03-02", date="2024-03-01"))
    assert tie["earlier"] == ["2020-01/"]
    assert [held(spells_of(tie)[0], day) for day in ("2019", "2021", "2024-02-29", "2024-03-01")] == [
        "",
        "perhaps",
        "perhaps",
        "",
    ]


def test_planned_and_denied_ties_never_held():
    """They have no spell."""
    assert spells_of({"status": "planned", "since": "2030", "earlier": []}) == []


def test_spells_of_two_ties_are_joined_up():
    """Who leads from March and is a member from June was in from March; a gap stays one."""
    lead, member = (
        Spell("2021-03", "2022-01", open=False, over_by="2022-01"),
        Spell("2021-06", "2023-01", open=False, over_by="2023-01"),
    )
    assert joined_up([member, lead]) == [Spell("2021-03", "2023-01", open=False, over_by="2023-01")]
    later = Spell("2024", None, open=True)
    assert joined_up([later, lead, Spell(None, None, open=True)]) == [lead, later]


def test_who_is_quoted_is_told_where_nobody_says_it_in_their_own_words():
    """A tie that rests on somebody's word says whose, until an article says it itself with a date."""
    desk = Desk().says("2025-05-01", attributed_to="Roscosmos", date="2025-04").says("2026-01-01")
    assert _tie(desk)["said_by"] == "Roscosmos"
    assert _tie(desk.says("2026-02-01", date="2025-04-29"))["said_by"] == ""
    assert _tie(Desk().says("2025", attributed_to="B").says("2026", attributed_to="A"))["said_by"] == "A; B"
