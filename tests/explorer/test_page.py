"""The file that is written: whole, the same every time, and closed to everything but its own scripts."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest

from lunargraph.errors import OutputError
from lunargraph.explorer import write_page
from lunargraph.explorer.data import page_data
from lunargraph.explorer.layout import place
from lunargraph.explorer.page import SCRIPTS, draw, embed, render_page


class _Elements(HTMLParser):
    """The elements of a page with their attributes, and the text of scripts and styles."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.found = []
        self.open = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append([tag, dict(attrs), ""])
        self.open = True

    def handle_endtag(self, tag):  # noqa: ARG002 - the parser's signature
        self.open = False

    def handle_data(self, data):
        if self.open:
            self.found[-1][2] += data

    def all(self, tag):
        return [(attributes, text) for name, attributes, text in self.found if name == tag]


@pytest.fixture(scope="module")
def page(sample):
    return render_page(sample.graph, sample.claims, sample.articles)


@pytest.fixture(scope="module")
def elements(page):
    return _Elements(page)


def _digest(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _policy(elements):
    content = next(a["content"] for a, _ in elements.all("meta") if a.get("http-equiv") == "Content-Security-Policy")
    return dict(part.strip().split(" ", 1) for part in content.split(";"))


def test_same_input_gives_the_same_bytes(sample, tmp_path):
    """Two writes are identical, even where rows, nodes and edges come in another order."""
    other = nx.MultiDiGraph()
    other.add_nodes_from(reversed(list(sample.graph.nodes(data=True))))
    other.add_edges_from(reversed(list(sample.graph.edges(keys=True, data=True))))
    write_page(sample.graph, sample.claims, sample.articles, tmp_path / "one.html")
    write_page(other, sample.claims.sample(frac=1, random_state=1), sample.articles[::-1], tmp_path / "two.html")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_writing_changes_neither_graph_nor_tables(sample):
    """The page only reads what it is given."""
    before = (nx.node_link_data(sample.graph, edges="edges"), sample.claims.copy(), sample.articles.copy())
    render_page(sample.graph, sample.claims, sample.articles)
    assert str(nx.node_link_data(sample.graph, edges="edges")) == str(before[0])
    pd.testing.assert_frame_equal(sample.claims, before[1])
    pd.testing.assert_frame_equal(sample.articles, before[2])


def test_pyvis_holds_every_node_and_tie_with_physics_off(sample):
    """No parallel tie is merged or overwritten on the way into pyvis."""
    network = draw(page_data(sample.graph, sample.claims, sample.articles), place(sample.graph))
    assert network.num_nodes() == sample.graph.number_of_nodes()
    assert network.num_edges() == sample.graph.number_of_edges()
    assert len({edge["id"] for edge in network.edges}) == network.num_edges()
    assert network.options["physics"]["enabled"] is False
    assert "'Segoe UI'" in network.options["nodes"]["font"]["face"]


def test_policy_allows_exactly_the_scripts_and_style_of_the_page(elements):
    """Every script that runs has its hash in the policy, and there is no hash more."""
    policy = _policy(elements)
    scripts = [text for attributes, text in elements.all("script") if "type" not in attributes]
    assert len(scripts) == len(SCRIPTS)
    assert policy["script-src"].split() == [_digest(text) for text in scripts]
    assert policy["style-src"].split() == [_digest(text) for _, text in elements.all("style")]
    assert policy["default-src"] == "'none'"
    assert "unsafe" not in str(policy)


def test_no_element_refers_to_anything_outside(elements, page):
    """Nothing is loaded: no src at all, and href only within the page or as data."""
    attributes = [(name, value) for _, found, _ in elements.found for name, value in found.items()]
    assert not [value for name, value in attributes if name in {"src", "srcset", "action", "poster", "style"}]
    assert not [name for name, _ in attributes if name.startswith("on")]
    assert {value for name, value in attributes if name == "href"} == {"data:,", "#view=table"}
    assert {attributes.get("rel") for attributes, _ in elements.all("link")} == {"icon"}
    assert "sourceMappingURL" not in page
    style = elements.all("style")[0][1]
    assert "url(" not in style
    assert "@import" not in style


def test_hostile_text_stays_inside_its_json(sample, elements, page):
    """Names and sentences full of markup add no element and come back unchanged from the JSON."""
    scripts = elements.all("script")
    assert len(scripts) == len(SCRIPTS) + 3
    assert not elements.all("img")
    for hostile in (sample.module.SCRIPT, sample.module.IMAGE, sample.module.BREAKOUT):
        assert hostile not in page
    facts = json.loads(next(text for attributes, text in scripts if attributes.get("id") == "facts"))
    assert sample.module.SCRIPT in [node["name"] for node in facts["nodes"]]
    assert any(sample.module.BREAKOUT in claim["sentence"] for claim in facts["claims"].values())
    evil = facts["articles"]["evil"]
    assert (evil["url"], evil["link"]) == (sample.module.JAVASCRIPT, False)


def test_title_is_text(sample):
    """The heading is escaped, in the title as on the page."""
    title = "<script>alert(1)</script> & more"
    page = render_page(sample.graph, sample.claims, sample.articles, title=title)
    assert title not in page
    elements = _Elements(page)
    assert elements.all("title")[0][1] == title
    assert elements.all("h1")[0][1].strip() == title


@pytest.mark.parametrize("text", ["</script>", "<!--", "&lt;", "\u2028\u2029", "\ud800", '"\\'])
def test_embedded_json_is_ascii_without_markup(text):
    """Whatever the text, its JSON holds no character that HTML or a line of JavaScript could take amiss."""
    embedded = str(embed([text]))
    assert embedded.isascii()
    assert not set(embedded) & set("<>&")
    assert json.loads(embedded) == [text]


def test_lone_surrogates_do_not_break_the_page(sample, tmp_path):
    """Text that is no valid Unicode is still written."""
    graph = sample.graph.copy()
    graph.add_node("country:X", kind="country", name="X\ud800", aliases=["\udfff"])
    write_page(graph, sample.claims, sample.articles, tmp_path / "page.html", title="\ud800")
    assert (tmp_path / "page.html").read_text(encoding="utf-8")


def test_an_empty_graph_gives_a_page(tmp_path):
    """No articles, no ties: still a page."""
    write_page(nx.MultiDiGraph(), pd.DataFrame(columns=["id"]), pd.DataFrame(columns=["id"]), tmp_path / "page.html")
    assert "0 ties from 0 claims" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_a_folder_that_does_not_exist_is_one_sentence(sample, tmp_path):
    """The error names the file and the way out."""
    with pytest.raises(
        OutputError, match=r"page\.html cannot be written \(No such file or directory\); choose another"
    ):
        write_page(sample.graph, sample.claims, sample.articles, tmp_path / "nowhere" / "page.html")


def test_a_failed_write_leaves_the_earlier_page(sample, tmp_path, monkeypatch):
    """The page appears whole or not at all, and nothing half-written stays behind."""
    path = tmp_path / "page.html"
    path.write_text("earlier", encoding="utf-8")

    def fail(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OutputError, match="No space left"):
        write_page(sample.graph, sample.claims, sample.articles, path)
    assert [file.name for file in tmp_path.iterdir()] == ["page.html"]
    assert path.read_text(encoding="utf-8") == "earlier"


def test_vis_network_is_unchanged_and_has_its_licence():
    """The vendored file is byte for byte the one that its makers published, and its licence is beside it."""
    vendor = resources.files("lunargraph.explorer") / "vendor"
    digest = hashlib.sha256((vendor / "vis-network-9.1.2.min.js").read_bytes()).hexdigest()
    assert digest == "1f20f0736f32cb9bedf8f6383b25cfea2f839e1abe80d6e8040b4d5bea378c69"
    licence = (vendor / "LICENSE-vis-network.txt").read_text(encoding="utf-8")
    assert "Almende" in licence
    assert "Permission is hereby granted, free of charge" in licence


@pytest.mark.parametrize("name", SCRIPTS[1:])
def test_scripts_never_turn_text_into_markup(name):
    """Our scripts use none of the doors by which text becomes markup or code, and stay short."""
    script = (resources.files("lunargraph.explorer") / name).read_text(encoding="utf-8")
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacent|document\.write|DOMParser|eval\(|new Function|\.cssText", script
    )
    assert len(script.splitlines()) < 450
    assert "</script" not in script
    assert "<!--" not in script
