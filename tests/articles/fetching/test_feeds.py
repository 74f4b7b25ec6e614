"""Feeds against a real server: what they list, relative, broken, hostile; and only what is new."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lunargraph.articles.fetching.client import Page
from lunargraph.articles.fetching.feeds import MOST_ENTRIES, feed_of
from lunargraph.articles.fetching.outcomes import FetchError
from tests.servers import article

ITEM = "<item><title>{0}</title><link>/{0}</link><pubDate>Mon, 03 Jun 2024 23:30:00 -0500</pubDate></item>"


def rss(*items):
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>The Feed</title>{''.join(items)}</channel></rss>".encode()


def listed(body, kind="application/rss+xml", url="https://x.example/f/feed.xml"):
    return feed_of(Page(url=url, fresh=True, headers={"content-type": kind}, body=body), outlet="The Paper")


def ran(outcomes):
    return [outcome.status for outcome in outcomes]


def test_rss():
    """Complete addresses, the printed day, plain titles; the outlet is the caller's."""
    feed = listed(
        rss(
            "<item><title>A &lt;b&gt;bold&lt;/b&gt; &amp;amp; new one</title><link>../a?x=1&amp;y=2</link>"
            "<pubDate>Mon, 03 Jun 2024 23:30:00 -0500</pubDate><author>Ana</author></item>",
            "<item><guid>https://y.example/b</guid></item>",
            "<item><title>no address</title></item>",
        )
    )
    first, second = feed.articles
    assert (first.url, first.title, first.outlet) == ("https://x.example/a?x=1&y=2", "A bold & new one", "The Paper")
    assert (first.published, first.author) == ("Mon, 03 Jun 2024 23:30:00 -0500", "Ana")
    assert (second.url, second.published) == ("https://y.example/b", "")
    assert feed.notes == ("1 of its entries have no address and are left out",)


def test_atom():
    """The base that it names holds; its own address is no article, and the day of a change is no day of publication."""
    body = b"""<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://b.example/'><title>T</title>
    <entry><title>A</title><link rel='self' href='s'/><link href='a/b'/><published>2024-06-03T10:00:00Z</published></entry>
    <entry><title>B</title><link href='c'/><updated>2024-06-05T10:00:00Z</updated></entry></feed>"""
    first, second = listed(body, "application/atom+xml").articles
    assert (first.url, first.published) == ("https://b.example/a/b", "2024-06-03T10:00:00Z")
    assert (second.url, second.published) == ("https://b.example/c", "")


def test_a_broken_feed_is_mended():
    """As far as that goes."""
    (first,) = listed(rss("<item><title>A & B</title><link>/a?x=1&y=2</link></item>")[:-20]).articles
    assert (first.title, first.url) == ("A & B", "https://x.example/a?x=1&y=2")


def test_only_the_newest_of_a_long_feed():
    """And that is told."""
    feed = listed(rss(*(ITEM.format(number) for number in range(MOST_ENTRIES + 7))))
    assert len(feed.articles) == MOST_ENTRIES
    assert feed.notes == ("only the first 500 of its 507 entries are taken",)


def test_entities_unfold_nothing_and_read_nothing(tmp_path):
    """Neither a billion laughs nor a file."""
    (tmp_path / "secret").write_text("swordfish")
    laughs = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 30))
    doctype = f"<!DOCTYPE x [<!ENTITY a0 'ha'>{laughs}<!ENTITY file SYSTEM 'file://{tmp_path / 'secret'}'>]>".encode()
    for name in ("a29", "file"):
        body = doctype + rss(f"<item><title>x &{name}; y</title><link>/a</link></item>").partition(b"?>")[2]
        (first,) = listed(body).articles
        assert first.url == "https://x.example/a"
        assert len(first.title) < 20
        assert "swordfish" not in first.title


@pytest.mark.parametrize(
    "body",
    [b"", b"<html><body>no feed</body></html>", b"\x00" * 100, b"{}", b"https://example.org/feed", b"/etc/passwd"],
)
def test_what_is_no_feed(body):
    """A sentence; and nothing that looks like a name or an address is opened."""
    with pytest.raises(FetchError, match="no feed"):
        listed(body)


