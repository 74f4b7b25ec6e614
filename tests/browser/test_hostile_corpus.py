"""Every text of a page is hostile, in every view and in what leaves the page: nothing runs, loads or is lost."""

import csv
import io
import xml.etree.ElementTree as ET

import pytest

from lunargraph.explorer import write_page
from tests.explorer import hostile

pytestmark = pytest.mark.browser

VIEWS = ["graph", "map", "matrix", "table"]
#: What no text may have made, and what no element may carry.
CENSUS = """() => ({
  elements: document.querySelectorAll("script, style, img, iframe, object, embed, base, form, link, meta, template, math, animate, use").length,
  handlers: [...document.querySelectorAll("*")].flatMap((e) => e.getAttributeNames()).filter((name) => name.startsWith("on")),
  links: [...document.querySelectorAll("a[href]")].map((a) => a.href).filter((href) => !/^(https?|file|blob):/.test(href)),
  hacked: window.hacked ?? null,
  title: document.title,
})"""
CLEAN = {"handlers": [], "links": [], "hacked": None}
UNITS = "(text) => Array.from({ length: text.length }, (_, i) => text.charCodeAt(i))"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The page of the corpus stands in for that of the sample."""
    path = tmp_path_factory.mktemp("hostile") / "lunargraph.html"
    write_page(*hostile.hostile_tables(), path, title=hostile.STRINGS["end of title"], built=hostile.STRINGS["image"])
    return path.as_uri()


def code_units(text):
    data = text.encode("utf-16-le", "surrogatepass")
    return [data[i] + 256 * data[i + 1] for i in range(0, len(data), 2)]


def settled(page):
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))")


def test_the_corpus_is_large():
    assert len(set(hostile.STRINGS.values())) == len(hostile.STRINGS) > 50


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_runs_in_any_view(reader, view):
    """All nodes and ties are chosen one after the other; the ``reader`` watches requests, complaints and dialogs."""
    page = reader.open(f"#view={view}")
    before = page.evaluate(CENSUS)
    ids = page.evaluate("() => [Facts.nodes.map((n) => n.id), Facts.ties.map((t) => t.id)]")
    assert len(ids[0]) > 2 * len(hostile.STRINGS)
    for part, found in zip(("node", "edge"), ids, strict=True):
        for one in found:
            page.evaluate("(chosen) => lunargraph.set(chosen)", {part: one})
    for chosen in (
        {"compare": hostile.PROGRAMS},
        {"path": ["country:PER", "country:BRA"]},
        {"help": True},
        {"list": "undated"},
    ):
        page.evaluate("(chosen) => lunargraph.set(chosen)", chosen)
        settled(page)
    for summary in page.locator("#details summary").all():
        summary.click()
    after = page.evaluate(CENSUS)
    assert after == {**before, **CLEAN}


def test_texts_are_shown_as_they_are(reader):
    """To the last code unit: a name, a sentence, a title and an outlet stand in the panel as articles have them."""
    page = reader.open("#view=table")
    for number, text in enumerate(hostile.STRINGS.values()):
        page.evaluate("(edge) => lunargraph.set({ edge })", f"{number:08x}mmmmmmmm")
        shown = page.evaluate(f"() => ({UNITS})(document.querySelector('#details blockquote').textContent)")
        assert _holds(shown, code_units(text)), text
        panel = page.evaluate(f"() => ({UNITS})(document.getElementById('details-body').textContent)")
        assert _times(panel, code_units(text)) >= 3, text


def _times(units, part):
    """How often a run of code units stands in another, overlaps aside."""
    whole, piece = (bytes(b for unit in run for b in divmod(unit, 256)) for run in (units, part))
    return whole.count(piece)


def _holds(units, part):
    return _times(units, part) > 0


@pytest.mark.parametrize("name", ["script", "nul", "lone high", "override", "curly", "quotes", "prototype", "arabic"])
def test_search_finds_and_shows_them(reader, name):
    page = reader.open()
    page.get_by_role("combobox", name="Find a country").focus()
    page.evaluate(
        """(text) => { const box = document.getElementById("search"); box.value = text; box.dispatchEvent(new Event("input")); }""",
        hostile.STRINGS[name],
    )
    assert page.get_by_role("option").count() >= 1
    page.keyboard.press("Enter")
    shown = page.evaluate(f"() => ({UNITS})(document.getElementById('details-title').textContent)")
    assert _holds(shown, code_units(hostile.STRINGS[name]))


@pytest.mark.parametrize("view", ["graph", "map", "matrix"])
def test_pictures_carry_them_as_text(reader, view):
    page = reader.open(f"#view={view}")
    page.locator("#share").click()
    with page.expect_download() as download:
        page.locator("#share-svg").click()
    assert set(download.value.suggested_filename) <= set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-"
    )
    root = ET.fromstring(download.value.path().read_bytes())  # noqa: S314 - our own
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert not tags & {"script", "image", "foreignObject", "use", "animate", "a", "iframe"}
    attributes = {key.rpartition("}")[2] for element in root.iter() for key in element.attrib}
    assert not {key for key in attributes if key.startswith("on") or key == "href"}
    assert "<script>" in "".join(root.itertext())


def test_the_table_that_is_saved_runs_no_formula(reader):
    page = reader.open("#view=table")
    page.locator("#share").click()
    with page.expect_download() as download:
        page.locator("#share-csv").click()
    text = download.value.path().read_bytes().decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(found) >= 2 * len(hostile.STRINGS)
    cells = [cell for row in found for cell in row.values()]
    assert not [cell for cell in cells if cell[:1] in set("=+@\t\r\n")]
    names = {row["subject_name"].removeprefix("'") for row in found}
    assert {hostile.STRINGS["script"], hostile.STRINGS["nul"], hostile.STRINGS["formula"]} <= names


def test_the_code_for_other_pages_is_closed(reader):
    """The title stands in an attribute of the code that is copied."""
    reader.context.grant_permissions([])
    page = reader.open()
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    page.locator("#share").click()
    page.locator("#share-embed").click()
    code = page.locator("#share-text").input_value()
    assert code.count("<") == 2
    assert code.endswith("></iframe>")
    assert hostile.STRINGS["image unquoted"] not in code
