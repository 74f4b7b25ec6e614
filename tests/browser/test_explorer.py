"""The page in a real browser, without a network: what a reader sees, clicks and types."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def _tie(sample, subject, relation, object_, status="current"):
    edges = sample.graph.get_edge_data(sample.ids[subject], sample.ids[object_])
    return next(key for key, tie in edges.items() if tie["relation"] == relation and tie["status"] == status)


def _sentences(sample, tie):
    claims = next(data["claim_ids"] for *_, key, data in sample.graph.edges(keys=True, data=True) if key == tie)
    return set(sample.claims.set_index("id").loc[claims, "sentence"])


def _by(sample, name, value):
    return {key for *_, key, data in sample.graph.edges(keys=True, data=True) if data[name] == value}


def test_page_opens_offline_and_asks_for_nothing_but_itself(reader):
    """One request, for the file; a picture is drawn and the counter agrees with it."""
    page = reader.open()
    assert reader.requests == [reader.address]
    nodes, ties = reader.counts()
    assert nodes > 100
    assert ties > 250
    assert page.evaluate(
        "() => { const c = document.querySelector('canvas'); return c.width > 500 && c.height > 400; }"
    )


def test_picture_stands_still(reader):
    """Physics is off: nodes stay where the file puts them until the reader lets them move, and reset puts them back."""
    page = reader.open()
    positions = "() => JSON.stringify(lunargraph.network.getPositions())"
    before = page.evaluate(positions)
    page.get_by_label("let nodes move").check()
    page.wait_for_function(f"before => ({positions})() !== before", arg=before)
    page.get_by_role("button", name="Reset all").click()
    assert page.evaluate(positions) == before
    assert not page.get_by_label("let nodes move").is_checked()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("turkey", "Türkiye"),
        ("turkiye", "Türkiye"),
        ("MINSK", "Belarus"),
        ("astronautica", "Asociación Colombiana de Astronáutica"),
        ("BLR", "Belarus"),
    ],
)
def test_search_finds_by_name_and_alias_without_case_or_accents(reader, typed, name):
    """Typing an alias and pressing Enter selects the node and moves to it."""
    page = reader.open()
    page.get_by_role("combobox", name="Find a country").fill(typed)
    page.keyboard.press("Enter")
    expect(page.locator("#details h2")).to_have_text(name)
    node = page.evaluate("() => lunargraph.network.getSelectedNodes()[0]")
    place = reader.where_node(node)
    frame = page.locator("#graph-frame").bounding_box()
    assert 0 < place["x"] < frame["width"] - page.locator("#details").bounding_box()["width"]
    assert 0 < place["y"] < frame["height"]


def test_search_lists_matches_to_choose_from(reader):
    """Matches are listed with the alias that matched; arrows and the mouse choose among them, Escape closes."""
    page = reader.open()
    box = page.get_by_role("combobox", name="Find a country")
    box.fill("chin")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("China")
    box.fill("prc")
    expect(options.first).to_contain_text("China (PRC)")
    box.fill("an")
    assert options.count() > 3
    second = options.nth(1).locator(".name").inner_text()
    box.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(page.locator("#matches")).to_be_hidden()
    box.press("ArrowDown")
    options.filter(has_text=second).first.click()
    expect(page.locator("#details h2")).to_have_text(second)
    box.fill("no such name")
    expect(page.locator("#matches")).to_have_text("No such name in this graph")


@pytest.mark.parametrize(
    ("label", "relation"),
    [
        ("member of", "member_of"),
        ("leads", "leads"),
        ("cooperates with", "cooperates_with"),
        ("agency of a country", "agency_of"),
        ("part of a program", "part_of"),
    ],
)
def test_each_relation_can_be_hidden_and_shown(reader, sample, label, relation):
    """Unticking a relation takes its ties, and only them, out of picture, table and counter."""
    page = reader.open()
    kinds = "() => { const s = lunargraph.visible().ties; return [...new Set(Facts.ties.filter((t) => s.has(t.id)).map((t) => t.relation))]; }"
    before = reader.counts()
    assert relation in page.evaluate(kinds)
    page.get_by_label(label, exact=True).uncheck()
    assert relation not in page.evaluate(kinds)
    assert reader.counts()[1] < before[1]
    page.get_by_label(label, exact=True).check()
    assert reader.counts() == before


def test_lexicon_ties_alone_can_be_shown(reader):
    """With the stated relations unticked, the facts of the lexicon are what is left."""
    page = reader.open()
    for label in ("member of", "leads", "cooperates with"):
        page.get_by_label(label, exact=True).uncheck()
    assert reader.counts()[1] == 25
    assert "country:ALB" not in reader.nodes()


@pytest.mark.parametrize(
    ("status", "at_first"), [("current", True), ("planned", True), ("denied", False), ("ended", False)]
)
def test_each_status_can_be_hidden_and_shown(reader, sample, status, at_first):
    """Current and planned are shown at first; what is denied or over appears only when asked for."""
    page = reader.open()
    ties = _by(sample, "status", status) - {"agency_of", sample.less_sure}
    assert ties
    assert ties.issubset(reader.ties()) == at_first
    page.get_by_label(status, exact=True).click()
    assert bool(ties & reader.ties()) == (not at_first)
    reader.counts()


def test_program_filter_leaves_its_members_and_the_ties_among_them(reader, sample):
    """A program's own picture: the program, those who belong to it, nobody else."""
    page = reader.open()
    page.get_by_label("Program", exact=True).select_option(label="International Lunar Research Station")
    nodes = reader.nodes()
    assert {"program:ILRS", "country:BLR", "country:CHN", "country:THA"} <= nodes
    assert not {"country:USA", "country:BRA", "program:ARTEMIS_ACCORDS"} & nodes
    assert _tie(sample, "CHN", "cooperates_with", "RUS") in reader.ties()
    page.get_by_label("denied", exact=True).check()
    assert "country:BRA" in reader.nodes()
    reader.counts()


