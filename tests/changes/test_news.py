"""News since a date, and its forms: text, Markdown and an Atom feed that keeps hostile text as text."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from lunargraph.changes import apply_changes, atom_feed, changes_since, diff, items_of, markdown_lines, text_lines
from lunargraph.changes.digest import escaped
from lunargraph.errors import QueryError
from lunargraph.finished import Build
from lunargraph.ties import weigh
from tests.strategies import Desk, days, partial_dates, texts

UNDATED = "2026-01-01T00:00:00Z"
HOSTILE = '</content><script>alert(1)</script> & "x" [y](javascript:z) \x1b[2J\x00'
SPACE = {"a": "http://www.w3.org/2005/Atom"}


class _Named(Build):
    """A build without files: names are ids."""

    def name(self, node):
        return node


def build_of(desk, **article):
    claims, articles = desk.frames()
    for key, value in article.items():
        articles[key] = value
    return _Named(
        folder=Path(), claims=claims, ties=weigh(claims, articles), articles=articles, counts=None, milestones=None
    )


def desk():
    return (
        Desk()
        .says("2024-01-10", "planned")
        .says("2024-03-05", date="2024-03-04")
        .says("2024-03-07", subject="country:THA")
    )


def test_news_since_a_date_is_what_later_articles_changed():
    """The plan was known; the accession and a new member are news; undated articles are none."""
    build = build_of(desk().says(None, subject="country:NOR"))
    changes = changes_since(build, "2024-03")
    assert [(c.kinds, c.tie["subject"]) for c in changes] == [
        (("joined",), "country:THA"),
        (("confirmed",), "country:BLR"),
    ]
    assert changes_since(build, "2024-03-08") == []
    assert len(changes_since(build, "2020")) == 2


@given(partial_dates)
def test_news_applied_to_what_was_known_gives_the_ties(since):
    """Whatever the date, what was known and the news make the whole."""
    build = build_of(desk().says("2024-02").says("2025-01-01", "denied"))
    changes = changes_since(build, since, min_confidence=0)
    back = [type(change)(kinds=change.kinds, before=change.after, after=change.before) for change in changes]
    known = apply_changes(build.ties, back)
    assert diff(apply_changes(known, changes), build.ties) == []


@pytest.mark.parametrize("since", ["soon", "2024-13", "", "2024-02-30"])
def test_a_date_that_is_none_is_refused(since):
    """One sentence says how to write it."""
    with pytest.raises(QueryError, match="YYYY"):
        changes_since(build_of(desk()), since)


def test_text_has_a_heading_for_each_kind_and_the_sentence():
    """What happened, what was before, who says so."""
    build = build_of(desk())
    lines = text_lines(items_of(changes_since(build, "2024-03"), build))
    assert lines == [
        "Joined (1)",
        "  country:THA — member of — program:ILRS: current",
        "    “It is current.” (Outlet a02, 2024-03-07)",
        "",
        "Confirmed: was planned, is current (1)",
        "  country:BLR — member of — program:ILRS: planned → current since 2024-03-04",
        "    “It is current.” (Outlet a01, 2024-03-05)",
    ]


def test_headings_fit_the_relation_and_dates_say_what_changed():
    """Nobody joins a partner or a post; a new date stands beside the old; the mark of a list item is no quote."""
    made = Desk().says("2024-01-01").says("2024-03-01", date="2023-10")
    made.says("2024-03-02", relation="leads").says("2024-03-03", relation="cooperates_with", object="country:CHN")
    build = build_of(made)
    build.claims["sentence"] = "- " + build.claims["sentence"]
    lines = text_lines(items_of(changes_since(build, "2024-02"), build))
    assert [line for line in lines if line and not line.startswith("    ")] == [
        "Now in the lead (1)",
        "  country:BLR — leads — program:ILRS: current",
        "Now cooperating (1)",
        "  country:BLR — cooperates with — country:CHN: current",
        "Date changed (1)",
        "  country:BLR — member of — program:ILRS: current, no date → since 2023-10",
    ]
    assert "    “It is current.” (Outlet a02, 2024-03-02)" in lines


def test_mere_evidence_is_counted_and_listed_on_demand():
    """Another story on what is known is no headline."""
    build = build_of(Desk().says("2024-01-01").says("2024-03-01"))
    items = items_of(changes_since(build, "2024-02"), build)
    assert text_lines(items) == ["No status or date changed.", "1 tie only gained or lost evidence; --all lists them."]
    assert "support 1 → 2" in text_lines(items, everything=True)[1]
    assert text_lines([]) == ["Nothing changed."]
    assert check_feed(atom_feed(items, title="News", undated=UNDATED)) == []


def test_what_is_gone_is_quoted_from_the_older_build():
    """Its sentence stands nowhere else."""
    old, new = build_of(desk()), build_of(Desk().says("2024-01-10", "planned"))
    items = items_of(diff(old.ties, new.ties), new, old)
    assert [(i.kind, i.detail, len(i.quotes)) for i in items if i.kind == "gone"] == [("gone", "was current", 1)]


def test_markdown_keeps_hostile_text_as_text():
    """No markup, no link but to a web address."""
    build = build_of(desk(), outlet=HOSTILE, url="javascript:alert(1)")
    text = "\n".join(markdown_lines(items_of(changes_since(build, "2024-03"), build), heading="News *now*"))
    assert text.startswith("# News \\*now\\*\n")
    assert not re.search(r"(?<!\\)[<\[]", text.replace("- **", ""))
    assert "\x1b" not in text
    build = build_of(desk(), url="https://news.example/a(b)<c>")
    text = "\n".join(markdown_lines(items_of(changes_since(build, "2024-03"), build), heading="News"))
    assert "](https://news.example/a%28b%29%3Cc%3E))" in text


@given(texts)
def test_escaped_markdown_has_no_bare_marks(text):
    """Every mark is led by an odd number of backslashes."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[*_`<\[]", escaped(text))


