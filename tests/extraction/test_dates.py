"""Dates in text: what is resolved, what is left out, and which date belongs to a verb."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunargraph.extraction.dates import DateMention, bracketed, choose_date, find_dates, look_ahead

WEDNESDAY = "2024-05-15"


def values(text, published=WEDNESDAY, **more):
    return [m.value for m in find_dates(text, published=published, **more)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on 13 October 2020.", ["2020-10-13"]),
        ("They met on October 13, 2020, in Rome.", ["2020-10-13"]),
        ("They met on the 3rd of March 2021.", ["2021-03-03"]),
        ("ROME, Oct. 13 - They met.", ["2023-10-13"]),
        ("They met on 13 Oct in Rome.", ["2023-10-13"]),
        ("They met on March 24.", ["2024-03-24"]),
        ("They meet on 2 June.", ["2024-06-02"]),
        ("Updated 2020-10-13.", ["2020-10-13"]),
        ("Updated 2020-10.", ["2020-10"]),
        ("They met in October 2020.", ["2020-10"]),
        ("They met in mid-October 2020.", ["2020-10"]),
        ("They met on Tuesday, April 9, in Rome.", ["2024-04-09"]),
        ("It flies in 2027.", ["2027"]),
        ("It flies in late 2027.", ["2027"]),
        ("It flies in mid-2027.", ["2027"]),
        ("It flies in the second half of 2026 or in spring 2027.", ["2026", "2027"]),
        ("It stands by the 2030s.", ["203X"]),
        ("It is built in 2024-2028.", ["2024/2028"]),
        ("It is built in 2024-28.", ["2024/2028"]),
    ],
)
def test_absolute_dates(text, expected):
    """A date that names itself keeps exactly the precision it has."""
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on Monday.", ["2024-05-13"]),
        ("They met on Wednesday.", ["2024-05-15"]),
        ("They met last Wednesday.", ["2024-05-08"]),
        ("They meet next Monday.", ["2024-05-20"]),
        ("They meet this coming Friday.", ["2024-05-17"]),
        ("Today they met.", ["2024-05-15"]),
        ("They met yesterday and meet tomorrow.", ["2024-05-14", "2024-05-16"]),
        ("They met last month and meet next month.", ["2024-04", "2024-06"]),
        ("They met earlier this month.", ["2024-05"]),
        ("They met last week.", ["2024-05"]),
        ("They met earlier this year, not last year.", ["2024", "2023"]),
        ("They met last May.", ["2023-05"]),
        ("They met last December.", ["2023-12"]),
        ("Last April they met.", ["2024-04"]),
        ("They met in April last year, or in May of last year.", ["2023-04", "2023-05"]),
        ("They met in October.", ["2023-10"]),
        ("They met earlier in May.", ["2024-05"]),
        ("They met in mid-April.", ["2024-04"]),
        ("They meet next September.", ["2024-09"]),
        ("They meet this September.", ["2024-09"]),
        ("They met three days ago.", ["2024-05-12"]),
        ("They met two months ago.", ["2024-03"]),
        ("They fly three years from now.", ["2027"]),
        ("They sign by the end of the year.", ["2024"]),
        ("They sign before the end of the month.", ["2024-05"]),
        ("They sign later in the year.", ["2024"]),
        ("They meet next autumn, not this summer.", ["2024"]),
    ],
)
def test_dates_relative_to_publication(text, expected):
    """Weekdays, months and years lean on the day of publication."""
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "anchor", "expected"),
    [
        ("A day later Oman joined.", "2023-01-31", ["2023-02-01"]),
        ("Two days earlier Oman joined.", "2023-01-31", ["2023-01-29"]),
        ("Hours earlier Oman had joined.", "2023-01-31", ["2023-01-31"]),
        ("The next day Oman joined.", "2023-01-31", ["2023-02-01"]),
        ("Oman joined the day before.", "2023-01-31", ["2023-01-30"]),
        ("Oman joined the same day.", "2023-01-31", ["2023-01-31"]),
        ("Oman joined that month.", "2023-01-31", ["2023-01"]),
        ("Oman joined the following month.", "2022-12", ["2023-01"]),
        ("Oman joined that year.", "2023-01", ["2023"]),
        ("Oman joined a year later.", "2023-01", ["2024"]),
        ("Oman joined in the following year.", "2023", ["2024"]),
        ("Oman joined in September of the same year.", "2023", ["2023-09"]),
        ("Oman joined in December of that year.", "2023-01-31", ["2023-12"]),
        ("Oman joined a day later.", "2023-01", []),
        ("Oman joined the same day.", "2023", []),
        ("Oman joined a day later.", None, []),
    ],
)
def test_dates_relative_to_the_date_before(text, anchor, expected):
    """ "A day later" counts from the date mentioned before, and is nothing without one so precise."""
    assert values(text, anchor=anchor) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oman joined in October 2022 and Peru in December.", ["2022-10", "2022-12"]),
        ("Oman joined in October 2022, Chile in December and Peru in April.", ["2022-10", "2022-12", "2023-04"]),
        ("They met in March and October 2022.", ["2022-03", "2022-10"]),
        ("It flies in 2027, said the minister in January.", ["2027", "2024-01"]),
    ],
)
def test_a_year_carries_within_a_sentence(text, expected):
    """A past year named once holds for the bare months beside it; a plan's year does not."""
    assert values(text) == expected


