"""Web addresses in one form, so that one page has one; and those that are never asked for."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from typing import Self
from urllib.parse import urljoin

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from lunargraph.articles.fetching.outcomes import FetchError

_PORTS = {"http": 80, "https": 443}
_LONGEST = 4096
#: Marks that say where a reader came from, not what is read.
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|at_(?:medium|campaign))=", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An address that may be asked for, once its host has turned out to be a public one.

    ``host`` is in small ASCII letters, without brackets; ``path`` has the query in it.
    """

    scheme: str
    host: str
    port: int
    path: str

    @classmethod
    def of(cls, address: str) -> Self:
        """Return the target of an address as somebody wrote it.

        Raises:
            FetchError: where it is no complete http or https address, or has a password in it.
        """
        text = address.strip()
        if len(text) > _LONGEST:
            raise FetchError("refused", f"the address is longer than {_LONGEST:,} characters")
        if not text.isprintable() or " " in text or "\\" in text:
            raise FetchError("refused", "the address has spaces or control characters in it")
        try:
            parts = parse_url(text)
        except LocationParseError:
            raise FetchError("refused", "this is no web address") from None
        if parts.scheme not in _PORTS:
            raise FetchError("refused", "only http:// and https:// addresses are fetched")
        if parts.auth is not None:
            raise FetchError("refused", "the address has a user name or password in it; leave that out")
        host = (parts.host or "").strip("[]").removesuffix(".").lower()
        if not host or "%" in host or parts.port == 0:
            raise FetchError("refused", "this is no web address")
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query is not None else "")
        return cls(scheme=parts.scheme, host=host, port=parts.port or _PORTS[parts.scheme], path=path)

    def follow(self, location: str) -> Target:
        """Return where a redirect from here leads.

        Raises:
            FetchError: where that may not be asked for.
        """
        # a header comes as Latin-1, whatever was meant
        with contextlib.suppress(UnicodeError):
            location = location.encode("latin-1").decode("utf-8")
        try:
            joined = urljoin(self.url, location.strip().replace(" ", "%20"))
        except ValueError:
            raise FetchError("refused", "it redirects to what is no web address") from None
        try:
            return Target.of(joined)
        except FetchError as error:
            raise FetchError("refused", f"it redirects elsewhere, and there {error}") from None

    @property
    def authority(self) -> str:
        """Host and, where it is not the usual one, port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what one robots.txt speaks for."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The whole address."""
        return f"{self.origin}{self.path}"


def canonical(address: str) -> str:
    """Return the one form of an address: small letters in the host, no usual port, no fragment, no tracking marks.

    >>> canonical("HTTP://Example.ORG:80/a/../b?utm_source=x&id=7#top")
    'http://example.org/b?id=7'

    Raises:
        FetchError: where it is no complete http or https address, or has a password in it.
    """
    base, mark, query = Target.of(address).url.partition("?")
    kept = "&".join(part for part in query.split("&") if not _TRACKING.match(part))
    return f"{base}?{kept}" if kept or (mark and not query) else base