def test_a_page_that_names_its_feed():
    """People give the address of the site; the way out is in its head."""
    body = b"""<link rel=stylesheet href="a.css"><link rel="alternate" href='javascript:x' type='application/rss+xml'>
    <LINK href="/news.rss?a=1&amp;b=2" type="application/rss+xml" rel="alternate">"""
    with pytest.raises(FetchError, match=r"no feed, but names one: https://x\.example/news\.rss\?a=1&b=2\Z"):
        listed(body, "text/html")


def test_a_large_broken_feed_is_not_mended():
    """That would take minutes."""
    with pytest.raises(FetchError, match="well-formed"):
        listed(rss("<item><title>" + "<a>" * 300_000))


@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"<rss version='2.0'><channel><item><link>", b"<feed xmlns='http://www.w3.org/2005/Atom'>"]),
)
def test_any_bytes_give_articles_or_a_sentence(body, start):
    """Never anything else."""
    try:
        feed = listed(start + body)
    except FetchError:
        return
    for each in feed.articles:
        assert each.title.isprintable()


def test_the_articles_of_a_feed_are_fetched(site, session, files):
    """Those of hostile addresses are refused one by one; title and date of the feed stand in for those of a page."""
    site.says(
        "/feed",
        (
            200,
            {"Content-Type": "application/rss+xml"},
            rss(
                ITEM.format("a"),
                "<item><link>file:///etc/passwd</link></item>",
                "<item><link>http://10.0.0.1/</link></item>",
            ),
        ),
    )
    site.says("/a", (200, {"Content-Type": "text/plain"}, b"Peru signed the Artemis Accords."))
    outcomes = list(session().feed(site.url("/feed"), outlet="The Paper"))
    assert sorted(ran(outcomes)) == ["fetched", "listed", "refused", "refused"]
    assert (outcomes[0].feed, outcomes[0].reason) == (True, "3 articles")
    ((_, record),) = files().items()
    assert (record["title"], record["published"], record["outlet"]) == ("a", "2024-06-03", "The Paper")


def test_a_feed_that_has_not_changed_is_not_read(site, session, clock):
    """Nor are its articles asked for, even where they were last asked for long ago."""
    site.says("/feed", (200, {"ETag": '"1"'}, rss(ITEM.format("a"))), (304, {"Content-Length": None}, b""))
    site.says("/a", article())
    assert ran(session().feed(site.url("/feed"))) == ["listed", "fetched"]
    clock.passed += timedelta(days=2).total_seconds()
    (outcome,) = session().feed(site.url("/feed"))
    assert (outcome.status, outcome.reason) == ("listed", "nothing new in it")
    assert site.paths() == ["/feed", "/a", "/feed"]


def test_a_feed_is_read_again_until_all_of_it_was_dealt_with(site, session):
    """After a page that failed, and after a run that was killed; not for one that is gone."""
    site.says("/feed", (200, {"ETag": '"1"'}, rss(*map(ITEM.format, "abc"))))
    site.says("/a", article())
    site.says("/b", (500, {}, b""), article())
    killed = session(tries=1).feed(site.url("/feed"))
    assert [next(killed).status, next(killed).status] == ["listed", "fetched"]
    killed.close()
    assert ran(session(tries=1).feed(site.url("/feed"))) == ["listed", "known", "failed", "gone"]
    assert ran(session(tries=1).feed(site.url("/feed"))) == ["listed", "known", "fetched", "gone"]
    list(session().feed(site.url("/feed")))
    marks = [headers.get("If-None-Match") for path, headers in site.asked if path == "/feed"]
    assert marks == [None, None, None, '"1"']


def test_a_feed_that_cannot_be_had(site, session):
    """The sentence says that it is about the feed."""
    (outcome,) = session().feed(site.says("/feed", (404, {}, b"")))
    assert (outcome.status, outcome.reason) == ("gone", "the feed: there is no such page (404)")
    (outcome,) = session().feed("file:///etc/passwd")
    assert (outcome.status, outcome.feed) == ("refused", True)
