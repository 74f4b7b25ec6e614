"""The matrix: who stands how to which program, in marks and words, one stop for Tab and arrows within."""

from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
FIGURE = """() => new XMLSerializer().serializeToString(Views.get("matrix").figure(lunargraph.visible(), lunargraph.state()))"""


def _cells(page):
    return set(page.locator("#matrix-table [data-tie]").evaluate_all("(all) => all.map((one) => one.dataset.tie)"))


def _rows(page):
    return page.locator("#matrix-table tbody th[data-camp]").evaluate_all(
        "(all) => all.map((one) => [one.dataset.camp, one.querySelector('bdi').textContent, one.parentNode.querySelectorAll('[data-tie]').length])"
    )


def test_cells_are_the_memberships_that_are_shown(reader, sample):
    """Every actor and program that are tied have a mark where they meet, as of the date; nobody else has a row."""
    page = reader.open("#view=matrix")
    for change in ({}, {"date": "2021"}, {"date": "", "status": ["denied", "ended", "planned"]}):
        page.evaluate("(state) => lunargraph.set(state)", change)
        meant = {
            (s, o)
            for s, o, key, data in sample.graph.edges(keys=True, data=True)
            if key in reader.ties() and data["relation"] in {"member_of", "leads"}
        }
        assert page.locator("#matrix-table [data-tie]").count() == len(meant)
        assert len(_rows(page)) == len({s for s, _ in meant})
        assert page.locator("#matrix-table thead [data-node]").count() == len({o for _, o in meant})


def test_a_cell_says_in_words_what_its_mark_says(reader, sample):
    """Role, status, certainty and flags are in the name of the button; a word stands under the mark."""
    page = reader.open("#view=matrix&status=current,planned,denied,ended")
    said = {
        sample.disputed: ("disputed", "Mexico, International Lunar Research Station: member, current, since"),
        sample.denied: ("denied", "Brazil, International Lunar Research Station: member, denied"),
        sample.ended: ("ended", "Ukraine, International Lunar Research Station: member, ended"),
    }
    for tie, (word, label) in said.items():
        cell = page.locator(f"#matrix-table [data-tie='{tie}']")
        assert cell.locator(".word").inner_text() == word
        assert cell.get_attribute("aria-label").startswith(label)
        assert cell.locator("svg path").count() >= 1
    leads = page.get_by_role("button", name="China, International Lunar Research Station: leads")
    expect(leads.locator(".word")).to_have_text("leads")


def test_marks_differ_in_shape_and_not_only_in_colour(reader):
    """No two entries of the key are drawn by the same lines."""
    page = reader.open("#view=matrix")
    drawn = page.locator("#matrix-key svg").evaluate_all(
        "(all) => all.map((one) => [...one.children].map((p) => [p.getAttribute('d'), p.getAttribute('fill'), p.getAttribute('stroke-dasharray')].join()).join('|'))"
    )
    assert len(drawn) == len(set(drawn)) == 7


def test_rows_by_coalition_by_name_and_by_number_of_programs(reader):
    """The choice orders the rows and stays in the address; groups are headed and counted."""
    page = reader.open("#view=matrix")
    rows = _rows(page)
    camps = ["both", "ILRS", "ARTEMIS_ACCORDS", "none"]
    assert [row[0] for row in rows] == sorted((row[0] for row in rows), key=camps.index)
    both = sum(camp == "both" for camp, *_ in rows)
    expect(page.get_by_role("row", name=f"ILRS and Artemis Accords ({both})")).to_be_visible()
    page.get_by_label("Rows").select_option("by number of programs")
    assert "rows=programs" in page.evaluate("location.href")
    counts = [count for *_, count in _rows(page)]
    assert counts == sorted(counts, reverse=True)
    page.get_by_label("Rows").select_option("by name")
    assert page.locator("#matrix-table .group").count() == 0
    names = [name for _, name, _ in _rows(page)]
    assert names.index("Argentina") < names.index("China") < names.index("Pakistan")


def test_programs_stand_largest_first(reader):
    """Columns by how many actors they have, which the head says."""
    page = reader.open("#view=matrix")
    sizes = page.locator("#matrix-table thead .size").evaluate_all(
        "(all) => all.map((one) => parseInt(one.textContent, 10))"
    )
    assert sizes == sorted(sizes, reverse=True)
    expect(page.locator("#matrix-table thead th").nth(1)).to_contain_text("Artemis Accords")


