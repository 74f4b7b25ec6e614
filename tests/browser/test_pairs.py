"""Two coalitions side by side and a path between two nodes: boxes, presets, swap and clear, and what the views light up."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

ILRS, ACCORDS = "program:ILRS", "program:ARTEMIS_ACCORDS"
VIEWS = ["graph", "map", "matrix", "table"]


def state(page, part):
    return page.evaluate("(part) => lunargraph.state()[part]", part)


def choose(page, name, text):
    """Type a name into the box of that label and take the first match."""
    box = page.get_by_label(name, exact=True)
    box.fill(text)
    box.press("Enter")


@pytest.mark.parametrize("view", VIEWS)
def test_two_coalitions_are_chosen_in_every_view(reader, view):
    """The two boxes lead to the panel; what it counts stands beside the boxes too."""
    page = reader.open(f"#view={view}")
    page.get_by_text("Compare two coalitions", exact=True).click()
    choose(page, "First program", "gateway")
    expect(page.locator("#details")).to_be_hidden()
    choose(page, "Second program", "ilrs")
    assert state(page, "compare") == ["program:GATEWAY", ILRS]
    assert state(page, "view") == view
    expect(page.locator("#details h2")).to_have_text("Lunar Gateway and International Lunar Research Station")
    expect(page.locator("#details h2")).to_be_focused()
    heads = page.locator("#details h3").all_inner_texts()
    members = page.evaluate(
        "() => ['program:GATEWAY', 'program:ILRS'].map((id) => [...lunargraph.members(id, '').keys()])"
    )
    gateway, ilrs = map(set, members)
    counts = [len(gateway - ilrs), len(gateway & ilrs), len(ilrs - gateway)]
    assert counts[0]
    assert counts[2]
    assert [head.rpartition("(")[2] for head in heads] == [f"{count})" for count in counts]
    expect(page.locator("#compare-said")).to_have_text(
        f"Only Lunar Gateway: {counts[0]}. Both: {counts[1]}. Only ILRS: {counts[2]}."
    )


def test_the_preset_swap_and_clear(reader):
    """One press compares the two camps; swap turns them round; clear empties boxes, panel and address."""
    page = reader.open()
    page.get_by_text("Compare two coalitions", exact=True).click()
    page.get_by_role("button", name="ILRS and Artemis Accords").click()
    assert state(page, "compare") == [ILRS, ACCORDS]
    first = page.locator("#details h3").first.inner_text()
    page.locator("#compare-swap").click()
    assert state(page, "compare") == [ACCORDS, ILRS]
    expect(page.get_by_label("First program")).to_have_value("Artemis Accords")
    assert page.locator("#details h3").last.inner_text() == first
    page.locator("#compare-clear").click()
    expect(page.locator("#details")).to_be_hidden()
    expect(page.get_by_label("First program")).to_have_value("")
    expect(page.get_by_label("First program")).to_be_focused()
    expect(page.locator("#compare-said")).to_have_text("")
    assert page.url == reader.address


def test_only_programs_with_members_can_be_compared(reader):
    """An empty box offers them, the largest first; a country is none of them."""
    page = reader.open()
    page.get_by_text("Compare two coalitions", exact=True).click()
    box = page.get_by_label("First program")
    box.press("ArrowDown")
    offered = page.locator("#compare-0-list").get_by_role("option")
    expect(offered.first).to_contain_text("Artemis Accords")
    assert offered.count() > 5
    box.fill("belarus")
    expect(page.locator("#compare-0-list")).to_have_text("No such name in this graph")


def test_what_is_missing_or_twice_is_told(reader):
    """A name that was not chosen from the list, and two that are one, get a sentence and the focus."""
    page = reader.open()
    page.get_by_text("Path between two", exact=True).click()
    page.get_by_role("button", name="Find", exact=True).click()
    error = page.locator("#path-error")
    expect(error).to_have_text("Choose a name from the list.")
    expect(page.get_by_label("From", exact=True)).to_be_focused()
    choose(page, "From", "senegal")
    expect(error).to_be_hidden()
    page.get_by_label("To", exact=True).fill("sene")
    page.get_by_label("To", exact=True).press("Tab")
    page.get_by_role("button", name="Find", exact=True).click()
    expect(page.get_by_label("To", exact=True)).to_be_focused()
    expect(page.get_by_label("To", exact=True)).to_have_attribute("aria-invalid", "true")
    page.get_by_label("To", exact=True).press("Enter")
    expect(error).to_have_text("Choose two different ends.")
    assert state(page, "path") == []


@pytest.mark.parametrize("view", VIEWS)
def test_a_path_from_the_panel_of_a_node(reader, view):
    """From a node's panel one goes to the second box with the first one filled; closing comes back there."""
    page = reader.open(f"#view={view}&node=country:BLR")
    page.get_by_role("button", name="Path from here to …").click()
    expect(page.get_by_label("From", exact=True)).to_have_value("Belarus")
    to = page.get_by_label("To", exact=True)
    expect(to).to_be_focused()
    choose(page, "To", "senegal")
    assert state(page, "path") == ["country:BLR", "country:SEN"]
    expect(page.locator("#details h2")).to_have_text("Belarus to Senegal")
    steps = page.locator("#details .steps > li").count()
    assert steps >= 1
    expect(page.locator("#path-said")).to_contain_text(f"A path of {steps} step")
    page.keyboard.press("Escape")
    expect(page.locator("#details")).to_be_hidden()
    expect(to).to_be_focused()
    expect(to).to_have_value("Senegal")


