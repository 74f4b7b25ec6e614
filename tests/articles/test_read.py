"""Reading files of every format that we claim, and surviving those that are none."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunargraph.articles import read_articles
from lunargraph.articles.dates import to_partial_date
from lunargraph.articles.typography import normalise
from lunargraph.errors import InputError

PAGE = """<html><head><title>Oman signs - The Page</title><meta property="og:title" content="Oman signs">
<meta property="og:site_name" content="The Page"><meta name="author" content="A. Writer">
<meta property="article:published_time" content="2026-01-27T08:00:00Z"><link rel="canonical" href="https://example.org/oman">
</head><body><nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>Oman signs</h1>
<p>Oman signed the Artemis Accords on Monday in Muscat, and it is the sixty-first country to have done so since 2020.</p>
<p>The sultanate held a conference on the same day, at which officials spoke about satellites, ground stations and schools.</p>
</article><footer>All rights reserved</footer></body></html>"""


@pytest.fixture
def read(tmp_path):
    """Write files, read the folder, and return articles and problems."""

    def run(files):
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        problems = []
        return list(read_articles([tmp_path], report=problems.append)), problems

    return run


def test_markdown_front_matter(read):
    """Front matter gives title, url, date, outlet; the text follows it."""
    (article,), problems = read(
        {"a.md": "---\ntitle: Oman: signed\ndate: 26 January 2026\nsource: P\nlink: https://e.org/\n---\n\nText.\n"}
    )
    assert (article.title, article.published, article.outlet, article.url) == (
        "Oman: signed",
        "2026-01-26",
        "P",
        "https://e.org/",
    )
    assert (article.text, problems) == ("Text.", [])


def test_markdown_heading_is_the_title(read):
    """Without front matter the first heading is the title."""
    (article,), _ = read({"a.md": "# Oman signs\n\nText."})
    assert (article.title, article.text) == ("Oman signs", "Text.")


def test_html_main_text_and_metadata(read):
    """A saved page gives its article, not its menus."""
    (article,), problems = read({"a.html": PAGE})
    assert article.title == "Oman signs"
    assert article.published == "2026-01-27"
    assert article.outlet == "The Page"
    assert article.url == "https://example.org/oman"
    assert "Oman signed the Artemis Accords" in article.text
    assert "All rights reserved" not in article.text
    assert problems == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "a.json",
            '{"id": "1", "body": "Text", "headline": "T", "link": "u", "publication_date": "2024/05/30", "publisher": "P"}',
        ),
        (
            "a.json",
            '[{"id": 1, "text": "Text", "title": "T", "url": "u", "date": "2024-05-30T10:00:00Z", "outlet": "P"}]',
        ),
        (
            "a.json",
            '{"articles": [{"id": 1, "content": "Text", "title": "T", "url": "u", "date": "May 30, 2024", "source": {"name": "P"}}]}',
        ),
        (
            "a.jsonl",
            '\n{"id": "1", "text": "Text", "title": "T", "url": "u", "published": "Thu, 30 May 2024 10:00:00 GMT", "site": "P"}\n\n',
        ),
        ("a.csv", "ID,Text,Title,URL,Date,Outlet\n1,Text,T,u,30 May 2024,P\n"),
    ],
)
def test_records_by_any_of_their_names(read, name, content):
    """JSON, JSON lines and CSV lead to the same article, whatever the keys are called."""
    (article,), problems = read({name: content})
    assert problems == []
    assert (article.id, article.text, article.title, article.url, article.published, article.outlet) == (
        "1", "Text", "T", "u", "2024-05-30", "P",
    )  # fmt: skip


def test_text_head_gives_fields(read):
    """A plain text file may begin with Title: and Date: lines."""
    (article,), _ = read({"a.txt": "Title: Oman signs\nDate: 2026-01-27\n\nText.\nMore."})
    assert (article.title, article.published, article.text) == ("Oman signs", "2026-01-27", "Text.\nMore.")


def test_ids_do_not_depend_on_the_place(tmp_path):
    """An article without an id gets the same one in any folder."""
    ids = set()
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text("The same text.")
        ids.update(a.id for a in read_articles([tmp_path / folder], report=print))
    assert len(ids) == 1


def test_folders_are_walked_in_order_and_readmes_skipped(read):
    """Order is by name; README and hidden files are no articles."""
    articles, problems = read({"b.txt": "B", "a/z.txt": "A", "README.md": "no", ".hidden.txt": "no", "c.txt": "C"})
    assert [a.text for a in articles] == ["A", "B", "C"]
    assert problems == []


def test_repeats_and_clashes_are_told_apart(read):
    """The same article twice is a repeat; one id for two articles is a clash."""
    articles, problems = read(
        {"a.jsonl": '{"id": "1", "text": "A"}\n{"id": "1", "text": "A"}\n{"id": "1", "text": "B"}'}
    )
    assert len(articles) == 1
    assert [p.line for p in problems] == [2, 3]
    assert "repeats" in problems[0].reason
    assert "already used" in problems[1].reason


@pytest.mark.parametrize(
    ("content", "text", "note"),
    [
        ("Türkiye".encode("utf-8-sig"), "Türkiye", False),
        ("Türkiye".encode("utf-16"), "Türkiye", True),
        (
            "Le Pérou et la Côte d’Ivoire ont signé des accords à Paris, déjà célèbres.".encode("cp1252"),
            "Le Pérou et la Côte d’Ivoire ont signé des accords à Paris, déjà célèbres.",
            True,
        ),
    ],
)
def test_encodings_are_detected_and_said(read, content, text, note):
    """Anything but UTF-8 is read as what it is, with a note."""
    (article,), problems = read({"a.txt": content})
    assert article.text == text
    assert [p.kind for p in problems] == (["note"] if note else [])


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", "", "empty"),
        ("a.txt", b"\x00\x01", "binary"),
        ("a.txt", b"\xff\xfe\x00\xd8", "damaged"),
        ("a.json", "", "empty"),
        ("a.json", "{oops", "not valid JSON"),
        ("a.json", "3", "neither an object"),
        ("a.json", "[" * 100_000, "nested too deeply"),
        ("a.json", '{"id": ' + "1" * 5000 + "}", "thousands of digits"),
        ("a.jsonl", '{"id": ' + "1" * 5000 + "}", "thousands of digits"),
        ("a.jsonl", '{"text": "\\u0000\\u001b"}', "empty"),
        ("a.jsonl", "", "empty"),
        ("a.jsonl", "[1]", "not an object"),
        ("a.jsonl", '{"id": "1"}', "no text"),
        ("a.jsonl", '{"id": "1", "text": null}', "no text"),
        ("a.jsonl", '{"id": "1", "text": ""}', "empty"),
        ("a.jsonl", '{"id": "1", "text": 5}', "is a int"),
        ("a.jsonl", '{"id": "1", "text": "' + "x" * 1_000_001 + '"}', "split it into articles"),
        ("a.csv", "", "empty"),
        ("a.csv", 'text\n"open', "damaged"),
        ("a.html", "", "empty"),
        ("a.ppt", "PPT", "legal endings"),
    ],
)
def test_bad_input_is_one_sentence(read, name, content, message):
    """Each kind of bad input gives one problem with a reason, and good neighbours are read."""
    articles, problems = read({name: content, "good.txt": "Good."})
    assert [a.text for a in articles] == ["Good."]
    assert len(problems) == 1
    assert message in problems[0].reason
    assert problems[0].reason.isprintable()


def test_a_date_that_is_not_understood_is_a_note(read):
    """The article is kept without a date."""
    (article,), (problem,) = read({"a.jsonl": '{"id": "1", "text": "T", "date": "soonish\\u0007"}'})
    assert article.published is None
    assert problem.kind == "note"
    assert "soonish" in problem.reason


def test_lists_in_lists_and_control_characters_in_fields(read):
    """A field nested without end is left out; controls become spaces, so that offsets hold."""
    deep = "[" * 900 + '"x"' + "]" * 900
    row = '{"id": "1", "text": "a\\u0000b\\fc", "title": "O\\u001b[31mman", "author": %s, "date": %s, "outlet": [{"name": "P"}, "Q", []]}'
    (article,), (problem,) = read({"a.jsonl": row % (deep, deep)})
    assert (article.text, article.title, article.author, article.outlet) == ("a b\nc", "O [31mman", "", "P, Q")
    assert "its date (a list) was not understood" in problem.reason


def test_a_path_that_does_not_exist_is_the_users_mistake():
    """It is told before anything is read."""
    with pytest.raises(InputError, match="does not exist"):
        read_articles([Path("no/such/place")], report=print)


def test_an_unreadable_file_is_told(read, monkeypatch):
    """A file without read permission is a problem of its own."""
    honest = os.open

    def refuse(path, *rest, **named):
        if str(path).endswith("a.txt") and rest[0] & 3 == os.O_RDONLY:
            raise PermissionError(13, "Permission denied")
        return honest(path, *rest, **named)

    monkeypatch.setattr(os, "open", refuse)
    articles, (problem,) = read({"a.txt": "A", "b.txt": "B"})
    assert [a.text for a in articles] == ["B"]
    assert "Permission denied" in problem.reason


def test_a_file_that_cannot_be_opened_is_told(read, tmp_path):
    """A dangling link is a problem of its own."""
    (tmp_path / "a.txt").symlink_to(tmp_path / "nowhere")
    articles, (problem,) = read({"b.txt": "B"})
    assert [a.text for a in articles] == ["B"]
    assert "cannot be read" in problem.reason


def test_a_folder_that_links_to_itself_ends(read, tmp_path):
    """A circle of links is not walked."""
    (tmp_path / "loop").symlink_to(tmp_path)
    articles, _ = read({"b.txt": "B"})
    assert len(articles) == 1


@given(st.dictionaries(st.text(min_size=1, max_size=8), st.text(min_size=1, max_size=60).filter(str.strip), max_size=5))
def test_what_is_written_is_read(tmp_path_factory, texts):
    """JSON lines give back each text, with line ends made one."""
    path = tmp_path_factory.mktemp("x") / "a.jsonl"
    rows = [json.dumps({"id": f"n{i}", "text": text}) for i, text in enumerate(texts.values())]
    path.write_text("\n".join(rows), encoding="utf-8")
    found = list(read_articles([path], report=lambda _: None))
    expected = [normalise(t) for t in texts.values()]
    assert [a.text for a in found if a.text] == [t for t in expected if t.strip()]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2023", "2023"), ("2023-10", "2023-10"), ("2023-10-24T09:00:00+02:00", "2023-10-24"), ("20231024", "2023-10-24"),
        ("24 October 2023", "2023-10-24"), ("Tuesday, October 24, 2023", "2023-10-24"), ("Oct. 2023", "2023-10"),
        ("24/10/2023", "2023"), ("2023-13-01", None), ("31 February 2023", None), ("yesterday", None),
    ],
)  # fmt: skip
def test_publication_dates(text, date):
    """Only what is sure becomes part of a date."""
    assert to_partial_date(text) == date
