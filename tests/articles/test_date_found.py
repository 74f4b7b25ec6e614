"""Dates from addresses and first lines, as precisely as they stand there; what speaks against a date is told."""

from __future__ import annotations

import pytest

from lunargraph.articles.date_found import date_found, date_in_text, date_in_url
from lunargraph.articles.records import to_article
from lunargraph.extraction.dates import find_dates

BODY = "Peru has joined the station, the ministry said. The talks began in March 2021 and ended on 3 May 2022."


@pytest.mark.parametrize(
    ("url", "date"),
    [
        ("https://example.org/2023/10/24/peru-signs", "2023-10-24"),
        ("https://example.org/news/2023/10/peru-signs.html", "2023-10"),
        ("https://example.org/world/2023/oct/24/peru", "2023-10-24"),
        ("https://example.org/20231024/c1.htm", "2023-10-24"),
        ("https://example.org/2023-10-24-peru", "2023-10-24"),
        ("https://example.org/2023/13/40/peru", None),
        ("https://example.org/2023/peru", None),
        ("https://example.org/moon-2030-12-plans", None),
        ("https://example.org/?path=/2023/10/24/", None),
        ("https://example.org/a/2023101/peru", None),
        ("", None),
    ],
)
def test_addresses(url, date):
    """A path of year and month dates a page; a year alone, a query and a plan in a slug do not."""
    assert date_in_url(url) == date


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("BEIJING, Oct. 24, 2023 -- ", "2023-10-24"),
        ("SAINT-DENIS, France, 24 October 2023 (Wire Desk) – ", "2023-10-24"),
        ("Published: 24 October 2023\n\n", "2023-10-24"),
        ("Peru at last\n\nPosted on Tuesday, October 24, 2023\n\n", "2023-10-24"),
        ("By Rosa Quispe | October 24, 2023\n", "2023-10-24"),
        ("2023-10-24 10:30 UTC\n", "2023-10-24"),
        ("Published October 2023\n", "2023-10"),
        ("BEIJING, Oct. 24 -- ", None),
        ("Updated: 24 October 2023\n", None),
        ("13 October 2020\nEight sign.\n24 October 2023\n", None),
        ("On 24 October 2023 talks began.\n", None),
        ("", None),
    ],
)
def test_first_lines(head, date):
    """A dateline, a line that says so and a date alone count; a chronicle, an update and running text do not."""
    assert date_in_text(f"{head}{BODY}") == date


def test_metadata_goes_first_then_the_address_then_the_text():
    """Each is asked only where the one before is silent, and the article says which it was."""
    record = {
        "text": f"Published: 3 May 2024\n\n{BODY}",
        "url": "https://example.org/2024/05/peru",
        "date": "2024-05-02",
    }
    found = []
    for key in ("date", "url", "text"):
        article, _ = to_article(record)
        found.append((article.published, article.published_from))
        record[key] = BODY if key == "text" else None
    assert found == [("2024-05-02", "metadata"), ("2024-05", "url"), ("2024-05-03", "text")]
    assert date_found("", BODY) == (None, "")


def test_what_speaks_against_a_date_is_noted():
    """An address with another date, and a date after the day of retrieval, are told; a few days apart are not."""
    record = {
        "text": BODY,
        "url": "https://example.org/2023/10/24/peru",
        "date": "2024-01-05",
        "retrieved": "2023-10-25",
    }
    article, notes = to_article(record)
    assert article.published == "2024-01-05"
    assert len(notes) == 2
    assert "in its address 2023-10-24 differ" in notes[0]
    assert "lies after 2023-10-25" in notes[1]
    assert to_article(record | {"date": "2023-10-26"})[1] == []
    assert to_article(record | {"date": "2023-10"})[1] == []


def test_without_a_date_relative_dates_stay_open():
    """ "Last month" gives no date where nobody knows when it was written; with one from the address it does."""
    text = "Peru joined the station last month."
    for url, dates in (("", []), ("https://example.org/2023/10/24/peru", ["2023-09"])):
        article, _ = to_article({"text": text, "url": url})
        assert [found.value for found in find_dates(text, published=article.published)] == dates
