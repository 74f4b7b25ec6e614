"""Boilerplate is set aside; what the article says is kept, to the letter."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lunargraph.articles
from lunargraph.articles import clean
from lunargraph.articles.clean import head_of
from lunargraph.model import Article

PATTERNS = tomllib.loads((Path(lunargraph.articles.__file__).parent / "boilerplate.toml").read_text(encoding="utf-8"))
PROSE = (
    "Peru signed the text on Monday, and the ceremony in the capital lasted for an hour in all, officials said later."
)
MORE = "Its neighbours have not decided, but two of them sent observers, as officials in Lima confirmed on Tuesday."
LAST = "A third country has asked for the text, and its parliament is to vote in the autumn, according to diplomats."


def kept(text):
    return [text[p.start : p.end] for p in clean(Article(id="a", text=text))]


def lines(kind, *names):
    return [line for name in names for line in PATTERNS[name][kind]]


ANYWHERE = [name for name in PATTERNS if name != "byline"]
TITLE = "Peru becomes a signatory of the Accords"


@pytest.mark.parametrize("line", lines("example", *ANYWHERE))
def test_examples_are_set_aside(line):
    """Each pattern's examples are boilerplate after an article's prose."""
    assert kept(f"{PROSE}\n\n{MORE}\n\n{line}") == [PROSE, MORE]


@pytest.mark.parametrize("line", lines("counterexample", *PATTERNS))
def test_counterexamples_are_kept(line):
    """Each pattern's counterexamples are article text."""
    assert kept(f"{PROSE}\n\n{line}\n\n{MORE}") == [PROSE, line, MORE]
    assert kept(f"{PROSE}\n\n{MORE}\n\n{line}") == [PROSE, MORE, line]


@pytest.mark.parametrize("line", lines("example", "byline"))
def test_bylines_stand_under_the_headline(line):
    """Above the first paragraph a name is who wrote it; elsewhere it may be a heading."""
    assert kept(f"{TITLE}\n\n{line}\n\n{PROSE}\n\n{MORE}") == [TITLE, PROSE, MORE]
    assert kept(f"{PROSE}\n\n{line}\n\n{MORE}") == [PROSE, line, MORE] or line.casefold().startswith(("by ", "staff"))


@pytest.mark.parametrize("line", lines("counterexample", "byline"))
def test_what_looks_like_a_byline_stays(line):
    """Under a headline, too."""
    assert kept(f"{TITLE}\n\n{line}\n\n{PROSE}\n\n{MORE}") == [TITLE, line, PROSE, MORE]


def test_a_story_goes_on_after_links():
    """Two paragraphs in a row are the story again; one alone may be a teaser."""
    links = "Related\n\nOman joins the station\n\nA pact for the pole"
    assert kept(f"{PROSE}\n\n{links}\n\n{MORE}\n\n{LAST}") == [PROSE, MORE, LAST]
    teasers = f"Related Stories\n\nOman joins the station\n\n{MORE}\n\nA pact for the pole\n\n{LAST}"
    assert kept(f"{PROSE}\n\n{teasers}") == [PROSE]


def test_heads_lose_what_is_the_sites():
    """The site's name, menus, dates and bylines go; headline and standfirst stay."""
    head = f"The Page\n\nNews Opinion Events\n\n{TITLE}\n\nThe ceremony in Lima was short and nobody minded\n\nAnn Lee | 30 May 2024 14:30"
    assert kept(f"{head}\n\n{PROSE}\n\n{MORE}") == [
        TITLE,
        "The ceremony in Lima was short and nobody minded",
        PROSE,
        MORE,
    ]


def test_rosters_above_the_first_paragraph_stay():
    """Dates in a row are a list, not the day of publication."""
    rows = "Peru, 30 May 2024\n\nOman, 12 March 2024\n\nCyprus, 23 October 2024"
    assert kept(f"{TITLE}\n\n{rows}\n\n{PROSE}") == [TITLE, *rows.split("\n\n"), PROSE]


def test_a_pulled_quote_is_read_once():
    """A sentence set apart that stands in a paragraph is no second statement; a heading in quotes is a heading."""
    long = "“Nobody here had expected the signature so soon,” said a lecturer in Lima, who had advised the agency."
    assert kept(f"{PROSE}\n\n“Nobody here had expected the signature so soon”\n\n{long}") == [PROSE, long]
    assert (
        kept(
            f"{PROSE}\n\n‘No politics’\n\nThere is no politics in orbit, as a Peruvian official said on Monday in Lima."
        )[1]
        == "‘No politics’"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{TITLE}\nby Ann Lee May 30, 2024\n\n{PROSE}", (TITLE, "Ann Lee")),
        (f"The Page\nShare\n{TITLE}\nAnn Lee in Lima\n\n{PROSE}", (TITLE, "Ann Lee")),
        (f"{TITLE}\n30 May 2024\n\n{PROSE}", (TITLE, "")),
        (PROSE, ("", "")),
        (f"{PROSE}\n\n{TITLE}\n\n{MORE}", ("", "")),
    ],
)
def test_headline_and_author_of_a_scrape(text, expected):
    """They stand above the first paragraph or nowhere."""
    assert head_of(text) == expected


def test_all_after_a_link_list_is_set_aside():
    """Teasers under "Related Stories" may be long; they belong to other articles."""
    assert kept(f"{PROSE}\n\nRelated Stories\n\nOman joins the station\n\n{PROSE}") == [PROSE]


def test_menus_go_and_tables_stay():
    """Many short parts without a number are a menu; rows with names and dates are content."""
    text = "Weekly | News | Events | Log in\n\nTable 1\n\nCanada | 13 October 2020\nFrance | 7 June 2022\n\n" + PROSE
    assert kept(text) == ["Table 1", "Canada | 13 October 2020", "France | 7 June 2022", PROSE]


def test_kinds():
    """Headings, items and paragraphs are told apart."""
    text = f"Partners\n\n- a camera from Italy\n- a rover from Peru\n\n{PROSE}"
    assert [p.kind for p in clean(Article(id="a", text=text))] == ["heading", "item", "item", "paragraph"]


def test_hard_wrapped_lines_are_one_paragraph():
    """Lines broken by width are joined, with the break inside the span."""
    text = "Peru signed the Artemis Accords on Monday in the\ncapital, and the ceremony lasted for an hour."
    assert kept(text) == [text]


@given(st.text(alphabet="ab |-.\n\r:•*Z©é", max_size=120))
def test_passages_are_in_order_and_inside_the_text(text):
    """Spans never overlap, never leave the text, and begin and end with ink."""
    position = 0
    for passage in clean(Article(id="a", text=text)):
        assert position <= passage.start < passage.end <= len(text)
        assert text[passage.start : passage.end].strip() == text[passage.start : passage.end]
        position = passage.end


def test_example_of_a_credited_reporter_in_brackets():
    """A sentence about reporting is prose; the same words in brackets are a credit."""
    assert kept(f"{PROSE}\n\n(Reporting by Ann Lee in Lima; editing by our desk)\n\n{MORE}") == [PROSE, MORE]
