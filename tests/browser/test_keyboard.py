"""Every action of the page by keyboard alone, with a focus that can be seen, in light and dark."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
HERE = """() => { const a = document.activeElement; return [a.tagName, a.id, a.dataset.view || "", a.name || "", a.value || "", a.textContent.trim().slice(0, 40)].join("|"); }"""
SEEN = """() => { const style = getComputedStyle(document.activeElement); const box = document.activeElement.getBoundingClientRect();
return style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2 && box.bottom > 0 && box.top < innerHeight; }"""


def _tab_to(page, locator, most=120, key="Tab"):
    """Press Tab until the element is focused, as a reader without a mouse does."""
    for _ in range(most):
        if locator.evaluate("(one) => one === document.activeElement"):
            assert page.evaluate(SEEN), page.evaluate(HERE)
            return
        page.keyboard.press(key)
    pytest.fail(f"Tab does not come to {locator}; it is at {page.evaluate(HERE)}")


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
    _tab_to(page, second)
    page.keyboard.type("artemis acc")
    page.keyboard.press("Enter")
    expect(page.locator("#details h2")).to_be_focused()
    chosen = page.evaluate("() => lunargraph.state().compare")
    assert chosen[1] == "program:ARTEMIS_ACCORDS"
    _tab_to(page, page.locator("#details").get_by_role("button", name="Swap"))
    page.keyboard.press("Enter")
    assert page.evaluate("() => lunargraph.state().compare") == chosen[::-1]
    page.keyboard.press("Escape")
    expect(second).to_be_focused()
    expect(page.locator("#details")).to_be_hidden()
    _tab_to(page, page.get_by_role("button", name="Compare", exact=True))
    page.keyboard.press("Enter")
    assert page.evaluate("() => lunargraph.state().compare") == chosen[::-1]
    page.keyboard.press("Escape")
    _tab_to(page, page.locator("#compare-swap"))
    page.keyboard.press("Space")
    _tab_to(page, page.locator("#compare-clear"))
    page.keyboard.press("Space")
    expect(first).to_be_focused()
    expect(first).to_have_value("")
    _tab_to(page, page.get_by_role("button", name="ILRS and Artemis Accords"), key="Shift+Tab")
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
    _tab_to(page, page.get_by_role("button", name="Path from here to …"))
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
    _tab_to(page, page.locator("#details .steps .tie").first)
    page.keyboard.press("Enter")
    expect(page.locator("#details .claim").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#details")).to_be_hidden()
    page.keyboard.press("Escape")
    _tab_to(page, page.locator("#path-clear"))
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
        _tab_to(page, box)
        page.keyboard.press("Space")
        assert box.is_checked() is not before
    page.evaluate(
        "() => lunargraph.set({ relation: ['member_of', 'leads'], status: ['current'], kind: ['country', 'program'] })"
    )
    for name, key in (("program", "program:"), ("outlet", "outlet=")):
        _tab_to(page, page.locator(f"#{name}"))
        page.keyboard.press("ArrowDown")
        page.wait_for_function("(key) => location.hash.includes(key)", arg=key)
        if name == "program":
            _tab_to(page, page.locator("#more-filters summary"))
            page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    _tab_to(page, page.locator("#confidence"), key="Shift+Tab")
    page.keyboard.press("ArrowRight")
    assert "confidence=0.05" in page.url
    _tab_to(page, page.locator("#support"))
    page.keyboard.press("ArrowRight")
    assert "support=2" in page.url
    _tab_to(page, page.locator("#from"))
    page.keyboard.type("2023-01")
    page.keyboard.press("Tab")
    assert "from=2023-01" in page.url
    page.keyboard.type("2024")
    page.keyboard.press("Tab")
    assert "to=2024" in page.url
    _tab_to(page, page.locator("#reset-filters"))
    page.keyboard.press("Enter")
    assert page.url == reader.address


def test_dates_by_keyboard(reader):
    """Slider by arrows, a typed date by Enter, a wrong one told, play and pause by Space, and back to now."""
    page = reader.open()
    slider = page.get_by_role("slider", name="Date")
    _tab_to(page, slider)
    page.keyboard.press("ArrowLeft")
    month = page.evaluate("() => lunargraph.state().date")
    assert len(month) == len("2024-01")
    expect(slider).to_have_attribute("aria-valuetext", f"as of {month}")
    field = page.get_by_label("As of")
    _tab_to(page, field, key="Shift+Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type("2023-13")
    page.keyboard.press("Enter")
    expect(page.locator("#date-error")).to_be_visible()
    page.keyboard.press("Control+a")
    page.keyboard.type("2023-10-24")
    page.keyboard.press("Enter")
    assert page.evaluate("() => lunargraph.state().date") == "2023-10-24"
    play = page.locator("#play")
    _tab_to(page, play, key="Shift+Tab")
    page.keyboard.press("Space")
    expect(play).to_have_attribute("aria-pressed", "true")
    page.wait_for_function("() => lunargraph.state().date !== '2023-10-24'")
    page.keyboard.press("Space")
    expect(play).to_have_attribute("aria-pressed", "false")
    _tab_to(page, page.locator("#now"))
    page.keyboard.press("Enter")
    assert page.evaluate("() => lunargraph.state().date") == ""


def test_table_sorted_found_and_opened_by_keyboard(reader):
    """The fourth view, a word, a sort, a row, its panel, and back to the row."""
    page = reader.open()
    page.keyboard.press("4")
    expect(page.get_by_role("tab", name="Table")).to_be_focused()
    _tab_to(page, page.get_by_label("Find in the table"))
    page.keyboard.type("4 ilrs")
    expect(page.get_by_label("Find in the table")).to_have_value("4 ilrs")
    page.keyboard.press("Control+a")
    page.keyboard.type("ilrs")
    sort = page.get_by_role("columnheader", name="Since").get_by_role("button")
    _tab_to(page, sort)
    page.keyboard.press("Space")
    expect(page.get_by_role("columnheader", name="Since")).to_have_attribute("aria-sort", "ascending")
    row = page.locator("#ties-body button").first
    _tab_to(page, row)
    page.keyboard.press("Enter")
    expect(page.locator("#details h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(row).to_be_focused()


def test_matrix_cell_by_keyboard(reader):
    """The third view, its choice of rows, and a cell that opens."""
    page = reader.open()
    page.keyboard.press("3")
    expect(page.get_by_role("tab", name="Matrix")).to_be_focused()
    _tab_to(page, page.get_by_label("Rows"))
    page.keyboard.press("ArrowDown")
    assert "rows=name" in page.url
    _tab_to(page, page.locator("#matrix-table [tabindex='0']"))
    page.keyboard.press("Enter")
    expect(page.locator("#details .claim").first).to_be_visible()


def test_help_close_and_reset_by_keyboard(reader):
    """A question mark helps, Escape or the cross closes, and reset brings the page back to its beginning."""
    page = reader.open("#status=current&date=2023")
    page.keyboard.press("?")
    expect(page.locator("#details h2")).to_be_focused()
    close = page.get_by_role("button", name="Close the details")
    _tab_to(page, close, key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#details")).to_be_hidden()
    for name in ("#fit", "#reset"):
        _tab_to(page, page.locator(name))
        page.keyboard.press("Enter")
    assert page.url == reader.address


def test_keys_of_one_letter_can_be_turned_off(reader):
    """For those who speak to their computer; what the keys do is listed beside the box."""
    page = reader.open()
    page.locator("#keyboard summary").press("Enter")
    expect(page.locator("#keys-list")).to_contain_text("to the search")
    box = page.get_by_label("keys of one letter work")
    box.press("Space")
    assert "keys=0" in page.url
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