def test_weak_ties_can_be_left_out(reader, sample):
    """The confidence slider hides ties below it."""
    page = reader.open()
    assert sample.weak in reader.ties()
    page.locator("#more-filters summary").click()
    page.get_by_label("Confidence at least").fill("0.5")
    expect(page.locator("#confidence-value")).to_have_text("0.50")
    assert sample.weak not in reader.ties()
    page.get_by_label("Confidence at least").fill("1")
    assert reader.counts() == (0, 0)


def test_less_sure_ties_are_shown_only_when_asked_for(reader, sample):
    """They are counted beside their box; ticked, they appear with their label, and reset hides them again."""
    page = reader.open()
    before = reader.counts()
    assert sample.less_sure not in reader.ties()
    box = page.get_by_label("less sure ties (1)")
    assert not box.is_checked()
    box.check()
    assert reader.counts()[1] == before[1] + 1
    assert sample.less_sure in reader.ties()
    page.get_by_role("tab", name="Table").click()
    expect(page.locator(f"tr[data-tie='{sample.less_sure}']")).to_contain_text("less sure")
    page.get_by_role("button", name="Reset all").click()
    page.get_by_role("tab", name="Graph").click()
    assert reader.counts() == before


def test_a_less_sure_tie_says_so_where_it_is_shown(reader, sample):
    """In its own panel and among the ties of its ends; an address that names it shows it."""
    page = reader.open(f"#edge={sample.less_sure}")
    expect(page.locator("#details dl").first).to_contain_text("0.60less sure")
    assert sample.less_sure in reader.ties()
    page = reader.open("#node=country:VEN")
    label = page.locator(f"#details [data-tie='{sample.less_sure}']").get_attribute("aria-label")
    assert label.endswith(", less sure")


def test_reset_brings_everything_back(reader):
    """Reset undoes filters, search and selection."""
    page = reader.open("#node=country:BLR")
    before = reader.counts()
    page.get_by_label("planned", exact=True).uncheck()
    page.get_by_label("Program", exact=True).select_option(label="Artemis Accords")
    page.get_by_role("combobox", name="Find a country").fill("x")
    page.get_by_role("button", name="Reset all").click()
    assert reader.counts() == before
    expect(page.locator("#details")).to_be_hidden()
    assert page.get_by_role("combobox", name="Find a country").input_value() == ""
    assert "#" not in page.evaluate("location.href")


def test_hidden_ties_cannot_be_clicked(reader, sample):
    """Where a hidden tie would run, a click finds nothing of it."""
    page = reader.open()
    assert reader.where_tie(sample.denied) is None
    page.get_by_label("denied", exact=True).check()
    assert reader.where_tie(sample.denied) is not None