def test_a_year_from_the_context_serves_bare_months():
    """The caller may say which year a passage is about."""
    assert values("Oman joined in March.", context_year=2021) == ["2021-03"]


@pytest.mark.parametrize(
    "text",
    [
        "Chang'e-6, Luna-25 and Apollo 17 flew.",
        "The 2030 Agenda and Agenda 2030 are one.",
        "It cost $2025 or €2,024 and 2000 million.",
        "See page 2024.",
        "Some 2000 people came, and 1998 guests stayed.",
        "It weighs 2000 kg.",
        "The Mars 2020 rover drives.",
        "It may march on.",
        "They met on 31 February 2021.",
        "They met about 20 years ago.",
        "Work went on over the last year.",
        "It is due within the next year.",
        "It is room 13/10/2020.",
    ],
)
def test_what_is_no_date(text):
    """Numbers in names, sums, quantities and vague stretches of time are no dates."""
    assert values(text, anchor="2023-01-31") == []


def test_in_may_20_countries_is_a_month_and_a_count():
    """A number of countries is no day."""
    assert values("In May 20 countries met.") == ["2024-05"]


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("They met on Monday.", "2024-05", []),
        ("They met on Monday.", None, []),
        ("They met in March.", None, []),
        ("They met in March.", "2024", ["2024-03"]),
        ("They met last month.", "2024-01", ["2023-12"]),
        ("They met last month.", "2024", []),
        ("They met last year.", "2024", ["2023"]),
        ("They met last week.", "2024-05-08", ["2024"]),
        ("They met last week.", "2024-01-10", ["2024-01"]),
        ("They met last week.", "2026-01-07", []),
        ("They met this week.", "2024-01-02", ["2024-01"]),
        ("They met on 29 February.", "2023-05-01", []),
        ("They meet on January 4.", "2023-12-28", ["2024-01-04"]),
        ("They met on 13 October 2020.", None, ["2020-10-13"]),
        ("They met last year.", "soon", []),
        ("They met yesterday.", "2024-02-30", []),
    ],
)
def test_unsure_dates_are_left_out_or_less_precise(text, published, expected):
    """A day, month or year that the publication date does not settle is not invented."""
    assert values(text, published=published) == expected


