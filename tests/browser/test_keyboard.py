"""Every action of the page by keyboard alone, with a focus that can be seen, in light and dark."""

import pytest
from playwright.sync_api import expect

from tests.browser.tabbing import HERE, SEEN, tab_to

pytestmark = pytest.mark.browser


def _told(page, part):
    """Wait until the address holds a part of the state: the browser tells of a new one in its own time."""
    page.wait_for_function("(part) => location.hash.includes(part)", arg=part)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", ["graph", "matrix", "table"])
def test_tab_goes_round_and_the_focus_is_always_seen(reader_with, scheme, view):
    """Tab comes to every control once, each with an outline that contrasts with the page, and leaves the page again."""
    page = reader_with(color_scheme=scheme).open(f"#view={view}&find=belarus")
    seen = []
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement === document.body"):
            break
        assert page.evaluate(SEEN), page.evaluate(HERE)
        seen.append(page.evaluate(HERE))
    else:
        pytest.fail("the keyboard is trapped")
    assert len(seen) > 25
    assert sum(f"|tab-{view}|" in one for one in seen) == 1
    outline = page.evaluate("() => getComputedStyle(document.documentElement).getPropertyValue('--accent').trim()")
    assert outline == {"light": "#1d5d94", "dark": "#7fbcf0"}[scheme]


def test_search_by_keyboard(reader):
    """A slash goes to the search; letters, arrows and Enter choose; Escape closes the panel."""
    page = reader.open()
    page.keyboard.press("/")
    box = page.get_by_role("combobox", name="Find a country")
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    page.keyboard.type("belar")
    page.keyboard.press("Enter")
    expect(page.locator("#details h2")).to_be_focused()
    expect(page.locator("#details h2")).to_have_text("Belarus")
    page.keyboard.press("Escape")
    expect(page.locator("#details")).to_be_hidden()
    expect(box).to_be_focused()