def check_feed(text):
    """Assert what RFC 4287 demands of every feed and return its entries."""
    feed = etree.fromstring(text.encode("utf-8"))
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    for element in (feed, *feed.findall("a:entry", SPACE)):
        for name in ("id", "title", "updated"):
            (found,) = element.findall(f"a:{name}", SPACE)
            assert found.text
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}|https?://\S+", element.find("a:id", SPACE).text)
        datetime.strptime(element.find("a:updated", SPACE).text, "%Y-%m-%dT%H:%M:%S%z")
    assert feed.find("a:author/a:name", SPACE).text
    entries = feed.findall("a:entry", SPACE)
    ids = [entry.find("a:id", SPACE).text for entry in entries]
    assert len(ids) == len(set(ids))
    updated = [entry.find("a:updated", SPACE).text for entry in entries]
    assert updated == sorted(updated, reverse=True)
    if updated:
        assert feed.find("a:updated", SPACE).text == updated[0]
    for entry in entries:
        assert entry.find("a:content", SPACE).get("type") == "html"
        assert all(link.get("href").startswith("http") for link in entry.findall("a:link", SPACE))
    return entries


def test_a_feed_has_stable_ids_and_the_dates_of_articles():
    """The same change has the same id, whenever one asks, and a day that is told later makes no new entry."""
    build = build_of(desk())
    first = check_feed(atom_feed(items_of(changes_since(build, "2024-03"), build), title="News", undated=UNDATED))
    later = build_of(desk().says("2024-04-01", date="2024-03-04"))
    second = check_feed(atom_feed(items_of(changes_since(later, "2024-02-20"), later), title="News", undated=UNDATED))
    assert [e.find("a:updated", SPACE).text for e in first] == ["2024-03-07T00:00:00Z", "2024-03-05T00:00:00Z"]
    assert {e.find("a:id", SPACE).text for e in first} == {e.find("a:id", SPACE).text for e in second}
    assert first[0].find("a:link", SPACE).attrib == {"rel": "via", "href": "https://news.example/a02"}


def test_a_feed_of_nothing_is_a_feed():
    """Its time is that of the build, its id the address where it is found."""
    text = atom_feed([], title="News", undated=UNDATED, address="https://news.example/feed.xml")
    assert check_feed(text) == []
    assert "<id>https://news.example/feed.xml</id>" in text
    assert 'rel="self"' in text


@given(st.lists(texts, min_size=4, max_size=4), st.none() | days)
def test_hostile_text_cannot_break_a_feed(words, published):
    """Whatever outlets and titles hold, the feed is read back as it is, and its HTML holds no markup of theirs."""
    sentence, outlet, title, url = words
    made = desk().says(published, subject="country:NOR")
    build = build_of(made, outlet=outlet + HOSTILE, title=title, url=url)
    build.claims["sentence"] = sentence + HOSTILE
    entries = check_feed(atom_feed(items_of(diff(build.ties[:0], build.ties), build), title="News", undated=UNDATED))
    assert len(entries) == 3
    for entry in entries:
        content = entry.find("a:content", SPACE).text
        assert "<script" not in content
        assert re.sub(r"</?(?:p|blockquote)>", "", content).count("<") == 0
