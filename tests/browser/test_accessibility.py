"""Everybody can read the page: what axe-core finds, large type, fixed colours, still pictures, names of any script."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from lunargraph.explorer import write_page
from tests.browser.conftest import Reader

pytestmark = pytest.mark.browser

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """async (levels) => { const found = await axe.run(document, { runOnly: { type: "tag", values: levels }, resultTypes: ["violations"] });
return found.violations.flatMap((v) => v.nodes.slice(0, 3).map((n) => `${v.id}: ${n.target.join(" ")}: ${n.failureSummary}`)); }"""
SCHEMES = ["light", "dark"]
DEVICES = {
    "desktop": {"viewport": {"width": 1280, "height": 800}},
    "phone": {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True},
}
NOTHING = {"node": "", "edge": "", "compare": [], "path": [], "help": False}


def _choices(sample):
    return {
        "nothing": {},
        "node": {"node": "country:CHN"},
        "edge": {"edge": sample.disputed},
        "compare": {"compare": ["program:ILRS", "program:ARTEMIS_ACCORDS"]},
        "path": {"path": ["country:BLR", "country:SEN"]},
        "help": {"help": True},
    }


def _views(page):
    return page.locator("[role=tab]").evaluate_all("(tabs) => tabs.map((tab) => tab.dataset.view)")


def _violations(page):
    return page.evaluate(RUN, LEVELS)


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_no_violation_in_any_view(reader_with, sample, scheme, device):
    """Level A and AA hold in every view with every kind of panel, in light and dark, on wide and narrow screens."""
    # the policy of the page would not let the checker in
    page = reader_with(**DEVICES[device], color_scheme=scheme, bypass_csp=True).open()
    page.evaluate(AXE_SCRIPT)
    page.evaluate("() => { document.getElementById('controls').open = true; }")
    found = {}
    for view in _views(page):
        for name, choice in _choices(sample).items():
            page.evaluate("(state) => lunargraph.set(state)", {**NOTHING, **choice, "view": view})
            if violations := _violations(page):
                found[view, name] = violations
    assert not found


def test_axe_finds_no_violation_while_searching_and_on_a_date(reader_with, sample):
    """Nor with a list of matches open, a wrong date, an empty view, many statuses and a date in the past."""
    page = reader_with(bypass_csp=True).open()
    page.evaluate(AXE_SCRIPT)
    page.get_by_role("combobox", name="Find a country").fill("chin")
    expect(page.get_by_role("option").first).to_be_visible()
    assert _violations(page) == []
    page.evaluate(
        "() => { for (const id of ['compare-tools', 'path-tools']) document.getElementById(id).open = true; }"
    )
    for name, text in (("First program", "a"), ("From", "chin"), ("To", "no such name")):
        page.get_by_label(name, exact=True).fill(text)
        expect(page.get_by_role("option").first).to_be_visible()
        assert _violations(page) == []
    page.get_by_role("button", name="Find", exact=True).press("Enter")
    expect(page.locator("#path-error")).to_be_visible()
    assert _violations(page) == []
    page.get_by_label("As of").fill("2023-13")
    page.get_by_label("As of").press("Enter")
    assert _violations(page) == []
    everything = {"status": ["current", "planned", "denied", "ended"], "unsure": True}
    for view in _views(page):
        page.evaluate("(state) => lunargraph.set(state)", {"date": "2021", "confidence": 0, **everything, "view": view})
        assert _violations(page) == []
        page.evaluate("(state) => lunargraph.set(state)", {"date": "", "confidence": 1, "view": view})
        assert _violations(page) == []


SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"""
CUT = """() => [...document.querySelectorAll("button, label, th, td, li, p, h1, h2, dd, dt, summary")].filter((one) => {
  const style = getComputedStyle(one);
  return one.offsetParent && style.clipPath === "none" && style.overflow !== "visible" && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
}).map((one) => one.outerHTML.slice(0, 120))"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
BEYOND = """() => [...document.querySelectorAll("header *, #timebar *, .view-bar *, #controls *")].filter((one) => {
  const box = one.getBoundingClientRect();
  return one.offsetParent && getComputedStyle(one).clipPath === "none" && (box.right > innerWidth + 1 || box.left < -1);
}).map((one) => one.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("size", [(640, 400), (360, 740), (320, 256)])
def test_large_type_and_wide_spacing_cut_nothing(reader_with, size):
    """A page at 200 or 400 per cent, and with the spacing that readers may set, shows all its controls."""
    page = reader_with(viewport={"width": size[0], "height": size[1]}, bypass_csp=True).open()
    page.add_style_tag(content=SPACING)
    page.evaluate("() => { document.getElementById('controls').open = true; }")
    for view in _views(page):
        page.evaluate("(view) => lunargraph.set({ view })", view)
        assert page.evaluate(SIDEWAYS) <= 0, view
        assert page.evaluate(BEYOND) == [], view
        assert page.evaluate(CUT) == [], view


def test_a_sheet_does_not_hide_what_is_focused(reader_with):
    """On a telephone the page can be scrolled clear of the panel, and the browser does so for what has focus."""
    page = reader_with(viewport={"width": 360, "height": 740}, has_touch=True).open("#node=country:CHN")
    page.locator("#play").focus()
    play, sheet = page.locator("#play").bounding_box(), page.locator("#details").bounding_box()
    assert play["y"] + play["height"] <= sheet["y"] + 1


def test_marks_stay_where_a_system_has_its_own_colours(reader_with):
    """With forced colours every mark of the matrix and every line of the legend has a colour of the system."""
    page = reader_with(forced_colors="active").open("#view=matrix&status=current,planned,denied,ended")
    inks = page.locator("#matrix-table .mark").evaluate_all(
        "(all) => [...new Set(all.map((one) => getComputedStyle(one).color))]"
    )
    text = page.evaluate(
        "() => { const one = document.createElement('i'); one.style.color = 'CanvasText'; document.body.append(one); return getComputedStyle(one).color; }"
    )
    assert inks == [text]
    assert page.locator("[role=tab][aria-selected=true]").evaluate(
        "(one) => getComputedStyle(one).backgroundColor"
    ) != page.locator("[role=tab][aria-selected=false]").first.evaluate(
        "(one) => getComputedStyle(one).backgroundColor"
    )


def test_still_pictures_for_those_who_asked_for_them(reader_with):
    """Nothing moves by itself, and play goes on at a slower pace."""
    page = reader_with(reduced_motion="reduce").open()
    moving = page.evaluate("() => document.getAnimations().length")
    assert moving == 0
    assert page.evaluate("() => matchMedia('(prefers-reduced-motion: reduce)').matches")


def test_what_the_tooltip_says_can_be_read_without_a_mouse(reader, sample):
    """Name, kind, status, stories and flags of what one points at stand in the panel and in the table."""
    page = reader.open(f"#view=table&edge={sample.disputed}")
    facts = page.locator("#details").inner_text()
    for word in ("Mexico", "International Lunar Research Station", "current", "2 independent stories", "disputed"):
        assert word in facts
    row = page.locator(f"tr[data-tie='{sample.disputed}']").inner_text()
    for word in ("Mexico", "member of", "current", "2", "disputed"):
        assert word in row


@pytest.mark.parametrize("view", ["table", "matrix"])
def test_names_from_right_to_left_do_not_disturb_their_line(browser, sample, tmp_path, view):
    """An Arabic name, or one that turns the line round, stays within its own bounds."""
    graph = sample.graph.copy()
    graph.nodes["country:ARE"]["name"] = "الإمارات (1) العربية"
    graph.nodes["country:AUS"]["name"] = "\u202eAustralia"
    write_page(graph, sample.claims, sample.articles, tmp_path / "page.html")
    page = Reader(browser, (tmp_path / "page.html").as_uri()).open(f"#view={view}&find=artemis accords")
    rows = {"table": "#ties-body th[scope=row] button", "matrix": "#matrix-table tbody th[data-camp] button"}
    for name in ("الإمارات", "Australia"):
        cell = page.locator(rows[view], has_text=name).first
        assert cell.locator("bdi").count() == 1
        assert cell.evaluate("(one) => getComputedStyle(one).direction") == "ltr"
        assert cell.evaluate("(one) => getComputedStyle(one.querySelector('bdi')).unicodeBidi") == "isolate"
    assert page.evaluate("() => document.documentElement.lang") == "en"
    page.context.close()
