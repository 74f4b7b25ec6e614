"""The polite client: robots.txt, pauses, redirects, tries, and checked addresses, around single requests."""

from __future__ import annotations

import random
import ssl
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from protego import Protego

from lunargraph.articles.fetching.exchange import Budget, Reply, Want, exchange
from lunargraph.articles.fetching.hosts import addresses_of, is_public, system_resolver
from lunargraph.articles.fetching.limits import ROBOTS_BYTES, Clock, Limits
from lunargraph.articles.fetching.outcomes import BrokenError, FetchError
from lunargraph.articles.fetching.pace import Pace
from lunargraph.articles.fetching.targets import Target
from lunargraph.release import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lunargraph.articles.fetching.hosts import Address, Resolver

#: The name that robots.txt knows this client by.
PRODUCT = "lunargraph"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GONE = {404: "there is no such page (404)", 410: "the page was taken away (410)"}
_CLOSED = {
    401: "it asks for a login (401)",
    402: "it asks for payment (402)",
    403: "the site does not let programs have it (403)",
    451: "it is held back for legal reasons (451)",
}
_NOTHING = Want(most=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a server marked a page with when it was last fetched."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page that was asked for; ``fresh`` is False where the server says that what is known still holds.

    ``url`` is where it was found in the end, after redirects; header names are in small letters.
    """

    url: str
    fresh: bool
    headers: Mapping[str, str]
    body: bytes


def agent_of(contact: str = "") -> str:
    """Return how the client names itself: product, release and, if given, whom to write to.

    Raises:
        ValueError: where the contact has characters that cannot stand in a header.
    """
    contact = contact.strip()
    if not contact.isascii() or not contact.isprintable() or any(sign in contact for sign in "()\\"):
        raise ValueError("a contact is an e-mail or web address in plain letters")
    return f"{PRODUCT}/{__version__}" + (f" ({contact})" if contact else "")


class Client:
    """Fetches pages one at a time. Cookies are never kept, logins never given, scripts never run."""

    def __init__(  # noqa: PLR0913 - what tests put in place of the world
        self,
        *,
        agent: str = "",
        limits: Limits | None = None,
        permits: Callable[[Address], bool] = is_public,
        resolver: Resolver = system_resolver,
        clock: Clock | None = None,
        context: ssl.SSLContext | None = None,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        """Make a client.

        ``permits`` says which addresses may be connected to; ``context`` holds the certificates that are trusted,
        the system's if left out; ``jitter`` gives numbers from 0 to 1 that spread tries over time.
        """
        self.limits = limits or Limits()
        self.clock = clock or Clock()
        self._agent = agent or agent_of()
        self._permits = permits
        self._resolver = resolver
        self._context = context or ssl.create_default_context()
        self._jitter = jitter
        self._pace = Pace(self.clock, self.limits.delay)
        self._robots: dict[str, Protego | FetchError] = {}
        self._hosts: dict[tuple[str, int], list[str] | FetchError] = {}

    def get(
        self,
        url: str,
        *,
        accept: str,
        size: Callable[[Mapping[str, str]], int],
        known: Callable[[str], Known | None] = lambda _: None,
    ) -> Page:
        """Fetch a page, where its site's robots.txt allows it.

        ``size`` sees the headers of a page and returns how many bytes it may have, or refuses it. Where ``known``
        has marks for an address, its server is asked to send the page only if it has changed.

        Raises:
            FetchError: where there is no page to be had; its ``kind`` says why.
        """
        target = Target.of(url)
        budget = Budget(self.limits.total)
        seen = {target.url}
        for _ in range(self.limits.redirects + 1):
            self._ask_robots(target)
            headers = {"Accept": accept} | _conditions(known(target.url))
            reply = self._patiently(target, headers, lambda status, got: _wanted(status, got, size), budget)
            if reply.status not in _REDIRECTS:
                return _page(target, reply, asked=len(headers) > 1)
            target = _redirect(target, reply, seen)
        raise FetchError("failed", f"it redirects more than {self.limits.redirects} times")

    def _patiently(
        self,
        target: Target,
        headers: Mapping[str, str],
        wanted: Callable[[int, Mapping[str, str]], Want],
        budget: Budget,
    ) -> Reply:
        """Ask for one target, again after a while where the trouble may pass."""
        for tried in range(1, self.limits.tries + 1):
            pause = self.limits.backoff * 2 ** (tried - 1) * (0.5 + self._jitter())
            try:
                reply = self._once(target, headers, wanted, budget)
            except BrokenError as error:
                if tried == self.limits.tries:
                    raise FetchError("failed", f"{error}, {_times(tried)}") from None
            else:
                if reply.status != 429 and reply.status < 500:
                    return reply
                asked = _retry_after(reply, self.clock)
                if asked is not None and asked > self.limits.longest_wait:
                    raise FetchError(
                        "failed", f"the site asks to wait {asked:,.0f} s ({reply.status}); try again later"
                    )
                if tried == self.limits.tries:
                    raise FetchError("failed", f"the site has trouble or is busy ({reply.status}), {_times(tried)}")
                pause = max(pause, asked or 0.0)
            self._pace.put_off(target.host, pause)
        raise AssertionError("a client tries at least once")

    def _once(
        self,
        target: Target,
        headers: Mapping[str, str],
        wanted: Callable[[int, Mapping[str, str]], Want],
        budget: Budget,
    ) -> Reply:
        addresses = self._addresses(target)
        self._pace.wait(target.host)
        headers = {"User-Agent": self._agent, **headers}
        try:
            for number, address in enumerate(addresses, 1):
                try:
                    return exchange(
                        target,
                        address,
                        headers=headers,
                        wanted=wanted,
                        limits=self.limits,
                        budget=budget,
                        context=self._context,
                    )
                except BrokenError:
                    # a host may answer at one of its addresses only
                    if number == len(addresses):
                        raise
            raise AssertionError("a host that was found has an address")
        finally:
            self._pace.asked(target.host)

    def _addresses(self, target: Target) -> list[str]:
        place = (target.host, target.port)
        if place not in self._hosts:
            # once in a run: what was checked is what is connected to, whatever the name leads to later
            try:
                self._hosts[place] = addresses_of(
                    *place, resolver=self._resolver, permits=self._permits, seconds=self.limits.connect
                )
            except FetchError as error:
                self._hosts[place] = error
        found = self._hosts[place]
        if isinstance(found, FetchError):
            raise FetchError(found.kind, str(found))
        return found

    def _ask_robots(self, target: Target) -> None:
        """Raise where a site's robots.txt (RFC 9309) keeps programs from a target; note the pause it asks for."""
        self._addresses(target)
        if target.origin not in self._robots:
            self._robots[target.origin] = self._read_robots(target)
        rules = self._robots[target.origin]
        if isinstance(rules, FetchError):
            raise FetchError(rules.kind, str(rules))
        if not rules.can_fetch(target.url, PRODUCT):
            raise FetchError("refused", f"the robots.txt of {target.host} does not allow it")
        rate = rules.request_rate(PRODUCT)
        pause = max(rules.crawl_delay(PRODUCT) or 0.0, rate.seconds / rate.requests if rate else 0.0)
        if pause > self.limits.longest_wait:
            raise FetchError("refused", f"the robots.txt of {target.host} asks for {pause:,.0f} s between two pages")
        self._pace.slow_down(target.host, pause)

    def _read_robots(self, site: Target) -> Protego | FetchError:
        everything = Protego.parse("")
        target = Target(scheme=site.scheme, host=site.host, port=site.port, path="/robots.txt")
        budget = Budget(self.limits.total)
        seen = {target.url}
        try:
            # five redirects are followed; behind more, a site has no robots.txt
            for _ in range(6):
                reply = self._patiently(target, {"Accept": "text/plain"}, _robots_wanted, budget)
                if reply.status not in _REDIRECTS:
                    break
                target = _redirect(target, reply, seen)
            else:
                return everything
        except FetchError as error:
            if target.host == site.host and error.kind == "refused":
                return error
            return FetchError("failed", f"its robots.txt cannot be had for now: {error}")
        if not 200 <= reply.status < 300:
            return everything
        return Protego.parse(reply.body.decode("utf-8", "replace"))


def _conditions(known: Known | None) -> dict[str, str]:
    marks = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified} if known else {}
    return {name: mark for name, mark in marks.items() if mark}