def test_click_on_a_tie_in_the_picture_shows_its_sentences(reader, sample):
    """A click on a line gives the words of the tie and every sentence with outlet, date, rule and link."""
    page = reader.open()
    tie = _tie(sample, "BLR", "member_of", "ILRS")
    reader.click_canvas(reader.where_tie(tie))
    expect(page.locator("#details h2")).to_have_text("Belarus — member of — International Lunar Research Station")
    shown = page.locator("#details blockquote").all_inner_texts()
    assert set(shown) == _sentences(sample, tie)
    claim = sample.claims[sample.claims["sentence"] == shown[0]].iloc[0]
    article = sample.articles.set_index("id").loc[claim["article"]]
    first = page.locator(".claim").first
    expect(first).to_contain_text(article["title"])
    expect(first).to_contain_text("join.active.v1")
    expect(first.locator(".status")).to_have_text("current")
    link = first.get_by_role("link")
    assert link.get_attribute("href").startswith(f"{article['url']}#:~:text=")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(link).to_have_attribute("target", "_blank")
    facts = page.locator("#details-body > dl").inner_text()
    for word in ("Status", "Since", "First seen", "Support", "Confidence"):
        assert word in facts


def test_parallel_ties_run_apart(reader, sample):
    """Two ties between the same two nodes can both be seen and clicked."""
    page = reader.open(f"#edge={sample.parallel[0]}")
    close = page.get_by_role("button", name="Close the details")
    close.click()
    for tie in reversed(sample.parallel):
        reader.click_canvas(reader.where_tie(tie))
        assert page.evaluate("location.href").endswith(f"#edge={tie}")
        close.click()


def test_click_on_a_node_lists_its_ties_as_buttons(reader, sample):
    """A node's panel names it and lists its ties by relation and status; each leads to the tie."""
    page = reader.open()
    reader.click_canvas(reader.where_node("country:BLR"))
    panel = page.locator("#details")
    expect(panel.locator("h2")).to_have_text("Belarus")
    expect(panel).to_contain_text("Republic of Belarus")
    expect(panel.locator("dd").first).to_have_text("ILRS")
    expect(panel.locator("h3").first).to_have_text("member of · current (1)")
    ties = sample.graph.degree("country:BLR")
    assert panel.locator("button.tie").count() == ties
    panel.get_by_role("button", name="Belarus — member of — International Lunar Research Station, current").click()
    expect(panel.locator("h2")).to_contain_text("Belarus — member of —")
    panel.get_by_role("button", name="International Lunar Research Station", exact=True).click()
    expect(panel.locator("h2")).to_have_text("International Lunar Research Station")
    expect(panel.locator("h3", has_text="led by · current (2)")).to_be_visible()


def test_many_aliases_are_folded(reader):
    """A node with dozens of aliases does not bury its ties under them, yet all can be read."""
    page = reader.open("#node=country:CHN")
    panel = page.locator("#details")
    expect(panel.get_by_text("and 36 more")).to_be_visible()
    expect(panel.get_by_text("description 39 of China")).to_be_hidden()
    panel.get_by_text("and 36 more").click()
    expect(panel.get_by_text("description 39 of China")).to_be_visible()


def test_selection_lights_only_partners_that_the_filters_leave(reader):
    """A country that is said not to be in a program is not lit up with its members while denials are hidden."""
    page = reader.open("#node=program:ILRS")
    opacity = "(id) => lunargraph.network.body.nodes[id].options.opacity"
    assert page.evaluate(opacity, "country:BLR") == 1
    assert page.evaluate(opacity, "country:BRA") < 0.5
    page.get_by_label("denied", exact=True).check()
    assert page.evaluate(opacity, "country:BRA") == 1


def test_click_beside_everything_closes_the_panel(reader):
    """A click on empty canvas deselects."""
    page = reader.open("#node=country:BLR")
    page.get_by_role("button", name="Fit").click()
    reader.click_canvas({"x": 3, "y": 3})
    expect(page.locator("#details")).to_be_hidden()


