"""A link that was copied opens what was on screen when it was copied: in every view, with every part of the state."""

import itertools
import random

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

VIEWS = ["graph", "map", "matrix", "table"]
#: What the panel shows, one at a time.
CHOICES = [
    {"node": "country:CHN"},
    {"edge": "EDGE"},
    {"compare": ["program:ILRS", "program:ARTEMIS_ACCORDS"]},
    {"path": ["country:BLR", "agency:NASA"]},
    {"list": "undated"},
    {"help": True},
    {},
]
#: Values for each other part, the first of them what the page begins with.
PARTS = {
    "date": ["", "2021", "2023-10", "2024-04-05"],
    "undated": [True, False],
    "relation": [["member_of", "leads", "cooperates_with", "agency_of", "part_of"], ["member_of"], []],
    "status": [["current", "planned"], ["denied"], ["ended", "current", "planned", "denied"]],
    "kind": [["country", "agency", "organization", "program"], ["program", "country"]],
    "program": ["", "program:ILRS"],
    "unsure": [False, True],
    "confidence": [0, 0.55],
    "support": [1, 2],
    "outlet": ["", "SpaceNews"],
    "from": ["", "2020"],
    "to": ["", "2025-03"],
    "around": [False, True],
    "rows": ["camp", "name", "programs"],
    "keys": [True, False],
    "find": ["", "moon & =#% “é”", "<b>,:/?"],
    "sort": [""],
}
#: All that a reader can tell apart: the state, what is drawn, and the words around it.
SEEN = """() => ({ state: lunargraph.state(), nodes: [...lunargraph.visible().nodes].sort(), ties: [...lunargraph.visible().ties].sort(),
  tab: document.querySelector("[role=tab][aria-selected=true]").textContent, counter: document.getElementById("counter").textContent,
  panel: document.getElementById("details").hidden ? "" : document.getElementById("details-body").innerText,
  boxes: [...document.querySelectorAll("#filters input[type=checkbox]")].map((box) => [box.name || box.id, box.value, box.checked]),
  rows: document.querySelectorAll("#table tbody tr").length, find: document.getElementById("table-search").value })"""


def states(sample):
    """Each choice alone, each value alone, and fifty mixtures, for every view."""
    chance = random.Random(17)  # noqa: S311 - a spread, not a secret
    alone = [{name: value} for name, values in PARTS.items() for value in values[1:]]
    mixed = [
        {name: chance.choice(values) for name, values in PARTS.items()} | chance.choice(CHOICES) for _ in range(50)
    ]
    for view, parts in itertools.product(VIEWS, [*CHOICES, *alone, *mixed]):
        if parts.get("edge") == "EDGE":
            parts = {**parts, "edge": sample.disputed}  # noqa: PLW2901 - the sample's own tie
        yield {"view": view, **parts}


def test_every_state_survives_its_address(reader, sample):
    """Over four hundred states: what the address says is what was chosen, to the last part."""
    page = reader.open()
    wanted = list(states(sample))
    sorts = page.evaluate(
        "() => ['name', '-name', 'since', '-since', 'status', '-confidence'].filter((one) => State.fromHash('#sort=' + one).sort === one)"
    )
    wanted += [{"view": "table", "sort": one} for one in sorts]
    assert len(sorts) > 1
    assert len(wanted) > 300
    known = {"view", *PARTS, *(name for choice in CHOICES for name in choice)}
    assert set(page.evaluate("() => Object.keys(State.get())")) == known
    lost = page.evaluate(
        """(wanted) => wanted.filter((parts) => {
        const state = { ...State.fromHash(""), ...parts };
        return JSON.stringify(State.fromHash(State.hash(state))) !== JSON.stringify(state) || !/^#|^$/.test(State.hash(state)); })""",
        wanted,
    )
    assert lost == []


@pytest.mark.parametrize("view", VIEWS)
def test_a_copied_link_opens_the_same(reader, browser, sample, view):
    """Through the share menu, into a fresh page, for each thing that the panel shows and some mixtures."""
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = reader.open()
    chosen = [parts for parts in states(sample) if parts["view"] == view]
    for parts in [*chosen[: len(CHOICES)], *chosen[-6:]]:
        page.evaluate("(parts) => State.set({ ...State.fromHash(''), ...parts }, { always: true })", parts)
        seen = page.evaluate(SEEN)
        page.locator("#share").click()
        page.locator("#share-link").click()
        expect(page.locator("#share-said")).to_contain_text("copied")
        link = page.evaluate("() => navigator.clipboard.readText()")
        page.keyboard.press("Escape")
        assert link.startswith(reader.address)
        other = reader.context.new_page()
        other.goto(link)
        other.wait_for_function("window.lunargraph !== undefined")
        assert other.evaluate(SEEN) == seen, parts
        other.close()


def test_back_and_forward_lead_through_what_was_chosen(reader):
    page = reader.open()
    for view, node in (("table", "country:CHN"), ("map", "country:BLR")):
        page.evaluate("(parts) => State.set(parts)", {"view": view, "node": node})
    page.go_back()
    assert page.evaluate("() => [State.get().view, State.get().node]") == ["table", "country:CHN"]
    page.go_forward()
    expect(page.locator("#details-title")).to_have_text("Belarus")
