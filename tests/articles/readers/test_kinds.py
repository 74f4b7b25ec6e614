"""What a stream without a name is told to be."""

from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
import pyarrow as pa
import pytest
from pyarrow import parquet

from lunargraph.articles.readers.kinds import kind_of
from tests.articles.readers.documents import brief


def made(write):
    """Return what is written into a file."""
    file = io.BytesIO()
    write(file)
    return file.getvalue()


def zipped(file):
    """Write an archive of articles."""
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "Peru signed.")


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (brief(["Peru signed."]), ".pdf"),
        (made(docx.Document().save), ".docx"),
        (made(openpyxl.Workbook().save), ".xlsx"),
        (made(zipped), ".zip"),
        (made(lambda f: parquet.write_table(pa.table({"text": ["a"]}), f)), ".parquet"),
        (b"Received: by x\nSubject: s\n\nPeru signed.", ".eml"),
        (b"Subject: s\n and more\nFrom: a@b.example\nMIME-Version: 1.0\n\nPeru signed.", ".eml"),
        (b"From a@b.example Mon May 1\nFrom: a\nMessage-ID: <1@x>\n\nPeru signed.", ".mbox"),
        (b"From: <Saved by Blink>\nSnapshot-Content-Location: https://x.example/\nMIME-Version: 1.0\n\n", ".mhtml"),
        (b"Title: Peru\nDate: 2024\n\nPeru signed.", ".txt"),
        (b"From Peru it was heard.", ".txt"),
        (b"---\ntitle: a\n---\nPeru.", ".md"),
        (b"---\nPeru signed.", ".txt"),
        (b"\xef\xbb\xbf <!DOCTYPE html><p>a", ".html"),
        (b"<3 from Peru", ".txt"),
        (b'{\n"text": "a"}', ".json"),
        (b'{"text": "a"}\n{"text": "b"}', ".jsonl"),
        (b'{"text": oops}\n{"text": "b"}', ".jsonl"),
        (b'[{"text": "a"},\n{"text": "b"}]', ".json"),
        (b"", ".txt"),
        (b"\xff\xfe\x00", ".txt"),
    ],
)
def test_a_stream_is_told_by_its_first_bytes(data, ending):
    """And stands at its beginning afterwards."""
    file = io.BytesIO(data)
    assert kind_of(file) == ending
    assert file.tell() == 0
