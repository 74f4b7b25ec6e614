"""Saved pages: the story, whole, and nothing around it; title and outlet without each other."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunargraph.articles.readers.web import page_record
from lunargraph.errors import InputError

FIRST = "Peru signed the Artemis Accords on Monday, and the ceremony in the capital lasted for an hour in all."
SECOND = "Its neighbours have not decided, but two of them sent observers, as officials in Lima confirmed later."
OTHER = "A dispute about fishing rights off the coast went into its second week without any hope of an agreement."


def page(body, head=""):
    return f"<html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"


def text_of(body, head=""):
    return page_record(page(body, head))["text"]


@pytest.mark.parametrize(
    "furniture",
    [
        f"<div class='related-posts'><p>{OTHER}</p></div>",
        f"<aside><p>{OTHER}</p></aside>",
        f"<div id='cookieBanner' class='cookie'><p>{OTHER}</p></div>",
        f"<div class='newsletter-signup'><p>{OTHER}</p></div>",
        f"<div role='dialog'><p>{OTHER}</p></div>",
        f"<div style='display: none'><p>{OTHER}</p></div>",
        f"<section class='comments'><p>{OTHER}</p></section>",
        f"<figure><img src='a'><figcaption>{OTHER}</figcaption></figure>",
        "<ul><li><a href='/a'>Fishing rights: second week without hope</a></li><li><a href='/b'>Storm closes port</a></li></ul>",
    ],
)
def test_furniture_between_paragraphs_goes(furniture):
    """What markup names as furniture, and lists of nothing but links, are no part of the story."""
    text = text_of(
        f"<article><h1>Peru signs</h1><p>{FIRST}</p>{furniture}<p>{SECOND}</p><p>{FIRST[:-1]} again.</p></article>"
    )
    assert text.split("\n\n") == [FIRST, SECOND, f"{FIRST[:-1]} again."]


NAMES = tomllib.loads((files("lunargraph.articles.readers") / "markup.toml").read_text(encoding="utf-8"))


def inside(name):
    body = f"<article><h1>Peru signs</h1><p>{FIRST}</p><p>{SECOND}</p><div class='{name}'><p>{OTHER}</p></div><p>{SECOND}</p></article>"
    return OTHER in text_of(body)


@pytest.mark.parametrize("name", NAMES["example"])
def test_names_of_furniture(name):
    """However a name is written, its words tell."""
    assert not inside(name)


@pytest.mark.parametrize("name", NAMES["counterexample"])
def test_names_that_only_look_alike_stay(name):
    """A class name counts by its whole words, and only where they name furniture."""
    assert inside(name)


def test_a_story_is_no_furniture_whatever_its_element_is_called():
    """Some sites wrap the whole page in "comments-enabled subscribe"."""
    body = f"<div class='subscribe share'><h1>Peru signs</h1><p>{FIRST}</p><p>{SECOND}</p></div>"
    assert text_of(body).split("\n\n") == [FIRST, SECOND]


def test_lists_tables_and_breaks_keep_their_shape():
    """Items and rows stand on lines of their own, two breaks part paragraphs, links inside sentences stay."""
    rows = "<tr><th>Country</th><th>Signed</th></tr><tr><td>Peru</td><td>30 May 2024</td></tr>"
    text = text_of(
        f"<article><h1>Peru signs</h1><p>{FIRST}</p><ul><li>water from <a href='/x'>frozen soil</a></li><li>pipes that last</li></ul>"
        f"<table>{rows}</table><div>{SECOND}<br><br>{OTHER}</div></article>"
    )
    assert (
        text
        == f"{FIRST}\n\n- water from frozen soil\n- pipes that last\n\nCountry | Signed\nPeru | 30 May 2024\n\n{SECOND}\n\n{OTHER}"
    )


@pytest.mark.parametrize(
    ("title", "site", "heading", "expected"),
    [
        ("Oman signs | The Page", "The Page", "", "Oman signs"),
        ("Oman signs - Page", "The Page", "Oman signs", "Oman signs"),
        ("The Page: Oman signs", "The Page", "", "Oman signs"),
        ("Oman signs | Space | The Page", "The Page", "Oman signs", "Oman signs"),
        ("Moon pact: Oman signs", "The Page", "", "Moon pact: Oman signs"),
        ("Oman signs - or does it?", "The Page", "Oman signs - or does it?", "Oman signs - or does it?"),
        ("Chang'e-6 - a first", "The Page", "", "Chang'e-6 - a first"),
    ],
)
def test_titles_lose_the_sites_name_and_nothing_else(title, site, heading, expected):
    """A colon or dash in a headline is the writer's."""
    head = f"<title>{title}</title><meta property='og:site_name' content='{site}'>"
    assert page_record(page(f"<h1>{heading}</h1><p>{FIRST}</p><p>{SECOND}</p>", head))["title"] == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<meta property='og:site_name' content='The Page'>", "The Page"),
        ('<script type="application/ld+json">{"@graph": [{"publisher": {"name": "The Page"}}]}</script>', "The Page"),
        (
            '<script type="application/ld+json">{"publisher": [</script><meta name="publisher" content="The Page">',
            "The Page",
        ),
        ("<link rel='canonical' href='https://www.thepage.example/a'>", "thepage.example"),
    ],
)
def test_outlets_come_from_what_the_page_states(head, expected):
    """Site name, linked data, metas, host: in this order; broken linked data is passed over."""
    assert page_record(page(f"<h1>Oman signs</h1><p>{FIRST}</p><p>{SECOND}</p>", head))["outlet"] == expected


def test_a_page_without_text_is_told():
    """There is no article in an empty page."""
    with pytest.raises(InputError):
        page_record(" \n ")


@given(
    st.lists(
        st.sampled_from(
            [
                "<div>",
                "</div>",
                "<p>",
                "<table>",
                "<tr>",
                "<td>",
                "<br>",
                "<a>",
                "</a>",
                "<li>",
                "</ul>",
                "<h1>",
                "Peru ",
                "signs. ",
                "<!--",
                "<br><br>",
                "&#0;",
                "\x00",
            ]
        ),
        max_size=40,
    )
)
def test_any_markup_gives_a_record_or_a_sentence(parts):
    """Broken markup never ends in a traceback."""
    try:
        record = page_record("".join(parts))
    except InputError:
        return
    assert isinstance(record["text"], str)


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("<p>The programme began in 2019.</p><footer>Copyright 2021 The Page</footer>", ""),
        ("<p>They met on 12 May 2022.</p>", ""),
        ('<span class="date">3rd September 2022</span>', "2022-09-03"),
        ('<div class="byline">By A Person | Sat., Sept. 3, 2022</div>', "Sept. 3, 2022"),
        ('<p id="published">September 2022</p>', "September 2022"),
    ],
)
def test_only_a_marked_date_is_the_day_of_publication(marked, found):
    """Years and days in the text are of what it tells."""
    body = f"<article><h1>Oman signs</h1>{marked}<p>{'Oman signed the Accords in Muscat. ' * 20}</p></article>"
    assert page_record(page(body, "<title>Oman signs</title>"))["date"] == found


def test_lines_that_look_like_dates_cost_no_search_through_all_languages(monkeypatch):
    """A page can have thousands of them, at 10 ms each."""

    def searched(text):
        raise AssertionError(text)

    monkeypatch.setattr("htmldate.extractors._external_date", searched)
    marked = "".join(f'<p class="date">Zzday {n:x} ye {n % 28 + 1} of Fooember 2023</p>' for n in range(200))
    assert page_record(page(f"<p>Oman signed the Accords.</p>{marked}"))["date"] == ""
