"""The table: every tie that is shown, in any order, found by any words, for eyes, keyboards and screen readers."""

import networkx as nx
import pandas as pd
import pytest
from playwright.sync_api import expect

from lunargraph.explorer import write_page
from tests.browser.conftest import Reader

pytestmark = pytest.mark.browser
ROWS = "() => [...document.querySelectorAll('#ties-body tr')].map((row) => row.dataset.tie)"


def _column(page, name):
    return page.locator(f"#ties-body [data-column='{name}']").all_inner_texts()


def _show_all(page):
    more = page.locator("#table-more")
    while more.is_visible():
        more.click()


def test_the_table_holds_the_ties_that_are_shown(reader, sample):
    """The rows are the ties of the graph, no more and no fewer, on any date and with any filter."""
    page = reader.open("#view=table")
    for change in (
        {},
        {"date": "2021-06"},
        {"status": ["denied", "ended"], "date": ""},
        {"relation": ["leads"], "status": ["current"]},
    ):
        page.evaluate("(state) => lunargraph.set(state)", change)
        _show_all(page)
        rows = page.evaluate(ROWS)
        assert len(rows) == len(set(rows))
        assert set(rows) == reader.ties()
    row = page.locator("#ties-body tr").first
    expect(row.get_by_role("rowheader")).to_have_text("China")
    assert row.get_by_role("cell").nth(1).inner_text() == "International Lunar Research Station"


def test_rows_come_a_page_at_a_time(reader):
    """Two hundred at first; the button says how many more there are, brings them and goes on with the first of them."""
    page = reader.open("#view=table")
    ties = len(reader.ties())
    assert ties > 200
    expect(page.locator("#ties-body tr")).to_have_count(200)
    expect(page.locator("#table-count")).to_have_text(f"{ties} ties; the first 200 are below")
    page.get_by_role("button", name=f"Show {ties - 200} more of {ties}").press("Enter")
    expect(page.locator("#ties-body tr")).to_have_count(ties)
    expect(page.locator("#ties-body tr").nth(200).get_by_role("button")).to_be_focused()
    expect(page.locator("#table-count")).to_have_text(f"{ties} ties")
    expect(page.locator("#table-more")).to_be_hidden()


@pytest.mark.parametrize(
    "column",
    ["Subject", "Relation", "Object", "Status", "Since", "Until", "Role", "Stories", "Confidence", "Flags"],
)
def test_every_column_sorts_both_ways(reader, column):
    """A head sorts, says so, and turns round when pressed again; the address keeps the order."""
    page = reader.open("#view=table")
    head = page.get_by_role("columnheader", name=column)
    head.get_by_role("button").press("Enter")
    first = "descending" if column in {"Stories", "Confidence"} else "ascending"
    expect(head).to_have_attribute("aria-sort", first)
    assert page.locator("[aria-sort]").count() == 1
    one = page.evaluate(ROWS)
    head.get_by_role("button").press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending" if first == "descending" else "descending")
    expect(head.get_by_role("button")).to_be_focused()
    _show_all(page)
    other = page.evaluate(ROWS)
    assert f"sort={'' if first == 'descending' else '-'}{column.lower()}" in page.evaluate("location.href")
    again = reader.open(page.evaluate("location.href")[page.evaluate("location.href").index("#") :])
    _show_all(again)
    assert again.evaluate(ROWS) == other
    assert one != other[:200] or column in {"Until", "Flags", "Role"}


def test_dates_sort_as_dates_and_the_unknown_last(browser, sample, tmp_path):
    """A year before its months, months before later ones, and what has no date at the end, whichever way."""
    graph = nx.MultiDiGraph()
    sinces = {"2023": "A", "2023-05": "B", "2023-05-09": "C", "2022-12-31": "D", None: "E", "2021": "F"}
    graph.add_node("program:P", kind="program", name="P")
    for since, name in sinces.items():
        graph.add_node(f"country:{name}", kind="country", name=name)
        tie = {"relation": "member_of", "status": "current", "since": since, "claim_ids": [], "support": 1}
        graph.add_edge(f"country:{name}", "program:P", key=name, **tie)
    write_page(graph, sample.claims.iloc[:0], pd.DataFrame(columns=["id"]), tmp_path / "page.html")
    reader = Reader(browser, (tmp_path / "page.html").as_uri())
    page = reader.open("#view=table&sort=since")
    up = page.evaluate(ROWS)
    assert "".join(up) == "FDABCE"
    page.get_by_role("columnheader", name="Since").get_by_role("button").click()
    down = page.evaluate(ROWS)
    assert down == [*up[:-1][::-1], "E"]
    reader.context.close()


@pytest.mark.parametrize("words", ["turkiye ilrs", "TÜRKIYE  station", "planned turkiye"])
def test_any_words_find_rows_without_case_or_accents(reader, sample, words):
    """Names, short names, relations, statuses: every word must stand somewhere in the row, in any order."""
    page = reader.open("#view=table")
    page.get_by_label("Find in the table").fill(words)
    expect(page.locator("#ties-body tr")).not_to_have_count(200)
    rows = page.evaluate(ROWS)
    ends = [
        {sample.graph.nodes[end]["name"] for end in edge[:2]}
        for edge in sample.graph.edges(keys=True)
        if edge[2] in rows
    ]
    assert ends
    assert all("Türkiye" in pair for pair in ends)
    assert f"{len(rows)} of" in page.inner_text("#table-count")
    page.get_by_label("Find in the table").fill("no such words at all")
    expect(page.get_by_text("No tie is left")).to_be_visible()
    assert page.locator("#table-count").get_attribute("role") == "status"


