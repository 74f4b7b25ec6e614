"""Real small files of every format, made by the usual tools, and ways to damage them."""

from __future__ import annotations

import bz2
import csv
import functools
import gzip
import io
import json
import lzma
import warnings
import zipfile
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING

import docx
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.articles.readers.documents import brief, column, drawn

if TYPE_CHECKING:
    from collections.abc import Mapping

RECORDS = [
    {
        "id": "1",
        "title": "Oman signs",
        "text": "Oman signed the Artemis Accords.\nIt is “the sixty-first”.",
        "date": "2026-01-27",
    },
    {"body": "Türkiye joined.", "headline": "T", "source": {"name": "P"}, "authors": ["A", "B"], "n": 1e308, "x": None},
]
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Oman signs - The Page</title>
<meta property="article:published_time" content="2026-01-27T08:00:00Z"><link rel="canonical" href="https://example.org/oman">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Oman signs", "datePublished": "2026-01-27"}</script>
</head><body><nav><a href="/">Home</a></nav><article><h1>Oman signs</h1><p class="lead">Oman signed the Artemis Accords on
Monday in Muscat, and it is the sixty-first country to have done so since 2020 &amp; counting.</p><ul><li>One<li>Two</ul>
<table><tr><td>Cell</td></tr></table><p>The sultanate held a conference on the same day, at which officials spoke about
satellites, ground stations and schools.</p></article><footer>All rights reserved</footer></body></html>"""
MARKDOWN = '---\ntitle: "Oman: signed"\ndate: 26 January 2026\nsource: P\n---\n\n# Oman signs\n\nOman *signed* the [Accords](u).\n'
TEXT = "Title: Oman signs\nDate: 2026-01-27\n\nOman signed the Artemis Accords.\nIt is the sixty-first, Türkiye the next.\n"


def forgetful(make):
    """Let a function write with the archive library, which leaves its temporary files for the collector to close."""

    @functools.wraps(make)
    def made(*given, **named):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            return make(*given, **named)

    return made


@forgetful
def archived(*, packed=False):
    """Return a web archive with a page, a chunked and packed page, a PDF, a 404, a redirect, text, and a request."""
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=packed)

    def answer(url, body, kind="text/html; charset=utf-8", status="200 OK", headers=()):
        heads = StatusAndHeaders(status, [("Content-Type", kind), *headers], protocol="HTTP/1.1")
        date = {"WARC-Date": "2026-02-01T12:00:00Z"}
        writer.write_record(
            writer.create_warc_record(url, "response", io.BytesIO(body), http_headers=heads, warc_headers_dict=date)
        )

    writer.write_record(writer.create_warcinfo_record("x.warc", {"software": "made"}))
    answer("https://example.org/oman", PAGE.encode())
    small = gzip.compress(PAGE.replace("Oman", "Peru").encode())
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(small), small)
    answer(
        "https://example.org/peru", chunked, headers=[("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]
    )
    answer(
        "https://example.org/cote",
        PAGE.replace('<meta charset="utf-8">', "").replace("Oman", "Côte d’Ivoire").encode("cp1252"),
        kind="text/html; charset=iso-8859-1",
    )
    answer("https://example.org/plain", b"Kenya has not signed.", kind="text/plain")
    answer("https://example.org/gone", b"Gone.", status="404 Not Found")
    answer("https://example.org/picture", b"\x89PNG", kind="image/png")
    ask = StatusAndHeaders("GET /oman HTTP/1.1", [("Host", "example.org")], is_http_request=True)
    writer.write_record(writer.create_warc_record("https://example.org/oman", "request", http_headers=ask))
    writer.write_record(
        writer.create_revisit_record(
            "https://example.org/oman", "sha1:X", "https://example.org/oman", "2024-05-30T12:00:00Z"
        )
    )
    text = io.BytesIO(b"Chad signed the Accords.")
    writer.write_record(
        writer.create_warc_record("https://example.org/wet", "conversion", text, warc_content_type="text/plain")
    )
    return file.getvalue()


def _zipped(members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 5, 30, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _document():
    made = docx.Document()
    made.core_properties.title = "Oman signs"
    made.add_heading("Oman signs", 1)
    made.add_paragraph("Oman signed the Artemis Accords on Monday.").add_run(" It was the sixty-first.").bold = True
    table = made.add_table(2, 2)
    table.cell(0, 0).text = "Cell"
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def workbook(*rows, **sheets):
    """Return a workbook with rows on its first sheet, and other sheets by their names."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    for name, others in sheets.items():
        sheet = made.create_sheet(name)
        for row in others:
            sheet.append(row)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def _sheet():
    head = ("id", "title", "text", "date")
    first = ("1", "Oman signs", "Oman signed the Artemis Accords.\nIt is “the sixty-first”.", date(2026, 1, 27))
    return workbook(
        head, first, (2, "Peru signs", "Peru joined.", "May 30, 2024"), more=[head, (3.0, True, "Chad joined.")]
    )


