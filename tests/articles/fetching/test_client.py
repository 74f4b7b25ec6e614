"""The polite client against a real server that is slow, wrong, hostile or closed."""

from __future__ import annotations

import gzip
import socket
import tracemalloc

import pytest

from lunargraph.articles.fetching.client import Known, agent_of
from lunargraph.articles.fetching.outcomes import FetchError
from tests.servers import raw

OK = (200, {"Content-Type": "text/html"}, b"<p>Peru signed.</p>")


def refused(get, url, **how):
    """Fetch what cannot be had; return the kind of trouble and the sentence."""
    with pytest.raises(FetchError) as caught:
        get(url, **how)
    return caught.value.kind, str(caught.value)


def test_a_page_is_fetched(site, get):
    """Body, headers and final address; the client says who it is and gives nothing away."""
    page = get(site.says("/a", OK))
    assert (page.body, page.fresh, page.url) == (OK[2], True, site.url("/a"))
    assert page.headers["content-type"] == "text/html"
    sent = {name.lower(): value for name, value in site.asked[-1][1].items()}
    assert sent["user-agent"].startswith("lunargraph/")
    assert sent["host"] == f"127.0.0.1:{site.port}"
    assert not {"cookie", "authorization", "referer"} & set(sent)


def test_whom_to_write_to_stands_in_the_agent():
    """A contact is one line of plain letters."""
    assert agent_of("desk@example.org").endswith(" (desk@example.org)")
    for contact in ("a\r\nX: y", "(a)", "Bücher"):
        with pytest.raises(ValueError, match="contact"):
            agent_of(contact)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(site, get, status):
    """A chain ends where it ends, relative addresses included."""
    site.says("/b", (status, {"Location": "c?x=%C3%A9"}, b""))
    site.says("/c?x=%C3%A9", OK)
    page = get(site.says("/a", (status, {"Location": site.url("/b")}, b"")))
    assert page.url == site.url("/c?x=%C3%A9")


def test_redirects_in_a_circle_and_too_many(site, get):
    """Neither is followed for ever."""
    site.says("/b", (302, {"Location": "/a"}, b""))
    kind, reason = refused(get, site.says("/a", (302, {"Location": "/b"}, b"")))
    assert (kind, "in a circle" in reason) == ("failed", True)
    for number in range(9):
        site.says(f"/{number}", (302, {"Location": f"/{number + 1}"}, b""))
    assert refused(get, site.url("/0"), redirects=3) == ("failed", "it redirects more than 3 times")
    assert site.paths()[-4:] == ["/0", "/1", "/2", "/3"]


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("file:///etc/passwd", "only http:// and https://"),
        ("javascript:alert(1)", "only http:// and https://"),
        ("http://user:secret@127.0.0.1/", "password"),
        ("http://[::1", "no web address"),
        ("http://127.0.0.1:99999/", "no web address"),
        ("", "without saying where"),
    ],
)
def test_redirects_to_what_is_never_fetched(site, get, location, said):
    """Each hop is checked as the first was."""
    kind, reason = refused(get, site.says("/a", (302, {"Location": location}, b"")))
    assert said in reason
    assert kind in {"refused", "failed"}


def test_a_redirect_to_a_private_address_is_refused(site, get):
    """The first hop is permitted, the second is not, and is never connected to."""
    inner = f"http://127.0.0.2:{site.port}/secret"
    site.says("/secret", OK)
    kind, reason = refused(get, site.says("/a", (302, {"Location": inner}, b"")))
    assert kind == "refused"
    assert "127.0.0.2" in reason
    assert "--allow-private" in reason
    assert site.paths() == ["/a"]


def test_a_name_that_leads_elsewhere_later_is_connected_to_where_it_was_checked(site, get):
    """The name is asked for once; what answers is the address that was checked."""
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    asked = []

    def resolver(host, port):
        asked.append(host)
        return next(answers)

    site.says("/b", OK)
    there = f"http://news.example:{site.port}"
    site.says("/a", (302, {"Location": f"{there}/b"}, b""))
    assert get(f"{there}/a", resolver=resolver).url == f"{there}/b"
    assert asked == ["news.example"]
    assert site.asked[-1][1]["Host"] == f"news.example:{site.port}"


def test_a_host_with_one_private_address_is_refused(site, get):
    """What answers must not depend on chance."""
    kind, reason = refused(get, "http://news.example/", resolver=lambda *_: ["9.9.9.9", "10.0.0.1"])
    assert (kind, "10.0.0.1" in reason) == ("refused", True)
    assert site.asked == []


