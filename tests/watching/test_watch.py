"""Watching real feeds of a local server: news once, silence otherwise, and nothing lost where a run is killed."""

from __future__ import annotations

import functools

import pytest

from lunargraph.articles.fetching import Client, Limits, State
from lunargraph.build import build
from lunargraph.errors import OutputError
from lunargraph.finished import load
from lunargraph.watching import Plan, WatchedFeed, run, watch
from tests.servers import article

PERU = "<p>Peru signed the Artemis Accords on Thursday.</p>"
CHAD = "<p>Chad signed the Artemis Accords on Monday.</p>"


def page(text):
    return article(text=text, head="<meta property='article:published_time' content='2024-06-03T10:00:00Z'>")


def feed(*paths):
    items = "".join(f"<item><link>{path}</link></item>" for path in paths)
    return (
        200,
        {"Content-Type": "application/rss+xml"},
        f"<rss version='2.0'><channel>{items}</channel></rss>".encode(),
    )


@pytest.fixture
def site(site):
    """A web server with a feed of one article, and pages for more."""
    site.says("/feed", feed("/peru"))
    site.says("/peru", page(PERU))
    site.says("/chad", page(CHAD))
    return site


@pytest.fixture
def plan(site, tmp_path, extractor, monkeypatch):
    """A plan for its feed; the parser is loaded once for all builds."""
    monkeypatch.setattr("lunargraph.build.build", functools.partial(build, reader=extractor))
    feeds = (WatchedFeed(url=site.url("/feed"), outlet="The Paper"),)
    return Plan(feeds=feeds, folder=tmp_path / "fetched", output=tmp_path / "out", delay=0)


def client():
    return Client(limits=Limits(delay=0, tries=1), permits=lambda _: True)


def titles(found):
    return [item.title for item in found.news]


def test_first_a_build_then_news_then_silence(site, plan):
    """News are what was not known, told once, in the result and as Markdown."""
    first = watch(plan, client())
    assert (first.new, first.first, first.news, first.digest) == (1, True, [], None)
    assert load(plan.output).articles["outlet"].tolist() == ["The Paper"]
    site.says("/feed", feed("/chad", "/peru"))
    second = watch(plan, client())
    assert (second.new, second.first) == (1, False)
    assert titles(second) == ["Chad — member of — Artemis Accords"]
    digest = second.digest.read_text("utf-8")
    assert digest.startswith("# Lunar partnerships: news of ")
    assert f"]({site.url('/chad')})" in digest
    asked = len(site.paths())
    third = watch(plan, client())
    assert (third.new, third.built, third.news, third.digest) == (0, None, [], None)
    assert site.paths()[asked:] == ["/feed"]
    assert [path.name for path in plan.output.glob("digests/*")] == [second.digest.name]


def test_a_feed_that_fails_stops_nothing(site, plan):
    """The others are read, the build is made, and the trouble is told."""
    broken = WatchedFeed(url=site.says("/broken", (500, {}, b"")))
    plan = Plan(feeds=(broken, WatchedFeed(url="file:///x"), *plan.feeds), folder=plan.folder, output=plan.output)
    found = watch(plan, client())
    assert [(outcome.url, outcome.status) for outcome in found.troubles] == [
        (broken.url, "failed"),
        ("file:///x", "refused"),
    ]
    assert found.new == 1
    assert found.built is not None


def test_feeds_without_articles(site, plan):
    """There is nothing to build, and nothing is wrong."""
    site.says("/feed", feed())
    found = watch(plan, client())
    assert (found.new, found.built, found.troubles) == (0, None, [])
    assert not plan.output.exists()


def test_other_articles_are_built_with_them(site, plan, tmp_path):
    """And built anew where they change, though no feed has anything new."""
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "a.txt").write_text("Egypt joined the International Lunar Research Station on 6 December 2023.")
    plan = Plan(feeds=plan.feeds, folder=plan.folder, output=plan.output, inputs=(mine,))
    assert watch(plan, client()).built.articles == 2
    assert watch(plan, client()).built is None
    (mine / "b.txt").write_text("Chad signed the Artemis Accords.")
    found = watch(plan, client())
    assert found.built.articles == 3
    assert titles(found) == ["Chad — member of — Artemis Accords"]


def test_two_at_once(plan):
    """The second is told, and leaves everything as it is."""
    with State(plan.folder), pytest.raises(OutputError, match="Another run is at work"):
        watch(plan, client())


@pytest.mark.parametrize("name", ["Session.feed", "_build", "_compare", "remember", "State.leave_note", "tell"])
@pytest.mark.parametrize("late", [False, True], ids=["before", "after"])
def test_a_run_that_is_killed_is_made_good_by_the_next(site, plan, monkeypatch, name, late):
    """Killed before or after each step, the next run tells the news; after the last step they were told."""
    watch(plan, client())
    site.says("/feed", feed("/chad", "/peru"))
    told = []
    owner, _, attribute = name.rpartition(".")
    place = getattr(run, owner) if owner else run
    real = getattr(place, attribute, None)

    def dying(*args, **kwargs):
        if late:
            result = real(*args, **kwargs)
            list(result) if name == "Session.feed" else result
        raise KeyboardInterrupt

    def tell(found):
        if name != "tell" or late:
            told.extend(titles(found))
        if name == "tell":
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        if name != "tell":
            patch.setattr(place, attribute, dying)
        with pytest.raises(KeyboardInterrupt):
            watch(plan, client(), tell=tell)
    later = watch(plan, client(), tell=lambda found: told.extend(titles(found)))
    assert set(told) == {"Chad — member of — Artemis Accords"}
    assert later.digest is None or later.digest.is_file()
    assert len(list((plan.output / "digests").iterdir())) >= 1
    assert sorted(load(plan.output).ties["subject"]) == ["country:PER", "country:TCD"]
    assert watch(plan, client()).news == []
    assert len(list(plan.folder.glob(".told-*"))) == 1
