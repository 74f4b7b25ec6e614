"""Names in the picture: none covers another or a node, the great ones are always there, the others come as one comes nearer."""

from itertools import combinations

import pytest

from tests.browser.conftest import Reader

#: What is on the picture, in pixels of its frame: boxes of names and of nodes, and whether a node is a large program.
BOXES = """() => {
  const network = lunargraph.network, scale = network.getScale();
  const frame = document.getElementById("graph-frame");
  const place = ({ x, y }) => network.canvasToDOM({ x, y });
  const names = lunargraph.labels().map((label) => {
    const [low, high] = [place({ x: label.left, y: label.top }), place({ x: label.right, y: label.bottom })];
    return { id: label.id, words: label.lines.join(" "), type: label.points * scale, left: low.x, top: low.y, right: high.x, bottom: high.y };
  });
  const nodes = [...lunargraph.visible().nodes].map((id) => {
    const { x, y } = place(network.getPosition(id));
    const { size, font } = network.body.nodes[id].options;
    const reach = size * scale;
    return { id, great: font.size > 16, left: x - reach, right: x + reach, top: y - reach, bottom: y + reach };
  });
  return { names, nodes, width: frame.clientWidth, height: frame.clientHeight };
}"""

TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def _collide(one, other):
    return (
        one["left"] < other["right"]
        and other["left"] < one["right"]
        and one["top"] < other["bottom"]
        and other["top"] < one["bottom"]
    )


def _check(found, *, at_rest=True):
    names, nodes = found["names"], found["nodes"]
    assert [(a["words"], b["words"]) for a, b in combinations(names, 2) if _collide(a, b)] == []
    assert [(a["words"], b["id"]) for a in names for b in nodes if a["id"] != b["id"] and _collide(a, b)] == []
    assert min(name["type"] for name in names) > 10
    if at_rest:
        assert {node["id"] for node in nodes if node["great"]} <= {name["id"] for name in names}


@pytest.mark.parametrize(("width", "height", "least"), [(1400, 900, 1.0), (1024, 768, 0.7), (360, 740, 0.25)])
def test_names_of_the_page_that_ships_do_not_overlap_at_rest(browser, shipped, width, height, least):
    """At 1400 pixels every node has its name; on smaller screens as many as there is room for."""
    reader = Reader(browser, (shipped / "lunargraph.html").as_uri(), viewport={"width": width, "height": height})
    page = reader.open()
    found = page.evaluate(BOXES)
    _check(found)
    assert len(found["names"]) >= least * len(found["nodes"])
    for name in found["names"]:
        assert 0 <= name["left"] <= name["right"] <= found["width"]
        assert 0 <= name["top"] <= name["bottom"] <= found["height"]
    reader.context.close()


def test_names_come_as_one_comes_nearer(browser, shipped):
    """On a telephone each step of the zoom names more of the nodes, until nearly all have one."""
    reader = Reader(browser, (shipped / "lunargraph.html").as_uri(), viewport={"width": 360, "height": 740})
    page = reader.open()
    counts = []
    for nearer in (False, True, True, True, True):
        if nearer:
            page.locator("#graph-frame").hover()
            for _ in range(4):
                page.mouse.wheel(0, -600)
            page.evaluate(TWO_FRAMES)
        found = page.evaluate(BOXES)
        # the name of a node at the very edge would leave the frame
        _check(found, at_rest=not nearer)
        counts.append(len(found["names"]))
    assert counts == sorted(set(counts))
    assert counts[-1] >= 0.97 * len(found["nodes"])
    reader.context.close()


def test_a_selection_names_all_that_it_touches(reader):
    """What a selection fades has no name; the chosen node and its neighbours have."""
    page = reader.open("#node=country:BLR")
    named = {name["id"] for name in page.evaluate(BOXES)["names"]}
    assert "country:BLR" in named
    lit = page.evaluate(
        "() => Object.values(lunargraph.network.body.nodes).filter((n) => !n.options.hidden && n.options.opacity === 1).map((n) => n.id)"
    )
    assert named == set(lit)


def test_a_click_on_a_name_chooses_its_node(reader):
    """The name is as good as the node."""
    page = reader.open()
    name = next(name for name in page.evaluate(BOXES)["names"] if name["words"] == "Belarus")
    reader.click_canvas({"x": (name["left"] + name["right"]) / 2, "y": (name["top"] + name["bottom"]) / 2})
    page.wait_for_function("lunargraph.state().node === 'country:BLR'")


@pytest.mark.parametrize(("scheme", "ink"), [("light", (28, 33, 38)), ("dark", (233, 236, 239))])
def test_names_contrast_with_the_page_in_both_schemes(reader_with, scheme, ink):
    """The canvas has the ink of the scheme where a name is written."""
    page = reader_with(color_scheme=scheme).open()
    name = next(name for name in page.evaluate(BOXES)["names"] if name["words"] == "Belarus")
    found = page.evaluate(
        """([box, ink]) => { const canvas = document.querySelector("#graph-frame canvas"); const ratio = canvas.width / canvas.clientWidth;
        const part = [box.left, box.top, box.right - box.left, box.bottom - box.top].map((n) => n * ratio);
        const { data } = canvas.getContext("2d").getImageData(...part);
        for (let i = 0; i < data.length; i += 4) if (ink.every((value, at) => Math.abs(value - data[i + at]) < 12)) return true;
        return false; }""",
        [name, list(ink)],
    )
    assert found


def test_what_is_denied_is_crossed_out(reader, sample):
    """There is a cross on every denied tie that is shown, and on no other."""
    page = reader.open("#status=current,denied")
    denied = {key for *_, key, data in sample.graph.edges(keys=True, data=True) if data["status"] == "denied"}
    crosses = page.evaluate("() => lunargraph.crosses().map((cross) => cross.id)")
    assert set(crosses) == denied & reader.ties()
    assert crosses