def test_the_second_address_is_tried_where_the_first_is_dead(site, get):
    """A host may answer at one of its addresses only."""
    site.says("/a", OK)
    url = f"http://news.example:{site.port}/a"
    permits = lambda _: True  # noqa: E731
    assert get(url, resolver=lambda *_: ["127.0.0.3", "127.0.0.1"], permits=permits).body == OK[2]


def test_a_host_that_is_not_found(get):
    """The sentence is about the host, and nobody tries again at once."""

    def resolver(host, port):
        raise socket.gaierror(socket.EAI_NONAME, "no")

    assert refused(get, "http://nowhere.example/", resolver=resolver) == (
        "failed",
        "the host nowhere.example was not found",
    )


def test_not_modified(site, get):
    """The marks of the last fetch are sent to the final address, and 304 means that nothing is new."""
    site.says("/b", (304, {"Content-Length": None}, b""))
    url = site.says("/a", (302, {"Location": "/b"}, b""))
    known = {site.url("/b"): Known(etag='"x"', last_modified="Tue, 24 Oct 2023 10:00:00 GMT")}
    assert not get(url, known=known.get).fresh
    (_, first), (_, last) = (asked for asked in site.asked if asked[0] != "/robots.txt")
    assert "If-None-Match" not in first
    assert (last["If-None-Match"], last["If-Modified-Since"]) == ('"x"', "Tue, 24 Oct 2023 10:00:00 GMT")


def test_not_modified_although_nobody_asked(site, get):
    """There is nothing that could still hold."""
    assert refused(get, site.says("/a", (304, {"Content-Length": None}, b"")))[0] == "failed"


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (404, "gone"),
        (410, "gone"),
        (401, "closed"),
        (403, "closed"),
        (451, "closed"),
        (204, "failed"),
        (418, "failed"),
    ],
)
def test_statuses(site, get, status, kind):
    """Each is told with its number, and asked for once."""
    found, reason = refused(get, site.says("/a", (status, {}, b"")))
    assert found == kind
    assert str(status) in reason
    assert site.paths() == ["/a"]


def test_busy_then_well(site, get, clock):
    """Retry-After in seconds and as a date is kept."""
    site.says("/a", (429, {"Retry-After": "30"}, b""), (503, {"Retry-After": "Thu, 26 Nov 2026 12:02:00 GMT"}, b""), OK)
    assert get(site.url("/a")).body == OK[2]
    assert site.paths() == ["/a"] * 3
    assert clock.slept[-2] == 30
    assert clock.now().isoformat() >= "2026-11-26T12:02:00"


def test_whoever_asks_for_too_long_a_wait_is_left_alone(site, get, clock):
    """An hour is for the next run."""
    kind, reason = refused(get, site.says("/a", (429, {"Retry-After": "3600"}, b"")))
    assert (kind, "3,600 s" in reason) == ("failed", True)
    assert site.paths() == ["/a"]
    assert sum(clock.slept) < 10


def test_errors_that_pass(site, get, clock):
    """500, then well; waits grow."""
    site.says("/a", (500, {}, b""), (502, {}, b""), OK)
    assert get(site.url("/a")).body == OK[2]
    assert clock.slept[-2:] == [2, 4]


def test_errors_that_stay(site, get):
    """After four tries the page is left for the next run."""
    kind, reason = refused(get, site.says("/a", (500, {}, b"")))
    assert (kind, reason) == ("failed", "the site has trouble or is busy (500), 4 times")
    assert site.paths() == ["/a"] * 4


def test_a_connection_that_breaks_off_is_tried_again(site, get):
    """Nothing, then half a page, then the page."""
    half = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<p>Peru"
    site.says("/a", raw(b""), raw(half), OK)
    assert get(site.url("/a")).body == OK[2]
    kind, reason = refused(get, site.says("/b", raw(half)))
    assert (kind, reason) == ("failed", "the reply broke off after 7 of 1,000 bytes, 4 times")


def test_a_chunked_page_that_breaks_off(site, get):
    """Half a page is none."""
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert get(site.says("/whole", raw(head + b"4\r\nPeru\r\n0\r\n\r\n"))).body == b"Peru"
    assert refused(get, site.says("/a", raw(head + b"4\r\nPeru\r\n")))[0] == "failed"