def test_disputed_ties_are_marked_in_panel_and_table(reader, sample):
    """Contradicting articles are never smoothed over: a warning, both statuses, and a mark in the table."""
    page = reader.open(f"#edge={sample.disputed}")
    expect(page.locator(".warning")).to_contain_text("Articles contradict each other")
    expect(page.locator("#details dl").first).to_contain_text("(articles give different dates)")
    assert sorted(page.locator(".claim .reading .status").all_inner_texts()) == ["current", "denied"]
    page.get_by_role("tab", name="Table").click()
    expect(page.locator(f"tr[data-tie='{sample.disputed}'] .disputed")).to_be_visible()
    assert page.evaluate("(id) => lunargraph.network.body.edges[id].options.background.enabled", sample.disputed)


def test_keyboard_alone_reaches_a_tie(reader):
    """From the top of the page: skip link, table, first tie, its sentences, and back where one was."""
    page = reader.open()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the table")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Find in the table")).to_be_focused()
    page.keyboard.type("belarus member")
    page.keyboard.press("ArrowDown")
    button = page.locator("#ties-body button").first
    expect(button).to_be_focused()
    assert page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("#details h2")).to_be_focused()
    expect(page.locator("#details blockquote").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#details")).to_be_hidden()
    expect(button).to_be_focused()


def test_views_are_tabs(reader):
    """Arrow keys change between the views, as in every set of tabs; from the first one back to the last."""
    page = reader.open()
    page.get_by_role("tab", name="Graph").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("tabpanel", name="Table")).to_be_visible()
    expect(page.locator("#graph")).to_be_hidden()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#graph")).to_be_visible()


def test_a_tie_chosen_in_the_table_is_in_view_in_the_picture(reader, sample):
    """Going back to the picture shows what was chosen in the table."""
    page = reader.open()
    page.get_by_role("tab", name="Table").click()
    tie = _tie(sample, "BLR", "member_of", "ILRS")
    page.locator(f"tr[data-tie='{tie}'] button").click()
    page.get_by_role("tab", name="Graph").click()
    frame = page.locator("#graph-frame").bounding_box()
    for node in ("country:BLR", "program:ILRS"):
        place = reader.where_node(node)
        assert 0 < place["x"] < frame["width"] - page.locator("#details").bounding_box()["width"]
        assert 0 < place["y"] < frame["height"]


def test_address_keeps_the_selection(reader, sample):
    """A selection can be sent as a link, and the browser's back button goes through selections."""
    page = reader.open("#node=country:BLR")
    expect(page.locator("#details h2")).to_have_text("Belarus")
    page.locator("#details button.tie").first.click()
    tie = _tie(sample, "BLR", "member_of", "ILRS")
    assert page.evaluate("location.href").endswith(f"#edge={tie}")
    page.go_back()
    expect(page.locator("#details h2")).to_have_text("Belarus")
    page.go_forward()
    expect(page.locator("#details h2")).to_contain_text("Belarus — member of —")


def test_link_to_a_tie_that_the_filters_hide_shows_it(reader, sample):
    """A shared link works whatever the filters: the tie is drawn, and gone again when the panel closes."""
    page = reader.open(f"#edge={sample.denied}")
    expect(page.locator("#details blockquote").first).to_have_text("Brazil has not joined the station, officials said.")
    assert sample.denied in reader.ties()
    reader.counts()
    page.get_by_role("button", name="Close the details").click()
    assert sample.denied not in reader.ties()


def test_lexicon_ties_say_where_they_come_from(reader):
    """A tie of the lexicon has no sentence and says so."""
    page = reader.open("#edge=agency_of|agency:CNSA|country:CHN")
    expect(page.locator("#details")).to_contain_text("A fact of the lexicon, not read from articles.")
    assert page.locator("#details .claim").count() == 0


@pytest.mark.parametrize("width", [320, 390])
def test_page_fits_a_telephone(reader_with, width):
    """On a narrow screen nothing runs out of the side, filters fold away and the panel comes from below."""
    reader = reader_with(viewport={"width": width, "height": 800}, has_touch=True)
    page = reader.open()
    overflow = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) <= 0
    expect(page.get_by_label("planned", exact=True)).to_be_hidden()
    page.get_by_text("Filters and legend").click()
    expect(page.get_by_label("planned", exact=True)).to_be_visible()
    page.evaluate("() => lunargraph.set({ node: 'country:BLR' }, { jump: true })")
    panel = page.locator("#details").bounding_box()
    assert panel["width"] == width
    assert panel["y"] > 200
    assert page.evaluate(overflow) <= 0
    assert reader.complaints == []