def _letter():
    made = EmailMessage(policy=SMTP)
    made["Subject"] = "Oman signs – the 61st"
    made["From"] = "The Example <news@example.org>"
    made["Date"] = "Tue, 27 Jan 2026 08:00:00 +0000"
    made.set_content(TEXT)
    made.add_alternative(PAGE, subtype="html")
    made.add_attachment(_document(), maintype="application", subtype="octet-stream", filename="brief.docx")
    # the library draws its marks by chance
    made.set_boundary("mixed-mark")
    next(part for part in made.iter_parts() if part.is_multipart()).set_boundary("inner-mark")
    return made.as_bytes()


def _saved_page():
    made = EmailMessage(policy=SMTP)
    made["Snapshot-Content-Location"] = "https://example.org/oman"
    made["Date"] = "Tue, 27 Jan 2026 08:00:00 +0000"
    made.set_content("")
    made.set_type("multipart/related")
    made.set_payload([])
    page = EmailMessage(policy=SMTP)
    page.set_content(PAGE, subtype="html", cte="quoted-printable")
    page["Content-Location"] = "https://example.org/oman"
    made.attach(page)
    made.set_boundary("page-mark")
    return made.as_bytes()


def _stored():
    file = io.BytesIO()
    rows = [{"id": "1", "title": "Oman signs", "text": "Oman signed the Artemis Accords.", "date": "2026-01-27"}] * 3
    pq.write_table(pa.Table.from_pylist([{**row, "id": str(n)} for n, row in enumerate(rows)]), file)
    return file.getvalue()


def _table(delimiter=","):
    file = io.StringIO(newline="")
    columns = ["id", "title", "text", "date", "body"]
    rows = csv.DictWriter(file, columns, extrasaction="ignore", delimiter=delimiter)
    rows.writeheader()
    rows.writerows([RECORDS[0], {"text": 'With "quotes",\nand lines', "date": "May 30, 2024"}])
    return file.getvalue().encode()


@functools.cache
def seeds() -> Mapping[str, tuple[bytes, ...]]:
    """Return real files by their ending."""
    text = "Peru signed the Artemis Accords on 30 May 2024 in Washington, the forty-first country to do so. " * 3
    lines = "".join(f"{json.dumps(record)}\n" for record in RECORDS).encode()
    page, plain = PAGE.encode(), TEXT.encode()
    return {
        ".txt": (plain, TEXT.encode("utf-16"), TEXT.encode("utf-16-le"), TEXT.encode("cp1252")),
        ".md": (MARKDOWN.encode(),),
        ".html": (page, PAGE.replace("utf-8", "windows-1252").encode("cp1252", "replace")),
        ".json": (
            json.dumps(RECORDS).encode(),
            json.dumps({"articles": RECORDS}, ensure_ascii=False, indent=1).encode(),
        ),
        ".jsonl": (lines,),
        ".csv": (_table(), _table(";")),
        ".tsv": (_table("\t"),),
        ".parquet": (_stored(),),
        ".eml": (_letter(),),
        ".mbox": (b"From a@example.org Tue Jan 27 08:00:00 2026\n" + _letter().replace(b"\r\n", b"\n") + b"\n",),
        ".mhtml": (_saved_page(),),
        ".pdf": (brief([text, f"# Heading\n{text}"]), drawn(column(50, 700, text.split(". ")))),
        ".docx": (_document(),),
        ".xlsx": (_sheet(),),
        ".warc": (archived(),),
        ".warc.gz": (archived(packed=True),),
        ".jsonl.gz": (gzip.compress(lines, mtime=0),),
        ".txt.bz2": (bz2.compress(plain),),
        ".html.xz": (lzma.compress(page),),
        ".zip": (
            _zipped(
                {
                    "a.txt": plain,
                    "b/c.jsonl": lines,
                    "d.jsonl.gz": gzip.compress(lines, mtime=0),
                    "e.zip": _zipped({"f.md": MARKDOWN}),
                }
            ),
        ),
    }


