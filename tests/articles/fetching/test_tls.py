"""Encrypted sites: the certificate must be for the name that was asked for, at whatever address."""

from __future__ import annotations

import socket
import ssl
import threading

import pytest
import trustme

from lunargraph.articles.fetching.outcomes import FetchError
from tests.servers import Site

OK = (200, {"Content-Type": "text/html"}, b"x")


@pytest.fixture(scope="module")
def authority():
    """An authority that signs certificates."""
    return trustme.CA()


@pytest.fixture
def secure(authority):
    """A web server with a certificate for news.example."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("news.example").configure_cert(context)
    made = Site(context)
    made.says("/a", OK)
    yield made
    made.close()


@pytest.fixture
def trusting(authority):
    """What trusts that authority."""
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def here(host, port):
    return ["127.0.0.1"]


def test_the_name_is_what_the_certificate_is_for(secure, get, trusting):
    """The connection goes to an address in digits; name and certificate still fit."""
    page = get(f"https://news.example:{secure.port}/a", resolver=here, context=trusting)
    assert page.body == b"x"
    assert secure.asked[-1][1]["Host"] == f"news.example:{secure.port}"


@pytest.mark.parametrize(("host", "trusted"), [("other.example", True), ("127.0.0.1", True), ("news.example", False)])
def test_a_certificate_that_does_not_hold(secure, get, trusting, host, trusted):
    """One for another name, or signed by nobody who is trusted: nothing is asked."""
    with pytest.raises(FetchError, match=f"the certificate of {host} is not valid") as caught:
        get(f"https://{host}:{secure.port}/a", resolver=here, context=trusting if trusted else None)
    assert caught.value.kind == "refused"
    assert secure.asked == []


def test_a_handshake_that_drips(get, trusting):
    """The time for a page runs from the first byte on."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip():
            other, _ = server.accept()
            with other:
                # the head of a long record, and then its bytes one at a time
                other.sendall(b"\x16\x03\x03\x3f\xff")
                while not over.wait(0.01):
                    try:
                        other.sendall(b"\0")
                    except OSError:
                        return

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        url = f"https://news.example:{server.getsockname()[1]}/a"
        with pytest.raises(FetchError, match=r"longer than 0\.7 s"):
            get(url, resolver=here, context=trusting, total=0.7, connect=5)
        over.set()
        thread.join()


def test_what_speaks_no_tls(site, get):
    """A plain server behind https."""
    with pytest.raises(FetchError) as caught:
        get(site.url("/a").replace("http:", "https:"), tries=1)
    assert caught.value.kind == "failed"
