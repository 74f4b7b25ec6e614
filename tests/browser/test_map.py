"""The map: what it colours, how it is walked by keyboard, and that it agrees with the facts."""

import json
import re
from importlib import resources

import pytest

from lunargraph.lexicon import load_lexicon

pytestmark = pytest.mark.browser

WORLD = json.loads(resources.files("lunargraph.explorer").joinpath("vendor/world.json").read_text(encoding="utf-8"))


def option(page, node):
    return page.locator(f'#map-countries [data-node="{node}"]')


def label(page, code):
    return option(page, f"country:{code}").get_attribute("aria-label")


def labels(page):
    return page.eval_on_selector_all(
        "#map-countries [role=option]", "all => all.map((x) => x.getAttribute('aria-label'))"
    )


def focused(page):
    return page.evaluate("() => document.activeElement.dataset?.node || ''")


def test_every_country_of_the_lexicon_is_on_the_map():
    codes = {key.partition(":")[2] for key in load_lexicon().actors if key.startswith("country:")}
    assert codes == set(WORLD["countries"])  # without any exception


def test_the_outlines_are_small_and_hold_paths_alone():
    size = len(json.dumps(WORLD, separators=(",", ":")))
    assert size < 180_000
    for place in WORLD["countries"].values():
        assert place.keys() <= {"d", "dot", "at"}
        assert "d" in place or place["dot"]
        assert re.fullmatch(r"[Mlz\d -]*", place.get("d", ""))
        assert 0 <= place["at"][0] <= WORLD["width"]
        assert 0 <= place["at"][1] <= WORLD["height"]


@pytest.mark.parametrize("code", ["SGP", "BHR", "MLT", "LIE", "LUX", "MUS", "DJI", "MCO", "VAT", "TUV"])
def test_small_states_are_dots(code):
    assert WORLD["countries"][code]["dot"]


def test_colours_and_words_tell_the_coalition(reader):
    page = reader.open("#view=map")
    assert label(page, "BLR") == "Belarus, ILRS"
    assert "Artemis Accords" in label(page, "USA")
    ilrs, accords, both = (
        page.locator(f'[data-node="country:{c}"] path').first.get_attribute("fill") for c in ("BLR", "USA", "SEN")
    )
    assert len({ilrs, accords, both}) == 3
    assert both.startswith("url(#")  # told apart by its dots, too


@pytest.mark.parametrize("date", ["", "2021", "2022-06", "2023-06", "2024", "2025-03-01"])
def test_members_are_those_of_the_counts(reader, date):
    page = reader.open(f"#view=map&date={date}")
    coloured = dict(
        page.eval_on_selector_all(
            "#map-countries [role=option]", "all => all.map((x) => [x.dataset.node, x.getAttribute('aria-label')])"
        )
    )
    for program, name in (("program:ILRS", "ILRS"), ("program:ARTEMIS_ACCORDS", "Artemis Accords")):
        members = set(page.evaluate("([p, d]) => [...lunargraph.members(p, d).keys()]", [program, date]))
        said = {node for node, words in coloured.items() if re.search(rf", {name}(,|$)", words)}
        assert said == {node for node in members if node.startswith("country:")}


def test_filters_take_colour_away(reader):
    page = reader.open("#view=map")
    page.uncheck("input[name=relation][value=member_of]")
    page.uncheck("input[name=relation][value=leads]")
    assert all(words.endswith("neither coalition") for words in labels(page))


def test_a_program_recolours_the_map(reader):
    page = reader.open("#view=map")
    page.select_option("#program", "program:CHANGE_7")
    inside = [words for words in labels(page) if "no tie to" not in words]
    assert inside
    assert all("Chang'e-7" in words for words in inside)
    assert "in Chang'e-7" in page.inner_text("#map-legend")


def test_denied_and_planned_are_marked(reader):
    page = reader.open("#view=map&status=current,planned,denied,ended")
    words = labels(page)
    marked = [w for w in words if re.search(r" (planned|denied|ended)", w)]
    assert marked
    assert page.locator("#world .over > *").count() >= len(marked)
    assert re.search("stripes|outline", page.inner_text("#map-legend"))


def test_a_click_opens_the_ties(reader):
    page = reader.open("#view=map")
    page.locator('[data-node="country:CHN"]').click()
    assert page.inner_text("#details-title") == "China"
    assert page.inner_text("#map-told").startswith("China, ILRS")
    assert option(page, "country:CHN").get_attribute("aria-selected") == "true"
    assert "node=country:CHN" in page.evaluate("location.href")


def test_pointing_tells_in_the_page(reader):
    page = reader.open("#view=map")
    page.locator('[data-node="country:RUS"]').hover()
    assert page.inner_text("#map-told").startswith("Russia, ILRS")


def test_the_keyboard_alone_finds_and_opens_a_country(reader):
    page = reader.open()
    page.focus("#tab-graph")
    page.keyboard.press("ArrowRight")
    assert page.locator("#map").is_visible()
    for _ in range(60):
        page.keyboard.press("Tab")
        if focused(page):
            break
    assert focused(page)
    page.keyboard.type("belar")
    assert focused(page) == "country:BLR"
    assert page.locator("#world .rings .focus").count()
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "details-title"
    page.keyboard.press("Escape")
    assert focused(page) == "country:BLR"
    page.keyboard.press("Tab")
    assert not focused(page)  # one stop


def test_arrow_keys_go_to_neighbours_and_pages_through_all(reader):
    page = reader.open("#view=map&node=country:DEU")
    option(page, "country:DEU").focus()
    page.keyboard.press("ArrowRight")
    assert focused(page) in {"country:CZE", "country:POL", "country:AUT"}
    page.keyboard.press("Home")
    first, seen = focused(page), set()
    for _ in labels(page):
        seen.add(focused(page))
        page.keyboard.press("PageDown")
    assert focused(page) == first
    assert len(seen) == len(labels(page))


def test_zoom_and_pan_by_keys_and_buttons(reader):
    page = reader.open("#view=map")

    def box():
        return [float(n) for n in page.get_attribute("#world", "viewBox").split()]

    whole = box()
    option(page, "country:AUS").focus()
    page.keyboard.press("+")
    page.keyboard.press("+")
    assert box()[2] < whole[2] / 2
    before = box()
    page.keyboard.press("Shift+ArrowRight")
    assert box()[0] > before[0]
    page.keyboard.type("icel")
    x, y = WORLD["countries"]["ISL"]["at"]
    left, top, width, height = box()
    assert left <= x <= left + width
    assert top <= y <= top + height
    page.click("#map-whole")
    assert box() == whole
    page.click("#map-in")
    frame = page.locator("#world").bounding_box()
    before = box()
    page.mouse.move(frame["x"] + 300, frame["y"] + 200)
    page.mouse.down()
    page.mouse.move(frame["x"] + 250, frame["y"] + 180, steps=4)
    page.mouse.up()
    assert box()[0] > before[0]
    assert page.locator("#details").is_hidden()


def test_the_map_fits_a_phone(reader_with):
    page = reader_with(viewport={"width": 360, "height": 740}).open("#view=map")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
    assert page.locator("#world").bounding_box()["width"] <= 360
    assert "no statement about borders" in page.inner_text("#map")


def test_a_broken_address_still_shows_a_map(reader):
    page = reader.open("#view=map&date=20x4&node=country:%ZZ&program=__proto__")
    assert page.locator("#map").is_visible()
    assert label(page, "BLR") == "Belarus, ILRS"
