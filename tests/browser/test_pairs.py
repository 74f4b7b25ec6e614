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
    assert page.evaluate("location.href") == reader.address


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
    expect(page.locator("#details .steps > li").last.locator(".tie .name").first).to_have_text("Senegal")
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


def test_the_map_colours_what_is_compared(reader):
    """Two programs that are no camps have a colour each; words, legend and caption name them."""
    page = reader.open("#view=map&compare=program:CHANGE_7,program:GATEWAY")
    expect(page.locator("#map-legend")).to_contain_text("only Chang'e-7")
    expect(page.locator("#map-legend")).to_contain_text("only Lunar Gateway")
    swiss = page.locator("#world [data-node='country:CHE']")
    expect(swiss).to_have_attribute("aria-label", "Switzerland, Chang'e-7")
    belarus = page.locator("#world [data-node='country:BLR']")
    expect(belarus).to_have_attribute("aria-label", "Belarus, neither of the two")
    fills = {one.locator("path").first.get_attribute("fill") for one in (swiss, belarus)}
    assert len(fills) == 2
    page.evaluate("() => lunargraph.set({ compare: ['program:GATEWAY', 'program:CHANGE_7'] })")
    assert swiss.locator("path").first.get_attribute("fill") not in fills
    page.locator("#share").click()
    with page.expect_download() as download:
        page.locator("#share-svg").click()
    text = download.value.path().read_text(encoding="utf-8")
    assert "compared: Lunar Gateway and Chang'e-7" in text


def test_the_map_shows_the_path(reader):
    """Countries on the way are outlined and named so, the others fade."""
    page = reader.open("#view=map&path=country:BLR,country:SEN")
    for country, off in (("BLR", False), ("SEN", False), ("NOR", True)):
        mark = page.locator(f"#world [data-node='country:{country}']")
        assert ("off" in (mark.get_attribute("class") or "")) is off
        assert mark.get_attribute("aria-label").endswith(", on the path") is not off
    assert page.locator("#world .rings .chosen").count() >= 2
    page.keyboard.press("Escape")
    assert page.locator("#world .off, #world .rings .chosen").count() == 0


def test_the_matrix_marks_what_is_compared_or_on_the_path(reader):
    """What is compared stands in the first two columns, in its order; cells, heads and actors are marked."""
    page = reader.open("#view=matrix&compare=program:GATEWAY,program:LUPEX")
    heads = page.locator("#matrix-table thead th[data-node]").evaluate_all(
        "(all) => all.map((one) => one.dataset.node)"
    )
    assert heads[:2] == ["program:GATEWAY", "program:LUPEX"]
    expect(page.locator("#matrix-table thead .lit")).to_have_count(2)
    members = page.evaluate(
        "() => new Set(['program:GATEWAY', 'program:LUPEX'].flatMap((id) => [...lunargraph.members(id, '').keys()])).size"
    )
    expect(page.locator("#matrix-table tbody th.lit")).to_have_count(members)
    page.evaluate("() => lunargraph.set({ path: ['country:BLR', 'program:ILRS'] })")
    expect(page.locator("#matrix-table td.lit")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#matrix-table .lit")).to_have_count(0)


def test_the_table_puts_what_is_compared_or_on_the_path_first(reader):
    """In whatever order the reader has sorted it; the count says so."""
    page = reader.open("#view=table&sort=-subject&path=country:BLR,country:SEN")
    steps = set(page.locator("#details .steps .tie").evaluate_all("(all) => all.map((one) => one.dataset.tie)"))
    rows = page.locator("#ties-body tr").evaluate_all(
        "(all) => all.map((one) => [one.dataset.tie, one.matches('.lit')])"
    )
    assert {tie for tie, lit in rows[: len(steps)]} == steps == {tie for tie, lit in rows if lit}
    expect(page.locator("#table-count")).to_contain_text(f"the {len(steps)} of the path come first")
    page.keyboard.press("Escape")
    expect(page.locator("#ties-body .lit")).to_have_count(0)
    expect(page.locator("#table-count")).not_to_contain_text("first;")
