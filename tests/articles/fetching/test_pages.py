"""The text of a page, however it is encoded, and the readers behind each type."""

from __future__ import annotations

import contextlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from lunargraph.articles.fetching.client import Page
from lunargraph.articles.fetching.limits import Clock
from lunargraph.articles.fetching.outcomes import FetchError
from lunargraph.articles.fetching.pages import Wanted, article_of, decoded
from lunargraph.errors import InputError

WORDS = "Bücher, café – “Zürich”: Accès à l’espace, señor. "


@pytest.mark.parametrize(
    ("encoding", "header", "head"),
    [
        ("utf-8", "text/html; charset=utf-8", ""),
        ("utf-8", "text/html", ""),
        ("utf-8", "text/html; charset=iso-8859-1", ""),
        ("utf-8-sig", "text/html; charset=windows-1251", ""),
        ("utf-16", "text/html", ""),
        ("cp1252", "text/html; charset=ISO-8859-1", ""),
        ("cp1252", 'text/html; charset="windows-1252"', ""),
        ("cp1252", "text/html", "<meta charset='iso-8859-1'>"),
        ("cp1252", "text/html", "<meta http-equiv=Content-Type content='text/html; charset=windows-1252'>"),
        ("cp1252", "text/html; charset=klingon", "<meta charset=windows-1252>"),
        ("cp1252", "text/html; charset=base64", ""),
    ],
)
def test_encodings(encoding, header, head):
    """As declared by header or head, unless the bytes say better."""
    text = head + WORDS * 20
    assert decoded(text.encode(encoding), header) == text


@given(st.binary(max_size=200), st.text(max_size=30))
def test_any_bytes_give_text_or_a_sentence(body, header):
    """Never anything else."""
    with contextlib.suppress(InputError):
        assert isinstance(decoded(body, f"text/html; charset={header}"), str)


def page(body, kind):
    return Page(url="https://x.example/a", fresh=True, headers={"content-type": kind}, body=body)


@pytest.mark.parametrize("kind", ["application/pdf", "text/html"])
def test_a_pdf_is_one_whatever_its_type_says(kind):
    """The reader of PDF reads it."""
    file = io.BytesIO()
    canvas = Canvas(file)
    for line in range(12):
        canvas.drawString(72, 700 - 14 * line, f"Peru signed the Artemis Accords on day {line} of the month of June.")
    canvas.save()
    article, record = article_of(page(file.getvalue(), kind), Wanted(url="x"), Clock().now())
    assert "Peru signed the Artemis Accords" in article.text
    assert record["url"] == "https://x.example/a"


@given(st.sampled_from(["text/html", "text/plain", "application/pdf", "", "x"]), st.binary(max_size=300))
def test_any_page_gives_an_article_or_a_sentence(kind, body):
    """Nothing that a page holds ends a run."""
    try:
        article, _ = article_of(
            page(body if kind != "application/pdf" else b"x" + body, kind), Wanted(url="x"), Clock().now()
        )
        assert article.text.strip()
    except FetchError as error:
        kind = error.kind
    else:
        kind = "unusable"
    assert kind == "unusable"
