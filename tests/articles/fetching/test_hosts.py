"""Which addresses may be connected to."""

from __future__ import annotations

import ipaddress
import threading

import pytest

from lunargraph.articles.fetching.hosts import addresses_of, is_public, system_resolver
from lunargraph.articles.fetching.outcomes import FetchError


@pytest.mark.parametrize(
    "address",
    """0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 127.0.0.1 127.9.9.9 169.254.169.254 172.16.0.1 192.0.0.1 192.0.2.1 192.168.1.1
    198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255 :: ::1 ::7f00:1 ::ffff:127.0.0.1
    ::ffff:10.0.0.1 ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b:1::1 100::1 2001:db8::1 2002:7f00:1:: 2002:a00:1::
    2001:0:7f00:1:: fc00::1 fd12:3456::1 fe80::1 fec0::1 ff02::1""".split(),
)
def test_addresses_that_are_not_in_the_open_internet(address):
    """Private, loopback, link-local, reserved, multicast, and IPv4 of that kind within IPv6."""
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["9.9.9.9", "2620:fe::9", "::ffff:9.9.9.9", "64:ff9b::909:909", "2002:909:909::"])
def test_public_addresses(address):
    """Also those within others."""
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("host", ["127.1", "0x7f000001", "2130706433", "0177.0.0.1", "localhost", "::1", "0"])
def test_other_spellings_of_this_machine(host):
    """The system says where they lead, and that is what is looked at."""
    with pytest.raises(FetchError) as caught:
        addresses_of(host, 80, resolver=system_resolver, permits=is_public, seconds=5)
    assert caught.value.kind in {"refused", "failed"}


def test_a_lookup_that_never_ends():
    """The system's patience is not ours."""
    over = threading.Event()

    def resolver(host, port):
        over.wait()
        return []

    with pytest.raises(FetchError, match=r"within 0\.05 s"):
        addresses_of("news.example", 80, resolver=resolver, permits=is_public, seconds=0.05)
    over.set()


@pytest.mark.parametrize("host", ["a..b", "x" * 64 + ".example", "."])
def test_names_that_cannot_be(host):
    """They are not found; nothing breaks."""
    with pytest.raises(FetchError, match=r"not found|looked up"):
        addresses_of(host, 80, resolver=system_resolver, permits=is_public, seconds=5)
