"""Panels, map, share menu and list of undated ties by keyboard alone, and a list of all controls that these tests use."""

import pytest
from playwright.sync_api import expect

from tests.browser.tabbing import tab_to

pytestmark = pytest.mark.browser


def test_ties_without_a_date_by_keyboard(reader):
    """They are set aside by a box, and listed by a button that leads to each of them."""
    page = reader.open("#date=2024-06")
    box = page.locator("#undated")
    tab_to(page, box, key="Shift+Tab")
    page.keyboard.press("Space")
    assert "undated=0" in page.evaluate("location.href")
    page.keyboard.press("Space")
    tab_to(page, page.locator("#undated-list"))
    page.keyboard.press("Enter")
    expect(page.locator("#details h2")).to_be_focused()
    expect(page.locator("#details h2")).to_contain_text("No date is known")
    page.keyboard.press("Escape")
    expect(page.locator("#undated-list")).to_be_focused()


def test_the_panel_by_keyboard(reader):
    """Names, ties, folds and the citation of a sentence are stops of the panel, and Enter works on each."""
    page = reader.open()
    page.keyboard.press("/")
    page.keyboard.type("china")
    page.keyboard.press("Enter")
    panel = page.locator("#details")
    tab_to(page, panel.locator("summary", has_text="more").first)
    page.keyboard.press("Enter")
    expect(panel.get_by_text("description 39 of China")).to_be_visible()
    tab_to(page, panel.locator(".tie").first)
    page.keyboard.press("Enter")
    expect(panel.locator("h2")).to_be_focused()
    assert page.evaluate("() => lunargraph.state().edge")
    how = panel.locator(".claim summary", has_text="How it was read").first
    tab_to(page, how)
    page.keyboard.press("Enter")
    expect(panel.locator(".claim details[open]").first).to_be_visible()
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    tab_to(page, panel.get_by_role("button", name="Copy citation").first)
    page.keyboard.press("Enter")
    field = panel.locator("textarea").first
    expect(field).to_be_focused()
    assert field.input_value()
    tab_to(page, panel.locator("h2 button").last, key="Shift+Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("() => lunargraph.state().node").startswith("program:")


def test_the_map_by_keyboard(reader):
    """One stop for all countries; a letter, Enter, the zoom buttons, and back to where one was."""
    page = reader.open()
    page.keyboard.press("2")
    country = page.locator("#world [role=option][tabindex='0']")
    for _ in range(60):
        if country.evaluate("(one) => one === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("s")
    assert page.evaluate("() => document.activeElement.getAttribute('aria-label')").startswith("S")
    chosen = page.evaluate("() => document.activeElement.dataset.node")
    page.keyboard.press("Enter")
    assert page.evaluate("() => lunargraph.state().node") == chosen
    page.keyboard.press("Escape")
    assert page.evaluate("() => document.activeElement.dataset.node") == chosen
    for name in ("#map-in", "#map-out", "#map-in", "#map-whole"):
        before = page.get_attribute("#world", "viewBox")
        tab_to(page, page.locator(name)) if name != "#map-in" else page.locator(name).focus()
        page.keyboard.press("Enter")
        assert page.get_attribute("#world", "viewBox") != before


def test_every_item_of_the_share_menu_by_keyboard(reader):
    """Link, pictures, table, print and code: each does its work on Enter, from a menu that Enter opened."""
    page = reader.open("#view=matrix&date=2024")
    page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); window.print = () => { window.printed = true; }; }"
    )
    tab_to(page, page.locator("#share"))
    page.keyboard.press("Enter")
    for name, start in (("link", "file:"), ("embed", "<iframe ")):
        page.locator("#share").focus()
        tab_to(page, page.locator(f"#share-{name}"))
        page.keyboard.press("Enter")
        expect(page.locator("#share-text")).to_be_focused()
        assert page.locator("#share-text").input_value().startswith(start)
        assert "date=2024" in page.locator("#share-text").input_value()
    for name in ("png", "svg", "csv"):
        page.locator("#share").focus()
        tab_to(page, page.locator(f"#share-{name}"))
        with page.expect_download() as download:
            page.keyboard.press("Enter")
        assert download.value.suggested_filename.endswith(f".{name}")
    reader.requests[:] = [url for url in reader.requests if url.split("#")[0] == reader.address]
    page.locator("#share").focus()
    tab_to(page, page.locator("#share-print"))
    page.keyboard.press("Enter")
    page.wait_for_function("() => window.printed")
    expect(page.locator("#share-panel")).to_be_hidden()


#: Every control that stands in the page from the start; each is used by keyboard alone in a test of this file or of test_keyboard.py, or (rows and
#: columns by the hundred) in those of table and matrix.
CONTROLS = """around close compare-0 compare-1 compare-clear compare-preset compare-swap confidence date fit from help keys-on less-sure
map-in map-out map-whole matrix-more-columns matrix-more-rows matrix-rows moving now outlet path-0 path-1 path-clear path-swap play
program reset reset-filters search share share-csv share-embed share-link share-png share-print share-svg share-text skip slider support tab-graph
tab-map tab-matrix tab-table table-more table-search to undated undated-list"""


def test_no_control_is_left_out(reader):
    """Who adds a control to the page adds its use by keyboard to these tests, and its name to the list."""
    page = reader.open()
    ids = page.evaluate(
        "() => [...document.querySelectorAll('button, input, select, textarea, a[href]')].filter((one) => one.id).map((one) => one.id)"
    )
    assert sorted(ids) == sorted(CONTROLS.split())
    named = page.evaluate(
        "() => [...document.querySelectorAll('input:not([id]), button:not([id])')].filter((one) => !one.closest('[role=tabpanel], #details')).map((one) => one.name || one.textContent)"
    )
    assert set(named) == {"relation", "status", "kind", "Compare", "Find"}
