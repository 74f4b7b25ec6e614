"""Encodings that pages declare, and markup that is made to take time."""

from __future__ import annotations

import io

import pytest

from lunargraph.articles import limits
from lunargraph.articles.readers.page_source import decoded_page, is_dense
from lunargraph.articles.readers.web import page_record, read_html
from lunargraph.errors import InputError

PRAGUE = "Česká republika podepsala dohody Artemis 3. května 2023; řekl to ministr zahraničí v Praze."
TOKYO = "日本は2020年10月13日にアルテミス合意に署名した。文部科学省が発表した。"
META = '<html><head><meta charset="{}"><title>x</title></head><body><p>{}</p></body></html>'
OLD = '<html><head><meta http-equiv="Content-Type" content="text/html; charset={}"></head><body><p>{}</p></body></html>'
XML = '<?xml version="1.0" encoding="{}"?><html><head><title>x</title></head><body><p>{}</p></body></html>'


def read(data):
    """Return the text of a page and the notes on it."""
    notes = []
    ((_, record),) = read_html(io.BytesIO(data), notes.append)
    return record["text"], notes


@pytest.mark.parametrize("page", [META, OLD, XML])
@pytest.mark.parametrize(
    ("encoding", "text"),
    [("iso-8859-2", PRAGUE), ("windows-1250", PRAGUE), ("shift_jis", TOKYO), ("euc-jp", TOKYO), ("iso-2022-jp", TOKYO)],
)
def test_what_a_page_declares_is_believed(page, encoding, text):
    """In a meta element, old or new, or in the declaration of XML; nothing is guessed."""
    found, notes = read(page.format(encoding, text).encode(encoding))
    assert (text in found, notes) == (True, [])


def test_bytes_say_better_than_declarations():
    """A mark and valid UTF-8 go before what is declared; nonsense is passed over."""
    for data in (
        META.format("iso-8859-2", PRAGUE).encode(),
        META.format("shift_jis", PRAGUE).encode("utf-16"),
        META.format("zlib", PRAGUE).encode(),
        META.format("unicode_escape", PRAGUE).encode(),
        META.format("utf-16", PRAGUE).encode(),
    ):
        assert PRAGUE in read(data)[0]


def test_one_broken_byte_makes_no_other_page():
    """The rest is read as declared, and the broken sign can be seen."""
    data = META.format("iso-8859-2", PRAGUE * 20).encode("iso-8859-2")
    assert decoded_page(data)[0].count(PRAGUE) == 20
    text, _ = decoded_page(META.format("shift_jis", TOKYO * 20).encode("shift_jis") + b"\xff")
    assert (text.count(TOKYO), text.count("\ufffd")) == (20, 1)


def test_the_servers_word_goes_before_the_pages():
    """As browsers have it."""
    data = META.format("iso-8859-1", PRAGUE).encode("iso-8859-2")
    assert PRAGUE in decoded_page(data, "text/html; charset=ISO-8859-2")[0]


def test_a_page_of_too_many_tags_is_read_by_paragraphs():
    """Paragraphs, items and cells in order, without menus and scripts; what its head says is kept."""
    head = '<title>Moon</title><meta property="og:site_name" content="The Page"><link rel="canonical" href="https://x.example/a">'
    menu = "<nav><ul><li>Home</ul></nav><script>var p = '<p>no'</script>"
    rows = "".join(f"<div><p>Row {i} <b>of</b> it<br>all</p><i></i></div>" for i in range(3000))
    page = f"<html><head>{head}</head><body>{menu}{rows}<footer><p>Rights</p></footer></body></html>"
    assert is_dense(page)
    record = page_record(page)
    assert record["text"].split("\n\n") == [f"Row {i} of it all" for i in range(3000)]
    assert (record["title"], record["outlet"], record["url"]) == ("Moon", "The Page", "https://x.example/a")


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("<p>" + "<b>x" * 300_001, "more than 300,000 tags"),
        ("<p " + " ".join(f"a{i}='1 2'" for i in range(5000)) + ">x", "attributes"),
        ("<div>" * 20_000, "thousands deep"),
        (" \n", "empty"),
    ],
)
def test_markup_that_takes_time_is_refused(page, message):
    """Too many tags or attributes, or nothing in them."""
    with pytest.raises(InputError, match=message):
        page_record(page)


def test_pictures_in_a_page_do_not_count():
    """A page saved as one file holds its pictures as data."""
    picture = f"<img src='data:image/png;base64,{'iVBOR' * 800_000}'>"
    page = f"<html><body><article>{picture}<p>{PRAGUE}</p><p>{PRAGUE}</p></article></body></html>"
    assert PRAGUE in page_record(page)["text"]


def test_a_page_that_is_too_large_is_refused(monkeypatch):
    """Its size is told with the limit."""
    monkeypatch.setattr(limits, "PAGE_BYTES", 100)
    with pytest.raises(InputError, match="larger than"):
        read(META.format("utf-8", PRAGUE).encode())