def test_the_status_is_that_of_the_date_and_says_how_sure(reader):
    """As of a date in the middle of a year that dates do not tell, a row says "perhaps"."""
    page = reader.open("#view=table&date=2022-06&sort=status")
    _show_all(page)
    said = set(_column(page, "status"))
    assert {"current", "current, perhaps"} <= said
    for text in said:
        assert text.split(",")[0] in {"current", "planned", "from the lexicon"}


def test_flags_are_words(reader, sample):
    """What is disputed or less sure says so in its own column."""
    page = reader.open("#view=table&unsure=1&find=mexico")
    row = page.locator(f"tr[data-tie='{sample.disputed}']")
    expect(row.locator("[data-column=flags]")).to_have_text("disputed dates differ")
    page.get_by_label("Find in the table").fill("less sure")
    assert sample.less_sure in page.evaluate(ROWS)


def test_a_row_opens_its_tie_and_marks_it(reader, sample):
    """By its button or anywhere on the row; the row that is open is marked for every reader."""
    page = reader.open("#view=table&find=mexico")
    row = page.locator(f"tr[data-tie='{sample.disputed}']")
    row.locator("[data-column=status]").click()
    expect(page.locator("#details h2")).to_contain_text("Mexico")
    expect(row).to_have_attribute("aria-current", "true")
    page.keyboard.press("Escape")
    expect(row).not_to_have_attribute("aria-current", "true")


def test_arrows_go_through_the_rows(reader):
    """Down from the search into the rows and on, End and Home, and up again into the search."""
    page = reader.open("#view=table")
    find = page.get_by_label("Find in the table")
    button = page.locator("#ties-body button")
    find.press("ArrowDown")
    expect(button.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(button.nth(1)).to_be_focused()
    page.keyboard.press("End")
    expect(button.last).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#table-more")).to_be_focused()
    button.nth(5).press("Home")
    page.keyboard.press("ArrowUp")
    expect(find).to_be_focused()


def test_painting_keeps_rows_and_focus(reader):
    """A change of the date leaves rows that stay, and the one that is focused, where they are."""
    page = reader.open("#view=table&find=china")
    button = page.locator("#ties-body button").first
    button.focus()
    page.evaluate("() => { window.kept = document.activeElement.closest('tr'); }")
    tie = page.evaluate("() => window.kept.dataset.tie")
    page.evaluate("() => lunargraph.set({ confidence: 0.1 })")
    page.evaluate("() => lunargraph.set({ sort: '-subject' })")
    page.evaluate("() => lunargraph.set({ date: '2026' })")
    assert page.evaluate("() => document.activeElement.closest('tr')?.dataset.tie") == tie
    assert page.evaluate("() => window.kept.isConnected")


def test_ten_thousand_ties_make_two_hundred_rows(browser, sample, tmp_path):
    """However large the graph, only a page of rows stands in the document."""
    graph = nx.MultiDiGraph()
    for i in range(400):
        graph.add_node(f"organization:{i}", kind="organization", name=f"Body {i}")
    for i in range(10_000):
        one, other = f"organization:{i % 400}", f"organization:{(i * 7 + i // 400 + 1) % 400}"
        graph.add_edge(
            one, other, key=f"t{i}", relation="cooperates_with", status="current", claim_ids=[], support=1 + i % 9
        )
    write_page(graph, sample.claims.iloc[:0], pd.DataFrame(columns=["id"]), tmp_path / "page.html")
    reader = Reader(browser, (tmp_path / "page.html").as_uri())
    reader.context.set_default_timeout(60_000)
    page = reader.open("#view=table&sort=-stories")
    expect(page.locator("#ties-body tr")).to_have_count(200)
    expect(page.locator("#table-count")).to_have_text("10,000 ties; the first 200 are below")
    assert set(_column(page, "stories")) == {"9"}
    page.get_by_label("Find in the table").fill("body 399")
    expect(page.locator("#table-count")).to_contain_text("of 10,000 ties hold these words")
    reader.context.close()


def test_rows_are_cards_on_a_telephone_and_still_a_table(reader_with):
    """Nothing runs out of the side at 360 pixels, and the tree of the screen reader keeps table, rows and cells."""
    page = reader_with(viewport={"width": 360, "height": 740}, has_touch=True).open("#view=table")
    assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    table = page.get_by_role("table")
    assert table.get_by_role("columnheader").count() == 10
    row = table.get_by_role("row").nth(1)
    assert row.get_by_role("cell").count() > 3
    box = row.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    page.get_by_role("columnheader", name="Since").get_by_role("button").tap()
    expect(page.get_by_role("columnheader", name="Since")).to_have_attribute("aria-sort", "ascending")


@pytest.mark.parametrize("fragment", ["sort=constructor", "sort=__proto__", "sort=-nothing", "find=%00%22%3E", "sort="])
def test_a_broken_order_in_the_address_is_the_usual_one(reader, fragment):
    """What is no column sorts nothing and breaks nothing."""
    page = reader.open(f"#view=table&{fragment}")
    assert page.locator("[aria-sort]").count() == 0
    assert page.locator("#ties-head button").count() == 10


def test_the_rows_are_one_stop_for_tab(reader):
    """Tab goes from the heads to one row and on to what follows the table; the row is the one that the reader was in last."""
    page = reader.open("#view=table")
    assert page.locator("#ties-body [tabindex='0']").count() == 1
    page.locator("#ties-body button").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    here = page.evaluate("() => document.activeElement.closest('tr').dataset.tie")
    page.keyboard.press("Tab")
    expect(page.locator("#table-more")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("() => document.activeElement.closest('tr').dataset.tie") == here
    page.evaluate("() => lunargraph.set({ find: 'china' })")
    assert page.locator("#ties-body [tabindex='0']").count() == 1