def test_coalitions_compared_by_keyboard(reader):
    """A letter unfolds the boxes; arrows choose from what an empty box offers; swap, close, compare again, clear."""
    page = reader.open()
    page.keyboard.press("c")
    first, second = page.get_by_label("First program"), page.get_by_label("Second program")
    expect(first).to_be_focused()
    expect(first).to_have_value("")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert first.input_value()
    assert first.input_value() != "Artemis Accords"
    tab_to(page, second)
    page.keyboard.type("artemis acc")
    page.keyboard.press("Enter")
    expect(page.locator("#details h2")).to_be_focused()
    chosen = page.evaluate("() => lunargraph.state().compare")
    assert chosen[1] == "program:ARTEMIS_ACCORDS"
    tab_to(page, page.locator("#details").get_by_role("button", name="Swap"))
    page.keyboard.press("Enter")
    assert page.evaluate("() => lunargraph.state().compare") == chosen[::-1]
    page.keyboard.press("Escape")
    expect(second).to_be_focused()
    expect(page.locator("#details")).to_be_hidden()
    tab_to(page, page.get_by_role("button", name="Compare", exact=True))
    page.keyboard.press("Enter")
    assert page.evaluate("() => lunargraph.state().compare") == chosen[::-1]
    page.keyboard.press("Escape")
    tab_to(page, page.locator("#compare-swap"))
    page.keyboard.press("Space")
    tab_to(page, page.locator("#compare-clear"))
    page.keyboard.press("Space")
    expect(first).to_be_focused()
    expect(first).to_have_value("")
    tab_to(page, page.get_by_role("button", name="ILRS and Artemis Accords"), key="Shift+Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("() => lunargraph.state().compare") == ["program:ILRS", "program:ARTEMIS_ACCORDS"]
    page.locator("#compare-tools summary").focus()
    page.keyboard.press("Enter")
    expect(first).to_be_hidden()


def test_path_found_by_keyboard(reader):
    """From a node's panel to the other end, along the steps to a tie, and back; the letter asks for another path."""
    page = reader.open()
    page.keyboard.press("/")
    page.keyboard.type("belar")
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Path from here to …"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("To", exact=True)).to_be_focused()
    page.keyboard.type("no such")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#path-error")).to_be_visible()
    expect(page.get_by_label("To", exact=True)).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("senegal")
    page.keyboard.press("Enter")
    expect(page.locator("#details h2")).to_have_text("Belarus to Senegal")
    expect(page.locator("#details h2")).to_be_focused()
    tab_to(page, page.locator("#details .steps .tie").first)
    page.keyboard.press("Enter")
    expect(page.locator("#details .claim").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#details")).to_be_hidden()
    page.keyboard.press("Escape")
    tab_to(page, page.locator("#path-clear"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("From", exact=True)).to_be_focused()
    page.locator("#fit").focus()
    page.keyboard.press("p")
    expect(page.get_by_label("From", exact=True)).to_be_focused()
    expect(page.get_by_label("From", exact=True)).to_have_value("")


def test_every_filter_by_keyboard(reader):
    """Boxes by Space, lists and sliders by arrows, dates by typing, and the button that resets them all."""
    page = reader.open()
    for name in page.locator("#filters input[type=checkbox]:enabled:visible").evaluate_all(
        "(all) => all.map((one) => (one.id ? `#${one.id}` : `input[name='${one.name}'][value='${one.value}']`))"
    ):
        box = page.locator(name)
        before = box.is_checked()
        tab_to(page, box)
        page.keyboard.press("Space")
        assert box.is_checked() is not before
    page.evaluate(
        "() => lunargraph.set({ relation: ['member_of', 'leads'], status: ['current'], kind: ['country', 'program'] })"
    )
    for name, key in (("program", "program:"), ("outlet", "outlet=")):
        tab_to(page, page.locator(f"#{name}"))
        page.keyboard.press("ArrowDown")
        page.wait_for_function("(key) => location.hash.includes(key)", arg=key)
        if name == "program":
            tab_to(page, page.locator("#more-filters summary"))
            page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    tab_to(page, page.locator("#confidence"), key="Shift+Tab")
    page.keyboard.press("ArrowRight")
    _told(page, "confidence=0.05")
    tab_to(page, page.locator("#support"))
    page.keyboard.press("ArrowRight")
    _told(page, "support=2")
    tab_to(page, page.locator("#from"))
    page.keyboard.type("2023-01")
    page.keyboard.press("Tab")
    _told(page, "from=2023-01")
    page.keyboard.type("2024")
    page.keyboard.press("Tab")
    _told(page, "to=2024")
    tab_to(page, page.locator("#reset-filters"))
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.hash === ''")


def test_dates_by_keyboard(reader):
    """Slider by arrows, a typed date by Enter, a wrong one told, play and pause by Space, and back to now."""
    page = reader.open()
    slider = page.get_by_role("slider", name="Date")
    tab_to(page, slider)
    page.keyboard.press("ArrowLeft")
    month = page.evaluate("() => lunargraph.state().date")
    assert len(month) == len("2024-01")
    expect(slider).to_have_attribute("aria-valuetext", f"as of {month}")
    field = page.get_by_label("As of")
    tab_to(page, field, key="Shift+Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type("2023-13")
    page.keyboard.press("Enter")
    expect(page.locator("#date-error")).to_be_visible()
    page.keyboard.press("Control+a")
    page.keyboard.type("2023-10-24")
    page.keyboard.press("Enter")
    assert page.evaluate("() => lunargraph.state().date") == "2023-10-24"
    play = page.locator("#play")
    tab_to(page, play, key="Shift+Tab")
    page.keyboard.press("Space")
    expect(play).to_have_attribute("aria-pressed", "true")
    page.wait_for_function("() => lunargraph.state().date !== '2023-10-24'")
    page.keyboard.press("Space")
    expect(play).to_have_attribute("aria-pressed", "false")
    tab_to(page, page.locator("#now"))
    page.keyboard.press("Enter")
    assert page.evaluate("() => lunargraph.state().date") == ""


def test_table_sorted_found_and_opened_by_keyboard(reader):
    """The fourth view, a word, a sort, a row, its panel, and back to the row."""
    page = reader.open()
    page.keyboard.press("4")
    expect(page.get_by_role("tab", name="Table")).to_be_focused()
    tab_to(page, page.get_by_label("Find in the table"))
    page.keyboard.type("4 ilrs")
    expect(page.get_by_label("Find in the table")).to_have_value("4 ilrs")
    page.keyboard.press("Control+a")
    page.keyboard.type("ilrs")
    sort = page.get_by_role("columnheader", name="Since").get_by_role("button")
    tab_to(page, sort)
    page.keyboard.press("Space")
    expect(page.get_by_role("columnheader", name="Since")).to_have_attribute("aria-sort", "ascending")
    row = page.locator("#ties-body button").first
    tab_to(page, row)
    page.keyboard.press("Enter")
    expect(page.locator("#details h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(row).to_be_focused()


def test_matrix_cell_by_keyboard(reader):
    """The third view, its choice of rows, and a cell that opens."""
    page = reader.open()
    page.keyboard.press("3")
    expect(page.get_by_role("tab", name="Matrix")).to_be_focused()
    tab_to(page, page.get_by_label("Rows"))
    page.keyboard.press("ArrowDown")
    assert "rows=name" in page.evaluate("location.href")
    tab_to(page, page.locator("#matrix-table [tabindex='0']"))
    page.keyboard.press("Enter")
    expect(page.locator("#details .claim").first).to_be_visible()


def test_help_close_and_reset_by_keyboard(reader):
    """A question mark helps, Escape or the cross closes, and reset brings the page back to its beginning."""
    page = reader.open("#status=current&date=2023")
    page.keyboard.press("?")
    expect(page.locator("#details h2")).to_be_focused()
    close = page.get_by_role("button", name="Close the details")
    tab_to(page, close, key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#details")).to_be_hidden()
    for name in ("#fit", "#reset"):
        tab_to(page, page.locator(name))
        page.keyboard.press("Enter")
    assert page.evaluate("location.href") == reader.address


def test_keys_of_one_letter_can_be_turned_off(reader):
    """For those who speak to their computer; what the keys do is listed beside the box."""
    page = reader.open()
    page.locator("#keyboard summary").press("Enter")
    expect(page.locator("#keys-list")).to_contain_text("to the search")
    box = page.get_by_label("keys of one letter work")
    box.press("Space")
    assert "keys=0" in page.evaluate("location.href")
    page.keyboard.press("4")
    page.keyboard.press("/")
    expect(page.locator("#table")).to_be_hidden()
    expect(box).to_be_focused()
    box.press("Space")
    page.keyboard.press("4")
    expect(page.locator("#table")).to_be_visible()


def test_keys_do_nothing_where_one_types_or_with_another_key(reader):
    """A question mark in a search is a question mark; browser shortcuts stay the browser's."""
    page = reader.open("#view=table")
    find = page.get_by_label("Find in the table")
    find.press_sequentially("/1?3")
    expect(find).to_have_value("/1?3")
    expect(page.locator("#details")).to_be_hidden()
    page.get_by_role("tab", name="Table").press("Alt+1")
    expect(page.locator("#table")).to_be_visible()
    page.get_by_role("tab", name="Table").press("9")
    expect(page.locator("#table")).to_be_visible()


def test_the_way_past_the_head_by_keyboard(reader):
    """The first stop leads to the table, without losing the state; the second is the search."""
    page = reader.open("#date=2024")
    page.keyboard.press("Tab")
    expect(page.locator("#skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Find in the table")).to_be_focused()
    assert page.evaluate("() => [lunargraph.state().view, lunargraph.state().date]") == ["table", "2024"]


def test_tabs_by_arrows(reader):
    """Arrows go round through the views, Home and End to the first and the last."""
    page = reader.open()
    tab_to(page, page.get_by_role("tab", name="Graph"))
    seen = []
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft", "Home", "End"):
        page.keyboard.press(key)
        seen.append(page.evaluate("() => lunargraph.state().view"))
        expect(page.locator("[role=tab][aria-selected=true]")).to_be_focused()
    assert seen == ["map", "matrix", "table", "graph", "table", "graph", "table"]


def test_the_picture_moves_by_keyboard(reader):
    """Arrows and zoom keys work on the graph while it has the focus; nodes may be let loose and put back."""
    page = reader.open()
    place = (
        "() => { const { x, y } = lunargraph.network.getViewPosition(); return [x, y, lunargraph.network.getScale()]; }"
    )
    before = page.evaluate(place)
    tab_to(page, page.locator("#graph-frame .vis-network"))
    page.keyboard.down("ArrowRight")
    page.wait_for_function(f"(x) => ({place})()[0] !== x", arg=before[0])
    page.keyboard.up("ArrowRight")
    page.keyboard.down("Equal")
    page.wait_for_function(f"(scale) => ({place})()[2] > scale", arg=before[2])
    page.keyboard.up("Equal")
    moving = page.get_by_label("let nodes move")
    tab_to(page, moving, key="Shift+Tab")
    page.keyboard.press("Space")
    assert page.evaluate("() => lunargraph.network.physics.physicsEnabled")
    tab_to(page, page.locator("#reset"))
    page.keyboard.press("Enter")
    expect(moving).not_to_be_checked()
    assert not page.evaluate("() => lunargraph.network.physics.physicsEnabled")


def test_the_neighbourhood_of_a_node_by_keyboard(reader):
    """The box that leaves only what is around a node can be ticked once there is one."""
    page = reader.open("#node=country:BLR")
    box = page.locator("#around")
    before = reader.nodes()
    tab_to(page, box)
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    assert "country:BLR" in reader.nodes() < before
