"""The explorer page inside a notebook."""

import html
import re
import xml.etree.ElementTree as ET

import nbformat
import pytest
from nbclient import NotebookClient

import lunargraph
from lunargraph.answers.pages import Shown
from lunargraph.build import build
from lunargraph.errors import OutputError, QueryError


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    """A build of two reports."""
    folder = tmp_path_factory.mktemp("shown")
    (folder / "one.txt").write_text("Thailand joined the International Lunar Research Station on 5 April 2024.")
    (folder / "two.txt").write_text("Thailand and Peru signed the Artemis Accords on 16 December 2024.")
    build([folder], folder / "outputs")
    return lunargraph.load(folder / "outputs")


def test_it_is_the_page_in_a_sandboxed_frame(graph):
    shown = graph.show(height=500)
    page = (graph.folder / "lunargraph.html").read_text(encoding="utf-8")
    assert page.count('name="lunargraph-state" content=""') == 1
    page = page.replace('name="lunargraph-state" content=""', 'name="lunargraph-state" content="#view=graph"')
    (tag,) = re.findall(r"<iframe [^>]*>", shown._repr_html_())
    assert html.unescape(re.search(r'srcdoc="([^"]*)"', tag)[1]) == page
    assert 'sandbox="allow-scripts allow-downloads allow-popups"' in tag
    assert "allow-same-origin" not in tag
    assert 'height="500"' in tag


def test_a_reader_without_scripts_gets_a_chart_and_text(graph):
    bundle = graph.show()._repr_mimebundle_()
    assert set(bundle) == {"text/html", "image/svg+xml", "text/plain"}
    root = ET.fromstring(bundle["image/svg+xml"])  # noqa: S314 - our own
    texts = "".join(root.itertext())
    for name, number in graph.show().sizes:
        assert name in texts
        assert f"{name} {number}" in bundle["text/plain"]
        members = graph.members(name, status="current")
        assert int(members["iso3"].ne("").sum()) == number
    assert set(graph.show()._repr_mimebundle_(include={"text/plain"})) == {"text/plain"}
    assert "text/html" not in graph.show()._repr_mimebundle_(exclude={"text/html"})


def test_it_opens_as_asked(graph):
    """View, date, comparison and confidence stand in the page's head; the chart is of the date, too."""
    shown = graph.show(view="map", as_of="2024-04", compare=("ILRS", "Artemis Accords"), min_confidence=0)
    (state,) = re.findall(r'<meta name="lunargraph-state" content="([^"]*)">', shown.page)
    assert html.unescape(state) == (
        "#view=map&date=2024-04&compare=program:ILRS,program:ARTEMIS_ACCORDS&confidence=0&unsure=1"
    )
    assert shown.sizes == [("International Lunar Research Station", 1)]
    assert "as of 2024-04" in repr(shown)
    assert "Countries in each program as of 2024-04" in shown.svg()
    (about,) = re.findall(r'<meta name="lunargraph-state" content="([^"]*)">', graph.show(about="TH").page)
    assert html.unescape(about) == "#view=graph&node=country:THA"


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ({"view": "globe"}, "no view"),
        ({"as_of": "soon"}, "not a date"),
        ({"about": "Atlantis"}, "names nothing"),
        ({"compare": ("ILRS", "Thailand")}, "no program"),
        ({"compare": ("ILRS", "ILRS")}, "two programs"),
        ({"compare": ("ILRS",)}, "two programs"),
        ({"compare": ("ILRS", "Artemis Accords"), "about": "Peru"}, "one thing"),
        ({"min_confidence": 2}, "no confidence"),
    ],
)
def test_what_it_cannot_open_with(graph, asked, word):
    with pytest.raises(QueryError, match=word):
        graph.show(**asked)


def test_hostile_names_stay_text():
    shown = Shown("<p>'\"&</p>", 300, '"><script>alert(1)</script>', [("</text><script>\x00\u202e", 3), ("b", 0)])
    root = ET.fromstring(shown.svg())  # noqa: S314 - our own
    assert not [element for element in root.iter() if element.tag.endswith("script")]
    assert "<script>" not in shown._repr_html_()


def test_no_members_at_all():
    assert ET.fromstring(Shown("", 1, "none", []).svg()) is not None  # noqa: S314 - our own


def test_a_build_without_its_page_says_what_to_do(graph, monkeypatch, tmp_path):
    monkeypatch.setattr(graph, "folder", tmp_path)
    with pytest.raises(OutputError, match="lunargraph build"):
        graph.show()


@pytest.mark.notebook
def test_a_notebook_shows_it(graph):
    cells = [nbformat.v4.new_code_cell(f"import lunargraph\nlunargraph.load({str(graph.folder)!r}).show()")]
    book = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(book, timeout=120).execute()
    (output,) = book.cells[0].outputs
    assert set(output["data"]) == {"text/html", "image/svg+xml", "text/plain"}
    assert "srcdoc" in output["data"]["text/html"]