def test_more_than_was_announced_is_not_read(site, get):
    """A page ends where its length says, and the rest gets into no other page."""
    site.says("/a", raw(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nPeruHTTP/1.1 200 OK\r\n\r\nsmuggled"))
    assert get(site.url("/a")).body == b"Peru"


@pytest.mark.parametrize(
    "garbage", [b"no http at all\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n", b"\x00" * 70_000]
)
def test_what_is_no_http(site, get, garbage):
    """It is a broken connection, not a traceback."""
    assert refused(get, site.says("/a", raw(garbage)))[0] == "failed"


@pytest.mark.parametrize(
    "parts",
    [
        [b"H"] * 3,
        [b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"],
        [b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<p>", b"P"],
    ],
    ids=["status", "headers", "body"],
)
def test_a_server_that_stays_silent(site, get, parts):
    """Silence ends a try."""
    kind, reason = refused(get, site.says("/a", raw(*parts, site=site)), idle=0.05, tries=2)
    assert (kind, "silent" in reason) == ("failed", True)


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n"])
def test_a_server_that_drips(site, get, start):
    """Byte after byte without an end: the time for a page is over, however busy the line; it is not tried again."""

    def drip(handler):
        handler.connection.sendall(start)
        while not site.over.wait(0.01):
            handler.connection.sendall(b"H")

    kind, reason = refused(get, site.says("/a", drip), total=0.7)
    # on a busy machine even the robots.txt before it may take that long
    assert (kind, reason.endswith("it took longer than 0.7 s")) == ("failed", True)
    assert site.paths() in (["/a"], [])


def test_a_page_that_is_too_large(site, get):
    """By its announced length before any of it is read; else as soon as it is beyond."""
    kind, reason = refused(get, site.says("/a", raw(b"HTTP/1.1 200 OK\r\nContent-Length: 2097153\r\n\r\n")), size=2**20)
    assert (kind, reason) == ("unusable", "it is larger than 1 MiB")

    def flood(handler):
        handler.connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while not site.over.is_set():
            handler.connection.sendall(b"x" * 65536)

    assert refused(get, site.says("/b", flood), size=2**20) == ("unusable", "it is larger than 1 MiB")


def test_a_bomb_does_not_go_off(site, get):
    """Unpacking stops at the limit, in time and in memory."""
    bomb = gzip.compress(b"0" * 30_000_000)
    url = site.says("/a", (200, {"Content-Encoding": "gzip"}, bomb))
    tracemalloc.start()
    assert refused(get, url, size=2**20) == ("unusable", "it is larger than 1 MiB")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10 * 2**20


def test_packed_pages(site, get):
    """Gzip is unpacked; damage, and what was not asked for, are told."""
    packed = gzip.compress(b"<p>Peru</p>")
    assert get(site.says("/a", (200, {"Content-Encoding": "gzip"}, packed))).body == b"<p>Peru</p>"
    kind, reason = refused(get, site.says("/b", (200, {"Content-Encoding": "gzip"}, b"<p>Peru</p>")))
    assert (kind, reason) == ("unusable", "it is packed, and the packing is damaged")
    damaged = packed[:12] + b"\xff\xff" + packed[14:]
    assert refused(get, site.says("/c", (200, {"Content-Encoding": "gzip"}, damaged)))[0] == "unusable"
    for other in ("br", "deflate", "gzip, gzip"):
        kind, reason = refused(get, site.says("/d", (200, {"Content-Encoding": other}, packed)))
        assert (kind, reason) == ("unusable", "it is packed in a way that was not asked for")


def test_a_packed_page_that_breaks_off(site, get):
    """Its length is right, its end is missing: half a page is none."""
    cut = (200, {"Content-Encoding": "x-gzip"}, gzip.compress(b"<p>Peru</p>" * 500)[:-12])
    kind, reason = refused(get, site.says("/a", cut))
    assert (kind, reason) == ("failed", "what it sent breaks off in the middle of its packing, 4 times")


def test_cookies_are_not_kept(site, client):
    """What a page sets is not sent with the next."""
    site.says("/a", (200, {"Set-Cookie": "id=1; Path=/"}, b"x"))
    site.says("/b", (302, {"Location": "/a", "Set-Cookie": "id=2"}, b""))
    one = client()
    for path in ("/a", "/b"):
        one.get(site.url(path), accept="*/*", size=lambda _: 10)
    assert all("Cookie" not in headers for _, headers in site.asked)
