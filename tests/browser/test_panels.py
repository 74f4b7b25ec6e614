"""Panels that set things side by side, in a real browser: dates stand with their names, numbers with their lists."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from lunargraph.explorer import write_page
from tests.browser.conftest import Reader

pytestmark = pytest.mark.browser

PAIR = "compare=program:ILRS,program:ARTEMIS_ACCORDS"


@pytest.mark.parametrize("date", ["", "2023-10", "2024-04-30"])
def test_dates_of_a_comparison_stand_in_the_row_of_their_name(reader, date):
    """A date beside another name would be a false statement: each lies within its own row, rows below each other."""
    page = reader.open(f"#{PAIR}{f'&date={date}' if date else ''}")
    expect(page.locator("#details h2")).to_contain_text("and")
    rows = page.evaluate(
        """() => [...document.querySelectorAll('#details .ties li')].map((row) => {
        const { top, bottom } = row.getBoundingClientRect(); const when = row.querySelector('.when')?.getBoundingClientRect();
        return [top, bottom, when ? when.top : top, when ? when.bottom : bottom]; })"""
    )
    assert len(rows) > 20
    for top, bottom, first, last in rows:
        assert top - 1 <= first <= last <= bottom + 1
    inside = page.evaluate("() => [...document.querySelectorAll('#details .ties')].map((list) => list.children.length)")
    edges = iter(rows)
    for count in inside:
        group = [next(edges) for _ in range(count)]
        assert all(above[1] <= below[0] + 1 for above, below in pairwise(group))


@pytest.fixture
def undated(browser, sample, tmp_path):
    """A reader of a page on which three memberships have no date."""
    graph = sample.graph.copy()
    current = [
        data for *_, data in graph.edges(data=True) if data["relation"] == "member_of" and data["status"] == "current"
    ]
    for data in current[:3]:
        data["since"] = None
    path = tmp_path / "undated.html"
    write_page(graph, sample.claims, sample.articles, path)
    person = Reader(browser, path.as_uri())
    yield person
    assert person.complaints == []
    person.context.close()


@pytest.mark.parametrize("date", ["", "2022-06", "2024"])
def test_the_number_of_undated_ties_is_that_of_their_list(undated, date):
    """What the bar counts as without a date is what its list holds, now and on any date."""
    page = undated.open(f"#date={date}" if date else "")
    number = int(page.inner_text("#undated-ties"))
    assert number >= 3
    page.click("#undated-list")
    expect(page.locator("#details h2")).to_contain_text(f"({number})")
    assert page.locator("#details button.tie").count() == number