TOKENS = (
    b"<div>", b"<p>", b"</p>", b"<table><tr><td>", b"<!--", b"-->", b"<![CDATA[", b"&lt;", b"&#xD800;", b"&#0;", b"<script>", b"<svg><a>",
    b"<b><i>", b"<select><option>", b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>', b"&b;", b"[", b"]", b"{", b'{"a":', b'"', b"\\ud800", b"\\u0000",
    b"1e999", b"-", b"9" * 5000, b"NaN", b",", b"\n", b"\r", b"\r\n\r\n", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xe2\x80\xa8", b"\x1b[2J",
    b"---\n", b"# ", b"Title: ", b"Content-Length: 99999999999\r\n", b"Content-Length: -1\r\n", b"Transfer-Encoding: chunked\r\n", b"ffffffff\r\n",
    b"--mixed-mark\r\n", b"Content-Type: multipart/mixed; boundary=x\r\n", b"Content-Transfer-Encoding: base64\r\n", b"=?utf-8?q?=", b"\nFrom x\n", b"PAR1",
    b"WARC/1.0\r\n", b"HTTP/1.1 200 OK\r\n", b"PK\3\4", b"PK\1\2", b"PK\5\6", b"\x1f\x8b\x08", b"endobj", b"stream\n", b"/Kids [1 0 R]", b"/Length 999999999", b"text",
)  # fmt: skip
_place = st.integers(0, 2**16)
#: Ways to damage a file: what is done, where, how much, with what.
edits = st.lists(
    st.tuples(
        st.sampled_from(("set", "flip", "cut", "end", "twice", "token", "many", "splice", "swap")),
        _place,
        _place,
        _place,
    ),
    min_size=1,
    max_size=6,
)


def damaged(data: bytes, others: tuple[bytes, ...], steps: list[tuple[str, int, int, int]]) -> bytes:
    """Return a file after damage was done to it; at most 1 MiB."""
    made = bytearray(data)
    for what, where, size, value in steps:
        at = where * (len(made) + 1) >> 16
        length = 1 + (size % 64 if value % 2 else size * (len(made) + 1) >> 16)
        if what == "set" and made:
            made[min(at, len(made) - 1)] = value % 256
        elif what == "flip" and made:
            made[min(at, len(made) - 1)] ^= 1 << value % 8
        elif what == "cut":
            del made[at : at + length]
        elif what == "end":
            del made[at:]
        elif what == "twice":
            made[at:at] = made[at : at + length]
        elif what == "token":
            made[at:at] = TOKENS[value % len(TOKENS)]
        elif what == "many":
            made[at:at] = TOKENS[value % len(TOKENS)] * (1 + size % 4000)
        elif what == "splice":
            other = others[value % len(others)]
            start = size * (len(other) + 1) >> 16
            made[at : at + 200] = other[start : start + 400]
        elif what == "swap":
            piece = made[at : at + length]
            del made[at : at + length]
            back = size * (len(made) + 1) >> 16
            made[back:back] = piece
        del made[2**20 :]
    return bytes(made)


def fuzzed(ending: str, which: int, steps: list[tuple[str, int, int, int]], *, inside: bool) -> bytes:
    """Return a seed after damage: to the file as it lies on disk, or to what is packed in it, packed again."""
    files = seeds()[ending]
    data = files[which % len(files)]
    kind = ending.rpartition(".")[2]
    if not inside or kind not in {"gz", "bz2", "xz", "zip", "docx", "xlsx"}:
        return damaged(data, files, steps)
    if kind in {"zip", "docx", "xlsx"}:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        # the text of a document is one of its dozen parts; damage it half of the time
        hit = sorted(members)[steps[0][2] % len(members)]
        if kind == "docx" and steps[0][3] % 2:
            hit = "word/document.xml"
        if kind == "xlsx" and steps[0][3] % 4:
            hit = ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml")[steps[0][3] % 4 - 1]
        members[hit] = damaged(members[hit], files, steps)
        return _zipped(members)
    library = {"gz": gzip, "bz2": bz2, "xz": lzma}[kind]
    return library.compress(damaged(library.decompress(data), files, steps))