def test_coalitions_from_the_panel_of_a_program(reader):
    """A program with members can be compared from its panel; a country cannot."""
    page = reader.open(f"#node={ILRS}")
    page.get_by_role("button", name="Compare members with …").click()
    expect(page.get_by_label("Second program")).to_be_focused()
    choose(page, "Second program", "gateway")
    assert state(page, "compare") == [ILRS, "program:GATEWAY"]
    page.evaluate("() => lunargraph.set({ node: 'country:BLR' })")
    assert page.get_by_role("button", name="Compare members with …").count() == 0


def test_the_panel_swaps_and_leads_to_other_choices(reader):
    """On a telephone the boxes are folded away: the panel's buttons do without, or unfold them."""
    page = reader.open("#path=country:BLR,country:SEN")
    page.locator("#details").get_by_role("button", name="Swap").click()
    assert state(page, "path") == ["country:SEN", "country:BLR"]
    expect(page.locator("#details h2")).to_be_focused()
    page.locator("#details").get_by_role("button", name="Choose others").click()
    expect(page.get_by_label("From", exact=True)).to_be_focused()


def test_boxes_unfold_on_a_telephone(reader_with):
    """Where filters and boxes are folded away, the panel's button brings them up, with the list over the sheet."""
    person = reader_with(viewport={"width": 360, "height": 740}, has_touch=True)
    page = person.open("#node=country:BLR")
    page.get_by_role("button", name="Path from here to …").click()
    to = page.get_by_label("To", exact=True)
    expect(to).to_be_focused()
    to.fill("sene")
    option = page.locator("#path-1-list").get_by_role("option").first
    option.click()
    assert state(page, "path") == ["country:BLR", "country:SEN"]
    assert person.complaints == []


def test_the_address_fills_the_boxes(reader):
    """Who follows a link sees what is compared, and can go on from there; going back brings the boxes along."""
    page = reader.open(f"#compare={ILRS},{ACCORDS}")
    expect(page.get_by_label("Second program")).to_have_value("Artemis Accords")
    choose(page, "Second program", "gateway")
    assert state(page, "compare") == [ILRS, "program:GATEWAY"]
    page.go_back()
    expect(page.get_by_label("Second program")).to_have_value("Artemis Accords")


def test_the_graph_lights_members_and_path(reader):
    """Members of the two and their ties stay bright, all else fades; likewise the path."""
    bright = """() => { const { nodes, edges } = lunargraph.network.body.data;
    return [nodes.get().filter((n) => !n.hidden && n.opacity === 1).map((n) => n.id), edges.get().filter((e) => !e.hidden && e.color.opacity > 0.1).map((e) => e.id)]; }"""
    page = reader.open(f"#compare={ILRS},{ACCORDS}")
    nodes, ties = page.evaluate(bright)
    members = set(
        page.evaluate(f"() => ['{ILRS}', '{ACCORDS}'].flatMap((id) => [...lunargraph.members(id, '').keys()])")
    )
    assert set(nodes) == members | {ILRS, ACCORDS}
    assert {tie.split("|")[0] for tie in ties if "|" in tie} <= {"member_of", "leads"}
    page.evaluate("() => lunargraph.set({ path: ['country:BLR', 'country:SEN'] })")
    nodes, ties = page.evaluate(bright)
    assert {"country:BLR", "country:SEN"} <= set(nodes)
    assert len(nodes) == page.locator("#details .steps > li").count() + 1
    assert ties
