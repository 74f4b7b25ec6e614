"""Everybody can read the page: what axe-core finds, large type, fixed colours, still pictures, names of any script."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

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
    page.get_by_label("As of").fill("2023-13")
    page.get_by_label("As of").press("Enter")
    assert _violations(page) == []
    everything = {"status": ["current", "planned", "denied", "ended"], "unsure": True}
    for view in _views(page):
        page.evaluate("(state) => lunargraph.set(state)", {"date": "2021", "confidence": 0, **everything, "view": view})
        assert _violations(page) == []
        page.evaluate("(state) => lunargraph.set(state)", {"date": "", "confidence": 1, "view": view})
        assert _violations(page) == []