@pytest.mark.parametrize(
    ("surface", "value", "expected"),
    [
        ("September", "2023-09", "2024-09"),
        ("August", "2024-08", "2024-08"),
        ("on Friday", "2024-05-10", "2024-05-17"),
        ("on Wednesday", "2024-05-15", "2024-05-15"),
        ("May 8", "2024-05-08", "2024-05-08"),
        ("20 July", "2023-07-20", "2024-07-20"),
        ("last May", "2023-05", "2023-05"),
        ("March 2023", "2023-03", "2023-03"),
        ("that month", "2023-03", "2023-03"),
        ("the 2030s", "203X", "203X"),
    ],
)
def test_a_plan_lies_ahead(surface, value, expected):
    """Bare months, days and weekdays of a plan move to the coming one; all others stay."""
    mention = DateMention(start=0, end=len(surface), surface=surface, value=value)
    assert look_ahead(mention, WEDNESDAY) == expected
    assert look_ahead(mention, None) == value


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("Oman signed on 3 March 2022, and Peru joined in May 2023.", "signed", "2022-03-03"),
        ("Oman signed on 3 March 2022, and Peru joined in May 2023.", "joined", "2023-05"),
        ("Oman, which joined in 2021, has now signed.", "signed", None),
        ("Oman signed in 2022; Peru followed.", "followed", None),
        ("On 3 March 2022 Oman signed and Peru joined.", "joined", "2022-03-03"),
        ("In 2021 Oman left and signed in 2023.", "signed", "2023"),
        ("Oman signed the paper.", "signed", None),
        ("In May 2023, Oman signed in 2022 terms.", "signed", "2022"),
        ("It was on 3 March 2022, when Oman signed.", "signed", "2022-03-03"),
        ("Oman signed on Monday, the last day of April.", "signed", "2024-05-13"),
        ("Oman became the 60th to join in April, and Peru followed on May 8.", "join", "2024-04"),
        ("Oman has joined the project, officials said on Monday.", "joined", None),
        ("Officials said in April that Oman was considering it.", "considering", None),
        ("Peru, which runs the mission, signed in 2022.", "runs", None),
        ("Peru, which runs the mission, signed in 2022.", "signed", "2022"),
        ("Peru has been cooperating with Oman since February 2022.", "cooperating", "2022-02"),
        ("Peru leads the mission that flew in 2022.", "leads", None),
        ("Oman joined the base that Peru and Chile founded in 2021.", "joined", None),
        ("Oman takes part under an agreement that both signed in 2021.", "takes", "2021"),
        ("The basis is an accord which both concluded in 2021.", "accord", "2021"),
    ],
)
def test_the_date_of_a_verb_stands_in_its_clause(text, verb, expected):
    """The nearest date of the verb's own clause is its date; after the verb rather than before it."""
    start = text.index(verb)
    chosen = choose_date(find_dates(text, published=WEDNESDAY), start, start + len(verb), text)
    assert (chosen.value if chosen else None) == expected


PIECES = st.sampled_from(
    "on in by the last next this Monday Friday May March October 13 31 2020 2024-05-15 2024-99-99 2030s 2024-28 , . a day week month "
    "year later ago earlier end of that same following summer mid- 999 0 – 12,2024 İ 二〇二四 today hours from now 1st".split()
)
PUBLISHED = st.none() | st.sampled_from(
    ["", "2024", "2024-02", "2024-02-29", "1900-01-01", "2099-12-31", "0001-01-01", "x", "2024-13"]
)


@given(st.lists(PIECES, max_size=25).map(" ".join) | st.text(max_size=80), PUBLISHED, PUBLISHED)
def test_any_text_is_read(text, published, anchor):
    """No text breaks the finder; mentions are in order, apart, and cut from the text."""
    end = 0
    for mention in find_dates(text, published=published, anchor=anchor):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.surface
        assert 4 <= len(mention.value) <= 10
        look_ahead(mention, published)
        end = mention.end


@given(
    st.dates(date(1950, 1, 1), date(2090, 1, 1)),
    st.sampled_from("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()),
)
def test_on_a_weekday_is_never_after_publication(published, weekday):
    """ "On Friday" is that weekday, within the seven days that end with publication."""
    (value,) = values(f"They met on {weekday}.", published=published.isoformat())
    assert 0 <= (published - date.fromisoformat(value)).days < 7
    assert f"{date.fromisoformat(value):%A}" == weekday


def test_a_date_in_brackets_belongs_to_the_name_before_it():
    """Each name of a list may have its own; a date of another bracket or beside other words is none of it."""
    text = "It follows Chile (October 2024), Peru (May 2024) and Cuba, which met Togo (June 2025)."
    dates = find_dates(text, published=WEDNESDAY)

    def after(name):
        found = bracketed(dates, text.index(name) + len(name), text)
        return found and found.value

    assert [after(name) for name in ("Chile", "Peru", "Cuba", "Togo")] == ["2024-10", "2024-05", None, "2025-06"]