def test_arrows_go_from_cell_to_cell_and_enter_opens_the_tie(reader):
    """One stop for Tab; arrows, Home and End move within; Enter opens; Escape comes back to the cell."""
    page = reader.open("#view=matrix")
    assert page.locator("#matrix-table [tabindex='0']").count() == 1
    assert page.locator("#matrix-table button:not([tabindex])").count() == 0
    page.locator("#matrix-frame").focus()
    page.keyboard.press("Tab")
    first = page.locator("#matrix-table td button").first
    expect(first).to_be_focused()
    page.keyboard.press("Home")
    expect(page.locator("#matrix-table tbody th[data-camp] button").first).to_be_focused()
    page.keyboard.press("Control+Home")
    expect(page.locator("#matrix-table .corner")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#matrix-table thead th").nth(1).get_by_role("button")).to_be_focused()
    page.keyboard.press("ArrowDown")
    here = page.locator("#matrix-table td").first.get_by_role("button")
    expect(here).to_be_focused()
    name = here.get_attribute("aria-label").split(",")[0]
    page.keyboard.press("Enter")
    expect(page.locator("#details h2")).to_be_focused()
    expect(page.locator("#details h2")).to_contain_text(name)
    assert page.locator("#matrix-table [aria-current]").count() == 1
    page.keyboard.press("Escape")
    expect(here).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("() => !document.activeElement.closest('#matrix-table')")


def test_the_cell_that_is_focused_stays_so_when_the_date_moves(reader):
    """Rows come and go; the reader stays with the actor and the program."""
    page = reader.open("#view=matrix")
    cell = page.get_by_role("button", name="China, International Lunar Research Station: leads")
    cell.focus()
    page.evaluate("() => lunargraph.set({ status: ['current'], confidence: 0.3 })")
    expect(page.get_by_role("button", name="China, International Lunar Research Station")).to_be_focused()


def test_heads_stay_in_sight_and_nothing_runs_out_of_a_telephone(reader_with):
    """At 360 pixels the matrix scrolls in its own frame, under its heads."""
    page = reader_with(viewport={"width": 360, "height": 740}, has_touch=True).open("#view=matrix")
    assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    frame = page.locator("#matrix-frame")
    assert frame.get_attribute("tabindex") == "0"
    assert frame.get_attribute("aria-label")
    page.evaluate("() => document.getElementById('matrix-frame').scrollTo(200, 400)")
    left, top = (frame.bounding_box()[axis] for axis in "xy")
    head = page.locator("#matrix-table thead th").nth(4).bounding_box()
    name = page.locator("#matrix-table tbody th[data-camp]").nth(10).bounding_box()
    assert abs(head["y"] - top) < 3
    assert abs(name["x"] - left) < 3


def test_nothing_to_show_says_so(reader):
    """Without memberships there is a sentence in place of an empty grid."""
    page = reader.open("#view=matrix&relation=cooperates_with")
    expect(page.get_by_text("No membership is left")).to_be_visible()
    expect(page.locator("#matrix-frame")).to_be_hidden()
    page.get_by_label("member of", exact=True).check()
    expect(page.locator("#matrix-frame")).to_be_visible()


def test_the_figure_stands_on_its_own(reader, sample):
    """A drawing with sizes that parses, names rows, columns and marks, and needs no style from outside."""
    page = reader.open("#view=matrix&status=current,planned,denied,ended")
    text = page.evaluate(FIGURE)
    root = ET.fromstring(text)  # noqa: S314 - our own drawing
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    words = [one.text for one in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"Belarus", "ILRS", "signatory", "denied", "ILRS and Artemis Accords", sample.module.SCRIPT} <= set(words)
    assert "class=" not in text
    assert "style=" not in text
    assert "href" not in text
    assert len(list(root.iter("{http://www.w3.org/2000/svg}g"))) >= page.locator("#matrix-table [data-tie]").count()


def test_what_goes_on_to_the_right_is_told_and_shown(reader_with):
    """A shadow lies on the edge until the last program is in view, and words say how to get there."""
    page = reader_with(viewport={"width": 900, "height": 800}).open("#view=matrix")
    expect(page.locator("#matrix-hint")).to_be_visible()
    expect(page.locator("#matrix-scroll")).to_have_class("more-right")
    page.evaluate(
        "() => { const frame = document.getElementById('matrix-frame'); frame.scrollLeft = frame.scrollWidth; }"
    )
    expect(page.locator("#matrix-scroll")).not_to_have_class("more-right")
    page.evaluate("() => lunargraph.set({ program: 'program:ILRS' })")
    expect(page.locator("#matrix-hint")).to_be_hidden()
