"""What leaves the page: pictures, tables, links, paper, and the page inside another page."""

import csv
import html
import io
import json
import struct
import xml.etree.ElementTree as ET
import zlib
from pathlib import Path
from urllib.parse import urlparse
from urllib.request import url2pathname

import pytest

from lunargraph.explorer import write_page

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"


def saved(page, kind, place=None):
    """The bytes and the name of what a press of the menu's button saves."""
    where = place or page
    if where.locator("#share-panel").is_hidden():
        where.locator("#share").click()
    with page.expect_download() as download:
        where.locator(f"#share-{kind}").click()
    return download.value.path().read_bytes(), download.value.suggested_filename


def parsed(data):
    return ET.fromstring(data)  # noqa: S314 - our own


def pixels(data):
    """Width, height and the set of distinct bytes of a PNG's rows."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", data[16:24])
    at, packed = 8, b""
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        if data[at + 4 : at + 8] == b"IDAT":
            packed += data[at + 8 : at + 8 + length]
        at += 12 + length
    return width, height, set(zlib.decompress(packed))


def words(root, part):
    return " ".join("".join(group.itertext()) for group in root.iter(f"{SVG}g") if group.get("id") == part)


def rows(data):
    text = data.decode("utf-8-sig")
    assert text.count("\r\n") >= 1
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("view", ["map", "graph"])
def test_the_drawing_parses_and_says_what_it_is(reader, view):
    page = reader.open(f"#view={view}&date=2024-04&status=current,planned,denied")
    data, name = saved(page, "svg")
    assert name.startswith(f"lunargraph-{view}-as-of-2024-04")
    root = parsed(data)
    assert "Artemis Accords" in words(root, "legend")
    caption = words(root, "caption")
    for part in ("as of 2024-04", "articles", "status current, planned, denied", "less sure ties left out"):
        assert part in caption
    names = [element.tag.removeprefix(SVG) for element in root.iter()]
    assert "script" not in names
    assert "foreignObject" not in names
    assert not [
        key for element in root.iter() for key in element.attrib if key.startswith("on") or key.endswith("href")
    ]
    assert names.count("path") > 50


def test_the_graph_is_drawn_as_it_is_shown(reader):
    page = reader.open("#view=graph&status=current")
    root = parsed(saved(page, "svg")[0])
    titles = {title.text for title in root.iter(f"{SVG}title")}
    shown = page.evaluate(
        "() => ({nodes: [...lunargraph.visible().nodes], names: JSON.parse(document.getElementById('facts').textContent).nodes.map((n) => [n.id, n.name])})"
    )
    names = dict(shown["names"])
    assert names["country:BLR"] in titles
    assert sum(1 for node in shown["nodes"] if names[node] in titles) > 0.9 * len(shown["nodes"])


@pytest.mark.parametrize("view", ["map", "graph"])
def test_the_picture_has_twice_the_pixels_and_many_colours(reader, view):
    page = reader.open(f"#view={view}")
    root = parsed(saved(page, "svg")[0])
    width, height, values = pixels(saved(page, "png")[0])
    assert (width, height) == (round(2 * float(root.get("width"))), round(2 * float(root.get("height"))))
    assert len(values) > 20


def test_what_is_shown_comes_back_from_csv(reader):
    page = reader.open("#view=table&date=2024&status=current,planned,denied,ended&relation=member_of,leads")
    found = rows(saved(page, "csv")[0])
    shown = page.evaluate(
        """() => { const ties = new Map(JSON.parse(document.getElementById("facts").textContent).ties.map((t) => [t.id, t]));
        return [...lunargraph.visible().ties].map(([id, then]) => [ties.get(id).subject, ties.get(id).relation, ties.get(id).object, then.status]); }"""
    )
    got = [tuple(row[name].removeprefix("'") for name in ("subject", "relation", "object", "status")) for row in found]
    assert sorted(got) == sorted(map(tuple, shown))
    assert len(got) > 30
    for row in found:
        assert json.loads(row["links"]) == [link for link in json.loads(row["links"]) if link.startswith("http")]
        assert all(isinstance(sentence, str) for sentence in json.loads(row["sentences"]))
    assert set(found[0]) == {
        "subject", "subject_name", "relation", "object", "object_name", "status", "since", "until", "role",
        "support", "confidence", "disputed", "sentences", "links",
    }  # fmt: skip


@pytest.fixture
def hostile(sample, tmp_path):
    """A page whose names are formulas, markup and turned text."""
    graph = sample.graph.copy()
    graph.nodes["country:BLR"]["name"] = '=HYPERLINK("http://x.example","a")'
    graph.nodes["country:CHN"]["name"] = "</svg><script>alert(1)</script>\u202e\x00"
    graph.nodes["country:RUS"]["name"] = '"><img src=x onerror=alert(2)>\r\n+1'
    write_page(graph, sample.claims, sample.articles, tmp_path / "hostile.html", title="<b>lunar</b> ]]> & co")
    return (tmp_path / "hostile.html").as_uri()


@pytest.mark.parametrize("view", ["map", "graph"])
def test_hostile_names_stay_text(reader, hostile, view):
    home, reader.address = reader.address, hostile
    page = reader.open(f"#view={view}")
    root = parsed(saved(page, "svg")[0])
    assert not list(root.iter(f"{SVG}script"))
    assert "<script>" in "".join(root.itertext())
    assert "\u202e" not in "".join(root.itertext())
    assert "<b>lunar</b> ]]> & co" in words(root, "caption")
    assert pixels(saved(page, "png")[0])[0] > 500
    found = rows(saved(page, "csv")[0])
    assert '\'=HYPERLINK("http://x.example","a")' in {row["subject_name"] for row in found}
    assert not [value for row in found for value in row.values() if value[:1] in {"=", "+", "@", "\t", "\r"}]
    reader.requests[:] = [home for url in reader.requests if url.split("#")[0] == hostile]


def test_the_menu_by_keyboard_alone(reader):
    page = reader.open("#view=map")
    page.focus("#help")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("() => document.activeElement.id") == "share"
    page.keyboard.press("Enter")
    assert page.locator("#share-panel").is_visible()
    assert page.get_attribute("#share", "aria-expanded") == "true"
    stops = []
    for _ in range(6):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("() => document.activeElement.id"))
    assert stops == [f"share-{name}" for name in ("link", "png", "svg", "csv", "print", "embed")]
    page.focus("#share-svg")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".svg")
    page.keyboard.press("Escape")
    assert page.locator("#share-panel").is_hidden()
    assert page.evaluate("() => document.activeElement.id") == "share"


def test_a_table_has_no_picture_and_says_so(reader):
    page = reader.open("#view=table")
    page.click("#share")
    assert page.is_disabled("#share-png")
    assert page.is_disabled("#share-svg")
    assert "no picture" in page.inner_text("#share-none")


def test_the_link_is_copied_and_brings_back_what_was_shown(reader_with):
    reader = reader_with(permissions=["clipboard-read", "clipboard-write"])
    page = reader.open("#view=map&node=country:BLR&date=2024-04")
    page.click("#share")
    page.click("#share-link")
    page.wait_for_function("() => document.getElementById('share-said').textContent.includes('copied')")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied == page.evaluate("location.href")
    page.click("#share-embed")
    page.wait_for_function("() => document.getElementById('share-said').textContent.includes('code is copied')")
    code = parsed(page.evaluate("() => navigator.clipboard.readText()"))
    assert code.tag == "iframe"
    assert code.get("src") == copied
    assert code.get("title")


def test_without_a_clipboard_the_text_is_there_selected(reader):
    page = reader.open("#view=map&date=2024-04")
    page.evaluate("() => Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.click("#share")
    page.click("#share-link")
    page.wait_for_selector("#share-text:visible")
    assert page.input_value("#share-text") == page.evaluate("location.href")
    assert page.evaluate(
        "() => { const t = document.activeElement; return t.selectionEnd - t.selectionStart; }"
    ) == len(page.evaluate("location.href"))


def test_paper_has_the_view_and_no_controls(reader):
    page = reader.open("#view=map&date=2024-04&node=country:BLR")
    assert page.pdf().startswith(b"%PDF")
    page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    for hidden in ("#share", "#search", "#timebar", "#filters", "[role=tablist]", "#close", "#map-in"):
        assert page.locator(hidden).is_hidden()
    for visible in ("#world", "#map-legend", "#details-title", "#print-caption"):
        assert page.locator(visible).is_visible()
    assert "as of 2024-04" in page.inner_text("#print-caption")


def test_the_graph_keeps_its_shape_on_paper(reader):
    """Circles stay circles, whatever the shape of the sheet, and filters and boxes for pairs stay off it."""
    page = reader.open("#program=program:ILRS")
    page.emulate_media(media="print")
    assert page.locator("#graph-frame canvas").evaluate("(canvas) => getComputedStyle(canvas).objectFit") == "contain"
    for hidden in ("#chips", "#pairs", "#keyboard"):
        assert page.locator(hidden).is_hidden()
    assert page.locator(".legend").is_visible()


@pytest.mark.parametrize("way", ["src", "srcdoc"])
def test_the_page_works_inside_a_sandbox(address, tmp_path, reader_with, way):
    text = Path(url2pathname(urlparse(address).path)).read_text(encoding="utf-8")
    source = f'src="{address}"' if way == "src" else f'srcdoc="{html.escape(text)}"'
    outer = tmp_path / "outer.html"
    outer.write_text(
        f'<!DOCTYPE html><title>outer</title><iframe sandbox="allow-scripts allow-downloads" title="t" width="1200" height="760" {source}></iframe>',
        encoding="utf-8",
    )
    reader = reader_with()
    page = reader.page
    page.goto(outer.as_uri())
    inner = page.frame_locator("iframe")
    inner.locator("#tab-map").click()
    inner.locator('[data-node="country:CHN"]').click()
    assert inner.locator("#details-title").inner_text() == "China"
    assert "Artemis Accords" in words(parsed(saved(page, "svg", inner)[0]), "legend")
    assert len(pixels(saved(page, "png", inner)[0])[2]) > 20
    assert len(rows(saved(page, "csv", inner)[0])) > 30
    inner.locator("#share-link").click()
    inner.locator("#share-text").wait_for()
    assert "#view=map&node=country:CHN" in inner.locator("#share-text").input_value()
    assert reader.dialogs == []
