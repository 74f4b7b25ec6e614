"""Pages saved as one file."""

from __future__ import annotations

import io
from email.message import EmailMessage

import pytest

from lunargraph.articles.readers.mhtml import read_mhtml
from lunargraph.errors import InputError

ONE = "Česká republika podepsala dohody Artemis 3. května 2023; řekl to ministr zahraničí v Praze novinářům."
TWO = "Podpis je podle něj krokem k účasti českých firem na návratu lidí na Měsíc, který vedou Spojené státy."
PAGE = f"<html><head><title>Praha podepsala</title></head><body><article><h1>Praha podepsala</h1><p>{ONE}</p><p>{TWO}</p></article></body></html>"


def saved(*pages, address="https://x.example/praha#top", kind="text/html", encoding="iso-8859-2", **head):
    """Return a page saved as old browsers did, with its frames."""
    whole = EmailMessage()
    whole["Snapshot-Content-Location"] = address
    whole["Date"] = "Mon, 15 May 2023 10:00:00 +0200"
    for name, value in head.items():
        whole[name] = value
    whole.make_related()
    for number, page in enumerate(pages):
        part = EmailMessage()
        part.set_content(page.encode(encoding), *kind.split("/"), cte="base64")
        part["Content-ID"] = f"<{number}@x>"
        whole.attach(part)
    return whole.as_bytes()


def read(data):
    """Return the record of a page."""
    ((_, record),) = read_mhtml(io.BytesIO(data), pytest.fail)
    return record


def test_the_page_its_address_and_when_it_was_saved():
    """The first page is it; the others are its frames."""
    page = PAGE.replace("<head>", "<head><meta charset='iso-8859-2'>")
    record = read(saved(page, "<html><p>A frame with an advertisement in it.</p></html>"))
    assert ONE in record["text"]
    assert "frame" not in record["text"]
    assert (record["url"], record["retrieved"]) == ("https://x.example/praha", "Mon, 15 May 2023 10:00:00 +0200")


def test_an_address_on_a_disk_is_none():
    """The page's own word counts then."""
    page = PAGE.replace("<head>", "<head><link rel='canonical' href='https://x.example/own'>")
    assert read(saved(page, address="file:///home/ana/a.html", encoding="utf-8"))["url"] == "https://x.example/own"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b"<html><p>A page.</p></html>", "no e-mail"),
        (saved("x", kind="image/png"), "no web page"),
        (saved(" "), "empty"),
    ],
)
def test_what_is_none_is_one_sentence(data, message):
    """Wrong content, nothing."""
    with pytest.raises(InputError, match=message):
        read(data)
