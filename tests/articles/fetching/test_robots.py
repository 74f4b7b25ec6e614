"""robots.txt as RFC 9309 has it, and pauses between requests."""

from __future__ import annotations

import pytest

from lunargraph.articles.fetching.outcomes import FetchError
from tests.servers import raw

OK = (200, {"Content-Type": "text/html"}, b"x")


def rules(text):
    return (200, {"Content-Type": "text/plain"}, text.encode())


def ask(client, *urls):
    """Fetch pages with one client; return their bodies, or the sentences why not."""
    told = []
    for url in urls:
        try:
            told.append(client.get(url, accept="*/*", size=lambda _: 1000).body)
        except FetchError as error:
            told.append((error.kind, str(error)))
    return told


def test_what_it_forbids_is_never_asked_for(site, client):
    """It is read once, and a redirect into what is forbidden is not followed."""
    site.says("/robots.txt", rules("User-agent: *\nDisallow: /\n\nUser-agent: LunarGraph\nDisallow: /private\n"))
    site.says("/private/a", OK)
    site.says("/to", (302, {"Location": "/private/a"}, b""))
    no = ("refused", "the robots.txt of 127.0.0.1 does not allow it")
    assert ask(client(), site.says("/b", OK), site.url("/private/a"), site.url("/to")) == [b"x", no, no]
    assert [path for path, _ in site.asked] == ["/robots.txt", "/b", "/to"]


@pytest.mark.parametrize("status", [404, 403, 410, 204])
def test_without_one_all_is_allowed(site, client, status):
    """A site that has none, or shows it to nobody."""
    site.says("/robots.txt", (status, {}, b""))
    assert ask(client(), site.says("/b", OK)) == [b"x"]


@pytest.mark.parametrize("answer", [(500, {}, b""), (429, {}, b""), raw(b"")], ids=["500", "429", "broken"])
def test_where_it_cannot_be_had_nothing_is_asked_for(site, client, answer):
    """For now: it is no permission that a site is in trouble."""
    site.says("/robots.txt", answer)
    ((kind, reason),) = ask(client(tries=2), site.says("/b", OK))
    assert kind == "failed"
    assert reason.startswith("its robots.txt cannot be had for now: ")
    assert site.paths() == []


def test_it_may_stand_elsewhere(site, client):
    """Redirects are followed; more than five are as none."""
    site.says("/robots.txt", (301, {"Location": "/rules"}, b""))
    site.says("/rules", rules("User-agent: *\nDisallow: /b"))
    assert ask(client(), site.says("/b", OK))[0][0] == "refused"
    for number in range(9):
        site.says(f"/{number}", (302, {"Location": f"/{number + 1}"}, b""))
    site.says("/robots.txt", (301, {"Location": "/0"}, b""))
    assert ask(client(), site.url("/b")) == [b"x"]


def test_only_its_beginning_is_read(site, client):
    """Half a megabyte is enough."""
    site.says("/robots.txt", rules("User-agent: *\nDisallow: /b\n" + "#" * 2_000_000))
    assert ask(client(), site.says("/b", OK), site.says("/c", OK)) == [
        ("refused", "the robots.txt of 127.0.0.1 does not allow it"),
        b"x",
    ]


def test_what_is_no_robots_txt_forbids_nothing(site, client):
    """A page in its place, or bytes."""
    site.says("/robots.txt", (200, {}, b"<html>\xff\x00 User-agent Disallow / \n:::\nCrawl-delay: x\n"))
    assert ask(client(), site.says("/b", OK)) == [b"x"]


def test_pauses_between_two_requests(site, client, clock):
    """A second by default, more where robots.txt asks for it; hosts do not wait for each other."""
    urls = [site.says(f"/{number}", OK) for number in range(3)]
    ask(client(), *urls)
    assert clock.slept == [1, 1, 1]
    clock.slept.clear()
    site.says("/robots.txt", rules("User-agent: *\nCrawl-delay: 7.5"))
    ask(client(), *urls)
    assert clock.slept == [1, 7.5, 7.5]
    clock.slept.clear()
    site.says("/robots.txt", rules("User-agent: *\nRequest-rate: 1/20s"))
    ask(client(), *urls)
    assert clock.slept == [1, 20, 20]


def test_a_pause_beyond_all_reason(site, client):
    """A site that wants a day between pages is left alone."""
    site.says("/robots.txt", rules("User-agent: *\nCrawl-delay: 86400"))
    ((kind, reason),) = ask(client(), site.says("/b", OK))
    assert (kind, "86,400 s" in reason) == ("refused", True)
