"""Web archives as the format's reference tool writes them, whole, cut and damaged."""

from __future__ import annotations

import gzip
import io
import tracemalloc

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from lunargraph.articles import limits, read_articles
from lunargraph.articles.readers.warc import read_warc
from lunargraph.errors import InputError
from tests.articles.readers.documents import brief
from tests.articles.readers.fuzzing import PAGE, archived, forgetful

HTML = [("Content-Type", "text/html; charset=utf-8")]


@forgetful
def written(*records, packed=False):
    """Return an archive of (address, body, HTTP headers, WARC headers)."""
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=packed)
    for url, body, headers, stated in records:
        heads = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(url, "response", io.BytesIO(body), http_headers=heads, warc_headers_dict=stated)
        )
    return file.getvalue()


def read(data):
    """Return the records of an archive and the notes on it."""
    notes = []
    return [record for _, record in read_warc(io.BytesIO(data), notes.append)], notes


@pytest.mark.parametrize("packed", [False, True])
def test_pages_are_read_and_the_rest_is_counted(tmp_path, packed):
    """HTML (also chunked and packed), text and extracted text are articles; what else there is, is told by its sort."""
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(archived(packed=packed))
    problems = []
    articles = {a.url.rpartition("/")[2]: a for a in read_articles([path], report=problems.append)}
    assert list(articles) == ["oman", "peru", "cote", "plain", "wet"]
    assert "Oman signed the Artemis Accords" in articles["oman"].text
    assert "Peru signed the Artemis Accords" in articles["peru"].text
    assert articles["oman"].title == "Oman signs"
    assert articles["oman"].published == "2026-01-27"
    assert articles["oman"].retrieved == "2026-02-01T12:00:00Z"
    assert "Côte d’Ivoire signed the Artemis Accords" in articles["cote"].text
    assert articles["plain"].outlet == "example.org"
    assert articles["wet"].text == "Chad signed the Accords."
    (problem,) = problems
    assert problem.kind == "note"
    for sort in (
        "1 of the sort warcinfo",
        "1 of the sort request",
        "1 revisits",
        "1 with the status 404",
        "1 of the type image/png",
    ):
        assert sort in problem.reason
    assert "of its 10 records" in problem.reason


def test_a_pdf_in_an_archive_is_read():
    """By its type."""
    data = brief(
        ["Peru signed the Artemis Accords on 30 May 2024 in Washington, the forty-first country to do so. " * 3]
    )
    (record,), _ = read(written(("https://e.org/a.pdf", data, [("Content-Type", "application/pdf")], None)))
    assert "Peru signed" in record["text"]
    assert record["url"] == "https://e.org/a.pdf"


def test_the_address_is_the_one_that_was_asked_for():
    """A page may claim any other as its own."""
    page = (
        b'<link rel="canonical" href="https://other.org/x"><p>Oman signed the Artemis Accords on Monday in Muscat.</p>'
    )
    (record,), _ = read(written(("https://e.org/a", page, HTML, None)))
    assert record["url"] == "https://e.org/a"


@pytest.mark.parametrize("packed", [False, True])
def test_a_cut_archive_gives_what_was_whole(tmp_path, packed):
    """The pages before the cut are kept, and a word says that more is lost."""
    pages = [(f"https://e.org/{i}", PAGE.replace("Oman", f"Country {i}").encode(), HTML, None) for i in range(6)]
    # within a record: an archive that ends with one is whole, as far as anyone can tell
    cut = written(pages[-1], packed=packed)
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(written(*pages[:-1], packed=packed) + cut[: len(cut) // 2])
    problems = []
    articles = list(read_articles([path], report=problems.append))
    assert [a.url for a in articles] == [url for url, *_ in pages[:-1]]
    assert len(problems) == 1
    assert "ends" in problems[0].reason
    assert problems[0].kind == "error"


@pytest.mark.parametrize("data", [b"", b"hello" * 100, b"\x1f\x8b" + b"x" * 50])
def test_what_is_no_archive_is_one_sentence(data):
    """Nothing is raised but a sentence."""
    with pytest.raises(InputError) as caught:
        read(data)
    assert str(caught.value).isprintable()


def test_nothing_of_a_damaged_archive_is_printed(capsys):
    """The library would print bytes of it."""
    data = archived().replace(b"Content-Length: ", b"Content-Length: 1", 3)
    with pytest.raises(InputError):
        list(read_warc(io.BytesIO(data), print))
    assert capsys.readouterr() == ("", "")


def test_a_packed_bomb_in_a_page_is_one_sentence(monkeypatch):
    """The server's own packing is undone up to a limit; the next page is read."""
    monkeypatch.setattr(limits, "PAGE_BYTES", 2**20)
    bomb = gzip.compress(bytes(256 * 2**20))
    good = b"<p>Oman signed the Artemis Accords.</p>"
    data = written(
        ("https://e.org/b", bomb, [*HTML, ("Content-Encoding", "gzip")], None), ("https://e.org/g", good, HTML, None)
    )
    tracemalloc.start()
    records, _ = read(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "larger than" in records[0]
    assert records[1]["url"] == "https://e.org/g"
    assert peak < 80 * 2**20


def test_a_page_that_lies_about_its_packing_costs_only_itself():
    """What is said to be packed and is not, is read as it is or told of."""
    page = b"<p>Oman signed the Artemis Accords on Monday in Muscat.</p>"
    lies = [("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]
    records, _ = read(written(("https://e.org/l", page, [*HTML, *lies], None), ("https://e.org/g", page, HTML, None)))
    assert records[-1]["url"] == "https://e.org/g"


def test_memory_does_not_grow_with_the_archive():
    """Ten times the pages take the same memory."""
    page = b"<p>Kenya has not signed the Accords, its agency said on Monday.</p>" * 200

    def peak(count):
        data = written(*[(f"https://e.org/{i}", page, [("Content-Type", "text/plain")], None) for i in range(count)])
        tracemalloc.start()
        for _ in read_warc(io.BytesIO(data), print):
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(5)
    assert peak(200) < 1.5 * peak(20) + 2**20
