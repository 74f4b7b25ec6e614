import importlib.util
import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from lunargraph.build import build
from lunargraph.explorer import write_page

FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"


@pytest.fixture(scope="session")
def sample():
    """The sample graph with its claims and articles."""
    path = Path(__file__).parents[1] / "explorer" / "sample.py"
    spec = importlib.util.spec_from_file_location("explorer_sample", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made = module.Sample()
    made.module = module
    return made


@pytest.fixture(scope="session")
def address(sample, tmp_path_factory):
    """The file address of the sample's page."""
    path = tmp_path_factory.mktemp("page") / "lunargraph.html"
    write_page(sample.graph, sample.claims, sample.articles, path)
    return path.as_uri()


@pytest.fixture(scope="session")
def shipped(tmp_path_factory):
    """A build of the articles that come with the repository: its folder."""
    folder = tmp_path_factory.mktemp("shipped") / "outputs"
    build([Path(__file__).parents[2] / "data" / "articles"], folder)
    return folder


@pytest.fixture(scope="session")
def browser():
    """A real Chromium; without one the tests fail, because a page that nobody opened is not tested."""
    program = os.environ.get("LUNARGRAPH_CHROMIUM") or shutil.which("chromium")
    if not program:
        pytest.fail("No Chromium found; install it (apt-get install chromium) or name it in LUNARGRAPH_CHROMIUM.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, headless=True, args=FLAGS.split())
        yield browser
        browser.close()


class Reader:
    """A person in front of the page, without a network; keeps what the browser asked for and complained about."""

    def __init__(self, browser, address, **context):
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, "offline": True, **context})
        self.context.set_default_timeout(10_000)
        self.page = self.context.new_page()
        self.address = address
        self.requests, self.complaints, self.dialogs = [], [], []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on(
            "console", lambda line: self.complaints.append(line.text) if line.type in {"error", "warning"} else None
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", self._dismiss)

    def _dismiss(self, dialog):
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def open(self, fragment=""):
        self.page.goto(self.address + fragment)
        self.page.wait_for_function("window.lunargraph !== undefined")
        return self.page

    def counts(self):
        """The two numbers that the page says it shows, checked against the picture."""
        words = self.page.inner_text("#counter").replace(",", "").split()
        said = (int(words[1]), int(words[3]))
        shown = self.page.evaluate(
            """() => { const body = lunargraph.network.body; const open = (all) => Object.values(all).filter((x) => !x.options.hidden).length;
            return [open(body.nodes), open(body.edges)]; }"""
        )
        assert list(said) == shown
        return said

    def ties(self):
        return set(self.page.evaluate("() => [...lunargraph.visible().ties.keys()]"))

    def nodes(self):
        return set(self.page.evaluate("() => [...lunargraph.visible().nodes]"))

    def click_canvas(self, place):
        frame = self.page.locator("#graph-frame").bounding_box()
        self.page.mouse.click(frame["x"] + place["x"], frame["y"] + place["y"])

    def where_tie(self, tie):
        """A point of the frame where a person can hit the tie: on its line, off nodes and names, not a hair from another.

        The picture is waited for, and the roomiest point is taken.
        """
        return self.page.evaluate(
            """async (id) => { const n = lunargraph.network;
            for (let frames = 0; frames < 2; frames += 1) await new Promise(requestAnimationFrame);
            const hit = (at) => n.getNodeAt(at) === undefined && n.getEdgeAt(at) === id && !lunargraph.labelAt(n.DOMtoCanvas(at));
            const roomy = (at, by) => [[0, 0], [by, 0], [-by, 0], [0, by], [0, -by]].every(([x, y]) => hit({ x: at.x + x, y: at.y + y }));
            for (const by of [6, 4, 2]) for (let t = 0.1; t < 0.9; t += 0.01) {
              const at = n.canvasToDOM(n.body.edges[id].edgeType.getPoint(t));
              if (roomy(at, by)) return at;
            } return null; }""",
            tie,
        )

    def where_node(self, node):
        return self.page.evaluate("(id) => lunargraph.network.canvasToDOM(lunargraph.network.getPosition(id))", node)


@pytest.fixture
def reader(browser, address):
    """A reader; at the end the page must have loaded nothing, complained about nothing and opened no dialog."""
    person = Reader(browser, address)
    yield person
    assert {url.split("#")[0] for url in person.requests} == {address}
    assert person.complaints == []
    assert person.dialogs == []
    person.context.close()


@pytest.fixture
def reader_with(browser, address):
    """Make a reader with another window or other preferences."""
    people = []

    def make(**context):
        people.append(Reader(browser, address, **context))
        return people[-1]

    yield make
    for person in people:
        person.context.close()
