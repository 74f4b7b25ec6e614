"""From a host's name to addresses that may be connected to: resolved once, every one of them checked."""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
from collections.abc import Callable

from lunargraph.articles.fetching.outcomes import BrokenError, FetchError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
#: From host and port to addresses in digits; raises OSError where there are none.
Resolver = Callable[[str, int], list[str]]
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def system_resolver(host: str, port: int) -> list[str]:
    """Ask the system for the addresses of a host."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def is_public(address: Address) -> bool:
    """Say whether an address lies in the open internet: not private, loopback, link-local, reserved or multicast.

    An IPv4 address within an IPv6 address (mapped, 6to4, Teredo, NAT64) is looked at for itself.

    >>> is_public(ipaddress.ip_address("::ffff:127.0.0.1")), is_public(ipaddress.ip_address("9.9.9.9"))
    (False, True)
    """
    if isinstance(address, ipaddress.IPv6Address):
        inner = _inner(address)
        if inner:
            return all(is_public(each) for each in inner)
        if address.is_site_local:
            return False
    return (
        address.is_global
        and not address.is_private
        and not address.is_loopback
        and not address.is_link_local
        and not address.is_multicast
        and not address.is_reserved
        and not address.is_unspecified
    )


def _inner(address: ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    if address.ipv4_mapped is not None:
        return [address.ipv4_mapped]
    if address.sixtofour is not None:
        return [address.sixtofour]
    if address.teredo is not None:
        return list(address.teredo)
    if address in _NAT64:
        return [ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)]
    return []


def addresses_of(
    host: str, port: int, *, resolver: Resolver, permits: Callable[[Address], bool], seconds: float
) -> list[str]:
    """Return the addresses of a host, in digits; connect to these and to no name.

    A host is refused where any of its addresses is: what answers next must not depend on chance.

    Raises:
        FetchError: where the host is not found, or an address of it is not permitted.
    """
    found: list[str] = []
    for text in _resolved(host, port, resolver, seconds):
        address = ipaddress.ip_address(text.partition("%")[0])
        if not permits(address):
            raise FetchError(
                "refused", f"{host} is at {address}, within a private network; --allow-private lets it be fetched"
            )
        if text not in found:
            found.append(text)
    if not found:
        raise FetchError("failed", f"the host {host} was not found")
    return found


def _resolved(host: str, port: int, resolver: Resolver, seconds: float) -> list[str]:
    answers: queue.Queue[list[str] | Exception] = queue.Queue()

    def ask() -> None:
        try:
            answers.put(resolver(host, port))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    # the system's own patience cannot be set, so it is asked aside
    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except queue.Empty:
        raise BrokenError(f"the host {host} could not be looked up within {seconds:g} s") from None
    if isinstance(answer, socket.gaierror) and answer.errno == socket.EAI_AGAIN:
        raise BrokenError(f"the host {host} could not be looked up; check the connection to the internet") from None
    if isinstance(answer, Exception):
        raise FetchError("failed", f"the host {host} was not found") from None
    return answer