def _wanted(status: int, headers: Mapping[str, str], size: Callable[[Mapping[str, str]], int]) -> Want:
    return Want(most=size(headers)) if status == 200 else _NOTHING


def _robots_wanted(status: int, _: Mapping[str, str]) -> Want:
    return Want(most=ROBOTS_BYTES, cut=True) if 200 <= status < 300 else _NOTHING


def _page(target: Target, reply: Reply, *, asked: bool) -> Page:
    if reply.status == 200 or (reply.status == 304 and asked):
        return Page(url=target.url, fresh=reply.status == 200, headers=reply.headers, body=reply.body)
    if reply.status in _GONE:
        raise FetchError("gone", _GONE[reply.status])
    if reply.status in _CLOSED:
        raise FetchError("closed", _CLOSED[reply.status])
    raise FetchError("failed", f"the site answered with status {reply.status}")


def _redirect(target: Target, reply: Reply, seen: set[str]) -> Target:
    location = reply.headers.get("location", "")
    if not location:
        raise FetchError("failed", f"it redirects ({reply.status}) without saying where to")
    following = target.follow(location)
    if following.url in seen:
        raise FetchError("failed", "it redirects in a circle; perhaps it wants cookies, which are not kept")
    seen.add(following.url)
    return following


def _retry_after(reply: Reply, clock: Clock) -> float | None:
    """Return the seconds that a server asks to wait, given as a number or a date; None where it does not."""
    text = reply.headers.get("retry-after", "").strip()
    if text.isascii() and text.isdecimal():
        return float(text[:12])
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return max((moment - clock.now()).total_seconds(), 0.0) if moment.tzinfo else None


def _times(tried: int) -> str:
    return "once" if tried == 1 else f"{tried} times"
